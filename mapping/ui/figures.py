"""Figures behind drawings: what the package of indicators gives to the pages of a workshop."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from mapping.community.workshop import Workshop
from mapping.i18n import Translator


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Published figures of the smallest places of a country, as maps."""

    names: Callable[[str, Translator], Mapping[str, str]]
    """What can be shown of a country, by its ISO3: codes with what people call them."""

    message: Callable[[Workshop, str, Translator], Mapping[str, Any]]
    """What a map of one of them in the browser needs, as `render.message` makes it."""
