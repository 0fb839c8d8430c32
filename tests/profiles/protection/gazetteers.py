"""Places of a test: a code, how many levels down it lies, and in what."""

from collections.abc import Mapping

from mapping.places import AdminLevel, Place, PlaceCode


def places_of(tree: Mapping[str, tuple[int, str | None]]) -> dict[PlaceCode, Place]:
    """The places of a tree; each has its code for a name."""
    return {
        PlaceCode(code): Place(
            place_code=PlaceCode(code),
            name=code,
            level=AdminLevel(f"ADM{level}"),
            parent_code=None if parent is None else PlaceCode(parent),
        )
        for code, (level, parent) in tree.items()
    }
