"""Sums within the indicator table with which a hidden figure could be worked out.

Each line says "total = sum of members": children of a place, the two sexes, the parts of a
breakdown, the inputs of a formula. `flow_lines` has those of the flow tables.
"""

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple, TypeAlias

from mapping.boundaries.model import Gazetteer
from profiles.indicators.model import Formula, Indicator, Kind, Series, parse_part
from profiles.indicators.read import TOTAL, CellKey

Key: TypeAlias = CellKey
"""A figure: of the indicators, or (flow id, origin, destination, period, sex) of a flow table."""

ROUNDING: Final = 0.5  # persons


class Line(NamedTuple):
    """A total and the members that add up to it."""

    total: Key
    members: tuple[Key, ...]


def indicator_lines(
    known: Mapping[Key, float],
    indicators: Mapping[str, Indicator],
    series: Mapping[str, Series],
    gazetteer: Gazetteer,
) -> Iterator[Line]:
    """Every line of which all figures are known.

    Args:
        known: The figures there are.
        indicators: The catalogue: kinds, breakdowns and formulas.
        series: Of this pack: which indicator stands for another.
        gazetteer: Which places make up another.
    """
    below = _places_below(gazetteer)
    breakdowns = _breakdowns(indicators)
    for key in known:
        place_code, code, period, sex, age = key
        indicator = indicators[code]
        lines = list(_breakdown_lines(key, breakdowns.get(code, []), known))
        if indicator.kind is Kind.EXTENSIVE:
            lines += _merging_lines(key, below.get(place_code, []), known)
        lines += _formula_lines(key, indicator)
        stands_for = series[code].same_as if code in series else None
        if stands_for and gazetteer.place(place_code).level in series[code].same_at:
            lines.append(Line(key, ((place_code, stands_for, period, sex, age),)))
        for line in lines:
            if line.total in known and all(member in known for member in line.members):
                yield line


def _breakdowns(indicators: Mapping[str, Indicator]) -> dict[str, list[list[str]]]:
    groups: dict[tuple[str, str], list[str]] = {}
    for indicator in indicators.values():
        if indicator.parts_of:
            groups.setdefault((indicator.parts_of, indicator.dimension), []).append(indicator.code)
    breakdowns: dict[str, list[list[str]]] = {}
    for (parent, _), parts in groups.items():
        breakdowns.setdefault(parent, []).append(parts)
    return breakdowns


def _breakdown_lines(
    key: Key, breakdowns: list[list[str]], known: Mapping[Key, float]
) -> Iterator[Line]:
    """The parts that a pack has of a total, when they add up to it."""
    place_code, _, period, sex, age = key
    for parts in breakdowns:
        members = [(place_code, part, period, sex, age) for part in parts]
        there = tuple([member for member in members if member in known])
        if there and abs(sum(known[member] for member in there) - known[key]) < ROUNDING:
            yield Line(key, there)


def _places_below(gazetteer: Gazetteer) -> dict[str, list[list[str]]]:
    """For each place those below it, level by level."""
    below: dict[str, list[list[str]]] = {}
    for place in gazetteer.places.values():
        for step, above in enumerate(gazetteer.parents(place.place_code)):
            levels = below.setdefault(str(above.place_code), [])
            levels.extend([] for _ in range(step + 1 - len(levels)))
            levels[step].append(str(place.place_code))
    return below


def _merging_lines(key: Key, below: list[list[str]], known: Mapping[Key, float]) -> Iterator[Line]:
    """The next level that has figures, and the two sexes."""
    _, code, period, sex, age = key
    for level in below:
        members = tuple([(place_code, code, period, sex, age) for place_code in level])
        if any(member in known for member in members):
            yield Line(key, members)
            break
    if sex == TOTAL:
        sexes = ("female", "male")
        yield Line(key, tuple([(key[0], code, period, one, age) for one in sexes]))


def _formula_lines(key: Key, indicator: Indicator) -> Iterator[Line]:
    place_code, _, period, sex, age = key

    def input_key(text: str) -> Key:
        part = parse_part(text)
        return (place_code, part.code, period, part.sex or sex, age)

    if indicator.formula is Formula.SUM:
        if sex != TOTAL and any(parse_part(text).sex for text in indicator.parts):
            return
        yield Line(key, tuple([input_key(text) for text in indicator.parts]))
    elif indicator.formula is Formula.DIFFERENCE and indicator.numerator and indicator.denominator:
        yield Line(input_key(indicator.numerator), (input_key(indicator.denominator), key))


def formula_inputs(key: Key, indicator: Indicator, series: Series | None) -> tuple[Key, ...]:
    """The figures of the table that one follows from; none where it is published as it is."""
    place_code, code, period, sex, age = key
    if series is not None and series.same_as is not None:
        return ((place_code, series.same_as, period, sex, age),)
    operands = (indicator.numerator, indicator.denominator, *indicator.parts)
    parts = [parse_part(text) for text in operands if text]
    is_between = indicator.formula in {Formula.GROWTH, Formula.MIDPOINT}
    return tuple(
        (place_code, part.code, when, part.sex or sex, age)
        for part in parts
        for when in (period.split("/") if is_between else [period])
        if indicator.formula is not None and part.code != code
    )


def ratio_inputs(key: Key, indicator: Indicator) -> tuple[Key, Key] | None:
    """Numerator and denominator of a ratio that is worked out, None for anything else."""
    return named_inputs(key, indicator) if indicator.formula is Formula.RATIO else None


def named_inputs(key: Key, indicator: Indicator) -> tuple[Key, Key] | None:
    """Numerator and denominator as the catalogue names them, be the figure published as it is."""
    if not indicator.numerator or not indicator.denominator:
        return None
    place_code, _, period, sex, age = key
    parts = [parse_part(text) for text in (indicator.numerator, indicator.denominator)]
    numerator, denominator = [
        (place_code, part.code, period, part.sex or sex, age) for part in parts
    ]
    return numerator, denominator
