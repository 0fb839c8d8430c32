"""Preparing a workshop: what for, when, with whom, what may be drawn, what people agree to."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import streamlit as st

from mapping.boundaries.packs import read_boundary_catalogue
from mapping.boundaries.read import read_gazetteer
from mapping.community.legend import Audience, Category
from mapping.community.workshop import MAX_MINUTES, WORLD, AgendaItem, Bounds, Plan
from mapping.i18n import N_, Translator
from mapping.ui.context import Context
from mapping.ui.figures import Figures
from mapping.ui.widgets.draw_grounds import pick_grounds
from mapping.ui.widgets.draw_legend import AUDIENCE_WORDS, pick_first_legend, pick_legend

WHOLE_COUNTRY = N_("The whole country")
FIRST_AGENDA: Final = (
    (N_("Welcome and consent"), 15),
    (N_("Find yourselves on the map"), 20),
    (N_("Draw in groups"), 45),
    (N_("Gallery walk"), 20),
    (N_("Read the map back and correct it together"), 20),
)
FIRST_CONSENT = N_(
    "We draw this map together. Nobody has to draw or to say a name. What we draw stays with us"
    " unless the legend says otherwise. You can have it taken out at any time."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ground:
    """Where a workshop takes place."""

    iso3: str
    place_code: str | None
    bounds: Bounds


def pick_plan(context: Context, figures: Figures, start: Plan | None, key: str) -> Plan | None:
    """A plan as a person fills it in; None while it has no title or no category.

    Args:
        context: Of the page.
        figures: What there is of indicators, to be shown behind the drawings.
        start: The plan that is changed; None for a new one.
        key: What the keys of its widgets begin with.

    Raises:
        DataError: A legend's file is none.
        OperationRefusedError: Something cannot be kept as it is.
    """
    text = context.translator.text
    what, legend_tab, session, consent = st.tabs(
        [text("What and where"), text("Legend"), text("Session"), text("Consent")]
    )
    with what:
        title = st.text_input(
            text("Title of the workshop"),
            value=start.title if start else "",
            key=f"{key}_title",
            max_chars=200,
        )
        ground = _pick_ground(context, start, key)
        facts = _pick_purpose(start, key, context.translator)
        facts |= pick_grounds(context, figures, ground.iso3, start, key)
    with legend_tab:
        legend = _pick_legend(context, start, key)
    with session:
        facts |= _pick_session(start, key, context.translator)
    with consent:
        facts |= _pick_consent(start, key, context.translator)
    if not title.strip() or not legend:
        return None
    return Plan(
        title=title,
        iso3=ground.iso3,
        place_code=ground.place_code,
        bounds=ground.bounds,
        legend=legend,
        **facts,
    )


def _pick_legend(context: Context, start: Plan | None, key: str) -> tuple[Category, ...]:
    if start is None:
        return pick_first_legend(context)
    return pick_legend(start.legend, f"{key}_line", context.translator)


def _pick_purpose(start: Plan | None, key: str, translator: Translator) -> dict[str, Any]:
    text = translator.text
    return {
        "purpose": st.text_area(
            text("What it is for"), value=start.purpose if start else "", key=f"{key}_purpose"
        ),
        "other_language": st.text_input(
            text("Second language of the legend, as a code (ne, pt, ar)"),
            value=start.other_language if start else "",
            key=f"{key}_language",
            max_chars=11,
        ).strip(),
    }


def _pick_session(start: Plan | None, key: str, translator: Translator) -> dict[str, Any]:
    """Day, hour, groups and agenda."""
    text = translator.text
    day, hour = st.columns(2)
    date = day.date_input(
        text("Day"), value=start.date if start else None, key=f"{key}_date", format="YYYY-MM-DD"
    )
    starts_at = hour.time_input(
        text("Begins at"), value=start.starts_at if start else None, key=f"{key}_hour"
    )
    groups = st.text_area(
        text("Groups, one a line"),
        value="\n".join(start.groups) if start else "",
        key=f"{key}_groups",
    )
    items = (
        [(item.title, item.minutes) for item in start.agenda]
        if start
        else [(text(title), minutes) for title, minutes in FIRST_AGENDA]
    )
    return {
        "date": date,
        "starts_at": starts_at,
        "groups": tuple(line for line in groups.splitlines() if line.strip()),
        "agenda": _pick_agenda(items, f"{key}_agenda", translator),
    }


def _pick_agenda(
    items: list[tuple[str, int]], key: str, translator: Translator
) -> tuple[AgendaItem, ...]:
    text = translator.text
    rows: list[Mapping[str, Any]] = st.data_editor(
        [{"step": title, "minutes": minutes} for title, minutes in items]
        or [{"step": "", "minutes": 15}],
        column_config={
            "step": st.column_config.TextColumn(text("Step"), max_chars=80),
            "minutes": st.column_config.NumberColumn(
                text("Minutes"), min_value=1, max_value=MAX_MINUTES, step=1
            ),
        },
        num_rows="dynamic",
        hide_index=True,
        key=key,
    )
    return tuple(
        AgendaItem(title=row["step"], minutes=int(row["minutes"]))
        for row in rows
        if (row.get("step") or "").strip() and row.get("minutes")
    )


def _pick_consent(start: Plan | None, key: str, translator: Translator) -> dict[str, Any]:
    """What people agree to, who may see exact positions, and until when it is kept."""
    text = translator.text
    consent = st.text_area(
        text("What people are asked to agree to, read out and shown on every phone"),
        value=start.consent if start else text(FIRST_CONSENT),
        key=f"{key}_consent",
    )
    phones_see_others = st.toggle(
        text("Phones show what others draw"),
        value=start.phones_see_others if start else False,
        key=f"{key}_others",
    )
    exact_for = st.selectbox(
        text("Exact positions may be seen by"),
        list(Audience),
        index=start.exact_for.rank if start else 0,
        format_func=lambda one: text(AUDIENCE_WORDS[one]),
        key=f"{key}_exact",
        help=text("Everyone else gets positions that are moved by some kilometres."),
    )
    keep_until = st.date_input(
        text("Delete it after"),
        value=start.keep_until if start else None,
        min_value=min(datetime.date(2000, 1, 1), start.keep_until)
        if start and start.keep_until
        else datetime.date(2000, 1, 1),
        key=f"{key}_keep",
        format="YYYY-MM-DD",
        help=text("From then on the list of workshops reminds you. Nothing is deleted by itself."),
    )
    return {
        "consent": consent,
        "phones_see_others": phones_see_others,
        "exact_for": exact_for,
        "keep_until": keep_until,
    }


def _pick_ground(context: Context, start: Plan | None, key: str) -> _Ground:
    if start is not None:  # what is drawn there stays there
        return _Ground(iso3=start.iso3, place_code=start.place_code, bounds=start.bounds)
    text, language = context.translator.text, context.translator.language
    settings = context.settings
    catalogue = read_boundary_catalogue(settings.data_dir, settings.workspace_dir)
    gazetteers = {iso3: read_gazetteer(catalogue, iso3) for iso3 in catalogue.iso3s}
    country_column, place_column = st.columns(2)
    iso3 = country_column.selectbox(
        text("Country"),
        list(gazetteers),
        format_func=lambda code: gazetteers[code].country.name_in(language),
        key=f"{key}_country",
    )
    gazetteer = gazetteers[iso3]
    places = [place for place in gazetteer.places.values() if place.parent_code is not None]
    place = place_column.selectbox(
        text("Place"),
        [None, *sorted(places, key=lambda found: found.name_in(language))],
        format_func=lambda found: found.name_in(language) if found else text(WHOLE_COUNTRY),
        key=f"{key}_place_{iso3}",
    )
    return _Ground(
        iso3=iso3,
        place_code=place.place_code if place else None,
        bounds=(place or gazetteer.country).bounds or WORLD,
    )
