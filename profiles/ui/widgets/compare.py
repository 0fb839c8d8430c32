"""What a profile shows: all of it or one page, which place beside, what makes places alike."""

import datetime
from dataclasses import replace

import streamlit as st

from mapping.errors import ToolError, UnknownPlaceError, listed
from mapping.places import Place
from mapping.ui.context import Context
from profiles.editions.since import keep, kept
from profiles.edits.kept import Edits, read_edits, write_edits
from profiles.pack import Pack
from profiles.profile import build_profile
from profiles.sections.circles import SIMILAR_BY, choosable, comparable
from profiles.sections.whole import Profile
from profiles.ui.state import Address
from profiles.ui.widgets.pick import pick


def pick_beside(
    context: Context, pack: Pack, place: Place, address: Address, refused: list[ToolError]
) -> str:
    """The code of another place of the same level, or nothing."""
    text, language = context.translator.text, context.translator.language
    others = {
        str(other.place_code): other.name_in(language)
        for other in pack.gazetteer.at_level(place.level)
        if other != place
    }
    if address.asks_for_unknown(address.beside, others):
        unknown = UnknownPlaceError(asked=address.beside, pack=pack.iso3, available=listed(others))
        refused.append(unknown)
    return pick(
        text("Another place beside this one"),
        ["", *others],
        key="pick_beside",
        asked=address.beside,
        default="",
        is_new=address.is_new,
        labelled=lambda code: others.get(code, text("None")),
    )


def pick_similar_by(context: Context, pack: Pack, place: Place, edits: Edits) -> Edits:
    """The indicators by which places are alike; a change is kept in the workspace."""
    text, language = context.translator.text, context.translator.language
    known = choosable(pack, place.level)
    labels = {
        code: f"{pack.indicators[code].label(language)} ({pack.indicators[code].unit(language)})"
        for code in known
    }
    usual = [code for code in SIMILAR_BY if code in known]
    chosen = st.multiselect(
        text("Places are alike by"),
        known,
        default=[code for code in edits.similar_by if code in known] or usual,
        format_func=labels.__getitem__,
        key=f"similar_by_{pack.iso3}_{place.place_code}",
    )
    if not comparable(pack, place, chosen or usual):
        st.warning(text("Too few places have all of these figures. Choose fewer."))
    wanted = () if chosen == usual else tuple(dict.fromkeys(chosen))
    if wanted == edits.similar_by:
        return edits
    changed = replace(edits, similar_by=wanted)
    if context.is_staff:
        write_edits(context.settings, pack.iso3, place.place_code, changed)
    return changed


def pick_earlier(context: Context, pack: Pack, place: Place, address: Address) -> str:
    """An edition of the place that was kept, or nothing; and a button that keeps this one."""
    text = context.translator.text
    if context.is_staff and st.button(text("Keep this edition"), icon=":material/bookmark_add:"):
        keep(context.settings, _edition(context, pack, place))
        st.success(text("This edition is kept. A later one can tell what changed since."))
    editions = list(kept(context.settings, pack.iso3, place.place_code))
    return pick(
        text("Tell what changed since"),
        ["", *editions],
        key="pick_earlier",
        asked=address.since,
        default="",
        is_new=address.is_new,
        labelled=lambda name: name.replace("_", " ") or text("None"),
    )


def _edition(context: Context, pack: Pack, place: Place) -> Profile:
    """The full profile as it is today."""
    return build_profile(
        pack,
        place.place_code,
        language=context.translator.language,
        publisher=context.settings.publisher,
        today=datetime.datetime.now(tz=datetime.UTC).date(),
        edits=read_edits(context.settings, pack.iso3, place.place_code, for_staff=context.is_staff),
    )


def pick_edition(context: Context, address: Address) -> str:
    """The full profile, or "1" for the edition of one page."""
    text = context.translator.text
    labels = {"": text("Full profile"), "1": text("One page")}
    return pick(
        text("Edition"),
        list(labels),
        key="pick_edition",
        asked=address.brief,
        default="",
        is_new=address.is_new,
        labelled=labels.__getitem__,
    )
