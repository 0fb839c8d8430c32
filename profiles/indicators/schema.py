"""The columns of the tables, spelled out once. Heavy to import: for builds, tests and uploads."""

import math
import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pandera.pandas as pa
from pandera.errors import SchemaErrors
from pandera.typing import Series

from mapping.errors import BadTableError, Problem
from profiles.indicators.model import Status
from profiles.indicators.read import PERIOD, SEXES, WITHOUT_VALUE

if TYPE_CHECKING:
    import pandas as pd

HEADER_ROWS: Final = 1
FIRST_ROW: Final = HEADER_ROWS + 1
STATUSES: Final = tuple(status.value for status in Status if status is not Status.SUPPRESSED)


class IndicatorFrame(pa.DataFrameModel):
    """One row per place, indicator, period, sex and age."""

    place_code: Series[str] = pa.Field(str_length={"min_value": 1})
    indicator: Series[str] = pa.Field(str_matches=r"^[a-z][a-z0-9_]*$")
    period: Series[str] = pa.Field(str_matches=PERIOD)  # "2021", "2016/2021"
    sex: Series[str] = pa.Field(isin=SEXES)
    age: Series[str] = pa.Field(str_length={"min_value": 1})
    value: Series[float] = pa.Field(nullable=True)  # null: known to be missing, never 0
    status: Series[str] = pa.Field(isin=STATUSES)
    cases: Series[float] | None = pa.Field(nullable=True, ge=0, coerce=True)  # unweighted
    se: Series[float] | None = pa.Field(nullable=True, ge=0, coerce=True)  # standard error

    class Config:
        """Nothing else is read, and no figure is given twice."""

        strict = True
        unique = ("place_code", "indicator", "period", "sex", "age")

    @pa.dataframe_check
    @classmethod
    def status_fits_value(cls, frame: "pd.DataFrame") -> "pd.Series[bool]":
        """A figure is there exactly when its status says so."""
        return frame["value"].isna() == frame["status"].isin(WITHOUT_VALUE)


class FlowFrame(pa.DataFrameModel):
    """One row per origin, destination, period and sex."""

    origin_code: Series[str] = pa.Field(str_length={"min_value": 1})
    destination_code: Series[str] = pa.Field(str_length={"min_value": 1})
    period: Series[str] = pa.Field(str_matches=PERIOD)
    sex: Series[str] = pa.Field(isin=SEXES)
    value: Series[float] = pa.Field(nullable=True, ge=0)  # null: known to be missing, never 0

    class Config:
        """Nothing else is read, and no figure is given twice."""

        strict = True
        unique = ("origin_code", "destination_code", "period", "sex")


def checked(
    frame: "pd.DataFrame", schema: type[pa.DataFrameModel], path: Path | str
) -> "pd.DataFrame":
    """The frame, once it keeps every rule of the schema.

    Raises:
        BadTableError: with every fault and its line in the file, the header being line 1.
    """
    try:
        schema.validate(frame, lazy=True)
    except SchemaErrors as error:
        raise BadTableError(path=path, problems=tuple(_problems(error.failure_cases))) from error
    return frame


def _problems(cases: "pd.DataFrame") -> Iterable[Problem]:
    for column, check, case, index in zip(
        cases["column"], cases["check"], cases["failure_case"], cases["index"], strict=True
    ):
        row = None if index is None or math.isnan(index) else int(index) + FIRST_ROW
        yield Problem(row=row, column=_text(column), rule=str(check), value=_text(case) or "")


def _text(value: object) -> str | None:
    text = "" if value is None else str(value)
    return None if re.fullmatch(r"nan|None|", text) else text
