"""Where breaks come from: the schemes as the literature has them, and numbers as printed."""

import math
import re
from collections.abc import Callable, Sequence
from decimal import ROUND_CEILING, ROUND_HALF_EVEN, Decimal
from enum import StrEnum
from itertools import pairwise
from typing import Final

import numpy as np
import numpy.typing as npt

from mapping.choices import chosen
from mapping.errors import UnknownChoiceError
from mapping.i18n import N_

MOST_CLASSES: Final = 7  # more colours than people can tell apart in a legend

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


class Scheme(StrEnum):
    """How breaks are found."""

    QUANTILES = "quantiles"  # as many places in each class
    FISHER_JENKS = "fisher-jenks"  # least variance within classes
    EQUAL = "equal"  # classes of one width
    PRETTY = "pretty"  # classes of one width, with round breaks
    STANDARD_DEVIATION = "std-dev"  # whole standard deviations from the mean
    MANUAL = "manual"  # the breaks a person gives

    @classmethod
    def named(cls, name: str) -> "Scheme":
        """The scheme with a name.

        Raises:
            UnknownChoiceError: there is none.
        """
        return chosen(cls, name, kind=N_("classification scheme"))


def scheme_breaks(values: Sequence[float], *, scheme: Scheme, classes: int) -> tuple[float, ...]:
    """The upper bounds a scheme gives as it stands in the literature: not rounded, nothing merged.

    Source: Hyndman and Fan (1996), type 7, for quantiles; Fisher (1958), "On grouping for maximum
    homogeneity", and Jenks (1977) for Fisher-Jenks. These and standard deviations agree with
    mapclassify.
    """
    found = np.sort(np.asarray(values, dtype=np.float64))
    if scheme is Scheme.QUANTILES:
        upper = np.quantile(found, np.linspace(0, 1, classes + 1)[1:])
    elif scheme is Scheme.FISHER_JENKS:
        upper = _fisher_jenks(found, classes)
    elif scheme is Scheme.EQUAL:
        upper = found[0] + (found[-1] - found[0]) * np.arange(1, classes + 1) / classes
    elif scheme is Scheme.PRETTY:
        upper = np.asarray(pretty_bounds(float(found[0]), float(found[-1]), classes)[1:])
    elif scheme is Scheme.STANDARD_DEVIATION:
        upper = _standard_deviations(found, classes)
    else:
        raise ValueError("manual breaks are not computed")
    return tuple(float(b) for b in upper)


def checked_breaks(breaks: Sequence[float]) -> tuple[float, ...]:
    """Breaks of a person's own.

    Raises:
        UnknownChoiceError: there are none or too many, they do not rise, or one is no number.
    """
    rising = all(a < b for a, b in pairwise(breaks))
    if 1 <= len(breaks) <= MOST_CLASSES + 1 and rising and all(map(math.isfinite, breaks)):
        return tuple(float(b) for b in breaks)
    raise _unusable(",".join(f"{b:g}" for b in breaks))


def read_breaks(text: str) -> tuple[float, ...]:
    """Breaks as people type them: rising numbers with spaces, semicolons or commas between them.

    A comma between digits is a decimal mark where numbers are parted by something else.

    Raises:
        UnknownChoiceError: they cannot be used.

    >>> read_breaks("1.5, 2, 10"), read_breaks("1,5; 2; 10"), read_breaks(" ")
    ((1.5, 2.0, 10.0), (1.5, 2.0, 10.0), ())
    """
    parts = [part for part in re.split(r",\s+|[;\s]+", text) if part]
    if len(parts) == 1:
        parts = parts[0].split(",")
    try:
        numbers = [float(part.replace(",", ".")) for part in parts]
    except ValueError:
        raise _unusable(text) from None
    return checked_breaks(numbers) if numbers else ()


def _unusable(asked: str) -> UnknownChoiceError:
    return UnknownChoiceError(
        kind=N_("list of breaks"),
        asked=asked or "(nothing)",
        available=N_("one to eight rising numbers"),
    )


def rounded(value: float, decimals: int, rounding: str = ROUND_HALF_EVEN) -> float:
    """A number as it is printed: decimal, so that 0.29 stays 0.29."""
    return float(
        Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-decimals), rounding=rounding)
    )


def round_number_at_most(value: float) -> float:
    """The largest of 1, 2 and 5 times a power of ten that is not above a positive number."""
    power = 10.0 ** math.floor(math.log10(value))
    return max((m * power for m in (1, 2, 5) if m * power <= value * (1 + 1e-12)), default=power)


def _standard_deviations(found: Floats, classes: int) -> Floats:
    """The mean and whole standard deviations from it; an odd number of classes leaves it out.

    The deviation is that of a sample, as in mapclassify. The last class holds the largest value.
    """
    most = (classes - 1) // 2
    multiples = [m for m in range(-most, most + 1) if m or classes % 2 == 0]
    spread = float(found.std(ddof=1)) if found.size > 1 else 0.0
    upper = found.mean() + spread * np.asarray(multiples, dtype=np.float64)
    return np.append(upper, max(float(upper[-1]) if upper.size else -np.inf, float(found[-1])))


def _fisher_jenks(found: Floats, classes: int) -> Floats:
    """Upper bounds of the classes with the least squared deviations, by dynamic programming."""
    n = found.size
    classes = min(classes, int(np.unique(found).size))
    centred = found - found.mean()  # keeps the sums of squares small, and so exact enough
    sums = np.concatenate(([0.0], np.cumsum(centred)))
    squares = np.concatenate(([0.0], np.cumsum(centred**2)))
    least = squares[1:] - sums[1:] ** 2 / np.arange(1, n + 1)  # one class from the first to each
    starts = np.zeros((classes, n), dtype=np.int64)

    for k in range(1, classes):
        fewer = least

        def total(first: Ints, last: Ints, fewer: Floats = fewer) -> Floats:
            inside = squares[last + 1] - squares[first]
            inside -= (sums[last + 1] - sums[first]) ** 2 / (last + 1 - first)
            return np.asarray(fewer[first - 1] + inside)

        starts[k], least = _least_from(k, n, total)
    last, upper = n - 1, []
    for k in range(classes - 1, -1, -1):
        upper.append(found[last])
        last = starts[k, last] - 1
    return np.asarray(upper[::-1])


def _least_from(k: int, n: int, total: Callable[[Ints, Ints], Floats]) -> tuple[Ints, Floats]:
    """For each last value from the k-th on, where its class is best begun, and what that costs.

    The best start never falls as the last value rises: the middle one of a run bounds the others on
    either side of it, and all middles are looked at together. Forty thousand values take a fraction
    of a second, where looking at every pair takes minutes.

    Source: Grønlund and others (2017), "Fast exact k-means, k-medians and Bregman divergence
    clustering in 1D".
    """
    starts, least = np.zeros(n, dtype=np.int64), np.full(n, np.inf)
    runs = np.array([[k], [n - 1], [k], [n - 1]])  # first and last of the run, of its starts
    while runs.size:
        low, high, fewest, most = runs
        middle = (low + high) // 2
        sizes = np.minimum(most, middle) - fewest + 1
        begins = np.cumsum(sizes) - sizes
        first = np.arange(sizes.sum()) + np.repeat(fewest - begins, sizes)
        costs = total(first, np.repeat(middle, sizes))
        least[middle] = np.minimum.reduceat(costs, begins)
        lowest = np.flatnonzero(costs == np.repeat(least[middle], sizes))
        starts[middle] = best = first[lowest[np.searchsorted(lowest, begins)]]
        below = np.array([low, middle - 1, fewest, best])
        above = np.array([middle + 1, high, best, most])
        runs = np.concatenate((below, above), axis=1)
        runs = runs[:, runs[0] <= runs[1]]
    return starts, least


def pretty_bounds(low: float, high: float, classes: int) -> list[float]:
    """Round bounds around all values, as near to the wanted number of classes as may be."""
    if low == high:
        return [low, high]
    first = pretty_step((high - low) / classes)
    steps = (first / 2, first, pretty_step(first * 1.5))
    choices = [_multiples(low, high, pretty_step(step)) for step in steps]
    allowed = [bounds for bounds in choices if len(bounds) - 1 <= MOST_CLASSES]
    return min(allowed, key=lambda bounds: abs(len(bounds) - 1 - classes))


def pretty_step(width: float) -> float:
    """The next of 1, 2 and 5 times a power of ten that is not below a width."""
    power = 10.0 ** math.floor(math.log10(width))
    return next(m * power for m in (1, 2, 5, 10) if m * power >= width * (1 - 1e-9))


def _multiples(low: float, high: float, step: float) -> list[float]:
    """Multiples of a step, printed without noise, from at most the lowest value to the highest."""
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    digits = max(0, -math.floor(math.log10(step)))
    first -= round(first * step, digits) > low  # by less than the noise that was allowed for
    last += round(last * step, digits) < high
    return [round(i * step, digits) for i in range(first, last + 1)]


def decimals_of(value: float) -> int:
    """Digits behind the decimal mark that a number needs."""
    exponent = Decimal(repr(float(value))).normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def circle_values(largest: float, *, decimals: int = 0) -> tuple[float, ...]:
    """Values of the circles in a key, smallest first: the last is just above the largest value.

    Args:
        largest: Value of the largest circle on the map, above zero.
        decimals: Digits that values are printed with; no circle of the key stands for less.
    """
    digits = 1 - math.floor(math.log10(largest))  # two that count
    top = rounded(largest, max(digits, 0), ROUND_CEILING)
    if digits < 0:
        power = 10.0**-digits
        top = math.ceil(largest / power - 1e-9) * power
    smaller = (round_number_at_most(top / 20), round_number_at_most(top / 4))
    return (*(value for value in smaller if value >= 10.0**-decimals), top)
