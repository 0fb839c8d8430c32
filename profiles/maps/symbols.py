"""Circles whose area is a count."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from mapping.cartography.breaks import Scheme, circle_values
from mapping.cartography.classify import Classification
from mapping.cartography.layers import Legend, MapClass, PlaceValue, SymbolLayer
from mapping.cartography.palettes import SYMBOL_COLOURS, Surface
from mapping.places import PlaceCode
from profiles.maps import words as map_words
from profiles.maps.asked import Asked, Cells
from profiles.maps.legends import flag_of, mark_counts, mark_labels, mark_of, text_of

if TYPE_CHECKING:
    from profiles.protection.published import PublishedValue


def symbols(asked: Asked, cells: Cells) -> SymbolLayer:
    """Circles; in the key a loss stands beside a gain of the same size."""
    shown = [cell.value for _, cell in cells if cell is not None and cell.value is not None]
    shown += asked.beside
    largest = max((abs(value) for value in shown), default=0.0)
    uppers = circle_values(largest, decimals=asked.indicator.decimals) if largest else ()
    values = tuple(sized(asked, code, cell, uppers) for code, cell in cells)
    light, dark = (SYMBOL_COLOURS[surface][0] for surface in Surface)
    return SymbolLayer(
        legend=Legend(
            title=asked.name,
            unit=asked.unit,
            period=map_words.period_text(asked.period),
            classes=key_sizes(
                asked,
                uppers,
                Counter(value.class_index for value in values),
                colours=(light, dark),
            ),
            scheme=Scheme.MANUAL,
            mark_counts=mark_counts(values),
            mark_labels=mark_labels(asked.translator),
        ),
        values=values,
        largest=largest,
    )


def sized(
    asked: Asked, code: PlaceCode, cell: "PublishedValue | None", uppers: Sequence[float]
) -> PlaceValue:
    """A place with the circle of the key that is next above its own."""
    mark = mark_of(cell)
    value = None if cell is None else cell.value
    index = None
    if mark is None and value is not None:
        key = Classification(scheme=Scheme.MANUAL, breaks=(0.0, *uppers), decimals=0)
        index = key.index(abs(value))
    return PlaceValue(
        place_code=code,
        value=value,
        text=text_of(asked, cell),
        class_index=index,
        mark=mark,
        flag=flag_of(cell),
    )


def key_sizes(
    asked: Asked,
    uppers: Sequence[float],
    counts: Mapping[int | None, int],
    *,
    colours: tuple[str, str],
) -> tuple[MapClass, ...]:
    """Entries of a key of sizes, the smallest first.

    Args:
        asked: The map.
        uppers: Values of the entries.
        counts: How many are as large as an entry or smaller, and larger than the one before.
        colours: On a light ground, and on a dark one.
    """
    return tuple(
        MapClass(
            lower=lower,
            upper=upper,
            colour=colours[0],
            dark=colours[1],
            label=asked.number(upper),
            count=counts.get(i, 0),
        )
        for i, (lower, upper) in enumerate(pairwise((0.0, *uppers)))
    )
