"""Indicators as the ground that people of a workshop draw on: published figures, as on any map."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from mapping.community.workshop import Workshop
from mapping.i18n import Translator
from mapping.places import AdminLevel
from mapping.render.message import to_message
from mapping.render.prepare import ensure_prepared
from mapping.settings import Settings
from mapping.ui.figures import Figures
from profiles.maps import build_map
from profiles.pack import Pack
from profiles.ui import cache


def figures_of(settings: Settings) -> Figures:
    """What an installation's packs give to workshops."""
    return Figures(names=partial(_names, settings), message=partial(_message, settings))


def _names(settings: Settings, iso3: str, translator: Translator) -> dict[str, str]:
    pack = cache.pack(settings, iso3)
    known, language = pack.indicators_at(_finest(pack)), translator.language
    # Counts and shares of the same people are called the same.
    return {one.code: f"{one.label(language)} ({one.unit(language)})" for one in known}


def _message(
    settings: Settings, workshop: Workshop, code: str, translator: Translator
) -> Mapping[str, Any]:
    """The newest figures, in the classes and colours that the map has if nobody asks for others.

    Raises:
        UnknownIndicatorError: The pack has no figures of it for its smallest places.
    """
    pack = cache.pack(settings, workshop.iso3)
    level = _finest(pack)
    pack.indicator(code)
    periods = pack.periods_of(code, level)
    spec = build_map(
        pack,
        level=level,
        indicator=code,
        period=periods[-1] if periods else "",
        language=translator.tag,
        publisher=settings.publisher,
    )
    entry = pack.boundaries.entry(pack.iso3, level)
    prepared = ensure_prepared(entry, settings.data_dir, settings.workspace_dir)
    return to_message(spec, prepared, "")


def _finest(pack: Pack) -> AdminLevel:
    """The level of the boundaries behind every workshop of the country."""
    return pack.boundaries.levels(pack.iso3)[-1]
