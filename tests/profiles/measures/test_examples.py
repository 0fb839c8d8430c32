"""Every measure shows an example, and every example is true."""

import doctest
import importlib
import inspect
import pkgutil
import re

import numpy as np
import pytest

from profiles import measures

# Modules of measures: what the others hold reads tables, puts figures together or writes them.
OF_MEASURES = (
    "flows.",
    "people.",
    "spatial.",
    "estimation.residual",
    "rates",
    "survey",
    "crosswalk",
)
NO_MEASURES = {"flows.matrix", "flows.table", "flows.shapes"}
# What each must say of itself, or its module of all in it. Words for it, as there are many.
SAID = {
    "units": r"percent|per 1,000|persons|people|share|ratio|index|kilomet|score|p-value|unit|times"
    r"|0|rate|years|weight|number|neighbours|counts|logarithm|currency|males",
    "shapes": r"n by n|shape|n values|n numbers|one value for each|one for each|by place|each place"
    r"|matrix|array|table|row|series|pieces|sample|pairs|points|system|pair|cases|shares",
    "edge cases": r"NaN|missing|refuse|Refused|Raises|undefined|island|None|never",
    "a source": r"Sources?: ",
}
OF_PACKS = {"packs.derive", "packs.od"}  # they work on whole packs, which no example can hold
PREFIX = f"{measures.__name__}."
MODULES = sorted(
    module.name.removeprefix(PREFIX)
    for module in pkgutil.walk_packages(measures.__path__, PREFIX)
    if not module.ispkg and module.name.removeprefix(PREFIX) not in OF_PACKS
)


@pytest.mark.parametrize("name", MODULES)
def test_examples_are_true(name):
    module = importlib.import_module(f"{PREFIX}{name}")
    found = doctest.testmod(module, optionflags=doctest.ELLIPSIS)
    assert not found.failed


def public_functions(module):
    for name, function in inspect.getmembers(module, inspect.isfunction):
        if function.__module__ == module.__name__ and not name.startswith("_"):
            yield name, function


def said_of(function):
    """What a function says of itself before its example."""
    return (function.__doc__ or "").partition(">>>")[0]


MEASURES = [one for one in MODULES if one.startswith(OF_MEASURES) and one not in NO_MEASURES]


@pytest.mark.parametrize("name", MEASURES)
@pytest.mark.parametrize("what", SAID)
def test_every_measure_says_its_units_shapes_edge_cases_and_source(name, what):
    module = importlib.import_module(f"{PREFIX}{name}")
    silent = [
        function_name
        for function_name, function in public_functions(module)
        if not re.search(SAID[what], f"{module.__doc__} {said_of(function)}")
    ]
    assert silent == []


# One argument and one result: what is left to give is a matrix of flows.
OF_FLOWS = [
    pytest.param(function, id=f"{name}.{function_name}")
    for name in MEASURES
    if name.startswith("flows.")
    for function_name, function in public_functions(importlib.import_module(f"{PREFIX}{name}"))
    if [
        one.name
        for one in inspect.signature(function).parameters.values()
        if one.default is one.empty
    ]
    == ["flows"]
]


def numbers_in(result):
    """Every number of a result: of an array, a float, or a value that holds some."""
    fields = getattr(result, "__slots__", None) or getattr(result, "__dict__", None)
    if fields:
        return np.concatenate([numbers_in(getattr(result, field)) for field in fields])
    return np.atleast_1d(np.asarray(result, dtype=float)).ravel()


@pytest.mark.parametrize("measure", OF_FLOWS)
@pytest.mark.parametrize("places", [1, 2, 3, 5])
def test_a_table_without_moves_gives_zero_or_nothing_and_never_infinity(measure, places):
    found = numbers_in(measure(np.zeros((places, places))))
    assert not np.isinf(found).any()
    assert np.isin(found[np.isfinite(found)], np.arange(places**2)).all()


@pytest.mark.parametrize("measure", OF_FLOWS)
def test_a_missing_flow_is_never_taken_for_zero(measure):
    flows = np.arange(1.0, 26.0).reshape(5, 5)
    flows[1, 3] = np.nan
    zero = np.nan_to_num(flows)
    with_gap, without = numbers_in(measure(flows)), numbers_in(measure(zero))
    known = np.isfinite(with_gap)
    full = numbers_in(measure(np.arange(1.0, 26.0).reshape(5, 5)))
    # Where a figure is known in spite of the gap, the gap is no part of it.
    np.testing.assert_allclose(with_gap[known], full[known])
    np.testing.assert_allclose(with_gap[known], without[known])


@pytest.mark.parametrize("measure", OF_FLOWS)
def test_no_measure_changes_the_table_that_it_is_given(measure):
    flows = np.arange(1.0, 26.0).reshape(5, 5)
    before = flows.copy()
    measure(flows)
    np.testing.assert_array_equal(flows, before)


@pytest.mark.parametrize("name", MODULES)
def test_every_public_function_has_an_example(name):
    module = importlib.import_module(f"{PREFIX}{name}")
    without = [
        function_name
        for function_name, function in public_functions(module)
        if ">>>" not in (function.__doc__ or "")
    ]
    assert without == []
