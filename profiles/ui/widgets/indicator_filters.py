"""Which indicators of the catalogue are shown: by words, by section, by country."""

from collections.abc import Container, Mapping
from typing import Final

import streamlit as st

from mapping.ui.context import Context
from profiles.indicators.model import Indicator
from profiles.indicators.search import found
from profiles.outline.expected import expected_by_code
from profiles.outline.sections import OUTLINE
from profiles.ui import cache

ALL: Final = ""


def pick_indicators(context: Context, indicators: Mapping[str, Indicator]) -> tuple[Indicator, ...]:
    """The indicators that the reader asks for, the best first."""
    text, language = context.translator.text, context.translator.language
    words, section, country = st.columns([3, 3, 2], vertical_alignment="bottom")
    asked = words.text_input(
        text("Search"),
        key="indicator_words",
        type="search",
        live=True,
        placeholder=text("Words of the name, the definition or the code"),
        max_chars=100,
    )
    titles = {str(one.number): one.title for one in OUTLINE}
    chosen_section = section.selectbox(
        text("Section of the profile"),
        [ALL, *dict.fromkeys(str(one.section) for one in indicators.values())],
        format_func=lambda number: (
            f"{number} · {text(titles[number])}" if number else text("All sections")
        ),
        key="indicator_section",
    )
    countries, _ = cache.pack_names(context.settings, language)
    iso3 = country.selectbox(
        text("With figures for"),
        [ALL, *countries],
        format_func=lambda code: countries[code] if code else text("Any country, or none"),
        key="indicator_country",
    )
    looked_for = expected_by_code()
    only = st.toggle(text("Only those that a profile looks for"), key="indicator_expected")
    there: Container[str] = _codes_of(context, iso3) if iso3 else indicators
    wanted = [
        one
        for code, one in indicators.items()
        if chosen_section in {ALL, str(one.section)}
        and code in there
        and (code in looked_for or not only)
    ]
    return found(wanted, asked or "", language=language)


def _codes_of(context: Context, iso3: str) -> Container[str]:
    """What a country has figures of; nothing where its pack is damaged."""
    pack = cache.holdings(context.settings).get(iso3)
    return pack.holdings if pack else ()
