"""Whether our own spatial statistics and Poisson models say what esda and statsmodels say.

    pip install esda libpysal statsmodels
    python benchmarks/libraries.py [--seeds 5]

Those libraries are no part of the product (docs/decisions/0015), so not in its lock. Prints
the seconds of the processor that each takes to load, and the largest relative difference of each
measure over some random maps and flow tables.
"""

import argparse
import importlib
import sys
import time
import warnings
from collections.abc import Iterator
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from profiles.measures.flows.components import quasi_independence
from profiles.measures.flows.gravity import constrained_gravity, unconstrained_gravity
from profiles.measures.spatial import local, overall
from profiles.measures.spatial.neighbours import Neighbours
from profiles.measures.spatial.smoothing import empirical_bayes

LIBRARIES = ("scipy.stats", "libpysal", "esda", "statsmodels.api")
PLACES, SIDE = 49, 7


def loading(name: str) -> float:
    """Seconds of the processor until a library is there; what it shares with others only once."""
    start = time.process_time()
    importlib.import_module(name)
    return time.process_time() - start


def spatial(seed: int) -> Iterator[tuple[str, object, object]]:
    """Name, ours and theirs of each statistic of one random map, a square of rook neighbours."""
    import esda
    import libpysal

    random = np.random.default_rng(seed)
    theirs = libpysal.weights.lat2W(SIDE, SIDE)
    focal = [one for one in theirs.neighbors for _ in theirs.neighbors[one]]
    other = [near for one in theirs.neighbors for near in theirs.neighbors[one]]
    binary = Neighbours(
        count=PLACES, focal=np.array(focal), other=np.array(other), weight=np.ones(len(focal))
    )
    standard = binary.row_standardised()
    values = random.gamma(2.0, 10.0, PLACES)
    moran = esda.Moran(values, theirs, permutations=0)
    ours = overall.moran(values, standard)
    yield "Moran's I", ours.statistic, moran.I
    yield "its z by randomisation", ours.z, moran.z_rand
    yield "its p", ours.p_value, moran.p_rand
    yield "its z by normality", overall.moran(values, standard, normal=True).z, moran.z_norm
    geary = esda.Geary(values, theirs, permutations=0)
    yield "Geary's C", overall.geary(values, standard).statistic, geary.C
    yield "its z", overall.geary(values, standard, normal=True).z, geary.z_norm
    theirs.transform = "B"
    general = esda.G(values, theirs, permutations=0)
    yield "Getis and Ord's G", overall.getis_ord(values, binary).statistic, general.G
    yield "its z (G)", overall.getis_ord(values, binary).z, general.z_norm
    for star, own in ((False, local.local_g), (True, local.local_g_star)):
        found = esda.G_Local(values, theirs, transform="B", permutations=0, star=star)
        yield f"local G{'*' if star else ''}", own(values, binary), found.Zs
    theirs.transform = "R"
    anselin = esda.Moran_Local(values, theirs, permutations=0)
    yield "local Moran", local.local_moran(values, standard).pysal, anselin.Is
    people = random.integers(200, 40_000, PLACES).astype(float)
    # Rates that differ more than by chance: else esda goes below zero where Marshall has zero.
    events = random.poisson(people * random.gamma(4.0, 0.001, PLACES)).astype(float)
    from esda.smoothing import Empirical_Bayes

    smooth = Empirical_Bayes(events, people).r.ravel()
    yield "empirical Bayes", empirical_bayes(events, people), smooth


def models(seed: int) -> Iterator[tuple[str, object, object]]:
    """The same of Poisson models of one random table of flows."""
    import statsmodels.api as sm

    random = np.random.default_rng(seed)
    n = 9
    people = random.lognormal(11, 1, n).round()
    gaps = random.uniform(10, 900, (n, n))
    gaps = (gaps + gaps.T) / 2
    flows = random.poisson(3e-7 * np.outer(people, people) / gaps**0.8).astype(float)
    off = ~np.eye(n, dtype=bool)
    origin, destination = (one[off] for one in np.indices((n, n)))
    counts, distance = flows[off], np.log(gaps[off])
    dummies = np.column_stack(
        [*(origin == k for k in range(n)), *(destination == k for k in range(1, n))]
    ).astype(float)
    poisson = sm.families.Poisson()
    independent = sm.GLM(counts, dummies, family=poisson).fit()
    yield "deviance of quasi-independence", quasi_independence(flows).deviance, independent.deviance
    design = np.column_stack([dummies, distance])
    both = sm.GLM(counts, design, family=poisson).fit(cov_type="HC0")
    ours = constrained_gravity(flows, gaps)
    yield "decay, both margins", ours.terms["distance_decay"], -both.params[-1]
    yield "its standard error", ours.standard_errors["distance_decay"], both.bse[-1]
    sizes = np.log(people)
    free = np.column_stack([np.ones(len(counts)), sizes[origin], sizes[destination], distance])
    found = sm.GLM(counts, free, family=poisson).fit(cov_type="HC0")
    yield (
        "decay, sizes alone",
        unconstrained_gravity(flows, people, gaps).terms["distance_decay"],
        -found.params[-1],
    )


def main() -> None:
    """Print seconds, then a line a measure."""
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    words.add_argument("--seeds", type=int, default=5)
    asked = words.parse_args()
    warnings.simplefilter("ignore")
    for name in LIBRARIES:
        print(f"{name}: {loading(name):.2f} s of the processor to load after the ones above")
    worst: dict[str, float] = {}
    for seed in range(asked.seeds):
        for measure, ours, theirs in (*spatial(seed), *models(seed)):
            gap = np.abs(np.asarray(ours) - np.asarray(theirs)) / np.abs(np.asarray(theirs))
            worst[measure] = max(worst.get(measure, 0.0), float(np.max(gap)))
    for measure, gap in worst.items():
        print(f"{measure}: differs by {gap:.0e} of the value at most")


if __name__ == "__main__":
    main()
