"""Disclosure control of one table of counts: a row a place, a column a category."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt

from mapping.errors import listed
from profiles.protection.errors import SmallPieceError, UnsafeReleaseError
from profiles.protection.releases.differencing import Outsider, given_away
from profiles.protection.releases.pieces import FEWEST_PEOPLE, small_pieces
from profiles.protection.releases.register import Figure, Release, WeightedSum
from profiles.protection.releases.relations import related
from profiles.protection.releases.renamed import is_turned
from profiles.protection.suppression.audit import DOWN, UP, Demand, intervals
from profiles.protection.suppression.complement import hide_more
from profiles.protection.suppression.linear import EPSILON, Flags
from profiles.protection.suppression.sums import Cells

NO_PARENT: Final = ""


@dataclass(frozen=True, eq=False, kw_only=True)
class CountTable:
    """Counts of people.

    Attributes:
        place_codes: One a row, each once.
        parents: The place above each; empty where there is none. None when the table does not say.
        categories: One a column, each once.
        counts: Rows by columns, whole numbers from zero on.
        is_turned: Whether a row is a category and a column a place, as earlier tables name them.
    """

    place_codes: tuple[str, ...]
    parents: tuple[str, ...] | None
    categories: tuple[str, ...]
    counts: npt.NDArray[np.int64]
    is_turned: bool = False

    @cached_property
    def figures(self) -> dict[Figure, float]:
        """The cells by place and category."""
        values = self.counts.ravel().tolist()
        names = (self.name(row, column) for row in self.place_codes for column in self.categories)
        return {name: float(value) for name, value in zip(names, values, strict=True)}

    def name(self, row: str, column: str) -> Figure:
        """The figure of a row and a column; of a figure's name what it is called in the file."""
        return (column, row) if self.is_turned else (row, column)

    def sums(self, *, margins: bool) -> tuple[WeightedSum, ...]:
        """What is known of sums of cells.

        A place that is in the table with those below it is their sum. When margins are public, so
        are the totals of rows, of columns, and of each parent, whether it has a row or not; the
        total of a single cell is the cell itself.
        """
        inside = set(self.place_codes)
        found = list(self._hierarchy(inside, margins=margins))
        if margins:
            tops = [place for place in self.place_codes if self._parent(place) not in inside]
            rows, columns, name = self.place_codes, self.categories, self.name
            found += [tuple((name(row, column), 1.0) for column in columns) for row in rows]
            found += [tuple((name(row, column), 1.0) for row in tops) for column in columns]
        return tuple(line for line in found if len(line) > 1)

    def _parent(self, place: str) -> str:
        return self._parent_of.get(place, NO_PARENT)

    @cached_property
    def _parent_of(self) -> dict[str, str]:
        return dict(zip(self.place_codes, self.parents or (), strict=self.parents is not None))

    def _hierarchy(self, inside: set[str], *, margins: bool) -> Iterator[WeightedSum]:
        children: dict[str, list[str]] = {}
        for place in self.place_codes:
            children.setdefault(self._parent(place), []).append(place)
        children.pop(NO_PARENT, None)
        for parent, places in children.items():
            if parent not in inside and not margins:
                continue
            for category in self.categories:
                below = tuple((self.name(place, category), 1.0) for place in places)
                whole = ((self.name(parent, category), -1.0),) if parent in inside else ()
                yield (*whole, *below)


@dataclass(frozen=True, slots=True, kw_only=True)
class HiddenCell:
    """A cell that is not shown, and how closely an outsider can tell it.

    Attributes:
        is_primary: Small itself; otherwise hidden for the others' sake.
        upper: None where nothing bounds it.
        is_wide: Whether that is as uncertain as demanded.
        was_shown: In an earlier release: no rule can take that back.
    """

    place_code: str
    category: str
    is_primary: bool
    lower: int
    upper: int | None
    is_wide: bool
    was_shown: bool


@dataclass(frozen=True, eq=False, kw_only=True)
class ProtectedTable:
    """What may be published of a table, and what its owner should know about that.

    Attributes:
        hidden: The cells that are not shown, in the order of the table.
        cost: The people in cells that are hidden for the others' sake.
        release: For the register.
        perhaps_same: Earlier releases of as many people, in which nothing is called alike and no
            sum was found: whether they are the same people cannot be told.
    """

    hidden: tuple[HiddenCell, ...]
    cost: int
    release: Release
    perhaps_same: tuple[str, ...]


def protect(
    table: CountTable,
    *,
    threshold: int,
    margins: bool = True,
    zeros_last: bool = True,
    earlier: Sequence[Release] = (),
) -> ProtectedTable:
    """Hide small counts of a table, and what would give them away.

    Args:
        table: The true counts.
        threshold: Smallest count that is shown, other than zero.
        margins: Whether totals of rows, columns and parents are public.
        zeros_last: Whether zeros may be hidden where nothing else protects a small count.
        earlier: What has been published; see `profiles.protection.releases.register`.

    Raises:
        UnsafeReleaseError: the totals of this table and of an earlier one give hidden counts away,
            whatever is hidden in this one.
        SmallPieceError: the table was published on other boundaries, and few people live between
            the two.
    """
    table = replace(table, is_turned=is_turned(table.figures, [one.table for one in earlier]))
    _refuse_pieces(table, earlier)
    draft = _draft(table, earlier, margins=margins, threshold=threshold)
    outsider = Outsider.of([*earlier, draft])
    demand = Demand.of(outsider.sums.values, outsider.thresholds)
    numbers = np.array([outsider.number[version] for version in table.figures.items()])
    before = _hidden_before(outsider, earlier)
    cells = _cells(outsider, before, numbers, threshold, zeros_last=zeros_last)
    chosen = hide_more(outsider.sums, cells, demand)
    small = _is_small(outsider, threshold)
    hidden = chosen | small  # those of the small that were shown before are not in `chosen`
    shown = {name for name, n in zip(table.figures, numbers, strict=True) if not hidden[n]}
    release = replace(draft, hidden=draft.hidden - shown)
    told = given_away(release, earlier)
    if told:
        examples = listed(" ".join(figure) for figure in told)
        raise UnsafeReleaseError(count=len(told), examples=examples)
    return ProtectedTable(
        hidden=tuple(_hidden_cells(table, outsider, hidden, chosen, demand)),
        cost=int(outsider.sums.values[numbers][(hidden & ~small)[numbers]].sum()),
        release=release,
        perhaps_same=tuple(one.id for one in earlier if _is_perhaps_same(draft, one)),
    )


def _is_perhaps_same(draft: Release, one: Release) -> bool:
    is_as_many = sum(draft.table.values()) == sum(one.table.values())
    return is_as_many and draft.figures.keys().isdisjoint(one.table)


def _refuse_pieces(table: CountTable, earlier: Sequence[Release]) -> None:
    """C10: the same people on two boundaries tell the people of every piece between them."""
    found = [pair for release in earlier for pair in small_pieces(table.figures, release.table)]
    if found:
        examples = listed(" / ".join(dict.fromkeys(pair)) for pair in found)
        raise SmallPieceError(fewest=FEWEST_PEOPLE, examples=examples)


def _draft(
    table: CountTable, earlier: Sequence[Release], *, margins: bool, threshold: float
) -> Release:
    """The release with everything hidden: what is known from its sums alone."""
    figures, sums = dict(table.figures), dict.fromkeys(table.sums(margins=margins))
    for one, values in related(table.figures, [release.table for release in earlier]):
        sums[one] = None
        figures |= {name: value for name, value in values.items() if name not in figures}
    return Release(
        id=str(len(earlier) + 1),
        figures=figures,
        hidden=frozenset(figures),
        sums=tuple(sums),
        threshold=threshold,
        own=len(table.figures),
    )


def _is_small(outsider: Outsider, threshold: int) -> Flags:
    return (outsider.sums.values > 0) & (outsider.sums.values < threshold)


def _hidden_before(outsider: Outsider, earlier: Sequence[Release]) -> Flags:
    found = np.zeros(len(outsider.versions), dtype=bool)
    for release in earlier:
        for name in release.hidden:
            found[outsider.number[name, release.figures[name]]] = True
    return found & ~outsider.known


def _cells(
    outsider: Outsider,
    before: Flags,
    numbers: npt.NDArray[np.intp],
    threshold: int,
    *,
    zeros_last: bool,
) -> Cells:
    """Cells of the table may be hidden unless they were shown before; what was hidden stays so."""
    values, here = outsider.sums.values, np.zeros(len(outsider.versions), dtype=bool)
    here[numbers] = True
    free = here & ~outsider.known
    small = _is_small(outsider, threshold)
    return Cells(
        hidden=before | (free & small),
        open=free & ~small & (values > 0),
        zeros=free & (values == 0) & zeros_last,
        cost=np.maximum(values, 1.0),
    )


def _hidden_cells(
    table: CountTable, outsider: Outsider, hidden: Flags, uncertain: Flags, demand: Demand
) -> Iterator[HiddenCell]:
    figures = np.flatnonzero(uncertain)
    found, wanted = intervals(outsider.sums, figures), demand.only(figures)
    narrow = found.short(wanted, UP) | found.short(wanted, DOWN)
    place = {int(figure): position for position, figure in enumerate(figures)}
    for name, value in table.figures.items():
        number = outsider.number[name, value]
        if not hidden[number]:
            continue
        at = place.get(number)
        rise = 0.0 if at is None else float(found.rise[at])
        fall = 0.0 if at is None else float(found.fall[at])
        row, column = table.name(*name)
        yield HiddenCell(
            place_code=row,
            category=column,
            is_primary=bool(demand.rise[number] > 0),
            # Counts are whole: what lies between two of them is none.
            lower=int(np.ceil(max(value - fall, 0.0) - EPSILON)),
            upper=None if np.isinf(rise) else int(np.floor(value + rise + EPSILON)),
            is_wide=at is not None and not bool(narrow[at]),
            was_shown=at is None,
        )
