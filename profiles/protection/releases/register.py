"""What has been published: the register that bounds what may be published next.

One release a line, oldest first, never changed: its figures, which of them were shown, and every
sum that was known with it. The figures are the true ones, because only they tell whether a later
table is about the same people. So the file is as confidential as the tables it was made from, and
is no part of a release.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Final, TypeAlias

from mapping.atomic import atomic_path
from mapping.errors import StorageError, UnreadableFileError
from mapping.i18n import N_

OWNER_ONLY: Final = 0o600
Figure: TypeAlias = tuple[str, ...]
"""Names a figure: place and category, or whatever else tells it from others."""
WeightedSum: TypeAlias = tuple[tuple[Figure, float], ...]
"""Figures with their weights, of which an outsider knows what they add up to."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Release:
    """What was published at one time.

    Attributes:
        id: Tells a release from others; the same content by the same rules has the same.
        figures: The true ones, hidden ones included.
        hidden: Those that were not shown.
        sums: What was known of sums: totals, parts, larger places.
        policy: Names the rules it was made by.
        threshold: How uncertain an outsider had to be about what is hidden.
        own: So many of the figures, the first ones, are the table's own; the others only stand in
            its sums. None where all are.
    """

    id: str
    figures: Mapping[Figure, float]
    hidden: frozenset[Figure]
    sums: tuple[WeightedSum, ...]
    policy: str = ""
    threshold: float = 0.0
    own: int | None = None

    @property
    def table(self) -> dict[Figure, float]:
        """The figures of the table itself."""
        return dict(islice(self.figures.items(), self.own))

    def to_json(self) -> str:
        """One line."""
        number = {figure: position for position, figure in enumerate(self.figures)}
        document = {
            "release": self.id,
            "policy": self.policy,
            "threshold": self.threshold,
            "own": self.own,
            "figures": [[*figure, value] for figure, value in self.figures.items()],
            "hidden": sorted(number[figure] for figure in self.hidden),
            "sums": [[[number[figure], weight] for figure, weight in one] for one in self.sums],
        }
        return json.dumps(document, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, line: str) -> "Release":
        """The release of one line; raises ValueError, TypeError, KeyError or IndexError."""
        document: dict[str, Any] = json.loads(line)  # Any: what a line holds is seen here
        figures = {
            tuple(str(part) for part in row[:-1]): float(row[-1]) for row in document["figures"]
        }
        names = tuple(figures)
        return cls(
            id=str(document["release"]),
            policy=str(document.get("policy", "")),
            threshold=float(document.get("threshold", 0.0)),
            own=document.get("own"),
            figures=figures,
            hidden=frozenset(names[number] for number in document["hidden"]),
            sums=tuple(
                tuple((names[number], float(weight)) for number, weight in one)
                for one in document["sums"]
            ),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """The file of releases."""

    path: Path

    def read(self) -> tuple[Release, ...]:
        """All releases, oldest first; none where there is no file yet.

        Raises:
            UnreadableFileError: it is damaged. What was published is then not known, so nothing
                else may be.
        """
        return tuple(self._releases(self._text()))

    def append(self, release: Release, *, after: int) -> None:
        """Add one release.

        Args:
            release: What is about to be published.
            after: How many releases had been read when it was worked out.

        Raises:
            StorageError: the file cannot be written, or another release came first.
        """
        text = self._text()
        if len(text.splitlines()) != after:
            reason = N_("something else was published meanwhile; try again")
            raise StorageError(path=self.path, reason=reason)
        with atomic_path(self.path) as path:
            path.touch(mode=OWNER_ONLY)  # before the true figures are in it
            path.write_text(f"{text}{release.to_json()}\n", encoding="utf-8", newline="")

    def _text(self) -> str:
        try:
            return self.path.read_text(encoding="utf-8")
        except FileNotFoundError:
            return ""
        except (OSError, UnicodeDecodeError) as error:
            raise UnreadableFileError(path=self.path, reason=str(error)) from error

    def _releases(self, text: str) -> Iterator[Release]:
        for number, line in enumerate(text.splitlines(), start=1):
            try:
                yield Release.from_json(line)
            except (ValueError, TypeError, KeyError, IndexError) as error:
                reason = f"line {number} is not a release"
                raise UnreadableFileError(path=self.path, reason=reason) from error
