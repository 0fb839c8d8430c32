"""One file of tiles, and what a tile may be."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from mapping.errors import UnreadableFileError

LARGEST_TILE: Final = 4 * 1024 * 1024
DEEPEST: Final = 22
VECTOR: Final = "application/x-protobuf"
_SIGNATURES: Final = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"RIFF": "image/webp",
}
WORLD: Final = (-180.0, -85.05, 180.0, 85.05)


@dataclass(frozen=True, slots=True, kw_only=True)
class Basemap:
    """What a file of tiles says of itself; text from outside, to be shown as text only."""

    code: str  # in addresses: the name of the file
    name: str
    attribution: str
    is_vector: bool
    least_zoom: int
    deepest_zoom: int
    bounds: tuple[float, float, float, float] = WORLD  # west, south, east, north in degrees

    def __post_init__(self) -> None:
        if not 0 <= self.least_zoom <= self.deepest_zoom <= DEEPEST:
            raise ValueError(f"zooms {self.least_zoom} to {self.deepest_zoom}")


class Tiles(Protocol):
    """A file of tiles."""

    basemap: Basemap

    def tile(self, zoom: int, column: int, row: int) -> bytes | None:
        """The bytes of a tile, rows counted from the north; None where there is none."""


def media_type(body: bytes, *, is_vector: bool) -> str | None:
    """What a tile is by its first bytes; None for what is no tile of the kind the file promised."""
    if len(body) > LARGEST_TILE:
        return None
    if is_vector:
        looks_like_text = body[:1] in {b"<", b"{", b"#"}
        return None if looks_like_text else VECTOR
    found = next((kind for mark, kind in _SIGNATURES.items() if body.startswith(mark)), None)
    return None if found == "image/webp" and body[8:12] != b"WEBP" else found


def checked_bounds(numbers: list[float], path: Path) -> tuple[float, float, float, float]:
    """Bounds as a file gives them; the world where it gives none.

    Raises:
        UnreadableFileError: they are no bounds.
    """
    if not numbers:
        return WORLD
    if len(numbers) != 4 or not all(-360 <= n <= 360 for n in numbers):  # noqa: PLR2004 - four sides
        raise UnreadableFileError(path=path)
    west, south, east, north = numbers
    return (west, south, east, north)
