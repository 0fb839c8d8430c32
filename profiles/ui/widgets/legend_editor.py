"""What the key of a map may be edited to, for the fields that stand in it."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any, Final

from mapping.cartography.layers import BivariateLayer, ChoroplethLayer, MapSpec
from mapping.i18n import Translator
from mapping.ui.kept_values import register_later
from profiles.maps import Look, build_map
from profiles.maps.build import request_of
from profiles.maps.class_choices import (
    change_choices,
    class_choices,
    computed_classes,
    number_code,
    scheme_code,
    two_rates_choice,
)
from profiles.maps.look import LONGEST_TITLE
from profiles.ui.widgets.map_views import DIFFERENCE, View, periods_of
from profiles.ui.widgets.pickers import Choice

_OF_RATES: Final = ("title", "scheme", "classes", "palette")
_OF_CHANGE: Final = ("classes",)


def editor_message(
    spec: MapSpec, choice: Choice, view: View, translator: Translator
) -> Mapping[str, Any]:
    """What the frame needs to offer the fields: which there are, and the key of what they offer.

    Classes and palettes are worked out when the fields are opened.

    Args:
        spec: The map.
        choice: What it shows.
        view: How it is looked at.
        translator: Of the reader.
    """
    parts: tuple[str, ...] = ("title",)
    if view.compare == DIFFERENCE:
        parts = _OF_CHANGE
    elif isinstance(spec.layer, ChoroplethLayer):
        parts = (*_OF_RATES, "breaks")
    elif isinstance(spec.layer, BivariateLayer):
        parts = _OF_RATES
    look, what = choice.look, (choice.level, choice.indicator, choice.period)
    made_of = (choice.pack.fingerprint, *what, look, parts, translator.tag)
    return {
        "editor": {
            "parts": parts,
            "title": look.title,
            "longest": LONGEST_TITLE,
            "breaks": "; ".join(f"{number:.15g}" for number in look.breaks),
        },
        "choices": register_later(repr(made_of), partial(_choices, spec, choice, parts)),
    }


def _choices(spec: MapSpec, choice: Choice, parts: tuple[str, ...]) -> Mapping[str, Any]:
    """What the fields offer; the classes themselves where a browser can find them by itself."""
    others = [period for period in periods_of(choice) if period != choice.period]
    request = request_of(
        choice.pack,
        level=choice.level,
        indicator=choice.indicator,
        period=choice.period,
        look=choice.look,
        language=spec.language,
        beside=others,
    )
    if parts == _OF_CHANGE and isinstance(spec.layer, ChoroplethLayer):
        return change_choices(spec.layer, request)
    offered = class_choices(spec.layer, request, can_switch="breaks" in parts)
    if isinstance(spec.layer, BivariateLayer):
        offered["choices"] = [
            _later(choice, replace(choice.look, scheme=scheme, classes=classes), spec.language)
            for scheme, classes in computed_classes()
        ]
    return offered


def _later(choice: Choice, look: Look, language: str) -> dict[str, str]:
    """Two rates in other classes, worked out when they are chosen."""

    def make() -> Mapping[str, Any]:
        spec = build_map(
            choice.pack,
            level=choice.level,
            indicator=choice.indicator,
            period=choice.period,
            **look.options(),
            language=language,
        )
        return two_rates_choice(spec)

    made_of = (choice.pack.fingerprint, choice.level, choice.indicator, choice.period, look)
    return {
        "scheme": scheme_code(look.scheme),
        "classes": number_code(look.classes),
        "key": register_later(repr((*made_of, language, "two rates")), make),
    }
