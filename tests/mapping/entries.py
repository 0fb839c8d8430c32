"""A boundary set of the catalogue for tests that make their own polygons."""

from pathlib import Path

from mapping.boundaries.model import BoundaryEntry
from mapping.places import AdminLevel


def entry_of(level: AdminLevel) -> BoundaryEntry:
    """An entry that names no file."""
    return BoundaryEntry(
        id="test",
        iso3="XXX",
        level=level,
        vintage="2024",
        source="",
        licence="",
        attribution="",
        languages=(),
        note="",
        unit_name="place",
        unit_name_plural="places",
        path=Path("none"),
    )
