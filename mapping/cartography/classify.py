"""Classes for maps: from values to breaks, and from a value to its class.

Breaks are rounded to the precision they are printed with before anything is put into a class, so
that legend and colours agree. A value equal to an upper break belongs to that class
(`breaks[i] < value <= breaks[i + 1]`); the first class includes its lower bound.
"""

import math
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR
from typing import Final

import numpy as np
import numpy.typing as npt

from mapping.cartography.breaks import (
    MOST_CLASSES,
    Floats,
    Scheme,
    checked_breaks,
    decimals_of,
    pretty_bounds,
    pretty_step,
    rounded,
    scheme_breaks,
)
from mapping.errors import UnknownChoiceError
from mapping.i18n import N_

DEFAULT_CLASSES: Final = 5
PLACES_A_CLASS: Final = 3  # fewer places than this in a class, and there are too many classes
SMALLEST_SPLIT: Final = (
    4  # from here on two classes, even if one of them is small: one colour says nothing
)

_OF_ONE_WIDTH: Final = frozenset({Scheme.EQUAL, Scheme.PRETTY, Scheme.STANDARD_DEVIATION})


@dataclass(frozen=True, slots=True, kw_only=True)
class Classification:
    """Breaks that cover every value they were made from."""

    scheme: Scheme
    breaks: tuple[
        float, ...
    ]  # lowest bound, then the upper bound of each class; empty without values
    decimals: int  # digits the breaks are printed with
    midpoint: float | None = None  # where a diverging scale has its centre

    @property
    def class_count(self) -> int:
        """How many classes there are."""
        return max(0, len(self.breaks) - 1)

    def index(self, value: float) -> int:
        """The class of a value; what lies outside all classes goes to the nearest."""
        return min(max(bisect_left(self.breaks, value) - 1, 0), self.class_count - 1)

    def indexes(self, values: Floats) -> npt.NDArray[np.intp]:
        """The class of each of many values."""
        found = np.searchsorted(np.array(self.breaks), values, side="left") - 1
        return found.clip(0, self.class_count - 1)

    def counts(self, values: Sequence[float]) -> tuple[int, ...]:
        """How many of the values each class holds."""
        found = [self.index(value) for value in values]
        return tuple(found.count(i) for i in range(self.class_count))


def classify(  # noqa: PLR0913 - each of them changes the classes
    values: Sequence[float],
    *,
    scheme: Scheme = Scheme.QUANTILES,
    classes: int = DEFAULT_CLASSES,
    decimals: int = 0,
    breaks: Sequence[float] = (),
    midpoint: float | None = None,
) -> Classification:
    """Classes for the published values of one map.

    Args:
        values: Published numbers only, without those that are drawn as a mark. Any order.
        scheme: How breaks are found; with `MANUAL` they are `breaks`.
        classes: How many are wanted, 2 to 7. There are fewer when a class would hold fewer than
            three places, when values repeat, or when breaks fall together once rounded. A
            diverging scale has an odd number.
        decimals: Digits behind the decimal mark that the breaks are printed with.
        breaks: Rising numbers that separate the classes. What lies below the first and above the
            last gets a class of its own.
        midpoint: Centre of a diverging scale; the classes are symmetric around it, unless all
            values lie on one side. Standard deviations have the mean for their centre.

    Raises:
        UnknownChoiceError: a number of classes or breaks that cannot be used.

    Source: METHOD "Classes for maps"; the convention for breaks is that of mapclassify.
    """
    if not 2 <= classes <= MOST_CLASSES:  # noqa: PLR2004 - fewer than two classes classify nothing
        available = ", ".join(str(k) for k in range(2, MOST_CLASSES + 1))
        raise UnknownChoiceError(kind=N_("number of classes"), asked=classes, available=available)
    found = np.sort(np.asarray(values, dtype=np.float64))
    if not np.isfinite(found).all():
        raise ValueError("only finite numbers can be put into classes")
    if scheme is Scheme.MANUAL:
        checked = checked_breaks(breaks)
        bounds = _manual(found, checked, decimals)
        printed = max([decimals, *(decimals_of(b) for b in checked)])
        return Classification(scheme=scheme, breaks=bounds, decimals=printed, midpoint=midpoint)
    if found.size == 0:
        bounds = ()
    elif midpoint is not None and found[0] < midpoint < found[-1]:
        bounds = _diverging(found, scheme, classes, decimals, midpoint)
    else:
        bounds = _sequential(found, scheme, classes, decimals)
    if midpoint is None and scheme is Scheme.STANDARD_DEVIATION and len(bounds) > 2:  # noqa: PLR2004 - one class has no centre
        midpoint = rounded(float(found.mean()), decimals)
    return Classification(scheme=scheme, breaks=bounds, decimals=decimals, midpoint=midpoint)


def _sequential(found: Floats, scheme: Scheme, classes: int, decimals: int) -> tuple[float, ...]:
    places = int(found.size)
    most = max(places // PLACES_A_CLASS, 2 if places >= SMALLEST_SPLIT else 1)
    wanted = min(classes, most, int(np.unique(found).size))
    if wanted == 1:
        return _ends(found, decimals)
    if scheme in _OF_ONE_WIDTH:  # that is their point: a class may be empty
        return _of_one_width(found, scheme, wanted, decimals)
    for count in range(wanted, 1, -1):
        bounds = _bounds(found, scheme, count, decimals)
        if min(_counts(bounds, found)) >= PLACES_A_CLASS or places < 2 * PLACES_A_CLASS:
            return bounds
    return _merged(_bounds(found, scheme, wanted, decimals), found)


def _bounds(found: Floats, scheme: Scheme, count: int, decimals: int) -> tuple[float, ...]:
    upper = scheme_breaks(found.tolist(), scheme=scheme, classes=count)
    inner = [_printed(b, found, decimals) for b in upper[:-1]]
    return _rising([*_ends(found, decimals), *inner])


def _of_one_width(found: Floats, scheme: Scheme, count: int, decimals: int) -> tuple[float, ...]:
    if scheme is Scheme.PRETTY:  # the outer bounds are round numbers too
        pretty = pretty_bounds(float(found[0]), float(found[-1]), count)
        needed = max(decimals_of(b) for b in pretty)
        return tuple(pretty) if needed <= decimals else _bounds(found, scheme, count, decimals)
    upper = scheme_breaks(found.tolist(), scheme=scheme, classes=count)
    low, high = _ends(found, decimals)
    inner = (rounded(b, decimals) for b in upper[:-1])
    return _rising([low, high, *(b for b in inner if low < b < high)])


def _printed(raw: float, found: Floats, decimals: int) -> float:
    """A break as it is printed: the nearest number that leaves every place in its class, if any."""
    nearest = rounded(raw, decimals)
    at = int(np.searchsorted(found, raw, side="right"))
    below = found[at - 1] if at else -math.inf
    above = found[at] if at < found.size else math.inf
    others = (nearest, rounded(raw, decimals, ROUND_CEILING), rounded(raw, decimals, ROUND_FLOOR))
    return next((b for b in others if below <= b < above), nearest)


def _ends(found: Floats, decimals: int) -> tuple[float, float]:
    """The smallest and the largest value, rounded outwards so that the classes hold both."""
    low = rounded(float(found[0]), decimals, ROUND_FLOOR)
    return low, rounded(float(found[-1]), decimals, ROUND_CEILING)


def _rising(bounds: Sequence[float]) -> tuple[float, ...]:
    rising = tuple(sorted(set(bounds)))
    return rising if len(rising) > 1 else (rising[0], rising[0])


def _counts(bounds: Sequence[float], found: Floats) -> list[int]:
    at = np.searchsorted(found, bounds[1:], side="right")
    return [int(n) for n in np.diff(at, prepend=0)]


def _merged(bounds: tuple[float, ...], found: Floats) -> tuple[float, ...]:
    """Fewer classes: the smallest joins its smaller neighbour until each holds enough places."""
    kept = list(bounds)
    counts = _counts(kept, found)
    while len(counts) > 1 and min(counts) < PLACES_A_CLASS:
        i = counts.index(min(counts))
        left = counts[i - 1] if i > 0 else math.inf
        right = counts[i + 1] if i + 1 < len(counts) else math.inf
        kept.pop(i if left <= right else i + 1)
        counts = _counts(kept, found)
    return tuple(kept)


def _manual(found: Floats, given: tuple[float, ...], decimals: int) -> tuple[float, ...]:
    """The breaks given, and the ends of the values where they lie outside."""
    if found.size == 0:
        return given if len(given) > 1 else ()
    low, high = _ends(found, decimals)
    below = [low] if found[0] < given[0] else []
    above = [high] if found[-1] > given[-1] else []
    return _rising([*below, *given, *above])


def _diverging(
    found: Floats, scheme: Scheme, classes: int, decimals: int, midpoint: float
) -> tuple[float, ...]:
    """Symmetric bounds with one class around the midpoint, found on the distances from it."""
    count = min(classes, max(found.size // PLACES_A_CLASS, PLACES_A_CLASS))
    count = max(count - 1 + count % 2, PLACES_A_CLASS)  # odd: the midpoint is in the middle
    distances = np.sort(np.abs(found - midpoint))
    furthest = float(distances[-1])
    if furthest == 0:
        return _ends(found, decimals)
    digits = max(decimals, decimals_of(midpoint))
    steps = _steps_from_centre(distances, scheme, count)
    inner = [rounded(step, digits) for step in steps[:-1]]
    reach = rounded(max(steps[-1], furthest), digits, ROUND_CEILING)
    sides = sorted({step for step in (*inner, reach) if step > 0})
    mirrored = [midpoint - s for s in reversed(sides)] + [midpoint + s for s in sides]
    return tuple(rounded(b, digits) for b in mirrored)


def _steps_from_centre(distances: Floats, scheme: Scheme, count: int) -> list[float]:
    """Distances of the bounds above the midpoint; the class around it is cut in half."""
    furthest = float(distances[-1])
    shares = np.arange(1, count + 1, 2) / count
    if scheme is Scheme.QUANTILES:
        return [float(step) for step in np.quantile(distances, shares)]
    if scheme is Scheme.FISHER_JENKS:
        return list(scheme_breaks(distances.tolist(), scheme=scheme, classes=len(shares)))
    if scheme is Scheme.STANDARD_DEVIATION:
        deviation = float(np.sqrt(np.mean(distances**2)))
        whole = [deviation * i for i in range(1, (count + 1) // 2)]
        return [*(step for step in whole if step < furthest), furthest]
    if scheme is Scheme.PRETTY:
        width = pretty_step(2 * furthest / count)
        return [width * (i + 0.5) for i in range(math.ceil(furthest / width + 0.5))]
    return [float(step) for step in furthest * shares]
