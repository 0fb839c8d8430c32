"""Colours of classes and marks: safe for colour-blind readers, ordered in grey, never a verdict.

Ramps are interpolated in OKLab, where equal steps look equal. None goes from red to green: figures
about migration are neither alarm nor success. tests/mapping/cartography/test_palettes.py looks at
all of them as colour-blind readers, washed-out projectors and grey printers do.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from mapping.cartography.layers import Mark
from mapping.cartography.oklab import between, to_hex, to_lab
from mapping.errors import UnknownChoiceError
from mapping.i18n import N_

if TYPE_CHECKING:
    from mapping.cartography.classify import Classification  # it computes, and loads what it needs


class Surface(StrEnum):
    """What the map lies on."""

    LIGHT = "light"
    DARK = "dark"


Ramp = Sequence[str]
# From the lowest class to the highest: what is more stands out more from the surface.
_SEQUENTIAL: Final[Mapping[str, Mapping[Surface, Ramp]]] = {
    "blue": {
        Surface.LIGHT: ("#d5eaf0", "#86c3da", "#3f95b8", "#1f6394", "#122f5c"),
        Surface.DARK: ("#1d3f55", "#2a6f88", "#45a0a8", "#8fd0c0", "#e6f7e4"),
    },
    "amber": {
        Surface.LIGHT: ("#fbe9b7", "#f0c25c", "#d68f2c", "#a55b17", "#5a2b0a"),
        Surface.DARK: ("#4d3a22", "#805a25", "#b98032", "#e6b858", "#fff0c2"),
    },
    "violet": {
        Surface.LIGHT: ("#eee3f7", "#c3aade", "#9678c2", "#6c489e", "#3a1c64"),
        Surface.DARK: ("#3f3459", "#65498f", "#9079be", "#bfaae3", "#f1e7ff"),
    },
    "green": {
        Surface.LIGHT: ("#d3ecd9", "#93cfae", "#4fa989", "#23796a", "#0a433c"),
        Surface.DARK: ("#1b463b", "#207058", "#4aa283", "#93cfaa", "#e3f8e4"),
    },
}
# From the midpoint downwards, and from it upwards.
_DIVERGING: Final[Mapping[str, tuple[Mapping[Surface, Ramp], Mapping[Surface, Ramp]]]] = {
    "brown-violet": (
        {
            Surface.LIGHT: ("#f3dfbd", "#e0a458", "#b8691a", "#5e2d06"),
            Surface.DARK: ("#6d5234", "#a8702c", "#dd9a48", "#ffd9a0"),
        },
        {
            Surface.LIGHT: ("#dcd7ea", "#a99bcb", "#7458a4", "#4a2680"),
            Surface.DARK: ("#4e4568", "#7a69a6", "#a796d6", "#ddd3ff"),
        },
    ),
    "orange-blue": (
        {
            Surface.LIGHT: ("#f8dcc4", "#eca36a", "#c96a1e", "#7a3606"),
            Surface.DARK: ("#6b4a33", "#a9662e", "#e08f4a", "#ffcfa3"),
        },
        {
            Surface.LIGHT: ("#d3e4f1", "#8fbcdc", "#4686b8", "#174a7c"),
            Surface.DARK: ("#34516a", "#4a7fae", "#7fb2de", "#cfe6fb"),
        },
    ),
}
# The corners of a square of two rates: both low, the first high, the second high, both high.
_BIVARIATE: Final[Mapping[str, Mapping[Surface, Ramp]]] = {
    "blue-orange": {
        Surface.LIGHT: ("#f3f0e6", "#3a8fd0", "#e58a2a", "#3a2030"),
        Surface.DARK: ("#333a41", "#3f9ce8", "#e88a30", "#fff3e2"),
    },
    "green-purple": {
        Surface.LIGHT: ("#f1eee4", "#3fa46a", "#8a4fb0", "#1c2440"),
        Surface.DARK: ("#333a41", "#4fb87a", "#a968d4", "#f4f2ff"),
    },
}
_CENTRE: Final[Mapping[Surface, str]] = {Surface.LIGHT: "#f4f3f0", Surface.DARK: "#3a3c40"}

SEQUENTIAL: Final = tuple(_SEQUENTIAL)
DIVERGING: Final = tuple(_DIVERGING)
BIVARIATE: Final = tuple(_BIVARIATE)
"""Names of the palettes of each kind, the usual one first."""

PALETTE_LABELS: Final[Mapping[str, str]] = {
    "blue": N_("Blue"),
    "amber": N_("Amber"),
    "violet": N_("Violet"),
    "green": N_("Green"),
    "brown-violet": N_("Brown to violet"),
    "orange-blue": N_("Orange to blue"),
    "blue-orange": N_("Blue and orange"),
    "green-purple": N_("Green and purple"),
}

MARK_COLOURS: Final[Mapping[Surface, Mapping[Mark, str]]] = {
    Surface.LIGHT: {Mark.ZERO: "#fffdf2", Mark.NO_DATA: "#d4d4d4", Mark.NOT_SHOWN: "#f7f7f7"},
    Surface.DARK: {Mark.ZERO: "#15181b", Mark.NO_DATA: "#5a5d61", Mark.NOT_SHOWN: "#24272a"},
}
HATCH_COLOURS: Final[Mapping[Surface, str]] = {Surface.LIGHT: "#8a8a8a", Surface.DARK: "#9a9da1"}
"""Lines over the surface of what is not shown."""

SYMBOL_COLOURS: Final[Mapping[Surface, tuple[str, str]]] = {
    Surface.LIGHT: ("#1f6491", "#b8691a"),
    Surface.DARK: ("#6cc0d0", "#dd9a48"),
}
"""Fill of circles: for numbers above zero, and for numbers below."""

POINT_COLOURS: Final = ("#d55e00", "#0072b2", "#117a5c", "#9c4f84", "#8a6d00", "#3b3b3b")
"""Points over a map, each with a shape of its own; after Okabe and Ito (2008), darker."""

FLOW_COLOURS: Final[Mapping[Surface, tuple[str, str, str]]] = {
    Surface.LIGHT: ("#1f6491", "#b8691a", "#4a5568"),
    Surface.DARK: ("#4aa8e8", "#dd9a48", "#c3ccd5"),
}
"""Lines: people who come to the selected place, who leave it, and all others."""

CLUSTER_COLOURS: Final[Mapping[Surface, tuple[str, str, str, str, str, str]]] = {
    Surface.LIGHT: ("#b5471a", "#1f6394", "#f2b98a", "#93c4e4", "#f4f3ee", "#efe3b0"),
    Surface.DARK: ("#f08a4b", "#4f9fd8", "#8a5a3c", "#355f80", "#262a2e", "#4d4a28"),
}
"""High among high, low among low, high among low, low among high, no cluster, no neighbour."""


def sequential(
    count: int, surface: Surface = Surface.LIGHT, palette: str = SEQUENTIAL[0]
) -> tuple[str, ...]:
    """Colours from the lowest class to the highest."""
    return _ramp(_SEQUENTIAL[palette][surface], count)


def diverging(
    below: int,
    above: int,
    *,
    centre: bool,
    surface: Surface = Surface.LIGHT,
    palette: str = DIVERGING[0],
) -> tuple[str, ...]:
    """Colours from the lowest class to the highest, the same strength at the same distance.

    Args:
        below: Classes below the midpoint.
        above: Classes above it.
        centre: Whether one class lies around the midpoint; it gets the neutral colour.
        surface: What the map lies on.
        palette: One of DIVERGING.
    """
    steps = max(below, above)
    downwards, upwards = _DIVERGING[palette]
    low = _side(downwards[surface], steps)[:below]
    high = _side(upwards[surface], steps)[:above]
    return (*reversed(low), *((_CENTRE[surface],) if centre else ()), *high)


def bivariate(
    first: int, second: int, surface: Surface = Surface.LIGHT, palette: str = BIVARIATE[0]
) -> tuple[str, ...]:
    """Colours of a square of two rates: the classes of the first within each of the second."""
    low, first_high, second_high, high = (to_lab(c) for c in _BIVARIATE[palette][surface])
    return tuple(
        to_hex(
            between(
                between(low, first_high, column / max(first - 1, 1)),
                between(second_high, high, column / max(first - 1, 1)),
                row / max(second - 1, 1),
            )
        )
        for row in range(second)
        for column in range(first)
    )


def palettes_of(classes: "Classification") -> tuple[str, ...]:
    """The palettes that fit some classes, the usual one first."""
    return SEQUENTIAL if classes.midpoint is None else DIVERGING


def palette_named(name: str, offered: Sequence[str]) -> str:
    """A palette of those offered: the one that is named, if it fits, else the usual one.

    A palette for another kind of figures gives way, so that it may stay chosen while a person goes
    from one indicator to the next.

    Raises:
        UnknownChoiceError: there is none of that name.
    """
    if name and name not in PALETTE_LABELS:
        raise UnknownChoiceError(kind=N_("palette"), asked=name, available=", ".join(offered))
    return name if name in offered else offered[0]


def colours_for(
    classes: "Classification", surface: Surface = Surface.LIGHT, palette: str = ""
) -> tuple[str, ...]:
    """One colour for each class: diverging around a midpoint, else more is stronger.

    Numbers that are all below zero count downwards: the furthest from zero is the strongest.

    Raises:
        UnknownChoiceError: there is no such palette.
    """
    bounds, count = classes.breaks, classes.class_count
    chosen = palette_named(palette, palettes_of(classes))
    if classes.midpoint is not None:
        below = sum(upper <= classes.midpoint for upper in bounds[1:])
        above = sum(lower >= classes.midpoint for lower in bounds[:-1])
        centre = below + above < count
        return diverging(below, above, centre=centre, surface=surface, palette=chosen)
    ramp = sequential(count, surface, chosen)
    return tuple(reversed(ramp)) if bounds and bounds[-1] <= 0 else ramp


def ink_on(colour: str) -> str:
    """Black or white, whichever reads better on a colour."""
    return "#1b1b1b" if to_lab(colour)[0] > 0.62 else "#ffffff"  # noqa: PLR2004 - OKLab lightness


def _ramp(anchors: Ramp, count: int) -> tuple[str, ...]:
    """Colours over the whole ramp; a single one is of middling strength."""
    last = len(anchors) - 1
    at = [last * i / (count - 1) for i in range(count)] if count > 1 else [last * 0.7]
    return tuple(_colour_at(anchors, position) for position in at[:count])


def _side(anchors: Ramp, count: int) -> tuple[str, ...]:
    """Colours on one side of a midpoint, from there outwards: neither palest nor darkest if few."""
    last = len(anchors) - 1
    at = [last * (i + 0.7) / (count + 0.3) for i in range(count)]
    return tuple(_colour_at(anchors, position) for position in at)


def _colour_at(anchors: Ramp, position: float) -> str:
    i = min(int(position), len(anchors) - 2)
    return to_hex(between(to_lab(anchors[i]), to_lab(anchors[i + 1]), position - i))
