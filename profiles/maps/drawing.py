"""The layer of a map by its kind, with the words that belong to it."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, NamedTuple, assert_never

from mapping.cartography.layers import MapKind, MapLayer
from mapping.errors import UnknownChoiceError, UnknownIndicatorError, listed
from mapping.i18n import N_
from mapping.places import PlaceCode
from profiles.maps import words as map_words
from profiles.maps.asked import Asked
from profiles.maps.bivariate import two_rates
from profiles.maps.choropleth import choropleth
from profiles.maps.clusters import clusters
from profiles.maps.flows import flow_tables, flows, table_for
from profiles.maps.kinds import second_rates
from profiles.maps.symbols import symbols

if TYPE_CHECKING:
    from mapping.boundaries.model import BoundaryEntry
    from profiles.column import Column
    from profiles.measures.spatial.neighbours import Neighbours
    from profiles.pack import Pack

FEWER_CLASSES: Final = N_("Fewer classes than usual, so that each holds at least three places.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """Which map of which places."""

    pack: "Pack"
    entry: "BoundaryEntry"
    asked: Asked
    second: str | None  # code of a second rate, or measure of an origin-destination table
    selected: PlaceCode | None

    def cells(self, asked: Asked) -> "Column":
        """The published figures of an indicator, in the order of the boundary set."""
        return self.pack.column(asked.indicator.code, asked.period, self.entry.level)

    def source_line(self, asked: Asked) -> str:
        """Where the figures of an indicator come from."""
        series = self.pack.series.get(asked.indicator.code)
        return map_words.source_line(series, asked.translator)

    def notes(self, asked: Asked, cells: "Column") -> tuple[str, ...]:
        """What must be said of the figures of an indicator."""
        series = self.pack.series.get(asked.indicator.code)
        apart = tuple(cells.apart.values())  # nothing is to be said of a plain number
        return map_words.notes(asked.indicator, series, apart, asked.translator, self.pack.policy)


class Drawn(NamedTuple):
    """A layer with its words."""

    layer: MapLayer
    subject: str  # what is shown, for the title
    source_line: str
    notes: tuple[str, ...]


def draw(request: Request, kind: MapKind) -> Drawn:
    """The layer of a kind that fits the indicator.

    Raises:
        UnknownIndicatorError, UnknownChoiceError: there is no such second rate or table.
        MeasureRefusedError: there are no clusters to be had; says why.
    """
    match kind:
        case MapKind.CHOROPLETH:
            return _filled(request)
        case MapKind.SYMBOLS:
            cells = request.cells(request.asked)
            return _alone(
                request, symbols(request.asked, cells), request.notes(request.asked, cells)
            )
        case MapKind.CLUSTERS:
            return _clustered(request)
        case MapKind.BIVARIATE:
            return _two(request)
        case MapKind.FLOWS:
            return _streams(request)
        case _:
            assert_never(kind)


def _alone(request: Request, layer: MapLayer, notes: tuple[str, ...]) -> Drawn:
    """A layer of one indicator."""
    return Drawn(layer, request.asked.label, request.source_line(request.asked), notes)


def _filled(request: Request) -> Drawn:
    asked, cells = request.asked, request.cells(request.asked)
    layer, notes = choropleth(asked, cells), request.notes(asked, cells)
    if asked.has_fewer_than_asked(len(layer.legend.classes)):
        notes = (*notes, asked.translator.text(FEWER_CLASSES))
    return _alone(request, layer, notes)


def _clustered(request: Request) -> Drawn:
    asked, cells = request.asked, request.cells(request.asked)
    layer, said = clusters(asked, cells, _neighbours(request.entry))
    subject = asked.translator.text(N_("Clusters of {indicator}"), indicator=asked.label)
    source, notes = request.source_line(asked), request.notes(asked, cells)
    return Drawn(layer, subject, source, (*said, *notes))


def _neighbours(entry: "BoundaryEntry") -> "Neighbours":
    from mapping.boundaries.read import read_boundaries
    from profiles.measures.spatial.neighbours import contiguity

    return contiguity(read_boundaries(entry).frame.geometry)


def _two(request: Request) -> Drawn:
    pack, first, level = request.pack, request.asked, request.entry.level
    offered = [one.code for one in second_rates(pack, level, first.indicator.code)]
    code = request.second or offered[0]
    if code not in offered:
        raise UnknownIndicatorError(asked=code, pack=pack.iso3, available=listed(offered))
    periods = pack.periods_of(code, level)
    second = replace(
        first,
        indicator=pack.indicator(code),
        period=first.period if first.period in periods else periods[-1],
    )
    cells = request.cells(first), request.cells(second)
    layer = two_rates(first, cells[0], second, cells[1])
    sources = dict.fromkeys(request.source_line(asked) for asked in (first, second))
    notes = dict.fromkeys((*request.notes(first, cells[0]), *request.notes(second, cells[1])))
    subject = map_words.both(first.label, second.label, first.translator)
    return Drawn(layer, subject, " ".join(sources), tuple(notes))


def _streams(request: Request) -> Drawn:
    pack, level = request.pack, request.entry.level
    tables = flow_tables(pack, level)
    measures = [table.entry.measure for table in tables]
    if request.second and request.second not in measures:
        raise UnknownChoiceError(
            kind=N_("table of streams"), asked=request.second, available=listed(measures)
        )
    table = table_for(tables, request.asked.indicator.code, request.second or "")
    asked = replace(request.asked, period=table.entry.period)
    layer, notes = flows(
        asked,
        table,
        pack.gazetteer,
        request.entry,
        selected=request.selected,
        threshold=pack.policy.minimum_count,
    )
    words = asked.translator
    source = map_words.source_text(table.entry.source, words)
    said = [words.text(map_words.PROXY)] if table.entry.proxy else []
    said += [words.text(table.entry.note)] if table.entry.note else []
    subject = table.entry.label(words.language)
    return Drawn(layer, subject, source, (*notes, *said))
