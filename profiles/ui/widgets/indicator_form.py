"""The form for an indicator of one's own: every mistake is said beside its field."""

from collections.abc import Mapping
from typing import Any, Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from mapping.i18n import N_, own_name
from mapping.ui.context import Context
from mapping.ui.errors import plain
from profiles.indicators.model import Aggregation, Direction, Indicator
from profiles.indicators.own import add_own, faults_of_own, own_entry
from profiles.outline.sections import OUTLINE
from profiles.pack_files import Catalogues, own_catalogue

TEXTS: Final = ("label", "unit", "definition", "caveat")
LANGUAGES: Final = ("en", "fr", "es")  # those a catalogue holds
MAX_CHARS: Final = 400
# The others need an origin-destination table or a formula: they are written into the file.
FIGURES: Final = {
    Aggregation.SUM: N_("A count, which adds up"),
    Aggregation.RATIO_OF_SUMS: N_("A rate or share of two counts"),
    Aggregation.WEIGHTED_MEAN: N_("A mean with weights"),
    Aggregation.RECOMPUTE_DISTRIBUTION: N_("A median, or an index of a distribution"),
    Aggregation.SHARE_OF_UNITS: N_("Yes or no for each place"),
    Aggregation.NOT_AGGREGABLE: N_("Something that is never merged"),
}
DIRECTIONS: Final = {
    Direction.NEUTRAL: N_("It only describes"),
    Direction.POSITIVE: N_("More is better"),
    Direction.NEGATIVE: N_("Less is better"),
}
_TEXT_NAMES: Final = {
    "label": N_("Name ({language})"),
    "unit": N_("Unit ({language})"),
    "definition": N_("Definition ({language})"),
    "caveat": N_("What must be said of it ({language})"),
}

Slots = dict[str, DeltaGenerator]
"""Where the mistakes of each field are shown."""


def pick_own_indicator(context: Context, catalogues: Catalogues) -> None:
    """The form; what is filled in well is written into the user's own catalogue."""
    text, slots = context.translator.text, Slots()
    known = catalogues.described
    with st.form("own_indicator", border=False):
        fields = _pick_fields(context, known, slots)
        pressed = st.form_submit_button(
            text("Add the indicator"), type="primary", icon=":material/add:"
        )
    if pressed:
        _take(context, fields, catalogues, slots)


def _take(
    context: Context, fields: Mapping[str, Any], catalogues: Catalogues, slots: Slots
) -> None:
    translator = context.translator
    entry = own_entry(fields)
    faults = faults_of_own(entry, catalogues.described)
    if not faults:
        path = own_catalogue(context.settings)
        add_own(path, entry, catalogues.indicators[0].indicators)
        name = plain(entry["label"]["en"])
        st.success(translator.text("{name} was added to your catalogue.", name=name))
        return
    for fault in faults:
        slot = slots.get(fault.field, slots["code"])
        words = fault.words(translator)
        slot.error(plain(f"{words[:1].upper()}{words[1:]}."), icon=":material/error:")
    count = translator.plural(
        "{count} mistake to mend; nothing was written.",
        "{count} mistakes to mend; nothing was written.",
        len(faults),
    )
    st.error(count)


def _pick_fields(context: Context, known: Mapping[str, Indicator], slots: Slots) -> dict[str, Any]:
    """The fields of a catalogue entry, as they are filled in."""
    text = context.translator.text
    left, right = st.columns(2)
    fields: dict[str, Any] = {}
    with left:
        fields["code"] = st.text_input(
            text("Code"),
            key="own_code",
            max_chars=60,
            help=text("Small letters, digits and underscores: wells_n. It never changes again."),
        )
        slots["code"] = st.container()
    with right:
        fields["section"] = st.selectbox(
            text("Section of the profile"),
            [one.number for one in OUTLINE if 0 < one.number < 13],  # noqa: PLR2004 - those of figures
            format_func=lambda number: f"{number} · {text(OUTLINE[number].title)}",
            key="own_section",
        )
        slots["section"] = st.container()
    by_language: dict[str, dict[str, str]] = {}
    for tag, tab in zip(LANGUAGES, st.tabs([own_name(tag) for tag in LANGUAGES]), strict=True):
        with tab:
            by_language[tag] = _pick_texts(context, tag, slots)
    for name in TEXTS:
        fields[name] = {tag: texts[name] for tag, texts in by_language.items()}
    return fields | _pick_working(context, known, slots)


def _pick_texts(context: Context, language: str, slots: Slots) -> dict[str, str]:
    given: dict[str, str] = {}
    columns = st.columns(2)
    for number, name in enumerate(TEXTS):
        with columns[number % 2]:
            label = context.translator.text(_TEXT_NAMES[name], language=own_name(language))
            key = f"own_{name}_{language}"
            given[name] = st.text_input(label, key=key, max_chars=MAX_CHARS) or ""
            slots[f"{name}.{language}"] = st.container()
    return given


def _pick_working(context: Context, known: Mapping[str, Indicator], slots: Slots) -> dict[str, Any]:
    text, language = context.translator.text, context.translator.language
    aggregation = st.selectbox(
        text("What kind of figure it is"),
        list(FIGURES),
        format_func=lambda one: text(FIGURES[one]),
        key="own_aggregation",
    )
    slots["aggregation"] = slots["kind"] = st.container()
    codes = sorted(known, key=lambda code: known[code].label(language))

    def named(code: str) -> str:
        return f"{known[code].label(language)} · {code}" if code else "–"

    fields: dict[str, Any] = {"aggregation": aggregation.value}
    for column, (name, label) in zip(
        st.columns(2),
        (("numerator", text("Numerator")), ("denominator", text("Denominator"))),
        strict=True,
    ):
        with column:
            fields[name] = st.selectbox(label, ["", *codes], format_func=named, key=f"own_{name}")
            slots[name] = st.container()
    fields["parts"] = st.multiselect(
        text("Weights"), codes, format_func=named, key="own_parts", placeholder="–"
    )
    slots["parts"] = st.container()
    return fields | _pick_reading(context, slots)


def _pick_reading(context: Context, slots: Slots) -> dict[str, Any]:
    """How the figure is read: times what, with how many decimals, in which direction."""
    text = context.translator.text
    multiplier, decimals, direction = st.columns(3)
    fields: dict[str, Any] = {}
    with multiplier:
        fields["multiplier"] = st.selectbox(
            text("Times"),
            [1, 100, 1_000, 100_000],
            format_func=context.translator.number,
            key="own_multiplier",
        )
        slots["multiplier"] = st.container()
    with decimals:
        fields["decimals"] = st.selectbox(text("Decimals"), list(range(7)), key="own_decimals")
        slots["decimals"] = st.container()
    with direction:
        fields["direction"] = st.selectbox(
            text("Direction"),
            [one.value for one in Direction],
            format_func=lambda value: text(DIRECTIONS[Direction(value)]),
            key="own_direction",
        )
        slots["direction"] = st.container()
    return fields
