"""How derived figures follow from others, in words and as the cells they are fed."""

from dataclasses import replace
from functools import lru_cache

from profiles.evidence.provenance import Cell
from profiles.indicators import model
from profiles.indicators.model import Formula, Indicator

# The parts of the catalogue's formulas are few, and asked for with each number.
parse_part = lru_cache(maxsize=4096)(model.parse_part)


def input_cells(indicator: Indicator, cell: Cell) -> tuple[Cell, ...]:
    """The cells a derived figure follows from, in the order of its formula."""
    operands = (indicator.numerator, indicator.denominator, *indicator.parts)
    parts = [parse_part(text) for text in operands if text]
    cells = [replace(cell, indicator=part.code, sex=part.sex or cell.sex) for part in parts]
    if indicator.formula in {Formula.GROWTH, Formula.MIDPOINT}:
        return tuple(
            replace(cells[0], period=date_) for date_ in cell.period.split("/") for _ in cells[:1]
        )
    return tuple(cells)


def formula_of(indicator: Indicator) -> str:
    """The formula of a derived indicator in codes; "" for one read as published."""
    if indicator.formula is None:
        return ""
    top, bottom = indicator.numerator, indicator.denominator
    times = "" if indicator.multiplier == 1 else f"{indicator.multiplier:g} \u00d7 "
    words = {
        Formula.RATIO: f"{times}{top} / {bottom}",
        Formula.GROWTH: f"100 \u00d7 ln({top} later / {top} earlier) / years",
        Formula.DIFFERENCE: f"{top} \u2212 {bottom}",
        Formula.SUM: " + ".join(indicator.parts),
        Formula.MIDPOINT: f"({top} earlier + {top} later) / 2",
        Formula.OD: "counted from the origin-destination table at this level",
    }
    return words[indicator.formula]


def last_year(period: str) -> tuple[str, str]:
    """What periods are ordered by: their last year, then the whole."""
    return period.rsplit("/", maxsplit=1)[-1], period
