"""Random rounding, for those who publish rounded counts instead of hiding some (rule C12).

Rounding to the nearest five is no protection: sums of rounded parts give parts away. Counts rounded
up or down at random, the nearer the likelier, keep their mean and tell nobody which it was.
"""

import hmac
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from mapping.errors import listed
from profiles.indicators.model import Indicator, Kind
from profiles.indicators.read import CellValue, IndicatorTable
from profiles.protection.errors import MixedReleaseError
from profiles.protection.policy import BASES

if TYPE_CHECKING:
    from profiles.indicators.flows import FlowTable
    from profiles.protection.releases.register import Figure, Release
    from profiles.protection.table import CountTable

ROUNDED: Final = "rounded to"
PAIR: Final = 2  # figures of a sum that says that both are the same


def randomly_rounded(count: int, *, base: int, name: str, secret: bytes) -> int:
    """A count as a multiple of the base; a multiple stays as it is.

    Totals are rounded by themselves, not added up. The same count of the same name is rounded the
    same way every time, as the mean of many roundings would be the count.

    Args:
        count: From zero on.
        base: 3 or 5.
        name: Of the figure: place, indicator, period, category.
        secret: Of the project; see `profiles.protection.masking.project_secret`.
    """
    if base not in BASES:
        raise ValueError(f"the base is 3 or 5, not {base}")
    if count < 0:
        raise ValueError("a count is not below zero")
    rest = count % base
    digest = hmac.digest(secret, f"{name}\0{count}".encode(), "sha256")
    draw = int.from_bytes(digest[:8], "big") / 2**64
    return count - rest + (base if draw < rest / base else 0)


def rounded_cells(table: "CountTable", *, base: int, secret: bytes) -> "dict[Figure, int]":
    """Every cell of a table as it is shown, by place and category.

    A place that is the sum of others is rounded by itself, so that it tells nothing of them.

    Args:
        table: The true counts.
        base: 3 or 5.
        secret: Of the project.
    """
    return {
        (place, category): randomly_rounded(
            int(count), base=base, name=f"{place}\0{category}", secret=secret
        )
        for (place, category), count in table.figures.items()
    }


def rounded_release(table: "CountTable", *, base: int, earlier: "Sequence[Release]") -> "Release":
    """What the register remembers of a table whose counts are all rounded.

    Raises:
        MixedReleaseError: some of them were hidden before, or rounded otherwise.
    """
    from profiles.protection.releases.register import Release

    release = Release(
        id=str(len(earlier) + 1),
        figures=table.figures,
        hidden=frozenset(table.figures),  # no true count is shown, and no true sum
        sums=(),
        policy=f"{ROUNDED} {base}",
    )
    refuse_mixed(release, earlier)
    return release


def refuse_mixed(release: "Release", earlier: "Sequence[Release]") -> None:
    """Make sure that no count is hidden in one release and rounded, or rounded twice, in others.

    A rounded count is known to within twice the base less two, whatever else hides it.

    Raises:
        MixedReleaseError: with the counts.
    """
    told: dict[Figure, None] = {}
    for one in earlier:
        if _is_rounded(release) or _is_rounded(one):
            told |= dict.fromkeys(_told_twice(release, one))
    if told:
        examples = listed(" ".join(figure) for figure in sorted(told))
        raise MixedReleaseError(count=len(told), examples=examples)


def _told_twice(release: "Release", one: "Release") -> "Iterator[Figure]":
    """Figures of a release that an earlier one tells in another way than it does."""
    from profiles.protection.releases.relations import related

    is_same_way = one.policy == release.policy
    if not is_same_way:
        same = release.table.items() & one.table.items()
        yield from (name for name, _ in same if name in release.hidden & one.hidden)
    for terms, _ in related(release.table, [one.table]):
        names = [name for name, _ in terms]
        # Totals are rounded by themselves; a count that is rounded under two names is not.
        if not is_same_way or len(names) == PAIR:
            ours, theirs = release.hidden & release.table.keys(), one.hidden & one.table.keys()
            if not ours.isdisjoint(names) and not theirs.isdisjoint(names):
                yield from ours.intersection(names)


def _is_rounded(release: "Release") -> bool:
    return release.policy.startswith(ROUNDED)


def rounded_figures(
    table: IndicatorTable, indicators: Mapping[str, Indicator], *, base: int, secret: bytes
) -> IndicatorTable:
    """The table of a pack with the counts that the rules are about as they are shown.

    Args:
        table: As it was read: what is derived of it then follows from rounded counts.
        indicators: The catalogue; `protected` says which counts the rules are about.
        base: 3 or 5.
        secret: Of the project.
    """
    counts = {
        code for code, one in indicators.items() if one.protected and one.kind is not Kind.INTENSIVE
    }
    cells = {
        key: CellValue(_rounded(cell.value, key, base, secret), cell.status)
        if key[1] in counts and cell.value is not None
        else cell
        for key, cell in table.cells.items()
    }
    return replace(table, cells=cells)


def rounded_flows(flows: "FlowTable", *, base: int, secret: bytes) -> "FlowTable":
    """A flow table with every flow as it is shown."""
    cells = {
        key: None if value is None else _rounded(value, (flows.entry.id, *key), base, secret)
        for key, value in flows.cells.items()
    }
    return replace(flows, cells=cells)


def _rounded(value: float, key: tuple[str, ...], base: int, secret: bytes) -> float:
    """A count, or a balance of two, which may be below zero and is rounded likewise."""
    size = randomly_rounded(round(abs(value)), base=base, name="\0".join(key), secret=secret)
    return float(size if value >= 0 else -size)
