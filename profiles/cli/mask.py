"""`lmp mask`: points that must not be known exactly, moved or counted in hexagons."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from mapping.errors import UnknownChoiceError
from mapping.i18n import N_
from profiles.cli import asked
from profiles.cli.answers import OF_FILE, Answered, BoundariesAnswered, answered_with
from profiles.cli.zonal import asked_boundaries

if TYPE_CHECKING:
    from collections.abc import Iterable

    import geopandas as gpd

    from mapping.boundaries.model import BoundarySet
    from profiles.protection.points import PointColumns

WAYS: Final = ("displace", "hexagons")
LEAST_KM: Final = 0.5


def mask(  # noqa: PLR0913 - one parameter an option
    points: Annotated[Path, typer.Argument(metavar="POINTS", help="A map file of points.")],
    *,
    how: Annotated[str, typer.Option(metavar="WAY", help="Of displace,hexagons.")],
    out: Annotated[Path, typer.Option(metavar="FILE.geojson", help="What may be shown.")],
    boundaries: Annotated[
        str | None,
        typer.Option(metavar="BOUNDARIES", help="Which points stay in: a file, or npl:ADM2."),
    ] = None,
    id_column: Annotated[
        str | None, typer.Option("--id", metavar="COLUMN", help="Names a point in every file.")
    ] = None,
    setting: Annotated[
        str | None, typer.Option(metavar="COLUMN", help="urban or rural; else all are rural.")
    ] = None,
    people: Annotated[
        str | None, typer.Option(metavar="COLUMN", help="People at a point; else one each.")
    ] = None,
    keep: Annotated[
        list[str] | None, typer.Option(metavar="COLUMN", help="To write out; may be repeated.")
    ] = None,
    width_km: Annotated[float, typer.Option(metavar="KM", help="Of a hexagon.")] = 5.0,
    answer: Answered = None,
    boundaries_answer: BoundariesAnswered = None,
) -> None:
    """Move points so that nobody is found by them, or count their people in hexagons."""
    from mapping.intake.asking import read_answers
    from mapping.intake.door import read_features
    from profiles.protection.points import PointColumns

    way = asked.one_of(N_("way"), how, WAYS)
    columns = PointColumns(id=id_column, setting=setting, people=people, keep=tuple(keep or ()))
    with answered_with(OF_FILE):
        found = read_features(points, answers=read_answers(answer or ())).frame
    if way == "hexagons":
        said = _count(found, columns, width_km, points, out)
    else:
        places = _stay_in(boundaries, boundaries_answer or ())
        said = _move(found, columns, places, points, out)
    asked.print_line(f"{out}: {said}")


def _stay_in(boundaries: str | None, said: "Iterable[str]") -> "BoundarySet":
    if boundaries is None:
        kind, available = N_("boundaries"), N_("--boundaries npl:ADM2, or a file")
        raise UnknownChoiceError(kind=kind, asked="", available=available)
    return asked_boundaries(boundaries, None, None, said)


def _move(
    points: "gpd.GeoDataFrame",
    columns: "PointColumns",
    places: "BoundarySet",
    path: Path,
    out: Path,
) -> str:
    from mapping.atomic import write_atomically
    from profiles.protection.masking import project_secret
    from profiles.protection.points import moved_points

    secret = project_secret(asked.settings().workspace_dir)
    moved = moved_points(points, places, columns, secret=secret, path=path)
    write_atomically(out, moved.to_json(drop_id=True, ensure_ascii=False))
    return f"{len(moved)} points. Positions are displaced; say so wherever they are shown."


def _count(
    points: "gpd.GeoDataFrame", columns: "PointColumns", width_km: float, path: Path, out: Path
) -> str:
    import geopandas as gpd

    from mapping.atomic import write_atomically
    from profiles.protection.masking import LEAST_PEOPLE
    from profiles.protection.points import counted_points

    if not width_km >= LEAST_KM:
        kind, available = N_("width"), N_("kilometres, from 0.5 on")
        raise UnknownChoiceError(kind=kind, asked=width_km, available=available)
    bins = counted_points(points, columns, width_m=1000 * width_km, path=path)
    shapes, people = [one for one, _ in bins.people], [count for _, count in bins.people]
    frame = gpd.GeoDataFrame({"people": people}, geometry=shapes, crs="EPSG:4326")
    write_atomically(out, frame.to_json(drop_id=True))
    return (
        f"{len(people)} hexagons with {sum(people)} people; {bins.left_out} people in hexagons of"
        f" fewer than {LEAST_PEOPLE} are left out."
    )
