"""Modules, functions and pages are small enough to be read at a glance."""

import ast
from pathlib import PurePosixPath

import pytest

from tests.architecture.tree import python_files

FUNCTION_LINES = 40
MODULE_LINES = 300
PAGE_LINES = 80
ENTRY_LINES = {"app.py": 60, "start.py": 80}


def limit_of(path: PurePosixPath) -> int:
    """How many lines a module may have."""
    is_page = path.parent.name == "pages" and path.parent.parent.name == "ui"
    return PAGE_LINES if is_page else ENTRY_LINES.get(str(path), MODULE_LINES)


def lines_of(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of what a function does: what it takes and its documentation nobody should save."""
    body = node.body[1:] if ast.get_docstring(node) else node.body
    return (node.end_lineno or 0) - body[0].lineno + 1 if body else 0


def too_long(source: str, path: PurePosixPath) -> list[str]:
    """What is too long in one file."""
    lines = len(source.splitlines())
    found = [f"{path}: {lines} lines, {limit_of(path)} at most"] if lines > limit_of(path) else []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = lines_of(node)
            if length > FUNCTION_LINES:
                found.append(f"{path}:{node.lineno}: {node.name} has {length} lines")
    return found


def test_nothing_in_the_product_is_too_long(root):
    sources = {path: (root / path).read_text("utf-8") for path in python_files(root)}
    found = [words for path, source in sources.items() for words in too_long(source, path)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("app.py", 60),
        ("start.py", 80),
        ("mapping/ui/pages/workshops.py", 80),
        ("profiles/ui/pages/explore.py", 80),
        ("profiles/ui/cache.py", 300),
    ],
)
def test_a_module_that_is_one_line_too_long_is_found(path, most):
    assert too_long("pass\n" * most, PurePosixPath(path)) == []
    assert len(too_long("pass\n" * (most + 1), PurePosixPath(path))) == 1


@pytest.mark.parametrize("start", ["def", "async def"])
def test_a_function_that_is_one_line_too_long_is_found(start):
    function = (
        f'{start} build():\n    """What it gives.\n\n    More.\n    """\n' + "    pass\n" * 40
    )
    assert too_long(function, PurePosixPath("a.py")) == []
    assert too_long(function + "    pass\n", PurePosixPath("a.py")) != []
