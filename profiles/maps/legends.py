"""What every kind of map says of a place, and the parts of its key."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from mapping.cartography.classify import Classification
from mapping.cartography.layers import Legend, MapClass, Mark, PlaceValue
from mapping.cartography.palettes import Surface, colours_for, palette_named, palettes_of
from mapping.cartography.place_values import PlaceValues, state_of
from mapping.i18n import N_, Translator
from profiles.column import Column
from profiles.indicators.model import Status
from profiles.maps import words as map_words
from profiles.maps.asked import Asked
from profiles.protection.reliability import marked

if TYPE_CHECKING:
    from profiles.protection.published import PublishedValue

MARK_LABELS: Final[Mapping[Mark, str]] = {
    Mark.ZERO: N_("Zero"),
    Mark.NO_DATA: N_("No data"),
    Mark.NOT_SHOWN: N_("Not shown (protected)"),
}
_MARK_TEXTS: Final[Mapping[Mark, str]] = {
    Mark.NO_DATA: N_("no data"),
    Mark.NOT_SHOWN: N_("not shown"),
}


def mark_of(cell: "PublishedValue | None", *, marks_zero: bool = True) -> Mark | None:
    """What stands in a place instead of a class.

    Args:
        cell: The published figure of the place; None where the table has no row for it.
        marks_zero: Whether a true zero is a mark of its own; around a midpoint of zero it is not.
    """
    if cell is None or cell.value is None:
        protected = cell is not None and cell.status is Status.SUPPRESSED
        return Mark.NOT_SHOWN if protected else Mark.NO_DATA
    return Mark.ZERO if cell.value == 0 and marks_zero else None


def text_of(asked: Asked, cell: "PublishedValue | None") -> str:
    """A figure without its unit, or the words for why there is none."""
    if cell is not None and cell.value is not None:
        return marked(asked.figure(cell.value), cell.reliability)
    if cell is not None and cell.status is Status.NOT_APPLICABLE:
        return asked.translator.text(N_("not applicable"))
    return asked.translator.text(_MARK_TEXTS[mark_of(cell) or Mark.NO_DATA])


def flag_of(cell: "PublishedValue | None") -> str:
    """The letter of a figure's status that files have; empty where there is no row for it."""
    return "" if cell is None else cell.observation_status


def place_values(
    asked: Asked,
    cells: Column,
    classes_of: Callable[[npt.NDArray[np.float64]], npt.NDArray[np.intp]],
    *,
    marks_zero: bool = True,
) -> PlaceValues:
    """Every place with the class of its figure."""
    numbers = cells.numbers
    is_shown = ~np.isnan(numbers)
    states = np.full(len(numbers), state_of(Mark.NO_DATA), dtype=np.int8)
    states[is_shown] = classes_of(numbers[is_shown])
    if marks_zero:
        states[numbers == 0] = state_of(Mark.ZERO)
    hidden = (at for at, cell in cells.apart.items() if mark_of(cell) is Mark.NOT_SHOWN)
    states[list(hidden)] = state_of(Mark.NOT_SHOWN)
    return PlaceValues(
        codes=cells.codes, numbers=numbers, states=states, words=partial(_words, asked, cells)
    )


def _words(asked: Asked, cells: Column, positions: Sequence[int]) -> Iterator[tuple[str, str]]:
    """What is said of some places, and the flag of each."""
    known: dict[float, str] = {}  # many figures look the same
    numbers = cells.numbers[np.array(positions, dtype=np.intp)].tolist()
    for at, value in zip(positions, numbers, strict=True):
        if at in cells.apart:
            cell = cells.apart[at]
            yield text_of(asked, cell), flag_of(cell)
            continue
        if value not in known:
            known[value] = asked.figure(value)
        yield known[value], Status.NORMAL.value


def map_classes(asked: Asked, classes: Classification, values: PlaceValues) -> tuple[MapClass, ...]:
    """The classes of a key with colours, labels, and how many places each holds."""
    light = colours_for(classes, Surface.LIGHT, asked.palette)
    dark = colours_for(classes, Surface.DARK, asked.palette)
    bounds = zip(classes.breaks, classes.breaks[1:], strict=False)
    labels = class_labels(asked, classes)
    return tuple(
        MapClass(
            lower=low,
            upper=up,
            colour=light[i],
            dark=dark[i],
            label=labels[i],
            count=values.in_class(i),
        )
        for i, (low, up) in enumerate(bounds)
    )


def class_labels(asked: Asked, classes: Classification) -> list[str]:
    """What stands beside each class: both bounds, or the one value of a class without width."""
    signed = any(b < 0 for b in classes.breaks)
    template = N_("{lower} to {upper}") if signed else "{lower}–{upper}"
    labels = []
    for low, up in zip(classes.breaks, classes.breaks[1:], strict=False):
        lower, upper = asked.number(low, classes.decimals), asked.number(up, classes.decimals)
        both = asked.translator.text(template, lower=lower, upper=upper)
        labels.append(upper if low == up else both)
    return labels


def classed_legend(
    asked: Asked,
    classification: Classification,
    values: PlaceValues,
    *,
    marks_zero: bool = True,
) -> Legend:
    """The key of places filled by class."""
    return Legend(
        title=asked.name,
        unit=asked.unit,
        period=map_words.period_text(asked.period),
        classes=map_classes(asked, classification, values),
        scheme=classification.scheme,
        palette=palette_named(asked.palette, palettes_of(classification)),
        midpoint=classification.midpoint,
        mark_counts=mark_counts(values),
        mark_labels=mark_labels(asked.translator, marks_zero=marks_zero),
    )


def mark_counts(values: Sequence[PlaceValue]) -> dict[Mark, int]:
    """How many places carry each mark."""
    columns = PlaceValues.of(values)
    return {mark: columns.with_mark(mark) for mark in Mark}


def mark_labels(translator: Translator, *, marks_zero: bool = True) -> dict[Mark, str]:
    """The words of each mark; without zero where it is a figure like others."""
    wanted = (mark for mark in Mark if marks_zero or mark is not Mark.ZERO)
    return {mark: translator.text(MARK_LABELS[mark]) for mark in wanted}
