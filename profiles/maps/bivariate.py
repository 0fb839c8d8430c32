"""Places filled by the classes of two rates at once."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from mapping.cartography.breaks import Scheme
from mapping.cartography.classify import classify
from mapping.cartography.layers import (
    BivariateLayer,
    Category,
    ChoroplethLayer,
    Legend,
    Mark,
    PlaceValue,
)
from mapping.cartography.palettes import BIVARIATE, Surface, bivariate, palette_named
from mapping.i18n import N_
from profiles.maps import words as map_words
from profiles.maps.asked import Asked, Cells
from profiles.maps.legends import classed_legend, mark_counts, mark_labels, place_values

MOST_CLASSES: Final = 3  # of each rate: nine colours are as many as people can read
DEGREES: Final = (
    (),
    (N_("all alike"),),
    (N_("low"), N_("high")),
    (N_("low"), N_("middle"), N_("high")),
)


def two_rates(first: Asked, cells: Cells, second: Asked, second_cells: Cells) -> BivariateLayer:
    """The map of two rates of the same places.

    Args:
        first: The rate along the lower edge of the key; palette and title are its.
        cells: Its figures.
        second: The other rate.
        second_cells: Its figures, of the same places in the same order.
    """
    one, two = _classed(first, cells), _classed(second, second_cells)
    columns, rows = len(one.legend.classes), len(two.legend.classes)
    palette = palette_named(first.palette, BIVARIATE)
    light = bivariate(columns, rows, Surface.LIGHT, palette)
    dark = bivariate(columns, rows, Surface.DARK, palette)
    ends = _ends(first, columns), _ends(second, rows)
    pairs = zip(one.values, two.values, strict=True)
    values = tuple(_both(pair, ends) for pair in pairs)
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
        first=_coloured(one.legend, light[:columns], dark[:columns]),
        second=_coloured(two.legend, light[::columns], dark[::columns]),
        cells=_squares(first, names, values, (columns, rows), (light, dark)),
        values=values,
        first_values=one.values,
        second_values=two.values,
    )


def _classed(asked: Asked, cells: Cells) -> ChoroplethLayer:
    """One of the rates alone. A zero is a low value here, not a mark of its own."""
    shown = [cell.value for _, cell in cells if cell is not None and cell.value is not None]
    classes = classify(
        shown,
        scheme=Scheme.QUANTILES if asked.scheme is Scheme.MANUAL else asked.scheme,
        classes=min(asked.classes, MOST_CLASSES),
        decimals=asked.indicator.decimals,
    )
    values = place_values(asked, cells, classes.index, marks_zero=False)
    plain = replace(asked, palette="", title="")
    return ChoroplethLayer(legend=classed_legend(plain, classes, values), values=values)


def _coloured(legend: Legend, light: Sequence[str], dark: Sequence[str]) -> Legend:
    """A key with the colours of an edge of the square."""
    classes = tuple(
        replace(item, colour=colour, dark=at_night)
        for item, colour, at_night in zip(legend.classes, light, dark, strict=True)
    )
    return replace(legend, classes=classes)


def _both(
    pair: tuple[PlaceValue, PlaceValue], ends: tuple[Sequence[str], Sequence[str]]
) -> PlaceValue:
    """A place with both its figures in words; one that lacks either carries the mark of it."""
    one, two = pair
    column, row = one.class_index, two.class_index
    marks = one.mark, two.mark
    return PlaceValue(
        place_code=one.place_code,
        value=one.value,
        text=f"{_said(one, ends[0])} · {_said(two, ends[1])}",
        class_index=None if column is None or row is None else row * len(ends[0]) + column,
        mark=next((mark for mark in (Mark.NOT_SHOWN, Mark.NO_DATA) if mark in marks), None),
    )


def _ends(asked: Asked, classes: int) -> list[str]:
    """What follows a figure of each class."""
    text, unit = asked.translator.text, asked.unit
    return [f" {unit} ({text(degree)})" for degree in DEGREES[classes]]


def _said(value: PlaceValue, ends: Sequence[str]) -> str:
    return value.text if value.class_index is None else value.text + ends[value.class_index]


def _squares(
    asked: Asked,
    names: Sequence[str],
    values: Sequence[PlaceValue],
    size: tuple[int, int],
    colours: tuple[Sequence[str], Sequence[str]],
) -> tuple[Category, ...]:
    """The squares of the key, row by row, each with its words and its places."""
    columns, rows = size
    counts = Counter(value.class_index for value in values)
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
            count=counts[row * columns + column],
        )
        for row in range(rows)
        for column in range(columns)
    )
