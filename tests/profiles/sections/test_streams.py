"""Streams of one place, those that are protected together as others."""

import csv
from dataclasses import replace
from datetime import date

import pytest

from mapping.settings import CHECKOUT, Settings
from profiles.evidence.provenance import Number
from profiles.pack import open_pack
from profiles.profile import build_profile
from profiles.sections.facts import Facts
from profiles.sections.stream_parts import stream_chart, stream_sentences, stream_table
from profiles.sections.streams import streams_of
from tests.profiles.tiny import STREAMS, tiny_pack

FIR = "ZZ0203"
DATA = CHECKOUT / "data" / "indicators"


@pytest.fixture(scope="module")
def facts():
    few = [list(row) for row in STREAMS]
    few[2][5] = 3  # from Cedar to Fir
    pack = tiny_pack(streams=few)
    return Facts(pack, pack.gazetteer.place(FIR), language="en", today=date(2026, 1, 1))


@pytest.fixture(scope="module")
def inward(facts):
    return next(one for one in streams_of(facts, abroad=False) if not one.outward)


def test_the_rows_of_a_table_add_up_to_everybody(facts, inward):
    *rows, total = stream_table(facts, inward).rows
    people = [row.cells[1].value for row in rows]
    assert rows[-1].cells[0] == f"{inward.hidden} others"
    assert inward.grouped == inward.hidden >= 2
    assert total.cells[1].value == sum(people) == 50 + 30 + 3 + 320 + 240
    assert sum(row.cells[2].value for row in rows) == pytest.approx(100)


def test_the_group_holds_as_many_people_as_may_be_shown(facts, inward):
    others = stream_table(facts, inward).rows[-2].cells[1]
    assert others.value >= facts.pack.policy.minimum_count


def test_a_note_says_that_protected_streams_are_among_the_others(facts, inward):
    notes = stream_table(facts, inward).notes
    assert f"The others include {inward.hidden} streams that are protected" in notes[0]


def test_a_chart_ends_with_the_others_and_says_so_in_words(facts, inward):
    chart = stream_chart(facts, inward)
    assert chart.bars[-1].label == f"{inward.hidden} others"
    assert f"{inward.hidden} others: {chart.bars[-1].text}" in chart.words.alt


def test_sentences_give_shares_of_everybody_who_came(facts, inward):
    first = stream_sentences(facts, inward)[0]
    share = next(one for one in first.numbers if isinstance(one, Number))
    assert share.value == pytest.approx(100 * 320 / 643)


def test_shares_are_of_everybody_or_say_of_whom(facts, inward):
    assert inward.is_whole
    assert stream_table(facts, inward).columns[-1].label == "Share, %"
    for unknown in (
        replace(inward, grouped=0, hidden=2),
        replace(inward, grouped=0, hidden=0, missing=1),
    ):
        assert stream_sentences(facts, unknown) == ()
        assert stream_table(facts, unknown).columns[-1].label == "Share of those shown, %"


def test_no_sentence_gives_a_share_of_some_as_one_of_all():
    """Against the table as it was before anything was protected."""
    nepal = open_pack(Settings.from_environment({}), "NPL")
    with (DATA / "npl" / "flows_absent_abroad_adm2.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["sex"] == "total"]
    for code in ("NP0438", "NP0445", "NP0442", "NP0327"):
        people = {
            r["destination_code"]: float(r["value"]) for r in rows if r["origin_code"] == code
        }
        place = nepal.gazetteer.place(code)
        there = Facts(nepal, place, language="en", today=date(2026, 1, 1))
        for streams in streams_of(there, abroad=True):
            for sentence in stream_sentences(there, streams):
                share = sentence.numbers[0]
                part = sum(people[cell.partner_code] for cell in share.origin.cells)
                assert share.value == pytest.approx(100 * part / sum(people.values())), sentence


def test_one_year_is_no_number_of_years():
    pack = tiny_pack(interval_years=1)
    made = build_profile(pack, FIR, language="en", publisher="Office", today=date(2026, 1, 1))
    texts = [
        text
        for section in made.sections
        for text in (
            *(sentence.text for sentence in section.sentences),
            *(table.title for table in section.tables),
            *(chart.words.title for chart in section.charts),
        )
    ]
    assert not [text for text in texts if "1 years" in text]
    assert len([text for text in texts if "in the year to 2020" in text.lower()]) >= 4
    assert "Where people who moved in lived one year before, 2020" in " ".join(texts)


@pytest.mark.parametrize(("years", "said"), [(2, "قبل سنتين"), (5, "قبل 5 سنوات")])
def test_years_have_the_forms_of_a_language(years, said):
    pack = tiny_pack(interval_years=years)
    made = build_profile(pack, FIR, language="ar", publisher="Office", today=date(2026, 1, 1))
    titles = [table.title for section in made.sections for table in section.tables]
    assert any(said in title for title in titles), titles


@pytest.mark.parametrize(("places", "last"), [(11, "10"), (12, "2 others")])
def test_a_chart_names_one_partner_more_rather_than_one_other(facts, inward, places, last):
    partner = inward.partners[0]
    many = replace(
        inward,
        partners=tuple(replace(partner, name=str(place)) for place in range(places)),
        grouped=0,
    )
    assert stream_chart(facts, many).bars[-1].label == last


def test_every_number_follows_from_its_origin(facts, inward):
    numbers = [cell for row in stream_table(facts, inward).rows for cell in row.cells[1:] if cell]
    for number in numbers:
        assert facts.tables.evaluate(number.origin) == number.value
