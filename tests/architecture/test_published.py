"""What may be shown is a type: nothing that shows figures knows the tables before protection."""

import ast
from pathlib import PurePosixPath

import pytest

from tests.architecture.tree import python_files

BEFORE_PROTECTION = {
    "FlowTable",
    "IndicatorTable",
    "PackFiles",
    "PackFigures",
    "read_flows",
    "read_pack_files",
    "read_tables",
}
KNOWS_THEM = (
    "profiles/indicators/",
    "profiles/measures/",
    "profiles/protection/",
    "profiles/availability.py",  # counts what a pack has, not whom
    "profiles/pack.py",
    "profiles/pack_files.py",
)
MAKERS = (
    "profiles/kept_release.py",  # reads what suppress made
    "profiles/protection/published.py",
    "profiles/protection/suppress.py",
)


def leaks(source: str, path: PurePosixPath) -> list[str]:
    """Names in one file that its room must not know."""
    found = []
    for node in ast.walk(ast.parse(source)):
        names = {alias.name for alias in getattr(node, "names", ()) if hasattr(alias, "name")}
        if isinstance(node, ast.Attribute):
            names.add(node.attr)
        if not str(path).startswith(KNOWS_THEM):
            found += [f"{path}: {name}" for name in sorted(names & BEFORE_PROTECTION)]
        if str(path) not in MAKERS and "_made_by_publish" in names:
            found.append(f"{path}: _made_by_publish")
    return found


def test_only_published_tables_reach_maps_charts_sentences_and_files(root):
    found = [
        words
        for path in python_files(root)
        if not str(path).startswith("scripts/")
        for words in leaks((root / path).read_text("utf-8"), path)
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "source",
    [
        "from profiles.indicators.read import IndicatorTable",
        "import profiles.indicators.read as r\nr.read_tables(x)",
        "PublishedTable._made_by_publish(frame)",
    ],
)
def test_a_leak_is_found(source):
    assert leaks(source, PurePosixPath("profiles/maps.py"))
    assert not leaks("x = 1", PurePosixPath("profiles/maps.py"))
