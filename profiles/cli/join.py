"""`lmp join`: a table joined to places, and what became of every row."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mapping.i18n import N_, Translator
from profiles.cli import asked
from profiles.cli.answers import (
    OF_BOUNDARIES,
    OF_FILE,
    Answered,
    BoundariesAnswered,
    answered_with,
    how_to_answer,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from mapping.intake.model import Answers, Reason, TableRead
    from mapping.joining.aliases import Aliases
    from mapping.joining.model import JoinReport
    from mapping.joining.read import Destination

SAY_YES = N_(
    "Say yes to them on the page Join, or with the spellings in a file after --aliases; --accept"
    " takes the first candidate of each."
)
Destined = Annotated[
    str, typer.Option(metavar="BOUNDARIES", help="A file, or PACK:LEVEL as in npl:ADM2.")
]
Out = Annotated[Path, typer.Option(metavar="FILE", help="FILE.gpkg, .parquet, .csv or .geojson.")]
Report = Annotated[Path, typer.Option(metavar="FILE.json", help="What became of every row.")]
Sheet = Annotated[str | None, typer.Option(metavar="NAME", help="Of a workbook.")]
Codes = Annotated[str | None, typer.Option(metavar="COLUMN", help="With codes.")]
Names = Annotated[str | None, typer.Option(metavar="COLUMN", help="With names.")]
Parents = Annotated[str | None, typer.Option(metavar="COLUMN", help="With the units above.")]
Confirmed = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Confirmed spellings; those of the workspace if none."),
]
Accept = Annotated[
    bool, typer.Option("--accept", help="Take the first candidate of each suggestion.")
]
Mend = Annotated[
    str | None,
    typer.Option(
        metavar="COLUMNS",
        help="Counts: add up what was merged since, share out what was split; a comma between.",
    ),
]
AsOf = Annotated[
    str | None,
    typer.Option(metavar="VINTAGE", help="An earlier date of the level, which the table is of."),
]
OfBoundaries = Annotated[str | None, typer.Option(metavar="COLUMN", help="Of a boundary file.")]


def join(  # noqa: PLR0913 - one parameter an option
    table: Annotated[Path, typer.Argument(metavar="TABLE", help="CSV, XLSX, ODS and others.")],
    *,
    boundaries: Destined,
    out: Out,
    report: Report,
    sheet: Sheet = None,
    answer: Answered = None,
    code: Codes = None,
    name: Names = None,
    parent: Parents = None,
    aliases: Confirmed = None,
    accept: Accept = False,
    mend: Mend = None,
    as_of: AsOf = None,
    place_code: OfBoundaries = None,
    place_name: OfBoundaries = None,
    boundaries_answer: BoundariesAnswered = None,
) -> None:
    """Join a table to places; names that are only alike are suggested, never joined."""
    from mapping.atomic import write_atomically
    from mapping.intake.asking import open_questions, read_answers
    from mapping.intake.door import read_table
    from mapping.joining.join import join_values
    from mapping.joining.model import KeyColumns
    from mapping.joining.write import check_format, write_joined

    of_boundaries = read_answers(boundaries_answer or ())
    to = _destination(boundaries, place_code, place_name, as_of, of_boundaries)
    check_format(out, polygons=to.polygons is not None)
    answers = read_answers([*(answer or ()), *([] if sheet is None else [f"sheet={sheet}"])])
    with answered_with(OF_FILE):
        read = read_table(table, answers=answers)
    joined, result = join_values(
        read.frame,
        to.places,
        columns=KeyColumns(code=code, name=name, parent=parent),
        aliases=_aliases(aliases),
        changes=to.changes,
        accept=accept,
    )
    if mend is not None and as_of is not None:
        joined, result = _in_today(joined, result, read, (boundaries, as_of), mend)
        to = _destination(boundaries, None, None, None, of_boundaries)
    elif mend is not None:
        joined, result = _mended(joined, result, read, to, mend)
    write_joined(joined, to.polygons, out)
    text = json.dumps(result.to_json(), ensure_ascii=False, indent=1, allow_nan=False)
    write_atomically(report, f"{text}\n")
    _tell(result, open_questions(read.intake), to.questions)


def _mended(
    joined: "pd.DataFrame", report: "JoinReport", read: "TableRead", to: "Destination", mend: str
) -> "tuple[pd.DataFrame, JoinReport]":
    """The table and the report with what the known changes allow, for these columns of counts."""
    from mapping.joining.explaining.mends import find_mends, mended, with_mends

    counts = _counts(read, mend)
    mends = find_mends(report, to.changes, to.places)
    table = mended(joined, read.frame, mends, counts=counts, decimal=read.decimal)
    return table, with_mends(report, mends)


def _aliases(path: Path | None) -> "Aliases":
    from mapping.errors import UnreadableFileError
    from mapping.i18n import N_
    from mapping.joining.aliases import FILE, read_aliases

    if path is not None and not path.is_file():
        raise UnreadableFileError(path=path, reason=N_("there is no such file"))
    return read_aliases(path or asked.settings().workspace_dir / FILE)


def _in_today(
    joined: "pd.DataFrame",
    report: "JoinReport",
    read: "TableRead",
    of: tuple[str, str],
    mend: str,
) -> "tuple[pd.DataFrame, JoinReport]":
    """A table of an earlier vintage with the places of today, for these columns of counts."""
    from mapping.boundaries.packs import read_boundary_catalogue
    from mapping.joining.explaining.mends import mended, with_mends
    from mapping.joining.read import read_crosswalk

    settings, (iso3, level) = asked.settings(), asked.pack_and_level(of[0])
    catalogue = read_boundary_catalogue(settings.data_dir, settings.workspace_dir)
    walk = read_crosswalk(catalogue, iso3, level, of[1])
    mends = walk.mends(report)
    counts = _counts(read, mend)
    kept = walk.in_today(joined)
    table = mended(kept, read.frame, mends, counts=counts, decimal=read.decimal)
    return table, with_mends(report, mends)


def _counts(read: "TableRead", mend: str) -> list[str]:
    from mapping.errors import UnknownChoiceError, listed
    from mapping.i18n import N_

    counts = [column.strip() for column in mend.split(",") if column.strip()]
    for column in counts:
        if column not in read.frame.columns:
            kind, available = N_("column of the table"), listed(read.frame.columns)
            raise UnknownChoiceError(kind=kind, asked=column, available=available)
    return counts


def _destination(
    text: str,
    place_code: str | None,
    place_name: str | None,
    as_of: str | None,
    answers: "Answers",
) -> "Destination":
    from mapping.boundaries.packs import read_boundary_catalogue
    from mapping.joining.read import read_level, read_places, with_polygons

    path = Path(text)
    if path.is_file() or path.suffix or ":" not in text:
        with answered_with(OF_BOUNDARIES):
            return read_places(path, answers=answers, place_code=place_code, place_name=place_name)
    settings = asked.settings()
    catalogue = read_boundary_catalogue(settings.data_dir, settings.workspace_dir)
    iso3, level = asked.pack_and_level(text)
    if as_of is not None:
        catalogue = catalogue.as_of(iso3, level, as_of)
    to = read_level(catalogue, iso3, level)
    return with_polygons(to, catalogue.entry(iso3, level))


def _tell(
    report: "JoinReport", of_table: "Iterable[Reason]", of_boundaries: "Iterable[Reason]"
) -> None:
    translator = Translator(asked.settings().language)
    for questions, option in ((of_table, OF_FILE), (of_boundaries, OF_BOUNDARIES)):
        for one in questions:
            how = how_to_answer(one, translator, option)
            asked.print_line(f"? {one.text(translator)}{how}")
    for warning in report.warnings:
        asked.print_line(f"! {warning.text(translator)}")
    asked.print_line(report.summary(translator))
    if report.suggested:
        asked.print_line(translator.text(SAY_YES))
