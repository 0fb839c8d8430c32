"""What a join says of a table: every row is matched, suggested or unmatched; nothing is dropped."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from mapping.i18n import Translator
from mapping.joining.reasons import OF_ONE, REASONS
from mapping.places import PlaceCode


class Method(StrEnum):
    """How a row was matched."""

    CODE = "code"
    NAME = "name"
    ALIAS = "alias"  # a pair of the alias file
    CONFIRMED = "confirmed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why something is suggested or not matched: a code of `REASONS` and what fills it in."""

    code: str
    facts: Mapping[str, object] = field(default_factory=dict, hash=False)

    def text(self, translator: Translator | None = None) -> str:
        """The reason in words a person understands."""
        words = OF_ONE if self.facts.get("count") == 1 and self.code in OF_ONE else REASONS
        return (translator or Translator()).text(words[self.code], **self.facts)

    def __str__(self) -> str:
        return self.text()


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A place that a row may mean."""

    place_code: PlaceCode
    name: str
    score: float  # likeness from 0 to 1; only its order means anything
    reason: Reason

    def to_json(self, translator: Translator | None = None) -> dict[str, Any]:
        """As the report has it."""
        return {
            "place_code": self.place_code,
            "name": self.name,
            "score": round(self.score, 3),
            "reason": self.reason.text(translator),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched:
    """A row that belongs to a place."""

    row: int  # line of the file, the header being 1
    value: str
    place_code: PlaceCode
    name: str  # of the place
    method: Method

    def to_json(self) -> dict[str, Any]:
        """As the report has it."""
        return {
            "row": self.row,
            "value": self.value,
            "place_code": self.place_code,
            "method": self.method.value,
            "name": self.name,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggested:
    """A row that probably belongs to the first candidate; a person says."""

    row: int
    value: str
    candidates: tuple[Candidate, ...]  # best first, at least one

    def to_json(self, translator: Translator | None = None) -> dict[str, Any]:
        """As the report has it."""
        candidates = [candidate.to_json(translator) for candidate in self.candidates]
        return {"row": self.row, "value": self.value, "candidates": candidates}


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmatched:
    """A row that belongs to no place that could be told."""

    row: int
    value: str
    reason: Reason

    def to_json(self, translator: Translator | None = None) -> dict[str, Any]:
        """As the report has it."""
        return {"row": self.row, "value": self.value, "reason": self.reason.text(translator)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Duplicate:
    """A place that more than one row was matched to."""

    place_code: PlaceCode
    name: str
    rows: tuple[int, ...]
    values: tuple[str, ...]  # the different spellings

    def to_json(self) -> dict[str, Any]:
        """As the report has it."""
        return {
            "place_code": self.place_code,
            "name": self.name,
            "rows": list(self.rows),
            "values": list(self.values),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyColumns:
    """The columns of a table that say which place a row is about.

    Of what is asked for, None is to be found, and an empty text says that there is none.
    """

    code: str | None = None
    name: str | None = None
    parent: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CrosswalkPart:
    """Part of a former place in a place of today; the shares of one source add up to 1."""

    source: str  # the former name
    target: PlaceCode
    share: float | None  # of the source; None where no source gives it


@dataclass(frozen=True, slots=True, kw_only=True)
class Mended:
    """A place whose figures were made of rows of former places, as a person asked for."""

    place_code: PlaceCode
    name: str  # of the place
    rows: tuple[int, ...]  # lines of the file
    method: str  # "summed" or "shared"; the second is an estimate
    share: float | None  # of each row; None where they are added up
    source: str  # of the crosswalk

    def to_json(self) -> dict[str, Any]:
        """As the report has it."""
        return {
            "place_code": self.place_code,
            "name": self.name,
            "rows": list(self.rows),
            "method": self.method,
            "share": self.share,
            "estimated": self.method == "shared",
            "source": self.source,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinReport:
    """What became of every row. `matched`, `suggested` and `unmatched` are the whole table."""

    rows: int
    matched: tuple[Matched, ...] = ()
    suggested: tuple[Suggested, ...] = ()
    unmatched: tuple[Unmatched, ...] = ()
    duplicates: tuple[Duplicate, ...] = ()
    places_without_data: tuple[tuple[PlaceCode, str], ...] = ()  # code and name
    warnings: tuple[Reason, ...] = ()  # what matters most first
    columns: KeyColumns = KeyColumns()
    crosswalk: tuple[CrosswalkPart, ...] = ()
    mended: tuple[Mended, ...] = ()

    def __post_init__(self) -> None:
        parts = (self.matched, self.suggested, self.unmatched)
        numbers = [entry.row for part in parts for entry in part]
        if len(numbers) != self.rows or len(set(numbers)) != self.rows:
            raise ValueError("every row is matched, suggested or unmatched, and only once")

    def summary(self, translator: Translator | None = None) -> str:
        """One sentence for an e-mail."""
        translator = translator or Translator()
        said = translator.text(
            REASONS["summary"],
            rows=self.rows,
            matched=len(self.matched),
            suggested=len(self.suggested),
            unmatched=len(self.unmatched),
            missing=len(self.places_without_data),
        )
        if not self.mended:
            return said
        places = ", ".join(dict.fromkeys(entry.name for entry in self.mended))
        return f"{said} {translator.text(REASONS['summary_mended'], places=places)}"

    def to_json(self, translator: Translator | None = None) -> dict[str, Any]:
        """The report of `lmp join`."""
        columns = self.columns
        return {
            "rows": self.rows,
            "matched": [entry.to_json() for entry in self.matched],
            "suggested": [entry.to_json(translator) for entry in self.suggested],
            "unmatched": [entry.to_json(translator) for entry in self.unmatched],
            "duplicates": [entry.to_json() for entry in self.duplicates],
            "places_without_data": [
                {"place_code": code, "name": name} for code, name in self.places_without_data
            ],
            "warnings": [warning.text(translator) for warning in self.warnings],
            "columns": {"code": columns.code, "name": columns.name, "parent": columns.parent},
            "crosswalk": [
                {"source": part.source, "target": part.target, "share": part.share}
                for part in self.crosswalk
            ],
            "mended": [entry.to_json() for entry in self.mended],
            "summary": self.summary(translator),
        }
