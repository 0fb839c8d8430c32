"""Figures that follow from others: rates, shares, growth, sums, and counts from flow tables.

A published figure is never replaced: a formula fills in only what no table holds. Where an input is
missing the result is missing too, so that a sum is never half a sum.
"""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final, TypeAlias

from mapping.boundaries.model import Gazetteer
from profiles.indicators.flows import FlowTable
from profiles.indicators.model import Formula, Indicator, Part, Series, Status, parse_part
from profiles.indicators.read import TOTAL, CellKey, CellValue, IndicatorTable
from profiles.measures.packs.od import od_cells

Where: TypeAlias = tuple[str, str, str, str]
"""Place code, period, sex, age."""
Cells: TypeAlias = dict[str, dict[Where, CellValue]]
"""Figures by indicator."""

MISSING: Final = CellValue(None, Status.MISSING)
UNDEFINED: Final = CellValue(None, Status.NOT_APPLICABLE)
MONTHS, DAYS = 12.0, 365.2425  # of a year
_WORST_FIRST: Final = (Status.ESTIMATED, Status.PROVISIONAL, Status.BREAK, Status.NORMAL)


def derive(
    table: IndicatorTable,
    *,
    indicators: Mapping[str, Indicator],
    series: Mapping[str, Series],
    flows: Iterable[FlowTable],
    gazetteer: Gazetteer,
) -> IndicatorTable:
    """The table with every figure that follows from it and from the flow tables.

    Args:
        table: Figures as published.
        indicators: The catalogue, with the formulas.
        series: Of this pack: which indicator stands for another one, which periods may be compared.
        flows: Of this pack; see `profiles.measures.packs.od.od_cells`.
        gazetteer: Levels and parents of the places.
    """
    cells: Cells = {}
    for (place, code, period, sex, age), value in table.cells.items():
        cells.setdefault(code, {})[place, period, sex, age] = value
    for key, value in od_cells(flows, gazetteer):
        if key[1] in indicators:
            place, code, period, sex, age = key
            cells.setdefault(code, {}).setdefault((place, period, sex, age), value)
    _copy_stand_ins(cells, series, gazetteer)
    for indicator in _inputs_first(indicators):
        found = dict(_evaluate(indicator, cells, series.get(indicator.code)))
        if found:
            cells[indicator.code] = found | cells.get(indicator.code, {})
    return IndicatorTable(cells=dict(_flat(cells)), surveys=table.surveys)


def _flat(cells: Cells) -> Iterator[tuple[CellKey, CellValue]]:
    for code, values in cells.items():
        for (place, period, sex, age), value in values.items():
            yield (place, code, period, sex, age), value


def _copy_stand_ins(cells: Cells, series: Mapping[str, Series], gazetteer: Gazetteer) -> None:
    for one in series.values():
        if one.same_as is None:
            continue
        target = cells.setdefault(one.indicator, {})
        for where, value in cells.get(one.same_as, {}).items():
            if gazetteer.place(where[0]).level in one.same_at:
                target.setdefault(where, value)


def inputs_of(indicator: Indicator) -> tuple[Part, ...]:
    """What a formula is fed, in its order: numerator, denominator, parts."""
    operands = (indicator.numerator, indicator.denominator, *indicator.parts)
    return tuple(parse_part(text) for text in operands if text)


def _inputs_first(indicators: Mapping[str, Indicator]) -> Iterator[Indicator]:
    done: set[str] = set()

    def visit(code: str) -> Iterator[Indicator]:
        if code in done:
            return
        done.add(code)
        indicator = indicators[code]
        if indicator.formula is None or indicator.formula is Formula.OD:
            return
        for part in inputs_of(indicator):
            yield from visit(part.code)
        yield indicator

    for code in indicators:
        yield from visit(code)


def _evaluate(
    indicator: Indicator, cells: Cells, series: Series | None
) -> Iterator[tuple[Where, CellValue]]:
    match indicator.formula:
        case Formula.GROWTH | Formula.MIDPOINT:
            yield from _between(indicator, cells, series.periods if series else ())
        case Formula.RATIO | Formula.DIFFERENCE | Formula.SUM:
            yield from _at_once(indicator, cells)
        case _:
            return


def _at_once(indicator: Indicator, cells: Cells) -> Iterator[tuple[Where, CellValue]]:
    inputs = inputs_of(indicator)
    tables = [cells.get(part.code) for part in inputs]
    if not all(tables):
        return
    given = [table for table in tables if table]
    one_sex = any(part.sex for part in inputs)
    combine = _COMBINE[indicator.formula or Formula.SUM]
    # What is worked out of one sex is no figure of that sex: all of its rows are about everybody.
    wanted = dict.fromkeys(
        (place, period, TOTAL if one_sex else sex, age) for place, period, sex, age in given[0]
    )
    for place, period, sex, age in wanted:
        found = [
            table.get((place, period, part.sex or sex, age))
            for table, part in zip(given, inputs, strict=True)
        ]
        values = [value for value in found if value is not None]
        if len(values) == len(inputs):
            result = _result(values, lambda v: combine(v, indicator.multiplier))
            yield (place, period, sex, age), result


def _between(
    indicator: Indicator, cells: Cells, periods: Iterable[str]
) -> Iterator[tuple[Where, CellValue]]:
    part = inputs_of(indicator)[0]
    table = cells.get(part.code, {})
    for period in periods:
        start, end = period.split("/")
        years = _years(start, end)
        for place, at, sex, age in table:
            before, after = table[place, at, sex, age], table.get((place, end, sex, age))
            if at != start or after is None:
                continue
            change = _growth(years) if indicator.formula is Formula.GROWTH else _middle
            yield (place, period, sex, age), _result([before, after], change)


def _result(inputs: list[CellValue], combine: Callable[[list[float]], float | None]) -> CellValue:
    numbers = [cell.value for cell in inputs if cell.value is not None]
    if len(numbers) < len(inputs):
        return MISSING
    value = combine(numbers)
    if value is None:
        return UNDEFINED
    statuses = {cell.status for cell in inputs}
    return CellValue(value, next(status for status in _WORST_FIRST if status in statuses))


# Plain numbers here, one cell at a time, and arrays in `rates`: a test holds the two together.
def _ratio(values: list[float], multiplier: float) -> float | None:
    return multiplier * values[0] / values[1] if values[1] > 0 else None


def _difference(values: list[float], _: float) -> float:
    return values[0] - sum(values[1:])


def _sum(values: list[float], _: float) -> float:
    return math.fsum(values)


def _middle(values: list[float]) -> float:
    return (values[0] + values[1]) / 2.0


def _years(start: str, end: str) -> float:
    """The time between two dates, by year, month and day as far as both have them."""
    first, second = ([int(part) for part in one.split("-")] for one in (start, end))
    units = (1.0, MONTHS, DAYS)
    return math.fsum((b - a) / unit for a, b, unit in zip(first, second, units, strict=False))


def _growth(years: float) -> Callable[[list[float]], float | None]:
    def growth(values: list[float]) -> float | None:
        start, end = values
        is_defined = start > 0 and end > 0 and years > 0
        return 100.0 * math.log(end / start) / years if is_defined else None

    return growth


_COMBINE: Final[Mapping[Formula, Callable[[list[float], float], float | None]]] = {
    Formula.RATIO: _ratio,
    Formula.DIFFERENCE: _difference,
    Formula.SUM: _sum,
}
