"""Memory: spellings that a person has confirmed, in a small CSV people can read, edit and share.

Columns: `value` (as tables write it), `parent` (the unit above it, empty for any), `place_code`,
`place_name` (for people; not read), `boundaries` ("npl:ADM2", empty for any), `confirmed_on`.
A file of somebody's own needs `value` and `place_code` only.
"""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Final

from mapping.atomic import write_atomically
from mapping.errors import UnreadableFileError
from mapping.joining.matching.decisions import Key
from mapping.joining.names.spelling import normalised
from mapping.places import PlaceCode

FILE: Final = "aliases.csv"
OTHER_HEADERS: Final = {
    **dict.fromkeys(("alias", "name", "spelling", "label", "from"), "value"),
    **dict.fromkeys(("code", "pcode", "p-code", "to"), "place_code"),
    "boundary_set": "boundaries",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias:
    """One confirmed spelling of one place."""

    value: str
    place_code: PlaceCode
    parent: str = ""
    place_name: str = ""
    boundaries: str = ""
    confirmed_on: str = ""


@dataclass(frozen=True, kw_only=True)
class Aliases:
    """Confirmed spellings; of two for the same, the later one holds."""

    listed: tuple[Alias, ...] = ()

    def of(self, boundaries: str) -> dict[tuple[str, str], PlaceCode]:
        """The place of each spelling and parent, for one boundary set."""
        return {
            (normalised(alias.value).full, normalised(alias.parent).full): alias.place_code
            for alias in self.listed
            if alias.boundaries.casefold() in {"", boundaries.casefold()}
        }

    def with_added(self, new: Iterable[Alias]) -> "Aliases":
        """These and new ones, which take the place of older ones of the same spelling."""
        kept = {(a.value, a.parent, a.boundaries): a for a in (*self.listed, *new)}
        return Aliases(listed=tuple(kept.values()))

    def without(self, removed: Iterable[Alias]) -> "Aliases":
        """These but for some, which a person took back."""
        gone = set(removed)
        return Aliases(listed=tuple(alias for alias in self.listed if alias not in gone))


def alias_key(key: Key) -> tuple[tuple[str, str], tuple[str, str]]:
    """What to look a key up by: with its parent, then without."""
    full = normalised(key.value).full
    return (full, normalised(key.parent or "").full), (full, "")


def read_aliases(path: Path) -> Aliases:
    """The aliases of a file; none where there is no such file.

    Raises:
        UnreadableFileError: it is not such a table.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return Aliases()
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableFileError(path=path, reason=str(error)) from error
    reader = csv.DictReader(io.StringIO(text))
    known = {field.name for field in fields(Alias)}
    headers = {h: OTHER_HEADERS.get(h.strip().lower(), h.strip().lower()) for h in _headers(reader)}
    if not {"value", "place_code"} <= set(headers.values()):
        reason = "a table of aliases needs the columns value and place_code"
        raise UnreadableFileError(path=path, reason=reason)
    rows = (
        {
            headers[header]: (cell or "").strip()
            for header, cell in row.items()
            if headers.get(header) in known
        }
        for row in reader
    )
    return Aliases(
        listed=tuple(
            Alias(**{**row, "place_code": PlaceCode(row["place_code"])})  # type: ignore[arg-type]
            for row in rows
            if row["value"] and row["place_code"]
        )
    )


def write_aliases(path: Path, aliases: Aliases) -> None:
    """Write the aliases as CSV, whole or not at all.

    Raises:
        StorageError: the folder or the disk does not take the file.
    """
    text = io.StringIO()
    names = [field.name for field in fields(Alias)]
    writer = csv.DictWriter(text, names, lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: getattr(alias, name) for name in names} for alias in aliases.listed)
    write_atomically(path, text.getvalue())


def _headers(reader: "csv.DictReader[str]") -> list[str]:
    return [header for header in reader.fieldnames or () if header]
