"""What a map in the browser is sent when its indicator, period or classes change.

A letter a place says its class; the browser has the geometry and fetches texts when it needs them.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final, assert_never

import numpy as np

from mapping.cartography.layers import (
    BivariateLayer,
    Category,
    ChoroplethLayer,
    ClusterLayer,
    FlowLayer,
    Hatch,
    Legend,
    MapClass,
    MapKind,
    MapLayer,
    MapSpec,
    PointOverlay,
    SymbolLayer,
)
from mapping.cartography.palettes import FLOW_COLOURS, SYMBOL_COLOURS, Surface
from mapping.cartography.place_values import PlaceValues
from mapping.i18n import Translator
from mapping.render.letters import (
    CLASS_LETTERS,
    MARK_LETTERS,
    class_letters,
    number_letters,
    pair_letters,
    place_letters,
    size_letters,
)
from mapping.render.prepare import Prepared

MESSAGE_VERSION: Final = 1


def to_message(  # noqa: PLR0913 - what a map needs comes from so many places
    spec: MapSpec,
    prepared: Prepared,
    values_key: str,
    *,
    streams_key: str | None = None,
    points_key: str | None = None,
    parents: Prepared | None = None,
    words: Mapping[str, str] | None = None,
    direction: str = "ltr",
) -> dict[str, Any]:
    """What the map in the browser needs to show a spec: a few bytes a place, and the legend.

    Args:
        spec: The map; its values stand in the order of the boundary set.
        prepared: Geometry and names of the spec's boundary set.
        values_key: As returned by `register_places`.
        streams_key: The same of the texts and numbers of the streams of a flow map; what
            `streams_key_of` says if nothing is given.
        points_key: The same of `point_texts` and `point_numbers` of what lies over the map; what
            `points_key_of` says if nothing is given.
        parents: The boundary set one level up, for names and thicker borders.
        words: Words of the interface, in the reader's language.
        direction: Of the language: `ltr` or `rtl`.

    Raises:
        ValueError: the spec has not one value for each prepared place.
    """
    if len(spec.layer.values) != prepared.places:
        raise ValueError(f"{len(spec.layer.values)} values for {prepared.places} places")
    return {
        "version": MESSAGE_VERSION,
        "boundaries": spec.boundary_id,
        "geo": [{"key": lod.key, "tolerance": lod.tolerance} for lod in prepared.lods],
        "places": prepared.places_key,
        "parents": parents.places_key if parents else None,
        "values": values_key,
        **layer_message(spec.layer, streams_key or streams_key_of(values_key)),
        **_points(spec.points, points_key or points_key_of(values_key)),
        "hatch": hatch_message(spec.hatch, prepared.places),
        "losses": losses_message(spec.layer),
        "title": spec.title,
        "spoken": spec.spoken or spec.title,
        "source": spec.source_line,
        "boundary_source": spec.boundary_line,
        "disclaimer": spec.disclaimer,
        "notes": list(spec.notes),
        "language": Translator(spec.language).language,
        "direction": direction,
        "selected": spec.selected,
        "words": dict(words or {}),
    }


def streams_key_of(values_key: str) -> str:
    """Under which a file finds the streams of a map whose values have a key."""
    return f"{values_key}-streams"


def points_key_of(values_key: str) -> str:
    """The same of the points over the map."""
    return f"{values_key}-points"


def hatch_message(hatch: Hatch | None, places: int) -> dict[str, Any] | None:
    """The reason of slanted lines, and six places a letter: its bits, the least first.

    Args:
        hatch: What a map says; None for no lines, and also where no place has them.
        places: How many places the map has.
    """
    if hatch is None or not hatch.places:
        return None
    letters = place_letters(hatch.places, places)
    return {"label": hatch.label, "count": len(hatch.places), "places": letters}


def losses_message(layer: MapLayer) -> dict[str, Any] | None:
    """Which circles stand for a number below zero, with their colour.

    None where there is none, and for maps without such circles.
    """
    if not isinstance(layer, SymbolLayer):
        return None
    below = np.flatnonzero(PlaceValues.of(layer.values).numbers < 0).tolist()
    if not below:
        return None
    (_, colour), (_, dark) = (SYMBOL_COLOURS[surface] for surface in (Surface.LIGHT, Surface.DARK))
    letters = place_letters(below, len(layer.values))
    return {"colour": colour, "dark": dark, "count": len(below), "places": letters}


def point_texts(overlay: PointOverlay) -> list[str]:
    """What each point is called."""
    return [point.text for point in overlay.points]


def point_numbers(overlay: PointOverlay) -> list[float | None]:
    """Longitude, latitude and category of each point, one after the other."""
    return [
        number
        for point in overlay.points
        for number in (round(point.longitude, 6), round(point.latitude, 6), point.category)
    ]


def layer_message(layer: MapLayer, streams_key: str = "") -> dict[str, Any]:
    """What a message says of the layer itself: its kind, the class of each place, and its key."""
    match layer:
        case ChoroplethLayer():
            return _message(MapKind.CHOROPLETH, layer, layer.legend.classes)
        case SymbolLayer():
            return _message(MapKind.SYMBOLS, layer, layer.legend.classes) | _circles(layer)
        case ClusterLayer():
            return _message(MapKind.CLUSTERS, layer, layer.categories)
        case BivariateLayer():
            message = _message(MapKind.BIVARIATE, layer, layer.cells)
            axes = [_axis(layer.first), _axis(layer.second)]
            return message | {"pairs": pair_letters(layer), "axes": axes}
        case FlowLayer():
            message = _message(MapKind.FLOWS, layer, layer.legend.classes)
            return message | _circles(layer) | _streams(layer, streams_key)
        case _:
            assert_never(layer)


def _message(
    kind: MapKind, layer: MapLayer, entries: Sequence[MapClass | Category]
) -> dict[str, Any]:
    legend = layer.legend
    marks = [
        {
            "mark": mark.value,
            "letter": letter,
            "label": legend.mark_labels.get(mark, ""),
            "count": legend.mark_counts.get(mark, 0),
        }
        for mark, letter in MARK_LETTERS.items()
    ]
    return {
        "kind": kind.value,
        "classes": class_letters(layer.values),
        "legend": _axis(legend)
        | {
            "scheme": legend.scheme,
            "palette": legend.palette,
            "midpoint": legend.midpoint,
            "classes": [_entry(entry) for entry in entries],
            "marks": marks,
        },
    }


def _axis(legend: Legend) -> dict[str, Any]:
    return {
        "title": legend.title,
        "unit": legend.unit,
        "period": legend.period,
        "classes": [_entry(entry) for entry in legend.classes],
    }


def _entry(entry: MapClass | Category) -> dict[str, Any]:
    said: dict[str, Any] = {"label": entry.label, "count": entry.count, "colour": entry.colour}
    if entry.dark:
        said["dark"] = entry.dark
    if isinstance(entry, MapClass):
        said |= {"lower": entry.lower, "upper": entry.upper}
    return said


def _circles(layer: SymbolLayer | FlowLayer) -> dict[str, Any]:
    return {
        "sizes": size_letters(layer.values, layer.largest) if layer.largest else "",
        "largest": layer.largest,
        "largest_radius": layer.largest_radius_px,
    }


def _streams(layer: FlowLayer, streams_key: str) -> dict[str, Any]:
    """Both ends and the width of each stream in seven letters; its text waits until it is read.

    An end is a place by its position, or a group of places behind the last of them.
    """
    places = len(layer.values)
    groups = [at for at, end in enumerate(layer.ends) if len(end.members) != 1]
    numbers = {end: places + index for index, end in enumerate(groups)}

    def letters(end: int) -> str:
        number = numbers.get(end)
        return number_letters(layer.ends[end].members[0] if number is None else number)

    top = max((stream.value for stream in layer.streams), default=1.0)
    widest = len(CLASS_LETTERS) - 1
    return {
        "streams": {
            "key": streams_key,
            "origins": "".join(letters(stream.origin) for stream in layer.streams),
            "destinations": "".join(letters(stream.destination) for stream in layer.streams),
            "widths": "".join(
                CLASS_LETTERS[round(widest * stream.value / top)] for stream in layer.streams
            ),
            "groups": [
                {"code": end.place_code, "name": end.name, "members": end.members}
                for end in (layer.ends[at] for at in groups)
            ],
            "top": top,
            "drawn": layer.drawn,
            "threshold": layer.threshold,
            "rest": layer.rest,
            "largest_width": layer.largest_width_px,
            "circles": layer.circles,
            "colours": FLOW_COLOURS[Surface.LIGHT],
            "dark": FLOW_COLOURS[Surface.DARK],
            "both_ways": layer.origins_on_map,
        }
    }


def _points(overlay: PointOverlay | None, points_key: str) -> dict[str, Any]:
    if overlay is None:
        return {}
    return {
        "points": {
            "key": points_key,
            "title": overlay.title,
            "source": overlay.source_line,
            "categories": [_entry(category) for category in overlay.categories],
        }
    }
