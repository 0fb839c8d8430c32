"""Each rule by itself: what it hides first, before anything is hidden for the others' sake."""

from dataclasses import replace

import pytest

from mapping.boundaries.model import Gazetteer
from profiles.indicators.flows import FlowTable
from profiles.indicators.model import Formula, Indicator, Kind, Status
from profiles.indicators.read import CellValue, IndicatorTable, Survey
from profiles.protection.figures import PackFigures
from profiles.protection.policy import Policy
from profiles.protection.reliability import Reliability
from profiles.protection.rules import hidden_by_rules, hidden_with
from profiles.protection.surveys import reliabilities, standard_errors
from tests.profiles.protection.gazetteers import places_of
from tests.profiles.tiny import tiny_pack

WORDS = {"en": "x"}
PLACES = {"N": (0, None), "P": (1, "N"), "D": (2, "P"), "W": (3, "D")}
PERIOD, TOTAL = "2021", "total"


def indicator(code, kind=Kind.EXTENSIVE, *, protected=True, **fields):
    words = {"labels": WORDS, "definitions": WORDS, "units": WORDS}
    return Indicator(code=code, kind=kind, section=1, protected=protected, **words, **fields)


INDICATORS = {
    one.code: one
    for one in (
        indicator("people", protected=False),
        indicator("foreign"),
        indicator("idp_n"),
        indicator("asylum_claims_n"),
        indicator("foreign_cit_n"),
        indicator("mean_mig_dist", Kind.UNMERGEABLE, protected=False, formula=Formula.OD),
        indicator("net", Kind.EXTENSIVE),
        indicator(
            "share",
            Kind.INTENSIVE,
            protected=False,
            formula=Formula.RATIO,
            numerator="foreign",
            denominator="people",
            multiplier=100.0,
        ),
        indicator("alone", Kind.INTENSIVE, denominator="people", multiplier=100.0),
        indicator(
            "rate",
            Kind.INTENSIVE,
            protected=False,
            formula=Formula.RATIO,
            numerator="foreign",
            denominator="people",
            multiplier=1000.0,
        ),
    )
}


def key(place, code, sex=TOTAL):
    return (place, code, PERIOD, sex, TOTAL)


def figures(values, surveys=None):
    places = places_of(PLACES)
    cells = {name: CellValue(float(value), Status.NORMAL) for name, value in values.items()}
    return PackFigures(
        table=IndicatorTable(cells=cells, surveys=surveys or {}),
        flows=(),
        indicators=INDICATORS,
        series={},
        gazetteer=Gazetteer(iso3="XXA", places=places),
    )


def hidden(values, policy=None, surveys=None):
    given, rules = figures(values, surveys), policy or Policy()
    return hidden_by_rules(given, rules, reliabilities(given, rules))


@pytest.mark.parametrize(("value", "is_hidden"), [(0, False), (1, True), (9, True), (10, False)])
def test_c1_small_counts_are_hidden_and_zeros_are_not(value, is_hidden):
    name = key("D", "foreign")
    assert hidden({name: value}) == ({name} if is_hidden else set())


def test_c1_is_about_net_counts_below_zero_too():
    assert hidden({key("D", "net"): -4.0}) == {key("D", "net")}
    assert hidden({key("D", "net"): -40.0}) == set()


def test_an_indicator_can_be_below_zero_where_one_of_its_figures_is():
    given = figures({key("P", "net"): 0, key("D", "net"): 5, key("D", "people"): 0})
    assert given.signed == frozenset()
    given = figures({key("P", "net"): -0.5, key("D", "net"): 5, key("D", "people"): 0})
    assert given.signed == {key("P", "net"), key("D", "net")}


def test_c1_is_not_about_everybody_nor_about_rates():
    assert hidden({key("D", "people"): 4, key("D", "rate"): 4.2}) == set()


def test_c1_follows_the_minimum_count():
    name = key("D", "foreign")
    assert hidden({name: 7}, Policy(minimum_count=5)) == set()
    assert hidden({name: 49}, Policy(minimum_count=50)) == {name}


@pytest.mark.parametrize(("place", "is_hidden"), [("N", 0), ("P", 0), ("D", 0), ("W", 1)])
def test_c2_bare_totals_of_displaced_people_are_shown_down_to_districts(place, is_hidden):
    name = key(place, "idp_n")
    assert hidden({name: 4}) == ({name} if is_hidden else set())


def test_c2_is_not_about_displaced_women():
    name = key("D", "idp_n", sex="female")
    assert hidden({name: 4}) == {name}


@pytest.mark.parametrize(("place", "is_hidden"), [("N", 0), ("P", 0), ("D", 1), ("W", 1)])
def test_c3_what_endangers_people_is_shown_of_large_areas_only(place, is_hidden):
    name = key(place, "asylum_claims_n")
    assert hidden({name: 4_000}) == ({name} if is_hidden else set())
    assert hidden({name: 0}) == ({name} if is_hidden else set())
    assert hidden({name: 4_000}, Policy(sensitive_words=())) == set()


@pytest.mark.parametrize(
    ("value", "survey", "is_hidden"),
    [
        (12.5, Survey(24, None), True),  # C4
        (12.5, Survey(25, None), False),
        (10, Survey(900, 3.34), True),  # C5
        (10, Survey(900, 3.33), False),
        (0, Survey(900, 0.1), True),
        (10, Survey(24, 0.1), True),
    ],
)
def test_c4_and_c5_estimates_that_say_nothing_are_hidden(value, survey, is_hidden):
    name = key("D", "rate")
    assert (name in hidden({name: value}, surveys={name: survey})) is is_hidden


def test_foreign_citizens_are_not_counted_below_the_second_level():
    values = {key("D", "foreign_cit_n"): 4_000, key("W", "foreign_cit_n"): 3_000}
    assert hidden(values) == {key("W", "foreign_cit_n")}


def test_a_mean_distance_is_hidden_with_any_stream_that_is_in_it():
    flow = FlowTable(entry=tiny_pack().flows[0].entry, cells={})
    distances = {key("D", "mean_mig_dist"): 80, key("P", "mean_mig_dist"): 120}
    given = replace(figures(distances), flows=(flow,))
    stream = (flow.entry.id, "P", "D", PERIOD, TOTAL)
    assert hidden_with({stream}, given, Policy()) == {key("D", "mean_mig_dist")}
    stayed = (flow.entry.id, "D", "D", PERIOD, TOTAL)
    assert hidden_with({stayed}, given, Policy()) == set()


def test_an_index_of_a_matrix_is_hidden_with_who_came_or_left_in_its_period_and_of_its_sex():
    flow = FlowTable(entry=tiny_pack().flows[0].entry, cells={})
    other = ("N", "mei", "2011", TOTAL, TOTAL)
    values = {key("N", "mei"): 12, other: 13, key("N", "mei", "male"): 14}
    values |= {key("D", "in_mig_n"): 7, key("D", "foreign"): 7, key("N", "people"): 900}
    known = [indicator("mei", Kind.UNMERGEABLE, protected=False), indicator("in_mig_n")]
    described = INDICATORS | {one.code: one for one in known}
    given = replace(figures(values), flows=(flow,), indicators=described)
    assert hidden_with({key("D", "in_mig_n")}, given, Policy()) == {key("N", "mei")}
    assert hidden_with({key("D", "foreign")}, given, Policy()) == set()
    elsewhere = {key("W", "in_mig_n", "male")}  # not in the table
    assert hidden_with(elsewhere, given, Policy()) == set()


def test_what_an_estimate_that_says_nothing_was_divided_from_is_hidden_with_it():
    values = {key("D", "rate"): 12.5, key("D", "foreign"): 50, key("D", "people"): 4_000}
    found = hidden(values, surveys={key("D", "rate"): Survey(12, None)})
    assert found == {key("D", "rate"), key("D", "foreign")}


def test_what_is_worked_out_is_as_reliable_as_the_worst_of_its_inputs():
    values = {key("D", "rate"): 12.5, key("D", "foreign"): 50, key("D", "people"): 4_000}
    surveys = {key("D", "foreign"): Survey(30, None), key("D", "people"): Survey(900, 4.0)}
    marks = reliabilities(figures(values, surveys), Policy())
    few = Reliability.FEW_CASES
    assert marks == {key("D", "rate"): few, key("D", "foreign"): few}
    assert reliabilities(figures(values), Policy()) == {}
    own = surveys | {key("D", "rate"): Survey(400, 1.0)}
    assert key("D", "rate") not in reliabilities(figures(values, own), Policy())


def test_a_figure_has_its_own_error_and_what_is_worked_out_from_estimates_an_unknown_one():
    values = {key(p, c): 40.0 for p in "PD" for c in ("foreign", "people", "share", "rate")}
    surveys = {key("P", "foreign"): Survey(60, 2.0), key("P", "share"): Survey(60, 3.0)}
    surveys[key("W", "foreign")] = Survey(60, 1.0)  # a figure that is not there
    assert standard_errors(figures(values, surveys)) == {
        key("P", "foreign"): 2.0,
        key("P", "share"): 3.0,
        key("P", "rate"): None,
    }
    assert standard_errors(figures(values)) == {}


def test_an_estimate_that_is_missing_has_no_mark():
    assert reliabilities(figures({}, {key("D", "rate"): Survey(3, None)}), Policy()) == {}


@pytest.mark.parametrize(
    ("part", "whole", "is_hidden"),
    [
        (0, 49, True),
        (49, 49, True),
        (0, 50, False),
        (50, 50, False),
        (20, 49, False),
        (0, 0, False),
    ],
)
def test_c6_all_or_none_of_a_small_group_is_not_said(part, whole, is_hidden):
    values = {
        key("D", "foreign"): part,
        key("D", "people"): whole,
        key("D", "share"): 100 * part / whole if whole else 0,
    }
    assert (key("D", "foreign") in hidden(values)) is is_hidden


@pytest.mark.parametrize(("part", "whole"), [(0, 40), (40, 40), (35, 40)])
def test_c6_and_c7_are_about_counts_that_the_rules_are_about_and_that_are_there(part, whole):
    urban = indicator("urban", protected=False)
    share = replace(INDICATORS["share"], code="urban_share", numerator="urban")
    values = {
        key("D", "urban"): part,
        key("D", "people"): whole,
        key("D", "urban_share"): 100 * part / whole,
        key("P", "share"): 100 * part / whole,  # the table does not say of how many
    }
    described = INDICATORS | {one.code: one for one in (urban, share)}
    given = replace(figures(values), indicators=described)
    assert hidden_by_rules(given, Policy(), {}) == set()


@pytest.mark.parametrize(
    ("part", "whole", "is_hidden"),
    [(95, 100, True), (91, 100, True), (90, 100, False), (100, 100, False), (50, 100, False)],
)
def test_c7_a_share_that_leaves_a_small_rest_hides_its_part(part, whole, is_hidden):
    values = {
        key("D", "foreign"): part,
        key("D", "people"): whole,
        key("D", "share"): float(part),
    }
    assert (key("D", "foreign") in hidden(values)) is is_hidden


def test_c7_shares_and_rates_of_hidden_counts_go_with_them():
    given = figures(
        {
            key("D", "foreign"): 7,
            key("D", "people"): 900,
            key("D", "share"): 0.78,
            key("D", "rate"): 7.8,
            key("P", "foreign"): 70,
            key("P", "people"): 900,
            key("P", "share"): 7.8,
        }
    )
    first = hidden_by_rules(given, Policy(), {})
    assert hidden_with(first, given, Policy()) == {key("D", "share"), key("D", "rate")}


@pytest.mark.parametrize(
    ("secret", "goes"),
    [
        (key("D", "foreign"), {"index", "share"}),
        (key("D", "foreign_women"), {"index"}),
        (key("D", "foreign", "female"), {"women_share"}),
        (("D", "people", "2011", TOTAL, TOTAL), {"growth"}),
        (key("P", "foreign"), set()),
    ],
)
def test_c7_an_index_or_growth_goes_with_a_hidden_count_that_follows_from_it(secret, goes):
    # An index that came as it is, of which the catalogue only names the parts.
    more = (
        indicator("index", Kind.UNMERGEABLE, protected=False, parts=("foreign_women", "foreign")),
        indicator("women_share", Kind.UNMERGEABLE, protected=False, parts=("foreign:female",)),
        indicator("growth", Kind.UNMERGEABLE, protected=False, parts=("people",)),
        indicator("foreign_women"),
    )
    between = ("D", "growth", "2011/2021", TOTAL, TOTAL)
    values = {key("D", "index"): 0.7, key("D", "women_share"): 7.0, between: 1.2}
    values |= {key("D", "share"): 0.8, key("D", "people"): 900}
    given = figures(values)
    given = replace(given, indicators={**INDICATORS, **{one.code: one for one in more}})
    assert {name[1] for name in hidden_with({secret}, given, Policy())} == goes


@pytest.mark.parametrize(
    ("told", "people", "is_hidden"),
    [
        ({"share": 0.5}, 1_000, True),
        ({"share": 99.4}, 1_000, True),  # 6 are not
        ({"share": 1.0}, 1_000, False),
        ({"share": 0.0}, 1_000, False),
        ({"rate": 9.0}, 1_000, True),
        ({"rate": 995.0}, 1_000, False),
        ({"share": 0.5}, None, False),  # of how many is not known
        ({"alone": 0.5}, 1_000, True),
        ({"share": 0.5, "foreign": 500.0}, 1_000, False),  # the count itself is what is looked at
    ],
)
def test_c7_a_share_whose_count_is_in_no_table_tells_it_with_its_whole(told, people, is_hidden):
    values = {key("D", code): value for code, value in told.items()}
    given = figures(values | ({key("D", "people"): people} if people else {}))
    first = hidden_by_rules(given, Policy(), {})
    found = first | hidden_with(first, given, Policy())
    assert (key("D", next(iter(told))) in found) is is_hidden
    sampled = {key("D", next(iter(told))): Survey(400, 0.1)}  # of a sample it is no count
    assert not hidden_by_rules(figures(values | {key("D", "people"): 1_000}, sampled), Policy(), {})


def test_c7_shares_of_very_few_people_are_hidden():
    given = figures({key("D", "foreign"): 0, key("D", "people"): 9, key("D", "share"): 0.0})
    assert key("D", "share") in hidden_with(set(), given, Policy())
