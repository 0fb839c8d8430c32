"""The one door: what a file from outside is, whether it may come in, and what is in it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from mapping.errors import RefusedFileError, ToolError, UnreadableFileError
from mapping.i18n import N_
from mapping.intake.isolated import call_isolated, call_isolated_each
from mapping.intake.limits import CHECK_LIMITS, FileKind, Limits
from mapping.intake.model import (
    Answers,
    FeaturesRead,
    FileRead,
    Intake,
    Kind,
    Layer,
    Outcome,
    Reason,
    TableRead,
)
from mapping.intake.words.reasons import WORDS

NOTHING_ANSWERED: Final = Answers()
SHARED: Final = ("mapping.intake.files.geojson", "mapping.intake.maps.placing", "pyproj", "shapely")
"""What is imported once for many files: without GDAL, of which each process has its own."""
_TASK: Final = "mapping.intake.reader:check_task"


def check_file(
    path: Path,
    *,
    answers: Answers = NOTHING_ANSWERED,
    name: str | None = None,
    limits: Limits = CHECK_LIMITS,
) -> Intake:
    """What a file is and whether it may come in. Never raises for what is in the file.

    Args:
        path: The file.
        answers: What a person has decided about it.
        name: Its name as people know it, where it is kept under another.
        limits: What reading it may cost.

    Raises:
        UnreadableFileError: there is no such file.
    """
    return _intake(_answer(path, answers, name, limits, None))


def check_files(paths: Sequence[Path], *, limits: Limits = CHECK_LIMITS) -> Iterator[Intake]:
    """As `check_file` for many files, in their order and faster.

    Raises:
        UnreadableFileError: one of them is not there.
    """
    for path in paths:
        _existing(path)
    calls = [(path, _arguments(path, NOTHING_ANSWERED, None, None, limits)) for path in paths]
    found = call_isolated_each(_TASK, calls, kind=FileKind.ANY, limits=limits, shared=SHARED)
    for answer in found:
        yield _intake(_came_to_an_end(answer) if isinstance(answer, ToolError) else answer)


def read_table(
    path: Path,
    *,
    answers: Answers = NOTHING_ANSWERED,
    name: str | None = None,
    limits: Limits = CHECK_LIMITS,
) -> TableRead:
    """The rows of a table as text; its `intake` may still ask something (`Intake.outcome`).

    Args:
        path: CSV, TSV, XLSX, XLS, ODS, JSON records, Parquet; the attributes of a layer likewise.
        answers: What a person has decided; `Answers(sheet="Table 3")` picks a sheet.
        name: As in `check_file`.
        limits: What reading it may cost.

    Raises:
        UnreadableFileError: there is no such file.
        RefusedFileError: it was refused, or holds no table; carries the intake.
    """
    answer = _answer(path, answers, name, limits, "table")
    intake = _intake(answer)
    table = _table(answer, intake)
    if table is None:
        raise _refused(path, intake, N_("it holds no table"))
    return table


def read_file(
    path: Path,
    *,
    answers: Answers = NOTHING_ANSWERED,
    name: str | None = None,
    limits: Limits = CHECK_LIMITS,
) -> FileRead:
    """What a file is and what is in it, opened once. Never raises for what is in the file.

    A table whose rows say where they are comes as both, a layer of shapes as features only.

    Raises:
        UnreadableFileError: there is no such file.
    """
    answer = _answer(path, answers, name, limits, "any")
    intake = _intake(answer)
    return FileRead(intake=intake, table=_table(answer, intake), features=_features(answer, intake))


def read_boundaries_file(
    path: Path,
    *,
    answers: Answers = NOTHING_ANSWERED,
    name: str | None = None,
    limits: Limits = CHECK_LIMITS,
) -> FeaturesRead:
    """Polygons with their attributes as text, valid and in longitude and latitude (EPSG:4326).

    Raises:
        UnreadableFileError: there is no such file.
        RefusedFileError: it was refused, or holds something else; carries the intake.
    """
    found = read_features(path, answers=answers, name=name, limits=limits)
    if found.intake.kind is not Kind.BOUNDARIES:
        raise _refused(path, found.intake, N_("it holds no polygons, or not only polygons"))
    return found


def read_features(
    path: Path,
    *,
    answers: Answers = NOTHING_ANSWERED,
    name: str | None = None,
    limits: Limits = CHECK_LIMITS,
) -> FeaturesRead:
    """As `read_boundaries_file`, for geometry of any kind.

    Raises:
        UnreadableFileError: there is no such file.
        RefusedFileError: it was refused, holds no geometry, or it is not known where that lies
            (`Answers(crs=...)` settles it); carries the intake.
    """
    answer = _answer(path, answers, name, limits, "features")
    intake = _intake(answer)
    features = _features(answer, intake)
    if features is None:
        raise _refused(path, intake, N_("it holds no shapes of which the place on Earth is known"))
    return features


def _answer(
    path: Path, answers: Answers, name: str | None, limits: Limits, content: str | None
) -> Mapping[str, Any]:
    """What the isolated process says; a process that came to an end is a refusal too."""
    _existing(path)
    arguments = _arguments(path, answers, name, content, limits)
    try:
        return call_isolated(_TASK, path, arguments, kind=FileKind.ANY, limits=limits)
    except UnreadableFileError as error:
        return _came_to_an_end(error)


def _existing(path: Path) -> None:
    if not path.is_file():
        raise UnreadableFileError(path=path, reason=N_("there is no such file"))


def _arguments(
    path: Path, answers: Answers, name: str | None, content: str | None, limits: Limits
) -> dict[str, Any]:
    given = {key: value for key, value in asdict(answers).items() if value is not None}
    return {
        "name": name or path.name,
        "answers": given,
        "content": content,
        "limits": asdict(limits),
    }


def _came_to_an_end(error: ToolError) -> dict[str, Any]:
    reason = {"code": "unreadable", "facts": {"what": str(error.facts.get("reason", error))}}
    return {"kind": Kind.UNKNOWN.value, "reasons": [reason], "layers": []}


def _intake(answer: Mapping[str, Any]) -> Intake:
    layers = [{**layer, "columns": tuple(layer["columns"])} for layer in answer["layers"]]
    return Intake(
        kind=Kind(answer["kind"]),
        reasons=tuple(Reason(**reason) for reason in answer["reasons"] if reason["code"] in WORDS),
        layers=tuple(
            Layer(**{**layer, "bounds": tuple(layer["bounds"]) if layer["bounds"] else None})
            for layer in layers
        ),
    )


def _frame(found: Mapping[str, Any]) -> Any:  # noqa: ANN401 - a DataFrame; pandas is imported late
    import pandas as pd

    index = pd.Index(found["lines"], name="row")
    return pd.DataFrame(found["columns"], index=index, dtype=object)


def _table(answer: Mapping[str, Any], intake: Intake) -> TableRead | None:
    found = answer.get("table")
    if intake.outcome is Outcome.REFUSED or not isinstance(found, dict):
        return None
    return TableRead(
        frame=_frame(found), intake=intake, decimal=str(found["decimal"]), tags=found["tags"]
    )


def _features(answer: Mapping[str, Any], intake: Intake) -> FeaturesRead | None:
    found = answer.get("features")
    if intake.outcome is Outcome.REFUSED or not isinstance(found, dict):
        return None
    import geopandas as gpd
    import shapely

    shapes = shapely.from_wkb([None if wkb is None else bytes.fromhex(wkb) for wkb in found["wkb"]])
    frame = gpd.GeoDataFrame(_frame(found), geometry=shapes, crs="EPSG:4326")
    return FeaturesRead(frame=frame, intake=intake)


def _refused(path: Path, intake: Intake, otherwise: str) -> RefusedFileError:
    worst = intake.of(Outcome.REFUSED) or intake.of(Outcome.ASKED)
    reason = worst[0].text() if worst else otherwise
    return RefusedFileError(path=path.name, reason=reason.rstrip("."), intake=intake)
