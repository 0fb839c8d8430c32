"""What is known of a system of places: its flows, its population, its distances."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from mapping.errors import MeasureRefusedError
from profiles.indicators.flows import FlowType
from profiles.measures.flows import distance, gini, margins
from profiles.measures.flows.components import QuasiIndependence, quasi_independence
from profiles.measures.flows.gravity import GravityFit, constrained_gravity
from profiles.measures.flows.matrix import FlowMatrix, Matrix, Vector, moved
from profiles.measures.summary.rows import Met, Need, everywhere


@dataclass(frozen=True, eq=False, kw_only=True)
class KnownFlows:
    """A matrix and what goes with it. Fits are made once, when they are first asked for."""

    table: FlowMatrix
    population: Vector | None = None  # of each place, at the middle of the period
    distances: Matrix | None = None  # between places; NaN where missing

    @property
    def flows(self) -> Matrix:
        """The matrix."""
        return self.table.flows

    @property
    def count(self) -> int:
        """How many places there are."""
        return len(self.table.codes)

    @property
    def nothing(self) -> Vector:
        """What a place has of a figure that this kind of table cannot give."""
        return np.full(self.count, np.nan)

    @cached_property
    def people(self) -> Vector:
        """The population of each place, zero where nobody lives; NaN where none is given."""
        given = self.nothing if self.population is None else self.population
        return np.where(given >= 0, given, np.nan)

    @cached_property
    def stayers_counted(self) -> bool:
        """Whether the diagonal is of people who stayed; that of a register is of moves within."""
        return self.table.stayers_counted and self.table.flow_type is not FlowType.EVENT

    @cached_property
    def with_stayers(self) -> Matrix:
        """The matrix where those who stayed were counted, else NaN throughout."""
        return self.flows if self.stayers_counted else np.full_like(self.flows, np.nan)

    @cached_property
    def quasi(self) -> QuasiIndependence:
        """What the margins alone would give."""
        return quasi_independence(self.flows)

    @cached_property
    def gravity(self) -> GravityFit | None:
        """How flows fall with distance; None without all distances, or without a solution."""
        if self.distances is None or not np.isfinite(self.mean_distance):
            return None
        try:
            return constrained_gravity(self.flows, self.distances)
        except MeasureRefusedError:
            return None

    @cached_property
    def met(self) -> dict[Need, Met]:
        """Which needs are met for each place."""
        return self._met_by_place() | {
            need: everywhere(self.count, met=bool(met)) for need, met in self._met_by_all().items()
        }

    @cached_property
    def mean_distance(self) -> float:
        """Of all moves; NaN without all distances."""
        if self.distances is None:
            return float("nan")
        return distance.mean_distance(self.flows, self.distances)

    def _met_by_place(self) -> dict[Need, Met]:
        known = np.isfinite(moved(self.flows))
        came, left = margins.in_migrants(self.flows), margins.out_migrants(self.flows)
        return {
            Need.IN_FLOWS: np.asarray(known.all(axis=0)),
            Need.OUT_FLOWS: np.asarray(known.all(axis=1)),
            Need.CAME: ~(came <= 0),  # NaN is another need's business
            Need.LEFT: ~(left <= 0),
            Need.MOVED: ~(came + left <= 0),
            Need.POPULATION: self.people > 0,
        }

    def _met_by_all(self) -> dict[Need, bool | np.bool]:
        between = moved(self.flows)
        populations = self.people.sum() > 0  # NaN, of a place without a number, is not
        return {
            Need.FLOWS: np.isfinite(between).all(),
            Need.MOVES: np.nansum(between) > 0,
            Need.STAYERS: self.stayers_counted,
            Need.AT_RISK: self.stayers_counted or populations,
            Need.POPULATIONS: populations,
            Need.TWO_PLACES: self.count >= 2,  # noqa: PLR2004 - its name
            Need.THREE_PLACES: self.count >= 3,  # noqa: PLR2004 - its name
            Need.UNLIKE: not gini.gini_total(between) <= 0,
            Need.DISTANCES: np.isfinite(self.mean_distance),
            Need.FIT: np.isfinite(self.quasi.deviance),
            Need.DECAY: self.gravity is not None,
            Need.PERIOD: self.table.no_rate is None,
            Need.INTERVAL: self.table.no_yearly_rate is None,
        }
