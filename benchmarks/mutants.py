"""Small changes of code, one at a time: a comparison, an operator, a number."""

import ast
import copy
import importlib.abc
import importlib.util
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
NOTE: Final = "note_that_a_test_comes_here"
COMPARISONS: Final = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
OPERATORS: Final = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """One change of one module."""

    path: Path
    number: int  # of the module's sites
    line: int
    change: str
    source: str

    @property
    def name(self) -> str:
        """The module, as a path from the root."""
        return self.path.relative_to(ROOT).as_posix()


def changed(node: ast.AST) -> str | None:
    """Change a node in place and say how; None where there is nothing to change."""
    if isinstance(node, ast.Compare) and type(node.ops[0]) in COMPARISONS:
        before = type(node.ops[0])
        node.ops[0] = COMPARISONS[before]()
        return f"{before.__name__} to {COMPARISONS[before].__name__}"
    if isinstance(node, (ast.BinOp, ast.AugAssign)) and type(node.op) in OPERATORS:
        before_op = type(node.op)
        node.op = OPERATORS[before_op]()
        return f"{before_op.__name__} to {OPERATORS[before_op].__name__}"
    if isinstance(node, ast.BoolOp):
        node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        return "and to or, or back"
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        node.op = ast.UAdd()
        node.operand = ast.Call(ast.Name("bool", ast.Load()), [node.operand], [])
        return "without not"
    if isinstance(node, ast.Constant) and isinstance(node.value, (int, float)):
        before_value = node.value
        node.value = not before_value if isinstance(before_value, bool) else before_value + 1
        return f"{before_value} to {node.value}"
    return None


def sites(tree: ast.Module) -> list[ast.AST]:
    """What can be changed inside functions, each once: no defaults of classes, no annotations."""
    found: dict[int, ast.AST] = {}
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            for statement in function.body:
                found |= {id(node): node for node in ast.walk(statement)}
    return [node for node in found.values() if changed(copy.deepcopy(node))]


def mutant(path: Path, number: int) -> Mutant:
    """One change of a module."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    node = sites(tree)[number]
    line, change = getattr(node, "lineno", 0), changed(node) or ""
    source = ast.unparse(ast.fix_missing_locations(tree))
    return Mutant(path=path, number=number, line=line, change=change, source=source)


class Changed(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Imports changed modules in the place of their files."""

    def __init__(self, sources: Mapping[Path, str], **known: object) -> None:
        self.known = known  # names that the changed sources use
        self.sources = {
            ".".join(path.relative_to(ROOT).with_suffix("").parts): (path, source)
            for path, source in sources.items()
        }

    def find_spec(
        self,
        fullname: str,
        path: object = None,  # noqa: ARG002 - asked for by importlib
        target: object = None,  # noqa: ARG002 - likewise
    ) -> "importlib.machinery.ModuleSpec | None":
        """A changed module, and no other."""
        if fullname not in self.sources:
            return None
        return importlib.util.spec_from_file_location(
            fullname, self.sources[fullname][0], loader=self
        )

    def exec_module(self, module: ModuleType) -> None:
        """Run the changed source."""
        path, source = self.sources[module.__name__]
        module.__dict__.update(self.known)
        exec(compile(source, str(path), "exec"), module.__dict__)  # noqa: S102


def noted(path: Path) -> str:
    """The source of a module in which each function first says that it was come to."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            says = ast.parse(f"{NOTE}(({str(path)!r}, {function.lineno}))").body[0]
            function.body.insert(1 if ast.get_docstring(function) is not None else 0, says)
    return ast.unparse(ast.fix_missing_locations(tree))


def function_of(path: Path, line: int) -> int:
    """The first line of the innermost function around a line."""
    functions = [
        node
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and node.lineno <= line <= (node.end_lineno or 0)
    ]
    return max(node.lineno for node in functions)


def modules(package: str) -> list[Path]:
    """The modules of a package of `profiles`, those of its folders among them."""
    return sorted((ROOT / "profiles" / package).rglob("*.py"))


def every_site(package: str) -> Iterator[tuple[Path, int]]:
    """What can be changed in a package: a module, and the number of the site."""
    for module in modules(package):
        for number in range(len(sites(ast.parse(module.read_text(encoding="utf-8"))))):
            yield module, number
