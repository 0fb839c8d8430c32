"""Which kinds of map fit an indicator, and why the others do not."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from mapping.cartography.layers import MapKind
from mapping.choices import chosen
from mapping.errors import KindNotOfferedError
from mapping.i18n import N_
from mapping.places import AdminLevel
from profiles.indicators.model import Indicator, Kind
from profiles.maps.flows import flow_tables
from profiles.measures.packs.derive import inputs_of
from profiles.measures.packs.od import counts_of
from profiles.measures.spatial.local import FEWEST_PLACES

if TYPE_CHECKING:
    from profiles.pack import Pack

KIND_LABELS: Final[Mapping[MapKind, str]] = {
    MapKind.CHOROPLETH: N_("Filled places"),
    MapKind.SYMBOLS: N_("Circles"),
    MapKind.BIVARIATE: N_("Two rates at once"),
    MapKind.FLOWS: N_("Streams of people"),
    MapKind.CLUSTERS: N_("Clusters of like places"),
}
_COUNT: Final = N_(
    "this is a count, and filled places would look strong only for being large; circles show counts"
)
_RATE: Final = N_("this is a rate or share, and circles would read as numbers of people")
_NOT_TWO_RATES: Final = N_("it takes two rates or shares, and this is a count")
_NO_SECOND: Final = N_("there is no second rate or share at this level")
_NO_TABLE: Final = N_("no table of origins and destinations has places of this level")
_NO_STREAMS: Final = N_(
    "streams are numbers of people, and no table of origins and destinations is behind this rate"
)
_COUNT_CLUSTERS: Final = N_("it takes a rate or share: counts follow the size of the places")
_FEW: Final = N_("it takes 20 places with a published value, each with a neighbour")


class Offer(NamedTuple):
    """A kind of map, and why it does not fit; None where it does."""

    kind: MapKind
    reason: str | None


def usual_kind(indicator: Indicator) -> MapKind:
    """Circles for counts, filled places for rates and shares."""
    return MapKind.SYMBOLS if indicator.kind is Kind.EXTENSIVE else MapKind.CHOROPLETH


def second_rates(pack: "Pack", level: AdminLevel, indicator: str) -> tuple[Indicator, ...]:
    """The rates and shares that may be shown with another one."""
    return tuple(
        one
        for one in pack.indicators_at(level)
        if one.code != indicator and one.kind is not Kind.EXTENSIVE
    )


def offers(pack: "Pack", level: AdminLevel, indicator: str, period: str) -> tuple[Offer, ...]:
    """Every kind of map, the usual one first, with the reason why one does not fit."""
    wanted = pack.indicator(indicator)
    counts = wanted.kind is Kind.EXTENSIVE
    reasons: dict[MapKind, str | None] = {
        MapKind.CHOROPLETH: _COUNT if counts else None,
        MapKind.SYMBOLS: None if counts else _RATE,
        MapKind.BIVARIATE: _no_bivariate(pack, level, wanted),
        MapKind.FLOWS: _no_flows(pack, level, wanted),
        MapKind.CLUSTERS: _no_clusters(pack, level, wanted, period),
    }
    first = usual_kind(wanted)
    ordered = sorted(MapKind, key=lambda kind: kind is not first)
    return tuple(Offer(kind, reasons[kind]) for kind in ordered)


def chosen_kind(
    pack: "Pack", level: AdminLevel, indicator: str, period: str, asked: str | None
) -> MapKind:
    """The kind that was asked for, or the usual one.

    Raises:
        UnknownChoiceError: there is no such kind.
        KindNotOfferedError: it does not fit; says why.
    """
    if not asked:
        return usual_kind(pack.indicator(indicator))
    reasons = dict(offers(pack, level, indicator, period))
    kind = chosen(MapKind, asked, kind=N_("kind of map"))
    reason = reasons[kind]
    if reason is not None:
        raise KindNotOfferedError(kind=KIND_LABELS[kind], reason=reason)
    return kind


def _no_bivariate(pack: "Pack", level: AdminLevel, indicator: Indicator) -> str | None:
    if indicator.kind is Kind.EXTENSIVE:
        return _NOT_TWO_RATES
    return None if second_rates(pack, level, indicator.code) else _NO_SECOND


def _no_flows(pack: "Pack", level: AdminLevel, indicator: Indicator) -> str | None:
    """Streams go with a count of people, and with what is worked out from a table of streams."""
    tables = flow_tables(pack, level)
    if not tables:
        return _NO_TABLE
    if indicator.kind is Kind.EXTENSIVE:
        return None
    counted = {code for table in tables for code in counts_of(table.entry)}
    return None if _rests_on(pack, indicator, counted) else _NO_STREAMS


def _rests_on(pack: "Pack", indicator: Indicator, counted: AbstractSet[str]) -> bool:
    """Whether an indicator is one of some, or worked out from one of them."""
    if indicator.code in counted:
        return True
    inputs = (pack.indicators.get(part.code) for part in inputs_of(indicator))
    return any(_rests_on(pack, one, counted) for one in inputs if one and one != indicator)


def _no_clusters(pack: "Pack", level: AdminLevel, indicator: Indicator, period: str) -> str | None:
    if indicator.kind is Kind.EXTENSIVE:
        return _COUNT_CLUSTERS
    cells = (
        pack.published.value(place.place_code, indicator.code, period)
        for place in pack.gazetteer.at_level(level)
    )
    known = (cell for cell in cells if cell is not None and cell.is_shown)
    # A reader waits for this at each change: enough is enough.
    return None if len(list(islice(known, FEWEST_PLACES))) == FEWEST_PLACES else _FEW
