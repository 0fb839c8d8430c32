"""Make the land that lies behind a map, `mapping/assets/basemap/world.arcs`.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python scripts/build_world.py package/countries-50m.json

The countries are Natural Earth's 1:50m, in the public domain; world-atlas (ISC licence) has them as
TopoJSON.
"""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from mapping.atomic import write_atomically
from mapping.render.arcs import Grid, coverage_arcs, encode
from mapping.render.geometry import centres_of, extent_of, projected
from mapping.render.web import ASSETS

if TYPE_CHECKING:
    from numpy.typing import NDArray

TOLERANCE = 2e-5  # widths of the world: 800 m at the equator


def read_topojson(path: Path) -> "NDArray[np.object_]":
    """The countries of a quantised TopoJSON file as polygons in degrees."""
    topology = json.loads(path.read_text("utf-8"))
    scale, shift = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = [np.cumsum(np.array(arc), axis=0) * scale + shift for arc in topology["arcs"]]

    def ring(numbers: list[int]) -> "NDArray[np.float64]":
        walked = [arcs[n] if n >= 0 else arcs[~n][::-1] for n in numbers]
        return np.vstack([walked[0], *(part[1:] for part in walked[1:])])

    def polygon(rings: list[list[int]]) -> shapely.Polygon:
        return shapely.Polygon(ring(rings[0]), [ring(hole) for hole in rings[1:]])

    def country(geometry: dict[str, Any]) -> shapely.MultiPolygon:
        parts = geometry["arcs"]
        return shapely.MultiPolygon(
            [polygon(rings) for rings in ([parts] if geometry["type"] == "Polygon" else parts)]
        )

    geometries = topology["objects"]["countries"]["geometries"]
    return np.array([country(geometry) for geometry in geometries], dtype=object)


def main() -> None:
    """Write the land."""
    countries = projected(read_topojson(Path(sys.argv[1])))
    land = shapely.coverage_simplify(countries, TOLERANCE)
    west, north, _ = extent_of(land)
    grid = Grid(west=west, north=north, step=TOLERANCE / 2)
    cells = grid.cells(centres_of(land))
    header = {"west": west, "north": north, "step": grid.step, "tolerance": TOLERANCE}
    body = encode(coverage_arcs(land, grid, cells), header, cells)
    write_atomically(ASSETS / "basemap" / "world.arcs", body)
    sys.stdout.write(f"{len(land)} countries, {len(body):,} bytes\n")


if __name__ == "__main__":
    main()
