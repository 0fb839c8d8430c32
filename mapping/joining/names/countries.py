"""Countries by their names and codes, so that a row about another one is told."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from babel import Locale
from babel.core import get_global

from mapping.joining.names.spelling import normalised

LANGUAGES: Final = ("en", "fr", "es")
PREFIX: Final = 2  # letters of a country before the codes of its places: "NP0101", "SB-CE"


def country_of(text: str) -> str | None:
    """The two-letter code (ISO 3166-1) of the country a text names, if it names one."""
    return _countries().get(normalised(text).full)


def countries_of(texts: Iterable[str]) -> frozenset[str]:
    """The countries that texts name."""
    return frozenset(code for text in texts if (code := country_of(text)) is not None)


def country_of_codes(codes: Iterable[str]) -> str | None:
    """The country that all codes start with, if they do."""
    prefixes = {code[:PREFIX].upper() for code in codes if code[PREFIX:]}
    prefix = prefixes.pop() if len(prefixes) == 1 else ""
    return prefix if prefix.isalpha() and prefix in _countries().values() else None


@lru_cache(maxsize=1)
def _countries() -> dict[str, str]:
    """Names in three languages, two-letter and three-letter codes, normalised."""
    found = {
        normalised(str(name)).full: code
        for language in LANGUAGES
        for code, name in Locale(language).territories.items()
        if len(code) == PREFIX and code.isalpha()
    }
    found |= {code.lower(): code for code in found.values()}
    # Three-letter codes are among the other names that CLDR lists for a territory.
    for other, codes in get_global("territory_aliases").items():
        if len(other) == PREFIX + 1 and other.isalpha() and len(codes) == 1:
            found.setdefault(other.lower(), codes[0])
    return found
