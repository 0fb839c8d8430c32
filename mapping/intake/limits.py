"""How much of this machine a file from outside may use, and which formats are read at all."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

MOST_CELLS_STREAMED: Final = 2_000_000_000  # width * height * bands of a grid read in blocks
MOST_PIXELS: Final = 200_000_000  # width * height * bands of a picture
MOST_COLUMNS: Final = 500
MOST_FEATURES: Final = 200_000
MOST_VERTICES: Final = 2_000_000


class FileKind(StrEnum):
    """What is in a file."""

    VECTOR = "vector"
    RASTER = "raster"
    ANY = "any"  # what it is, is found out in the process


ALLOWED_DRIVERS: Final[Mapping[FileKind, frozenset[str]]] = {
    FileKind.VECTOR: frozenset(
        {"GeoJSON", "ESRI Shapefile", "GPKG", "LIBKML", "KML", "MEM", "Memory"}
    ),
    FileKind.RASTER: frozenset({"GTiff", "PNG", "JPEG", "MEM"}),
    FileKind.ANY: frozenset(
        {"ESRI Shapefile", "FlatGeobuf", "TopoJSON", "LIBKML", "KML", "GTiff", "MEM", "Memory"}
    ),
}
"""Drivers that read the file they are given and nothing else. A virtual format reads any file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one file may cost."""

    memory_mb: int = 1_200  # address space
    cpu_seconds: int = 20
    wall_seconds: float = 40.0
    written_mb: int = 64
    most_bytes: int = 50 << 20  # of a table or a file of shapes; grids are read in blocks
    most_rows: int = 200_000  # of a table
    most_cells: int = 1_500_000  # likewise


DEFAULT_LIMITS: Final = Limits()
CHECK_LIMITS: Final = Limits(cpu_seconds=9, wall_seconds=60.0)
"""For a look at a file while a person waits; on a busy machine 9 seconds take up to a minute."""
FLOW_LIMITS: Final = Limits(
    memory_mb=3_000,
    cpu_seconds=120,
    wall_seconds=300.0,
    most_bytes=200 << 20,
    most_rows=1_048_576,
    most_cells=10_000_000,
)
"""For a national table of origins and destinations, which no web server holds in memory."""
GRID_LIMITS: Final = Limits(memory_mb=3_000, cpu_seconds=900, wall_seconds=1_800.0)
"""For statistics of a large grid, which is read in blocks."""
