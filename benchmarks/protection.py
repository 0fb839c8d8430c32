"""Disclosure control of tables of 77 places by 12 categories: processor seconds, cells, cost.

    python benchmarks/protection.py

Invented counts of several shapes, with and without a level above; the audit is part of the time.
"""

import time

import numpy as np

from profiles.protection.suppression.audit import Demand
from profiles.protection.suppression.stepwise import step_by_step
from profiles.protection.suppression.sums import Cells, Sums
from profiles.protection.table import CountTable, protect

PLACES, CATEGORIES, THRESHOLD = 77, 12, 10
SHAPES = {"many small": (3.0, 1.0), "usual": (4.0, 1.4), "few small": (6.0, 1.6)}


def table(centre: float, spread: float, *, parents: bool) -> CountTable:
    """Log-normal counts, a twentieth of them zero."""
    random = np.random.default_rng(20_210_101)
    size = (PLACES, CATEGORIES)
    counts = np.exp(random.normal(centre, spread, size)).astype(int)
    counts[random.random(size) < 1 / 20] = 0
    return CountTable(
        place_codes=tuple(f"P{number:02}" for number in range(PLACES)),
        parents=tuple(f"Q{number % 7}" for number in range(PLACES)) if parents else None,
        categories=tuple(f"c{number}" for number in range(CATEGORIES)),
        counts=counts,
    )


def cost_step_by_step(given: CountTable) -> int:
    """What the way for larger tables would cost here."""
    number = {figure: position for position, figure in enumerate(given.figures)}
    values = np.array(list(given.figures.values()))
    lines = [[(number[name], weight) for name, weight in one] for one in given.sums(margins=True)]
    cells = Cells(
        hidden=(values > 0) & (values < THRESHOLD),
        open=values >= THRESHOLD,
        zeros=values == 0,
        cost=np.maximum(values, 1.0),
    )
    hidden = step_by_step(Sums.of(values, lines), cells, Demand.of(values, THRESHOLD))
    return int(values[hidden & ~cells.hidden].sum())


def main() -> None:
    """Print one line a table."""
    for parents in (False, True):
        for name, shape in SHAPES.items():
            given = table(*shape, parents=parents)
            start = time.process_time()
            found = protect(given, threshold=THRESHOLD)
            seconds = time.process_time() - start
            small = sum(cell.is_primary for cell in found.hidden)
            narrow = sum(not cell.is_wide for cell in found.hidden)
            level = "7 parents" if parents else "no parents"
            print(
                f"{name}, {level}: {seconds:.1f} s, {small} small, {len(found.hidden)} hidden,"
                f" {narrow} too certain, cost {found.cost}; step by step {cost_step_by_step(given)}"
            )


if __name__ == "__main__":
    main()
