"""`lmp protect`: small counts of a table hidden, so that nobody can work them out."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from mapping.errors import UnknownChoiceError
from mapping.i18n import N_
from profiles.cli import asked

if TYPE_CHECKING:
    from profiles.protection.table import ProtectedTable

LEAST: Final = 2


def protect(  # noqa: PLR0913 - one parameter an option
    table: Annotated[Path, typer.Argument(metavar="TABLE", help="A row a place.")],
    *,
    threshold: Annotated[int, typer.Option(metavar="N", help="Smallest count that is shown.")],
    out: Annotated[Path, typer.Option(metavar="FILE.csv", help="The table with x for hidden.")],
    report: Annotated[
        Path, typer.Option(metavar="FILE.json", help="For yourself: what is hidden, and why.")
    ],
    hide_margins: Annotated[
        bool, typer.Option("--hide-margins", help="Totals are not published.")
    ] = False,
    history: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The register of earlier releases.")
    ] = None,
    place_code: Annotated[
        str | None, typer.Option(metavar="COLUMN", help="The column of place codes.")
    ] = None,
    base: Annotated[
        int | None,
        typer.Option("--round", metavar="3|5", help="Round all counts at random, hide none."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the report.")] = False,
) -> None:
    """Hide small counts of a table, and whatever would give them away; or round all at random."""
    from mapping.atomic import write_atomically

    if threshold < LEAST:
        kind, available = N_("threshold"), N_("a whole number from 2 on")
        raise UnknownChoiceError(kind=kind, asked=threshold, available=available)
    if base is not None:
        text, document = _rounded(table, base, history=history, place_code=place_code)
    else:
        text, document = _protected(
            table, threshold, history=history, place_code=place_code, margins=not hide_margins
        )
    write_atomically(out, text)
    report_text = json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False)
    write_atomically(report, f"{report_text}\n")
    if as_json:
        asked.print_json(document)
    elif base is not None:
        asked.print_line(f"{out}: every count is a multiple of {base}, rounded at random.")
    else:
        _say(out, document)


def _protected(
    path: Path, threshold: int, *, history: Path | None, place_code: str | None, margins: bool
) -> tuple[str, dict[str, Any]]:
    """The table as it may be published, and the report; the register knows of it by then."""
    from profiles.protection.count_file import read_counts
    from profiles.protection.policy_file import read_policy
    from profiles.protection.releases.register import Register
    from profiles.protection.rounding import refuse_mixed
    from profiles.protection.table import protect as compute

    register = None if history is None else Register(path=history)
    earlier = register.read() if register else ()
    found = read_counts(path, place_code=place_code)
    protected = compute(
        found.table,
        threshold=threshold,
        margins=margins,
        zeros_last=read_policy(asked.settings().workspace_dir).zeros_last,
        earlier=earlier,
    )
    refuse_mixed(protected.release, earlier)
    # Before the table is written: what is not in the register must not be published.
    if register:
        register.append(protected.release, after=len(earlier))
    cells = {(cell.place_code, cell.category) for cell in protected.hidden}
    document = _document(protected, threshold, earlier=len(earlier), margins=margins)
    figures = found.table.figures.items()
    return found.to_csv({name: int(n) for name, n in figures if name not in cells}), document


def _rounded(
    path: Path, base: int, *, history: Path | None, place_code: str | None
) -> tuple[str, dict[str, Any]]:
    """The table rounded at random by the secret of the workspace: the same way every time."""
    from profiles.protection.count_file import read_counts
    from profiles.protection.masking import project_secret
    from profiles.protection.policy import BASES
    from profiles.protection.releases.register import Register
    from profiles.protection.rounding import rounded_cells, rounded_release

    if base not in BASES:
        available = ", ".join(map(str, BASES))
        raise UnknownChoiceError(kind=N_("base of rounding"), asked=base, available=available)
    found = read_counts(path, place_code=place_code)
    secret = project_secret(asked.settings().workspace_dir)
    shown = rounded_cells(found.table, base=base, secret=secret)
    if history is not None:
        register = Register(path=history)
        earlier = register.read()
        release = rounded_release(found.table, base=base, earlier=earlier)
        register.append(release, after=len(earlier))
    differs = sum(shown[name] != count for name, count in found.table.figures.items())
    document = {"method": "random rounding", "base": base, "cells": len(shown), "changed": differs}
    return found.to_csv(shown), document


def _document(
    protected: "ProtectedTable", threshold: int, *, earlier: int, margins: bool
) -> dict[str, Any]:
    cells = protected.hidden
    primary = sum(cell.is_primary for cell in cells)
    return {
        "threshold": threshold,
        "margins": "public" if margins else "hidden",
        "earlier_releases": earlier,
        "perhaps_the_same_people_as": list(protected.perhaps_same),
        "primary": primary,
        "complementary": len(cells) - primary,
        "cost": protected.cost,
        "hidden": [
            {
                "place_code": cell.place_code,
                "category": cell.category,
                "kind": "primary" if cell.is_primary else "complementary",
                "lower": cell.lower,
                "upper": cell.upper,
                "protected": cell.is_wide,
                "published_before": cell.was_shown,
            }
            for cell in cells
        ],
    }


def _say(out: Path, document: dict[str, Any]) -> None:
    hidden = document["hidden"]
    asked.print_line(
        f"{out}: {len(hidden)} cells hidden, {document['primary']} of them small,"
        f" {document['complementary']} so that those cannot be worked out."
    )
    open_cells = [cell for cell in hidden if not cell["protected"]]
    if open_cells:
        first = ", ".join(f"{cell['place_code']} {cell['category']}" for cell in open_cells[:5])
        asked.print_line(
            f"{len(open_cells)} of them are bounded by the totals or by an earlier release"
            f" whatever is hidden here: {first}. Merge categories or places, or --hide-margins."
        )
    if document["perhaps_the_same_people_as"]:
        releases = ", ".join(document["perhaps_the_same_people_as"])
        asked.print_line(
            f"Releases of as many people under other names: {releases}. If these are the same"
            " people, do not publish the table yet: give its places or groups the names they have"
            " there, and run this again."
        )
