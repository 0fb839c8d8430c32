"""Rows with a position: latitude and longitude columns, or the answers of a form."""

import re
from typing import Final

import numpy as np

from mapping.intake.files.contents import FeatureLayer, Shapes
from mapping.intake.maps.geopoints import geometry_share, to_shape
from mapping.intake.number_cells import to_numbers_list
from mapping.intake.tables.table_checks import Examined

_MOSTLY: Final = 0.8
_LOOKED_AT: Final = 200  # cells
_OF_ODK: Final = re.compile(r"^(.*)[-.:/_](latitude|longitude)$", re.IGNORECASE)
_WKT: Final = re.compile(
    r"^\s*(SRID=\d+;)?(MULTI)?(POINT|LINESTRING|POLYGON)\s*(Z|M|ZM)?\s*[(E]", re.IGNORECASE
)


def find_positions(table: Examined) -> FeatureLayer | None:
    """The rows of a table as shapes, where one or two columns say where they are."""
    shapes = _of_pair(table)
    if shapes is None:
        shapes = _of_form(table)
    if shapes is not None:
        return _as_layer(table, shapes, lonlat=True)
    shapes = _of_wkt(table)
    return None if shapes is None else _as_layer(table, shapes, lonlat=False)


def _as_layer(table: Examined, shapes: Shapes, *, lonlat: bool) -> FeatureLayer:
    return FeatureLayer(
        name="positions", columns=table.columns, shapes=shapes, crs=None, lonlat=lonlat
    )


def _of_wkt(table: Examined) -> Shapes | None:
    """A column of well-known text, as QGIS and PostGIS export it; its projection is not said."""
    import shapely

    for cells in table.columns.values():
        said = [cell for cell in cells[:_LOOKED_AT] if cell]
        if said and sum(bool(_WKT.match(cell)) for cell in said) > _MOSTLY * len(said):
            text = np.array([cell and cell.split(";")[-1] for cell in cells], dtype=object)
            return np.asarray(shapely.from_wkt(text, on_invalid="ignore"))
    return None


def _of_pair(table: Examined) -> Shapes | None:
    import shapely

    by_role = {role: name for name, role in table.roles.items()}
    pair = (by_role.get("point_lon"), by_role.get("point_lat"))
    longitude, latitude = pair if all(pair) else _of_question(table)
    if longitude is None or latitude is None:
        return None
    x = to_numbers_list(table.columns[longitude], decimal=table.decimal)
    y = to_numbers_list(table.columns[latitude], decimal=table.decimal)
    known = np.isfinite(x) & np.isfinite(y)
    if known.sum() < _MOSTLY * len(known) or not known.any():
        return None
    shapes = np.full(len(known), None, dtype=object)
    shapes[known] = shapely.points(x[known], y[known])
    return shapes


def _of_question(table: Examined) -> tuple[str | None, str | None]:
    """The two columns ODK makes of one question: "gps-Latitude" and "gps-Longitude"."""
    found = {(m[1], m[2].lower()): name for name in table.columns if (m := _OF_ODK.match(name))}
    questions = [question for question, which in found if which == "longitude"]
    whole = next((one for one in questions if (one, "latitude") in found), "")
    return found.get((whole, "longitude")), found.get((whole, "latitude"))


def _of_form(table: Examined) -> Shapes | None:
    """Of several questions for a position, the one answered most; shapes before points."""
    found = [
        (max(len(cell or "") for cell in cells), name)
        for name, cells in table.columns.items()
        if geometry_share(cells) > _MOSTLY
    ]
    if not found:
        return None
    cells = table.columns[max(found)[1]]
    shapes = np.full(len(cells), None, dtype=object)
    shapes[:] = [to_shape(cell) if cell else None for cell in cells]
    return shapes
