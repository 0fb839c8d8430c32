"""Every error says what is wrong and how to mend it."""

import inspect
import string

import pytest

from mapping import errors
from mapping.errors import BadTableError, Problem, ToolError, UnknownPackError, listed

TREE = sorted(
    (
        cls
        for _, cls in inspect.getmembers(errors, inspect.isclass)
        if issubclass(cls, ToolError) and cls is not ToolError
    ),
    key=lambda cls: cls.__name__,
)


@pytest.mark.parametrize("error", TREE, ids=lambda cls: cls.__name__)
def test_the_tree_in_the_docstring_names_every_error_under_its_parent(error: type) -> None:
    lines = (errors.__doc__ or "").splitlines()
    at = next(i for i, line in enumerate(lines) if error.__name__ in line.split())
    depth = lines[at].index(error.__name__)
    parent = next(
        line.lstrip("│├└─ ").split()[0]
        for line in reversed(lines[:at])
        if line.strip() and (len(line) - len(line.lstrip("│├└─ "))) < depth
    )
    assert parent == error.__bases__[0].__name__


@pytest.mark.parametrize("error", TREE, ids=lambda cls: cls.__name__)
def test_the_facts_of_a_message_are_named_in_its_docstring(error: type[ToolError]) -> None:
    wanted = {
        name
        for text in (error.message, error.hint)
        for _, name, _, _ in string.Formatter().parse(text)
        if name
    }
    documented = " ".join(inspect.getdoc(cls) or "" for cls in error.__mro__ if cls is not object)
    assert all(name in documented for name in wanted), wanted


def test_an_error_says_what_and_how() -> None:
    error = UnknownPackError(asked="XYZ", available="NPL, WSM")
    assert error.what() == "There is no country pack XYZ."
    assert error.how() == "The packs are: NPL, WSM."
    assert str(error) == "There is no country pack XYZ. The packs are: NPL, WSM."


def test_a_bad_table_names_file_row_and_column() -> None:
    problem = Problem(row=3, column="value", rule="not a number", value="n/a")
    error = BadTableError(path="pop.csv", problems=(problem,))
    assert "pop.csv" in error.what()
    assert "row 3, column value: not a number (found 'n/a')" in error.what()


def test_braces_in_a_fact_stay_as_typed() -> None:
    assert "{0.__class__}" in UnknownPackError(asked="{0.__class__}", available="").what()


def test_long_lists_are_cut_and_counted() -> None:
    assert listed(range(11)) == "0, 1, 2, 3, 4, 5, 6, 7 … (+3)"
    assert listed(range(9)) == "0, 1, 2, 3, 4, 5, 6, 7, 8"
    assert listed([]) == "–"
