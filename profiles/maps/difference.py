"""The change of an indicator between two periods as a map with a diverging scale around none.

Only published figures are compared: what is not shown in one of the periods is not shown here.
Rates and shares are subtracted; of counts the change in percent is shown, as counts of unlike
places would only repeat how large the places are.
"""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from mapping.cartography.classify import DEFAULT_CLASSES, Classification
from mapping.cartography.layers import (
    ChoroplethLayer,
    Hatch,
    Legend,
    MapClass,
    MapSpec,
    Mark,
    PlaceValue,
)
from mapping.cartography.palettes import Surface, colours_for
from mapping.cartography.spoken import outline
from mapping.i18n import N_, NN_, Translator
from mapping.places import AdminLevel, PlaceCode
from mapping.settings import DEFAULT_PUBLISHER
from profiles.indicators.model import Indicator, Kind, Status
from profiles.maps import words as map_words
from profiles.maps.change_classes import change_decimals, change_labels, change_scale, signed
from profiles.protection.reliability import Reliability

if TYPE_CHECKING:
    from mapping.boundaries.model import BoundaryEntry
    from profiles.pack import Pack
    from profiles.protection.policy import Policy
    from profiles.protection.published import PublishedValue

MARK_LABELS: Final = {
    Mark.NO_DATA: N_("No data for both periods"),
    Mark.NOT_SHOWN: N_("Not shown (protected)"),
}
WITHIN_NOISE: Final = NN_(
    "{count} change is within the sampling error of its two figures.",
    "{count} changes are within the sampling error of their two figures.",
)
HATCHED: Final = N_("Within sampling error")
NOISE_UNKNOWN: Final = N_(
    "How precise these figures are is not known: small changes may be due to coverage or chance."
)
_Z_95: Final = 1.96


@dataclass(frozen=True, slots=True, kw_only=True)
class _Change:
    """The change in one place, or the reason why there is none."""

    value: float | None
    mark: Mark | None = None
    reason: str = ""
    is_within_noise: bool = False


def build_difference(  # noqa: PLR0913 - each of them changes what is drawn
    pack: "Pack",
    *,
    level: AdminLevel,
    indicator: str,
    earlier: str,
    later: str,
    classes: int = DEFAULT_CLASSES,
    language: str = "en",
    publisher: str = DEFAULT_PUBLISHER,
) -> MapSpec:
    """The map of the change of an indicator from one period to a later one.

    Changes that may be chance lie under slanted lines.

    Places whose later figure starts a new series (status B) are not compared. Both figures are of
    the same boundary set, as a pack has one for each level.

    Args:
        pack: Country pack.
        level: Level of the places.
        indicator: Code of the indicator.
        earlier: As in the tables.
        later: As in the tables.
        classes: How many classes are wanted; a diverging scale has an odd number.
        language: Of labels and numbers; a Translator's tag.
        publisher: Named in the disclaimer.

    Raises:
        UnknownLevelError, UnknownIndicatorError, UnknownPeriodError: what was asked for does not
            exist.
    """
    entry = pack.boundaries.entry(pack.iso3, level)
    wanted = pack.indicator(indicator)
    for period in (earlier, later):
        pack.check_period(indicator, level, period)
    codes = [place.place_code for place in pack.gazetteer.at_level(level)]
    value = pack.published.value
    pairs = [(value(code, indicator, earlier), value(code, indicator, later)) for code in codes]
    changes = [_change(wanted, before, after, pack.policy) for before, after in pairs]
    words = Translator(language)
    series = pack.series.get(indicator)
    notes = map_words.notes(wanted, series, [after for _, after in pairs], words, pack.policy)
    spec = MapSpec(
        iso3=pack.iso3,
        level=level,
        boundary_id=entry.id,
        title=_title(pack, entry, wanted, (earlier, later), words),
        layer=_layer(wanted, codes, changes, (earlier, later), classes, words),
        language=words.tag,
        source_line=map_words.source_line(series, words),
        boundary_line=map_words.boundary_line(entry, words),
        disclaimer=map_words.disclaimer(publisher, words),
        notes=(*notes, _noise_note(pairs, changes, words)),
        hatch=_hatch(changes, words),
    )
    return replace(spec, spoken=outline(spec, pack.gazetteer.namer(words.language)))


def _hatch(changes: Sequence[_Change], words: Translator) -> Hatch | None:
    noisy = tuple(i for i, change in enumerate(changes) if change.is_within_noise)
    return Hatch(label=words.text(HATCHED), places=noisy) if noisy else None


def _title(
    pack: "Pack",
    entry: "BoundaryEntry",
    indicator: Indicator,
    periods: tuple[str, str],
    words: Translator,
) -> str:
    return words.text(
        N_("Change of {indicator} by {unit}, {country}, {earlier} to {later}"),
        indicator=indicator.label(words.language),
        unit=entry.unit_name_in(words.language),
        country=pack.gazetteer.country.name_in(words.language),
        earlier=map_words.period_text(periods[0]),
        later=map_words.period_text(periods[1]),
    )


def _change(
    indicator: Indicator,
    before: "PublishedValue | None",
    after: "PublishedValue | None",
    policy: "Policy",
) -> _Change:
    cells = [cell for cell in (before, after) if cell is not None]
    if any(cell.status is Status.SUPPRESSED for cell in cells):
        return _Change(value=None, mark=Mark.NOT_SHOWN, reason=N_("not shown"))
    if before is None or after is None or before.value is None or after.value is None:
        return _Change(value=None, mark=Mark.NO_DATA, reason=N_("no data"))
    if after.status is Status.BREAK:
        return _Change(value=None, mark=Mark.NO_DATA, reason=N_("not comparable"))
    change = after.value - before.value
    noisy = abs(change) <= _noise(before, after, policy)
    if indicator.kind is Kind.EXTENSIVE:
        if before.value <= 0:
            return _Change(value=None, mark=Mark.NO_DATA, reason=N_("no percentage of zero"))
        change = 100 * change / before.value
    digits = change_decimals(indicator)
    return _Change(value=round(change, digits) + 0.0, is_within_noise=noisy)


def _noise(before: "PublishedValue", after: "PublishedValue", policy: "Policy") -> float:
    """Below this, a difference of two estimates is not significant at 95 percent; -1 if unknown.

    Standard errors are not published, only their grade: the largest of the grade is taken.
    Source: METHOD 3.17, difference of two independent estimates.
    """
    if before.reliability is Reliability.GOOD and after.reliability is Reliability.GOOD:
        return -1.0
    errors = [
        _largest_cv(cell.reliability, policy) * abs(cell.value or 0.0) / 100
        for cell in (before, after)
    ]
    return _Z_95 * math.hypot(*errors)


def _largest_cv(found: Reliability, policy: "Policy") -> float:
    return policy.cv_caution if found is Reliability.GOOD else policy.cv_most


def _noise_note(
    pairs: "Sequence[tuple[PublishedValue | None, PublishedValue | None]]",
    changes: Sequence[_Change],
    words: Translator,
) -> str:
    cells = [cell for pair in pairs for cell in pair if cell is not None]
    if all(cell.reliability is Reliability.GOOD for cell in cells):
        return words.text(NOISE_UNKNOWN)
    return words.plural(*WITHIN_NOISE, sum(change.is_within_noise for change in changes))


def _layer(  # noqa: PLR0913 - the parts of one layer
    indicator: Indicator,
    codes: Sequence[PlaceCode],
    changes: Sequence[_Change],
    periods: tuple[str, str],
    classes: int,
    words: Translator,
) -> ChoroplethLayer:
    shown = [change.value for change in changes if change.value is not None]
    scale = change_scale(shown, classes=classes, decimals=change_decimals(indicator))
    values = tuple(
        _place_value(code, change, scale, words)
        for code, change in zip(codes, changes, strict=True)
    )
    marks = Counter(value.mark for value in values)
    return ChoroplethLayer(
        legend=Legend(
            title=words.text(
                N_("Change of {indicator}"), indicator=indicator.label(words.language)
            ),
            unit=_unit(indicator, words),
            period=words.text(
                N_("{earlier} to {later}"),
                earlier=map_words.period_text(periods[0]),
                later=map_words.period_text(periods[1]),
            ),
            classes=_classes(scale, values, words),
            scheme=scale.scheme,
            midpoint=scale.midpoint,
            mark_counts={mark: marks[mark] for mark in Mark},
            mark_labels={mark: words.text(label) for mark, label in MARK_LABELS.items()},
        ),
        values=values,
    )


def _place_value(
    code: PlaceCode, change: _Change, scale: Classification, words: Translator
) -> PlaceValue:
    if change.value is None:
        text, index = words.text(change.reason), None
    else:
        text, index = signed(change.value, scale.decimals, words), scale.index(change.value)
    return PlaceValue(
        place_code=code, value=change.value, text=text, class_index=index, mark=change.mark
    )


def _classes(
    scale: Classification, values: Sequence[PlaceValue], words: Translator
) -> tuple[MapClass, ...]:
    counts = Counter(value.class_index for value in values)
    light, dark = colours_for(scale), colours_for(scale, Surface.DARK)
    return tuple(
        MapClass(
            lower=scale.breaks[index],
            upper=scale.breaks[index + 1],
            colour=light[index],
            label=label,
            count=counts[index],
            dark=dark[index],
        )
        for index, label in enumerate(change_labels(scale, words))
    )


def _unit(indicator: Indicator, words: Translator) -> str:
    unit = indicator.unit(words.language)
    if indicator.kind is Kind.EXTENSIVE:
        return words.text(N_("% change"))
    return words.text(N_("percentage points")) if unit == "%" else unit
