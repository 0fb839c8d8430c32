"""How the map looks: looked for seldom, so behind one button."""

from contextlib import nullcontext
from typing import Final, NamedTuple

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from mapping.cartography.breaks import MOST_CLASSES, Scheme, read_breaks
from mapping.cartography.classify import DEFAULT_CLASSES
from mapping.cartography.layers import MapKind
from mapping.cartography.palettes import PALETTE_LABELS
from mapping.errors import ToolError, UnknownChoiceError, UsageError, listed
from mapping.i18n import N_
from mapping.places import AdminLevel
from mapping.ui.context import Context
from profiles.maps import Look, offers
from profiles.maps.flows import flow_tables
from profiles.maps.kinds import KIND_LABELS, chosen_kind, second_rates, usual_kind
from profiles.maps.look import plain_title
from profiles.pack import Pack
from profiles.ui.state import Address, coming, kept, seed_text
from profiles.ui.widgets.overlays import pick_overlay
from profiles.ui.widgets.pick import pick

SCHEMES: Final = ("quantiles", "equal", "pretty", "fisher-jenks", "std-dev", "manual")
SCHEME_LABELS: Final = {
    "quantiles": N_("Equal numbers of places"),
    "equal": N_("Equal steps"),
    "pretty": N_("Round numbers"),
    "fisher-jenks": N_("Natural breaks"),
    "std-dev": N_("Standard deviations from the mean"),
    "manual": N_("Breaks of my own"),
}


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
    place_of_indicator: DeltaGenerator,
) -> tuple[Look, str]:
    """The kind of map, how values become classes, and what lies over it, behind one button.

    The table of a map of streams stands where other maps have their indicator.
    """
    text = context.translator.text
    menu = st.popover(text("Display"), width="stretch", key="display", on_change="rerun")
    asked = _Menu(context, address, refused, is_open=bool(menu.open))
    with menu:
        kind = _pick_kind(asked, shown)
        with place_of_indicator if kind is MapKind.FLOWS else nullcontext():
            second = _pick_second(asked, shown, kind)
        has_classes = kind in {MapKind.CHOROPLETH, MapKind.BIVARIATE}
        scheme = _pick_scheme(asked) if has_classes else address.scheme
        breaks = _type_breaks(asked) if scheme == Scheme.MANUAL else ()
        classes = _pick_classes(asked) if has_classes else DEFAULT_CLASSES
        over = pick_overlay(context, shown.pack, address, refused, is_seen=asked.is_open)
    usual = usual_kind(shown.pack.indicator(shown.indicator))
    look = Look(
        kind="" if kind is usual else kind.value,
        second=second,
        scheme=SCHEMES[0] if scheme == Scheme.MANUAL and not breaks else scheme,
        classes=classes,
        breaks=breaks,
        palette=_known_palette(context, address, refused),
        title=plain_title(address.title),
    )
    return look, over


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
        name = translator.text("Second rate")
    elif kind is MapKind.FLOWS:
        tables = flow_tables(shown.pack, shown.level)
        labels = {one.entry.measure: one.entry.label(translator.language) for one in tables}
        name = translator.text("Table of streams")
    else:
        return ""
    if address.asks_for_unknown(address.second, labels):
        refused.append(
            UnknownChoiceError(kind=name, asked=address.second, available=listed(labels))
        )
    return pick(
        name,
        list(labels),
        key=f"pick_second_{kind.value}",
        asked=address.second,
        default=next(iter(labels)),
        is_new=address.is_new,
        labelled=labels.__getitem__,
        is_seen=is_open or kind is MapKind.FLOWS,
    )


def _pick_scheme(menu: _Menu) -> str:
    context, address, refused, is_open = menu
    text = context.translator.text
    if address.asks_for_unknown(address.scheme, SCHEMES):
        refused.append(
            UnknownChoiceError(
                kind=text("class scheme"), asked=address.scheme, available=listed(SCHEMES)
            )
        )
    return pick(
        text("Classes by"),
        SCHEMES,
        key="pick_scheme",
        asked=address.scheme,
        default=SCHEMES[0],
        is_new=address.is_new,
        labelled=lambda code: text(SCHEME_LABELS[code]),
        is_seen=is_open,
    )


def _pick_classes(menu: _Menu) -> int:
    context, address, refused, is_open = menu
    numbers = [str(n) for n in range(2, MOST_CLASSES + 1)]
    if address.asks_for_unknown(address.classes, numbers):
        kind = N_("number of classes")
        refused.append(
            UnknownChoiceError(kind=kind, asked=address.classes, available=listed(numbers))
        )
    classes = pick(
        context.translator.text("Number of classes"),
        numbers,
        key="pick_classes",
        asked=address.classes,
        default=str(DEFAULT_CLASSES),
        is_new=address.is_new,
        labelled=str,
        is_seen=is_open,
    )
    return int(classes)


def _type_breaks(menu: _Menu) -> tuple[float, ...]:
    """Breaks of the reader's own; none while they cannot be used, and it is said why."""
    context, address, refused, is_open = menu
    text = context.translator.text
    seed_text("pick_breaks", asked=address.breaks.replace(",", "; "), is_new=address.is_new)
    if is_open:
        typed = st.text_input(
            text("Breaks between the classes"),
            key="pick_breaks",
            placeholder="10; 20; 40",
            help=text("Rising numbers with a space or a semicolon between them"),
        )
    else:
        typed = kept("pick_breaks")
    try:
        return read_breaks(typed)
    except UnknownChoiceError as error:
        refused.append(error)
        return ()


def _known_palette(context: Context, address: Address, refused: list[ToolError]) -> str:
    if not address.palette or address.palette in PALETTE_LABELS:
        return address.palette
    if address.is_new:
        refused.append(
            UnknownChoiceError(
                kind=context.translator.text("palette"),
                asked=address.palette,
                available=listed(PALETTE_LABELS),
            )
        )
    return ""
