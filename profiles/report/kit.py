"""A level of a country as one file: its maps, tables and profiles, to be opened without a network.

The file is a page of the map engine with a choice of indicator and period, and each profile as the
HTML document it always is, shown in a frame that runs no script. The documents differ in little, so
each is kept as a list of pieces that all of them share.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from mapping.cartography.layers import MapSpec
from mapping.i18n import N_, Translator
from mapping.places import AdminLevel
from mapping.render.artefacts import artefact_folders
from mapping.render.kit import places_of, values_of
from mapping.render.web import offline_document
from profiles.indicators.model import Kind
from profiles.maps import build_map
from profiles.maps import page as map_page
from profiles.maps import words as map_words
from profiles.outline.sections import OUTLINE
from profiles.profile import build_profile
from profiles.report.document import Pictures
from profiles.report.html import to_html

if TYPE_CHECKING:
    from datetime import date

    from mapping.settings import Settings
    from profiles.indicators.model import Indicator
    from profiles.pack import Pack

SCRIPTS: Final = (*map_page.PANEL_SCRIPTS, "kit/kit.js")
STYLES: Final = (*map_page.PANEL_STYLES, "kit/kit.css")
DATA_ID: Final = "lmp-kit"
NO_PICTURES: Final = Pictures(locator=None, locator_alt="", maps={})
_BETWEEN_TAGS: Final = re.compile(r"(?<=>)(?=<)|(?<=\n)")
TOO_OLD: Final = N_("This browser is too old for this file. Open it in one of 2023 or later.")
_STYLE: Final = re.compile(r"<style>(.*?)</style>", re.DOTALL)
WORDS: Final = {
    "title": N_("{country}: {units}"),
    "indicator": N_("Indicator"),
    "period": N_("Period"),
    "profiles": N_("Profiles"),
    "place": N_("Place"),
    "print": N_("Print"),
    "close": N_("Close"),
    "opening": N_("Opening…"),
    "openProfile": N_("Open profile"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _View:
    """One map of the kit."""

    indicator: "Indicator"
    period: str
    spec: MapSpec

    @property
    def key(self) -> str:
        """Under which its values lie in the file."""
        return f"{self.indicator.code}-{self.period}"


def build_kit(  # noqa: PLR0913 - what a kit is made of
    pack: "Pack",
    level: AdminLevel,
    settings: "Settings",
    *,
    language: str,
    today: "date",
    on_progress: Callable[[int, int], None] | None = None,
) -> bytes:
    """The maps, tables and profiles of a level in one HTML file.

    Args:
        pack: Country pack.
        level: Level of the places.
        settings: Where packs and caches lie, and who publishes.
        language: Of everything in it.
        today: Date of production.
        on_progress: Told how many of the profiles are done.

    Raises:
        UnknownLevelError: the pack has no such level.
        UnknownIndicatorError: it has no figures there.
        UnreadableFileError: a boundary file is missing or damaged.
    """
    pack.check_level(level)
    translator = Translator(language)
    views = _views(pack, level, language, settings.publisher)
    first, *messages = (
        map_page.page_message(view.spec, pack.boundaries, settings, translator, values_key=view.key)
        for view in views
    )
    first["words"]["tooOld"] = translator.text(TOO_OLD)
    prepared = map_page.prepared_of(views[0].spec, pack.boundaries, settings)
    resources = places_of(prepared, artefact_folders(settings.data_dir, settings.workspace_dir))
    for view in views:
        resources |= values_of(view.spec, view.key)
    documents = _profiles(pack, level, language, settings.publisher, today, on_progress)
    style = _STYLE.search(next(iter(documents.values())))
    data = {
        "words": _words(pack, level, translator),
        "choices": _choices(views, translator),
        "views": [{}, *(_changes(first, message) for message in messages)],
        "profiles": _in_pieces(documents),
    }
    return offline_document(
        resources,
        first,
        scripts=SCRIPTS,
        styles=STYLES,
        data={DATA_ID: data},
        framed_styles=(style[1],) if style else (),
    )


def _views(pack: "Pack", level: AdminLevel, language: str, publisher: str) -> tuple[_View, ...]:
    """Every indicator of a level in every period, in the order of the profile; latest first."""
    there = sorted(
        pack.indicators_at(level),
        key=lambda i: (i.section, i.kind is Kind.EXTENSIVE, i.label(language)),
    )
    if not there:
        pack.check_period("", level, "")  # says what figures there are
    return tuple(
        _View(
            indicator=indicator,
            period=period,
            spec=build_map(
                pack,
                level=level,
                indicator=indicator.code,
                period=period,
                language=language,
                publisher=publisher,
            ),
        )
        for indicator in there
        for period in reversed(pack.periods_of(indicator.code, level))
    )


def _choices(views: Sequence[_View], translator: Translator) -> list[dict[str, Any]]:
    """Sections with their indicators, these with their periods, and these with a view each."""
    titles = {section.number: translator.text(section.title) for section in OUTLINE}
    sections: dict[int, dict[str, dict[str, Any]]] = {}
    for number, view in enumerate(views):
        indicators = sections.setdefault(view.indicator.section, {})
        label = view.indicator.label(translator.language)
        indicator = indicators.setdefault(view.indicator.code, {"label": label, "periods": []})
        period = {"label": map_words.period_text(view.period), "view": number}
        indicator["periods"].append(period)
    return [
        {"label": titles.get(section, ""), "indicators": list(indicators.values())}
        for section, indicators in sections.items()
    ]


def _changes(first: dict[str, Any], message: dict[str, Any]) -> dict[str, Any]:
    """What a message says otherwise than the first one; a key that it lacks is null."""
    keys = dict.fromkeys((*first, *message))
    return {key: message.get(key) for key in keys if message.get(key) != first.get(key)}


def _words(pack: "Pack", level: AdminLevel, translator: Translator) -> dict[str, str]:
    language = translator.language
    units = pack.boundaries.entry(pack.iso3, level).unit_name_in(language, plural=True)
    facts = {"country": pack.gazetteer.country.name_in(language), "units": units}
    return {key: translator.text(word, **facts) for key, word in WORDS.items()}


def _profiles(  # noqa: PLR0913 - what a profile depends on
    pack: "Pack",
    level: AdminLevel,
    language: str,
    publisher: str,
    today: "date",
    on_progress: Callable[[int, int], None] | None,
) -> dict[str, str]:
    """The HTML of every profile by place code; its maps are left out, as the kit has them."""
    places = pack.gazetteer.at_level(level)
    documents = {}
    for done, place in enumerate(places, start=1):
        profile = build_profile(
            pack, place.place_code, language=language, publisher=publisher, today=today
        )
        documents[str(place.place_code)] = to_html(profile, NO_PICTURES)
        if on_progress is not None:
            on_progress(done, len(places))
    return documents


def _in_pieces(documents: dict[str, str]) -> dict[str, Any]:
    """Documents as pieces that are kept once, and the numbers of the pieces each is made of."""
    numbers: dict[str, int] = {}

    def of(document: str) -> list[int]:
        return [numbers.setdefault(piece, len(numbers)) for piece in _pieces(document)]

    made_of = {code: of(document) for code, document in documents.items()}
    return {"pieces": list(numbers), "documents": made_of}


def _pieces(document: str) -> Iterable[str]:
    return _BETWEEN_TAGS.split(document)
