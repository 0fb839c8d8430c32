"""Every figure of every file of expected results is compared by a test, or it is said why not.

A figure counts as compared where the tests that read its file name all that leads to it: the keys
of the file stand in them as words. Places and groups are many and stand for one another.
"""

import ast
import json
import os
import re
from pathlib import Path

import pytest

HERE = Path(__file__).parent
CODE = re.compile(r"[A-D]|ZZ\d+\|\w+|[A-Z]{2}[A-Z0-9]*|NEW_\d|OLD_[A-Z]|\d+")
OF_PLACES = {"gini_out_by_origin", "gini_in_by_dest", "cv_in", "cv_out"}  # by name of the place
WORDS = {"id", "source", "inputs", "note", "rule", "rules", "identity", "variable", "acceptance"}
WORDS |= {"weights_note", "local_moran_note"}
NOT_OFFERED = "the product has no such classes"
LEFT_OUT = {
    "mapclassify/expected/head_tail": NOT_OFFERED,
    "mapclassify/expected/maximum_breaks_k5": NOT_OFFERED,
    "mapclassify/expected/box_plot": NOT_OFFERED,
    "mapclassify/expected/percentiles": NOT_OFFERED,
    "mapclassify/published_docstring": "compared with the figures expected, key by key",
    "jenks71/expected/sd": "R rounds the steps of its standard deviations to pretty numbers",
    "jenks71/expected/headtails": NOT_OFFERED,
    "jenks71/tai_oai/# classes": "how many the case asks for",
    "rogers_castro/params": "handed over whole",
}


SHARED = Path(os.environ.get("LMP_SHARED_DIR") or HERE.parents[1] / "../shared")
# Those beside the checkout where there are any.
FILES = [
    *sorted((HERE / "synthetic").glob("expected_*.json")),
    *sorted((SHARED / "reference/expected").glob("*.json")),
]


def words_of(name):
    """The words in the tests that read a file."""
    found = set()
    for path in HERE.glob("test_*.py"):
        text = path.read_text("utf-8")
        words = {
            node.value
            for node in ast.walk(ast.parse(text))
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        }
        if path != Path(__file__) and words & {name, f"{name}.json", name.split("_", 1)[-1]}:
            found |= words
    return found


def figures(value, path=()):
    """The keys that lead to each figure; rows of a list are alike."""
    if isinstance(value, dict):
        for key, inner in value.items():
            is_code = CODE.fullmatch(key) or (path and path[-1] in OF_PLACES)
            yield from figures(inner, path if is_code else (*path, key))
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        for inner in value:
            yield from figures(inner, path)
    else:
        yield path


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_figure_is_compared(path):
    words = words_of(path.stem)
    found = dict.fromkeys(figures(json.loads(path.read_text("utf-8"))))
    assert found
    unread = {
        "/".join((path.stem, *keys))
        for keys in found
        if not {keys[-1]} <= WORDS and not set(keys) <= words
    }
    assert not {one for one in unread if not any(one.startswith(left) for left in LEFT_OUT)}


def test_nothing_is_left_out_that_is_not_there():
    known = {
        "/".join((path.stem, *keys))
        for path in FILES
        for keys in figures(json.loads(path.read_text("utf-8")))
    }
    names = {path.stem for path in FILES}
    for one in LEFT_OUT:
        assert one.split("/")[0] not in names or any(key.startswith(one) for key in known), one
