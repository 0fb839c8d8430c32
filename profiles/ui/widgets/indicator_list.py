"""Indicators in a list, each opened to read what it means and which countries have it."""

from collections.abc import Mapping, Sequence
from typing import Final

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from mapping.places import AdminLevel
from mapping.ui.context import Context
from mapping.ui.errors import plain
from profiles.availability import Holding, PackHoldings
from profiles.indicators.model import Indicator
from profiles.maps.words import period_text
from profiles.ui import cache
from profiles.ui.state import Address
from profiles.ui.widgets.indicator_facts import show_facts

A_PAGE: Final = 25


def show_indicators(
    context: Context,
    indicators: Sequence[Indicator],
    known: Mapping[str, Indicator],
    map_page: StreamlitPage,
) -> None:
    """A page of them; what is in one is made when it is opened."""
    translator = context.translator
    count = translator.plural("{count} indicator", "{count} indicators", len(indicators))
    st.markdown(f":small[{count}]")
    pages = -(-len(indicators) // A_PAGE)
    first = 0
    where = st.container()
    if pages > 1:
        first = (st.pagination(pages, key=f"indicator_page_{pages}") - 1) * A_PAGE
    with where:
        for one in indicators[first : first + A_PAGE]:
            _show(context, one, known, map_page)


def _show(
    context: Context,
    indicator: Indicator,
    known: Mapping[str, Indicator],
    map_page: StreamlitPage,
) -> None:
    language = context.translator.language
    label = f"**{plain(indicator.label(language))}** · {plain(indicator.unit(language))}"
    opened = st.expander(label, key=f"indicator_{indicator.code}", on_change="rerun")
    if opened.open:
        with opened:
            show_facts(context, indicator, known)
            _show_holdings(context, indicator, map_page)


def _show_holdings(context: Context, indicator: Indicator, map_page: StreamlitPage) -> None:
    text, language = context.translator.text, context.translator.language
    packs = cache.holdings(context.settings).values()
    having = [pack for pack in packs if indicator.code in pack.holdings]
    if not having:
        words = text("No country held here has figures of it yet.")
        st.markdown(f":small[{words}]")
        return
    heading = text("Which countries have it")
    st.markdown(f"**{heading}**")
    for pack in sorted(having, key=lambda one: one.country.name_in(language)):
        holding = pack.holdings[indicator.code]
        _show_link(context, pack, holding, indicator.code, map_page)
        st.markdown(f":small[{_held(context, pack, holding)}]")


def _show_link(
    context: Context, pack: PackHoldings, holding: Holding, code: str, map_page: StreamlitPage
) -> None:
    name = plain(pack.country.name_in(context.translator.language))
    mapped = [level for level in holding.periods if level is not AdminLevel.ADM0]
    if not mapped:  # a map needs places to compare
        st.markdown(name)
        return
    level = mapped[-1]
    address = Address(
        country=pack.iso3,
        level=level.value,
        indicator=code,
        period=holding.periods[level][-1],
        lang=Address.read().lang,
    )
    label = context.translator.text("{country}: open the map", country=name)
    st.page_link(map_page, label=label, icon=":material/map:", query_params=address.as_query())


def _held(context: Context, pack: PackHoldings, holding: Holding) -> str:
    """Levels with their periods, and the source."""
    levels = [
        f"{_level(context, pack, level)}: {', '.join(map(period_text, periods))}"
        for level, periods in holding.periods.items()
    ]
    source = holding.series.source if holding.series else None
    said = [*levels, f"{source.publisher} ({source.year})" if source else ""]
    if holding.series and holding.series.proxy:
        said.append(context.translator.text("stands in for figures that are not published"))
    return plain(" · ".join(part for part in said if part))


def _level(context: Context, pack: PackHoldings, level: AdminLevel) -> str:
    if level is AdminLevel.ADM0:
        return context.translator.text("whole country")
    return pack.level_name(level, context.translator.language)
