"""The map of an indicator: its layer by kind, and every word that must stand on it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from mapping.cartography.breaks import Scheme
from mapping.cartography.classify import DEFAULT_CLASSES
from mapping.cartography.layers import Hatch, MapKind, MapSpec, PointOverlay
from mapping.cartography.spoken import outline
from mapping.i18n import N_, Translator
from mapping.places import AdminLevel
from mapping.settings import DEFAULT_PUBLISHER
from profiles.indicators.read import TOTAL
from profiles.maps import words as map_words
from profiles.maps.asked import Asked
from profiles.maps.drawing import Request, draw
from profiles.maps.kinds import chosen_kind, second_rates
from profiles.maps.look import Look, plain_title
from profiles.protection.reliability import Reliability

if TYPE_CHECKING:
    from profiles.pack import Pack

UNCERTAIN = N_("Uncertain: use with caution")


def build_map(  # noqa: PLR0913 - each of them changes what is drawn
    pack: "Pack",
    *,
    level: AdminLevel,
    indicator: str,
    period: str,
    kind: str | None = None,
    second: str | None = None,
    scheme: str | None = None,
    classes: int = DEFAULT_CLASSES,
    breaks: Sequence[float] = (),
    palette: str = "",
    title: str = "",
    language: str = "en",
    selected: str | None = None,
    publisher: str = DEFAULT_PUBLISHER,
    beside: Sequence[str] = (),
    points: PointOverlay | None = None,
) -> MapSpec:
    """The map of one indicator at one level and period.

    Args:
        pack: Country pack.
        level: Level of the places.
        indicator: Code of the indicator.
        period: As in the tables: "2021", "2016/2021".
        kind: A MapKind; if nothing is said circles for counts, filled places for rates and shares.
        second: For two rates at once: code of the other; for streams: measure of the table.
        scheme: A classification scheme; quantiles if nothing is said, manual if there are breaks.
        classes: How many classes are wanted.
        breaks: For the manual scheme: rising numbers.
        palette: Name of the colours; the usual ones if nothing is said.
        title: What stands over map and legend instead of the name of the indicator.
        language: Of labels and numbers; a Translator's tag.
        selected: Code of a place to outline.
        publisher: Named in the disclaimer.
        beside: Other periods whose maps shall have the same classes, so that they can be compared.
        points: What lies over the map.

    Raises:
        UnknownLevelError, UnknownIndicatorError, UnknownPeriodError, UnknownPlaceError,
        UnknownChoiceError: what was asked for does not exist; they name what there is.
        KindNotOfferedError, MeasureRefusedError: the kind does not fit the figures; they say why.
    """
    look = Look(
        second=second or "",
        scheme=scheme or "",
        classes=classes,
        breaks=tuple(breaks),
        palette=palette,
        title=title,
    )
    request = request_of(
        pack,
        level=level,
        indicator=indicator,
        period=period,
        look=look,
        language=language,
        beside=beside,
    )
    place = None if selected is None else pack.gazetteer.place(selected).place_code
    request = replace(request, selected=place)
    spec = _spec(request, chosen_kind(pack, level, indicator, period, kind), publisher)
    spec = replace(spec, points=points)
    return replace(spec, spoken=outline(spec, pack.gazetteer.namer(Translator(language).language)))


def request_of(  # noqa: PLR0913 - what, where and when, and how it is to look
    pack: "Pack",
    *,
    level: AdminLevel,
    indicator: str,
    period: str,
    look: Look,
    language: str,
    beside: Sequence[str] = (),
) -> Request:
    """What a map is made from, whatever its kind; arguments and errors as of `build_map`."""
    entry = pack.boundaries.entry(pack.iso3, level)
    wanted = pack.indicator(indicator)
    pack.check_period(indicator, level, period)
    usual = Scheme.MANUAL if look.breaks else Scheme.QUANTILES
    asked = Asked(
        indicator=wanted,
        period=period,
        scheme=Scheme.named(look.scheme) if look.scheme else usual,
        classes=look.classes,
        breaks=look.breaks,
        palette=look.palette.strip().lower(),
        title=plain_title(look.title),
        translator=Translator(language),
        beside=_values_of(pack, level, indicator, beside),
    )
    return Request(pack=pack, entry=entry, asked=asked, second=look.second or None, selected=None)


def _values_of(
    pack: "Pack", level: AdminLevel, indicator: str, periods: Sequence[str]
) -> tuple[float, ...]:
    """Every published number of an indicator at a level in some periods."""
    return tuple(
        value for period in periods for value in pack.column(indicator, period, level).shown
    )


def _spec(request: Request, kind: MapKind, publisher: str) -> MapSpec:
    """The layer, and the words around it."""
    drawn = draw(request, kind)
    pack, entry, words = request.pack, request.entry, request.asked.translator
    return MapSpec(
        iso3=pack.iso3,
        level=entry.level,
        boundary_id=entry.id,
        title=request.asked.title
        or map_words.title(
            drawn.subject,
            entry,
            country=pack.gazetteer.country.name_in(words.language),
            period=drawn.layer.legend.period,
            translator=words,
        ),
        layer=drawn.layer,
        language=words.tag,
        selected=request.selected,
        source_line=drawn.source_line,
        boundary_line=map_words.boundary_line(entry, words),
        disclaimer=map_words.disclaimer(publisher, words),
        notes=drawn.notes,
        hatch=None if kind is MapKind.FLOWS else _uncertain(request, kind),
    )


def _uncertain(request: Request, kind: MapKind) -> Hatch | None:
    """The places whose figure is marked E; with two rates, either of them."""
    asked, pack, level = request.asked, request.pack, request.entry.level
    wanted = [(asked.indicator.code, asked.period)]
    if kind is MapKind.BIVARIATE:
        second = request.second or second_rates(pack, level, asked.indicator.code)[0].code
        wanted += [(second, period) for period in pack.periods_of(second, level)[-1:]]
    marks = pack.published.reliability
    if Reliability.CAUTION not in marks.values():
        return None
    places = pack.gazetteer.at_level(level)
    found = tuple(
        position
        for position, place in enumerate(places)
        for code, period in wanted
        if marks.get((place.place_code, code, period, TOTAL, TOTAL)) is Reliability.CAUTION
    )
    label = asked.translator.text(UNCERTAIN)
    return Hatch(label=label, places=tuple(dict.fromkeys(found))) if found else None
