"""`lmp measures` and `lmp estimate`: measures of migration from tables of people's own."""

import math
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from mapping.errors import RefusedFileError, UnknownChoiceError
from mapping.i18n import N_
from mapping.intake.limits import FLOW_LIMITS
from profiles.cli import asked

if TYPE_CHECKING:
    import pandas as pd

    from mapping.intake.model import TableRead
    from profiles.indicators.flows import FlowType
    from profiles.measures.flows.table import FlowRows
    from profiles.measures.population import Populations

KINDS: Final = ("event", "transition", "last-move", "lifetime")


def measures(  # noqa: PLR0913 - one parameter an option
    flows: Annotated[Path, typer.Argument(metavar="FLOWS", help="A row a pair of places.")],
    *,
    out: Annotated[Path, typer.Option(metavar="FILE.json", help="All figures, with reasons.")],
    population: Annotated[
        Path | None, typer.Option(metavar="FILE", help="A row a place: mid-period population.")
    ] = None,
    interval_years: Annotated[
        float | None, typer.Option(metavar="N", help="Years that the flows cover.")
    ] = None,
    flow_type: Annotated[
        str | None, typer.Option(metavar="KIND", help="Of event,transition,last-move,lifetime.")
    ] = None,
    origin: Annotated[str | None, typer.Option(metavar="COLUMN", help="Of the flows.")] = None,
    destination: Annotated[str | None, typer.Option(metavar="COLUMN", help="Likewise.")] = None,
    flow: Annotated[str | None, typer.Option(metavar="COLUMN", help="Likewise.")] = None,
    missing_is_zero: Annotated[
        bool, typer.Option("--missing-is-zero", help="The source leaves out flows of zero.")
    ] = False,
) -> None:
    """Work out every measure of a table of origins and destinations."""
    from profiles.measures.flows.table import flow_file
    from profiles.measures.summary.document import flow_document

    named = {"orig_pcode": origin, "dest_pcode": destination, "flow": flow}
    rows = _flows(flows, {role: one for role, one in named.items() if one is not None})
    people = None if population is None else _people(population, rows.frame)
    found = flow_file(
        rows,
        path=flows,
        flow_type=None if flow_type is None else _kind(flow_type),
        interval_years=_years(interval_years),
        known_places=frozenset() if people is None else people.places,
        missing_is_zero=missing_is_zero,
    )
    document = flow_document(found, people)
    count = f"{len(document['places'])} places, {len(document['streams'])} streams"
    _write(out, document, f"{out}: {count}.")


def estimate(
    cohorts: Annotated[Path, typer.Argument(metavar="COHORTS", help="A row a cohort, or a place.")],
    *,
    out: Annotated[Path, typer.Option(metavar="FILE.json", help="All figures, with reasons.")],
    births: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Births of cohorts that are children.")
    ] = None,
    child_woman: Annotated[
        bool, typer.Option("--child-woman", help="Children by the women of their place.")
    ] = False,
) -> None:
    """Estimate net migration by survival ratio, or by vital statistics where deaths are given."""
    from profiles.measures.estimation.child_woman import children_of_women
    from profiles.measures.estimation.cohorts import children, survival_ratios
    from profiles.measures.estimation.document import survival_document, vital_document

    found = _cohorts(cohorts, "pop_start", "pop_end")
    if "deaths" in found:
        document = vital_document(found, path=cohorts)
    else:
        rows = survival_ratios(found, path=cohorts)
        if births is not None:
            rows = children(rows, _cohorts(births), path=births)
        if child_woman:
            rows = children_of_women(rows, path=cohorts)
        document = survival_document(rows)
    _write(out, document, f"{out}: {document['method']}, {len(document['rows'])} rows.")


def _kind(asked_for: str) -> "FlowType":
    from profiles.indicators.flows import FlowType

    return FlowType(asked.one_of(N_("flow type"), asked_for, KINDS))


def _years(asked_for: float | None) -> float | None:
    if asked_for is not None and not 0 < asked_for < math.inf:
        kind, available = N_("number of years"), N_("a number above 0")
        raise UnknownChoiceError(kind=kind, asked=asked_for, available=available)
    return asked_for


def _flows(path: Path, chosen: Mapping[str, str]) -> "FlowRows":
    from profiles.measures.flows.table import flow_frame

    read = read_outside_table(path)
    return flow_frame(read.frame, path=path, decimal=read.decimal, tags=read.tags, chosen=chosen)


def _people(path: Path, flows: "pd.DataFrame") -> "Populations":
    from profiles.measures.population import populations

    read = read_outside_table(path)
    ends = [*dict.fromkeys([*flows["origin"].unique(), *flows["destination"].unique()])]
    return populations(read.frame, flow_ends=ends, path=path, decimal=read.decimal, tags=read.tags)


def _cohorts(path: Path, *needed: str) -> "pd.DataFrame":
    from profiles.measures.estimation.cohorts import cohort_frame

    read = read_outside_table(path)
    return cohort_frame(read.frame, path=path, decimal=read.decimal, tags=read.tags, needed=needed)


def read_outside_table(path: Path) -> "TableRead":
    """The rows of a table from outside.

    Raises:
        UnreadableFileError: there is no such file.
        RefusedFileError: it is no table, or somebody must decide first how it is to be read.
    """
    from mapping.intake.door import read_table
    from mapping.intake.model import Outcome

    read = read_table(path, limits=FLOW_LIMITS)
    # Which of two columns is meant, `only_column` asks where it matters.
    questions = [one for one in read.intake.of(Outcome.ASKED) if one.code != "role_twice"]
    if questions:
        reason = questions[0].text().rstrip(".")
        raise RefusedFileError(path=path.name, reason=reason, intake=read.intake)
    return read


def _write(out: Path, document: Mapping[str, Any], summary: str) -> None:
    from mapping.atomic import atomic_path
    from profiles.measures.summary.json_text import to_json

    with atomic_path(out) as temporary, temporary.open("wb") as file:
        file.writelines(to_json(document))
        file.write(b"\n")
    for line in (summary, *document["notes"]):
        asked.print_line(line)
