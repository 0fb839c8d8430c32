"""Where each number of a profile comes from, kept so that anyone can work it out again.

A number is never written down by hand: it is an `Origin` (which cells of which published table, put
together how) evaluated on a pack. Making a profile and checking one do the same, so that a profile
and its tables cannot drift apart unseen.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from mapping.places import AdminLevel
from profiles.indicators.model import Status
from profiles.protection.reliability import Reliability

TOTAL: Final = "total"


class Method(StrEnum):
    """How the cells of an origin become one value."""

    CELL = "cell"  # one cell as it stands
    SUM = "sum"  # the cells added, those of `less` taken away; nothing when one is missing
    SHARE = "share"  # multiplier * such a sum / one of `over` and `over_less`
    # Among peers; where `over` names the cell of an earlier date, it is the change since then in
    # proportion that is compared.
    RANK_HIGH = "rank-high"  # 1 + how many peers lie above the first cell
    RANK_LOW = "rank-low"  # 1 + how many peers lie below it
    # Of estimates from a sample, whose order is not sure:
    AMONG_HIGH = "among-high"  # how many peers are not clearly below the first cell, it included
    AMONG_LOW = "among-low"  # how many are not clearly above it
    INTERVAL_LOW = "interval-low"  # the lower end of its 95 % interval
    INTERVAL_HIGH = "interval-high"  # the upper end
    PEERS = "peers"  # how many peers have a value that may be shown
    ABOVE_ZERO = "above-zero"  # how many of these values are above zero
    BELOW_ZERO = "below-zero"  # how many are below it
    GIVEN = "given"  # counted from the profile itself or from the gazetteer; `value` holds it


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """The key of one value: of the indicator table, or of a flow table when `flow` is named."""

    place_code: str  # of a flow: where people are now, or are counted at
    indicator: str  # of a flow: its measure
    period: str
    sex: str = TOTAL
    age: str = TOTAL
    flow: str | None = None  # file of the flow table
    partner_code: str | None = None  # of a flow: the other end
    outward: bool = False  # of a flow: True when `place_code` is the origin


@dataclass(frozen=True, slots=True, kw_only=True)
class Peers:
    """Places of one level whose values are compared: all of the country, or those of one circle."""

    level: AdminLevel
    within: str | None = None  # place_code of a parent; None is the whole country
    among: tuple[str, ...] = ()  # these places only: neighbours, similar places


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Which cells make a number, and how."""

    method: Method
    cells: tuple[Cell, ...] = ()
    over: tuple[Cell, ...] = ()
    less: tuple[Cell, ...] = ()
    over_less: tuple[Cell, ...] = ()
    multiplier: float = 1.0
    peers: Peers | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """One cell that went into a number, with what it held."""

    cell: Cell
    value: float | None
    status: Status


GIVEN: Final = Origin(method=Method.GIVEN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """One number as it is printed, with everything needed to work it out again."""

    value: float | None  # None where nothing may or can be shown
    text: str  # as printed, without unit, in the language of the profile
    style: str  # how `text` was rounded: see profiles.narrative.rounding.Style
    decimals: int
    indicator: str
    place_code: str
    period: str = ""
    sex: str = TOTAL
    age: str = TOTAL
    unit: str
    status: Status = Status.NORMAL
    source_id: str = ""
    formula: str = (
        ""  # "" for a figure as published, else in words: "100 × lifetime_in_n / pop_total"
    )
    origin: Origin = GIVEN
    proxy: bool = False  # stands in for the catalogue's definition; always said
    reliability: Reliability = Reliability.GOOD  # of an estimate from a survey: its mark
    inputs: tuple[Input, ...] = ()  # what the formula was fed, as far as it is published

    def cells(self) -> tuple[Cell, ...]:
        """Every cell it was made from, those its formula was fed included."""
        origin, fed = self.origin, [entry.cell for entry in self.inputs]
        return (*origin.cells, *origin.less, *origin.over, *origin.over_less, *fed)

    @property
    def is_shown(self) -> bool:
        """Whether there is a number to show."""
        return self.value is not None
