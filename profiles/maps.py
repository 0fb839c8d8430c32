"""A map of one indicator as data: classes, colours, and every word that must stand on it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mapping.cartography.breaks import Scheme, circle_values
from mapping.cartography.classify import DEFAULT_CLASSES, Classification, classify
from mapping.cartography.layers import (
    ChoroplethLayer,
    Legend,
    MapClass,
    MapSpec,
    Mark,
    PlaceValue,
    SymbolLayer,
)
from mapping.cartography.palettes import SYMBOL_COLOURS, Surface, colours_for
from mapping.i18n import N_, Translator
from mapping.places import AdminLevel, PlaceCode
from mapping.settings import DEFAULT_PUBLISHER
from profiles import map_words
from profiles.indicators.model import Indicator, Kind, Status

if TYPE_CHECKING:
    from mapping.boundaries.model import BoundaryEntry
    from profiles.pack import Pack
    from profiles.protection.published import PublishedValue

MARK_LABELS: Final[Mapping[Mark, str]] = {
    Mark.ZERO: N_("Zero"),
    Mark.NO_DATA: N_("No data"),
    Mark.NOT_SHOWN: N_("Not shown (protected)"),
}
_MARK_TEXTS: Final[Mapping[Mark, str]] = {
    Mark.NO_DATA: N_("no data"),
    Mark.NOT_SHOWN: N_("not shown"),
}
FEWER_CLASSES: Final = N_("Fewer classes than usual, so that each holds at least three places.")

Cells = Sequence[tuple[PlaceCode, "PublishedValue | None"]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What one map is to show."""

    indicator: Indicator
    period: str
    scheme: Scheme
    classes: int
    breaks: tuple[float, ...]
    surface: Surface
    translator: Translator

    def number(self, value: float, decimals: int | None = None) -> str:
        digits = self.indicator.decimals if decimals is None else decimals
        return self.translator.number(value, digits)

    def has_fewer_than_asked(self, legend: Legend) -> bool:
        # One fewer is nothing to speak of: a diverging scale has an odd number of classes.
        return self.scheme is not Scheme.MANUAL and 0 < len(legend.classes) < self.classes - 1


def build_map(  # noqa: PLR0913 - each of them changes what is drawn
    pack: "Pack",
    *,
    level: AdminLevel,
    indicator: str,
    period: str,
    scheme: str | None = None,
    classes: int = DEFAULT_CLASSES,
    breaks: Sequence[float] = (),
    language: str = "en",
    selected: str | None = None,
    publisher: str = DEFAULT_PUBLISHER,
    surface: Surface = Surface.LIGHT,
) -> MapSpec:
    """The map of one indicator at one level and period.

    Rates and shares fill their places; counts are circles, whose area is the count.

    Args:
        pack: Country pack.
        level: Level of the places.
        indicator: Code of the indicator.
        period: As in the tables: "2021", "2016/2021".
        scheme: A classification scheme; quantiles if nothing is said, manual if there are breaks.
        classes: How many classes are wanted.
        breaks: For the manual scheme: rising numbers.
        language: Of labels and numbers.
        selected: Code of a place to outline.
        publisher: Named in the disclaimer.
        surface: What the map lies on.

    Raises:
        UnknownLevelError, UnknownIndicatorError, UnknownPeriodError, UnknownPlaceError,
        UnknownChoiceError: what was asked for does not exist; they name what there is.
    """
    entry = pack.boundaries.entry(pack.iso3, level)
    wanted = pack.indicator(indicator)
    pack.check_period(indicator, level, period)
    place = None if selected is None else pack.gazetteer.place(selected).place_code
    asked = _Asked(
        indicator=wanted,
        period=period,
        scheme=Scheme.named(scheme) if scheme else Scheme.MANUAL if breaks else Scheme.QUANTILES,
        classes=classes,
        breaks=tuple(breaks),
        surface=surface,
        translator=Translator(language),
    )
    return _spec(pack, entry, asked, place, publisher)


def _spec(
    pack: "Pack",
    entry: "BoundaryEntry",
    asked: _Asked,
    selected: PlaceCode | None,
    publisher: str,
) -> MapSpec:
    """The layer, and the words around it."""
    indicator, words = asked.indicator, asked.translator
    codes = [place.place_code for place in pack.gazetteer.at_level(entry.level)]
    cells = [(code, pack.published.value(code, indicator.code, asked.period)) for code in codes]
    counts = indicator.kind is Kind.EXTENSIVE
    layer = _symbols(asked, cells) if counts else _choropleth(asked, cells)
    series, country = pack.series.get(indicator.code), pack.gazetteer.country
    notes = map_words.notes(indicator, series, [cell for _, cell in cells], words)
    if isinstance(layer, ChoroplethLayer) and asked.has_fewer_than_asked(layer.legend):
        notes = (*notes, words.text(FEWER_CLASSES))
    return MapSpec(
        iso3=pack.iso3,
        level=entry.level,
        boundary_id=entry.id,
        title=map_words.title(
            indicator,
            entry,
            country=country.name_in(words.language),
            period=asked.period,
            translator=words,
        ),
        layer=layer,
        language=words.language,
        selected=selected,
        source_line=map_words.source_line(series, words),
        boundary_line=map_words.boundary_line(entry, words),
        disclaimer=map_words.disclaimer(publisher, words),
        notes=notes,
    )


def _choropleth(asked: _Asked, cells: Cells) -> ChoroplethLayer:
    shown = [cell.value for _, cell in cells if cell is not None and cell.value is not None]
    midpoint = _midpoint(asked.indicator, shown)
    classes = classify(
        [value for value in shown if value != 0 or midpoint == 0],
        scheme=asked.scheme,
        classes=asked.classes,
        decimals=asked.indicator.decimals,
        breaks=asked.breaks,
        midpoint=midpoint,
    )
    values = tuple(_place_value(asked, code, cell, classes) for code, cell in cells)
    counts = Counter(value.class_index for value in values)
    colours = colours_for(classes, asked.surface)
    labels = _class_labels(asked, classes)
    bounds = zip(classes.breaks, classes.breaks[1:], strict=False)
    return ChoroplethLayer(
        legend=_legend(
            asked,
            values,
            scheme=classes.scheme,
            classes=tuple(
                MapClass(lower=low, upper=up, colour=colour, label=label, count=counts[i])
                for i, ((low, up), colour, label) in enumerate(
                    zip(bounds, colours, labels, strict=True)
                )
            ),
        ),
        values=values,
    )


def _symbols(asked: _Asked, cells: Cells) -> SymbolLayer:
    shown = [cell.value for _, cell in cells if cell is not None and cell.value is not None]
    largest = max((abs(value) for value in shown), default=0.0)
    uppers = circle_values(largest, decimals=asked.indicator.decimals) if largest else ()
    key = Classification(
        scheme=Scheme.MANUAL, breaks=(0.0, *uppers), decimals=asked.indicator.decimals
    )
    values = tuple(_place_value(asked, code, cell, key) for code, cell in cells)
    counts = Counter(value.class_index for value in values)
    colour, _ = SYMBOL_COLOURS[asked.surface]
    return SymbolLayer(
        legend=_legend(
            asked,
            values,
            scheme=Scheme.MANUAL,
            classes=tuple(
                MapClass(
                    lower=key.breaks[i],
                    upper=upper,
                    colour=colour,
                    label=asked.number(upper),
                    count=counts[i],
                )
                for i, upper in enumerate(uppers)
            ),
        ),
        values=values,
        largest=largest,
    )


def _midpoint(indicator: Indicator, shown: Sequence[float]) -> float | None:
    """The centre of a diverging scale: the declared one, or zero between losses and gains."""
    if indicator.midpoint is not None:
        return indicator.midpoint
    return 0.0 if shown and min(shown) < 0 < max(shown) else None


def _place_value(
    asked: _Asked, code: PlaceCode, cell: "PublishedValue | None", classes: Classification
) -> PlaceValue:
    mark = _mark(cell, classes)
    if cell is None or cell.value is None:
        applies = cell is None or cell.status is not Status.NOT_APPLICABLE
        words = _MARK_TEXTS[mark or Mark.NO_DATA] if applies else N_("not applicable")
        text = asked.translator.text(words)
        return PlaceValue(place_code=code, value=None, text=text, class_index=None, mark=mark)
    # In a key of circles a loss stands beside a gain of the same size.
    is_circle = asked.indicator.kind is Kind.EXTENSIVE
    size = abs(cell.value) if is_circle else cell.value
    return PlaceValue(
        place_code=code,
        value=cell.value,
        text=asked.number(cell.value) if cell.value else asked.number(0, 0),
        class_index=None if mark else classes.index(size),
        mark=mark,
    )


def _mark(cell: "PublishedValue | None", classes: Classification) -> Mark | None:
    if cell is None or cell.value is None:
        protected = cell is not None and cell.status is Status.SUPPRESSED
        return Mark.NOT_SHOWN if protected else Mark.NO_DATA
    return Mark.ZERO if cell.value == 0 and classes.midpoint != 0 else None


def _class_labels(asked: _Asked, classes: Classification) -> list[str]:
    """What stands beside each class: both bounds, or the one value of a class without width."""
    signed = any(b < 0 for b in classes.breaks)
    template = N_("{lower} to {upper}") if signed else "{lower}–{upper}"
    labels = []
    for low, up in zip(classes.breaks, classes.breaks[1:], strict=False):
        lower, upper = asked.number(low, classes.decimals), asked.number(up, classes.decimals)
        both = asked.translator.text(template, lower=lower, upper=upper)
        labels.append(upper if low == up else both)
    return labels


def _legend(
    asked: _Asked, values: Sequence[PlaceValue], *, scheme: Scheme, classes: tuple[MapClass, ...]
) -> Legend:
    marks = Counter(value.mark for value in values)
    return Legend(
        title=asked.indicator.label(asked.translator.language),
        unit=asked.indicator.unit(asked.translator.language),
        period=map_words.period_text(asked.period),
        classes=classes,
        scheme=scheme,
        mark_counts={mark: marks[mark] for mark in Mark},
        mark_labels={mark: asked.translator.text(MARK_LABELS[mark]) for mark in Mark},
    )
