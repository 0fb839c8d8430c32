"""Every measure shows an example, and every example is true."""

import doctest
import importlib
import inspect
import pkgutil

import pytest

from profiles import measures

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


@pytest.mark.parametrize("name", MODULES)
def test_every_public_function_has_an_example(name):
    module = importlib.import_module(f"{PREFIX}{name}")
    without = [
        function.__name__
        for _, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__
        and not function.__name__.startswith("_")
        and ">>>" not in (function.__doc__ or "")
    ]
    assert without == []
