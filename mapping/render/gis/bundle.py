"""One map as files for QGIS: a GeoPackage that carries its styles, a project, or both zipped.

GDAL writes the GeoPackage in a process of its own, from tables of this map alone:

    python -m mapping.render.gis.worker FOLDER OUT.gpkg
"""

import datetime
import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from mapping.atomic import write_atomically
from mapping.cartography.layers import FlowLayer, MapSpec
from mapping.i18n import N_, Translator
from mapping.own_process import write_apart
from mapping.render.gis.project import project_bytes, zipped
from mapping.render.gis.styles import (
    MARKS,
    PLACES,
    STREAMS,
    marks_renderer,
    places_renderer,
    qml,
    streams_renderer,
)
from mapping.render.gis.tables import tables_of
from mapping.render.still.shapes import project

if TYPE_CHECKING:
    from mapping.boundaries.model import BoundarySet


def to_geopackage(spec: MapSpec, boundaries: "BoundarySet", *, today: datetime.date) -> bytes:
    """The places of a map with their figures and marks, each layer with its style.

    Raises:
        StorageError: it could not be written.
    """
    tables = tables_of(spec, boundaries)
    styles = {name: qml(_renderer(name, spec), labels=name == PLACES) for name in tables}
    with tempfile.TemporaryDirectory(prefix="lmp-gis-") as name:
        folder, out = Path(name), Path(name) / "map.gpkg"
        for table, frame in tables.items():
            frame.to_parquet(folder / f"{table}.parquet")
        facts = {"styles": styles, "made_on": today.isoformat()}
        write_atomically(folder / "facts.json", json.dumps(facts, ensure_ascii=False))
        write_apart("mapping.render.gis.worker", str(folder), str(out), path=Path(out.name))
        return out.read_bytes()


def to_project(spec: MapSpec, boundaries: "BoundarySet", *, package: str) -> bytes:
    """A QGIS project (`.qgz`) of a GeoPackage in the same folder.

    Args:
        spec: The map.
        boundaries: Its places.
        package: File name of the GeoPackage.
    """
    layers = tables_of(spec, boundaries)
    renderers = {name: _renderer(name, spec) for name in layers}
    labels = {name: _label(name, spec) for name in layers}
    return project_bytes(spec, project(boundaries), renderers, labels, package=package)


def to_bundle(
    spec: MapSpec, boundaries: "BoundarySet", *, stem: str, today: datetime.date
) -> bytes:
    """GeoPackage and project in one zip, under one name.

    Raises:
        StorageError: the GeoPackage could not be written.
    """
    package = f"{stem}.gpkg"
    return zipped(
        {
            package: to_geopackage(spec, boundaries, today=today),
            f"{stem}.qgz": to_project(spec, boundaries, package=package),
        }
    )


def _renderer(name: str, spec: MapSpec) -> Element:
    if name == STREAMS and isinstance(spec.layer, FlowLayer):
        return streams_renderer(spec.layer)
    return marks_renderer(spec) if name == MARKS else places_renderer(spec.layer)


def _label(name: str, spec: MapSpec) -> str:
    legend = spec.layer.legend
    if name == PLACES:
        return ", ".join(part for part in (legend.title, legend.unit, legend.period) if part)
    words = {MARKS: N_("Places without a class"), STREAMS: N_("Streams of people")}
    return Translator(spec.language).text(words[name])
