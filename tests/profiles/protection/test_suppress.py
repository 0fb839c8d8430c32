"""What is published holds no hidden number, nowhere, and no sum gives one away."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mapping.boundaries.model import Gazetteer
from mapping.places import AdminLevel, Place, PlaceCode
from mapping.settings import Settings
from profiles.indicators.flows import FlowEntry, FlowTable, FlowType
from profiles.indicators.model import Formula, Indicator, Kind, Source, Status
from profiles.indicators.read import CellValue, IndicatorTable
from profiles.measures.packs.derive import derive
from profiles.pack import open_pack
from profiles.protection.policy import Policy
from profiles.protection.published import PublishedTable
from profiles.protection.releases.memory import PackMemory
from profiles.protection.releases.register import Register
from profiles.protection.suppress import publish, publish_pack
from profiles.protection.suppression.audit import Demand, too_certain
from tests.attack.published import figures_of, hidden_in, sums_of

WORDS = {"en": "x"}
PLACES = ("A", "A1", "A2", "A3")


def _gazetteer():
    def place(code):
        country = code == "A"
        return Place(
            place_code=PlaceCode(code),
            name=code,
            level=AdminLevel.ADM0 if country else AdminLevel.ADM1,
            parent_code=None if country else PlaceCode("A"),
        )

    return Gazetteer(iso3="XXA", places={PlaceCode(code): place(code) for code in PLACES})


def _indicator(code, kind=Kind.EXTENSIVE, *, protected=True, **fields):
    words = {"labels": WORDS, "definitions": WORDS, "units": WORDS}
    return Indicator(code=code, kind=kind, section=1, protected=protected, **words, **fields)


INDICATORS = {
    one.code: one
    for one in (
        _indicator("people", protected=False),
        _indicator("born", parts_of="people", dimension="birthplace"),
        _indicator("foreign", parts_of="people", dimension="birthplace"),
        _indicator(
            "share",
            Kind.INTENSIVE,
            protected=False,
            formula=Formula.RATIO,
            numerator="foreign",
            denominator="people",
            multiplier=100.0,
        ),
    )
}


def _table(foreign, people=100.0):
    """Three districts of so many people each; the country is their sum."""
    cells = {}
    for code, values in {
        "people": [people] * 3,
        "foreign": foreign,
        "born": [people - one for one in foreign],
    }.items():
        for place, value in zip(PLACES, [sum(values), *values], strict=True):
            cells[place, code, "2021", "total", "total"] = CellValue(value, Status.NORMAL)
    return derive(
        IndicatorTable(cells=cells),
        indicators=INDICATORS,
        series={},
        flows=(),
        gazetteer=_gazetteer(),
    )


def _published(foreign, people=100.0, policy=None):
    return publish(_table(foreign, people), INDICATORS, _gazetteer(), policy or Policy())


def _state(table, place, code):
    value = table.value(place, code, "2021")
    return value.status.value if value.value is None else value.value


def test_shares_whose_counts_stand_in_no_table_hide_each_other_as_these_would():
    # 5 of 1,000 in A1; the country's share and those of two districts would tell them.
    cells = {}
    for place, people, share in zip(
        PLACES, (3_000, 1_000, 1_000, 1_000), (5.0, 0.5, 6, 8.5), strict=True
    ):
        for code, value in (("people", people), ("share", share)):
            cells[place, code, "2021", "total", "total"] = CellValue(value, Status.NORMAL)
    found = publish(IndicatorTable(cells=cells), INDICATORS, _gazetteer())
    assert _state(found, "A1", "share") == "Q"
    shown = [_state(found, place, "share") for place in PLACES]
    assert shown == [5.0, "Q", "Q", 8.5]
    assert _state(found, "A1", "people") == 1_000
    assert found.value("A1", "foreign", "2021") is None


def test_a_small_count_and_what_would_give_it_away_are_hidden():
    table = _published([7, 33, 60])
    assert [_state(table, place, "foreign") for place in PLACES] == [100.0, "Q", "Q", 60.0]
    # Population stays, so the other part of it has to go with the small one.
    assert [_state(table, place, "born") for place in PLACES] == [200.0, "Q", "Q", 40.0]
    assert [_state(table, place, "people") for place in PLACES] == [300.0, 100.0, 100.0, 100.0]


def test_a_share_of_a_hidden_count_is_hidden_too():
    table = _published([7, 33, 60])
    found = [_state(table, place, "share") for place in PLACES]
    assert found == [pytest.approx(100 / 3), "Q", "Q", 60.0]


def test_a_mean_of_what_is_public_by_a_hidden_count_is_hidden_too():
    # Money sent and the mean of those who receive it would tell how many do.
    mean = _indicator(
        "mean",
        Kind.INTENSIVE,
        protected=False,
        formula=Formula.RATIO,
        numerator="sent",
        denominator="receive",
        multiplier=1.0,
    )
    values = {("A", "receive"): 105, ("A1", "receive"): 5, ("A2", "receive"): 40}
    values |= {("A3", "receive"): 60}
    values |= {(place, "sent"): 300.0 * count for (place, _), count in values.items()}
    values |= {(place, "mean"): 300.0 for place in PLACES}
    found = _hidden_of(values, [_indicator("receive"), _indicator("sent", protected=False), mean])
    assert found == {(place, code) for place in ("A1", "A2") for code in ("receive", "mean")}


def test_a_zero_is_shown():
    table = _published([0, 40, 60])
    assert [_state(table, place, "foreign") for place in PLACES] == [100.0, 0.0, 40.0, 60.0]


def test_a_share_whose_complement_is_small_is_hidden():
    table = _published([95, 50, 60])
    assert _state(table, "A1", "share") == "Q"
    assert _state(table, "A1", "foreign") == "Q"


def test_a_share_of_very_few_people_is_hidden():
    table = _published([0, 0, 0], people=8.0)
    assert _state(table, "A1", "share") == "Q"


def test_the_minimum_count_is_a_setting_from_3_to_50():
    assert _state(_published([7, 33, 60], policy=Policy(minimum_count=5)), "A1", "foreign") == 7.0
    for wrong in (2, 51):
        with pytest.raises(ValueError, match="minimum count"):
            Policy(minimum_count=wrong)


def test_a_published_table_is_made_by_publish_alone():
    cells = _published([7, 33, 60]).cells
    with pytest.raises(TypeError, match="made by"):
        PublishedTable(cells=cells)
    with_numbers = {key: (1.0, status) for key, (_, status) in cells.items()}
    with pytest.raises(ValueError, match="still holds"):
        PublishedTable._made_by_publish(with_numbers, {})


def _hidden_of(values, indicators):
    """The places and codes that are hidden of one period, by what is published."""
    cells = {
        (place, code, "2021", "total", "total"): CellValue(float(value), Status.NORMAL)
        for (place, code), value in values.items()
    }
    described = {one.code: one for one in indicators}
    table = publish(IndicatorTable(cells=cells), described, _gazetteer())
    return {key[:2] for key, (_, status) in table.cells.items() if status is Status.SUPPRESSED}


@pytest.mark.parametrize(
    ("second", "third", "goes"),
    [(20, 30, "A2"), (30, 20, "A3"), (20, 20, "A2"), (16_000, 15_000, "A3")],
)
def test_of_places_alike_the_smaller_figure_goes_with_a_small_one(second, third, goes):
    values = {("A1", "n"): 5, ("A2", "n"): second, ("A3", "n"): third}
    values["A", "n"] = 5 + second + third
    assert _hidden_of(values, [_indicator("n")]) == {("A1", "n"), (goes, "n")}


@pytest.mark.parametrize("zeros_last", [True, False])
def test_a_zero_is_hidden_where_nothing_else_is_left_and_the_policy_allows_it(tmp_path, zeros_last):
    # The five were published before anybody said of what group they are.
    parts = [_indicator(code, parts_of="all", dimension="x") for code in ("small", "none")]
    indicators = {one.code: one for one in [_indicator("all", protected=False), *parts]}
    values = {"all": 5.0, "small": 5.0, "none": 0.0}
    shown = []
    for release_id, codes in (("1", ["all"]), ("2", ["all", "small", "none"])):
        cells = {
            ("A1", code, "2021", "total", "total"): CellValue(values[code], Status.NORMAL)
            for code in codes
        }
        memory = PackMemory(
            release_id=release_id,
            shortcut=tmp_path / release_id,
            shipped=tmp_path / "none",
            register=Register(path=tmp_path / "register.jsonl"),
        )
        given = (IndicatorTable(cells=cells), (), indicators, {}, _gazetteer())
        found = publish_pack(*given, Policy(zeros_last=zeros_last), memory=memory)
        shown.append({key[1] for key, (value, _) in found.table.cells.items() if value is not None})
    assert shown == [{"all"}, {"all"} if zeros_last else {"all", "none"}]


def test_a_larger_place_is_kept_before_a_larger_figure():
    values = {("A1", "n"): 5, ("A2", "n"): 60_000, ("A3", "n"): 70_000, ("A", "n"): 130_005}
    assert _hidden_of(values, [_indicator("n")]) == {("A1", "n"), ("A2", "n")}


def test_a_count_that_the_rules_are_not_about_is_kept_before_a_larger_one_that_they_are():
    parts = [
        _indicator(code, parts_of="all", dimension="x", protected=code != "open")
        for code in ("small", "large", "open")
    ]
    values = {("A1", "small"): 5, ("A1", "large"): 9_000, ("A1", "open"): 11, ("A1", "all"): 9_016}
    found = _hidden_of(values, [_indicator("all", protected=False), *parts])
    assert found == {("A1", "small"), ("A1", "large")}


def test_two_tables_with_one_figure_different_have_different_fingerprints():
    one, other = _published([20, 33, 60]), _published([20, 34, 60])
    assert one.fingerprint == _published([20, 33, 60]).fingerprint != other.fingerprint
    assert len(one.fingerprint) == 32


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([0, 3, 7, 9, 10, 15, 40, 91, 97, 100]), min_size=3, max_size=3))
def test_hidden_numbers_are_gone_and_no_line_holds_exactly_one(foreign):
    table = _published(foreign)
    hidden = table.frame["status"] == "Q"
    assert table.frame.loc[hidden, "value"].isna().all()
    by_place = {(p, c): _state(table, p, c) for p in PLACES for c in ("people", "born", "foreign")}
    lines = [[("A", c), *[(p, c) for p in PLACES[1:]]] for c in ("people", "born", "foreign")]
    lines += [[(p, c) for c in ("people", "born", "foreign")] for p in PLACES]
    for line in lines:
        assert sum(by_place[key] == "Q" for key in line) != 1


def test_a_canary_is_nowhere_in_what_is_published():
    canary = 9.000123456789  # no count, so that it can be told from everything else
    table = _published([canary, 33, 60], people=1_000.0)
    text = table.frame.to_csv() + table.frame.to_json() + repr(vars(table))
    for digits in ("9.000123", "990.999876", f"{canary / 10:.6f}"):
        assert digits not in text
    assert not any(value and math.isclose(value, canary) for value in table.frame["value"])


def test_a_small_flow_is_hidden_and_the_indicators_do_not_give_it_away():
    source = Source(id="s", title="t", publisher="p", year="2021")
    codes = PLACES[1:]
    flows = [[50, 4, 30], [20, 50, 25], [15, 12, 50]]
    entry = FlowEntry(
        iso3="XXA",
        file="flows_x.csv",
        measure="moves",
        labels=WORDS,
        flow_type=FlowType.TRANSITION,
        interval_years=5,
        origin_level="ADM1",
        destination_level="ADM1",
        period="2016/2021",
        units=WORDS,
        source=source,
    )
    cells = {
        (codes[i], codes[j], "2016/2021", "total"): float(flows[i][j])
        for i in range(3)
        for j in range(3)
    }
    flow = FlowTable(entry=entry, cells=cells)
    indicators = {
        code: _indicator(code, Kind.UNMERGEABLE, formula=Formula.OD)
        for code in ("in_mig_n", "out_mig_n", "internal_migrants_n", "inflow_top3_n")
    }
    table = derive(
        IndicatorTable(cells={}),
        indicators=indicators,
        series={},
        flows=(flow,),
        gazetteer=_gazetteer(),
    )
    release = publish_pack(table, (flow,), indicators, {}, _gazetteer())
    (published,) = release.flows
    assert published.value("A1", "A2", "2016/2021") == (None, Status.SUPPRESSED)
    for place in codes:
        others = [code for code in codes if code != place]
        came = [published.value(other, place, "2016/2021")[0] for other in others]
        left = [published.value(place, other, "2016/2021")[0] for other in others]
        for code, found in (("in_mig_n", came), ("out_mig_n", left)):
            line = [release.table.value(place, code, "2016/2021").value, *found]
            assert sum(one is None for one in line) != 1, (place, code)
    out = [release.table.value(place, "out_mig_n", "2016/2021").value for place in codes]
    assert sum(one is None for one in out) != 1


@pytest.mark.parametrize("iso3", ["NPL", "XXE", "LKA", "WSM"])
def test_every_line_that_figures_are_hidden_for_is_true(root, tmp_path, iso3):
    figures = figures_of(Settings(data_dir=root / "data", workspace_dir=tmp_path), iso3)
    wrong = {
        line.total
        for line in figures.lines
        if abs(figures.values[line.total] - sum(figures.values[key] for key in line.members)) > 0.5
    }
    # Samoa's districts of 2001 and its areas do not add up in the source.
    allowed = {("WS", "pop_total"), ("WS", "area_km2")} if iso3 == "WSM" else set()
    assert len(figures.lines) > 30
    assert {(key[0], key[1]) for key in wrong} == allowed


@pytest.fixture(scope="module")
def nepal(root, tmp_path_factory):
    """Nepal before and after."""
    settings = Settings(data_dir=root / "data", workspace_dir=tmp_path_factory.mktemp("workspace"))
    return figures_of(settings, "NPL"), open_pack(settings, "NPL")


def test_no_small_count_of_nepal_is_published(nepal):
    figures, pack = nepal
    shown = pack.published.frame.dropna(subset="value")
    protected = {code for code, one in figures.indicators.items() if one.protected}
    counts = shown[shown["indicator"].isin(protected)]
    assert len(counts) > 5_000
    assert not ((counts["value"].abs() > 0) & (counts["value"].abs() < 10)).any()
    for flow in pack.flows:
        values = flow.frame["value"].dropna()
        assert not ((values > 0) & (values < 10)).any()


def test_no_hidden_figure_of_nepal_can_be_told_to_within_the_threshold(nepal):
    figures, pack = nepal
    sums, keys = sums_of(figures)
    hidden = hidden_in(pack, figures)
    assert len(hidden) > 1_000
    flags = np.array([key in hidden for key in keys])
    short = too_certain(sums, flags, Demand.of(sums.values, pack.policy.minimum_count))
    assert not short.any()
    assert (sums.values[flags] != 0).all()


def test_nepals_national_and_provincial_figures_are_almost_all_shown(nepal):
    _, pack = nepal
    frame = pack.published.frame
    level = frame["place_code"].map(lambda code: pack.gazetteer.place(code).level)
    hidden = frame["status"] == "Q"
    assert hidden[level == AdminLevel.ADM0].sum() == 0
    assert hidden[level == AdminLevel.ADM1].mean() < 0.03
    assert hidden.mean() < 0.06
