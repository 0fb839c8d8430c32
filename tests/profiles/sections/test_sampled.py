"""Estimates from samples are compared only as far as their margins of error allow."""

import datetime
import json
from dataclasses import replace

import pytest

from mapping.places import AdminLevel
from profiles.editions.verify import verify_document
from profiles.edits.kept import Edits
from profiles.evidence.provenance import Cell, Method, Origin, Peers
from profiles.evidence.published import tables_of
from profiles.profile import build_profile
from profiles.protection.published import PublishedTable
from profiles.protection.surveys import standard_errors
from profiles.report.json_report import to_json
from profiles.sections.candidates import candidates
from profiles.sections.comparable import HIGHER, LOWER, NOT_CLEAR, NOT_TESTED, remark_on
from profiles.sections.facts import Facts
from profiles.sections.findings import findings
from profiles.sections.telling import tell, tell_rank
from tests.profiles.protection.test_rules import figures, key
from tests.profiles.tiny import DISTRICTS, PERIOD, tiny_pack

SHARE = "hh_absent_share"  # 25, 35, 20, 8, 41 and 35 percent; 19.7 percent of the country
EVERYWHERE = (*DISTRICTS, "ZZ01", "ZZ02", "ZZ")


@pytest.fixture(scope="module")
def census():
    return tiny_pack()


def name(place):
    return (place, SHARE, PERIOD, "total", "total")


def sampled(pack, error, **errors):
    """The same figures as if they came from a sample; None where no error is known."""
    known = {name(place): errors.get(place, error) for place in EVERYWHERE}
    cells = pack.published.cells
    return replace(pack, published=PublishedTable._made_by_publish(cells, {}, known))


def facts(pack, place):
    found = pack.gazetteer.place(place)
    return Facts(pack, found, language="en", today=datetime.date(2026, 11, 22))


@pytest.mark.parametrize(
    ("place", "error", "remark"),
    [
        ("ZZ0202", 1.0, HIGHER),
        ("ZZ0201", 1.0, LOWER),
        ("ZZ0101", 2.0, NOT_CLEAR),  # 5.3 apart: 1.9 standard errors of the difference
        ("ZZ0101", 1.9, HIGHER),
        ("ZZ0202", None, NOT_TESTED),
    ],
)
def test_a_comparison_says_what_the_test_says(census, place, error, remark):
    told = tell(facts(sampled(census, error), place), SHARE)
    area = {"sentence": "", "area": "Examplia"}
    assert told.text.endswith(remark.format(**area).strip())
    assert "compared with" in told.text


def test_full_counts_are_compared_without_a_test(census):
    told = tell(facts(census, "ZZ0202"), SHARE)
    assert "(" not in told.text
    one = facts(census, "ZZ0202")
    assert remark_on(one, one.cell(SHARE), one.cell(SHARE, place=one.country)) == ""


def test_a_full_count_beside_an_estimate_has_no_error_of_its_own(census):
    pack = sampled(census, 2.0)
    errors = {key: error for key, error in pack.published.errors.items() if key[0] != "ZZ"}
    cells = census.published.cells
    half = replace(pack, published=PublishedTable._made_by_publish(cells, {}, errors))
    # 25.0 and 19.7: 2.65 standard errors of the one estimate.
    assert HIGHER.split(",")[1] in tell(facts(half, "ZZ0101"), SHARE).text


def test_a_rank_is_told_only_of_what_is_clear(census):
    assert "had the highest value of the 6" in tell_rank(facts(census, "ZZ0202"), SHARE).text
    assert tell_rank(facts(sampled(census, 10.0), "ZZ0202"), SHARE) is None
    tables = tables_of(sampled(census, 3.0))  # a difference of 8.3 is clear
    cell = Cell(place_code="ZZ0202", indicator=SHARE, period=PERIOD)
    peers = Peers(level=AdminLevel.ADM2)
    among = {
        method: tables.evaluate(Origin(method=method, cells=(cell,), peers=peers))
        for method in (Method.AMONG_HIGH, Method.AMONG_LOW)
    }
    assert among == {Method.AMONG_HIGH: 3.0, Method.AMONG_LOW: 6.0}
    missing = replace(cell, place_code="nowhere")
    origin = Origin(method=Method.AMONG_HIGH, cells=(missing,), peers=peers)
    assert tables.evaluate(origin) is None


def test_findings_of_estimates_stand_out_as_far_as_is_clear(census):
    def found(pack):
        return [
            (one.kind, one.as_far)
            for one in candidates(facts(pack, "ZZ0202"))
            if one.indicator == SHARE and one.circle == "country"
        ]

    assert found(census) == [("rank", 1)]
    assert found(sampled(census, 1.0)) == [("rank", 1)]
    assert found(sampled(census, 3.0)) == [("rank", 3)]
    texts = [
        sentence.text
        for told in findings(facts(sampled(census, 10.0), "ZZ0202"))
        for sentence in told.sentences
    ]
    assert not any("highest" in text and "live outside" in text for text in texts)


def test_what_is_worked_out_of_estimates_has_an_error_that_nobody_knows():
    values = {key("D", "rate"): 10.0, key("D", "foreign"): 40.0, key("D", "people"): 400.0}
    given = figures(values, {key("D", "foreign"): (30, 2.0)})
    assert standard_errors(given) == {key("D", "foreign"): 2.0, key("D", "rate"): None}
    own = figures(values, {key("D", "foreign"): (30, 2.0), key("D", "rate"): (30, 0.5)})
    assert standard_errors(own)[key("D", "rate")] == 0.5
    assert standard_errors(figures(values)) == {}


def test_the_error_of_a_hidden_figure_is_not_published(census):
    hidden = [name for name, cell in census.published.cells.items() if cell[0] is None]
    errors = dict.fromkeys(hidden, 1.0)
    made = PublishedTable._made_by_publish(census.published.cells, {}, errors)
    assert hidden
    assert made.errors == {}


def paragraph(pack, place):
    """The section on people abroad, where the estimate stands."""
    profile = build_profile(
        pack, place, language="en", publisher="Office", today=datetime.date(2026, 11, 22)
    )
    return profile, profile.sections[6].sentences


def test_an_estimate_is_followed_by_its_interval_once_and_the_check_works_it_out(census):
    pack = sampled(census, 3.0)
    profile, told = paragraph(pack, "ZZ0201")
    (at,) = [i for i, one in enumerate(told) if one.template_id == "S.interval"]
    assert told[at].text == "This is an estimate from a sample: the 95% interval is 2.1% to 13.9%."
    assert told[at].continues
    assert "8.0%" in told[at - 1].text
    document = json.loads(to_json(profile))
    assert verify_document(document, pack).is_right
    document["sections"][6]["sentences"][at]["numbers"][0]["value"] += 1.0
    assert not verify_document(document, pack).is_right


@pytest.mark.parametrize("error", [None, 30.0])  # not known; wider than shares can be
def test_no_interval_is_told_that_is_not_known_or_not_possible(census, error):
    _, told = paragraph(sampled(census, error), "ZZ0201")
    assert not [one for one in told if one.template_id == "S.interval"]


def test_a_full_count_has_no_interval(census):
    _, told = paragraph(census, "ZZ0201")
    assert told
    assert not [one for one in told if one.template_id == "S.interval"]


@pytest.mark.parametrize(("error", "remark"), [(1.0, HIGHER), (20.0, NOT_CLEAR)])
def test_an_estimate_of_a_place_beside_is_compared_by_the_same_test_and_has_its_interval(
    census, error, remark
):
    pack = sampled(census, error)
    profile = build_profile(
        pack,
        "ZZ0201",
        language="en",
        publisher="x",
        today=datetime.date(2026, 11, 22),
        edits=Edits(beside="ZZ0202"),
    )
    said = [one for section in profile.sections[1:] for one in section.sentences]
    at = next(
        place
        for place, one in enumerate(said)
        if one.continues and one.numbers[0].indicator == SHARE and "Elm" in one.text
    )
    area = {"sentence": "", "area": "Dogwood"}
    assert remark.format(**area).strip() in said[at].text
    if error == 1.0:
        assert "95% interval" in said[at + 1].text
    assert verify_document(json.loads(to_json(profile)), pack).is_right
