"""Gravity models: how flows fall with distance. Poisson, so that flows of zero count as they are.

A regression on logarithms would have to leave them out, and is biased besides. Counted over fitted
flows describe: say "more than the model suggests", never "more than there should be".

Source: Santos Silva & Tenreyro (2006), The log of gravity, The Review of Economics and Statistics
88(4); Wilson (1971), A family of spatial interaction models, Environment and Planning 3.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from mapping.errors import MeasureRefusedError
from mapping.i18n import N_
from profiles.measures.flows.matrix import Matrix, Vector, square

TOLERANCE: Final = 1e-12  # of margins and terms, relative
MOST_STEPS: Final = 100
MOST_ROUNDS: Final = 5_000
CLOSE: Final = 1e-8  # of the last step, relative
USUAL_DECAY: Final = 1.0  # to start from
LONGEST_STEP: Final = 0.5  # from afar a full step can go far past the solution

Mask = npt.NDArray[np.bool]


@dataclass(frozen=True, eq=False, kw_only=True)
class GravityFit:
    """A fitted model. Terms and standard errors are in one order; fitted flows are n by n."""

    terms: dict[str, float]  # of the logarithm of the flow
    standard_errors: dict[str, float]  # robust (HC0): right also where variance is not the mean
    fitted: Matrix  # persons; NaN on the diagonal, and where flow, size or distance is missing
    ratio: Matrix  # counted over fitted
    flows_used: int


def unconstrained_gravity(flows: Matrix, population: Vector, distances: Matrix) -> GravityFit:
    """Poisson: ln E[M[i, j]] = constant + a ln P_i + b ln P_j - g ln d[i, j].

    Args:
        flows: n by n; pairs with a missing flow, population or distance are left out.
        population: n, above zero where it is to be used.
        distances: n by n, above zero, any unit: it changes the constant only.

    Returns:
        Terms `constant`, `origin_population`, `destination_population`, `distance_decay` (g, above
        zero where flows fall with distance).

    Raises:
        MeasureRefusedError: fewer flows than terms, or terms that cannot be told apart.

    >>> people = np.array([1.0, 2.0, 4.0, 8.0])
    >>> gaps = np.array([[0.0, 1, 2, 3], [1, 0, 4, 5], [2, 4, 0, 6], [3, 5, 6, 0]])
    >>> counts = 7 * np.outer(people, people**0.5) / np.where(gaps > 0, gaps, 1) ** 1.5
    >>> fit = unconstrained_gravity(counts, people, gaps)
    >>> {name: round(value, 6) for name, value in fit.terms.items() if name != "constant"}
    {'origin_population': 1.0, 'destination_population': 0.5, 'distance_decay': 1.5}
    """
    people = np.asarray(population, dtype=float)
    usable = np.outer(people > 0, people > 0)
    counts, gaps, used = _pairs(flows, distances, usable=usable)
    size = np.log(np.where(people > 0, people, 1.0))
    rows, columns = np.nonzero(used)
    design = np.column_stack(
        [np.ones(len(rows)), size[rows], size[columns], -np.log(gaps[used])],
    )
    names = ("constant", "origin_population", "destination_population", "distance_decay")
    terms, fitted = _poisson(counts[used], design)
    bread = np.linalg.inv(design.T @ (design * fitted[:, None]))
    scores = design * (counts[used] - fitted)[:, None]
    errors = np.sqrt(np.diagonal(bread @ (scores.T @ scores) @ bread))
    return _result(
        dict(zip(names, terms.tolist(), strict=True)),
        dict(zip(names, errors.tolist(), strict=True)),
        counts=counts,
        fitted=_spread(fitted, used),
    )


def _pairs(flows: Matrix, distances: Matrix, *, usable: Mask) -> tuple[Matrix, Matrix, Mask]:
    counts, gaps = square(flows), square(distances)
    used = np.isfinite(counts) & np.isfinite(gaps) & (gaps > 0) & usable
    np.fill_diagonal(used, val=False)
    return counts, gaps, used


def _poisson(counts: Vector, design: Matrix) -> tuple[Vector, Vector]:
    """Terms and fitted values of a Poisson regression with a logarithmic link, by Newton's steps.

    Raises:
        MeasureRefusedError: the steps lead nowhere.
    """
    if len(counts) <= design.shape[1] or np.linalg.matrix_rank(design) < design.shape[1]:
        raise _refused(N_("there are too few different pairs of places"))
    fitted = counts + 0.5 * counts.mean()
    if not fitted.mean() > 0:
        raise _refused(N_("nobody moved"))
    linear = np.log(fitted)
    for _ in range(MOST_STEPS):
        working = linear + (counts - fitted) / fitted
        weights = np.sqrt(fitted)
        terms, *_ = np.linalg.lstsq(design * weights[:, None], working * weights)
        step = design @ terms - linear
        linear = linear + step
        fitted = np.exp(linear)
        if np.abs(step).max() < TOLERANCE * max(np.abs(linear).max(), 1.0):
            return terms, fitted
    raise _refused(N_("the model finds no solution for these flows"))


def constrained_gravity(flows: Matrix, distances: Matrix) -> GravityFit:
    """Poisson: ln E[M[i, j]] = origin_i + destination_j - g ln d[i, j], margins as counted.

    The origin and destination terms are balancing factors, found in turn, so that a table of 800 by
    800 places needs no matrix of 1,600 columns.

    Args:
        flows: n by n, three places or more; pairs with a missing flow or distance are left out.
        distances: n by n, above zero.

    Returns:
        The one term `distance_decay` g: twice as far divides a flow by 2 to the power of g.

    Raises:
        MeasureRefusedError: distances say nothing beside the margins, or there is no solution.

    >>> gaps = np.array([[0.0, 1, 2, 3], [1, 0, 4, 5], [2, 4, 0, 6], [3, 5, 6, 0]])
    >>> sizes = np.outer([1, 2, 3, 4], [4, 3, 1, 2])
    >>> counts = 100 * sizes / np.where(gaps > 0, gaps, np.inf) ** 1.5
    >>> round(constrained_gravity(counts, gaps).terms["distance_decay"], 6)
    1.5
    """
    everywhere = np.ones(np.shape(flows), dtype=bool)
    counts, gaps, used = _pairs(flows, distances, usable=everywhere)
    counts = np.where(used, counts, 0.0)
    logs = np.log(np.where(used, gaps, 1.0))
    logs = np.where(used, logs - logs[used].mean(), 0.0) if used.any() else logs
    decay, factors = USUAL_DECAY, np.ones(len(counts))
    for _ in range(MOST_STEPS):
        fitted, factors = _balanced(counts, np.where(used, np.exp(-decay * logs), 0.0), factors)
        own = _within(logs, fitted)
        information = float((fitted * own**2).sum())
        if not information > TOLERANCE * counts.sum():
            raise _refused(N_("distances say nothing beside the margins of this table"))
        step = float(((fitted - counts) * logs).sum()) / information
        decay += float(np.clip(step, -LONGEST_STEP, LONGEST_STEP))
        if abs(step) < CLOSE * max(abs(decay), 1.0):
            break
    else:
        raise _refused(N_("the model finds no solution for these flows"))
    error = np.sqrt((((counts - fitted) * own) ** 2).sum()) / information
    return _result(
        {"distance_decay": decay},
        {"distance_decay": float(error)},
        counts=np.where(used, counts, np.nan),
        fitted=np.where(used, fitted, np.nan),
    )


def _balanced(counts: Matrix, kernel: Matrix, start: Vector) -> tuple[Matrix, Vector]:
    """The kernel with its rows and columns scaled to the margins of the counts."""
    leaving, arriving = counts.sum(axis=1), counts.sum(axis=0)
    b, reached = start, _over_rows(kernel, start)
    for _ in range(MOST_ROUNDS):
        a = _ratio(leaving, reached)
        b = _ratio(arriving, _over_columns(kernel, a))
        reached = _over_rows(kernel, b)
        gap = np.abs(a * reached - leaving).max(initial=0.0)
        if gap <= TOLERANCE * leaving.sum():
            return a[:, None] * kernel * b, b
    raise _refused(N_("the model finds no solution for these flows"))


def _within(values: Matrix, weights: Matrix) -> Matrix:
    """What is left of the values once weighted means of rows and columns are taken out."""
    rows, columns = weights.sum(axis=1), weights.sum(axis=0)
    weighed = weights * values
    of_rows, of_columns = weighed.sum(axis=1), weighed.sum(axis=0)
    up, across = np.zeros(len(rows)), np.zeros(len(columns))
    for _ in range(MOST_ROUNDS):
        up = _ratio(of_rows - _over_rows(weights, across), rows)
        before, across = across, _ratio(of_columns - _over_columns(weights, up), columns)
        if np.abs(across - before).max(initial=0.0) < CLOSE:
            break
    return values - up[:, None] - across


# Not by `@`: its threads wait for each other at every one of hundreds of small products, which on a
# busy machine takes ten times as long as one thread alone.
def _over_rows(matrix: Matrix, values: Vector) -> Vector:
    return np.asarray(np.einsum("ij,j->i", matrix, values))


def _over_columns(matrix: Matrix, values: Vector) -> Vector:
    return np.asarray(np.einsum("ij,i->j", matrix, values))


def _ratio(top: Vector, bottom: Vector) -> Vector:
    return np.asarray(np.where(bottom > 0, top / np.where(bottom > 0, bottom, 1.0), 0.0))


def _spread(values: Vector, used: Mask) -> Matrix:
    matrix = np.full(used.shape, np.nan)
    matrix[used] = values
    return matrix


def _result(
    terms: dict[str, float], errors: dict[str, float], *, counts: Matrix, fitted: Matrix
) -> GravityFit:
    known = fitted > 0
    ratio = np.where(known, counts / np.where(known, fitted, 1.0), np.nan)
    return GravityFit(
        terms=terms,
        standard_errors=errors,
        fitted=fitted,
        ratio=ratio,
        flows_used=int(np.isfinite(fitted).sum()),
    )


def _refused(reason: str) -> MeasureRefusedError:
    return MeasureRefusedError(measure=N_("gravity model"), reason=reason)
