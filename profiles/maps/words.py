"""The words on a map: title, sources, disclaimer, and what must be said of the figures."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from mapping.i18n import N_, Translator
from mapping.places import AdminLevel
from mapping.settings import DEFAULT_PUBLISHER
from profiles.indicators.model import Indicator, Series, Source, Status
from profiles.protection.policy import Policy
from profiles.protection.reliability import Reliability
from profiles.protection.symbols import Flagged, key_of

if TYPE_CHECKING:
    from mapping.boundaries.model import BoundaryEntry
    from profiles.protection.published import PublishedValue

DISCLAIMER: Final = N_(
    "This map is for illustration only. The boundaries and names shown and the designations used do"
    " not imply official endorsement or acceptance by {publisher}."
)
PROXY: Final = N_("Proxy: stands in for figures that are not published.")


def title(
    subject: str,
    entry: "BoundaryEntry",
    *,
    country: str,
    period: str,
    translator: Translator,
) -> str:
    """What is shown, where, and when.

    Args:
        subject: What is shown, in the reader's language.
        entry: The boundary set.
        country: Its name in the reader's language.
        period: As people write it.
        translator: Of the reader.
    """
    facts = {"indicator": subject, "country": country, "period": period}
    if entry.level is AdminLevel.ADM0:
        return translator.text(N_("{indicator}, {country}, {period}"), **facts)
    unit = entry.unit_name_in(translator.language)
    return translator.text(N_("{indicator} by {unit}, {country}, {period}"), unit=unit, **facts)


def source_line(series: Series | None, translator: Translator) -> str:
    """Where the figures come from, and of which year."""
    if series is None:
        return translator.text(N_("Data: source not stated."))
    return source_text(series.source, translator)


def source_text(source: Source, translator: Translator) -> str:
    """A source as it is named under a map."""
    return translator.text(
        N_("Data: {publisher}, {title}, {year}."),
        publisher=source.publisher,
        title=source.title,
        year=source.year,
    )


def disclaimer(publisher: str, translator: Translator) -> str:
    """What must stand under every map."""
    named = translator.text(publisher) if publisher == DEFAULT_PUBLISHER else publisher
    return translator.text(DISCLAIMER, publisher=named)


def boundary_line(entry: "BoundaryEntry", translator: Translator) -> str:
    """Where boundaries come from, of which date, and under which licence."""
    return translator.text(
        N_("Boundaries: {source}, {vintage}. {attribution}. Licence: {licence}."),
        source=entry.source.rstrip("."),
        vintage=entry.vintage,
        attribution=entry.attribution.rstrip("."),
        licence=entry.licence.rstrip("."),
    )


def period_text(period: str) -> str:
    """A period as people write it: 2016–2021."""
    return period.replace("/", "–")


def periods_text(*periods: str) -> str:
    """The periods of what is shown together; one that they share is named once."""
    return " · ".join(dict.fromkeys(period_text(period) for period in periods))


def both(first: str, second: str, translator: Translator) -> str:
    """Two things that are shown together."""
    return translator.text(N_("{first} and {second}"), first=first, second=second)


def notes(
    indicator: Indicator,
    series: Series | None,
    cells: Sequence["PublishedValue | None"],
    translator: Translator,
    policy: Policy,
) -> tuple[str, ...]:
    """What must be said of these figures here: proxies, caveats, marks, and which have a flag."""
    said = [translator.text(PROXY)] if series is not None and series.proxy else []
    note = series.note_in(translator.language) if series is not None else ""
    said += [text for text in (note, indicator.caveat_in(translator.language)) if text]
    # Of thousands of figures few are more than a plain number.
    shown = (cell for cell in cells if cell is not None and cell.value is not None)
    marked = [
        Flagged(is_shown=True, status=cell.status, reliability=cell.reliability)
        for cell in shown
        if cell.status is not Status.NORMAL or cell.reliability is not Reliability.GOOD
    ]
    said += key_of(marked, translator, policy)
    return tuple(said)
