"""Places filled by the classes of two rates at once."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from mapping.cartography.breaks import Scheme
from mapping.cartography.classify import classify
from mapping.cartography.layers import BivariateLayer, Category, Legend
from mapping.cartography.palettes import BIVARIATE, Surface, bivariate, palette_named
from mapping.cartography.place_values import PlaceValues
from mapping.i18n import N_
from profiles.column import Column
from profiles.maps import words as map_words
from profiles.maps.asked import Asked
from profiles.maps.legends import classed_legend, mark_counts, mark_labels, place_values

MOST_CLASSES: Final = 3  # of each rate: nine colours are as many as people can read
DEGREES: Final = (
    (),
    (N_("all alike"),),
    (N_("low"), N_("high")),
    (N_("low"), N_("middle"), N_("high")),
)


def two_rates(first: Asked, cells: Column, second: Asked, second_cells: Column) -> BivariateLayer:
    """The map of two rates of the same places.

    Args:
        first: The rate along the lower edge of the key; palette and title are its.
        cells: Its figures.
        second: The other rate.
        second_cells: Its figures, of the same places in the same order.
    """
    one, first_values = _classed(first, cells)
    two, second_values = _classed(second, second_cells)
    columns, rows = len(one.classes), len(two.classes)
    palette = palette_named(first.palette, BIVARIATE)
    edge = max(columns, 1)  # a rate without a figure that is shown has no class
    light = bivariate(edge, max(rows, 1), Surface.LIGHT, palette)
    dark = bivariate(edge, max(rows, 1), Surface.DARK, palette)
    values = _both(first_values, second_values, (_ends(first, columns), _ends(second, rows)))
    names = first.label, second.label
    return BivariateLayer(
        legend=Legend(
            title=first.title or map_words.both(*names, first.translator),
            unit="",
            period=map_words.periods_text(first.period, second.period),
            classes=(),
            scheme=first.scheme,
            palette=palette,
            mark_counts=mark_counts(values),
            mark_labels=mark_labels(first.translator, marks_zero=False),
        ),
        first=_coloured(one, light[:columns], dark[:columns]),
        second=_coloured(two, light[::edge][:rows], dark[::edge][:rows]),
        cells=_squares(first, names, values, (columns, rows), (light, dark)),
        values=values,
        first_values=first_values,
        second_values=second_values,
    )


def _classed(asked: Asked, cells: Column) -> tuple[Legend, PlaceValues]:
    """One of the rates alone. A zero is a low value here, not a mark of its own."""
    classes = classify(
        cells.shown,
        scheme=Scheme.QUANTILES if asked.scheme is Scheme.MANUAL else asked.scheme,
        classes=min(asked.classes, MOST_CLASSES),
        decimals=asked.indicator.decimals,
    )
    values = place_values(asked, cells, classes.indexes, marks_zero=False)
    plain = replace(asked, palette="", title="")
    return classed_legend(plain, classes, values), values


def _coloured(legend: Legend, light: Sequence[str], dark: Sequence[str]) -> Legend:
    """A key with the colours of an edge of the square."""
    classes = tuple(
        replace(item, colour=colour, dark=at_night)
        for item, colour, at_night in zip(legend.classes, light, dark, strict=True)
    )
    return replace(legend, classes=classes)


def _both(
    one: PlaceValues, two: PlaceValues, ends: tuple[Sequence[str], Sequence[str]]
) -> PlaceValues:
    """Every place with both its figures in words; one that lacks either carries the mark of it."""

    def words(positions: Sequence[int]) -> Iterator[tuple[str, str]]:
        said = zip(_said(one, ends[0], positions), _said(two, ends[1], positions), strict=True)
        return ((f"{first} · {second}", "") for first, second in said)

    lacks = np.minimum(one.states, two.states)  # what is not shown lies below what is not known
    both = two.states * len(ends[0]) + one.states
    states = np.where(lacks < 0, lacks, both).astype(np.int8)
    return PlaceValues(codes=one.codes, numbers=one.numbers, states=states, words=words)


def _ends(asked: Asked, classes: int) -> list[str]:
    """What follows a figure of each class."""
    text, unit = asked.translator.text, asked.unit
    return [f" {unit} ({text(degree)})" for degree in DEGREES[classes]]


def _said(values: PlaceValues, ends: Sequence[str], positions: Sequence[int]) -> Iterator[str]:
    states = values.states[np.array(positions, dtype=np.intp)].tolist()
    for (text, _), state in zip(values.words(positions), states, strict=True):
        yield text if state < 0 else text + ends[state]


def _squares(
    asked: Asked,
    names: Sequence[str],
    values: PlaceValues,
    size: tuple[int, int],
    colours: tuple[Sequence[str], Sequence[str]],
) -> tuple[Category, ...]:
    """The squares of the key, row by row, each with its words and its places."""
    columns, rows = size
    text = asked.translator.text
    return tuple(
        Category(
            label=text(
                N_("{first}: {one}; {second}: {two}"),
                first=names[0],
                second=names[1],
                one=text(DEGREES[columns][column]),
                two=text(DEGREES[rows][row]),
            ),
            colour=colours[0][row * columns + column],
            dark=colours[1][row * columns + column],
            count=values.in_class(row * columns + column),
        )
        for row in range(rows)
        for column in range(columns)
    )
