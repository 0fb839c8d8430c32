"""What the product's Python must not do, read from its syntax tree.

Each rule is a function that takes one node and says what is wrong with it, or nothing. Which rule
holds where stands in RULES.
"""

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

Check = Callable[[ast.AST, ast.Module], str | None]

WRITE_MODE = re.compile(r"^[rwabtx+U]{1,4}$")
UNSAFE_SYNC = re.compile(r"synchronous\s*=\s*(normal|off|0|1)\b", re.IGNORECASE)
PICKLES = {"pickle", "cPickle", "dill", "cloudpickle", "joblib", "marshal", "shelve"}
GDAL_READERS = {
    "geopandas.read_file",
    "gpd.read_file",
    "pyogrio.list_layers",
    "pyogrio.read_arrow",
    "pyogrio.read_bounds",
    "pyogrio.read_dataframe",
    "pyogrio.read_info",
    "rasterio.open",
    "fiona.open",
}
CACHES = {"st.cache_data", "st.cache_resource"}
SHELLS = {"os.popen", "os.system", "subprocess.getoutput", "subprocess.getstatusoutput"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One thing that must not be done, and where it may be done all the same."""

    check: Check
    allowed_in: tuple[str, ...] = ()  # files, and folders with a slash at the end

    def holds_in(self, path: PurePosixPath) -> bool:
        """Whether the rule is for this file."""
        name = str(path)
        return not any(
            name.startswith(place) if place.endswith("/") else name == place
            for place in self.allowed_in
        )


def violations(source: str, path: PurePosixPath) -> Iterator[str]:
    """What is wrong in one file: `path:line: words`."""
    tree = ast.parse(source)
    rules = [rule for rule in RULES if rule.holds_in(path)]
    for node in ast.walk(tree):
        for rule in rules:
            words = rule.check(node, tree)
            if words:
                yield f"{path}:{getattr(node, 'lineno', 1)}: {words}"


def _dotted(node: ast.AST) -> str:
    """`a.b.c` of a name or attribute; what is before a call or index is a question mark."""
    if isinstance(node, ast.Attribute):
        return f"{_dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else "?"


def _called(node: ast.AST) -> str:
    return _dotted(node.func) if isinstance(node, ast.Call) else ""


def _imported(node: ast.AST) -> set[str]:
    if isinstance(node, ast.Import):
        return {name.name for name in node.names}
    if isinstance(node, ast.ImportFrom) and node.module and not node.level:
        return {node.module} | {f"{node.module}.{name.name}" for name in node.names}
    return set()


def _is_true(value: ast.expr) -> bool:
    return not (isinstance(value, ast.Constant) and value.value is False)


def unescaped_html(node: ast.AST, _: ast.Module) -> str | None:
    """`unsafe_allow_html`, `st.html` and the component that takes HTML run what a file says."""
    if isinstance(node, ast.keyword) and node.arg == "unsafe_allow_html" and _is_true(node.value):
        return "unsafe_allow_html"
    name = _called(node)
    if name in {"st.html", "streamlit.html"} or name.endswith("components.html"):
        return name
    if any("components.v1" in module for module in _imported(node)):
        return "streamlit.components.v1"
    return "components.v1" if _dotted(node).endswith("components.v1") else None


def folium_import(node: ast.AST, _: ast.Module) -> str | None:
    """folium renders what it is given as a template a second time."""
    roots = {module.split(".")[0] for module in _imported(node)}
    return "folium or branca" if roots & {"branca", "folium"} else None


def template_from_text(node: ast.AST, _: ast.Module) -> str | None:
    """A template made of text runs code that the text holds; templates are files of ours."""
    if "jinja2.Template" in _imported(node):
        return "jinja2.Template"
    name = _called(node)
    is_text = name.endswith(".from_string") and not name.endswith("CRS.from_string")
    return name if is_text or name == "jinja2.Template" else None


def gdal_reading(node: ast.AST, _: ast.Module) -> str | None:
    """GDAL reads any local file that an uploaded one names, and fetches what it links to."""
    names = {_called(node)} | _imported(node)
    return next(iter(sorted(names & GDAL_READERS)), None)


def plain_writing(node: ast.AST, tree: ast.Module) -> str | None:
    """A file that is written in place is lost when the disk is full or the power goes."""
    if not isinstance(node, ast.Call):
        return None
    name = _called(node)
    writes = name.endswith((".write_bytes", ".write_text")) or _opens_to_write(node, name)
    # The path that atomic_path gave is the one place to write to.
    if not writes or name.rpartition(".")[0] in _atomic(tree):
        return None
    return f"{name} outside mapping/atomic.py"


def _opens_to_write(node: ast.Call, name: str) -> bool:
    if name.rpartition(".")[2] != "open":
        return False
    values = [*node.args[:2], *(word.value for word in node.keywords if word.arg == "mode")]
    modes = [value.value for value in values if isinstance(value, ast.Constant)]
    return any(
        isinstance(mode, str) and WRITE_MODE.match(mode) and set(mode) & set("wax+")
        for mode in modes
    )


def _atomic(tree: ast.Module) -> set[str]:
    """Names bound by `with atomic_path(...) as name`."""
    return {
        _dotted(item.optional_vars)
        for statement in ast.walk(tree)
        if isinstance(statement, ast.With)
        for item in statement.items
        if item.optional_vars and _called(item.context_expr).split(".")[-1] == "atomic_path"
    }


def unsafe_sync(node: ast.AST, _: ast.Module) -> str | None:
    """What was acknowledged is lost in a power cut unless SQLite waits for the disk."""
    is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
    return "synchronous less than FULL" if is_text and UNSAFE_SYNC.search(node.value) else None


def pickling(node: ast.AST, _: ast.Module) -> str | None:
    """A pickle runs code when it is read."""
    if {module.split(".")[0] for module in _imported(node)} & PICKLES:
        return "pickle"
    if isinstance(node, ast.keyword) and node.arg == "allow_pickle" and _is_true(node.value):
        return "allow_pickle"
    return "pickle" if _called(node).endswith((".read_pickle", ".to_pickle")) else None


def running_text(node: ast.AST, _: ast.Module) -> str | None:
    """Text must not become code or a shell command."""
    name = _called(node)
    if name in {"eval", "exec"} | SHELLS:
        return name
    is_shell = isinstance(node, ast.keyword) and node.arg == "shell" and _is_true(node.value)
    return "shell=True" if is_shell else None


def settings_reading(node: ast.AST, _: ast.Module) -> str | None:
    """Settings are read once, by entry points, and passed on."""
    return "from_environment" if _called(node).endswith("Settings.from_environment") else None


def unbounded_cache(node: ast.AST, _: ast.Module) -> str | None:
    """A cache that is shared by all readers and never full ends with the memory."""
    bare = set(map(_dotted, getattr(node, "decorator_list", ())))
    if isinstance(node, ast.Call) and "max_entries" not in {word.arg for word in node.keywords}:
        bare.add(_called(node))
    return next((f"{name} without max_entries" for name in sorted(bare & CACHES)), None)


RULES = (
    Rule(check=unescaped_html),
    Rule(check=folium_import, allowed_in=("mapping/render/",)),
    Rule(check=template_from_text),
    Rule(
        check=gdal_reading,
        allowed_in=(
            "mapping/intake/",
            "mapping/rasters/",
            "mapping/boundaries/read.py",
            "scripts/",
        ),
    ),
    # Scripts make files that are committed, where a half one is seen.
    Rule(check=plain_writing, allowed_in=("mapping/atomic.py", "scripts/", "start.py")),
    Rule(check=unsafe_sync),
    Rule(check=pickling),
    Rule(check=running_text),
    Rule(
        check=settings_reading,
        allowed_in=(
            "app.py",
            "profiles/cli/",
            "profiles/cli.py",
            "profiles/ui/shell/script.py",
            "tests/",
        ),
    ),
    Rule(check=unbounded_cache),
)
