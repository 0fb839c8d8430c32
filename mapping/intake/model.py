"""What the door says of a file from outside: the outcome, its reasons, and what was read.

Reasons are codes with facts; their words are in `mapping.intake.words.reasons`, so that they can be
translated, and so that the process that reads a file sends no prose of its own.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from mapping.i18n import Translator
from mapping.intake.words.reasons import WORDS

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

AS_WRITTEN: Final = "as_written"  # an answer about dates


class Outcome(StrEnum):
    """How a file ends at the door, from best to worst."""

    ACCEPTED = "accepted"
    WARNED = "warned"  # read; something in it deserves a look
    ASKED = "asked"  # read as far as it goes; a person has to decide something before it is used
    REFUSED = "refused"  # not read

    @property
    def rank(self) -> int:
        """0 for the best."""
        return list(Outcome).index(self)


class Kind(StrEnum):
    """What is in a file."""

    TABLE = "table"
    BOUNDARIES = "boundaries"  # polygons
    POINTS = "points"
    LINES = "lines"
    FEATURES = "features"  # several kinds of geometry, or none
    RASTER = "raster"
    IMAGE = "image"
    DOCUMENT = "document"  # JSON that holds neither rows nor places
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One thing to know about a file. A code of `WORDS`, which has its severity and its words."""

    code: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    row: int | None = None  # line of the file, the header being 1
    column: str | None = None
    layer: str | None = None  # sheet or layer, where the file has several

    @property
    def severity(self) -> Outcome:
        """The outcome this leads to."""
        return Outcome(WORDS[self.code].severity)

    @property
    def message(self) -> str:
        """The template, marked for translation; `facts` fill it in."""
        return WORDS[self.code].message

    @property
    def answer(self) -> str | None:
        """Which field of `Answers` settles it, if one does."""
        return WORDS[self.code].answer

    def text(self, translator: Translator | None = None) -> str:
        """The reason in plain words, with the place in the file."""
        translator = translator or Translator()
        one = WORDS[self.code].one if self.facts.get("count") == 1 else None
        said = translator.text(one or self.message, **self.facts)
        if self.column is not None and self.row is not None:
            where = translator.text("Row {row}, column {column}", row=self.row, column=self.column)
        elif self.column is not None:
            where = translator.text("Column {column}", column=self.column)
        elif self.row is not None:
            where = translator.text("Row {row}", row=self.row)
        else:
            where = ""
        return ": ".join(part for part in (self.layer, where, said) if part)

    def to_json(self, translator: Translator | None = None) -> dict[str, Any]:
        """What `lmp check --json` says of it."""
        return {
            "code": self.code,
            "severity": self.severity.value,
            "text": self.text(translator),
            "answer": self.answer,
            "row": self.row,
            "column": self.column,
            "layer": self.layer,
            "facts": dict(self.facts),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """One sheet, layer or grid of a file: what there was and what came in."""

    name: str
    columns: tuple[str, ...] = ()  # as they come in: dropped columns are not among them
    rows_in: int = 0
    rows_out: int = 0
    geometry: str | None = None  # "Polygon", "Point" ...; None for tables
    crs: str | None = None  # of the file: "EPSG:32737"
    bounds: tuple[float, float, float, float] | None = None  # west, south, east, north in degrees
    # west > east where it crosses the antimeridian


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """The outcome of one file. The worst reason decides."""

    kind: Kind
    reasons: tuple[Reason, ...] = ()
    layers: tuple[Layer, ...] = ()

    @property
    def outcome(self) -> Outcome:
        """Accepted unless a reason says otherwise."""
        return worst(reason.severity for reason in self.reasons)

    @property
    def rows(self) -> int:
        """Rows that came in, over all layers."""
        return sum(layer.rows_out for layer in self.layers)

    def of(self, severity: Outcome) -> tuple[Reason, ...]:
        """The reasons that lead to one outcome."""
        return tuple(reason for reason in self.reasons if reason.severity is severity)

    def has(self, code: str) -> bool:
        """Whether a reason of this code is given."""
        return any(reason.code == code for reason in self.reasons)

    def to_json(self, translator: Translator | None = None) -> dict[str, Any]:
        """The document of `lmp check --json`."""
        return {
            "outcome": self.outcome.value,
            "kind": self.kind.value,
            "rows": self.rows,
            "reasons": [reason.to_json(translator) for reason in self.reasons],
            "layers": [
                {
                    "name": layer.name,
                    "columns": list(layer.columns),
                    "rows_in": layer.rows_in,
                    "rows_out": layer.rows_out,
                    "geometry": layer.geometry,
                    "crs": layer.crs,
                    "bounds": list(layer.bounds) if layer.bounds else None,
                }
                for layer in self.layers
            ],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What a person has decided about a file. Nothing here: what the file itself says."""

    sheet: str | None = None  # of a workbook, or layer of a GeoPackage
    encoding: str | None = None  # of a text file: "cp1256"
    delimiter: str | None = None
    decimal: str | None = None  # "." or ","
    header_rows: tuple[int, ...] | None = None  # lines that make the header, from 1
    crs: str | None = None  # of coordinates without one: "EPSG:32645"
    swap_coordinates: bool = False  # the file has latitude first
    keep_columns: tuple[str, ...] = ()  # looked like personal data and are not
    aggregated: bool = False  # it looked like a list of persons and is not
    columns: tuple[str, ...] = ()  # those that are meant where several could be the same thing
    date_order: str | None = None  # "day" or "month" comes first, or "as_written"
    calendar: str | None = None  # of years such as 1403: "gregorian", or "as_written"
    damaged_codes: str | None = None  # "keep" them as they are, or take them as "blank"
    repeated_codes: str | None = None  # of rows of one code the "first", the "last", or "all"
    totals: str | None = None  # "leave_out" or "keep"
    rounds: str | None = None  # of a survey: the "latest" of each place, or "all"
    doubtful_shapes: str | None = None  # "leave_out"
    bounds: tuple[float, float, float, float] | None = None  # of a grid: west, south, east, north


@dataclass(frozen=True, eq=False, kw_only=True)
class TableRead:
    """A table that came in, as text.

    `frame` has text cells or None (an empty cell, or a missing marker, which `intake` names), an
    index named `row` (the line of the file, or the row of the sheet) and unique column names.
    """

    frame: "pd.DataFrame"
    intake: Intake
    decimal: str = "."  # the decimal mark of its numbers, as found or as answered
    tags: Mapping[str, str] = field(default_factory=dict)  # HXL tag of a column, if there are any


@dataclass(frozen=True, eq=False, kw_only=True)
class FeaturesRead:
    """Features that came in: a GeoDataFrame in EPSG:4326 with text attributes.

    Its index is named `row` (the number of the feature in its layer, from 1). A missing geometry is
    None.
    """

    frame: "gpd.GeoDataFrame"
    intake: Intake


@dataclass(frozen=True, eq=False, kw_only=True)
class FileRead:
    """All of one file: the outcome, and the table or the features, as far as they came in."""

    intake: Intake
    table: TableRead | None = None
    features: FeaturesRead | None = None


def worst(severities: Iterable[Outcome]) -> Outcome:
    """The worst of several outcomes; accepted if there are none."""
    return max(severities, key=lambda outcome: outcome.rank, default=Outcome.ACCEPTED)
