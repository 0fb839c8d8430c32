"""How a number is written: exactly in tables, rounded in sentences.

Tables keep the decimals of the catalogue. Sentences round, so that a reader keeps the number in
mind, and never say minus: the words around a number carry its sign ("a net loss of").
"""

import math
from enum import StrEnum
from functools import lru_cache
from typing import Final

from mapping.i18n import LEFT_TO_RIGHT, MINUS, N_, Translator
from profiles.indicators.model import Status
from profiles.protection.reliability import Reliability, marked

NOT_SHOWN: Final = N_("not shown")
NO_DATA: Final = ".."
NOT_APPLICABLE: Final = "..."
LESS_THAN: Final = N_("less than {limit}")
MORE_THAN: Final = N_("more than {limit}")
WHOLE: Final = 100.0

# Counts from one to nine are written as words.
SMALL: Final = (
    N_("none"),
    N_("one"),
    N_("two"),
    N_("three"),
    N_("four"),
    N_("five"),
    N_("six"),
    N_("seven"),
    N_("eight"),
    N_("nine"),
)

# A count is rounded to the step of the first limit it is below.
COUNT_STEPS: Final = ((1_000.0, 10.0), (100_000.0, 100.0), (math.inf, 1_000.0))
FULL_DIGITS_FROM: Final = 100.0  # a rate this large needs no decimal
CHANGE_WHOLE_FROM: Final = 10.0


class Style(StrEnum):
    """The way one number is written."""

    TABLE = "table"  # all decimals of the catalogue, with its sign
    EXACT = "exact"  # a whole number nobody would round: how many districts
    YEAR = "year"  # no grouping
    COUNT = "count"  # in a sentence: to the nearest 10, 100 or 1,000; small ones as words
    SHARE = "share"  # in a sentence: percentages of a whole
    RATE = "rate"  # in a sentence: one decimal
    CHANGE = "change"  # in a sentence: percentages of change
    ORDINAL = "ordinal"  # in a sentence: 3rd


def rounded_count(value: float) -> float:
    """A count as sentences give it: nearest 10 below 1,000, 100 below 100,000, then 1,000.

    >>> rounded_count(2_041_587), rounded_count(4_870), rounded_count(14)
    (2042000.0, 4900.0, 10.0)
    """
    magnitude = abs(value)
    if magnitude < len(SMALL):
        return magnitude
    step = next(step for limit, step in COUNT_STEPS if magnitude < limit)
    return math.floor(magnitude / step + 0.5) * step


def printed(value: float, style: Style, translator: Translator, *, decimals: int = 0) -> str:
    """The number as it is written in the translator's language, without its unit.

    Args:
        value: The number.
        style: Where and how it stands.
        translator: The language.
        decimals: For tables, those of the catalogue; for shares, 0 where the base is small.
    """
    return _printed(value, style, translator.tag, decimals)


@lru_cache(maxsize=65_536)
def _printed(value: float, style: Style, tag: str, decimals: int) -> str:
    translator = Translator(tag)
    match style:
        case Style.TABLE | Style.EXACT:
            return _signed(value, translator, decimals)
        case Style.YEAR:
            return str(round(value))
        case Style.COUNT:
            return _count(value, translator)
        case Style.SHARE:
            return _share(abs(value), translator, decimals)
        case Style.RATE | Style.CHANGE:
            return _rate(abs(value), style, translator)
        case Style.ORDINAL:
            return ordinal(round(value), translator)


def written(  # noqa: PLR0913 - a figure, and how it stands
    value: float | None,
    status: Status,
    found: Reliability,
    style: Style,
    translator: Translator,
    *,
    decimals: int,
) -> str:
    """A figure as `printed`, or what stands for it where there is none.

    In tables and charts an estimate has its mark; a sentence says in words what that means: see
    `profiles.narrative.writer`.
    """
    if value is not None:
        text = printed(value, style, translator, decimals=decimals)
        return marked(text, found) if style is Style.TABLE else text
    if status is Status.SUPPRESSED:
        return translator.text(NOT_SHOWN)
    return NOT_APPLICABLE if status is Status.NOT_APPLICABLE else NO_DATA


def _signed(value: float, translator: Translator, decimals: int) -> str:
    text = translator.number(value, decimals)
    if not any(digit in text for digit in "123456789"):
        return text.lstrip(LEFT_TO_RIGHT + MINUS)  # no minus before a zero that rounding made
    return text


def _count(value: float, translator: Translator) -> str:
    magnitude = abs(value)
    if magnitude < len(SMALL) and magnitude == int(magnitude):
        return translator.text(SMALL[int(magnitude)])
    return translator.number(rounded_count(value))


def _share(share: float, translator: Translator, decimals: int) -> str:
    step = 10.0**-decimals
    if 0 < share <= step / 2:
        return translator.text(LESS_THAN, limit=translator.number(step, decimals))
    if WHOLE - step / 2 <= share < WHOLE:
        return translator.text(MORE_THAN, limit=translator.number(WHOLE - step, decimals))
    # "0.0" would be read as nearly none.
    return translator.number(share, 0 if share in {0.0, WHOLE} else decimals)


def _rate(rate: float, style: Style, translator: Translator) -> str:
    whole_from = CHANGE_WHOLE_FROM if style is Style.CHANGE else FULL_DIGITS_FROM
    decimals = 0 if rate >= whole_from else 1
    if 0 < rate < 0.05:  # noqa: PLR2004 - half of the last decimal shown
        return translator.text(LESS_THAN, limit=translator.number(0.1, 1))
    return translator.number(rate, decimals if rate else 0)


RANK: Final = N_("{rank}.")  # in a sentence: as the number of a place in an order is written


def ordinal(rank: int, translator: Translator) -> str:
    """The rank as an ordinal: by rule in English and French, else by the language's catalogue."""
    language = translator.language
    if language == "en":
        teens = 10 <= rank % 100 <= 20  # noqa: PLR2004 - 11th, 12th, 13th
        suffix = "th" if teens else {1: "st", 2: "nd", 3: "rd"}.get(rank % 10, "th")
        return f"{rank}{suffix}"
    if language == "fr":
        return "1re" if rank == 1 else f"{rank}e"
    return translator.text(RANK, rank=rank)
