"""Figures that follow from others: never instead of published ones, never half a sum."""

from dataclasses import replace

import pytest

from mapping.boundaries.model import Gazetteer
from mapping.places import AdminLevel, Place, PlaceCode
from profiles.indicators.flows import FlowEntry, FlowTable, FlowType
from profiles.indicators.model import Formula, Indicator, Kind, Series, Source, Status
from profiles.indicators.read import CellValue, IndicatorTable
from profiles.measures import rates
from profiles.measures.packs.derive import derive
from profiles.measures.packs.od import collapsed, counts_of

SOURCE = Source(id="s", title="t", publisher="p", year="2021")
WORDS = {"en": "x"}


def _place(code, level, parent=None):
    parent_code = PlaceCode(parent) if parent else None
    return Place(
        place_code=PlaceCode(code), name=code, level=AdminLevel(level), parent_code=parent_code
    )


GAZETTEER = Gazetteer(
    iso3="XXA",
    places={
        PlaceCode(place.place_code): place
        for place in (
            _place("A", "ADM0"),
            _place("A1", "ADM1", "A"),
            _place("A2", "ADM1", "A"),
            _place("A11", "ADM2", "A1"),
            _place("A12", "ADM2", "A1"),
            _place("A21", "ADM2", "A2"),
        )
    },
)


def _indicator(code, kind=Kind.EXTENSIVE, **fields):
    words = {"labels": WORDS, "definitions": WORDS, "units": WORDS}
    return Indicator(code=code, kind=kind, section=1, **words, **fields)


def _derived(figures, *indicators, series=(), flows=()):
    cells = {
        (place, code, period, sex, "total"): CellValue(
            value, Status.MISSING if value is None else Status(status)
        )
        for place, code, period, sex, value, status in figures
    }
    table = derive(
        IndicatorTable(cells=cells),
        indicators={one.code: one for one in indicators},
        series={one.indicator: one for one in series},
        flows=flows,
        gazetteer=GAZETTEER,
    )
    return lambda place, code, period="2021", sex="total": table.cells.get(
        (place, code, period, sex, "total")
    )


P, F = _indicator("people"), _indicator("foreign")
SHARE = _indicator(
    "share",
    Kind.INTENSIVE,
    formula=Formula.RATIO,
    numerator="foreign",
    denominator="people",
    multiplier=100.0,
)


def test_a_share_is_worked_out_for_each_sex_that_has_both_parts():
    found = _derived(
        [
            ("A1", "people", "2021", "total", 200.0, "A"),
            ("A1", "foreign", "2021", "total", 5.0, "A"),
            ("A1", "people", "2021", "female", 100.0, "A"),
            ("A1", "foreign", "2021", "female", 4.0, "A"),
            ("A1", "foreign", "2021", "male", 1.0, "A"),
        ],
        P,
        F,
        SHARE,
    )
    assert found("A1", "share").value == 2.5
    assert found("A1", "share", sex="female").value == 4.0
    assert found("A1", "share", sex="male") is None
    assert found("A1", "share").value == rates.rate(5, 200, multiplier=100)


def test_a_published_figure_is_never_replaced():
    found = _derived(
        [
            ("A1", "people", "2021", "total", 200.0, "A"),
            ("A1", "foreign", "2021", "total", 5.0, "A"),
            ("A1", "share", "2021", "total", 2.6, "A"),
        ],
        P,
        F,
        SHARE,
    )
    assert found("A1", "share").value == 2.6


def test_a_missing_part_makes_the_result_missing_and_a_zero_denominator_undefined():
    found = _derived(
        [
            ("A1", "people", "2021", "total", None, "M"),
            ("A1", "foreign", "2021", "total", 5.0, "A"),
            ("A2", "people", "2021", "total", 0.0, "A"),
            ("A2", "foreign", "2021", "total", 0.0, "A"),
        ],
        P,
        F,
        SHARE,
    )
    assert found("A1", "share") == (None, Status.MISSING)
    assert found("A2", "share") == (None, Status.NOT_APPLICABLE)


def test_one_sex_as_an_input_gives_a_total():
    ratio = _indicator(
        "sex_ratio",
        Kind.INTENSIVE,
        formula=Formula.RATIO,
        numerator="people:male",
        denominator="people:female",
        multiplier=100.0,
    )
    found = _derived(
        [
            ("A1", "people", "2021", "male", 95.0, "A"),
            ("A1", "people", "2021", "female", 100.0, "A"),
        ],
        P,
        ratio,
    )
    assert found("A1", "sex_ratio").value == 95.0
    assert found("A1", "sex_ratio", sex="male") is None


def test_a_sum_is_whole_or_missing():
    both = _indicator("both", formula=Formula.SUM, parts=("people", "foreign"))
    found = _derived(
        [
            ("A1", "people", "2021", "total", 7.0, "A"),
            ("A1", "foreign", "2021", "total", 5.0, "P"),
            ("A2", "people", "2021", "total", 7.0, "A"),
            ("A2", "foreign", "2021", "total", None, "M"),
            ("A11", "people", "2021", "total", 7.0, "A"),
        ],
        P,
        F,
        both,
    )
    assert found("A1", "both") == (12.0, Status.PROVISIONAL)
    assert found("A2", "both") == (None, Status.MISSING)
    assert found("A11", "both") is None


def test_growth_and_mid_period_population_are_made_for_the_periods_that_may_be_compared():
    growth = _indicator("growth", Kind.UNMERGEABLE, formula=Formula.GROWTH, numerator="people")
    middle = _indicator("middle", formula=Formula.MIDPOINT, numerator="people")
    series = [
        Series(iso3="XXA", indicator=code, source=SOURCE, periods=("2011/2021",))
        for code in ("growth", "middle")
    ]
    figures = [
        ("A1", "people", year, "total", value, "A")
        for year, value in (("2001", 90.0), ("2011", 100.0), ("2021", 110.0))
    ]
    found = _derived(figures, P, growth, middle, series=series)
    assert found("A1", "growth", "2011/2021").value == pytest.approx(
        float(rates.growth_rate(100, 110, years=10))
    )
    assert found("A1", "middle", "2011/2021").value == 105.0
    assert found("A1", "growth", "2001/2011") is None


@pytest.mark.parametrize(
    ("start", "end", "years"),
    [
        ("2016-12", "2021-06", 4.5),
        ("2016", "2021-06", 5.0),  # when in 2016 is not said
        ("2001-06-17", "2011-06-17", 10.0),
        ("2021-01", "2021", None),
    ],
)
def test_growth_is_of_the_time_between_both_dates_as_far_as_they_say(start, end, years):
    growth = _indicator("growth", Kind.UNMERGEABLE, formula=Formula.GROWTH, numerator="people")
    period = f"{start}/{end}"
    series = [Series(iso3="XXA", indicator="growth", source=SOURCE, periods=(period,))]
    figures = [("A1", "people", at, "total", n, "A") for at, n in ((start, 100.0), (end, 110.0))]
    found = _derived(figures, P, growth, series=series)("A1", "growth", period).value
    expected = years and float(rates.growth_rate(100, 110, years=years))
    assert found == (None if years is None else pytest.approx(expected))


def test_an_indicator_can_stand_for_another_at_some_levels():
    series = Series(
        iso3="XXA",
        indicator="foreign",
        source=SOURCE,
        same_as="people",
        same_at=(AdminLevel.ADM2,),
    )
    figures = [(place, "people", "2021", "total", 3.0, "A") for place in ("A1", "A11")]
    found = _derived(figures, P, F, series=[series])
    assert found("A11", "foreign").value == 3.0
    assert found("A1", "foreign") is None


def _flows(level, cells):
    entry = FlowEntry(
        iso3="XXA",
        file="flows_x.csv",
        measure="x",
        labels=WORDS,
        flow_type=FlowType.TRANSITION,
        interval_years=5,
        origin_level=level,
        destination_level=level,
        period="2016/2021",
        units=WORDS,
        source=SOURCE,
    )
    full = {(o, d, "2016/2021", "total"): value for (o, d), value in cells.items()}
    return FlowTable(entry=entry, cells=full)


def test_a_table_of_stocks_is_not_counted_from_and_one_of_moves_is():
    moves = _flows("ADM1", {}).entry
    assert {"in_mig_n", "out_mig_n", "mei"} <= counts_of(moves)
    stock = replace(moves, flow_type=FlowType.STOCK, origin_total="abroad", cells={"x": "women"})
    assert counts_of(stock) == {"abroad", "women"}


def test_in_migrants_are_counted_from_the_flows_of_their_own_level():
    codes = ("A11", "A12", "A21")
    table = _flows("ADM2", {(o, d): 1.0 if o != d else 50.0 for o in codes for d in codes})
    indicators = [
        _indicator(code, Kind.UNMERGEABLE, formula=Formula.OD)
        for code in ("in_mig_n", "out_mig_n", "stayers_n", "internal_migrants_n")
    ]
    found = _derived([], *indicators, flows=[table])
    assert found("A11", "in_mig_n", "2016/2021").value == 2.0
    assert found("A11", "stayers_n", "2016/2021").value == 50.0
    assert found("A", "internal_migrants_n", "2016/2021").value == 6.0
    assert found("A1", "in_mig_n", "2016/2021") is None


def test_a_missing_flow_makes_the_counts_it_enters_missing():
    cells = {("A11", "A12"): None, ("A12", "A11"): 4.0, ("A11", "A21"): 1.0, ("A21", "A11"): 1.0}
    cells |= {("A12", "A21"): 1.0, ("A21", "A12"): 1.0}
    indicators = [
        _indicator(code, Kind.UNMERGEABLE, formula=Formula.OD) for code in ("in_mig_n", "out_mig_n")
    ]
    found = _derived([], *indicators, flows=[_flows("ADM2", cells)])
    assert found("A12", "in_mig_n", "2016/2021") == (None, Status.MISSING)
    assert found("A11", "out_mig_n", "2016/2021") == (None, Status.MISSING)
    assert found("A11", "in_mig_n", "2016/2021").value == 5.0


@pytest.mark.parametrize(("missing_is_zero", "in_migrants"), [(False, None), (True, 4.0)])
def test_a_pair_that_is_not_in_the_table_is_unknown_at_every_level_unless_the_source_says_zero(
    missing_is_zero, in_migrants
):
    # Nobody is said to have moved between A12 and A21; A11 and A12 make up A1, A21 is all of A2.
    stayed = {(one, one): 50.0 for one in ("A11", "A12", "A21")}
    cells = stayed | {("A11", "A12"): 3.0, ("A21", "A11"): 4.0, ("A11", "A21"): 1.0}
    table = _flows("ADM2", cells | {("A12", "A11"): 2.0})
    table = replace(table, entry=replace(table.entry, missing_is_zero=missing_is_zero))
    coarser = collapsed(table, AdminLevel.ADM1, GAZETTEER)
    period = ("2016/2021", "total")
    assert coarser.cells["A2", "A1", *period] == in_migrants
    assert coarser.cells["A1", "A1", *period] == 105.0  # every pair within is in the table
    indicators = [
        _indicator(code, Kind.UNMERGEABLE, formula=Formula.OD) for code in ("in_mig_n", "out_mig_n")
    ]
    found = _derived([], *indicators, flows=[table, coarser])
    assert found("A1", "in_mig_n", "2016/2021").value == in_migrants
    assert found("A21", "in_mig_n", "2016/2021").value == (1.0 if missing_is_zero else None)
    assert found("A12", "out_mig_n", "2016/2021").value == (2.0 if missing_is_zero else None)
    alone = replace(table, cells={key: n for key, n in table.cells.items() if key[0] != key[1]})
    diagonal = collapsed(alone, AdminLevel.ADM1, GAZETTEER).cells["A1", "A1", *period]
    assert diagonal is None, "people who stayed are not known"
