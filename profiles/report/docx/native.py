"""A native chart of a word processor as data: what its template fills in."""

from dataclasses import dataclass

from mapping.i18n import MINUS
from profiles.report.svg import INK

Bounds = tuple[float | None, float | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One series; `range` and its like say where its cells are in the workbook."""

    order: int
    name: str
    name_range: str
    values: tuple[float | None, ...]
    range: str
    colour: str
    point_colours: tuple[tuple[int, str], ...] = ()
    unlabelled: tuple[int, ...] = ()
    label_colour: str = INK
    line_width: int = 0
    marker: int = 0
    named_point: int | None = None  # beside it stands the name of the series
    named_at: str = "t"  # on which side of it: t, b, l, r
    symbol: str = "circle"
    is_outline: bool = False  # a bar that others are seen through


@dataclass(frozen=True, slots=True, kw_only=True)
class NativeChart:
    """What the template of a chart fills in, and the workbook that is edited behind it."""

    workbook: bytes
    series: tuple[Series, ...]
    height_mm: float
    number_format: str
    categories: tuple[str, ...] = ()
    categories_range: str = ""
    label_lines: int = 1  # that the longest category takes
    x_values: tuple[float, ...] = ()  # of dots: all series share them
    x_range: str = ""
    direction: str = "bar"  # or "col"; bars run from the top down, as they are read
    is_scatter: bool = False
    is_bare: bool = False  # without axes: the words stand among the points
    is_stacked: bool = False
    is_mirrored: bool = False  # two series on both sides of zero, in one row
    has_legend: bool = False
    not_in_legend: tuple[int, ...] = ()  # series whose name another one has said
    bounds: Bounds = (None, None)  # of the axis of values: lowest, highest; None: as it comes
    x_bounds: Bounds = (None, None)
    text_size: int = 900  # in hundredths of a point


def number_format(decimals: int) -> str:
    """How cells and labels show numbers: below zero with a minus, as in the text."""
    digits = "#,##0" + ("." + "0" * decimals if decimals else "")
    return f"{digits};\\{MINUS}{digits}"


def unsigned_format(decimals: int) -> str:
    """The same of numbers that are below zero only to lie on the other side of an axis."""
    digits = "#,##0" + ("." + "0" * decimals if decimals else "")
    return f"{digits};{digits}"
