"""Colours as people see them: OKLab, in which equal steps look equal (Ottosson 2020)."""

Lab = tuple[float, float, float]
"""Lightness from 0 to 1, green to red, blue to yellow."""


def between(one: Lab, other: Lab, share: float) -> Lab:
    """The colour on the way from one to another; a share of 0 is the first."""
    return (
        one[0] + (other[0] - one[0]) * share,
        one[1] + (other[1] - one[1]) * share,
        one[2] + (other[2] - one[2]) * share,
    )


def to_lab(colour: str) -> Lab:
    """A colour written as #rrggbb."""
    red, green, blue = (_to_linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5))
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    medium = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    )


def to_hex(lab: Lab) -> str:
    """A colour as #rrggbb; what a screen cannot show becomes the nearest it can."""
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
