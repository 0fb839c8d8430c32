"""How the map looks: looked for seldom, so behind one button."""

from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from typing import Any, NamedTuple

import streamlit as st

from mapping.cartography.breaks import MOST_CLASSES, Scheme, read_breaks
from mapping.cartography.classify import DEFAULT_CLASSES
from mapping.cartography.layers import MapKind
from mapping.cartography.palettes import PALETTE_LABELS
from mapping.errors import ToolError, UnknownChoiceError, UsageError, listed
from mapping.i18n import N_
from mapping.places import AdminLevel
from mapping.ui.context import Context
from profiles.maps import Look, offers
from profiles.maps.class_choices import SCHEME_LABELS
from profiles.maps.flows import flow_tables
from profiles.maps.kinds import KIND_LABELS, chosen_kind, second_rates, usual_kind
from profiles.maps.look import plain_title
from profiles.pack import Pack
from profiles.ui.state import Address, coming
from profiles.ui.widgets.overlays import pick_overlay
from profiles.ui.widgets.pick import pick


class MapOf(NamedTuple):
    """What a map shows, where and when."""

    pack: Pack
    level: AdminLevel
    indicator: str
    period: str


class _Menu(NamedTuple):
    """Whose menu it is, what its address says, what of that there is not, whether it is seen."""

    context: Context
    address: Address
    refused: list[ToolError]
    is_open: bool


def shows_streams(address: Address) -> bool:
    """Whether the map that is about to be picked is one of streams: these have no indicator."""
    return coming("pick_kind", asked=address.kind, is_new=address.is_new) == MapKind.FLOWS


def pick_display(
    context: Context,
    shown: MapOf,
    address: Address,
    refused: list[ToolError],
    *,
    place_of_indicator: AbstractContextManager[object],
) -> tuple[Look, str]:
    """The kind of map and what lies over it, behind one button; how values become classes.

    The table of a map of streams stands where other maps have their indicator.
    """
    menu, is_open = _popover(context)
    asked = _Menu(context, address, refused, is_open=is_open)
    with menu:
        kind = _pick_kind(asked, shown)
        with place_of_indicator if kind is MapKind.FLOWS else nullcontext():
            second = _pick_second(asked, shown, kind)
        over = pick_overlay(context, shown.pack, address, refused, is_seen=asked.is_open)
    usual = usual_kind(shown.pack.indicator(shown.indicator))
    look = Look(kind="" if kind is usual else kind.value, second=second, **_classes(asked))
    subject = (shown.pack.iso3, shown.indicator, look.kind, look.second)
    if not address.is_new and _subject(address) != subject:
        scheme = "" if look.scheme == Scheme.MANUAL else look.scheme
        look = replace(look, title="", scheme=scheme, breaks=())
    return look, over


def _popover(context: Context) -> tuple[AbstractContextManager[object], bool]:
    """The menu, and whether it is open."""
    if not context.draws:
        return nullcontext(), False
    label = context.translator.text("Display")
    menu = st.popover(label, width="stretch", key="display", on_change="rerun")
    return menu, bool(menu.open)


def _subject(address: Address) -> tuple[str, ...]:
    """What a title and breaks of a person's own are about: they are not kept for another."""
    return address.country, address.indicator, address.kind, address.second


def _pick_kind(menu: _Menu, shown: MapOf) -> MapKind:
    """A kind that fits the figures; under it why the others do not."""
    context, address, refused, is_open = menu
    text = context.translator.text
    every = offers(*shown)
    fitting = [str(offer.kind) for offer in every if offer.reason is None]
    if address.asks_for_unknown(address.kind, fitting):
        try:
            chosen_kind(*shown, address.kind)
        except UsageError as error:
            refused.append(error)
    kind = pick(
        text("Kind of map"),
        fitting,
        key="pick_kind",
        asked=address.kind,
        default=fitting[0],
        is_new=address.is_new,
        labelled=lambda code: text(KIND_LABELS[MapKind(code)]),
        is_seen=is_open,
        draws=context.draws,
    )
    for offer in every:
        if is_open and offer.reason is not None:
            label, reason = text(KIND_LABELS[offer.kind]), text(offer.reason)
            st.caption(text("Not {kind}: {reason}.", kind=label, reason=reason))
    return MapKind(kind)


def _pick_second(menu: _Menu, shown: MapOf, kind: MapKind) -> str:
    """The second rate of two, or the table of streams; nothing for other kinds."""
    context, address, refused, is_open = menu
    translator = context.translator
    if kind is MapKind.BIVARIATE:
        rates = second_rates(shown.pack, shown.level, shown.indicator)
        labels = {rate.code: rate.label(translator.language) for rate in rates}
        name, kind_asked = N_("Second rate"), N_("second rate")
    elif kind is MapKind.FLOWS:
        tables = flow_tables(shown.pack, shown.level)
        labels = {one.entry.measure: one.entry.label(translator.language) for one in tables}
        name, kind_asked = N_("Table of streams"), N_("table of streams")
    else:
        return ""
    if address.asks_for_unknown(address.second, labels):
        refused.append(
            UnknownChoiceError(
                kind=translator.text(kind_asked), asked=address.second, available=listed(labels)
            )
        )
    return pick(
        translator.text(name),
        list(labels),
        key=f"pick_second_{kind.value}",
        asked=address.second,
        default=next(iter(labels)),
        is_new=address.is_new,
        labelled=labels.__getitem__,
        is_seen=is_open or kind is MapKind.FLOWS,
        draws=context.draws,
    )


def _classes(menu: _Menu) -> dict[str, Any]:
    """Classes, colours and title: the key of the map edits them, the address keeps them."""
    context, address, refused, _ = menu
    known = {
        "scheme": (N_("class scheme"), [scheme.value for scheme in SCHEME_LABELS]),
        "classes": (N_("number of classes"), [str(n) for n in range(2, MOST_CLASSES + 1)]),
        "palette": (N_("palette"), list(PALETTE_LABELS)),
    }
    found = {}
    for part, (kind, options) in known.items():
        asked = getattr(address, part)
        found[part] = asked if asked in options else ""
        if address.asks_for_unknown(asked, options):
            refused.append(
                UnknownChoiceError(
                    kind=context.translator.text(kind), asked=asked, available=listed(options)
                )
            )
    breaks = _breaks(menu) if found["scheme"] == Scheme.MANUAL else ()
    return {
        "scheme": "" if found["scheme"] == Scheme.MANUAL and not breaks else found["scheme"],
        "classes": int(found["classes"] or DEFAULT_CLASSES),
        "breaks": breaks,
        "palette": found["palette"],
        "title": plain_title(address.title),
    }


def _breaks(menu: _Menu) -> tuple[float, ...]:
    """Breaks of the reader's own; none where they cannot be used, and it is said why."""
    try:
        return read_breaks(menu.address.breaks.replace(",", "; "))
    except UnknownChoiceError as error:
        menu.refused.append(error)
        return ()
