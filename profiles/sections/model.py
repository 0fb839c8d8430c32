"""The parts of a section, as data. Renderers (PDF, HTML, spreadsheet) only read them."""

from dataclasses import dataclass
from enum import StrEnum

from mapping.places import AdminLevel
from profiles.evidence.provenance import Number
from profiles.narrative import Sentence


class Align(StrEnum):
    """Where the cells of a column stand."""

    START = "start"
    END = "end"  # figures


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """The head of one column."""

    label: str
    align: Align = Align.END


Cell = Number | str
"""What stands in a table: a number with its origin, or words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of a table; `strong` lines are totals or the place itself."""

    cells: tuple[Cell, ...]
    strong: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileTable:
    """A table as it is printed, its first column the row heads."""

    id: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    source_ids: tuple[str, ...]
    notes: tuple[str, ...] = ()


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
    notes: tuple[str, ...] = ()
    drawn_notes: tuple[str, ...] = ()  # of marks that the charts of Word do not have


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


@dataclass(frozen=True, slots=True, kw_only=True)
class MapFigure:
    """A map of one indicator, with the place outlined where it is one of those that are mapped."""

    id: str
    indicator: str
    level: AdminLevel
    period: str
    title: str
    alt: str
    source_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """One indicator that is expected here and not shown."""

    indicator: str
    name: str
    section: int
    reason: str  # a code of `profiles.outline.sections.GapReason`
    reason_text: str
    best: Number | None  # the nearest level that has it
    best_place: str
    to_close: tuple[str, ...]  # kinds of source that would give it
    text: str  # the whole statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Why something was chosen as a key fact; the sentences say what it is."""

    indicator: str
    period: str
    kind: str  # "rank", "change" or "against"
    circle: str  # with whom the place was compared: a `profiles.evidence.comparison.Circle`
    score: float  # bits: see `profiles.sections.unusual`
    sentence: int  # of the section, its first


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One of the fifteen sections."""

    number: int
    id: str
    title: str
    questions: tuple[str, ...]
    reference: str  # "Reference date: 2021"
    grade: str = ""  # of its figures: "strong", "moderate", "limited"
    sentences: tuple[Sentence, ...] = ()
    findings: tuple[Finding, ...] = ()  # of the key facts
    tables: tuple[ProfileTable, ...] = ()
    charts: tuple[Chart, ...] = ()
    maps: tuple[MapFigure, ...] = ()
    gaps: tuple[Gap, ...] = ()
    gap_statement: tuple[str, ...] = ()  # printed when figures are missing
    notes: tuple[str, ...] = ()
    links: str = ""  # SDG and GCM

    @property
    def has_figures(self) -> bool:
        """Whether anything but the gap statement is printed."""
        return bool(self.sentences or self.tables or self.charts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """A value of the same indicator elsewhere."""

    place: str
    number: Number


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """One key fact. It is never hidden: without a number it says why."""

    indicator: str
    label: str
    unit: str
    period: str
    number: Number | None
    reason: str  # gap code, "" where there is a number
    reason_text: str
    beside: tuple[Beside, ...]
    proxy: bool = False
