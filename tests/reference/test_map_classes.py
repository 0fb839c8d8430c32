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
    off, fit = median_fit(values, manual)
    assert off == pytest.approx(answer["adcm"], rel=1e-8)
    assert fit == pytest.approx(answer["gadf"], rel=1e-8)


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
    assert median_fit(values, found) == pytest.approx((answer["adcm"], answer["gadf"]), rel=1e-8)


def test_what_docstrings_print_is_what_is_expected() -> None:
    known = expected("mapclassify.json")
    for case, printed in known["published_docstring"].items():
        for key, value in printed.items():
            assert known["expected"][case][key] == pytest.approx(value, rel=1e-6), (case, key)


def median_fit(values: list[float], found: Classification) -> tuple[float, float]:
    """Absolute deviations about the medians of classes, and how much of all they take away.

    Source: Jenks and Caspall (1971); ADCM and GADF of mapclassify.
    """
    data, classes = np.array(values), np.array([found.index(value) for value in values])
    off = sum(np.abs(data[classes == n] - np.median(data[classes == n])).sum() for n in {*classes})
    return float(off), float(1 - off / np.abs(data - np.median(data)).sum())


def goodness(values: list[float], found: Classification) -> float:
    """Goodness of variance fit: of the squared deviations the share between classes."""
    classes = np.array([found.index(value) for value in values])
    data = np.array(values)
    within = sum(
        ((data[classes == n] - data[classes == n].mean()) ** 2).sum() for n in set(classes)
    )
    return float(1 - within / ((data - data.mean()) ** 2).sum())


def accuracy(values: list[float], found: Classification, areas: list[float] | None = None) -> float:
    """Of the absolute deviations the share between classes; with areas each weighs by its own.

    Source: Jenks and Caspall (1971): tabular and overview accuracy, as R's classInt has them.
    """
    data, classes = np.array(values), np.array([found.index(value) for value in values])
    weights = np.ones(len(data)) if areas is None else np.array(areas)
    means = np.array([data[classes == one].mean() for one in classes])
    off, all_off = (np.abs(data - middle) * weights for middle in (means, data.mean()))
    return float(1 - off.sum() / all_off.sum())


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
    assert len(found.breaks) - 1 == known["n"]
    assert goodness(values, found) == pytest.approx(known["gvf"], rel=1e-8)
    if scheme is Scheme.FISHER_JENKS:
        # R's "fisher" puts each break halfway to the next value: the same places are in each class.
        between = answer["expected"]["fisher"]
        halfway = classify(values, scheme=Scheme.MANUAL, breaks=between["breaks"], decimals=6)
        assert list(found.counts(values)) == answer["counts_fisher"]
        assert list(halfway.counts(values)) == answer["counts_fisher"]
        fit = answer["tai_oai"]
        assert goodness(values, halfway) == pytest.approx(fit["Goodness of fit"])
        assert accuracy(values, found) == pytest.approx(fit["Tabular accuracy"], rel=1e-8)
        areas = column("jenks71.csv", "area")
        assert accuracy(values, found, areas) == pytest.approx(fit["Overview accuracy"], rel=1e-8)


def test_pretty_breaks_of_illinois_farm_values_are_those_of_r_where_they_can_be_read() -> None:
    values = column("jenks71.csv", "jenks71")
    from_r = expected("jenks71.json")["expected"]["pretty"]["breaks"]
    found = classify(values, scheme=Scheme.PRETTY, classes=7)

    assert len(from_r) - 1 == 8, "one class more than a legend may have"
    assert found.breaks == (0.0, 50.0, 100.0, 150.0, 200.0)
