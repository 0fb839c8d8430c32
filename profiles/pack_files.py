"""The files of a pack, read and checked: what there is before anything is worked out or hidden."""

import hashlib
import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

from mapping.boundaries.packs import CATALOGUE as BOUNDARY_CATALOGUE
from mapping.boundaries.packs import FOLDER as BOUNDARIES
from mapping.boundaries.packs import BoundaryCatalogue, read_boundary_catalogue
from mapping.boundaries.read import file_hash, read_gazetteer
from mapping.errors import DataError, UnknownPackError, UnreadableFileError
from mapping.i18n import N_
from mapping.places import AdminLevel
from mapping.settings import Settings
from profiles.indicators.catalogue import FILE_NAME, IndicatorCatalogue, read_indicator_catalogue
from profiles.indicators.flows import FlowEntry, FlowTable
from profiles.indicators.model import Indicator, Series
from profiles.indicators.read import (
    CellKey,
    CellValue,
    IndicatorTable,
    Survey,
    read_flows,
    read_tables,
)
from profiles.measures.packs.derive import derive
from profiles.measures.packs.od import collapsed, collapsed_entry
from profiles.protection.policy_file import FILE_NAME as POLICY_FILE
from profiles.protection.rounding import rounded_figures, rounded_flows

if TYPE_CHECKING:
    from mapping.boundaries.model import Gazetteer

log = logging.getLogger(__name__)

Stamp: TypeAlias = tuple[tuple[int, int], ...]
"""Time and size of files."""

FOLDER: Final = "indicators"
CACHED: Final = Path("cache", "catalogues")  # of a workspace


@dataclass(frozen=True, eq=False, kw_only=True)
class Catalogues:
    """The boundary catalogue, and the indicator catalogues: the shipped one and the user's own."""

    boundaries: BoundaryCatalogue
    indicators: tuple[IndicatorCatalogue, ...]
    problems: Mapping[Path, DataError]  # of the user's own catalogue: the shipped packs still work

    @property
    def described(self) -> dict[str, Indicator]:
        """Every indicator by code, in the order of the profile's sections."""
        every = {code: one for file in self.indicators for code, one in file.indicators.items()}
        return dict(sorted(every.items(), key=lambda pair: pair[1].section))


@dataclass(frozen=True, eq=False, kw_only=True)
class PackSources:
    """One country's places and catalogue entries; of its tables only where they lie."""

    iso3: str
    boundaries: BoundaryCatalogue = field(repr=False)
    gazetteer: "Gazetteer" = field(repr=False)
    indicators: Mapping[str, Indicator] = field(repr=False)
    series: Mapping[str, Series] = field(repr=False)
    catalogues: tuple[IndicatorCatalogue, ...] = field(repr=False)  # those that describe it

    @property
    def flow_entries(self) -> tuple[FlowEntry, ...]:
        """Of every flow table, those that are added up from others included, in their order."""
        return tuple(
            one
            for catalogue in self.catalogues
            for entry in catalogue.flows_of(self.iso3)
            for one in (
                entry,
                *(collapsed_entry(entry, AdminLevel(to)) for to in entry.collapse_to),
            )
        )

    def files_hash(self) -> str:
        """Hash of the files that its figures and flows are read from, and of its places.

        Raises:
            UnreadableFileError: a file of them cannot be read.
        """
        digest = hashlib.sha256(self.iso3.encode())
        for catalogue in self.catalogues:
            tables = sorted(catalogue.folder(self.iso3).glob("*.csv"))
            for path in (catalogue.path, *tables):
                digest.update(f"{path.name} {file_hash(path)} ".encode())
        for place in self.gazetteer.places.values():
            digest.update(f"{place.place_code} {place.level} {place.parent_code}\n".encode())
        return digest.hexdigest()


@dataclass(frozen=True, eq=False, kw_only=True)
class PackFiles(PackSources):
    """The same with its figures and flows as they were read."""

    table: IndicatorTable = field(repr=False)
    flows: tuple[FlowTable, ...] = field(repr=False)

    def with_derived(self) -> IndicatorTable:
        """The table, with the figures that follow from others."""
        return derive(
            self.table,
            indicators=self.indicators,
            series=self.series,
            flows=self.flows,
            gazetteer=self.gazetteer,
        )

    def rounded(self, base: int, secret: bytes) -> "PackFiles":
        """The same files with counts rounded at random: what then follows is of rounded counts."""
        return replace(
            self,
            table=rounded_figures(self.table, self.indicators, base=base, secret=secret),
            flows=tuple(rounded_flows(one, base=base, secret=secret) for one in self.flows),
        )

    def content_hash(self) -> str:
        """Hash of everything that what may be shown depends on."""
        digest = hashlib.sha256()
        flows = (flow.cells for flow in self.flows)
        for cells in (self.table.cells, self.table.surveys, *flows):
            digest.update(repr(cells).encode())
        entries = [flow.entry for flow in self.flows]
        places = [(p.place_code, p.level, p.parent_code) for p in self.gazetteer.places.values()]
        described = (sorted(self.indicators.items()), sorted(self.series.items()))
        digest.update(repr((*described, entries, places)).encode())
        return digest.hexdigest()[:32]


def own_catalogue(settings: Settings) -> Path:
    """Where the user's own indicators are described; the file need not be there."""
    return settings.workspace_dir / FOLDER / FILE_NAME


def own_stamp(settings: Settings) -> Stamp:
    """Changes with what the user's own packs and rules are: part of the key of what is kept."""
    boundaries = settings.workspace_dir / BOUNDARIES / BOUNDARY_CATALOGUE
    rules = settings.workspace_dir / POLICY_FILE
    return tuple(_stamp(path) for path in (own_catalogue(settings), boundaries, rules))


def _stamp(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except OSError:
        return (0, 0)
    return (found.st_mtime_ns, found.st_size)


def read_catalogues(settings: Settings) -> Catalogues:
    """The catalogues of the shipped packs and of the user's own.

    Raises:
        UnreadableFileError: a shipped catalogue is missing or damaged.
        BadTableError: a shipped catalogue breaks its rules.
    """
    kept = settings.workspace_dir / CACHED
    shipped = read_indicator_catalogue(settings.data_dir / FOLDER / FILE_NAME, cache_dir=kept)
    found, problems = [shipped], {}
    own = own_catalogue(settings)
    if own.exists():
        try:
            known = shipped.indicators
            found.append(read_indicator_catalogue(own, known=known, cache_dir=kept))
        except DataError as error:
            log.warning("own indicator catalogue left out: %s", error)
            problems[own] = error
    boundaries = read_boundary_catalogue(settings.data_dir, settings.workspace_dir)
    return Catalogues(boundaries=boundaries, indicators=tuple(found), problems=problems)


def find_pack(iso3: str, catalogues: Catalogues) -> PackSources:
    """What there is of one country; its tables are not opened.

    Raises:
        UnknownPackError: there is no pack of this country.
        UnreadableFileError: a boundary file of it is missing or damaged.
    """
    iso3 = iso3.upper()
    gazetteer = read_gazetteer(catalogues.boundaries, iso3)
    about = tuple(one for one in catalogues.indicators if iso3 in one.iso3s)
    if not about:
        for error in catalogues.problems.values():
            raise error
        known = sorted({code for one in catalogues.indicators for code in one.iso3s})
        raise UnknownPackError(asked=iso3, available=", ".join(known))
    indicators: dict[str, Indicator] = {}
    series: dict[str, Series] = {}
    for catalogue in about:
        indicators |= catalogue.indicators
        series |= catalogue.series_of(iso3)
    return PackSources(
        iso3=iso3,
        boundaries=catalogues.boundaries,
        gazetteer=gazetteer,
        indicators=indicators,
        series=series,
        catalogues=about,
    )


def read_pack_files(iso3: str, catalogues: Catalogues) -> PackFiles:
    """Everything that is read of one country.

    Raises:
        UnknownPackError: there is no pack of this country.
        UnreadableFileError: a file of it is missing or damaged.
        BadTableError: a table breaks its rules.
    """
    return read_files(find_pack(iso3, catalogues))


def read_files(sources: PackSources) -> PackFiles:
    """The figures and flows of a pack; raises as `read_pack_files` does."""
    places = {str(code) for code in sources.gazetteer.places}
    return PackFiles(
        **{part.name: getattr(sources, part.name) for part in fields(PackSources)},
        table=_table(sources, places),
        flows=tuple(_flows(sources, places)),
    )


def _table(sources: PackSources, places: set[str]) -> IndicatorTable:
    cells: dict[CellKey, CellValue] = {}
    surveys: dict[CellKey, Survey] = {}
    for catalogue in sources.catalogues:
        folder = catalogue.folder(sources.iso3)
        if not any(folder.glob("*.csv")):
            raise UnreadableFileError(path=folder, reason=N_("it holds no table"))
        table = read_tables(folder, sources.indicators, places)
        cells.update(table.cells)
        surveys.update(table.surveys)
    return IndicatorTable(cells=cells, surveys=surveys)


def _flows(sources: PackSources, places: set[str]) -> Iterator[FlowTable]:
    for catalogue in sources.catalogues:
        for entry in catalogue.flows_of(sources.iso3):
            table = read_flows(catalogue.folder(sources.iso3), entry, places)
            yield table
            for level in entry.collapse_to:
                yield collapsed(table, AdminLevel(level), sources.gazetteer)
