"""What a map needs to be measured and held the right way up: scale bar and north arrow."""

from mapping.cartography.breaks import round_number_at_most
from mapping.i18n import N_, Translator
from mapping.render.still.style import INK, Sizes
from mapping.render.still.writer import Svg, text_width


def draw_scale_bar(  # noqa: PLR0913 - what it measures, and where it lies
    svg: Svg, metres_a_px: float, sizes: Sizes, left: float, base: float, translator: Translator
) -> float:
    """A scale bar of a round number of kilometres or metres; gives its width."""
    longest_km = 130 * sizes.unit * metres_a_px / 1000
    length_km = round_number_at_most(longest_km)
    width = length_km * 1000 / metres_a_px
    tick = 4 * sizes.unit
    path = f"M{left:.1f},{base - tick:.1f}V{base:.1f}H{left + width:.1f}V{base - tick:.1f}"
    svg.shape("path", d=path, fill="none", stroke=INK, stroke_width=sizes.unit)
    if length_km >= 1:
        words = translator.text(N_("{length} km"), length=translator.number(length_km))
    else:
        words = translator.text(N_("{length} m"), length=translator.number(length_km * 1000))
    svg.text(left + width + 6, base + 1, words, size=sizes.small, colour=INK)
    return width + 6 + text_width(words, sizes.small)


def draw_north_arrow(
    svg: Svg, sizes: Sizes, right: float, bottom: float, translator: Translator
) -> None:
    """An arrow to the north with its letter; north is up along the middle of the map."""
    unit = sizes.unit
    x, height, half = right - 8 * unit, 18 * unit, 5 * unit
    path = f"M{x:.1f},{bottom - height:.1f}l{half:.1f},{height:.1f}l{-half:.1f},{-4 * unit:.1f}"
    svg.shape("path", d=f"{path}l{-half:.1f},{4 * unit:.1f}z", fill=INK)
    letter = translator.text(N_("N"))
    svg.text(
        x,
        bottom - height - 3 * unit,
        letter,
        size=sizes.small,
        colour=INK,
        bold=True,
        anchor="middle",
    )
