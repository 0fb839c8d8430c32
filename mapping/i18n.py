"""Words for people: marking, translating and formatting text.

Text is marked where it is written, with `N_` in constants and `Translator.text` elsewhere.
Translate first, format after, so that a translation may put its placeholders in any order.
"""

import datetime
import gettext
import io
import logging
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Final

from babel import Locale, UnknownLocaleError, dates, numbers

_log = logging.getLogger(__name__)

LOCALE_DIR: Final = Path(__file__).parent / "locale"
DEFAULT_LANGUAGE: Final = "en"
NUMBER_FORMATS: Final[Mapping[str, tuple[str, str]]] = {  # between thousands, before decimals
    "comma": (",", "."),
    "point": (".", ","),
    "space": ("\u202f", ","),
    "si": ("\u202f", "."),
}
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}")  # as readers' tags begin: fr, tpi
_LARGEST_WHOLE: Final = 2**53  # up to it, each whole number has a binary one of its own
MINUS: Final = "\u2212"  # of all that people read; files for machines have a hyphen
LEFT_TO_RIGHT: Final = "\u200e"  # a mark without a shape: what is behind it is read so
_HELD_MINUS: Final = LEFT_TO_RIGHT + MINUS
_NUMBERS: Final = "-x-"  # before the format in a tag: a subtag for private use (BCP 47)


def N_(message: str) -> str:  # noqa: N802 - the name that gettext tools look for
    """Mark a constant for translation; it is translated where it is shown."""
    return message


IN_A_ROW: Final = N_("{some}, {more}")
IN_A_LIST: Final = N_("{some}; {more}")


Message = str | tuple[str, str]  # marked by `N_`, or by `NN_`: its forms for one and for many


def NN_(one: str, many: str) -> tuple[str, str]:  # noqa: N802 - as above
    """Mark a constant with a number in it; `Translator.plural` takes the form of the language."""
    return one, many


@lru_cache(maxsize=8)
def available_languages() -> tuple[str, ...]:
    """Languages of the interface: English, in which the text is written, and the translated."""
    folders = (path.parent.parent.name for path in LOCALE_DIR.glob("*/LC_MESSAGES/messages.po"))
    translated = sorted(name for name in folders if _LANGUAGE.fullmatch(name))
    return (DEFAULT_LANGUAGE, *(lang for lang in translated if lang != DEFAULT_LANGUAGE))


@lru_cache(maxsize=64)
def _locale(language: str) -> Locale:
    """How a language writes numbers and dates."""
    try:
        # Plain "en" writes dates the American way; readers here write the day first.
        return Locale.parse("en_GB" if language == "en" else language)
    except UnknownLocaleError:
        return Locale.parse("en_GB")


def held(text: str) -> str:
    """A text for readers from right to left, each minus held before its number.

    Among their words it would move behind: a mark without a shape holds it. What has one keeps it.
    """
    return text.replace(_HELD_MINUS, MINUS).replace(MINUS, _HELD_MINUS)


def own_name(language: str) -> str:
    """What a language calls itself, as in a list that its readers look for it in.

    >>> own_name("fr"), own_name("ne")
    ('Français', 'नेपाली')
    """
    name = _locale(language).get_language_name(language)
    return name[:1].upper() + name[1:] if name else language


@lru_cache(maxsize=64)
def _marks(tag: str) -> dict[int, str]:
    """What stands for the marks of a number, by a reader's tag, where it differs.

    Among words from right to left a minus is held before its number, as in CLDR.
    """
    language, _, chosen = tag.partition(_NUMBERS)
    locale = _locale(language)
    group, point = NUMBER_FORMATS.get(chosen) or (
        numbers.get_group_symbol(locale),
        numbers.get_decimal_symbol(locale),
    )
    minus = held(MINUS) if locale.text_direction == "rtl" else MINUS
    pairs = ((",", group), (".", point), ("-", minus))
    others = {mark: own for mark, own in pairs if mark != own}
    return str.maketrans(others)


def _in_marks(number: str, tag: str) -> str:
    """A number as Python writes it, with a reader's marks."""
    marks = _marks(tag)
    return number.translate(marks) if marks else number


@lru_cache(maxsize=8)
def _catalogue(language: str) -> gettext.NullTranslations:
    """A language's messages; where there are none, every message stays as it is written."""
    path = LOCALE_DIR / language / "LC_MESSAGES" / "messages.po"
    if not path.exists():
        return gettext.NullTranslations()
    from babel.messages.mofile import write_mo  # only for who reads another language

    from mapping.translations import read_translations

    catalogue, faults = read_translations(path, language)
    for fault in faults:
        _log.warning("left in English: %s", fault)
        if catalogue is not None:
            catalogue.delete(fault.message)
    if catalogue is None:
        return gettext.NullTranslations()
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


@lru_cache(maxsize=64)
def _messages(tag: str) -> gettext.NullTranslations:
    """The messages for a reader's tag, which is asked for with every text."""
    return _catalogue(Translator(tag).language)


def in_language(texts: Mapping[str, str], language: str) -> str:
    """One of the texts of a catalogue, or what the messages of the language say for its English.

    Args:
        texts: By language; English is always there.
        language: Of the reader.
    """
    return texts.get(language) or Translator(language).text(texts[DEFAULT_LANGUAGE])


@dataclass(frozen=True)
class Translator:
    """Turns marked text, numbers and dates into one reader's language.

    Attributes:
        tag: A language, with a format of numbers behind it where a reader chose one: `fr`,
            `fr-x-space`. What is made for a reader is handed the tag, so that it goes along.
    """

    tag: str = DEFAULT_LANGUAGE

    @classmethod
    def for_reader(cls, wanted: Sequence[str], numbers: str = "") -> "Translator":
        """The translator for the first wanted language tag there is a catalogue for.

        Args:
            wanted: Tags, the first one first.
            numbers: One of NUMBER_FORMATS; the language's own if nothing is said.
        """
        languages = (tag.replace("_", "-").split("-")[0].lower() for tag in wanted)
        known = (language for language in languages if language in available_languages())
        chosen = f"{_NUMBERS}{numbers}" if numbers in NUMBER_FORMATS else ""
        return cls(next(known, DEFAULT_LANGUAGE) + chosen)

    @property
    def language(self) -> str:
        """The language alone."""
        return self.tag.partition(_NUMBERS)[0]

    def text(self, message: str, /, **values: object) -> str:
        """The message in the reader's language, its `{placeholders}` filled in."""
        # An empty message is the catalogue's own header.
        translated = _messages(self.tag).gettext(message) if message else ""
        return translated.format(**values) if values else translated

    def plural(self, one: str, many: str, count: int, /, **values: object) -> str:
        """The form for `count` things; `{count}` is filled in with the formatted number."""
        form = _messages(self.tag).ngettext(one, many, count)
        return form.format(count=self.number(count), **values)

    def form(self, message: Message, count: int, /, **values: object) -> str:
        """The message; of one with two forms, that for `count` things."""
        if isinstance(message, str):
            return self.text(message, **values)
        return self.plural(*message, count, **values)

    def row(self, names: Iterable[str]) -> str:
        """Names with the comma of the language between them."""
        return self.text(IN_A_ROW, some="", more="").join(names)

    def listing(self, names: Iterable[str]) -> str:
        """Names that may have commas of their own, with the language's semicolon between them."""
        return self.text(IN_A_LIST, some="", more="").join(names)

    def number(self, value: float, decimals: int = 0) -> str:
        """A number with the reader's marks and a true minus, halves rounded to even."""
        # As Babel's format_decimal for "#,##0.0", whose marks it takes: a map needs thousands. A
        # whole number is the same in binary, and written much faster.
        is_whole = value % 1 == 0 and abs(value) < _LARGEST_WHOLE
        exact = value if is_whole else Decimal(str(value))
        return _in_marks(f"{exact:,.{decimals}f}", self.tag)

    def exact(self, value: float, most: int = 6) -> str:
        """A number with the decimals that it has, and no more than so many."""
        text = f"{value:,.{most}f}"
        if most:
            text = text.rstrip("0").rstrip(".")
        return _in_marks(text, self.tag)

    def date(self, value: datetime.date) -> str:
        """A date written out: 22 November 2026."""
        return dates.format_date(value, format="long", locale=_locale(self.language))

    @property
    def right_to_left(self) -> bool:
        """Whether the language is written from right to left."""
        return _locale(self.language).text_direction == "rtl"
