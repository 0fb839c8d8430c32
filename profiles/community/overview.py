"""Everything counted of one workshop, for one audience."""

from collections.abc import Iterable
from dataclasses import dataclass

from mapping.community.legend import Audience
from mapping.community.model import Feature
from mapping.community.release import allowed_rows
from mapping.community.workshop import Workshop
from mapping.places import AdminLevel
from mapping.settings import Settings
from profiles.community.figures import (
    Agreement,
    HexagonFigure,
    PlaceFigure,
    agreements,
    hexagon_figures,
    least_count,
    place_figures,
)
from profiles.community.places import finest_places, marks_of, place_codes, places_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """Counts and agreement, as an audience may see them."""

    least: int  # no hexagon and no agreement of fewer marks
    places: tuple[PlaceFigure, ...]
    hexagons: tuple[HexagonFigure, ...]
    agreements: tuple[Agreement, ...]


def build_overview(  # noqa: PLR0913 - what it depends on
    settings: Settings,
    workshop: Workshop,
    features: Iterable[Feature],
    *,
    audience: Audience,
    level: str | None = None,
    hexagon_km: float = 10.0,
) -> Overview:
    """The figures of a workshop.

    Args:
        settings: Of this installation.
        workshop: The workshop.
        features: Of it, as they stand.
        audience: Only categories that it may see are counted.
        level: Of the places, as "ADM2"; the smallest there are if none is named.
        hexagon_km: Width of a hexagon.

    Raises:
        UnknownLevelError: The pack has no such level.
    """
    marks = marks_of(allowed_rows(workshop, features, audience))
    finest = finest_places(settings, workshop)
    boundaries = places_of(settings, workshop, AdminLevel(level)) if level else finest
    least = least_count(workshop, audience)
    agreed = agreements(workshop, marks)
    return Overview(
        least=least,
        places=place_figures(workshop, marks, boundaries, audience=audience),
        hexagons=hexagon_figures(
            marks, place_codes(marks, finest), hexagon_km=hexagon_km, least=least
        ),
        agreements=tuple(one for one in agreed if one.marks >= least),
    )
