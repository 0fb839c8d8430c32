"""Whether the tests of measures and protection notice when the code is wrong.

    python benchmarks/mutation.py [--packages measures,protection] [--mutants 60] [--seed 1]

Changes one operator or number at a time, runs the tests that import the changed module, and counts
how many changes a test notices. The changes are drawn at random by the seed, as many from each
package. A change that no test can notice, because the result is the same, counts as survived.
Needs a system with fork.
"""

import argparse
import ast
import contextlib
import copy
import importlib.abc
import importlib.util
import os
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
PACKAGES: Final = ("measures", "protection")
FIRST_S: Final = 1_200  # for the tests without any change
TIMES, LEAST_S = 2, 30  # as long as that, and some more: a change that never ends is noticed
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
    line: int
    change: str
    source: str


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
    return Mutant(path=path, line=line, change=change, source=source)


class Changed(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Imports a changed module in the place of its file."""

    def __init__(self, mutant: Mutant) -> None:
        self.mutant = mutant
        parts = mutant.path.relative_to(ROOT).with_suffix("").parts
        self.name = ".".join(parts)

    def find_spec(
        self,
        fullname: str,
        path: object = None,  # noqa: ARG002 - asked for by importlib
        target: object = None,  # noqa: ARG002 - likewise
    ) -> "importlib.machinery.ModuleSpec | None":
        """The changed module, and no other."""
        if fullname != self.name:
            return None
        return importlib.util.spec_from_file_location(fullname, self.mutant.path, loader=self)

    def exec_module(self, module: ModuleType) -> None:
        """Run the changed source."""
        exec(compile(self.mutant.source, str(self.mutant.path), "exec"), module.__dict__)  # noqa: S102


def tests_for(path: Path) -> list[str]:
    """The test modules that import a module; those of its package where none does."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    folders = [ROOT / "tests" / "profiles" / parts[1], ROOT / "tests" / "reference"]
    files = sorted(file for folder in folders for file in folder.rglob("test_*.py"))
    files.append(ROOT / "tests" / "profiles" / "cli" / "test_protect.py")
    name = ".".join(parts)
    direct = [str(file) for file in files if name in file.read_text(encoding="utf-8")]
    package = [
        str(file) for file in files if parts[1] in file.parts or file.name == "test_protect.py"
    ]
    return [*direct, *(file for file in package if file not in direct)]


def is_killed(mutant: Mutant, longest_s: float) -> bool:
    """Whether a test fails, or all run for too long, in a process that has the change."""
    child = os.fork()
    if child == 0:
        _run(mutant)
    until = time.monotonic() + longest_s
    while time.monotonic() < until:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status) != 0
        time.sleep(0.05)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return True


def _run(mutant: Mutant) -> None:
    import pytest

    code: int = 1
    try:
        sys.meta_path.insert(0, Changed(mutant))
        with Path(os.devnull).open("w") as nowhere, contextlib.redirect_stdout(nowhere):
            os.dup2(nowhere.fileno(), 2)
            options = ["-x", "-q", "-n", "0", "-p", "no:randomly", "-p", "no:cacheprovider"]
            # What was loaded before the fork is no fault of the tests, where warnings are errors.
            options += ["-W", "ignore:Module already imported:pytest.PytestAssertRewriteWarning"]
            code = int(pytest.main([*options, *tests_for(mutant.path)]))
    finally:
        os._exit(code)


def sample(package: str, count: int, seed: int) -> Sequence[Mutant]:
    """Some changes of the modules of a package, the same for a seed."""
    modules = sorted((ROOT / "profiles" / package).rglob("*.py"))
    every = [
        (module, number)
        for module in modules
        for number in range(len(sites(ast.parse(module.read_text(encoding="utf-8")))))
    ]
    drawn = random.Random(seed).sample(every, min(count, len(every)))  # noqa: S311 - a sample
    return [mutant(module, number) for module, number in drawn]


def main() -> None:
    """Print a line a change that survived, a module and a package."""
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    words.add_argument("--packages", default=",".join(PACKAGES))
    words.add_argument("--mutants", type=int, default=60, help="of each package")
    words.add_argument("--seed", type=int, default=1)
    asked = words.parse_args()
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    # Loaded once here: each changed process then starts with them.
    for heavy in ("hypothesis", "numpy", "pandas", "pytest", "scipy.optimize", "scipy.sparse"):
        importlib.import_module(heavy)
    for package in asked.packages.split(","):
        killed, survived = Counter[str](), Counter[str]()
        drawn = sample(package, asked.mutants, asked.seed)
        first = drawn[0]
        source = first.path.read_text(encoding="utf-8")
        start = time.monotonic()
        if is_killed(replace(first, change="", source=source), FIRST_S):
            sys.exit(f"The tests of {package} fail without any change.")
        longest_s = LEAST_S + TIMES * (time.monotonic() - start)
        for one in drawn:
            name = str(one.path.relative_to(ROOT))
            if is_killed(one, longest_s):
                killed[name] += 1
                continue
            survived[name] += 1
            print(f"survived: {name}:{one.line} {one.change}", flush=True)
        for name in sorted(killed | survived):
            print(f"  {name}: {killed[name]} killed, {survived[name]} survived")
        total = killed.total() + survived.total()
        print(f"{package}: {killed.total()} of {total} killed, {killed.total() / total:.0%}")


if __name__ == "__main__":
    main()
