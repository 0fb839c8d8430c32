"""Colours of classes and marks: safe for colour-blind readers, ordered in grey, never a verdict.

Ramps are interpolated in OKLab (Ottosson 2020), where equal steps look equal. None goes from red
to green: figures about migration are neither alarm nor success.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Final

from mapping.cartography.classify import Classification
from mapping.cartography.layers import Mark


class Surface(StrEnum):
    """What the map lies on."""

    LIGHT = "light"
    DARK = "dark"


# From the lowest class to the highest: what is more stands out more from the surface.
_SEQUENTIAL: Final[Mapping[Surface, Sequence[str]]] = {
    Surface.LIGHT: ("#d5eaf0", "#86c3da", "#3f95b8", "#1f6394", "#122f5c"),
    Surface.DARK: ("#1d3f55", "#2a6f88", "#45a0a8", "#8fd0c0", "#e6f7e4"),
}
_BELOW: Final[Mapping[Surface, Sequence[str]]] = {  # from the midpoint downwards
    Surface.LIGHT: ("#f3dfbd", "#e0a458", "#b8691a", "#5e2d06"),
    Surface.DARK: ("#6d5234", "#a8702c", "#dd9a48", "#ffd9a0"),
}
_ABOVE: Final[Mapping[Surface, Sequence[str]]] = {  # from the midpoint upwards
    Surface.LIGHT: ("#dcd7ea", "#a99bcb", "#7458a4", "#4a2680"),
    Surface.DARK: ("#4e4568", "#7a69a6", "#a796d6", "#ddd3ff"),
}
_CENTRE: Final[Mapping[Surface, str]] = {Surface.LIGHT: "#f4f3f0", Surface.DARK: "#3a3c40"}

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

Lab = tuple[float, float, float]


def sequential(count: int, surface: Surface = Surface.LIGHT) -> tuple[str, ...]:
    """Colours from the lowest class to the highest."""
    return _ramp(_SEQUENTIAL[surface], count)


def diverging(
    below: int, above: int, *, centre: bool, surface: Surface = Surface.LIGHT
) -> tuple[str, ...]:
    """Colours from the lowest class to the highest, the same strength at the same distance.

    Args:
        below: Classes below the midpoint.
        above: Classes above it.
        centre: Whether one class lies around the midpoint; it gets the neutral colour.
        surface: What the map lies on.
    """
    steps = max(below, above)
    low = _side(_BELOW[surface], steps)[:below]
    high = _side(_ABOVE[surface], steps)[:above]
    return (*reversed(low), *((_CENTRE[surface],) if centre else ()), *high)


def colours_for(classes: Classification, surface: Surface = Surface.LIGHT) -> tuple[str, ...]:
    """One colour for each class: diverging around a midpoint, else more is stronger.

    Numbers that are all below zero count downwards: the furthest from zero is the strongest.
    """
    bounds, count = classes.breaks, classes.class_count
    if classes.midpoint is not None:
        below = sum(upper <= classes.midpoint for upper in bounds[1:])
        above = sum(lower >= classes.midpoint for lower in bounds[:-1])
        return diverging(below, above, centre=below + above < count, surface=surface)
    ramp = sequential(count, surface)
    return tuple(reversed(ramp)) if bounds and bounds[-1] <= 0 else ramp


def ink_on(colour: str) -> str:
    """Black or white, whichever reads better on a colour."""
    return "#1b1b1b" if _to_lab(colour)[0] > 0.62 else "#ffffff"  # noqa: PLR2004 - OKLab lightness


def _ramp(anchors: Sequence[str], count: int) -> tuple[str, ...]:
    """Colours over the whole ramp; a single one is of middling strength."""
    labs = [_to_lab(anchor) for anchor in anchors]
    last = len(labs) - 1
    at = [last * i / (count - 1) for i in range(count)] if count > 1 else [last * 0.7]
    return tuple(_to_hex(_between(labs, position)) for position in at[:count])


def _side(anchors: Sequence[str], count: int) -> tuple[str, ...]:
    """Colours on one side of a midpoint, from there outwards: neither palest nor darkest if few."""
    labs = [_to_lab(anchor) for anchor in anchors]
    last = len(labs) - 1
    at = [last * (i + 0.7) / (count + 0.3) for i in range(count)]
    return tuple(_to_hex(_between(labs, position)) for position in at)


def _between(labs: Sequence[Lab], at: float) -> Lab:
    i = min(int(at), len(labs) - 2)
    share = at - i
    a, b = labs[i], labs[i + 1]
    return (
        a[0] + (b[0] - a[0]) * share,
        a[1] + (b[1] - a[1]) * share,
        a[2] + (b[2] - a[2]) * share,
    )


def _to_lab(colour: str) -> Lab:
    red, green, blue = (_to_linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5))
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    medium = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    )


def _to_hex(lab: Lab) -> str:
    light, a, b = lab
    long = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (light - 0.0894841775 * a - 1.2914855480 * b) ** 3
    linear = (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )
    return "#" + "".join(f"{round(255 * _to_screen(min(max(c, 0), 1))):02x}" for c in linear)


def _to_linear(screen: float) -> float:
    return screen / 12.92 if screen <= 0.04045 else ((screen + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - sRGB


def _to_screen(linear: float) -> float:
    return 12.92 * linear if linear <= 0.0031308 else 1.055 * linear ** (1 / 2.4) - 0.055  # noqa: PLR2004 - sRGB
