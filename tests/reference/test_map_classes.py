"""Breaks against published ones: California employment, and Jenks and Caspall (1971)."""

import csv
import json
import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from mapping.cartography.breaks import Scheme, scheme_breaks
from mapping.cartography.classify import Classification, classify

SHARED = Path(os.environ.get("LMP_SHARED_DIR") or Path(__file__).parents[2] / "../shared")
REFERENCE = SHARED / "reference"

pytestmark = pytest.mark.skipif(not REFERENCE.exists(), reason="no reference folder")


def column(name: str, field: str) -> list[float]:
    with (REFERENCE / "inputs" / name).open(encoding="utf-8") as file:
        return [float(row[field]) for row in csv.DictReader(file)]


def expected(name: str) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads((REFERENCE / "expected" / name).read_text("utf-8"))
    return answer


@pytest.mark.parametrize(
    ("scheme", "case"),
    [
        (Scheme.FISHER_JENKS, "fisher_jenks_k5"),
        (Scheme.QUANTILES, "quantiles_k5"),
        (Scheme.EQUAL, "equal_interval_k5"),
        (Scheme.STANDARD_DEVIATION, "std_mean"),
    ],
)
def test_breaks_of_california_employment_equal_the_published_ones(
    scheme: Scheme, case: str
) -> None:
    answer = expected("mapclassify.json")["expected"][case]
    values = column("calemp_58.csv", "employment_density")
    found = scheme_breaks(values, scheme=scheme, classes=5)

    assert found == pytest.approx(answer["bins"], rel=1e-12)
    low = min(0.0, found[0] - 1)
    manual = classify(values, scheme=Scheme.MANUAL, breaks=[low, *found], decimals=2)
    assert list(manual.counts(values)) == answer["counts"]


@pytest.mark.parametrize(
    ("scheme", "case"),
    [(Scheme.FISHER_JENKS, "fisher_jenks_k5"), (Scheme.QUANTILES, "quantiles_k5")],
)
def test_breaks_of_illinois_farm_values_equal_the_published_ones(scheme: Scheme, case: str) -> None:
    answer = expected("mapclassify.json")["expected_jenks71"][case]
    values = column("jenks71.csv", "jenks71")
    found = classify(values, scheme=scheme, classes=5, decimals=6)

    assert found.breaks[1:] == pytest.approx(answer["bins"], rel=1e-6)
    assert list(found.counts(values)) == answer["counts"]
    assert found.breaks[0] == min(values)


def goodness(values: list[float], found: Classification) -> float:
    """Goodness of variance fit: of the squared deviations the share between classes."""
    classes = np.array([found.index(value) for value in values])
    data = np.array(values)
    within = sum(
        ((data[classes == n] - data[classes == n].mean()) ** 2).sum() for n in set(classes)
    )
    return float(1 - within / ((data - data.mean()) ** 2).sum())


@pytest.mark.parametrize(
    ("scheme", "case"),
    [(Scheme.FISHER_JENKS, "jenks"), (Scheme.QUANTILES, "quantile"), (Scheme.EQUAL, "equal")],
)
def test_classes_of_illinois_farm_values_fit_as_well_as_those_of_r(
    scheme: Scheme, case: str
) -> None:
    answer = expected("jenks71.json")
    values = column("jenks71.csv", "jenks71")
    found = classify(values, scheme=scheme, classes=5, decimals=6)
    known = answer["expected"][case]

    assert found.breaks == pytest.approx(known["breaks"], rel=1e-6)
    assert goodness(values, found) == pytest.approx(known["gvf"], rel=1e-8)
    if scheme is Scheme.FISHER_JENKS:
        # R's "fisher" puts each break halfway to the next value: the same places are in each class.
        between = answer["expected"]["fisher"]
        halfway = classify(values, scheme=Scheme.MANUAL, breaks=between["breaks"], decimals=6)
        assert list(found.counts(values)) == answer["counts_fisher"]
        assert list(halfway.counts(values)) == answer["counts_fisher"]
        assert goodness(values, halfway) == pytest.approx(answer["tai_oai"]["Goodness of fit"])


def test_pretty_breaks_of_illinois_farm_values_are_those_of_r_where_they_can_be_read() -> None:
    values = column("jenks71.csv", "jenks71")
    from_r = expected("jenks71.json")["expected"]["pretty"]["breaks"]
    found = classify(values, scheme=Scheme.PRETTY, classes=7)

    assert len(from_r) - 1 == 8, "one class more than a legend may have"
    assert found.breaks == (0.0, 50.0, 100.0, 150.0, 200.0)
