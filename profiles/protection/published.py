"""The only table that maps, charts, sentences and files are made from."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

from profiles.indicators.model import Status
from profiles.protection.reliability import Reliability

if TYPE_CHECKING:
    import pandas as pd

    from profiles.indicators.flows import FlowEntry

_KEY: Final = object()
SYMBOLS: Final = {
    Status.MISSING: "..",
    Status.NOT_APPLICABLE: "...",
    Status.SUPPRESSED: "x",
}
"""What stands in a table where there is no number. A true zero is a 0.

Source: Statistics Canada, standard table symbols.
"""
CONFIDENTIAL, FREE = "C", "F"
LOW_RELIABILITY: Final = "U"
FINGERPRINT_DIGITS: Final = 12


CellKey: TypeAlias = tuple[str, str, str, str, str]
FlowKey: TypeAlias = tuple[str, str, str, str]
Shown: TypeAlias = tuple[float | None, Status]


class PublishedValue(NamedTuple):
    """One value that may be shown, or the reason why there is none; a map needs thousands."""

    place_code: str
    indicator: str
    period: str
    sex: str  # "total", "female", "male"
    age: str  # "total" or a group
    value: float | None
    status: Status
    reliability: Reliability = Reliability.GOOD  # of an estimate from a survey

    @property
    def observation_status(self) -> str:
        """SDMX's OBS_STATUS: the letter of the status, U for an estimate of low reliability."""
        is_low = self.status is Status.NORMAL and self.reliability is not Reliability.GOOD
        return LOW_RELIABILITY if is_low else self.status.value

    @property
    def confidentiality(self) -> str:
        """SDMX's CONF_STATUS: F free, C confidential.

        Whether a figure is small itself (A) or hidden for another's sake (D) is not told: it would
        say something about both.
        """
        return CONFIDENTIAL if self.status is Status.SUPPRESSED else FREE

    @property
    def symbol(self) -> str | None:
        """What stands in a table instead of a number; None where there is a number."""
        return None if self.is_shown else SYMBOLS.get(self.status, SYMBOLS[Status.MISSING])

    @property
    def is_shown(self) -> bool:
        """Whether there is a number to show."""
        return self.value is not None


@dataclass(frozen=True, eq=False, kw_only=True)
class PublishedTable:
    """Values that disclosure control let through; suppressed ones hold no number any more.

    Only `profiles.protection.suppress.publish` and `publish_pack` make one.

    Attributes:
        cells: Value and status by place_code, indicator, period, sex and age.
        reliability: The estimates from surveys that need a mark.
        errors: The standard error of each figure shown that is an estimate from a sample; None
            where it is not known.
        kept_fingerprint: As it was worked out before, of a table that was kept.
    """

    cells: Mapping[CellKey, Shown]
    reliability: Mapping[CellKey, Reliability] = field(default_factory=dict)
    errors: Mapping[CellKey, float | None] = field(default_factory=dict)
    key: object = None
    kept_fingerprint: str = ""

    def __post_init__(self) -> None:
        if self.key is not _KEY:
            raise TypeError("a PublishedTable is made by profiles.protection.suppress.publish")
        _check_hidden(self.cells)

    @classmethod
    def _made_by_publish(
        cls,
        cells: Mapping[CellKey, Shown],
        reliability: Mapping[CellKey, Reliability],
        errors: Mapping[CellKey, float | None] = MappingProxyType({}),
        *,
        kept_fingerprint: str = "",
    ) -> "PublishedTable":
        shown = {key: error for key, error in errors.items() if cells[key][0] is not None}
        return cls(
            cells=cells,
            reliability=reliability,
            errors=shown,
            key=_KEY,
            kept_fingerprint=kept_fingerprint,
        )

    @cached_property
    def frame(self) -> "pd.DataFrame":
        """The cells as a table: the names of a cell, value (NaN where none), status (a letter)."""
        return _frame(self.cells, ("place_code", "indicator", "period", "sex", "age"))

    @cached_property
    def fingerprint(self) -> str:
        """Hash of the content: the cache key of everything made from the table."""
        return self.kept_fingerprint or _fingerprint(
            self.cells, [*sorted(self.reliability.items()), *sorted(self.errors.items())]
        )

    def value(
        self,
        place_code: str,
        indicator: str,
        period: str,
        *,
        sex: str = "total",
        age: str = "total",
    ) -> PublishedValue | None:
        """One value, or None where the table has no such row."""
        key = (place_code, indicator, period, sex, age)
        cell = self.cells.get(key)
        if cell is None:
            return None
        return PublishedValue(*key, *cell, self.reliability.get(key, Reliability.GOOD))

    def periods(self, indicator: str) -> tuple[str, ...]:
        """The periods an indicator has values for, oldest first."""
        return tuple(sorted({key[2] for key in self.cells if key[1] == indicator}))

    def indicators(self) -> tuple[str, ...]:
        """Codes of the indicators in the table."""
        return tuple(dict.fromkeys(key[1] for key in self.cells))


@dataclass(frozen=True, eq=False, kw_only=True)
class PublishedFlows:
    """One flow table as disclosure control let it through.

    Ends that are no places are named by `entry.partner_label`.

    Attributes:
        entry: What the catalogue says of the table.
        cells: Value and status by origin_code, destination_code, period and sex.
        kept_fingerprint: As of `PublishedTable`.
    """

    entry: "FlowEntry"
    cells: Mapping[FlowKey, Shown]
    key: object = None
    kept_fingerprint: str = ""

    def __post_init__(self) -> None:
        if self.key is not _KEY:
            raise TypeError("PublishedFlows are made by profiles.protection.suppress.publish_pack")
        _check_hidden(self.cells)

    @classmethod
    def _made_by_publish(
        cls, entry: "FlowEntry", cells: Mapping[FlowKey, Shown], *, kept_fingerprint: str = ""
    ) -> "PublishedFlows":
        return cls(entry=entry, cells=cells, key=_KEY, kept_fingerprint=kept_fingerprint)

    @cached_property
    def frame(self) -> "pd.DataFrame":
        """The cells as a table: the names of a cell, value (NaN where none), status (a letter)."""
        return _frame(self.cells, ("origin_code", "destination_code", "period", "sex"))

    @cached_property
    def fingerprint(self) -> str:
        """Hash of the content: the cache key of everything made from the table."""
        return self.kept_fingerprint or _fingerprint(self.cells)

    def value(
        self, origin_code: str, destination_code: str, period: str, *, sex: str = "total"
    ) -> Shown | None:
        """One flow with its status, or None where the table has no such row."""
        return self.cells.get((origin_code, destination_code, period, sex))


def _check_hidden(cells: Mapping[Any, Shown]) -> None:
    with_number = {status for value, status in cells.values() if value is not None}
    if Status.SUPPRESSED in with_number:
        raise ValueError("a suppressed cell still holds its number")


def _frame(cells: Mapping[Any, Shown], names: Sequence[str]) -> "pd.DataFrame":
    import pandas as pd  # takes a while to load, and the map does without

    frame = pd.DataFrame(list(cells), columns=list(names))
    frame["value"] = pd.Series([value for value, _ in cells.values()], dtype=float)
    frame["status"] = [status.value for _, status in cells.values()]
    return frame


def _fingerprint(cells: Mapping[Any, Shown], marks: Sequence[object] = ()) -> str:
    digest = hashlib.sha256(repr(marks).encode())
    for key, (value, status) in cells.items():
        # The last digits of what is worked out differ between systems and processors.
        said = "" if value is None else f"{value:.{FINGERPRINT_DIGITS}g}"
        digest.update("\t".join((*key, said, status.value, "\n")).encode())
    return digest.hexdigest()[:32]
