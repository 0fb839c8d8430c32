"""The sums that a reader can check: all of them, and none that is not true."""

import pytest

from mapping.boundaries.model import Gazetteer
from mapping.places import AdminLevel
from profiles.indicators.flows import FlowEntry, FlowTable, FlowType
from profiles.indicators.model import Formula, Indicator, Kind, Series, Source
from profiles.protection.flow_lines import flow_figures, flow_lines
from profiles.protection.lines import Line, formula_inputs, indicator_lines, ratio_inputs
from tests.profiles.protection.gazetteers import places_of

WORDS = {"en": "x"}
SOURCE = Source(id="s", title="t", publisher="p", year="2021")
PLACES = {"N": (0, None), "P": (1, "N"), "Q": (1, "N"), "P1": (2, "P"), "P2": (2, "P")}
GAZETTEER = Gazetteer(
    iso3="XXA",
    places=places_of(PLACES),
)


def indicator(code, kind=Kind.EXTENSIVE, **fields):
    words = {"labels": WORDS, "definitions": WORDS, "units": WORDS}
    return Indicator(code=code, kind=kind, section=1, protected=True, **words, **fields)


def key(place, code, sex="total", age="total", period="2021"):
    return (place, code, period, sex, age)


def found(values, *indicators, series=None):
    described = {one.code: one for one in indicators}
    known = {name if isinstance(name, tuple) else key(name, "n"): v for name, v in values.items()}
    return set(indicator_lines(known, described, series or {}, GAZETTEER))


def test_places_below_make_up_the_next_level_that_has_figures():
    values = {"N": 9.0, "P": 4.0, "Q": 5.0, "P1": 1.0, "P2": 3.0}
    assert found(values, indicator("n")) == {
        Line(key("N", "n"), (key("P", "n"), key("Q", "n"))),
        Line(key("P", "n"), (key("P1", "n"), key("P2", "n"))),
    }


def test_a_level_without_figures_is_stepped_over_and_half_a_level_is_no_sum():
    assert found({"N": 4.0, "P1": 1.0, "P2": 3.0}, indicator("n")) == {
        Line(key("N", "n"), (key("P1", "n"), key("P2", "n")))
    }
    assert found({"N": 9.0, "P": 4.0, "P1": 1.0, "P2": 3.0}, indicator("n")) == {
        Line(key("P", "n"), (key("P1", "n"), key("P2", "n")))
    }


@pytest.mark.parametrize("kind", [Kind.INTENSIVE, Kind.UNMERGEABLE])
def test_what_does_not_add_up_over_places_has_no_such_line(kind):
    more = {"formula": Formula.RATIO, "numerator": "a", "denominator": "b"}
    one = indicator("n", kind, **(more if kind is Kind.INTENSIVE else {}))
    assert found({"P": 4.0, "P1": 1.0, "P2": 3.0}, one) == set()


def test_women_and_men_are_everybody():
    values = {key("P", "n", sex): 1.0 for sex in ("total", "female", "male")}
    expected = Line(key("P", "n"), (key("P", "n", "female"), key("P", "n", "male")))
    assert found(values, indicator("n")) == {expected}


@pytest.mark.parametrize(
    ("whole", "is_sum"), [(5.0, True), (5.4, True), (5.5, False), (4.4, False)]
)
def test_parts_are_a_sum_where_they_add_up(whole, is_sum):
    parts = [indicator(code, parts_of="n", dimension="age") for code in ("a", "b", "c")]
    values = {key("P", "n"): whole, key("P", "a"): 2.0, key("P", "b"): 3.0}
    lines = found(values, indicator("n"), *parts)
    expected = Line(key("P", "n"), (key("P", "a"), key("P", "b")))
    assert lines == ({expected} if is_sum else set())


def test_parts_of_two_breakdowns_are_two_sums():
    parts = [
        indicator(code, parts_of="n", dimension=dimension)
        for code, dimension in (("a", "age"), ("b", "age"), ("c", "work"), ("d", "work"))
    ]
    values = {key("P", code): v for code, v in zip("nabcd", (5.0, 2.0, 3.0, 1.0, 4.0), strict=True)}
    assert found(values, indicator("n"), *parts) == {
        Line(key("P", "n"), (key("P", "a"), key("P", "b"))),
        Line(key("P", "n"), (key("P", "c"), key("P", "d"))),
    }


def test_formulas_of_sums_and_differences_are_sums():
    total = indicator("s", formula=Formula.SUM, parts=("a", "b"))
    less = indicator("d", formula=Formula.DIFFERENCE, numerator="a", denominator="b")
    values = {key("P", code): 1.0 for code in ("s", "a", "b", "d")}
    assert found(values, total, less, indicator("a"), indicator("b")) == {
        Line(key("P", "s"), (key("P", "a"), key("P", "b"))),
        Line(key("P", "a"), (key("P", "b"), key("P", "d"))),
    }


def test_a_formula_that_names_a_sex_is_a_sum_of_everybody_alone():
    one = indicator("s", formula=Formula.SUM, parts=("a:female", "b"))
    values = {key("P", code, sex): 1.0 for code in "sab" for sex in ("total", "female")}
    lines = found(values, one, indicator("a"), indicator("b"))
    assert lines == {Line(key("P", "s"), (key("P", "a", "female"), key("P", "b")))}


def test_an_indicator_that_stands_for_another_is_the_same_figure_at_its_levels():
    series = {
        "n": Series(
            iso3="XXA", indicator="n", source=SOURCE, same_as="m", same_at=(AdminLevel.ADM1,)
        )
    }
    values = {key(place, code): 1.0 for place in ("P", "P1") for code in "nm"}
    lines = found(values, indicator("n"), indicator("m"), series=series)
    assert lines == {Line(key("P", "n"), (key("P", "m"),))}


def test_the_inputs_of_a_figure_are_those_of_its_formula_or_of_what_it_stands_for():
    share = indicator(
        "r", Kind.INTENSIVE, formula=Formula.RATIO, numerator="a:male", denominator="b"
    )
    given = key("P", "r", "female")
    assert formula_inputs(given, share, None) == (key("P", "a", "male"), key("P", "b", "female"))
    assert ratio_inputs(given, share) == (key("P", "a", "male"), key("P", "b", "female"))
    stands = Series(iso3="XXA", indicator="r", source=SOURCE, same_as="m")
    assert formula_inputs(given, share, stands) == (key("P", "m", "female"),)
    assert formula_inputs(given, indicator("r"), None) == ()
    assert ratio_inputs(given, indicator("r")) is None


def test_what_is_published_as_it_is_and_what_names_itself_have_no_inputs():
    given = key("P", "n")
    plain = indicator("n", parts=("a",))
    assert formula_inputs(given, plain, None) == ()
    itself = indicator("n", formula=Formula.SUM, parts=("n:female", "a"))
    assert formula_inputs(given, itself, None) == (key("P", "a"),)


def test_growth_follows_from_both_ends_of_its_period():
    growth = indicator("g", Kind.UNMERGEABLE, formula=Formula.GROWTH, numerator="n")
    found_inputs = formula_inputs(key("P", "g", period="2011/2021"), growth, None)
    assert found_inputs == (key("P", "n", period="2011"), key("P", "n", period="2021"))


def entry(origin="ADM2", destination="ADM2", measure="moves", **fields):
    fields.setdefault("flow_type", FlowType.TRANSITION)
    return FlowEntry(
        iso3="XXA",
        file="flows_x.csv",
        measure=measure,
        labels=WORDS,
        interval_years=5,
        origin_level=origin,
        destination_level=destination,
        period="2021",
        units=WORDS,
        source=SOURCE,
        **fields,
    )


def flow_table(described, *pairs, sexes=("total",)):
    cells = {(a, b, "2021", sex): 1.0 for a, b in pairs for sex in sexes}
    return FlowTable(entry=described, cells=cells)


def of_flows(*flows, also=()):
    """Every line of these flows, whatever else is known beside them."""
    known = {*flow_figures(flows), *also}
    return set(flow_lines(known, flows, GAZETTEER))


PAIRS = [(a, b) for a in ("P1", "P2") for b in ("P1", "P2")]


def streams(described, *pairs):
    return tuple((described.id, a, b, "2021", "total") for a, b in pairs)


def test_a_missing_flow_is_no_figure():
    table = FlowTable(entry=entry(), cells={("P1", "P2", "2021", "total"): None})
    assert flow_figures((table,)) == {}


def test_who_came_left_stayed_and_was_born_are_sums_of_streams():
    table = flow_table(entry(), *PAIRS)
    codes = ("in_mig_n", "out_mig_n", "stayers_n", "born_here_n")
    also = [key(place, code) for place in ("P1", "P2") for code in codes]
    lines = {(one.total[0], one.total[1]): one.members for one in of_flows(table, also=also)}
    assert lines["P1", "in_mig_n"] == streams(entry(), ("P2", "P1"))
    assert lines["P1", "out_mig_n"] == streams(entry(), ("P1", "P2"))
    assert lines["P1", "stayers_n"] == streams(entry(), ("P1", "P1"))
    assert not [name for name in lines if name[1] == "born_here_n"]  # of births, not of moves
    outside = flow_table(entry(), *PAIRS, ("abroad", "P1"), ("P1", "abroad"), ("P2", "unknown"))
    assert of_flows(outside, also=also) == of_flows(table, also=also)


def test_who_was_born_at_a_place_stayed_there_or_left_for_another_place():
    births = entry(flow_type=FlowType.LIFETIME)
    also = [key("P1", code) for code in ("lifetime_in_n", "lifetime_out_n", "born_here_n")]
    table = flow_table(births, *PAIRS, ("P1", "abroad"), ("abroad", "P1"))
    lines = {one.total[1]: one.members for one in of_flows(table, also=also)}
    assert lines == {
        "lifetime_in_n": streams(births, ("P2", "P1")),
        "lifetime_out_n": streams(births, ("P1", "P2")),
        "born_here_n": streams(births, ("P1", "P1"), ("P1", "P2")),
    }


def test_the_three_largest_origins_are_a_sum_of_three_streams():
    origins = {"P": 9.0, "Q": 5.0, "R": 7.0, "S": 6.0}
    places = {"N": (0, None), **dict.fromkeys(("P1", *origins), (1, "N"))}
    described = entry("ADM1", "ADM1")
    cells = {(code, "P1", "2021", "total"): flow for code, flow in origins.items()}
    cells["P1", "P1", "2021", "total"] = 1_000.0
    table = FlowTable(entry=described, cells=cells)
    gazetteer = Gazetteer(iso3="XXA", places=places_of(places))
    total = key("P1", "inflow_top3_n")
    lines = flow_lines({*flow_figures((table,)), total}, (table,), gazetteer)
    [members] = [set(one.members) for one in lines if one.total == total]
    assert members == set(streams(described, ("P", "P1"), ("R", "P1"), ("S", "P1")))


def test_women_and_men_of_a_stream_are_everybody():
    table = flow_table(entry(), ("P1", "P2"), sexes=("total", "female", "male"))
    [line] = of_flows(table)
    assert line.total == (entry().id, "P1", "P2", "2021", "total")
    assert [member[4] for member in line.members] == ["female", "male"]


@pytest.mark.parametrize(
    ("totals", "expected"),
    [
        ({"origin_total": "left"}, {("P1", "left"): [("P1", "P1"), ("P1", "P2")]}),
        ({"destination_total": "came"}, {("P1", "came"): [("P1", "P1"), ("P2", "P1")]}),
    ],
)
def test_the_margins_that_the_catalogue_names_are_sums(totals, expected):
    described = entry(**totals)
    table = flow_table(described, *PAIRS)
    [(place, code)] = expected
    lines = of_flows(table, also=[key(place, code)])
    assert Line(key(place, code), streams(described, *expected[place, code])) in lines


def test_a_stream_that_an_indicator_holds_too_is_the_same_figure():
    described = entry(destination="world", cells={"abroad": "absent_n"})
    table = flow_table(described, ("P1", "abroad"), ("P1", "elsewhere"))
    lines = of_flows(table, also=[key("P1", "absent_n")])
    assert lines == {Line(key("P1", "absent_n"), streams(described, ("P1", "abroad")))}


def test_streams_between_districts_add_up_to_those_between_provinces():
    fine, coarse = entry(), entry("ADM1", "ADM1")
    table = flow_table(fine, *PAIRS)
    above = flow_table(coarse, ("P", "P"), ("P", "Q"))
    lines = of_flows(table, above)
    assert lines == {Line(*streams(coarse, ("P", "P")), streams(fine, *PAIRS))}


@pytest.mark.parametrize("other", [entry("ADM1", "ADM1", "births"), entry("ADM0", "world")])
def test_streams_of_another_measure_or_to_other_units_are_no_sum(other):
    table, above = flow_table(entry(), *PAIRS), flow_table(other, ("P", "P"))
    assert of_flows(table, above) == set()
