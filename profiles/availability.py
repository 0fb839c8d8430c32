"""Which packs have figures of an indicator, for which levels and periods, and from whom."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field

from mapping.boundaries.packs import BoundaryCatalogue
from mapping.errors import DataError
from mapping.places import AdminLevel, Place
from profiles.indicators.model import Series, Status
from profiles.pack import series_of_all
from profiles.pack_files import Catalogues, PackFiles, read_pack_files

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """The figures of one indicator in one pack."""

    iso3: str
    series: Series | None  # its source; None where nothing in the catalogue leads to one
    periods: Mapping[AdminLevel, tuple[str, ...]] = field(hash=False)  # by level, oldest first


@dataclass(frozen=True, eq=False, kw_only=True)
class PackHoldings:
    """What one pack has figures of; none of the figures themselves is kept."""

    iso3: str
    country: Place
    boundaries: BoundaryCatalogue = field(repr=False)
    holdings: Mapping[str, Holding] = field(repr=False)  # by indicator

    def level_name(self, level: AdminLevel, language: str) -> str:
        """What the places of a level are called: "districts"."""
        return self.boundaries.entry(self.iso3, level).unit_name_in(language, plural=True)


def read_holdings(catalogues: Catalogues) -> dict[str, PackHoldings]:
    """What every pack has, figures that follow from others included, by country.

    A damaged pack has nothing; opening it says what is wrong with it.
    """
    found: dict[str, PackHoldings] = {}
    for iso3 in catalogues.boundaries.iso3s:
        try:
            found[iso3] = _holdings(read_pack_files(iso3, catalogues))
        except DataError as error:
            log.info("nothing is told of the pack %s: %s", iso3, type(error).__name__)
    return found


def _holdings(files: PackFiles) -> PackHoldings:
    table = files.with_derived()
    level_of = {str(code): place.level for code, place in files.gazetteer.places.items()}
    periods: dict[str, dict[AdminLevel, set[str]]] = {}
    for (place, code, period, _, _), cell in table.cells.items():
        by_level = periods.setdefault(code, {})
        if cell.status is not Status.MISSING:
            by_level.setdefault(level_of[place], set()).add(period)
    indicators = {code: one for code, one in files.indicators.items() if code in periods}
    series = series_of_all(indicators, files.series, files.flow_entries)
    return PackHoldings(
        iso3=files.iso3,
        country=files.gazetteer.country,
        boundaries=files.boundaries,
        holdings={
            code: Holding(
                iso3=files.iso3,
                series=series.get(code),
                periods={level: tuple(sorted(found[level])) for level in sorted(found)},
            )
            for code, found in periods.items()
        },
    )
