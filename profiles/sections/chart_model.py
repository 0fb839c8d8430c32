"""Charts as data. Renderers (SVG, Word, slides) only read them."""

from dataclasses import dataclass
from enum import StrEnum

from profiles.sections.table_model import ProfileTable


class Emphasis(StrEnum):
    """What one mark of a chart stands for; colours follow from it."""

    SELF = "self"  # the place of the profile
    PEER = "peer"
    OTHER = "other"  # the place that a reader chose to stand beside it
    PARENT = "parent"
    COUNTRY = "country"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar of a ranked, diverging or time chart."""

    label: str
    value: float | None  # None: not shown or no data; `text` says which
    text: str
    emphasis: Emphasis = Emphasis.PEER


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One line of a mirrored chart: two values on both sides of a common axis."""

    label: str
    left: float
    right: float
    left_text: str
    right_text: str
    outline: tuple[float, float] | None = None  # the same of a larger area, drawn as a line
    other: tuple[float, float] | None = None  # the same of the place that stands beside it


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartWords:
    """What stands around every chart."""

    title: str
    unit: str
    alt: str  # says in words what the chart shows
    source_ids: tuple[str, ...]
    indicator: str = ""  # that it shows, or whose parts it shows; "" of streams, answers, several
    notes: tuple[str, ...] = ()
    drawn_notes: tuple[str, ...] = ()  # of marks that the charts of Word do not have
    figures: ProfileTable | None = None  # that it prints and no table of its section has


@dataclass(frozen=True, slots=True, kw_only=True)
class BarChart:
    """Horizontal bars, longest first as given; diverging around 0 when values differ in sign."""

    id: str
    words: ChartWords
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnChart:
    """Columns over time; a period without a figure is a gap, not a zero."""

    id: str
    words: ChartWords
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StripChart:
    """One dot a place on a common axis, a few of them named."""

    id: str
    words: ChartWords
    dots: tuple[Bar, ...]  # peers first, the place itself last so that it lies on top
    quartiles: tuple[float, float, float] | None  # the box behind the dots


@dataclass(frozen=True, slots=True, kw_only=True)
class MirrorChart:
    """Two groups on both sides of an axis, by category."""

    id: str
    words: ChartWords
    left_label: str
    right_label: str
    pairs: tuple[Pair, ...]
    outline_label: str = ""  # whose outline the pairs have
    other_label: str = ""  # the place beside it, if the pairs have it


@dataclass(frozen=True, slots=True, kw_only=True)
class StackChart:
    """Parts of a whole as one bar a place."""

    id: str
    words: ChartWords
    labels: tuple[str, ...]
    stacks: tuple[tuple[str, tuple[float, ...]], ...]  # label, shares in percent


@dataclass(frozen=True, slots=True, kw_only=True)
class Spine:
    """One indicator of a place among the places of its level."""

    label: str
    text: str  # of the place's own value
    value: float
    country: float | None  # None where levels do not compare
    low: float
    quartiles: tuple[float, float, float]
    high: float
    source_id: str
    other: float | None = None  # of the place that stands beside it
    other_text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpineChart:
    """A line an indicator, each on a scale of its own with the median in the middle."""

    id: str
    words: ChartWords
    lines: tuple[Spine, ...]
    own_label: str = ""
    country_label: str = ""
    other_label: str = ""  # the place beside it, if one was chosen


@dataclass(frozen=True, slots=True, kw_only=True)
class Slope:
    """One place at two dates."""

    label: str
    start: float
    end: float
    start_text: str
    end_text: str
    emphasis: Emphasis


@dataclass(frozen=True, slots=True, kw_only=True)
class SlopeChart:
    """Two dates side by side, a line a place between them."""

    id: str
    words: ChartWords
    start_label: str
    end_label: str
    slopes: tuple[Slope, ...]  # the place itself last, so that it lies on top


@dataclass(frozen=True, slots=True, kw_only=True)
class WaffleChart:
    """A share as so many of a hundred squares, for the place and those beside it."""

    id: str
    words: ChartWords
    part_label: str  # what a filled square stands for
    rest_label: str
    shares: tuple[Bar, ...]  # in percent


Comparison = SpineChart | SlopeChart | WaffleChart
Chart = BarChart | ColumnChart | StripChart | MirrorChart | StackChart | Comparison
