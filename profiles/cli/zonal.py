"""`lmp zonal`: statistics of a grid by place."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from profiles.cli import asked
from profiles.cli.answers import OF_BOUNDARIES, BoundariesAnswered, answered_with

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mapping.boundaries.model import BoundarySet
    from mapping.rasters.zonal import ZonalResult


def zonal(  # noqa: PLR0913 - one parameter an option
    *,
    boundaries: Annotated[
        str, typer.Option(metavar="BOUNDARIES", help="A file, or PACK:LEVEL as in wsm:ADM1.")
    ],
    raster: Annotated[Path, typer.Option(metavar="FILE", help="A GeoTIFF.")],
    out: Annotated[Path, typer.Option(metavar="FILE.csv", help="One row a place.")],
    band: Annotated[int, typer.Option(metavar="N", help="From 1.")] = 1,
    stats: Annotated[
        str,
        typer.Option(help="Of count,sum,mean,min,max,median,majority,coverage."),
    ] = "count,sum,mean",
    place_code: Annotated[
        str | None, typer.Option(metavar="COLUMN", help="Of a boundary file.")
    ] = None,
    place_name: Annotated[
        str | None, typer.Option(metavar="COLUMN", help="Of a boundary file.")
    ] = None,
    boundaries_answer: BoundariesAnswered = None,
) -> None:
    """Sum a grid by place, and say what share of it lies in no place."""
    from mapping.atomic import write_atomically
    from mapping.rasters.zonal import statistic
    from mapping.rasters.zonal import zonal as compute

    wanted = tuple(dict.fromkeys(statistic(name) for name in stats.split(",")))
    places = asked_boundaries(boundaries, place_code, place_name, boundaries_answer or ())
    result = compute(places, raster, band=band, stats=wanted)
    table = result.frame.to_csv(index=False, lineterminator="\n")
    write_atomically(out, table)
    asked.print_line(_summary(result))


def asked_boundaries(
    text: str, place_code: str | None, place_name: str | None, said: "Iterable[str]" = ()
) -> "BoundarySet":
    """The places of PACK:LEVEL, or of a file of which somebody has said something."""
    from mapping.boundaries.read import read_boundaries
    from mapping.intake.asking import read_answers
    from mapping.rasters.zones import read_outside_boundaries
    from profiles.pack import open_pack

    path = Path(text)
    if path.is_file() or path.suffix or ":" not in text:
        with answered_with(OF_BOUNDARIES):
            return read_outside_boundaries(
                path, answers=read_answers(said), place_code=place_code, place_name=place_name
            )
    iso3, level = asked.pack_and_level(text)
    pack = open_pack(asked.settings(), iso3)
    return read_boundaries(pack.boundaries.entry(iso3, level))


def _summary(result: "ZonalResult") -> str:
    """How much lies outside every place, and which places have nothing."""
    from mapping.rasters.cells import Coverage

    status = result.frame["status"]
    empty = int(status.isin([Coverage.OUTSIDE.value, Coverage.NO_VALUES.value]).sum())
    lines = [
        f"Places: {len(status)}, of which {empty} without values.",
        f"Grid total: {result.grid_total:,.6g}; outside every place: {result.outside_total:,.6g}.",
    ]
    if result.outside_share is not None:
        lines.append(f"Share of the grid's total outside every place: {result.outside_share:.1%}.")
    return "\n".join(lines)
