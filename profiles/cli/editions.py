"""`lmp compare`: what changed since the last edition of a profile."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from profiles.cli import asked

if TYPE_CHECKING:
    from profiles.sections.changed import ChangedFigure


def compare(
    older: Annotated[Path, typer.Argument(metavar="OLD.json", help="The earlier edition.")],
    newer: Annotated[Path, typer.Argument(metavar="NEW.json", help="The later edition.")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Say which figures of a profile are new, updated, revised or gone since another edition."""
    from profiles.editions.changes import compare_editions
    from profiles.sections.changed import Change

    report = compare_editions(older, newer)
    if as_json:
        asked.print_json(report.as_json())
        return
    counts = ", ".join(f"{report.count(change)} {change}" for change in Change)
    asked.print_line(f"{report.place_code}, {report.made_on_before} to {report.made_on}: {counts}.")
    for found in report.changes:
        asked.print_line(f"{found.change}: {_line(found)}")


def _line(found: "ChangedFigure") -> str:
    parts = [part for part in (found.sex, found.age) if part != "total"]
    who = f" ({', '.join(parts)})" if parts else ""
    before = f"{found.text_before} ({found.period_before})" if found.text_before else ""
    now = f"{found.text} ({found.period})" if found.text else ""
    return f"{found.label}{who}: {' -> '.join(text for text in (before, now) if text)}"
