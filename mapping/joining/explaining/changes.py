"""Known changes of places: what was split, merged or renamed, and when.

Kept beside the boundaries of a pack as `changes.csv`, one row for a former place and a place of
today: kind, former_name, former_code, place_code, year, share, source, note.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from mapping.errors import UnreadableFileError
from mapping.places import PlaceCode

FILE: Final = "changes.csv"


class ChangeKind(StrEnum):
    """What happened to a place."""

    SPLIT = "split"
    MERGED = "merged"
    RENAMED = "renamed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A former place and what it is today."""

    kind: ChangeKind
    former: str  # its name
    former_code: str
    codes: tuple[PlaceCode, ...]  # of today
    shares: tuple[float | None, ...]  # of the former place in each; None where no source says
    year: str
    source: str

    @property
    def is_renaming(self) -> bool:
        """Whether only the name has changed."""
        return self.kind is ChangeKind.RENAMED


def read_changes(path: Path) -> tuple[Change, ...]:
    """The changes of a file; none where there is no such file.

    Raises:
        UnreadableFileError: it is not such a table.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableFileError(path=path, reason=str(error)) from error
    groups: dict[tuple[str, str], list[dict[str, str]]] = {}
    try:
        for row in csv.DictReader(text.splitlines()):
            groups.setdefault((row["kind"], row["former_name"]), []).append(row)
        return tuple(_change(rows) for rows in groups.values())
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        reason = f"it is not a table of changes: {error}"
        raise UnreadableFileError(path=path, reason=reason) from error


def _change(rows: Iterable[dict[str, str]]) -> Change:
    listed = list(rows)
    first = listed[0]
    return Change(
        kind=ChangeKind(first["kind"].strip()),
        former=first["former_name"].strip(),
        former_code=first["former_code"].strip(),
        codes=tuple(PlaceCode(row["place_code"].strip()) for row in listed),
        shares=tuple(float(row["share"]) if row["share"].strip() else None for row in listed),
        year=first["year"].strip(),
        source=first["source"].strip(),
    )
