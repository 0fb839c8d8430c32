"""The only table that maps, charts, sentences and files are made from."""

import hashlib
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final

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


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedValue:
    """One value that may be shown, or the reason why there is none."""

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

    Columns of `frame`: place_code, indicator, period, sex, age (text), value (float, NaN where
    there is none), status (a letter of `Status`). `reliability` has the estimates from surveys that
    need a mark. Only `profiles.protection.suppress.publish` and `publish_pack` make one.
    """

    frame: "pd.DataFrame"
    reliability: Mapping[tuple[str, str, str, str, str], Reliability] = field(default_factory=dict)
    key: object = None

    def __post_init__(self) -> None:
        if self.key is not _KEY:
            raise TypeError("a PublishedTable is made by profiles.protection.suppress.publish")
        suppressed = self.frame["status"] == Status.SUPPRESSED.value
        if self.frame.loc[suppressed, "value"].notna().any():
            raise ValueError("a suppressed cell still holds its number")

    @classmethod
    def _made_by_publish(
        cls,
        frame: "pd.DataFrame",
        reliability: Mapping[tuple[str, str, str, str, str], Reliability] | None = None,
    ) -> "PublishedTable":
        return cls(frame=frame, reliability=reliability or {}, key=_KEY)

    @cached_property
    def fingerprint(self) -> str:
        """Hash of the content: the cache key of everything made from the table."""
        digest = hashlib.sha256(self.frame.to_csv(index=False).encode())
        if self.reliability:
            digest.update(repr(sorted(self.reliability.items())).encode())
        return digest.hexdigest()[:32]

    @cached_property
    def _by_key(self) -> dict[tuple[str, str, str, str, str], PublishedValue]:
        columns = ["place_code", "indicator", "period", "sex", "age", "value", "status"]
        rows = self.frame[columns].itertuples(index=False, name=None)
        return {
            (place, code, period, sex, age): PublishedValue(
                place_code=place,
                indicator=code,
                period=period,
                sex=sex,
                age=age,
                value=None if math.isnan(value) else float(value),
                status=Status(status),
                reliability=self.reliability.get((place, code, period, sex, age), Reliability.GOOD),
            )
            for place, code, period, sex, age, value, status in rows
        }

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
        return self._by_key.get((place_code, indicator, period, sex, age))

    def periods(self, indicator: str) -> tuple[str, ...]:
        """The periods an indicator has values for, oldest first."""
        rows = self.frame["indicator"] == indicator
        return tuple(sorted(self.frame.loc[rows, "period"].unique()))

    def indicators(self) -> tuple[str, ...]:
        """Codes of the indicators in the table."""
        return tuple(self.frame["indicator"].unique())


@dataclass(frozen=True, eq=False, kw_only=True)
class PublishedFlows:
    """One flow table as disclosure control let it through.

    Columns of `frame`: origin_code, destination_code, period, sex (text), value (float, NaN where
    there is none), status. Ends that are no places are named by `entry.partner_label`.
    """

    entry: "FlowEntry"
    frame: "pd.DataFrame"
    key: object = None

    def __post_init__(self) -> None:
        if self.key is not _KEY:
            raise TypeError("PublishedFlows are made by profiles.protection.suppress.publish_pack")
        suppressed = self.frame["status"] == Status.SUPPRESSED.value
        if self.frame.loc[suppressed, "value"].notna().any():
            raise ValueError("a suppressed flow still holds its number")

    @classmethod
    def _made_by_publish(cls, entry: "FlowEntry", frame: "pd.DataFrame") -> "PublishedFlows":
        return cls(entry=entry, frame=frame, key=_KEY)

    @cached_property
    def fingerprint(self) -> str:
        """Hash of the content: the cache key of everything made from the table."""
        return hashlib.sha256(self.frame.to_csv(index=False).encode()).hexdigest()[:32]

    @cached_property
    def _by_key(self) -> dict[tuple[str, str, str, str], tuple[float | None, Status]]:
        columns = ["origin_code", "destination_code", "period", "sex", "value", "status"]
        rows = self.frame[columns].itertuples(index=False, name=None)
        return {
            (origin, destination, period, sex): (
                None if math.isnan(value) else float(value),
                Status(status),
            )
            for origin, destination, period, sex, value, status in rows
        }

    def value(
        self, origin_code: str, destination_code: str, period: str, *, sex: str = "total"
    ) -> tuple[float | None, Status] | None:
        """One flow with its status, or None where the table has no such row."""
        return self._by_key.get((origin_code, destination_code, period, sex))
