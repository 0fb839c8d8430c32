"""What the key of a map may be edited to, for the fields that stand in it."""

from collections.abc import Mapping
from typing import Any

from mapping.cartography.breaks import Scheme
from mapping.cartography.classify import Classification
from mapping.cartography.layers import BivariateLayer, ChoroplethLayer, MapLayer, MapSpec
from mapping.cartography.palettes import (
    BIVARIATE,
    DIVERGING,
    PALETTE_LABELS,
    SEQUENTIAL,
    Surface,
    bivariate,
    colours_for,
)
from mapping.i18n import Translator
from mapping.ui.routes_geo import register_data
from profiles.maps import Look
from profiles.maps.look import LONGEST_TITLE


def editor_message(spec: MapSpec, look: Look, translator: Translator) -> Mapping[str, Any]:
    """What the frame needs to offer the fields: title, breaks, and the key of palettes that fit.

    The palettes are fetched when the fields are opened: they would go with every change of the map.
    """
    return {
        "title": look.title,
        "longest": LONGEST_TITLE,
        "breaks": "; ".join(f"{number:.15g}" for number in look.breaks),
        "has_breaks": isinstance(spec.layer, ChoroplethLayer),
        "palettes": register_data({"palettes": _palettes(spec, translator)}),
    }


def _palettes(spec: MapSpec, translator: Translator) -> list[dict[str, Any]]:
    """The palettes that fit a map, the usual one first, each with the colours of its classes."""
    return [
        {
            "name": name,
            "label": translator.text(PALETTE_LABELS[name]),
            "colours": _colours(spec.layer, name, Surface.LIGHT),
            "dark": _colours(spec.layer, name, Surface.DARK),
        }
        for name in _fitting(spec.layer)
    ]


def _fitting(layer: MapLayer) -> tuple[str, ...]:
    match layer:
        case BivariateLayer():
            return BIVARIATE
        case ChoroplethLayer(legend=legend):
            return SEQUENTIAL if legend.midpoint is None else DIVERGING
        case _:
            return ()


def _colours(layer: MapLayer, palette: str, surface: Surface) -> tuple[str, ...]:
    if isinstance(layer, BivariateLayer):
        return bivariate(len(layer.first.classes), len(layer.second.classes), surface, palette)
    classes = layer.legend.classes
    if not classes:
        return ()
    breaks = (classes[0].lower, *(one.upper for one in classes))
    known = Classification(
        scheme=Scheme.MANUAL, breaks=breaks, decimals=0, midpoint=layer.legend.midpoint
    )
    return colours_for(known, surface, palette)
