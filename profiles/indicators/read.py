"""Reading the tables of a pack: plain CSV, checked row by row as it comes in."""

import csv
import io
import math
import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from mapping.errors import BadTableError, Problem, UnreadableFileError
from mapping.i18n import N_
from profiles.indicators.flows import FlowEntry, FlowKey, FlowTable
from profiles.indicators.model import Status

if TYPE_CHECKING:
    import pandas as pd

TOTAL: Final = "total"
SEXES: Final = (TOTAL, "female", "male")
PERIOD: Final = r"^\d{4}(-\d{2}(-\d{2})?)?(/\d{4}(-\d{2}(-\d{2})?)?)?$"
COLUMNS: Final = ("place_code", "indicator", "period", "sex", "age", "value", "status")
SURVEY_COLUMNS: Final = ("cases", "se")  # of estimates from a survey; a table may have them
FLOW_COLUMNS: Final = ("origin_code", "destination_code", "period", "sex", "value")
FLOW_PREFIX: Final = "flows_"
WITHOUT_VALUE: Final = (
    Status.MISSING.value,
    Status.NOT_APPLICABLE.value,
    Status.SUPPRESSED.value,
)
_STATUS: Final = {status.value: status for status in Status if status is not Status.SUPPRESSED}
_is_period = re.compile(PERIOD).match

CellKey: TypeAlias = tuple[str, str, str, str, str]
"""Place code, indicator, period, sex, age."""


class CellValue(NamedTuple):
    """A figure, or the reason why there is none."""

    value: float | None
    status: Status


class Survey(NamedTuple):
    """What is known of how an estimate was sampled; None where it is not told."""

    cases: int | None  # unweighted
    standard_error: float | None  # in the unit of the figure


@dataclass(frozen=True, eq=False, kw_only=True)
class IndicatorTable:
    """Figures of one pack, before disclosure control. Never shown: see `PublishedTable`.

    Attributes:
        cells: The figures.
        surveys: Cases and standard errors of those that are estimates from a survey.
    """

    cells: Mapping[CellKey, CellValue] = field(repr=False)
    surveys: Mapping[CellKey, Survey] = field(default_factory=dict, repr=False)

    @cached_property
    def frame(self) -> "pd.DataFrame":
        """The figures as a table; columns as in `profiles.indicators.schema.IndicatorFrame`."""
        import pandas as pd

        rows = [(*key, cell.value, cell.status.value) for key, cell in self.cells.items()]
        frame = pd.DataFrame(rows, columns=list(COLUMNS))
        return frame.astype({"value": float})


def read_tables(folder: Path, indicators: Container[str], places: Container[str]) -> IndicatorTable:
    """All indicator tables of one pack's folder.

    Args:
        folder: Holds `*.csv`; those called `flows_*.csv` are left to `read_flows`.
        indicators: Codes the catalogue knows.
        places: Place codes the boundaries know.

    Raises:
        UnreadableFileError: a file is missing or is no text.
        BadTableError: with every faulty row.
    """
    cells: dict[CellKey, CellValue] = {}
    surveys: dict[CellKey, Survey] = {}
    for path in sorted(folder.glob("*.csv")):
        if not path.name.startswith(FLOW_PREFIX):
            _add_table(path, cells, surveys, indicators, places)
    return IndicatorTable(cells=cells, surveys=surveys)


def read_flows(folder: Path, entry: FlowEntry, places: Container[str]) -> FlowTable:
    """One flow table of a pack's folder; raises as `read_tables` does."""
    path = folder / entry.file
    cells: dict[FlowKey, float | None] = {}
    problems: list[Problem] = []
    for number, row in _rows(path, FLOW_COLUMNS):
        origin, destination, period, sex, text = row
        rule = _flow_fault(origin, destination, entry, places) or _shared_fault(period, sex)
        value, bad_number = _number(text)
        key = (origin, destination, period, sex)
        if key in cells:
            rule = ("origin_code", N_("the flow is given twice"), f"{origin} {destination}")
        elif bad_number or (value is not None and value < 0):
            rule = ("value", N_("is not a number of people"), text)
        if rule:
            problems.append(Problem(row=number, column=rule[0], rule=rule[1], value=rule[2]))
        cells[key] = value
    if problems:
        raise BadTableError(path=path, problems=tuple(problems))
    return FlowTable(entry=entry, cells=cells)


_Fault: TypeAlias = tuple[str, str, str]


def _add_table(
    path: Path,
    cells: dict[CellKey, CellValue],
    surveys: dict[CellKey, Survey],
    indicators: Container[str],
    places: Container[str],
) -> None:
    problems: list[Problem] = []
    for number, row in _rows(path, COLUMNS, SURVEY_COLUMNS):
        place, code, period, sex, age, text, status, cases, error = row
        value, bad_number = _number(text)
        key = (place, code, period, sex, age)
        rule: _Fault | None = None
        if place not in places:
            rule = ("place_code", N_("is not in the boundary set"), place)
        elif code not in indicators:
            rule = ("indicator", N_("is not in the catalogue"), code)
        elif key in cells:
            rule = ("place_code", N_("the figure is given twice"), " ".join(key))
        rule = rule or _shared_fault(period, sex) or _value_fault(value, text, status, bad_number)
        rule = rule or _survey_fault(cases, error)
        if rule:
            problems.append(Problem(row=number, column=rule[0], rule=rule[1], value=rule[2]))
        else:
            cells[key] = CellValue(value, _STATUS[status])
            if cases or error:
                surveys[key] = Survey(int(cases) if cases else None, _number(error)[0])
    if problems:
        raise BadTableError(path=path, problems=tuple(problems))


def _rows(
    path: Path, columns: Sequence[str], optional: Sequence[str] = ()
) -> Iterator[tuple[int, list[str]]]:
    """The rows with their lines; a cell of an optional column that is not there is empty."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise UnreadableFileError(path=path, reason=N_("it is missing")) from error
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableFileError(path=path, reason=N_("it is not a text file")) from error
    reader = csv.reader(io.StringIO(text, newline=""))
    try:
        header = next(reader, [])
        more = [column for column in optional if column in header[len(columns) :]]
        if header != [*columns, *more]:
            wanted = ",".join(columns)
            fault = Problem(row=1, column=None, rule=f"must read {wanted}", value=",".join(header))
            raise BadTableError(path=path, problems=(fault,))
        at = [header.index(column) if column in more else None for column in optional]
        for row in reader:
            if len(row) != len(header):
                fault = Problem(
                    row=reader.line_num,
                    column=None,
                    rule=N_("has another number of columns than the header"),
                    value=",".join(row),
                )
                raise BadTableError(path=path, problems=(fault,))
            extra = ["" if place is None else row[place] for place in at]
            yield reader.line_num, [*row[: len(columns)], *extra]
    except csv.Error as error:
        raise UnreadableFileError(path=path, reason=str(error)) from error


def _number(text: str) -> tuple[float | None, bool]:
    if not text:
        return None, False
    try:
        value = float(text)
    except ValueError:
        return None, True
    return value, not math.isfinite(value)


def _shared_fault(period: str, sex: str) -> _Fault | None:
    if not _is_period(period):
        return ("period", N_("is not a year or an interval of years"), period)
    if sex not in SEXES:
        return ("sex", N_("is not total, female or male"), sex)
    return None


def _value_fault(
    value: float | None,
    text: str,
    status: str,
    bad_number: bool,  # noqa: FBT001 - private, called once
) -> _Fault | None:
    if bad_number:
        return ("value", N_("is not a number"), text)
    if status not in _STATUS:
        return ("status", N_("is not a status"), status)
    if (value is None) != (status in WITHOUT_VALUE):
        return ("status", N_("does not fit the value"), f"{text} {status}")
    return None


def _survey_fault(cases: str, error: str) -> _Fault | None:
    if cases and not (cases.isascii() and cases.isdigit()):
        return ("cases", N_("is not a number of cases"), cases)
    size, bad_number = _number(error)
    if bad_number or (size is not None and size < 0):
        return ("se", N_("is not a standard error"), error)
    return None


def _flow_fault(
    origin: str, destination: str, entry: FlowEntry, places: Container[str]
) -> _Fault | None:
    for column, code in (("origin_code", origin), ("destination_code", destination)):
        if code not in places and code not in entry.partners:
            return (column, N_("is neither a place nor a named partner"), code)
    return None
