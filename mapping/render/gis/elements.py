"""Pieces of XML as QGIS writes them: options, symbols, properties that an expression gives."""

from collections.abc import Mapping
from typing import Final
from xml.etree.ElementTree import Element, SubElement

QGIS_VERSION: Final = "3.22.0-Białowieża"  # newer ones open it without a warning too
LINE_MM: Final = "0.2"

Options = Mapping[str, str]


def rgba(colour: str, opacity: int = 255) -> str:
    """A colour `#rrggbb` as QGIS writes it."""
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"{red},{green},{blue},{opacity}"


def option_map(parent: Element, options: Options, name: str | None = None) -> Element:
    """Options by name, all of them texts."""
    made = SubElement(parent, "Option", {"type": "Map"} | ({"name": name} if name else {}))
    for key, value in options.items():
        SubElement(made, "Option", {"type": "QString", "name": key, "value": value})
    return made


def symbol(parent: Element, name: str, kind: str) -> Element:
    """An empty symbol: `fill`, `line` or `marker`."""
    facts = {"name": name, "type": kind, "alpha": "1", "clip_to_extent": "1", "force_rhr": "0"}
    return SubElement(parent, "symbol", facts)


def symbol_layer(
    parent: Element,
    kind: str,
    options: Options,
    expressions: Options | None = None,
    *,
    level: int = 0,
) -> Element:
    """One layer of a symbol; some of its options may be expressions.

    Where a renderer has symbol levels, those of a higher level lie over all of a lower one.
    """
    facts = {"class": kind, "enabled": "1", "locked": "0", "pass": str(level)}
    layer = SubElement(parent, "layer", facts)
    option_map(layer, options)
    if expressions:
        _properties(layer, expressions)
    return layer


def _properties(layer: Element, expressions: Options) -> None:
    holder = SubElement(layer, "data_defined_properties")
    outer = option_map(holder, {"name": ""})
    inner = SubElement(outer, "Option", {"type": "Map", "name": "properties"})
    for key, expression in expressions.items():
        one = SubElement(inner, "Option", {"type": "Map", "name": key})
        SubElement(one, "Option", {"type": "bool", "name": "active", "value": "true"})
        SubElement(one, "Option", {"type": "QString", "name": "expression", "value": expression})
        SubElement(one, "Option", {"type": "int", "name": "type", "value": "3"})
    SubElement(outer, "Option", {"type": "QString", "name": "type", "value": "collection"})


def fill(  # noqa: PLR0913 - what a fill has
    parent: Element,
    name: str,
    colour: str,
    border: str,
    *,
    style: str = "solid",
    expressions: Options | None = None,
) -> Element:
    """A symbol that fills places."""
    made = symbol(parent, name, "fill")
    options = {
        "color": rgba(colour),
        "style": style,
        "outline_color": rgba(border),
        "outline_style": "solid",
        "outline_width": LINE_MM,
        "outline_width_unit": "MM",
        "joinstyle": "round",
    }
    symbol_layer(made, "SimpleFill", options, expressions)
    return made
