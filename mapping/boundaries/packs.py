"""Which boundary sets there are: the catalogue of the shipped packs and of the user's own."""

import logging
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from mapping.boundaries.model import BoundaryEntry
from mapping.errors import UnknownLevelError, UnknownPackError, UnreadableFileError, listed
from mapping.places import AdminLevel

log = logging.getLogger(__name__)

FOLDER: Final = "boundaries"
CATALOGUE: Final = "catalogue.toml"
ENGLISH: Final = "en"

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Iso3 = Annotated[str, StringConstraints(pattern=r"^[A-Za-z]{3}$", to_upper=True)]
Words = Annotated[dict[str, Text], Field(min_length=1)]  # by language; English among them


class EntryText(BaseModel):
    """One [[boundaries]] table of catalogue.toml, as text from outside."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Text
    iso3: Iso3
    level: AdminLevel
    vintage: Annotated[str, StringConstraints(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")]
    file: Text  # beside the catalogue
    source: Text
    licence: Text
    attribution: Text
    languages: tuple[Text, ...]
    note: str = ""
    unit_name: Words
    unit_name_plural: Words
    place_code: str | None = None  # of the country, for the script that builds ADM0
    names: dict[str, Text] = Field(default_factory=dict)  # of the country, by language

    def entry(self, folder: Path) -> BoundaryEntry:
        """The value the program works with.

        Raises:
            ValueError: the file lies outside the catalogue's folder, or English words are missing.
        """
        path = (folder / self.file).resolve()
        if not path.is_relative_to(folder.resolve()):
            raise ValueError(f"the file {self.file} lies outside the folder of the catalogue")
        if ENGLISH not in self.unit_name or ENGLISH not in self.unit_name_plural:
            raise ValueError("unit_name and unit_name_plural need English (en)")
        return BoundaryEntry(
            id=self.id,
            iso3=self.iso3,
            level=self.level,
            vintage=self.vintage,
            source=self.source,
            licence=self.licence,
            attribution=self.attribution,
            languages=self.languages,
            note=self.note,
            unit_name=self.unit_name[ENGLISH],
            unit_name_plural=self.unit_name_plural[ENGLISH],
            unit_names={
                language: (word, self.unit_name_plural.get(language, word))
                for language, word in self.unit_name.items()
            },
            path=path,
        )


@dataclass(frozen=True, kw_only=True)
class BoundaryCatalogue:
    """Every boundary set the installation knows; no polygon has been read yet."""

    entries: tuple[BoundaryEntry, ...]
    problems: tuple[UnreadableFileError, ...] = ()  # what was left out, and why
    own_dirs: tuple[Path, ...] = ()  # folders of the user's own packs, which may be written to

    @property
    def iso3s(self) -> tuple[str, ...]:
        """The countries, in the order of the catalogue."""
        return tuple(dict.fromkeys(entry.iso3 for entry in self.entries))

    def levels(self, iso3: str) -> tuple[AdminLevel, ...]:
        """The levels of a country, from the top.

        Raises:
            UnknownPackError: no boundary set of that country.
        """
        return tuple(sorted({entry.level for entry in self._of(iso3)}, key=lambda x: x.depth))

    def vintages(self, iso3: str, level: str) -> tuple[str, ...]:
        """The dates there are sets of a level of, the latest first."""
        found = {entry.vintage for entry in self._of(iso3) if entry.level == level.upper()}
        return tuple(sorted(found, reverse=True))

    def as_of(self, iso3: str, level: str, vintage: str) -> "BoundaryCatalogue":
        """The catalogue as if no later set of a country had come: its parents are of then as well.

        A level that has no set of that date or before keeps its first one.

        Raises:
            UnknownPackError: no boundary set of that country.
            UnknownLevelError: the country has none of that level and vintage.
        """
        self.entry(iso3, level, vintage)
        first = {entry.level: self.vintages(iso3, entry.level)[-1] for entry in self._of(iso3)}
        kept = tuple(
            entry
            for entry in self.entries
            if entry.iso3 != iso3.upper() or entry.vintage <= max(vintage, first[entry.level])
        )
        # Not of own folders: what is prepared there is of the latest sets.
        return replace(self, entries=kept, own_dirs=())

    def entry(self, iso3: str, level: str, vintage: str | None = None) -> BoundaryEntry:
        """One boundary set: of the vintage asked for, else the latest.

        Raises:
            UnknownPackError: no boundary set of that country.
            UnknownLevelError: the country has none at that level, or none of that vintage.
        """
        of_country = self._of(iso3)
        wanted = level.upper()
        found = [
            entry
            for entry in of_country
            if entry.level == wanted and vintage in (None, entry.vintage)
        ]
        if not found:
            asked = level if vintage is None else f"{level} of {vintage}"
            available = listed(f"{entry.level} of {entry.vintage}" for entry in of_country)
            raise UnknownLevelError(asked=asked, pack=iso3.upper(), available=available)
        return max(found, key=lambda entry: entry.vintage)

    def _of(self, iso3: str) -> tuple[BoundaryEntry, ...]:
        found = self._by_country.get(iso3.upper())
        if not found:
            raise UnknownPackError(asked=iso3, available=", ".join(self.iso3s))
        return found

    @cached_property
    def _by_country(self) -> dict[str, tuple[BoundaryEntry, ...]]:
        found: dict[str, list[BoundaryEntry]] = {}
        for entry in self.entries:
            found.setdefault(entry.iso3, []).append(entry)
        return {iso3: tuple(entries) for iso3, entries in found.items()}


def read_boundary_catalogue(data_dir: Path, *more_dirs: Path) -> BoundaryCatalogue:
    """The boundary sets under a folder of packs, with those of further folders merged in.

    Each folder holds `boundaries/catalogue.toml`. A set of a later folder takes the place of one
    with the same country, level and vintage. An entry that cannot be used is left out and told in
    `problems`, and so is the whole catalogue of a further folder: the other packs still work.

    Raises:
        UnreadableFileError: the catalogue of `data_dir` itself is missing or is not TOML.
    """
    entries: dict[tuple[str, str, str], BoundaryEntry] = {}
    problems: list[UnreadableFileError] = []
    own = [folder for folder in more_dirs if (folder / FOLDER / CATALOGUE).is_file()]
    for folder in (data_dir, *own):
        try:
            tables = read_catalogue_tables(folder / FOLDER / CATALOGUE)
        except UnreadableFileError as error:
            if folder is data_dir:
                raise
            problems.append(error)
            continue
        for entry in _usable(tables, folder / FOLDER, problems):
            entries[entry.iso3, entry.level, entry.vintage] = entry
    for problem in problems:
        log.warning("boundary catalogue: %s", problem)
    return BoundaryCatalogue(
        entries=tuple(entries.values()), problems=tuple(problems), own_dirs=tuple(own)
    )


def read_catalogue_tables(path: Path) -> tuple[Mapping[str, object], ...]:
    """The [[boundaries]] tables of a catalogue, unchecked.

    Raises:
        UnreadableFileError: the file is missing, is not TOML or has no such tables.
    """
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UnreadableFileError(path=path, reason=error.strerror or str(error)) from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UnreadableFileError(path=path, reason=f"it is not TOML: {error}") from error
    tables = document.get("boundaries")
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise UnreadableFileError(path=path, reason="it has no [[boundaries]]")
    return tuple(tables)


def _usable(
    tables: Iterable[Mapping[str, object]], folder: Path, problems: list[UnreadableFileError]
) -> Iterable[BoundaryEntry]:
    for number, table in enumerate(tables, start=1):
        try:
            yield EntryText.model_validate(table).entry(folder)
        except ValidationError as error:
            faults = "; ".join(
                f"{'.'.join(str(part) for part in fault['loc'])}: {fault['msg']}"
                for fault in error.errors()
            )
            problems.append(_problem(folder, table, number, faults))
        except ValueError as error:
            problems.append(_problem(folder, table, number, str(error)))


def _problem(
    folder: Path, table: Mapping[str, object], number: int, reason: str
) -> UnreadableFileError:
    name = table.get("id") or f"number {number}"
    return UnreadableFileError(path=folder / CATALOGUE, reason=f"the set {name}: {reason}")
