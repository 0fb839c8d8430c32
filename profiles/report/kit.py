"""A level of a country as one file: its maps, tables and profiles, to be opened without a network.

The file is a page of the map engine with a choice of indicator and period, and each profile as the
HTML document it always is, shown in a frame that runs no script. The documents differ in little, so
each is kept as a list of pieces that all of them share.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from babel import Locale

from mapping.cartography.layers import MapSpec
from mapping.i18n import N_, Translator
from mapping.places import AdminLevel
from mapping.render.artefacts import artefact_folders
from mapping.render.kit import places_of
from mapping.render.panel import PANEL_SCRIPTS, PANEL_STYLES
from mapping.render.web import offline_document
from profiles.edits.kept import read_edits
from profiles.indicators.model import Kind
from profiles.indicators.words import names_in_list
from profiles.maps import build_map
from profiles.maps import page as map_page
from profiles.maps import words as map_words
from profiles.maps.frames import frame_values, frame_words, timeline
from profiles.outline.sections import OUTLINE
from profiles.profile import build_profile
from profiles.report.html import to_html
from profiles.report.pictures import draw
from profiles.report.pieces import in_pieces

if TYPE_CHECKING:
    from datetime import date

    from mapping.settings import Settings
    from profiles.indicators.model import Indicator
    from profiles.pack import Pack

SCRIPTS: Final = (*PANEL_SCRIPTS, "kit/kit.js")
STYLES: Final = (*PANEL_STYLES, "kit/kit.css")
DATA_ID: Final = "lmp-kit"
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
    "language": N_("Language"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _View:
    """One map of the kit."""

    indicator: "Indicator"
    period: str
    language: str
    spec: MapSpec

    @property
    def key(self) -> str:
        """Under which its values lie in the file."""
        return f"{self.language}-{self.indicator.code}-{self.period}"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Making:
    """What all of a kit depends on."""

    pack: "Pack"
    level: AdminLevel
    settings: "Settings"
    today: "date"
    order_language: str  # by whose names indicators are sorted: a view has one number in all


def build_kit(  # noqa: PLR0913 - what a kit is made of
    pack: "Pack",
    level: AdminLevel,
    settings: "Settings",
    *,
    languages: Sequence[str],
    today: "date",
    on_progress: Callable[[int, int], None] | None = None,
) -> bytes:
    """The maps, tables and profiles of a level in one HTML file.

    Args:
        pack: Country pack.
        level: Level of the places.
        settings: Where packs and caches lie, who publishes, and what people added to profiles.
        languages: Of everything in it, the one it opens with first.
        today: Date of production.
        on_progress: Told how many of the profiles are done.

    Raises:
        UnknownLevelError: the pack has no such level.
        UnknownIndicatorError: it has no figures there.
        UnreadableFileError: a boundary file is missing or damaged.
    """
    pack.check_level(level)
    making = _Making(
        pack=pack, level=level, settings=settings, today=today, order_language=languages[0]
    )
    made = {language: _views(making, language) for language in languages}
    spec = made[languages[0]][0].spec
    prepared = map_page.prepared_of(spec, pack.boundaries, settings)
    resources = places_of(prepared, artefact_folders(settings.data_dir, settings.workspace_dir))
    first: dict[str, Any] = {}
    parts: dict[str, Any] = {}
    values: dict[str, Any] = {}
    documents: dict[str, str] = {}
    places = len(pack.gazetteer.at_level(level))
    for number, (language, views) in enumerate(made.items()):
        messages = [_message(making, view, views) for view in views]
        first = first or messages[0]
        for done, (code, document) in enumerate(_profiles(making, language), start=1):
            documents[f"{language} {code}"] = document
            if on_progress is not None:
                on_progress(number * places + done, len(made) * places)
        parts[language] = {
            "words": _words(making, Translator(language)),
            "choices": _choices(views, Translator(language)),
            "views": [_changes(first, message) for message in messages],
        }
        values |= {f"values/{view.key}": frame_values(view.spec) for view in views}
    style = _STYLE.search(next(iter(documents.values())))
    return offline_document(
        resources,
        first,
        scripts=SCRIPTS,
        styles=STYLES,
        data={DATA_ID: {"languages": parts, "values": values, "profiles": in_pieces(documents)}},
        framed_styles=(style[1],) if style else (),
    )


def _message(making: "_Making", view: "_View", views: Sequence["_View"]) -> dict[str, Any]:
    """A view as the page takes it, with the time line of its indicator."""
    pack, translator = making.pack, Translator(view.language)
    message = map_page.page_message(
        view.spec, pack.boundaries, making.settings, translator, values_key=view.key
    )
    message["words"]["tooOld"] = translator.text(TOO_OLD)
    periods = {
        other.period: other for other in reversed(views) if other.indicator is view.indicator
    }
    line = timeline(list(periods)) if len(periods) > 1 else []
    for entry, other in zip(line, periods.values(), strict=False):
        entry |= {**frame_words(other.spec), "key": other.key}
    return message | {"timeline": line, "view": {"period": view.period}}


def _views(making: "_Making", language: str) -> tuple[_View, ...]:
    """Every indicator of a level in every period, in the order of the profile; latest first.

    The periods of an indicator have the same classes.
    """
    pack, level = making.pack, making.level
    there = sorted(
        pack.indicators_at(level),
        key=lambda i: (i.section, i.kind is Kind.EXTENSIVE, i.label(making.order_language)),
    )
    if not there:
        pack.check_period("", level, "")  # says what figures there are
    return tuple(
        _View(
            indicator=indicator,
            period=period,
            language=language,
            spec=build_map(
                pack,
                level=level,
                indicator=indicator.code,
                period=period,
                language=language,
                publisher=making.settings.publisher,
                beside=[other for other in periods if other != period],
            ),
        )
        for indicator in there
        for periods in [pack.periods_of(indicator.code, level)]
        for period in reversed(periods)
    )


def _choices(views: Sequence[_View], translator: Translator) -> list[dict[str, Any]]:
    """Sections with their indicators, these with their periods, and these with a view each."""
    titles = {section.number: translator.text(section.title) for section in OUTLINE}
    names = names_in_list([view.indicator for view in views], translator.language)
    sections: dict[int, dict[str, dict[str, Any]]] = {}
    for number, view in enumerate(views):
        indicators = sections.setdefault(view.indicator.section, {})
        code = view.indicator.code
        indicator = indicators.setdefault(code, {"label": names[code], "periods": []})
        label = map_words.period_text(view.period)
        period = {"label": label, "period": view.period, "view": number}
        indicator["periods"].append(period)
    return [
        {"label": titles.get(section, ""), "indicators": list(indicators.values())}
        for section, indicators in sections.items()
    ]


def _changes(first: dict[str, Any], message: dict[str, Any]) -> dict[str, Any]:
    """What a message says otherwise than the first one; a key that it lacks is null."""
    keys = dict.fromkeys((*first, *message))
    return {key: message.get(key) for key in keys if message.get(key) != first.get(key)}


def _words(making: "_Making", translator: Translator) -> dict[str, str]:
    language, pack = translator.language, making.pack
    units = pack.boundaries.entry(pack.iso3, making.level).unit_name_in(language, plural=True)
    facts = {"country": pack.gazetteer.country.name_in(language), "units": units}
    named = {key: translator.text(word, **facts) for key, word in WORDS.items()}
    return named | {"ownName": Locale.parse(language).get_display_name() or language}


def _profiles(making: "_Making", language: str) -> Iterator[tuple[str, str]]:
    """Place code and HTML of every profile, with its maps and what people added."""
    pack, settings = making.pack, making.settings
    for place in pack.gazetteer.at_level(making.level):
        profile = build_profile(
            pack,
            place.place_code,
            language=language,
            publisher=settings.publisher,
            today=making.today,
            edits=read_edits(settings, pack.iso3, place.place_code),
        )
        yield str(place.place_code), to_html(profile, draw(profile, pack))
