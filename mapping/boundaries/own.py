"""Boundaries of a person's own become boundary sets of a pack in the workspace.

What a file holds is one level; the levels above it that the pack does not have yet are made of it,
so that the pack is whole at once: each parent is the union of its children.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mapping.atomic import atomic_path, write_atomically
from mapping.boundaries.model import BoundaryEntry, BoundarySet
from mapping.boundaries.packs import (
    CATALOGUE,
    ENGLISH,
    FOLDER,
    BoundaryCatalogue,
    EntryText,
    read_boundary_catalogue,
)
from mapping.boundaries.read import read_gazetteer
from mapping.errors import BadBoundariesError, DataError
from mapping.i18n import N_, Translator
from mapping.places import AdminLevel
from mapping.toml_text import block, without_blocks

if TYPE_CHECKING:
    import geopandas as gpd

NOT_STATED: Final = "not stated"
COUNTRY: Final = ("country", "countries")


@dataclass(frozen=True, slots=True, kw_only=True)
class AboveColumns:
    """The columns that name the places of a level above; one of the two is enough."""

    code: str | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnColumns:
    """Which columns of a file say what its polygons are."""

    name: str
    code: str | None = None  # None: codes are made of the country and a number
    names: Mapping[str, str] = field(default_factory=dict, hash=False)  # column by language
    above: tuple[AboveColumns, ...] = ()  # nearest first; empty: found by where they lie


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnBoundaries:
    """What a person says of boundaries of her own."""

    iso3: str  # of the country, or any three letters for a pack of another kind
    country: str  # its name
    level: AdminLevel
    vintage: str  # the date the boundaries are of: "2021" or "2021-11-25"
    columns: OwnColumns
    country_code: str = ""  # place code of the country; `iso3` where it is empty
    unit: str = "area"  # what one is called: "district"
    units: str = "areas"
    source: str = NOT_STATED
    licence: str = NOT_STATED

    def id_of(self, level: AdminLevel) -> str:
        """Of a set in the catalogue."""
        return f"{self.iso3.lower()}-{level.value}-{self.vintage}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Something that was done to the boundaries, or that a person should look at."""

    message: str  # marked for translation; `facts` fill it in
    facts: Mapping[str, object] = field(default_factory=dict, hash=False)

    def text(self, translator: Translator | None = None) -> str:
        """The note in words."""
        return (translator or Translator()).text(self.message, **self.facts)


@dataclass(frozen=True, eq=False, kw_only=True)
class OwnPack:
    """Boundary sets that are ready to be kept, the level of the file last."""

    entries: tuple[EntryText, ...]
    sets: tuple[BoundarySet, ...]
    notes: tuple[Note, ...]


def build_own(
    frame: "gpd.GeoDataFrame", said: OwnBoundaries, catalogue: BoundaryCatalogue, folder: Path
) -> OwnPack:
    """The boundary sets of a file, with the levels above it that the pack does not have.

    Args:
        frame: Polygons in EPSG:4326 with text attributes, as the intake door gives them.
        said: What a person says of them.
        catalogue: The packs there are.
        folder: `boundaries` of the workspace.

    Raises:
        BadBoundariesError: names or codes are missing, mending would change areas by more than a
            thousandth, parents cannot be told, or shipped figures would lose their places.
    """
    from mapping.boundaries.own_levels import OwnLevels
    from mapping.boundaries.schema import checked

    making = OwnLevels(frame=frame, said=said, catalogue=catalogue)
    entries, sets = [], []
    for level, rows in making.build():
        text = _entry_text(said, level, rows)
        entries.append(text)
        sets.append(checked(rows, text.entry(folder)))
    _check_replaced(sets[-1], catalogue)
    return OwnPack(entries=tuple(entries), sets=tuple(sets), notes=tuple(making.notes))


def keep_own(pack: OwnPack, *, data_dir: Path, workspace_dir: Path) -> None:
    """Write boundary sets into the workspace; a set of the same level and date is replaced.

    Raises:
        DataError: the pack would not be whole: what was there before stays.
        StorageError: the workspace does not take the files.
    """
    folder = workspace_dir / FOLDER
    catalogue = folder / CATALOGUE
    before = catalogue.read_text(encoding="utf-8") if catalogue.exists() else ""
    for boundaries in pack.sets:
        with atomic_path(boundaries.entry.path) as temporary:
            boundaries.frame.to_parquet(
                temporary, compression="zstd", index=False, write_covering_bbox=False
            )
    kept = without_blocks(before, FOLDER, [text.id for text in pack.entries])
    blocks = [block(FOLDER, _fields(text)) for text in pack.entries]
    write_atomically(catalogue, "\n".join([*([kept.rstrip("\n") + "\n"] if kept else []), *blocks]))
    try:
        read_gazetteer(read_boundary_catalogue(data_dir, workspace_dir), pack.entries[0].iso3)
    except DataError:
        write_atomically(catalogue, before or "boundaries = []\n")
        raise


def _entry_text(said: OwnBoundaries, level: AdminLevel, rows: "gpd.GeoDataFrame") -> EntryText:
    languages = [c.removeprefix("name_") for c in rows.columns if c.startswith("name_")]
    of_file = level is said.level
    unit, units = (said.unit, said.units) if of_file else ("area", "areas")
    if level is AdminLevel.ADM0:
        unit, units = COUNTRY
    return EntryText(
        id=said.id_of(level),
        iso3=said.iso3,
        level=level,
        vintage=said.vintage,
        file=f"{said.iso3.lower()}/{level.lower()}_{said.vintage}.parquet",
        source=said.source,
        licence=said.licence,
        attribution=said.source,
        languages=tuple(languages),
        note="" if of_file else f"Union of the {said.units} of the file.",
        unit_name={ENGLISH: unit},
        unit_name_plural={ENGLISH: units},
    )


def _fields(text: EntryText) -> dict[str, str | tuple[str, ...] | dict[str, str]]:
    """The fields of an entry that say anything, as the catalogue has them."""
    return {
        key: value
        for key, value in text.model_dump(mode="json").items()
        if value or key == "languages"
    }


def _check_replaced(boundaries: BoundarySet, catalogue: BoundaryCatalogue) -> None:
    """A later date takes the place of a shipped set: its figures must keep their places."""
    entry = boundaries.entry
    shipped = _in_use(entry, catalogue)
    if shipped is None or shipped.vintage > entry.vintage:
        return
    from mapping.boundaries.read import read_boundaries
    from mapping.errors import listed

    gone = sorted({*read_boundaries(shipped).frame.place_code} - {*boundaries.frame.place_code})
    if gone:
        reason = N_(
            "the figures of this country are of places that it does not have: keep it as a pack of"
            " its own, under three other letters, or under an earlier date"
        )
        raise BadBoundariesError(name=entry.id, reason=reason, examples=listed(gone))


def _in_use(entry: BoundaryEntry, catalogue: BoundaryCatalogue) -> BoundaryEntry | None:
    """The shipped set of the level that is in use so far, if there is one."""
    if entry.iso3 not in catalogue.iso3s or entry.level not in catalogue.levels(entry.iso3):
        return None
    found = catalogue.entry(entry.iso3, entry.level)
    own = any(found.path.is_relative_to(folder) for folder in catalogue.own_dirs)
    return None if own else found
