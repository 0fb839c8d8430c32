"""Lifetime migration: where people were born by where they live.

A matrix with one row a birthplace, one column a residence; a missing count makes the figures it
enters NaN.

Lifetime figures mix moves of all ages and times, and miss those who came back. They have no period
and so no annual rate. Source: United Nations (1970), Manual VI: Methods of Measuring Internal
Migration, chapter I.
"""

from dataclasses import dataclass

from profiles.measures.flows.margins import in_migrants, out_migrants, stayers
from profiles.measures.flows.matrix import Matrix, Vector, square
from profiles.measures.rates import rate


@dataclass(frozen=True, eq=False, kw_only=True)
class LifetimeMigration:
    """Figures by place, in persons and percent. NaN where a part is missing."""

    born: Vector  # in the place, wherever they live now
    enumerated: Vector  # living in the place, wherever they were born
    stayers: Vector  # both
    lifetime_in: Vector
    lifetime_out: Vector

    @property
    def net(self) -> Vector:
        """Enumerated less born, which is lifetime in- less out-migrants."""
        return self.enumerated - self.born

    @property
    def in_percent_of_enumerated(self) -> Vector:
        """Of those who live there, percent who were born elsewhere in the country."""
        return rate(self.lifetime_in, self.enumerated, multiplier=100.0)

    @property
    def out_percent_of_born(self) -> Vector:
        """Of those born there, percent who live elsewhere in the country."""
        return rate(self.lifetime_out, self.born, multiplier=100.0)

    @property
    def net_percent_of_born(self) -> Vector:
        """What the place has gained, in percent of those born there."""
        return rate(self.net, self.born, multiplier=100.0)


def lifetime_migration(births_by_residence: Matrix) -> LifetimeMigration:
    """Lifetime figures from birthplaces (rows) by residences (columns), the diagonal counted.

    >>> import numpy as np
    >>> found = lifetime_migration(np.array([[80.0, 20.0], [5.0, 95.0]]))
    >>> found.net.tolist(), found.out_percent_of_born.tolist()
    ([-15.0, 15.0], [20.0, 5.0])
    """
    matrix = square(births_by_residence)
    return LifetimeMigration(
        born=matrix.sum(axis=1),
        enumerated=matrix.sum(axis=0),
        stayers=stayers(matrix),
        lifetime_in=in_migrants(matrix),
        lifetime_out=out_migrants(matrix),
    )
