"""Words and numbers reach the reader in their language, whole or not at all."""

import datetime
import re
import string

import pytest
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from mapping.i18n import LOCALE_DIR, N_, Translator, available_languages, held


def _placeholders(message: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(message) if name}


def test_an_unknown_language_falls_back_to_english() -> None:
    assert Translator.for_reader(["tlh", ""]).language == "en"


def test_the_first_wanted_language_with_a_catalogue_is_taken() -> None:
    wanted = ["xx", "fr-CA"] if "fr" in available_languages() else ["xx", "en-US"]
    assert Translator.for_reader(wanted).language == wanted[1][:2]


def test_a_message_without_a_translation_is_shown_in_english() -> None:
    message = N_("No catalogue holds {this}.")
    assert Translator("fr").text(message, this="it") == "No catalogue holds it."


def test_numbers_are_grouped_as_the_reader_writes_them() -> None:
    assert Translator("en").number(1234567.891, 1) == "1,234,567.9"
    assert Translator("es").number(1234567.891, 1) == "1.234.567,9"


@given(
    value=st.one_of(st.integers(-(10**12), 10**12), st.floats(-1e12, 1e12)),
    decimals=st.integers(0, 4),
    language=st.sampled_from(["en", "es", "fr", "de", "sv", "ar", "ne"]),
)
def test_numbers_are_written_as_babel_writes_them(
    value: float, decimals: int, language: str
) -> None:
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    written = Translator(language).number(value, decimals)
    locale = "en_GB" if language == "en" else language
    expected = format_decimal(value, format=pattern, locale=locale)
    # Babel's patterns know the hyphen alone; a mark keeps the minus before its number in Arabic.
    minus = "\u200e\u2212" if language == "ar" else "\u2212"
    assert written == expected.replace("-", minus)


def test_a_minus_stands_before_its_number_among_words_from_right_to_left() -> None:
    assert Translator("ar").number(-1.5, 1) == "\u200e\u22121.5"


def test_a_minus_that_is_held_is_not_held_twice() -> None:
    number = Translator("ar").number(-1.5, 1)
    assert held(number) == number
    assert held("\u22121.5") == number


def test_dates_are_written_day_first() -> None:
    assert Translator("en").date(datetime.date(2026, 11, 22)) == "22 November 2026"


def test_plural_forms_follow_the_count() -> None:
    translator = Translator("en")
    forms = ("{count} place", "{count} places")
    assert translator.plural(*forms, 1) == "1 place"
    assert translator.plural(*forms, 1200) == "1,200 places"


def test_arabic_runs_from_right_to_left() -> None:
    assert Translator("ar").right_to_left
    assert not Translator("fr").right_to_left


@pytest.mark.parametrize("language", [tag for tag in available_languages() if tag != "en"])
def test_every_translation_keeps_the_placeholders_of_its_message(language: str) -> None:
    path = LOCALE_DIR / language / "LC_MESSAGES" / "messages.po"
    with path.open("rb") as file:
        catalogue = read_po(file, locale=language)
    assert len(catalogue) > 0
    for message in catalogue:
        sources = [message.id] if isinstance(message.id, str) else list(message.id)
        forms = [message.string] if isinstance(message.string, str) else list(message.string)
        wanted = set().union(*(_placeholders(source) for source in sources if source))
        for form in filter(None, forms):
            assert _placeholders(form) <= wanted, f"{language}: {message.id!r}"


@pytest.mark.parametrize(("language", "loose"), [("fr", r" [;:!?%»]|« "), ("es", r"[\d}] %")])
def test_no_mark_stands_alone_at_the_start_of_a_line(language: str, loose: str) -> None:
    path = LOCALE_DIR / language / "LC_MESSAGES" / "messages.po"
    with path.open("rb") as file:
        catalogue = read_po(file, locale=language)
    forms = [
        form
        for message in catalogue
        for form in ([message.string] if isinstance(message.string, str) else message.string)
    ]
    assert [form for form in forms if re.search(loose, form)] == []


@pytest.mark.parametrize("language", [tag for tag in available_languages() if tag != "en"])
def test_every_catalogue_says_who_has_reviewed_it(language: str) -> None:
    text = (LOCALE_DIR / language / "LC_MESSAGES" / "messages.po").read_text("utf-8")
    assert re.search(r"^# Review: ", text, re.MULTILINE)


@pytest.mark.parametrize(
    ("numbers", "printed"),
    [
        ("", "1,234,567.5"),
        ("comma", "1,234,567.5"),
        ("point", "1.234.567,5"),
        ("space", "1\u202f234\u202f567,5"),
        ("si", "1\u202f234\u202f567.5"),
        ("unheard of", "1,234,567.5"),
    ],
)
def test_a_format_of_numbers_goes_along_with_the_language(numbers: str, printed: str) -> None:
    reader = Translator.for_reader(["en"], numbers)
    handed_on = Translator(reader.tag)
    assert handed_on.language == "en"
    assert handed_on.number(1234567.5, 1) == printed
    assert handed_on.text("Zero") == "Zero"


def test_names_in_a_row_have_the_marks_of_the_language_between_them(monkeypatch):
    def text(_, message, /, **values):
        return message.translate(str.maketrans(",;", "\u060c\u061b")).format(**values)

    assert Translator("en").row(("a", "b")) == "a, b"
    assert Translator("en").listing(("a, b", "c")) == "a, b; c"
    monkeypatch.setattr(Translator, "text", text)
    assert Translator("ar").row(("a", "b")) == "a\u060c b"
    assert Translator("ar").listing(("a", "b", "c")) == "a\u061b b\u061b c"
