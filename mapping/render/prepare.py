"""Boundary sets made ready for the browser: geometry at several levels of detail, and names.

Preparing needs geopandas and takes seconds; finding what was prepared needs neither. Shipped packs
carry their artefacts in `prepared/` beside the boundaries, others are prepared once into the
workspace's cache. All of it can be made again at any time:

    python -m mapping.render.prepare [data folder]
"""

import gzip
import hashlib
import json
import logging
import sys
import time
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from mapping.atomic import write_atomically
from mapping.boundaries.model import BoundaryEntry, BoundarySet
from mapping.render.artefacts import (
    GEO_SUFFIX,
    PLACES_SUFFIX,
    PREPARED_FOLDER,
    LevelOfDetail,
    Prepared,
    artefact_folders,
    cache_folder,
    prepared,
    remove_unnamed,
    write_manifest,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from mapping.render.arcs import CoverageArcs, Geometries, Ints
    from mapping.render.insets import Frame

# Half a pixel where the country fills a screen of 1,000 pixels, then eight times finer each time.
COARSEST_SHARE: Final = 1 / 2000
FINER: Final = 8.0
LEVELS_OF_DETAIL: Final = 3
GRID_STEPS_PER_TOLERANCE: Final = 2.0
# A finer level is worth fetching only when it shows clearly more than the one before.
WORTH_MORE: Final = 1.15
_SHAPE_STEPS: Final = 8000  # of the grid of tiles and circles, across the country

__all__ = [
    "GEO_SUFFIX",
    "PLACES_SUFFIX",
    "PREPARED_FOLDER",
    "LevelOfDetail",
    "Prepared",
    "artefact_folders",
    "cache_folder",
    "ensure_prepared",
    "prepare_boundaries",
    "prepare_packs",
    "prepared",
]

_log = logging.getLogger(__name__)


def ensure_prepared(entry: BoundaryEntry, data_dir: Path, workspace_dir: Path) -> Prepared:
    """What was prepared from a boundary set, made into the workspace's cache where it is missing.

    Raises:
        UnreadableFileError: the boundary file is missing or damaged.
        StorageError: the workspace cannot be written.
    """
    folders = artefact_folders(data_dir, workspace_dir)
    found = prepared(entry, folders)
    if found is not None:
        return found
    from mapping.boundaries.read import read_boundaries

    return prepare_boundaries(read_boundaries(entry), cache_folder(workspace_dir))


def prepare_boundaries(boundary_set: BoundarySet, folder: Path) -> Prepared:
    """Write the artefacts of a boundary set into a folder, and say what they are.

    Artefacts of an earlier state of the same boundary set in the folder are removed.

    Raises:
        StorageError: the folder cannot be written; what was there is still whole.
    """
    entry = boundary_set.entry
    began = time.perf_counter()
    lods = [_written(*level, folder) for level in levels_of_detail(boundary_set)]
    shapes = {name: _written(*one, folder) for name, one in encoded_shapes(boundary_set).items()}
    names = places_json(boundary_set)
    places_key = _key(names)
    write_atomically(folder / (places_key + PLACES_SUFFIX), _gzipped(names))
    result = Prepared(
        boundary_id=entry.id,
        places=len(boundary_set.frame),
        lods=tuple(lods),
        places_key=places_key,
        shapes=shapes,
    )
    write_manifest(entry, result, folder)
    remove_unnamed(folder)
    seconds = time.perf_counter() - began
    _log.info("prepared %s: %d places in %.1f s", entry.id, result.places, seconds)
    return result


def levels_of_detail(boundary_set: BoundarySet) -> list[tuple[float, bytes]]:
    """Tolerance, in widths of the world, and encoded geometry of each level, coarse first."""
    from mapping.render.geometry import centres_of, extent_of, projected

    exact = projected(boundary_set.frame.geometry.to_numpy())
    west, north, _ = extent_of(exact)
    levels = simplified(exact)
    centres = centres_of(levels[0][1])
    return [
        (tolerance, _encoded(geometries, tolerance, (west, north), centres, is_first=not level))
        for level, (tolerance, geometries) in enumerate(levels)
    ]


def encoded_shapes(boundary_set: BoundarySet) -> dict[str, tuple[float, bytes]]:
    """Tolerance and encoded geometry of the places drawn as something else, by its name."""
    import shapely

    from mapping.render.geometry import centres_of, extent_of, projected
    from mapping.render.insets import with_insets
    from mapping.render.shapes import shape_polygons

    exact = projected(boundary_set.frame.geometry.to_numpy())
    shapes: dict[str, tuple[Geometries, list[Frame]]] = {
        name: (polygons, []) for name, polygons in shape_polygons(centres_of(exact)).items()
    }
    gathered = with_insets(exact) if shapes else None
    if gathered is not None:
        # Simplified as it is seen: what is a speck on the whole map is enlarged in its frame.
        polygons, frames = gathered
        tolerance = extent_of(polygons)[2] / _SHAPE_STEPS
        shapes = {"insets": (shapely.coverage_simplify(polygons, tolerance), frames)} | shapes
    encoded = {}
    for name, (polygons, frames) in shapes.items():
        west, north, span = extent_of(polygons)
        tolerance = span / _SHAPE_STEPS
        middles = centres_of(polygons)
        corner = (west, north)
        body = _encoded(polygons, tolerance, corner, middles, is_first=True, frames=frames)
        encoded[name] = (tolerance, body)
    return encoded


def simplified(exact: "Geometries") -> list[tuple[float, "Geometries"]]:
    """Polygons on the plane simplified as a coverage: tolerance and polygons, coarse first."""
    import shapely

    from mapping.render.geometry import extent_of

    span = extent_of(exact)[2]
    geometries, levels = exact, []
    for level in reversed(range(LEVELS_OF_DETAIL)):
        tolerance = span * COARSEST_SHARE / FINER**level
        # Each from the finer one: as good to the eye, and a fraction of the time.
        geometries = shapely.coverage_simplify(geometries, tolerance)
        levels.append((tolerance, geometries))
    kept: list[tuple[float, Geometries]] = []
    for tolerance, geometries in reversed(levels):
        if not kept or _vertices(geometries) > _vertices(kept[-1][1]) * WORTH_MORE:
            kept.append((tolerance, geometries))
    return kept


def places_json(boundary_set: BoundarySet) -> bytes:
    """Codes, names by language and parents of the places, in the order of the boundary set."""
    frame = boundary_set.frame
    languages = [column[5:] for column in frame.columns if str(column).startswith("name_")]

    def texts(column: str) -> list[str | None]:
        values = frame[column].astype(object)
        return [value if isinstance(value, str) else None for value in values]

    data: dict[str, Any] = {
        "level": boundary_set.entry.level.value,
        "unit": boundary_set.entry.unit_name,
        "codes": texts("place_code"),
        "name": texts("name"),
        "names": {language: texts(f"name_{language}") for language in languages},
        "parents": texts("parent_code") if "parent_code" in frame.columns else None,
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def prepare_packs(data_dir: Path, iso3s: Collection[str] = ()) -> list[Prepared]:
    """Prepare the boundary sets of some shipped packs, or of all, that are not prepared yet."""
    from mapping.boundaries.packs import read_boundary_catalogue
    from mapping.boundaries.read import read_boundaries

    made = []
    for entry in read_boundary_catalogue(data_dir).entries:
        if iso3s and entry.iso3 not in iso3s:
            continue
        folder = entry.path.parent / PREPARED_FOLDER
        made.append(prepared(entry, [folder]) or prepare_boundaries(read_boundaries(entry), folder))
    return made


def _encoded(  # noqa: PLR0913 - one geometry and where it lies
    geometries: "Geometries",
    tolerance: float,
    corner: tuple[float, float],
    centres: "NDArray[np.float64]",
    *,
    is_first: bool,
    frames: "Sequence[Frame]" = (),
) -> bytes:
    from mapping.render.arcs import Grid, coverage_arcs, encode

    grid = Grid(west=corner[0], north=corner[1], step=tolerance / GRID_STEPS_PER_TOLERANCE)
    cells: Ints = grid.cells(centres)
    arcs: CoverageArcs = coverage_arcs(geometries, grid, cells)
    header: dict[str, Any] = {
        "west": grid.west,
        "north": grid.north,
        "step": grid.step,
        "tolerance": tolerance,
    }
    if frames:
        header["frames"] = frames
    return encode(arcs, header, cells if is_first else None)


def _written(tolerance: float, body: bytes, folder: Path) -> LevelOfDetail:
    packed = _gzipped(body)
    lod = LevelOfDetail(key=_key(body), tolerance=tolerance, bytes_gzipped=len(packed))
    write_atomically(folder / (lod.key + GEO_SUFFIX), packed)
    return lod


def _vertices(geometries: "Geometries") -> int:
    import shapely

    return int(shapely.get_num_coordinates(geometries).sum())


def _gzipped(body: bytes) -> bytes:
    return gzip.compress(body, 9, mtime=0)


def _key(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()[:32]


def main(arguments: Sequence[str]) -> int:
    """Prepare the shipped packs of a data folder."""
    from mapping.settings import CHECKOUT

    data_dir = Path(arguments[0]) if arguments else CHECKOUT / "data"
    made = prepare_packs(data_dir)
    sys.stdout.write(f"{len(made)} boundary sets are prepared.\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
