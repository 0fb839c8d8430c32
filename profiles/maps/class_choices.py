"""Every number of classes and way to find them that a map offers, for a browser to switch between.

The browser has the figures of the places; with the breaks it finds their classes by itself, as
`Classification.index` does.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from mapping.cartography.breaks import MOST_CLASSES, Scheme
from mapping.cartography.classify import DEFAULT_CLASSES, Classification
from mapping.cartography.layers import (
    BivariateLayer,
    ChoroplethLayer,
    Legend,
    MapLayer,
    MapSpec,
)
from mapping.cartography.palettes import (
    BIVARIATE,
    PALETTE_LABELS,
    Surface,
    bivariate,
    colours_for,
    palettes_of,
)
from mapping.i18n import N_, Translator
from mapping.render.message import layer_message
from profiles.column import Column
from profiles.indicators.model import Indicator
from profiles.maps.asked import Asked
from profiles.maps.bivariate import MOST_CLASSES as MOST_OF_TWO
from profiles.maps.change_classes import change_decimals, change_labels, change_scale
from profiles.maps.choropleth import classified
from profiles.maps.drawing import FEWER_CLASSES
from profiles.maps.legends import class_labels

if TYPE_CHECKING:
    from profiles.maps.drawing import Request

SCHEME_LABELS: Final[Mapping[Scheme, str]] = {
    Scheme.QUANTILES: N_("Equal numbers of places"),
    Scheme.EQUAL: N_("Equal steps"),
    Scheme.PRETTY: N_("Round numbers"),
    Scheme.FISHER_JENKS: N_("Natural breaks"),
    Scheme.STANDARD_DEVIATION: N_("Standard deviations from the mean"),
    Scheme.MANUAL: N_("Breaks of my own"),
}
"""The usual one first."""

_NUMBERS: Final = range(2, MOST_CLASSES + 1)
_FEWEST_DIVERGING: Final = 3  # below, around and above the middle
_COMPUTED: Final = tuple(scheme for scheme in SCHEME_LABELS if scheme is not Scheme.MANUAL)


def scheme_code(scheme: str) -> str:
    """A scheme as an address says it: nothing for the usual one."""
    return "" if scheme == _COMPUTED[0] else str(scheme)


def number_code(classes: int) -> str:
    """A number of classes as an address says it."""
    return "" if classes == DEFAULT_CLASSES else str(classes)


def class_choices(layer: MapLayer, request: "Request", *, can_switch: bool) -> dict[str, Any]:
    """What the classes of a map may be changed to, as JSON.

    Args:
        layer: Of the map.
        request: What it was made from.
        can_switch: Whether the map is of places filled by the class of a figure, which a browser
            can find by itself.

    Returns:
        `palettes` for the classes as they are; `schemes` and `numbers` as pairs of code and label;
        `choices`, each with a scheme and a number as codes, its `breaks`, `labels`, `midpoint`,
        whether there are `fewer` classes than asked for, and its `palettes`; and `fewer`, the note
        that says so. Of two rates a number that is usual stands for the most there may be.
    """
    words = request.asked.translator
    numbers = {number: number for number in _NUMBERS}
    if isinstance(layer, BivariateLayer):
        numbers = {number: min(number, MOST_OF_TWO) for _, number in computed_classes()}
    elif _is_diverging(layer.legend, request.asked.indicator):
        numbers = _odd_numbers(request.asked.classes)
    return {
        "schemes": [(scheme_code(one), words.text(SCHEME_LABELS[one])) for one in SCHEME_LABELS],
        "numbers": [(number_code(one), words.number(drawn)) for one, drawn in numbers.items()],
        "palettes": palettes(layer, words),
        "choices": _choices(request) if can_switch else [],
        "fewer": words.text(FEWER_CLASSES),
    }


def change_choices(layer: ChoroplethLayer, request: "Request") -> dict[str, Any]:
    """The same of a map of changes: numbers of classes, each with its classes, whatever the scheme.

    Args:
        layer: Of the map.
        request: What the map of its later period is made from.
    """
    words, decimals = request.asked.translator, change_decimals(request.asked.indicator)
    shown = [one.value for one in layer.values if one.value is not None]
    choices = []
    for number in _NUMBERS:
        found = change_scale(shown, classes=number, decimals=decimals)
        choices.append(
            {
                "classes": number_code(number),
                "breaks": found.breaks,
                "labels": change_labels(found, words),
                "midpoint": found.midpoint,
                "palettes": _of_classes(found, words)[:1],
            }
        )
    return class_choices(layer, request, can_switch=False) | {"choices": choices}


def _is_diverging(legend: Legend, indicator: Indicator) -> bool:
    """Whether classes lie on both sides of a middle; the mean of deviations is none."""
    middle = legend.midpoint
    if middle is None or middle not in {0.0, indicator.midpoint} or not legend.classes:
        return False
    return legend.classes[0].lower < middle < legend.classes[-1].upper


def _odd_numbers(asked: int) -> dict[int, int]:
    """How many classes are asked for, and how many a diverging scale has then.

    Of several that come to the same the one that is asked for stands.
    """
    drawn = {number: max(number - 1 + number % 2, _FEWEST_DIVERGING) for number in _NUMBERS}
    numbers = {of: number for number, of in drawn.items() if number == of}
    return {asked if drawn[asked] == of else number: of for of, number in numbers.items()}


def computed_classes() -> list[tuple[str, int]]:
    """Every scheme of two rates with every number of classes that each may have.

    The usual number stands for the most that there may be of each.
    """
    numbers = (*range(2, MOST_OF_TWO), DEFAULT_CLASSES)
    return [(scheme.value, number) for scheme in _COMPUTED for number in numbers]


def two_rates_choice(spec: MapSpec) -> dict[str, Any]:
    """A map of two rates in other classes: texts too, for they name the classes of a place."""
    values = spec.layer.values
    return {
        "texts": [value.text for value in values],
        "numbers": [value.value for value in values],
        "palettes": palettes(spec.layer, Translator(spec.language)),
        "map": layer_message(spec.layer) | {"spoken": spec.spoken, "notes": list(spec.notes)},
    }


def _choices(request: "Request") -> list[dict[str, Any]]:
    cells = request.cells(request.asked)
    return [
        _choice(replace(request.asked, scheme=scheme, classes=number, breaks=()), cells)
        for scheme in _COMPUTED
        for number in _NUMBERS
    ]


def _choice(asked: Asked, cells: Column) -> dict[str, Any]:
    found, _ = classified(asked, cells)
    return {
        "scheme": scheme_code(asked.scheme),
        "classes": number_code(asked.classes),
        "breaks": found.breaks,
        "labels": class_labels(asked, found),
        "midpoint": found.midpoint,
        "fewer": asked.has_fewer_than_asked(found.class_count),
        "palettes": _of_classes(found, asked.translator),
    }


def palettes(layer: MapLayer, words: Translator) -> list[dict[str, Any]]:
    """The palettes that fit a map as it is, the usual one first."""
    match layer:
        case BivariateLayer(first=first, second=second):
            size = len(first.classes), len(second.classes)
            return [
                _palette(name, [bivariate(*size, surface, name) for surface in Surface], words)
                for name in BIVARIATE
            ]
        case ChoroplethLayer(legend=legend) if legend.classes:
            breaks = (legend.classes[0].lower, *(one.upper for one in legend.classes))
            known = Classification(
                scheme=Scheme.MANUAL, breaks=breaks, decimals=0, midpoint=legend.midpoint
            )
            return _of_classes(known, words)
        case _:
            return []


def _of_classes(classes: Classification, words: Translator) -> list[dict[str, Any]]:
    return [
        _palette(name, [colours_for(classes, surface, name) for surface in Surface], words)
        for name in palettes_of(classes)
    ]


def _palette(name: str, colours: Sequence[Sequence[str]], words: Translator) -> dict[str, Any]:
    light, dark = colours
    label = words.text(PALETTE_LABELS[name])
    return {"name": name, "label": label, "colours": light, "dark": dark}
