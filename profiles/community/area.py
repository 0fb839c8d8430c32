"""Figures of an area that somebody drew, estimated from the places it lies in, with their error.

Counts are split by where people live, if a grid of population says so, else by land: as if people
lived evenly over each place. Rates are the mean of the places' rates, weighted by the people that
the split gives each part. Both are estimates: beside each stand the least and the most it can be,
if all people of a cut place lived outside or inside. An area with few people has no profile, for
its figures would be about known persons.

Source: Goodchild and Lam (1980), Areal interpolation, Geo-Processing 1.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from mapping.community.geometry import DrawKind
from mapping.community.identifiers import FeatureId
from mapping.community.legend import Audience
from mapping.community.model import Content, Feature
from mapping.community.workshop import Workshop
from mapping.errors import MeasureRefusedError
from mapping.i18n import N_
from mapping.places import AdminLevel
from profiles.indicators.model import Indicator, Kind
from profiles.measures.crosswalk import SLIVER, crosswalk

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from mapping.boundaries.model import BoundarySet
    from profiles.pack import Pack

POPULATION: Final = "pop_total"
LAND: Final = "area_km2"
LEAST_POPULATION: Final = 1_000
WHOLE: Final = 0.999  # of a place: it lies inside

NO_PLACES = N_("it lies in no place of the pack")
FEW_PEOPLE = N_("fewer than 1,000 people are estimated to live there")
NO_POPULATION = N_("the pack has no population of the places it lies in")
MEASURE = N_("profile of this area")


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaFigure:
    """One indicator of a drawn area."""

    indicator: str
    period: str
    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaProfile:
    """What is estimated of a drawn area."""

    area_km2: float
    population: AreaFigure
    figures: tuple[AreaFigure, ...]
    shares: Mapping[str, float]  # of each place's people or land in the area, by its code
    by_people: bool  # or by land


def area_profile(
    pack: "Pack",
    boundaries: "BoundarySet",
    level: AdminLevel,
    drawn: Mapping[str, Any],
    *,
    population_grid: Path | None = None,
) -> AreaProfile:
    """The figures of an area.

    Args:
        pack: Only its published figures are read; where one of a place is hidden, the area has
            none.
        boundaries: Of the level.
        level: Of the places that the figures are taken from.
        drawn: A GeoJSON polygon, its longitudes continuous.
        population_grid: People by cell, from outside; of it only the shares are used, so that its
            year and its total need not be those of the census.

    Raises:
        UnreadableFileError: The grid is none.
        MeasureRefusedError: It lies in no place, or too few people live in it.
    """
    cut = _cut(boundaries, drawn)
    if not cut.parts:
        raise MeasureRefusedError(measure=MEASURE, reason=NO_PLACES)
    shares = cut.by_people(population_grid) if population_grid else cut.by_land()
    people = _values(pack, POPULATION, level, shares)
    if people is None:
        raise MeasureRefusedError(measure=MEASURE, reason=NO_POPULATION)
    period, counts = people
    population = _count(POPULATION, period, counts, list(shares.values()))
    if population.value < LEAST_POPULATION:
        raise MeasureRefusedError(measure=MEASURE, reason=FEW_PEOPLE)
    figures = (
        _density(pack, indicator, level, shares, cut.land_km2)
        if indicator.denominator == LAND
        else _figure(pack, indicator, level, shares, counts)
        for indicator in pack.indicators.values()
        if indicator.code not in (POPULATION, LAND)
    )
    kept = tuple(figure for figure in figures if figure)
    return AreaProfile(
        area_km2=cut.area_km2,
        population=population,
        figures=kept,
        shares=shares,
        by_people=population_grid is not None,
    )


def areas_for(
    workshop: Workshop, features: Iterable[Feature], audience: Audience
) -> dict[FeatureId, Content]:
    """The areas that an audience may see exactly: only of these it is told what is in them."""
    return {
        feature.feature_id: feature.content
        for feature in features
        if feature.is_drawn
        and isinstance(feature.content, Content)
        and feature.content.geometry.kind is DrawKind.AREA
        and workshop.exact_for.includes(audience)
        and (line := workshop.category(feature.content.category_id)) is not None
        and line.audience.includes(audience)
    }


def _figure(
    pack: "Pack",
    indicator: Indicator,
    level: AdminLevel,
    shares: Mapping[str, float],
    people: Sequence[float],
) -> AreaFigure | None:
    found = _values(pack, indicator.code, level, shares)
    if found is None or indicator.kind is Kind.UNMERGEABLE:
        return None
    period, values = found
    if indicator.kind is Kind.EXTENSIVE:
        return _count(indicator.code, period, values, list(shares.values()))
    walk = crosswalk(_pieces(list(shares.values())), [1.0] * len(values), targets=1, sliver=0)
    value = float(walk.rates(values, people)[0])
    return AreaFigure(
        indicator=indicator.code, period=period, value=value, low=min(values), high=max(values)
    )


def _density(
    pack: "Pack",
    indicator: Indicator,
    level: AdminLevel,
    shares: Mapping[str, float],
    land_km2: float,
) -> AreaFigure | None:
    """A count by land: it is the count of the area on the area's own land."""
    found = _values(pack, indicator.numerator or "", level, shares)
    if found is None:
        return None
    period, values = found
    count = _count(indicator.code, period, values, list(shares.values()))
    by_land = indicator.multiplier / land_km2
    return replace(
        count, value=count.value * by_land, low=count.low * by_land, high=count.high * by_land
    )


def _count(code: str, period: str, values: Sequence[float], shares: Sequence[float]) -> AreaFigure:
    walk = crosswalk(_pieces(shares), [1.0] * len(values), targets=1, sliver=0)
    parted = list(zip(values, shares, strict=True))
    inside = sum(value for value, share in parted if share >= WHOLE)
    cut = [value for value, share in parted if share < WHOLE]  # a net count may be below zero
    return AreaFigure(
        indicator=code,
        period=period,
        value=float(walk.counts(values)[0]),
        low=float(inside + sum(min(value, 0.0) for value in cut)),
        high=float(inside + sum(max(value, 0.0) for value in cut)),
    )


def _pieces(shares: Sequence[float]) -> list[tuple[int, int, float]]:
    return [(place, 0, share) for place, share in enumerate(shares)]


def _values(
    pack: "Pack", code: str, level: AdminLevel, places: Iterable[str]
) -> tuple[str, list[float]] | None:
    """The newest figures of some places; None unless every one of them may be shown."""
    for period in reversed(pack.periods_of(code, level)):
        cells = [pack.published.value(place, code, period) for place in places]
        values = [cell.value for cell in cells if cell is not None and cell.value is not None]
        if len(values) == len(cells):
            return period, values
    return None


@dataclass(frozen=True, eq=False, kw_only=True)
class _Cut:
    """An area cut along the places: for each the whole place and what of it lies in the area."""

    area_km2: float
    parts: "Mapping[str, tuple[BaseGeometry, BaseGeometry]]"  # by code, EPSG:4326
    land: Mapping[str, float]  # share of each place, 0 to 1
    land_km2: float  # of the area in those places: without sea and abroad

    def by_land(self) -> dict[str, float]:
        return dict(self.land)

    def by_people(self, grid: Path) -> dict[str, float]:
        """Shares of the people of a grid; of the land, where it has nobody in a place."""
        from mapping.rasters.zonal import cell_sums

        sums = cell_sums([shape for pair in self.parts.values() for shape in pair], grid)
        people = zip(self.parts, sums[::2], sums[1::2], strict=True)
        return {
            code: min(inside / whole, 1.0) if whole > 0 else self.land[code]
            for code, whole, inside in people
        }


def _cut(boundaries: "BoundarySet", drawn: Mapping[str, Any]) -> _Cut:
    """The places that the area takes more than a sliver of."""
    from shapely import STRtree, make_valid, transform
    from shapely.geometry import shape

    from mapping.community.export_worker import split_at_antimeridian

    area = split_at_antimeridian(make_valid(shape(dict(drawn)), method="structure"))
    project = _equal_area()
    flat = transform(area, project, interleaved=False)
    shapes = list(boundaries.frame.geometry)
    codes = list(boundaries.frame["place_code"])
    parts: dict[str, tuple[BaseGeometry, BaseGeometry]] = {}
    land: dict[str, float] = {}
    land_m2 = 0.0
    for index in sorted(STRtree(shapes).query(area, predicate="intersects")):
        place = transform(shapes[index], project, interleaved=False)
        inside_m2 = place.intersection(flat).area
        share = inside_m2 / place.area
        if share >= SLIVER:
            code = str(codes[index])
            parts[code] = (shapes[index], shapes[index].intersection(area))
            land[code] = min(share, 1.0)
            land_m2 += inside_m2
    return _Cut(area_km2=flat.area / 1e6, parts=parts, land=land, land_km2=land_m2 / 1e6)


def _equal_area() -> Any:  # noqa: ANN401 - what shapely's transform takes
    from pyproj import Transformer

    return Transformer.from_crs("EPSG:4326", "EPSG:6933", always_xy=True).transform
