"""The parts of a section, as data. Renderers (PDF, HTML, spreadsheet) only read them."""

from dataclasses import dataclass
from enum import StrEnum

from mapping.places import AdminLevel
from profiles.narrative import Sentence
from profiles.provenance import Number


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


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartWords:
    """What stands around every chart."""

    title: str
    unit: str
    alt: str  # says in words what the chart shows
    source_ids: tuple[str, ...]
    notes: tuple[str, ...] = ()


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


@dataclass(frozen=True, slots=True, kw_only=True)
class StackChart:
    """Parts of a whole as one bar a place."""

    id: str
    words: ChartWords
    labels: tuple[str, ...]
    stacks: tuple[tuple[str, tuple[float, ...]], ...]  # label, shares in percent


Chart = BarChart | ColumnChart | StripChart | MirrorChart | StackChart


@dataclass(frozen=True, slots=True, kw_only=True)
class MapFigure:
    """A map of one indicator with the place outlined; drawn by the map engine from the pack."""

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
    reason: str  # a code of `profiles.outline.GapReason`
    reason_text: str
    best: Number | None  # the nearest level that has it
    best_place: str
    to_close: tuple[str, ...]  # kinds of source that would give it
    text: str  # the whole statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One of the fifteen sections."""

    number: int
    id: str
    title: str
    questions: tuple[str, ...]
    reference: str  # "Reference date: 2021"
    sentences: tuple[Sentence, ...] = ()
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
