"""Reads boundary sets from GeoParquet, and the gazetteer that was prepared from them.

The gazetteer of a pack is what the browser app starts with: `places.json` is read without pandas
or geopandas. It holds the hash of each boundary file it was made from; where a file has changed,
or there is no `places.json` (a pack of the user's own), the places are made from the polygons,
and for a pack of the user's own remembered.
"""

import hashlib
import json
import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from mapping.atomic import write_atomically
from mapping.boundaries.model import BoundaryEntry, BoundarySet, Gazetteer, Outlines
from mapping.boundaries.packs import BoundaryCatalogue
from mapping.errors import BadBoundariesError, StorageError, UnreadableFileError
from mapping.places import AdminLevel, Place, PlaceCode

if TYPE_CHECKING:
    import geopandas as gpd

log = logging.getLogger(__name__)

PLACES_FILE: Final = "places.json"
PLACES_FORMAT: Final = 1
_DAMAGED: Final = (OSError, ValueError, TypeError, KeyError, NotImplementedError)


def read_boundaries(entry: BoundaryEntry) -> BoundarySet:
    """The polygons of one boundary set, checked.

    A file that the places beside it were made from was checked then, and is not checked again. Of
    such a file no table is made before one is asked for.

    Raises:
        UnreadableFileError: the file is missing, is damaged or breaks the rules of the schema.
    """
    content = _read_bytes(entry.path)
    found = hashlib.sha256(content).hexdigest()
    if _is_known(entry, found):
        log.info("read %s", entry.id)
        return KnownBoundarySet(entry, content, found)
    boundaries = _checked(_frame(entry, content), entry)
    log.info("read %d boundaries of %s", len(boundaries.frame), entry.id)
    return boundaries


class KnownBoundarySet(BoundarySet):
    """A set whose file was checked before: maps are drawn of it without its table."""

    _content: bytes
    _hash: str

    def __init__(self, entry: BoundaryEntry, content: bytes, content_hash: str) -> None:
        object.__setattr__(self, "entry", entry)  # as frozen classes are filled
        object.__setattr__(self, "_content", content)
        object.__setattr__(self, "_hash", content_hash)

    @cached_property
    def frame(self) -> "gpd.GeoDataFrame":
        """Its table."""
        return _frame(self.entry, self._content)

    @cached_property
    def outlines(self) -> Outlines:
        """What of it is drawn, read without pandas, which takes longer to load than to draw."""
        import shapely
        from pyarrow import parquet

        table = parquet.ParquetFile(BytesIO(self._content)).read()  # `read_table` loads pandas
        texts = {
            name: table[name].to_pylist()
            for name in table.column_names
            if name in {"place_code", "parent_code"} or name.startswith("name")
        }
        return Outlines(
            key=self._hash,
            codes=tuple(texts.pop("place_code")),
            parents=tuple(code or "" for code in texts.pop("parent_code")),
            names=texts,
            shapes=shapely.from_wkb(table["geometry"].to_pylist()),
        )


def _frame(entry: BoundaryEntry, content: bytes) -> "gpd.GeoDataFrame":
    # Loaded here: geopandas takes seconds, and the app starts from the gazetteer.
    import geopandas as gpd
    from pyproj.exceptions import CRSError
    from shapely.errors import ShapelyError

    try:
        return gpd.read_parquet(BytesIO(content))  # type: ignore[arg-type]  # its types know paths
    except (*_DAMAGED, ShapelyError, CRSError) as error:
        # What a damaged or foreign file makes of the decoder differs with where it is damaged.
        raise UnreadableFileError(
            path=entry.path, reason=f"it is not GeoParquet: {str(error).rstrip('.')}"
        ) from error


def _is_known(entry: BoundaryEntry, content_hash: str) -> bool:
    """Whether the prepared places of a level were made from these very bytes."""
    try:
        prepared = _read_prepared(entry.path.parent / PLACES_FILE)
    except UnreadableFileError:
        return False
    same = prepared.files.get(entry.path.name) == content_hash
    return same and any(place.level is entry.level for place in prepared.places)


def _checked(frame: "gpd.GeoDataFrame", entry: BoundaryEntry) -> BoundarySet:
    from mapping.boundaries.schema import checked  # what checks tables takes long to load

    try:
        return checked(frame, entry)
    except BadBoundariesError as error:
        raise UnreadableFileError(path=entry.path, reason=error.what()) from error


def read_gazetteer(catalogue: BoundaryCatalogue, iso3: str) -> Gazetteer:
    """Every place of a country, from the top level down, each level of its latest vintage.

    Raises:
        UnknownPackError: no boundary set of that country.
        UnreadableFileError: a file of the pack is missing or damaged.
    """
    entries = [catalogue.entry(iso3, level) for level in catalogue.levels(iso3)]
    prepared = {folder: _read_prepared(folder / PLACES_FILE) for folder in _folders(entries)}
    places: dict[PlaceCode, Place] = {}
    stale: set[Path] = set()
    for entry in entries:
        folder = entry.path.parent
        if prepared[folder].files.get(entry.path.name) == _hash_of(entry.path):
            found = [place for place in prepared[folder].places if place.level is entry.level]
        else:
            stale.add(folder)
            found = _measured(entry)
        for place in found:
            _check_place(place, places, entry)
            places[place.place_code] = place
    for folder in stale:
        if any(folder.is_relative_to(own) for own in catalogue.own_dirs):
            _remember([entry for entry in entries if entry.path.parent == folder], places)
    return Gazetteer(iso3=iso3.upper(), places=places)


def file_hash(path: Path) -> str:
    """SHA-256 of a file's bytes.

    Raises:
        UnreadableFileError: the file is missing or may not be read.
    """
    return hashlib.sha256(_read_bytes(path)).hexdigest()


def _hash_of(path: Path) -> str:
    """The same, read once while the file stays as it is: polygons can be a hundred megabytes."""
    try:
        found = path.stat()
    except OSError:
        return file_hash(path)  # it says what is wrong
    return _hashed(path, (found.st_mtime_ns, found.st_size))


@lru_cache(maxsize=64)
def _hashed(path: Path, stamp: tuple[int, int]) -> str:  # noqa: ARG001 - a key
    return file_hash(path)


def to_places_json(iso3: str, places: Iterable[Place], files: Iterable[Path]) -> str:
    """The prepared gazetteer of one folder: its places, and the hash of each file they are from."""
    lines = ",\n".join(json.dumps(_record(place), ensure_ascii=False) for place in places)
    hashes = json.dumps({path.name: file_hash(path) for path in files}, indent=1)
    head = f'"format": {PLACES_FORMAT},\n"iso3": {json.dumps(iso3)},\n"files": {hashes},\n'
    return f'{{{head}"places": [\n{lines}\n]}}\n'


def _read_bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableFileError(path=path, reason=error.strerror or str(error)) from error


@dataclass(frozen=True, slots=True, kw_only=True)
class _Prepared:
    """What places.json holds: places by level, and the hash of each file by its name."""

    files: Mapping[str, str] = field(default_factory=dict)
    places: tuple[Place, ...] = ()


def _read_prepared(path: Path) -> _Prepared:
    """The prepared places; none when there is no such file."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return _Prepared()
    except OSError as error:
        raise UnreadableFileError(path=path, reason=error.strerror or str(error)) from error
    return _parsed(path, (found.st_mtime_ns, found.st_size))


@lru_cache(maxsize=32)  # a list of countries reads all packs, then one is opened
def _parsed(path: Path, stamp: tuple[int, int]) -> _Prepared:  # noqa: ARG001 - a key
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        if document["format"] != PLACES_FORMAT:
            raise ValueError(f"its format is not {PLACES_FORMAT}")  # noqa: TRY301  told below
        return _Prepared(
            files=dict(document["files"]),
            places=tuple(_place(record) for record in document["places"]),
        )
    except OSError as error:
        raise UnreadableFileError(path=path, reason=error.strerror or str(error)) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        reason = f"it is not a list of prepared places: {error}"
        raise UnreadableFileError(path=path, reason=reason) from error


def _folders(entries: Iterable[BoundaryEntry]) -> set[Path]:
    return {entry.path.parent for entry in entries}


def _measured(entry: BoundaryEntry) -> list[Place]:
    """The places of one set, measured on its polygons."""
    log.warning("%s is not what its places were made from: measuring it", entry.path)
    from mapping.boundaries.hierarchy import places_of

    return list(places_of(read_boundaries(entry)))


def _remember(entries: Sequence[BoundaryEntry], places: Mapping[PlaceCode, Place]) -> None:
    """Write `places.json` beside sets of one folder, for the next start."""
    levels = {entry.level for entry in entries}
    measured = [place for place in places.values() if place.level in levels]
    text = to_places_json(entries[0].iso3, measured, [entry.path for entry in entries])
    path = entries[0].path.with_name(PLACES_FILE)
    try:
        write_atomically(path, text)
    except StorageError as error:
        log.warning("measured again next time: %s", error.what())


def _check_place(place: Place, above: Mapping[PlaceCode, Place], entry: BoundaryEntry) -> None:
    if place.place_code in above:
        reason = f"the place code {place.place_code} is used twice"
        raise UnreadableFileError(path=entry.path, reason=reason)
    if place.parent_code is not None and place.parent_code not in above:
        reason = f"{place.place_code} has the unknown parent {place.parent_code}"
        raise UnreadableFileError(path=entry.path, reason=reason)


def _record(place: Place) -> dict[str, object]:
    return {
        "place_code": place.place_code,
        "name": place.name,
        "level": place.level.value,
        "parent_code": place.parent_code,
        "names": dict(place.names),
        "area_km2": place.area_km2,
        "centre": place.centre,
        "bounds": place.bounds,
        "neighbours": place.neighbours,
    }


def _place(record: Mapping[str, Any]) -> Place:  # Any: JSON, checked as it is taken apart
    longitude, latitude = record["centre"]
    west, south, east, north = record["bounds"]
    return Place(
        place_code=PlaceCode(record["place_code"]),
        name=record["name"],
        level=AdminLevel(record["level"]),
        parent_code=record["parent_code"],
        names=dict(record["names"]),
        area_km2=record["area_km2"],
        centre=(longitude, latitude),
        bounds=(west, south, east, north),
        # An earlier release wrote none; the nearest places stand in for them.
        neighbours=tuple(record.get("neighbours", ())),
    )
