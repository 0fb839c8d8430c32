"""Circles whose area is a count."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from mapping.cartography.breaks import Scheme, circle_values
from mapping.cartography.classify import Classification
from mapping.cartography.layers import Legend, MapClass, SymbolLayer
from mapping.cartography.palettes import SYMBOL_COLOURS, Surface
from profiles.column import Column
from profiles.maps import words as map_words
from profiles.maps.asked import Asked
from profiles.maps.legends import mark_counts, mark_labels, place_values


def symbols(asked: Asked, cells: Column) -> SymbolLayer:
    """Circles, each with the next larger one of the key; a loss beside a gain of its size."""
    shown = [*cells.shown, *asked.beside]
    largest = max((abs(value) for value in shown), default=0.0)
    uppers = circle_values(largest, decimals=asked.indicator.decimals) if largest else ()
    key = Classification(scheme=Scheme.MANUAL, breaks=(0.0, *uppers), decimals=0)
    values = place_values(asked, cells, lambda numbers: key.indexes(abs(numbers)))
    light, dark = (SYMBOL_COLOURS[surface][0] for surface in Surface)
    return SymbolLayer(
        legend=Legend(
            title=asked.name,
            unit=asked.unit,
            period=map_words.period_text(asked.period),
            classes=key_sizes(
                asked,
                uppers,
                {index: values.in_class(index) for index in range(len(uppers))},
                colours=(light, dark),
            ),
            scheme=Scheme.MANUAL,
            mark_counts=mark_counts(values),
            mark_labels=mark_labels(asked.translator),
        ),
        values=values,
        largest=largest,
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
