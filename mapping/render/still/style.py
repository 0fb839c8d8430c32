"""How pictures look: colours of ink and ground, sizes, and how they grow with the picture."""

from dataclasses import dataclass
from typing import Final, assert_never

from mapping.cartography.layers import (
    BivariateLayer,
    ChoroplethLayer,
    ClusterLayer,
    FlowLayer,
    MapLayer,
    MapSpec,
    Mark,
    PlaceValue,
    SymbolLayer,
)
from mapping.cartography.palettes import HATCH_COLOURS, MARK_COLOURS, SYMBOL_COLOURS, Surface

GROUND: Final = "#ffffff"
INK: Final = "#1f2428"
QUIET: Final = "#5b646d"
RULE: Final = "#d5dade"
LAND: Final = "#eceff1"  # under circles
BORDER: Final = "#8b949d"
PARENT_BORDER: Final = "#3c444c"
SELECTED: Final = "#111111"
HATCH_ID: Final = "not-shown"
CARE_ID: Final = "with-care"
A4_SHORT_MM: Final = 210.0  # on which a legend is set in 9 points
PAPER_GROWTH: Final = 0.75
SLIDE_UNITS: Final = 875.0  # of its width: what it says is read from afar
SLIDE_NOTES: Final = 0.84  # times as large as on a screen: they are there for who comes near
TINY_PX: Final = 6.0  # a place drawn smaller than this gets a marker
TINY_RADIUS_PX: Final = 4.0

MARKS: Final = MARK_COLOURS[Surface.LIGHT]
GAIN, LOSS = SYMBOL_COLOURS[Surface.LIGHT]


@dataclass(frozen=True, slots=True)
class Sizes:
    """Measures in pixels, for one width of picture."""

    unit: float
    notes: float = 1.0  # how large sources and notes are, beside all else

    @classmethod
    def of_width(cls, width: float) -> "Sizes":
        """Measures that keep words readable on small pictures and calm on large ones."""
        return cls(max(0.8, min(1.3, width / 900)))

    @classmethod
    def of_paper(cls, short_mm: float) -> "Sizes":
        """Measures for a paper: they grow with it, but slower, so that a poster says more."""
        return cls(float((short_mm / A4_SHORT_MM) ** PAPER_GROWTH))

    @classmethod
    def of_slide(cls, width: float) -> "Sizes":
        """Measures for a picture as wide as a slide."""
        return cls(width / SLIDE_UNITS, SLIDE_NOTES)

    @property
    def margin(self) -> float:
        """White around everything."""
        return 20 * self.unit

    @property
    def title(self) -> float:
        """Size of the title's letters."""
        return 19 * self.unit

    @property
    def words(self) -> float:
        """Size of the legend's letters."""
        return 12 * self.unit

    @property
    def small(self) -> float:
        """Size of what is said in a few words: a scale, the head of a column."""
        return 9.5 * self.unit

    @property
    def fine(self) -> float:
        """Size of sources and notes."""
        return self.small * self.notes

    @property
    def row(self) -> float:
        """Height of one row of the legend."""
        return 19 * self.unit


def fill_of(value: PlaceValue | None, spec: MapSpec) -> str:
    """What a place is filled with: the colour of its class or mark, or plain land under symbols."""
    if isinstance(spec.layer, FlowLayer):
        return LAND
    mark = Mark.NO_DATA if value is None else value.mark
    if mark is Mark.NOT_SHOWN:
        return f"url(#{HATCH_ID})"
    if mark is Mark.NO_DATA:
        return MARKS[Mark.NO_DATA]
    colours = colours_of(spec.layer)
    if not colours:
        return LAND
    if mark is Mark.ZERO or value is None or value.class_index is None:
        return MARKS[Mark.ZERO]
    return colours[value.class_index]


def colours_of(layer: MapLayer) -> tuple[str, ...]:
    """The colours that fill places, by class; none where symbols lie over bare land."""
    match layer:
        case ChoroplethLayer():
            return tuple(row.colour for row in layer.legend.classes)
        case BivariateLayer():
            return tuple(cell.colour for cell in layer.cells)
        case ClusterLayer():
            return tuple(category.colour for category in layer.categories)
        case SymbolLayer() | FlowLayer():
            return ()
        case _:
            assert_never(layer)


def hatch(unit: float) -> str:
    """The patterns of what is known and not shown, and of what is shown and needs care.

    The lines of the second lean the other way, let the colour under them be seen, and have a light
    edge that is seen on dark colours.
    """
    step, wide = 5 * unit, 7 * unit
    return (
        f'<defs><pattern id="{HATCH_ID}" width="{step:.2f}" height="{step:.2f}"'
        ' patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        f'<rect width="{step:.2f}" height="{step:.2f}" fill="{MARKS[Mark.NOT_SHOWN]}"/>'
        f'<line x1="0" y1="0" x2="0" y2="{step:.2f}"'
        f' stroke="{HATCH_COLOURS[Surface.LIGHT]}" stroke-width="{1.6 * unit:.2f}"/>'
        "</pattern>"
        f'<pattern id="{CARE_ID}" width="{wide:.2f}" height="{wide:.2f}"'
        ' patternUnits="userSpaceOnUse" patternTransform="rotate(-45)">'
        f'<line x1="0" y1="0" x2="0" y2="{wide:.2f}" stroke="{GROUND}" stroke-opacity="0.75"'
        f' stroke-width="{3 * unit:.2f}"/>'
        f'<line x1="0" y1="0" x2="0" y2="{wide:.2f}"'
        f' stroke="{INK}" stroke-width="{1.2 * unit:.2f}"/>'
        "</pattern></defs>"
    )
