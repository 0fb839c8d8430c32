"""What a map in the browser is sent when its indicator, period or classes change.

A letter a place says its class; the browser has the geometry and fetches texts when it needs them.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from mapping.cartography.layers import ChoroplethLayer, MapSpec, Mark, PlaceValue, SymbolLayer
from mapping.render.prepare import Prepared

CLASS_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
MARK_LETTERS: Final[Mapping[Mark, str]] = {Mark.ZERO: "=", Mark.NO_DATA: ".", Mark.NOT_SHOWN: "~"}
MESSAGE_VERSION: Final = 1


def to_message(  # noqa: PLR0913 - what a map needs comes from so many places
    spec: MapSpec,
    prepared: Prepared,
    values_key: str,
    *,
    parents: Prepared | None = None,
    words: Mapping[str, str] | None = None,
    direction: str = "ltr",
) -> dict[str, Any]:
    """What the map in the browser needs to show a spec: a few bytes a place, and the legend.

    Args:
        spec: The map; its values stand in the order of the boundary set.
        prepared: Geometry and names of the spec's boundary set.
        values_key: As returned by `register_values`.
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
        **_layer(spec.layer),
        "title": spec.title,
        "source": spec.source_line,
        "boundary_source": spec.boundary_line,
        "disclaimer": spec.disclaimer,
        "notes": list(spec.notes),
        "language": spec.language,
        "direction": direction,
        "selected": spec.selected,
        "words": dict(words or {}),
    }


def class_letters(values: Sequence[PlaceValue]) -> str:
    """One character a place: the letter of its class, or of the mark that stands instead."""
    return "".join(
        MARK_LETTERS[value.mark] if value.mark else CLASS_LETTERS[value.class_index or 0]
        for value in values
    )


def size_letters(values: Sequence[PlaceValue], largest: float) -> str:
    """One character a place: the radius of its circle in 63rds of the largest, by area."""
    top = len(CLASS_LETTERS) - 1
    if largest <= 0:
        return CLASS_LETTERS[0] * len(values)
    shares = (min(abs(value.value or 0.0) / largest, 1.0) for value in values)
    return "".join(CLASS_LETTERS[round(top * share**0.5)] for share in shares)


def _layer(layer: ChoroplethLayer | SymbolLayer) -> dict[str, Any]:
    legend = layer.legend
    message: dict[str, Any] = {
        "kind": "choropleth",
        "classes": class_letters(layer.values),
        "legend": {
            "title": legend.title,
            "unit": legend.unit,
            "period": legend.period,
            "scheme": legend.scheme,
            "classes": [
                {
                    "lower": item.lower,
                    "upper": item.upper,
                    "colour": item.colour,
                    "label": item.label,
                    "count": item.count,
                }
                for item in legend.classes
            ],
            "marks": [
                {
                    "mark": mark.value,
                    "letter": letter,
                    "label": legend.mark_labels.get(mark, ""),
                    "count": legend.mark_counts.get(mark, 0),
                }
                for mark, letter in MARK_LETTERS.items()
            ],
        },
    }
    if isinstance(layer, SymbolLayer):
        message |= {
            "kind": "symbols",
            "sizes": size_letters(layer.values, layer.largest),
            "largest": layer.largest,
            "largest_radius": layer.largest_radius_px,
        }
    return message
