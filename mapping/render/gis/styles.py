"""How QGIS draws a map: the same classes, breaks and colours, as its renderers have them.

A range of QGIS holds both its bounds, and of two ranges with a common bound it takes the first: a
value on an edge lies in the lower class, as everywhere here.
"""

from collections.abc import Sequence
from typing import Final, assert_never
from xml.etree.ElementTree import Element, SubElement, tostring

from mapping.cartography.layers import (
    BivariateLayer,
    Category,
    ChoroplethLayer,
    ClusterLayer,
    FlowLayer,
    MapLayer,
    MapSpec,
    Mark,
    SymbolLayer,
)
from mapping.cartography.palettes import (
    FLOW_COLOURS,
    HATCH_COLOURS,
    MARK_COLOURS,
    SYMBOL_COLOURS,
    Surface,
)
from mapping.render.gis.elements import (
    LINE_MM,
    QGIS_VERSION,
    fill,
    rgba,
    symbol,
    symbol_layer,
)

BORDER: Final = "#8b949d"
LAND: Final = "#eceff1"
WHITE: Final = "#ffffff"
MM_A_PX: Final = 25.4 / 96
GAIN, LOSS = SYMBOL_COLOURS[Surface.LIGHT]
PLACES: Final = "places"
MARKS: Final = "marks"
STREAMS: Final = "streams"
# Places with a mark have a layer of their own below, as a renderer by class has no room for them.
VALUE: Final = 'if("mark" = \'\', "value", NULL)'


def qml(renderer: Element, *, labels: bool) -> str:
    """A style as QGIS keeps it with a layer."""
    root = Element(
        "qgis",
        {
            "version": QGIS_VERSION,
            "styleCategories": "Symbology|Labeling",
            "labelsEnabled": str(int(labels)),
        },
    )
    root.append(renderer)
    if labels:
        root.append(names())
    doctype = "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
    return doctype + tostring(root, encoding="unicode")


def places_renderer(layer: MapLayer) -> Element:
    """How the places of a map are drawn."""
    match layer:
        case ChoroplethLayer():
            return _by_range(layer)
        case BivariateLayer():
            return _by_class(layer.cells)
        case ClusterLayer():
            return _by_class(layer.categories)
        case SymbolLayer() | FlowLayer():
            return _circles(layer)
        case _:
            assert_never(layer)


def marks_renderer(spec: MapSpec) -> Element:
    """How places are drawn that have a mark instead of a class."""
    root = _renderer("categorizedSymbol", attr="mark")
    labels, colours = spec.layer.legend.mark_labels, MARK_COLOURS[Surface.LIGHT]
    categories = SubElement(root, "categories")
    symbols = SubElement(root, "symbols")
    for number, (mark, label) in enumerate(labels.items()):
        facts = {"value": mark.value, "symbol": str(number), "label": label}
        SubElement(categories, "category", {**facts, "render": "true", "type": "string"})
        if mark is Mark.NOT_SHOWN:
            hatch = HATCH_COLOURS[Surface.LIGHT]
            fill(symbols, str(number), hatch, BORDER, style="b_diagonal")
        else:
            fill(symbols, str(number), colours[mark], BORDER)
    return root


def streams_renderer(layer: FlowLayer) -> Element:
    """Lines as wide as their people are many, with an arrow's head."""
    root = _renderer("singleSymbol")
    line = symbol(SubElement(root, "symbols"), "0", "line")
    largest = max((stream.value for stream in layer.streams), default=1.0)
    widest = layer.largest_width_px * MM_A_PX
    width = f'max(0.2, {widest:.4f} * "value" / {largest!r})'
    options = {
        "is_curved": "1",
        "is_repeated": "0",
        "head_type": "0",
        "head_length": "2",
        "head_thickness": "1.5",
        "arrow_width": "1",
        "arrow_start_width": "1",
    }
    made = symbol_layer(
        line, "ArrowLine", options, {"arrowStartWidth": width, "arrowWidth": f"({width}) / 4"}
    )
    inner = symbol(made, "@0@0", "fill")
    colour = FLOW_COLOURS[Surface.LIGHT][2]
    symbol_layer(inner, "SimpleFill", {"color": rgba(colour, 200), "outline_style": "no"})
    return root


def names() -> Element:
    """The names of places as labels with a white edge, where there is room."""
    labeling = Element("labeling", {"type": "simple"})
    settings = SubElement(labeling, "settings", {"calloutType": "simple"})
    text = {
        "fieldName": "name",
        "isExpression": "0",
        "fontFamily": "Noto Sans",
        "fontSize": "8",
        "fontSizeUnit": "Point",
        "textColor": rgba("#1f2428"),
    }
    style = SubElement(settings, "text-style", text)
    buffer = {"bufferDraw": "1", "bufferSize": "0.7", "bufferSizeUnits": "MM"}
    SubElement(style, "text-buffer", {**buffer, "bufferColor": rgba(WHITE)})
    SubElement(settings, "placement", {"placement": "1", "quadOffset": "7"})
    SubElement(settings, "rendering", {"fitInPolygonOnly": "0", "drawLabels": "1"})
    return labeling


def _renderer(kind: str, **facts: str) -> Element:
    usual = {"forceraster": "0", "symbollevels": "0", "enableorderby": "0", "referencescale": "-1"}
    return Element("renderer-v2", {"type": kind, **usual, **facts})


def _by_range(layer: ChoroplethLayer) -> Element:
    root = _renderer("graduatedSymbol", attr=VALUE, graduatedMethod="GraduatedColor")
    ranges = SubElement(root, "ranges")
    symbols = SubElement(root, "symbols")
    for number, row in enumerate(layer.legend.classes):
        bounds = {"lower": f"{row.lower:.15f}", "upper": f"{row.upper:.15f}"}
        facts = {**bounds, "symbol": str(number), "label": row.label, "render": "true"}
        SubElement(ranges, "range", facts)
        fill(symbols, str(number), row.colour, BORDER)
    return root


def _by_class(rows: Sequence[Category]) -> Element:
    root = _renderer("categorizedSymbol", attr="class_index")
    categories = SubElement(root, "categories")
    symbols = SubElement(root, "symbols")
    for number, row in enumerate(rows):
        facts = {"value": str(number), "symbol": str(number), "label": row.label}
        SubElement(categories, "category", {**facts, "render": "true", "type": "long"})
        fill(symbols, str(number), row.colour, BORDER)
    return root


def _circles(layer: SymbolLayer | FlowLayer) -> Element:
    """Land, and in its middle a circle whose area is the value.

    The circles lie over the land of all places; where a place has a mark, its layer shows below.
    """
    root = _renderer("singleSymbol", symbollevels="1")
    unmarked = {"fillColor": f"if(\"mark\" = '', '{rgba(LAND)}', '{rgba(LAND, 0)}')"}
    land = fill(SubElement(root, "symbols"), "0", LAND, BORDER, expressions=unmarked)
    # Worked out before the projection, as the ends of streams are: they meet in the circle.
    middle = {"SymbolType": "Marker", "geometryModifier": "point_on_surface($geometry)"}
    centred = symbol_layer(land, "GeometryGenerator", middle, level=1)
    marker = symbol(centred, "@0@1", "marker")
    across = 2 * layer.largest_radius_px * MM_A_PX
    largest = layer.largest or 1.0
    colour = GAIN if isinstance(layer, SymbolLayer) else FLOW_COLOURS[Surface.LIGHT][2]
    options = {
        "name": "circle",
        "color": rgba(colour, 200),
        "outline_color": rgba(WHITE),
        "outline_width": LINE_MM,
        "size": "0",
        "size_unit": "MM",
        "scale_method": "diameter",
    }
    expressions = {"size": f'coalesce({across:.4f} * sqrt(abs("value") / {largest!r}), 0)'}
    if isinstance(layer, SymbolLayer):
        expressions["fillColor"] = f"if(\"value\" < 0, '{rgba(LOSS, 200)}', '{rgba(GAIN, 200)}')"
    symbol_layer(marker, "SimpleMarker", options, expressions)
    return root
