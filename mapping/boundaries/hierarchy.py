"""Places and their parents: parents made of their children, and the gazetteer of all levels."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from mapping.boundaries.extent import area_km2_of, bounds_of, centre_of
from mapping.boundaries.model import BoundarySet
from mapping.boundaries.schema import language_of
from mapping.errors import BadBoundariesError, listed
from mapping.places import Place, PlaceCode

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd
    from shapely import MultiPolygon, Polygon

NESTING_TOLERANCE: Final = 1e-9  # of the parent's area


def merged(children: "gpd.GeoDataFrame") -> "dict[str, Polygon | MultiPolygon]":
    """The polygon of each parent, by code: the exact union of its children.

    Made of the children's own edges, so parent and children share every point of a border. The
    children must be a valid coverage.
    """
    return {
        str(parent): _union(group.geometry)
        for parent, group in children.groupby("parent_code", sort=True)
    }


def check_nesting(children: BoundarySet, parents: BoundarySet) -> None:
    """Check that each parent is what its children make together.

    Raises:
        BadBoundariesError: names the parents that have no children, that are unknown, or whose
            area differs from their children's by more than a billionth.
    """
    unions = merged(children.frame)
    polygons = dict(zip(parents.frame.place_code, parents.frame.geometry, strict=True))
    name = children.entry.id
    if unknown := sorted(unions.keys() - polygons.keys()):
        raise BadBoundariesError(
            name=name, reason="parents are not in the level above", examples=listed(unknown)
        )
    if childless := sorted(polygons.keys() - unions.keys()):
        raise BadBoundariesError(
            name=name, reason="places above have no children", examples=listed(childless)
        )
    off = [
        code
        for code, union in unions.items()
        if union.symmetric_difference(polygons[code]).area > NESTING_TOLERANCE * polygons[code].area
    ]
    if off:
        raise BadBoundariesError(
            name=name, reason="children do not fill their parents", examples=listed(off)
        )


def places_of(boundaries: BoundarySet) -> Iterator[Place]:
    """The places of a boundary set, in its order, with area, centre, bounds and neighbours."""
    frame = boundaries.frame
    neighbours = touching(frame)
    languages = {
        column: language
        for column in frame.columns
        if (language := language_of(column)) is not None
    }
    has_area = "area_km2" in frame.columns
    for row in frame.to_dict("records"):
        names = {language: row[column] for column, language in languages.items()}
        parent = row["parent_code"]
        yield Place(
            place_code=PlaceCode(row["place_code"]),
            name=row["name"],
            level=boundaries.entry.level,
            parent_code=PlaceCode(parent) if isinstance(parent, str) else None,
            names={language: name for language, name in names.items() if isinstance(name, str)},
            area_km2=row["area_km2"] if has_area else area_km2_of(row["geometry"]),
            centre=centre_of(row["geometry"]),
            bounds=bounds_of(row["geometry"]),
            neighbours=neighbours.get(row["place_code"], ()),
        )


def touching(frame: "gpd.GeoDataFrame") -> dict[str, tuple[PlaceCode, ...]]:
    """The places whose boundaries touch, by code, each list in the order of the codes.

    A shared corner is enough. A place that touches none, an island, is not among the keys.
    """
    import shapely

    shapes = frame.geometry.to_numpy()
    codes = [PlaceCode(code) for code in frame["place_code"]]
    found: dict[str, list[PlaceCode]] = {}
    pairs = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    for one, other in pairs.T.tolist():
        if one != other:
            found.setdefault(codes[one], []).append(codes[other])
    return {code: tuple(sorted(others)) for code, others in found.items()}


def _union(polygons: "pd.Series[Any]") -> "Polygon | MultiPolygon":
    """The union of a coverage: one piece as Polygon, several as MultiPolygon.

    Any: the types of geopandas take the geometry of a group for a plain column.
    """
    import shapely

    parts = list(shapely.get_parts(shapely.coverage_union_all(polygons.to_numpy())))
    return parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)
