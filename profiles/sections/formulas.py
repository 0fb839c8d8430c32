"""How derived figures follow from others, in words and as the figures they are fed."""

from collections.abc import Iterator
from functools import lru_cache
from typing import assert_never

from profiles.indicators import model
from profiles.indicators.model import Formula, Indicator

# The parts of the catalogue's formulas are few, and asked for with each number.
parse_part = lru_cache(maxsize=4096)(model.parse_part)


def operands(indicator: Indicator, period: str, sex: str) -> Iterator[tuple[str, str, str]]:
    """Indicator, period and sex of each figure a derived one follows from, as in its formula."""
    named = (indicator.numerator, indicator.denominator, *indicator.parts)
    parts = [parse_part(text) for text in named if text]
    periods = [period]
    if indicator.formula in {Formula.GROWTH, Formula.MIDPOINT}:
        parts, periods = parts[:1], period.split("/")
    for part in parts:
        for when in periods:
            yield part.code, when, part.sex or sex


def formula_of(indicator: Indicator) -> str:
    """The formula of a derived indicator in codes; "" for one read as published."""
    top, bottom = indicator.numerator, indicator.denominator
    match indicator.formula:
        case None:
            words = ""
        case Formula.RATIO:
            times = "" if indicator.multiplier == 1 else f"{indicator.multiplier:g} \u00d7 "
            words = f"{times}{top} / {bottom}"
        case Formula.GROWTH:
            words = f"100 \u00d7 ln({top} later / {top} earlier) / years"
        case Formula.DIFFERENCE:
            words = f"{top} \u2212 {bottom}"
        case Formula.SUM:
            words = " + ".join(indicator.parts)
        case Formula.MIDPOINT:
            words = f"({top} earlier + {top} later) / 2"
        case Formula.OD:
            words = "counted from the origin-destination table at this level"
        case _:
            assert_never(indicator.formula)
    return words
