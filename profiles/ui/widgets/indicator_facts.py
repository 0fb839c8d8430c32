"""What the catalogue says of one indicator."""

from collections.abc import Iterator, Mapping, Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from mapping.i18n import N_, Translator
from mapping.ui.context import Context
from mapping.ui.errors import plain
from profiles.indicators.goals import GCM_TITLES
from profiles.indicators.model import Indicator
from profiles.indicators.words import AGGREGATIONS, DIRECTIONS, formula_words, part_words
from profiles.outline.sections import OUTLINE

Fact = tuple[str, str]
"""What it is, marked for translation, and the words."""


def show_facts(context: Context, indicator: Indicator, known: Mapping[str, Indicator]) -> None:
    """Definition and caveat, then how it is worked out and what it is linked to."""
    translator = context.translator
    st.markdown(plain(indicator.definition(translator.language)))
    if caveat := indicator.caveat_in(translator.language):
        st.markdown(f":small[{plain(caveat)}]")
    left, right = st.columns(2)
    _show(left, _working(indicator, known, translator), translator)
    _show(right, _links(indicator, translator), translator)


def _show(column: DeltaGenerator, facts: Iterator[Fact], translator: Translator) -> None:
    lines = [f"**{translator.text(name)}**  \n{plain(words)}" for name, words in facts if words]
    column.markdown("\n\n".join(lines))


def _working(
    indicator: Indicator, known: Mapping[str, Indicator], translator: Translator
) -> Iterator[Fact]:
    def part(text: str | None) -> str:
        return part_words(text, known, translator) if text else ""

    yield N_("Unit"), indicator.unit(translator.language)
    yield N_("Worked out as"), formula_words(indicator, known, translator)
    if indicator.formula is None:
        yield N_("Weights and parts"), ", ".join(part(text) for text in indicator.parts)
    yield N_("For a larger place"), translator.text(AGGREGATIONS[indicator.aggregation])
    yield N_("Direction"), translator.text(DIRECTIONS[indicator.direction])


def _links(indicator: Indicator, translator: Translator) -> Iterator[Fact]:
    text = translator.text
    section = next(one for one in OUTLINE if one.number == indicator.section)
    yield N_("Code"), indicator.code
    yield N_("Section of the profile"), f"{section.number} · {text(section.title)}"
    yield N_("Broken down by"), _listed(indicator.disaggregation, translator)
    yield N_("Kinds of source"), _listed(indicator.sources, translator)
    goals = (_goal(link.code, link.title, link.tie, translator) for link in indicator.sdg)
    yield N_("Sustainable Development Goals"), "; ".join(goals)
    objectives = (f"{number} {text(GCM_TITLES[number])}" for number in indicator.gcm)
    yield N_("Global Compact for Migration"), "; ".join(objectives)


def _listed(words: Sequence[str], translator: Translator) -> str:
    return ", ".join(translator.text(word) for word in words)


def _goal(code: str, title: str, tie: str, translator: Translator) -> str:
    words = f"{code} {translator.text(title)}".strip()
    return f"{words} ({translator.text(tie)})" if tie else words
