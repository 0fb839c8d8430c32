"""What the key of a map may be edited to, for the fields that stand in it."""

from collections.abc import Mapping
from typing import Any

from mapping.cartography.layers import BivariateLayer, ChoroplethLayer, MapSpec
from mapping.cartography.palettes import (
    BIVARIATE,
    DIVERGING,
    PALETTE_LABELS,
    SEQUENTIAL,
    Surface,
    bivariate,
    diverging,
    sequential,
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
    return [
        {
            "name": name,
            "label": translator.text(PALETTE_LABELS[name]),
            "colours": _strip(name, Surface.LIGHT),
            "dark": _strip(name, Surface.DARK),
        }
        for name in _fitting(spec)
    ]


def _fitting(spec: MapSpec) -> tuple[str, ...]:
    """The palettes for the figures of a map, the usual one first."""
    match spec.layer:
        case BivariateLayer():
            return BIVARIATE
        case ChoroplethLayer(legend=legend):
            return SEQUENTIAL if legend.midpoint is None else DIVERGING
        case _:
            return ()


def _strip(palette: str, surface: Surface) -> tuple[str, ...]:
    """A few colours by which a palette is known."""
    if palette in SEQUENTIAL:
        return sequential(5, surface, palette)
    if palette in DIVERGING:
        return diverging(2, 2, centre=True, surface=surface, palette=palette)
    return bivariate(2, 2, surface, palette)
