"""Migration by age: the curve, its level and its peak.

Ages and rates are arrays of one shape; a missing rate makes what it enters NaN.

Source: Rogers & Castro (1981), Model Migration Schedules, IIASA RR-81-30; Rogers (1975),
Introduction to Multiregional Mathematical Demography.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from profiles.measures.rates import Numbers, Result


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelSchedule:
    """Rogers and Castro's curve of seven parameters: childhood, labour force, and a constant.

    >>> round(FUNDAMENTAL.child_dependency, 4), FUNDAMENTAL.labour_asymmetry
    (0.3333, 4.0)
    """

    a1: float  # level of childhood
    alpha1: float  # how fast it falls with age, per year
    a2: float  # level of the labour force
    alpha2: float  # how fast it falls behind the peak, per year
    mu2: float  # where the labour force curve lies, years of age
    lambda2: float  # how fast it rises before the peak, per year
    c: float  # at every age

    @property
    def child_dependency(self) -> float:
        """Children over labour force, a1 / a2: how much families move together."""
        return self.a1 / self.a2

    @property
    def labour_dependency(self) -> float:
        """Labour force over children, a2 / a1."""
        return self.a2 / self.a1

    @property
    def labour_asymmetry(self) -> float:
        """How much steeper the curve rises than falls, lambda2 / alpha2."""
        return self.lambda2 / self.alpha2

    @property
    def regularity(self) -> float:
        """Whether childhood falls as the labour force does, alpha1 / alpha2."""
        return self.alpha1 / self.alpha2


FUNDAMENTAL: Final = ModelSchedule(
    a1=0.02, alpha1=0.1, a2=0.06, alpha2=0.1, mu2=20.0, lambda2=0.4, c=0.003
)


def model_migration(ages: Numbers, schedule: ModelSchedule = FUNDAMENTAL) -> Result:
    """The curve at exact ages in years, in the unit of the parameters; any shape.

    >>> model_migration([0.0, 20.0, 60.0]).round(5).tolist()
    [0.023, 0.02778, 0.00415]
    """
    x = np.asarray(ages, dtype=float)
    childhood = schedule.a1 * np.exp(-schedule.alpha1 * x)
    past = x - schedule.mu2
    labour = schedule.a2 * np.exp(-schedule.alpha2 * past - np.exp(-schedule.lambda2 * past))
    return np.asarray(childhood + labour + schedule.c)


def gross_migraproduction_rate(rates: Numbers, *, width: float = 1.0) -> float:
    """GMR: moves a person would make in a life at these rates; the sum over ages times width.

    Args:
        rates: Moves per person and year at each age; one missing age makes it NaN.
        width: Years of each age group, all alike.

    >>> gross_migraproduction_rate([0.01, 0.03, 0.01], width=5)
    0.25
    """
    return float(np.sum(np.asarray(rates, dtype=float)) * width)


def peak(ages: Numbers, rates: Numbers) -> tuple[float, float]:
    """The age at which people move most, and the rate there; the first of equal ones.

    Missing rates are passed over; NaN and NaN where all are missing.

    >>> peak([15, 20, 25], [0.02, 0.05, 0.03])
    (20.0, 0.05)
    """
    years, values = np.asarray(ages, dtype=float), np.asarray(rates, dtype=float)
    if np.isnan(values).all():
        return float("nan"), float("nan")
    top = int(np.nanargmax(values))
    return float(years[top]), float(values[top])
