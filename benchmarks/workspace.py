"""The synthetic countries on disk, made and prepared once."""

from pathlib import Path

from mapping.boundaries.model import BoundaryEntry
from mapping.places import AdminLevel


def boundary_entry(folder: Path, places: int) -> BoundaryEntry:
    """The boundary set of a synthetic country with so many places."""
    return BoundaryEntry(
        id=f"syn-ADM2-{places}",
        iso3="SYN",
        level=AdminLevel.ADM2,
        vintage="2021",
        source="jittered Voronoi cells",
        licence="CC0-1.0",
        attribution="",
        languages=(),
        note="",
        unit_name="cell",
        unit_name_plural="cells",
        path=folder / "boundaries" / f"syn-ADM2-{places}.parquet",
    )


def make_country(folder: Path, places: int) -> float | None:
    """Write and prepare a country; seconds that preparing took, or None where it was there."""
    import time

    import geopandas as gpd
    from coverages import coverage

    from mapping.boundaries.model import BoundarySet
    from mapping.render.prepare import cache_folder, prepare_boundaries, prepared

    entry = boundary_entry(folder, places)
    if prepared(entry, [cache_folder(folder)]) is not None:
        return None
    if not entry.path.is_file():
        entry.path.parent.mkdir(parents=True, exist_ok=True)
        coverage(places).to_parquet(entry.path)
    boundaries = BoundarySet(entry=entry, frame=gpd.read_parquet(entry.path))
    began = time.perf_counter()
    prepare_boundaries(boundaries, cache_folder(folder))
    return time.perf_counter() - began
