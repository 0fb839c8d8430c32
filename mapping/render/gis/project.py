"""A QGIS project of one map: its layers as the GeoPackage beside it has them, in its projection."""

import io
import zipfile
from collections.abc import Mapping
from typing import Final
from xml.etree.ElementTree import Element, SubElement, tostring

from mapping.cartography.layers import MapSpec
from mapping.render.gis.elements import QGIS_VERSION
from mapping.render.gis.styles import PLACES, names
from mapping.render.still.shapes import Projected, projection_of

GEOMETRIES: Final[Mapping[str, str]] = {"streams": "Line"}  # all others are polygons
_ZIPPED_ON: Final = (1980, 1, 1, 0, 0, 0)  # the same project makes the same bytes
_MARGIN: Final = 0.03  # of the extent, on each side


def project_bytes(
    spec: MapSpec,
    projected: Projected,
    renderers: Mapping[str, Element],
    labels: Mapping[str, str],
    *,
    package: str,
) -> bytes:
    """A project as QGIS 3 writes it, zipped (`.qgz`).

    Args:
        spec: The map.
        projected: Its places in the projection the project has.
        renderers: Of the layers by their name in the package, the uppermost first.
        labels: What the layers are called for people.
        package: File name of the GeoPackage, in the folder of the project.
    """
    root = Element("qgis", {"projectname": spec.title, "version": QGIS_VERSION})
    SubElement(root, "homePath", {"path": ""})
    SubElement(root, "title").text = spec.title
    _crs(SubElement(root, "projectCrs"), projection_of(projected.centre))
    tree = SubElement(root, "layer-tree-group")
    SubElement(tree, "customproperties")
    layers = Element("projectlayers")
    order = Element("layerorder")
    for name, renderer in renderers.items():
        source = f"./{package}|layername={name}"
        _tree_entry(tree, name, labels[name], source)
        _layer(layers, spec, name, labels[name], source, renderer)
        SubElement(order, "layer", {"id": _id(name)})
    root.append(_canvas(projected))
    root.extend((layers, order))
    _properties(root)
    text = "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
    text += tostring(root, encoding="unicode")
    return zipped({"map.qgs": text.encode()})


def _id(name: str) -> str:
    return f"lmp_layer_{name}"  # QGIS takes no identifier of ten letters or fewer


def _tree_entry(tree: Element, name: str, label: str, source: str) -> None:
    facts = {
        "id": _id(name),
        "name": label,
        "source": source,
        "providerKey": "ogr",
        "checked": "Qt::Checked",
        "expanded": "1",
        "legend_exp": "",
    }
    SubElement(SubElement(tree, "layer-tree-layer", facts), "customproperties")


def _layer(  # noqa: PLR0913 - what a layer of a project has
    layers: Element, spec: MapSpec, name: str, label: str, source: str, renderer: Element
) -> None:
    labelled = name == PLACES
    facts = {
        "type": "vector",
        "geometry": GEOMETRIES.get(name, "Polygon"),
        "labelsEnabled": str(int(labelled)),
        "simplifyDrawingHints": "1",
        "readOnly": "0",
    }
    layer = SubElement(layers, "maplayer", facts)
    SubElement(layer, "id").text = _id(name)
    SubElement(layer, "datasource").text = source
    SubElement(layer, "layername").text = label
    _crs(SubElement(layer, "srs"), None)
    SubElement(layer, "provider", {"encoding": "UTF-8"}).text = "ogr"
    about = (spec.source_line, spec.boundary_line, *spec.notes, spec.disclaimer)
    metadata = SubElement(layer, "resourceMetadata")
    SubElement(metadata, "title").text = spec.title
    SubElement(metadata, "abstract").text = "\n".join(about)
    layer.append(renderer)
    if labelled:
        layer.append(names())
    SubElement(layer, "layerOpacity").text = "1"


def _crs(parent: Element, proj: str | None) -> None:
    """WGS 84, or a projection of one's own as WKT and PROJ."""
    import pyproj

    made = pyproj.CRS.from_user_input(proj or "EPSG:4326")
    facts = {
        "wkt": made.to_wkt(),
        "proj4": proj or "+proj=longlat +datum=WGS84 +no_defs",
        "srsid": "0" if proj else "3452",
        "srid": "0" if proj else "4326",
        "authid": "" if proj else "EPSG:4326",
        "description": "" if proj else "WGS 84",
        "projectionacronym": "laea" if proj else "longlat",
        "ellipsoidacronym": "EPSG:7030",
        "geographicflag": "false" if proj else "true",
    }
    system = SubElement(parent, "spatialrefsys", {"nativeFormat": "Wkt"})
    for key, value in facts.items():
        SubElement(system, key).text = value


def _canvas(projected: Projected) -> Element:
    import shapely

    west, south, east, north = (float(b) for b in shapely.total_bounds(projected.whole.shapes))
    margin = _MARGIN * max(east - west, north - south)
    canvas = Element("mapcanvas", {"name": "theMapCanvas", "annotationsVisible": "1"})
    SubElement(canvas, "units").text = "meters"
    extent = SubElement(canvas, "extent")
    bounds = {
        "xmin": west - margin,
        "ymin": south - margin,
        "xmax": east + margin,
        "ymax": north + margin,
    }
    for key, value in bounds.items():
        SubElement(extent, key).text = f"{value:.2f}"
    SubElement(canvas, "rotation").text = "0"
    _crs(SubElement(canvas, "destinationsrs"), projection_of(projected.centre))
    return canvas


def _properties(root: Element) -> None:
    properties = SubElement(root, "properties")
    paths = SubElement(properties, "Paths")
    SubElement(paths, "Absolute", {"type": "bool"}).text = "false"
    system = SubElement(properties, "SpatialRefSys")
    SubElement(system, "ProjectionsEnabled", {"type": "int"}).text = "1"


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Files in one archive, the same bytes for the same files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, _ZIPPED_ON), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
