"""What stands on a map in words: the range of its values, its projection, its scale."""

from collections.abc import Mapping
from typing import Final

from mapping.cartography.layers import (
    ChoroplethLayer,
    FlowLayer,
    MapSpec,
    SymbolLayer,
)
from mapping.i18n import LEFT_TO_RIGHT, N_, Translator
from mapping.render.still.shapes import Projected

COUNTED_DIGITS: Final = 3  # of the number of a scale


def caption(spec: MapSpec, names: Mapping[str, str]) -> str:
    """One sentence under the title: how many places have a figure, and who is at the ends."""
    translator, layer = Translator(spec.language), spec.layer
    if isinstance(layer, FlowLayer):
        return _largest_stream(layer, translator)
    shown = [value for value in layer.values if value.value is not None]
    if not shown:
        return translator.text(N_("No place has a figure that can be shown."))
    counts = {
        "shown": translator.number(len(shown)),
        "places": translator.number(len(layer.values)),
    }
    if not isinstance(layer, (ChoroplethLayer, SymbolLayer)):  # their texts say more than a figure
        return translator.text(N_("Figures for {shown} of {places} places."), **counts)
    lowest = min(shown, key=lambda value: value.value or 0.0)
    highest = max(shown, key=lambda value: value.value or 0.0)
    return translator.text(
        N_(
            "Figures for {shown} of {places} places, from {lowest} ({lowest_place}) to {highest}"
            " ({highest_place})."
        ),
        **counts,
        lowest=lowest.text,
        lowest_place=names.get(lowest.place_code, lowest.place_code),
        highest=highest.text,
        highest_place=names.get(highest.place_code, highest.place_code),
    )


def _largest_stream(layer: FlowLayer, translator: Translator) -> str:
    if not layer.streams:
        return translator.text(N_("There is no stream that can be shown."))
    first = layer.streams[0]
    return translator.text(
        N_("The largest stream is from {origin} to {destination}: {people} people."),
        origin=layer.ends[first.origin].name,
        destination=layer.ends[first.destination].name,
        people=first.text,
    )


def projection_note(projected: Projected, translator: Translator) -> str:
    """The projection by its name, and where it has its centre."""
    longitude, latitude = projected.centre
    note = translator.text(
        N_("Lambert azimuthal equal-area projection, centred on {latitude}, {longitude}."),
        latitude=_degrees(translator, latitude, "N", "S"),
        longitude=_degrees(translator, longitude, "E", "W"),
    )
    if len(projected.groups) > 1:
        note += " " + translator.text(N_("Insets may have scales of their own."))
    return note


def scale_note(metres_a_mm: float, paper: str, translator: Translator) -> str:
    """The scale as a ratio, which holds on paper of the size it was made for only."""
    exact = round(metres_a_mm * 1000)
    digits = max(len(str(exact)) - COUNTED_DIGITS, 0)
    return translator.text(
        N_("Scale 1:{ratio} on {paper} paper."),
        ratio=translator.number(round(exact, -digits)),
        paper=paper,
    )


def _degrees(translator: Translator, value: float, positive: str, negative: str) -> str:
    text = f"{translator.number(abs(value), 1)}° {positive if value >= 0 else negative}"
    return LEFT_TO_RIGHT + text if translator.right_to_left else text
