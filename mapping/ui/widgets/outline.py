"""A small map of shapes that were just brought: their outlines and nothing else."""

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import numpy.typing as npt
import streamlit as st

from mapping.intake.files.contents import Shapes

if TYPE_CHECKING:
    from geopandas import GeoSeries
    from shapely.geometry.base import BaseGeometry

Floats = npt.NDArray[np.float64]

WIDTH: Final = 480  # pixels
MOST_SHAPES: Final = 3_000
_MARGIN: Final = 8
_STYLE: Final = 'fill="#9cc3d5" fill-opacity="0.5" stroke="#1b4965" stroke-width="1"'


def show_outline(shapes: "GeoSeries") -> None:
    """Draw shapes in longitude and latitude; the picture holds numbers only."""
    svg = outline(shapes)
    if svg is not None:
        st.image(svg, width=WIDTH)


def outline(shapes: "GeoSeries") -> str | None:
    """The outlines as SVG, north up, framed around the antimeridian where that is narrower."""
    import shapely

    from mapping.intake.maps.geometry_checks import bounds_of

    found = shapes.to_numpy()[:MOST_SHAPES]
    found = found[~(shapely.is_missing(found) | shapely.is_empty(found))]
    bounds, _ = bounds_of(found)
    if bounds is None:
        return None
    west, south, east, north = bounds
    east += 360 if east < west else 0
    squeeze = max(float(np.cos(np.radians((south + north) / 2))), 0.05)  # a degree east, in north
    scale = (WIDTH - 2 * _MARGIN) / max((east - west) * squeeze, (north - south), 1e-6)
    height = round((north - south) * scale) + 2 * _MARGIN

    def drawn(xy: Floats) -> Floats:
        x = np.where(xy[:, 0] < west - 1e-6, xy[:, 0] + 360, xy[:, 0])
        return np.column_stack(
            ((x - west) * squeeze * scale + _MARGIN, (north - xy[:, 1]) * scale + _MARGIN)
        )

    placed = shapely.simplify(shapely.transform(found, drawn), 0.5)
    paths = "".join(_path(line) for line in _lines(placed))
    dots = "".join(f'<circle cx="{p.x:.1f}" cy="{p.y:.1f}" r="3" {_STYLE}/>' for p in _dots(placed))
    size = f'width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{paths}{dots}</svg>'


def _lines(shapes: Shapes) -> list[Any]:
    import shapely

    parts = shapely.get_parts(shapely.get_parts(shapes))
    return [part for part in parts if shapely.get_dimensions(part) > 0]


def _dots(shapes: Shapes) -> list[Any]:
    import shapely

    parts = shapely.get_parts(shapely.get_parts(shapes))
    return [part for part in parts if shapely.get_dimensions(part) == 0]


def _path(shape: "BaseGeometry") -> str:
    import shapely

    polygon = shapely.get_dimensions(shape) == 2  # noqa: PLR2004 - an area
    rings = shapely.get_rings(shape) if polygon else [shape]
    steps = []
    for ring in rings:
        points = " L".join(f"{x:.1f},{y:.1f}" for x, y in shapely.get_coordinates(ring))
        steps.append(f"M{points}{'Z' if polygon else ''}")
    fill = _STYLE if polygon else 'fill="none" stroke="#1b4965" stroke-width="1.5"'
    return f'<path d="{" ".join(steps)}" fill-rule="evenodd" {fill}/>'
