"""A sentence exists only when every number in it does."""

from dataclasses import replace

from mapping.i18n import Translator
from profiles.evidence.provenance import Cell, Method, Number, Origin
from profiles.indicators.model import Status
from profiles.narrative import Style, Writer
from profiles.narrative.writer import once

WRITER = Writer(translator=Translator("en"))
SHOWN = Number(
    value=12.0,
    text="10",
    style=Style.COUNT,
    decimals=0,
    indicator="pop_total",
    place_code="A",
    period="2020",
    unit="persons",
    status=Status.NORMAL,
    source_id="census",
    formula="",
    origin=Origin(
        method=Method.CELL, cells=(Cell(place_code="A", indicator="pop_total", period="2020"),)
    ),
)
HIDDEN = replace(SHOWN, value=None, text="not shown", status=Status.SUPPRESSED)


def test_a_sentence_keeps_its_template_its_numbers_and_their_sources():
    sentence = WRITER.say("S1", "{place} had {value} residents.", place="{A}", value=SHOWN)
    assert sentence.text == "{A} had 10 residents."
    assert sentence.template_id == "S1"
    assert sentence.numbers == (SHOWN,)
    assert sentence.source_ids == ("census",)


def test_there_is_no_sentence_about_a_number_that_is_not_shown():
    assert WRITER.say("S1", "{value} and {other}", value=SHOWN, other=HIDDEN) is None


def test_there_is_no_sentence_for_many_about_none_or_one():
    one = replace(SHOWN, value=1.0, text="one")
    assert WRITER.say("S1", "{value} people moved.", value=one) is None
    assert WRITER.say("S1", "Nobody moved.", value=replace(SHOWN, value=0.0)) is not None


def test_a_proxy_is_called_one():
    sentence = WRITER.say("S1", "{value} people.", value=replace(SHOWN, proxy=True))
    assert sentence.text == "10 people. (Proxy figure.)"


def test_the_hash_follows_the_data_and_not_the_language():
    english = WRITER.say("S1", "{value} people.", value=SHOWN)
    french = Writer(translator=Translator("fr")).say("S1", "{value} people.", value=SHOWN)
    other = WRITER.say("S1", "{value} people.", value=replace(SHOWN, value=13.0))
    assert english.data_hash == french.data_hash
    assert english.data_hash != other.data_hash


def test_what_one_note_said_the_next_does_not_repeat():
    notes = ("Two are one. As printed.", "Two are one. A sum.", "Two are one.", "1.5 km apart.")
    assert [*once(notes)] == ["Two are one. As printed.", "A sum.", "1.5 km apart."]
