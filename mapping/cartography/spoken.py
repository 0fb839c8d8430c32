"""A map in words, for people who hear it: what a screen reader says of it, and of its picture."""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Final

import numpy as np

from mapping.cartography.layers import (
    BivariateLayer,
    Category,
    ChoroplethLayer,
    ClusterLayer,
    FlowLayer,
    MapClass,
    MapSpec,
    Mark,
    SymbolLayer,
)
from mapping.cartography.place_values import PlaceValues
from mapping.i18n import N_, NN_, Translator

if TYPE_CHECKING:
    from mapping.places import PlaceCode

CLASSES: Final = N_("Classes, with the number of places in each")
NO_STREAM: Final = N_("There is no stream that can be shown.")
MOST_STREAMS: Final = 3  # that are named one by one
_PLACES: Final = NN_("{label}: {count} place", "{label}: {count} places")


def spoken(spec: MapSpec, name_of: "Callable[[PlaceCode], str]") -> str:
    """What a map shows, in a few sentences: its outline, and the places in each of its classes.

    Args:
        spec: The map; its title holds what is shown, where and when.
        name_of: The name of a place in the reader's language.
    """
    words = Translator(spec.language)
    classes = [f"{one.label}: {words.number(one.count)}" for one in _entries(spec) if one.count]
    listed = f"{words.text(CLASSES)}: {'; '.join(classes)}" if classes else ""
    return _sentences([outline(spec, name_of), listed])


def outline(spec: MapSpec, name_of: "Callable[[PlaceCode], str]") -> str:
    """What a map shows whatever its classes are: title, unit, how many places, who is at the ends.

    Args:
        spec: The map; its title holds what is shown, where and when.
        name_of: The name of a place in the reader's language.
    """
    words, layer = Translator(spec.language), spec.layer
    if isinstance(layer, FlowLayer):
        said = _streams(layer, words) if layer.streams else _within(layer, name_of, words)
        return _sentences([spec.title, _unit(spec, words), *said])
    values = PlaceValues.of(layer.values)
    parts = [spec.title, _unit(spec, words), _counted(values, spec, words)]
    if isinstance(layer, (ChoroplethLayer, SymbolLayer)):
        parts.append(_ends(values, name_of, layer.legend.unit, words))
    if spec.hatch is not None:
        parts.append(words.plural(*_PLACES, len(spec.hatch.places), label=spec.hatch.label))
    if spec.points is not None:
        listed = [f"{entry.label}: {words.number(entry.count)}" for entry in spec.points.categories]
        parts.append(f"{spec.points.title}: {'; '.join(listed)}")
    return _sentences(parts)


def _sentences(parts: Iterable[str]) -> str:
    return " ".join(f"{part.rstrip(' .')}." for part in parts if part)


def _unit(spec: MapSpec, words: Translator) -> str:
    unit = spec.layer.legend.unit
    return words.text(N_("Unit: {unit}."), unit=unit) if unit else ""


def _counted(values: PlaceValues, spec: MapSpec, words: Translator) -> str:
    counts = spec.layer.legend.mark_counts
    return words.text(
        N_(
            "Map of {shown} of {places} places. {zero} are zero, {missing} have no data,"
            " {protected} are not shown."
        ),
        shown=words.number(len(values) - counts[Mark.NO_DATA] - counts[Mark.NOT_SHOWN]),
        places=words.number(len(values)),
        zero=words.number(int(np.count_nonzero(values.numbers == 0))),
        missing=words.number(counts[Mark.NO_DATA]),
        protected=words.number(counts[Mark.NOT_SHOWN]),
    )


def _ends(
    values: PlaceValues,
    name_of: "Callable[[PlaceCode], str]",
    unit: str,
    words: Translator,
) -> str:
    numbers = values.numbers
    if np.isnan(numbers).all():
        return ""
    lowest, highest = values[int(np.nanargmin(numbers))], values[int(np.nanargmax(numbers))]
    if lowest.value == highest.value:
        return ""  # nobody is at an end: the one class says what they all have
    return words.text(
        N_("Lowest: {lowest_place}, {lowest} {unit}. Highest: {highest_place}, {highest} {unit}."),
        lowest=lowest.text,
        lowest_place=name_of(lowest.place_code),
        highest=highest.text,
        highest_place=name_of(highest.place_code),
        unit=unit,
    )


def _entries(spec: MapSpec) -> Sequence[MapClass | Category]:
    match spec.layer:
        case ChoroplethLayer(legend=legend):
            return legend.classes
        case BivariateLayer(cells=entries) | ClusterLayer(categories=entries):
            return entries
        case _:
            return ()


def _within(
    layer: FlowLayer, name_of: "Callable[[PlaceCode], str]", words: Translator
) -> list[str]:
    """A map on which nobody goes from one place to another: those who moved within one."""
    return [
        words.text(NO_STREAM),
        layer.circles,
        _ends(PlaceValues.of(layer.values), name_of, layer.legend.unit, words),
    ]


def _streams(layer: FlowLayer, words: Translator) -> list[str]:
    said = [
        words.text(
            N_("From {origin} to {destination}: {people} people."),
            origin=layer.ends[stream.origin].name,
            destination=layer.ends[stream.destination].name,
            people=stream.text,
        )
        for stream in layer.streams[:MOST_STREAMS]
    ]
    return [words.text(N_("The largest streams:")) + " " + " ".join(said), layer.rest]
