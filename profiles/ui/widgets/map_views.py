"""What is seen of a map: its periods, one against another, and the shape of its places."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from mapping.cartography.layers import MapKind, MapSpec
from mapping.errors import ToolError, UnknownChoiceError, listed
from mapping.i18n import N_
from mapping.ui.base_maps import base_maps
from mapping.ui.context import Context
from mapping.ui.kept_values import register_places
from profiles.maps.class_choices import number_code, scheme_code
from profiles.maps.frames import can_switch, frame_values, frames, timeline
from profiles.maps.saved_views import fingerprint_of, position_of, read_saved_views
from profiles.ui import cache
from profiles.ui.state import Address
from profiles.ui.widgets.drill import drill_message, read_within
from profiles.ui.widgets.pickers import Choice
from profiles.ui.widgets.view_list import without_language

DIFFERENCE: Final = "difference"
WAYS: Final = ("multiples", "side", "swipe", DIFFERENCE)
SHAPES: Final = ("map", "tiles", "dots")


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """How a map is looked at; empty texts for a single map of places as they are."""

    compare: str = ""
    against: str = ""  # a period
    shape: str = ""
    within: str = ""  # code of the larger place whose parts are brought out

    def on(self, address: Address) -> Address:
        """The address that reopens the view."""
        return address.with_(
            compare=self.compare, against=self.against, shape=self.shape, within=self.within
        )


def read_view(address: Address, choice: Choice, refused: list[ToolError]) -> View:
    """The view that an address asks for; what does not exist is said when a link asked for it."""
    others = [period for period in periods_of(choice) if period != choice.period]
    known = {"compare": WAYS if others else (), "against": others, "shape": SHAPES}
    kinds = {
        "compare": N_("way to compare"),
        "against": N_("period to compare with"),
        "shape": N_("shape of places"),
    }
    found = {}
    for part, options in known.items():
        asked = getattr(address, part)
        found[part] = asked if asked in options else ""
        if asked and address.asks_for_unknown(asked, options):
            refused.append(
                UnknownChoiceError(kind=kinds[part], asked=asked, available=listed(options))
            )
    if found["compare"] and found["compare"] != "multiples" and not found["against"]:
        found["against"] = others[0]
    return View(**found, within=read_within(address, choice, refused))


def periods_of(choice: Choice) -> tuple[str, ...]:
    """The periods of what is shown, the oldest first."""
    return choice.pack.periods_of(choice.indicator, choice.level)


def view_spec(choice: Choice, view: View, context: Context) -> MapSpec:
    """The map of a choice, its classes shared by all periods, or the change between two of them."""
    if view.compare != DIFFERENCE:
        return period_spec(choice, choice.period, context)
    earlier, later = sorted((view.against, choice.period))
    return cache.difference_map(
        choice.pack,
        choice.level,
        choice.indicator,
        earlier,
        later,
        choice.look.classes,
        context.translator.tag,
        context.settings.publisher,
    )


def period_spec(choice: Choice, period: str, context: Context) -> MapSpec:
    """The map of one period, its classes shared by all periods."""
    return cache.map_spec(
        choice.pack,
        choice.level,
        choice.indicator,
        period,
        choice.look,
        context.translator.tag,
        context.settings.publisher,
        tuple(other for other in periods_of(choice) if other != period),
        choice.place if choice.look.kind == MapKind.FLOWS else None,
    )


def period_specs(choice: Choice, context: Context) -> dict[str, MapSpec]:
    """The maps of all periods, where a browser may have them at once; else none."""
    periods = periods_of(choice)
    if not can_switch(period_spec(choice, choice.period, context), len(periods)):
        return {}
    return {period: period_spec(choice, period, context) for period in periods}


def view_message(choice: Choice, view: View, context: Context) -> Mapping[str, Any]:
    """What the map's message needs for its bar: the periods and the view."""
    saved = read_saved_views(context.settings.workspace_dir)
    here = without_language(view.on(choice.address))
    message: dict[str, Any] = {
        "timeline": _timeline(choice, context),
        "bases": base_maps(context.settings, context.translator),
        "saved": {
            "length": len(saved),
            "at": position_of(saved, here),
            "list": fingerprint_of(saved),
        },
        "view": {
            "period": choice.period,
            "compare": view.compare,
            "against": view.against,
            "shape": view.shape,
            "scheme": scheme_code(choice.look.scheme),
            "classes": number_code(choice.look.classes),
            "palette": choice.look.palette,
        },
    }
    return message | drill_message(choice, view.within, context)


def _timeline(choice: Choice, context: Context) -> list[dict[str, Any]]:
    """The periods, each with the key under which the browser fetches its map."""
    specs = period_specs(choice, context)
    if specs:
        return frames(specs, _kept)
    periods = periods_of(choice)  # a large map's other periods are asked for one by one
    return timeline(periods) if len(periods) > 1 else []


def _kept(spec: MapSpec) -> str:
    return register_places(spec.layer.values, partial(frame_values, spec))
