"""`lmp workshop`: workshops, what was drawn in them, and keeping, sharing or forgetting it."""

import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mapping.errors import UnknownChoiceError
from mapping.i18n import N_
from profiles.cli import asked, workshop_findings
from profiles.cli.asked_workshop import (
    AsJson,
    Identifier,
    legend_of,
    plan_for,
    read_plan,
    say,
    service,
    store_of,
)

if TYPE_CHECKING:
    from mapping.community.identifiers import FeatureId, WorkshopId
    from mapping.community.store import BackupReport, Store
    from mapping.community.workshop import Workshop

app = typer.Typer(
    help="Workshops and what was drawn in them.", no_args_is_help=True, rich_markup_mode=None
)

for command in workshop_findings.COMMANDS:
    app.command()(command)


@app.command()
def new(  # noqa: PLR0913 - one parameter an option
    *,
    title: Annotated[str | None, typer.Option(help="What people call it.")] = None,
    pack: Annotated[str | None, typer.Option(metavar="PACK", help="The country.")] = None,
    place: Annotated[str | None, typer.Option(metavar="PLACE_CODE")] = None,
    legend: Annotated[
        str, typer.Option(metavar="NAME|FILE", help="A ready-made legend, CSV or XLSForm.")
    ] = "services",
    plan: Annotated[
        Path | None, typer.Option(metavar="FILE.json", help="All of a plan, as list prints it.")
    ] = None,
    lang: Annotated[str, typer.Option(help="Of a ready-made legend.")] = "en",
    as_json: AsJson = False,
) -> None:
    """Open a workshop."""
    settings = asked.settings()
    if plan is not None:
        prepared = read_plan(plan)
    elif title and pack:
        prepared = plan_for(settings, title, pack, place, legend_of(legend, asked.language(lang)))
    else:
        raise typer.BadParameter("give --title and --pack, or --plan", param_hint="new")
    opened = service(settings).create_workshop(prepared)
    say(as_json, _described(opened), f"{opened.workshop_id}  {opened.title}")


@app.command("list")
def list_workshops(*, as_json: AsJson = False) -> None:
    """List the workshops there are, the newest first."""
    store, today = store_of(asked.settings()), datetime.datetime.now(datetime.UTC).date()
    found = [
        _described(workshop)
        | {"features": _count(store, workshop.workshop_id), "overdue": workshop.is_overdue(today)}
        for workshop in store.workshops()
    ]
    lines = [
        f"{one['workshop_id']}  {one['created_at'][:10]}  {one['features']:>6}  {one['title']}"
        + (f"  (to be deleted after {one['keep_until']})" if one["overdue"] else "")
        for one in found
    ]
    say(as_json, {"workshops": found}, "\n".join(lines))


@app.command()
def export(  # noqa: PLR0913 - one parameter an option
    workshop: Identifier,
    *,
    out: Annotated[
        Path,
        typer.Option(
            metavar="FILE.(gpkg|geojson|kml|xlsx|csv|kobo.csv|photos.zip)", help="What to write."
        ),
    ],
    audience: Annotated[
        str, typer.Option("--for", metavar="room|project|public", help="Who will see the file.")
    ] = "room",
    positions: Annotated[
        str | None,
        typer.Option(
            metavar="exact|displaced|binned",
            help="How exactly it says where; as exact as the audience may see, if not given.",
        ),
    ] = None,
    hexagon_km: Annotated[
        float, typer.Option(min=1, max=500, help="Width of a hexagon of binned positions.")
    ] = 10.0,
    as_json: AsJson = False,
) -> None:
    """Write what was drawn to a file, as far as people agreed to its audience seeing it."""
    from mapping.community.export import Request
    from mapping.community.legend import Audience
    from mapping.community.release import Positions, widest_positions
    from profiles.community.positions import masks

    settings = asked.settings()
    store = store_of(settings)
    found = store.workshop(workshop)
    wide = Audience(asked.one_of(N_("circle of readers"), audience, list(Audience)))
    exactly = positions or widest_positions(found, wide)
    request = Request(
        audience=wide,
        positions=Positions(asked.one_of(N_("positions"), exactly, list(Positions))),
        masks=masks(settings, found, hexagon_km=hexagon_km),
    )
    rows = service(settings).export_file(found.workshop_id, out, request)
    document = {"file": str(out), "rows": rows, "for": wide, "positions": exactly}
    say(as_json, document, f"{out}: {rows} rows for the {wide}, positions {exactly}.")


@app.command("import")
def take_in(
    workshop: Identifier,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="CSV, XLSX or GeoJSON.")],
    *,
    as_json: AsJson = False,
) -> None:
    """Take submissions of KoboToolbox or ODK into a workshop; a file twice changes nothing."""
    from mapping.community.submissions import read_submissions

    settings = asked.settings()
    found = store_of(settings).workshop(workshop)
    sent = read_submissions(file, found)
    new = service(settings).take_in(found, sent)
    problems = [{"row": one.row, "reason": one.rule} for one in sent.problems]
    document = {
        "workshop_id": found.workshop_id,
        "taken": len(sent.taken),
        "new": new,
        "refused_by_reviewers": sent.refused_rows,
        "problems": problems,
    }
    lines = [f"{new} new of {len(sent.taken)} drawings."]
    lines += [f"row {one['row']}: {one['reason']}" for one in problems]
    say(as_json, document, "\n".join(lines))


@app.command()
def backup(
    out: Annotated[Path, typer.Argument(metavar="FILE", help="The new file.")],
    *,
    as_json: AsJson = False,
) -> None:
    """Write all workshops to one file, while people draw."""
    report = service(asked.settings()).back_up(out)
    _say_backup(report, as_json=as_json)


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A backup.")],
    *,
    as_json: AsJson = False,
) -> None:
    """Put a backup in the place of the workshops; stop the app first. The old ones are kept."""
    settings = asked.settings()
    _say_backup(service(settings).restore(file, settings), as_json=as_json)


@app.command()
def delete(
    workshop: Identifier,
    *,
    yes: Annotated[bool, typer.Option("--yes", help="It cannot be undone.")] = False,
    as_json: AsJson = False,
) -> None:
    """Delete a workshop and all that was drawn in it for good."""
    settings = asked.settings()
    found = store_of(settings).workshop(workshop)
    _confirm(yes=yes)
    count = service(settings).delete_workshop(found.workshop_id)
    document = {"workshop_id": found.workshop_id, "operations": count}
    say(as_json, document, f"Deleted {found.title} with {count} operations.")


@app.command()
def redact(
    workshop: Identifier,
    *,
    feature: Annotated[
        list[str] | None, typer.Option(metavar="FEATURE_ID", help="A drawing; may be repeated.")
    ] = None,
    by: Annotated[
        str | None, typer.Option(metavar="NAME", help="All that somebody of this name drew.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="It cannot be undone.")] = False,
    as_json: AsJson = False,
) -> None:
    """Blank drawings for good, in the log and in every backup made from now on."""
    from mapping.community.identifiers import FeatureId

    settings = asked.settings()
    store = store_of(settings)
    where = store.workshop(workshop).workshop_id
    wanted = list(dict.fromkeys(map(FeatureId, feature or [])))
    if by:
        wanted += [found for found in _drawn_by(store, where, by) if found not in wanted]
    if not wanted:
        raise UnknownChoiceError(
            kind=N_("drawing"), asked=by or "(none given)", available=N_("--feature or --by")
        )
    _confirm(yes=yes)
    count = service(settings).redact(where, wanted)
    document = {"workshop_id": where, "features": wanted, "operations": count}
    say(as_json, document, f"Blanked {count} operations on {len(wanted)} drawings.")


def _drawn_by(store: "Store", where: "WorkshopId", name: str) -> "list[FeatureId]":
    """Features of which an operation carries a name, in whatever case it was typed."""
    wanted = " ".join(name.split()).casefold()
    return list(
        dict.fromkeys(
            entry.operation.feature_id
            for entry in store.log(where)
            if entry.operation.kind.is_drawing
            and (entry.operation.actor or "").casefold() == wanted
        )
    )


def _described(workshop: "Workshop") -> dict[str, Any]:
    from mapping.community.wire_plan import workshop_to_json

    return workshop_to_json(workshop)


def _count(store: "Store", where: "WorkshopId") -> int:
    return sum(feature.is_drawn for feature in store.features(where).features)


def _confirm(*, yes: bool) -> None:
    if not yes:
        raise typer.BadParameter("it cannot be undone: add --yes", param_hint="--yes")


def _say_backup(report: "BackupReport", *, as_json: bool) -> None:
    document = {
        "file": str(report.path),
        "workshops": report.workshops,
        "operations": report.operations,
        "bytes": report.size_bytes,
    }
    line = f"{report.path}: {report.workshops} workshops, {report.operations} operations."
    say(as_json, document, line)
