"""start.py sets up once, again when it must, and says what is wrong in words."""

import ast
import importlib.util
import io
import subprocess
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

LOCKS = ("requirements.txt", "requirements-dev.txt")
INSTALLING = "scripts/install_locked.py"
SETTING_UP = ["venv", INSTALLING, INSTALLING, "pip", "compileall"]


@pytest.fixture
def steps() -> list[str]:
    """Commands that were run, in order."""
    return []


@pytest.fixture
def outputs() -> list[object]:
    """Where each of the steps was told to write; None is standard output."""
    return []


@pytest.fixture
def start(root, tmp_path, monkeypatch, steps, outputs) -> ModuleType:
    """start.py in a checkout of its own, that runs nothing."""
    specification = importlib.util.spec_from_file_location("start", root / "start.py")
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    for name in (*LOCKS, "pyproject.toml"):
        (tmp_path / name).write_bytes((root / name).read_bytes())
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(module, "PYTHON", str(tmp_path / ".venv" / "python"))

    def call(command, **options):
        steps.append(" ".join(command[1:]))
        outputs.append(options.get("stdout"))
        (tmp_path / ".venv").mkdir(exist_ok=True)
        (tmp_path / ".venv" / "python").touch()
        return 0

    monkeypatch.setattr(module.subprocess, "call", call)
    return module


def kinds(steps: list[str]) -> list[str]:
    return [step.removeprefix("-m ").split()[0] for step in steps]


def test_it_parses_on_old_pythons_and_needs_nothing_installed(root):
    source = (root / "start.py").read_text("utf-8")
    tree = ast.parse(source, feature_version=(3, 6))
    imported = {
        name.name.split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for name in node.names
    } | {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert imported <= sys.stdlib_module_names


@pytest.mark.parametrize("version", [(3, 6, 15), (3, 10, 13), (3, 14, 0)])
def test_another_python_is_told_which_it_takes(start, monkeypatch, version):
    monkeypatch.setattr(sys, "version_info", version)
    with pytest.raises(SystemExit, match=r"Python 3\.11 to 3\.13 is needed"):
        start.main([])


def test_it_names_the_pythons_that_the_project_names(root):
    assert 'requires-python = ">=3.11,<3.14"' in (root / "pyproject.toml").read_text("utf-8")


def test_the_second_start_does_nothing(start, steps):
    start.set_up(LOCKS[0])
    assert kinds(steps) == SETTING_UP
    steps.clear()
    start.set_up(LOCKS[0])
    assert steps == []


def test_standard_output_is_for_what_the_command_prints(start, outputs, capsys):
    start.set_up(LOCKS[0])
    said = capsys.readouterr()
    assert said.out == ""
    assert "start.py: installing packages" in said.err
    assert outputs == [sys.stderr] * 5


def test_a_folder_of_any_letters_can_be_told_of_in_any_code_page(start, monkeypatch):
    written = io.BytesIO()
    monkeypatch.setattr(sys, "stderr", io.TextIOWrapper(written, "cp1252", "backslashreplace"))
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), "cp1252"))
    start.run("making C:\\Users\\\u0930\u093e\u092e\\.venv", "-m venv", "")
    assert b"Users" in written.getvalue()


def test_what_tests_need_comes_on_top(start, steps):
    start.set_up(LOCKS[0])
    steps.clear()
    start.set_up(*LOCKS)
    assert kinds(steps) == SETTING_UP[2:]
    assert LOCKS[1] in steps[0]
    steps.clear()
    start.set_up(LOCKS[0])
    start.set_up(*LOCKS)
    assert steps == []


@pytest.mark.parametrize("changed", [LOCKS[0], "pyproject.toml", ".venv/python"])
def test_a_changed_lock_project_or_python_is_set_up_anew(start, steps, changed):
    start.set_up(LOCKS[0])
    steps.clear()
    path = start.ROOT / changed
    content = path.read_text("utf-8")
    path.unlink()
    if content:
        path.write_text("# changed\n" + content, "utf-8")
    start.set_up(LOCKS[0])
    assert kinds(steps)[0] == "venv"


def test_settings_of_tools_are_no_reason_to_set_up(start, steps):
    start.set_up(LOCKS[0])
    steps.clear()
    with (start.ROOT / "pyproject.toml").open("a") as file:
        file.write("[tool.other]\n")
    start.set_up(LOCKS[0])
    assert steps == []


@pytest.mark.parametrize("interrupted", range(5))
def test_an_interrupted_setup_is_begun_anew(start, steps, monkeypatch, interrupted):
    start.set_up(LOCKS[0])
    (start.ROOT / LOCKS[0]).write_text("# changed\n", "utf-8")
    steps.clear()
    call = start.subprocess.call

    def interrupt(command, **options):
        if len(steps) == interrupted:
            raise KeyboardInterrupt
        return call(command, **options)

    with monkeypatch.context() as patch:
        patch.setattr(start.subprocess, "call", interrupt)
        with pytest.raises(KeyboardInterrupt):
            start.set_up(LOCKS[0])
    steps.clear()
    start.set_up(LOCKS[0])
    assert kinds(steps) == SETTING_UP


def test_what_no_start_imports_is_not_compiled_wherever_the_checkout_lies(start, tmp_path):
    names = ["app/tests.py", "app/of.py", "site-packages/lib/tests/test_it.py"]
    names += ["site-packages/pip/of.py", "site-packages/pipes/of.py"]
    folder = tmp_path / "tests" / "pip"
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()
    subprocess.run([sys.executable, *start.COMPILE.split()], cwd=folder, check=True)
    compiled = {path.parent.parent.relative_to(folder) for path in folder.rglob("*.pyc")}
    assert compiled == {Path("app"), Path("site-packages/pipes")}
    assert len(list((folder / "app" / "__pycache__").iterdir())) == 2


@pytest.mark.parametrize(
    ("failing", "words"),
    [
        ("venv", "apt install python3-venv"),
        ("requirements.txt", "PIP_FIND_LINKS"),
        ("--no-build-isolation", "could not be installed"),
    ],
)
def test_what_fails_is_told_and_leaves_no_stamp(start, monkeypatch, failing, words):
    call = start.subprocess.call
    monkeypatch.setattr(
        start.subprocess, "call", lambda command, **_: call(command) or failing in command
    )
    with pytest.raises(SystemExit, match=words):
        start.set_up(LOCKS[0])
    assert not list(start.VENV.glob("*.done"))


@pytest.mark.parametrize("failing", ["requirements-pip.txt", "compileall"])
def test_what_is_not_needed_may_fail(start, steps, monkeypatch, failing):
    call = start.subprocess.call
    monkeypatch.setattr(
        start.subprocess, "call", lambda command, **_: call(command) or failing in command
    )
    start.set_up(LOCKS[0])
    assert any(failing in step for step in steps)
    assert list(start.VENV.glob("*.done"))


def test_a_full_disk_is_told_before_anything_is_done(start, steps, monkeypatch):
    usage = type("Usage", (), {"free": 10})
    monkeypatch.setattr(start.shutil, "disk_usage", lambda _: usage)
    with pytest.raises(SystemExit, match="2000 MB of free disk"):
        start.set_up(LOCKS[0])
    assert steps == []


@pytest.mark.parametrize(
    ("arguments", "become"),
    [
        ([], ["lmp", "app"]),
        (["--", "packs", "--json"], ["lmp", "packs", "--json"]),
        (["test", "-k", "join"], ["python", "-m", "pytest", "-k", "join"]),
    ],
)
def test_it_becomes_what_was_asked_for(start, monkeypatch, arguments, become):
    became = []
    posix = SimpleNamespace(
        name="posix", execv=lambda _, command: became.append(command), chdir=lambda _: None
    )
    monkeypatch.setattr(start, "os", posix)  # of this file alone: paths are this system's
    monkeypatch.setattr(start.signal, "signal", lambda *_: None)
    with pytest.raises(SystemExit):
        start.main(arguments)
    assert [Path(became[0][0]).stem, *became[0][1:]] == become


def test_on_windows_it_waits_for_the_command_that_control_c_ends(start, monkeypatch):
    handlers = []
    monkeypatch.setattr(start, "set_up", lambda *_: None)
    monkeypatch.setattr(start.signal, "signal", lambda _, handler: handlers.append(handler))
    monkeypatch.setattr(start, "os", SimpleNamespace(name="nt"))
    with pytest.raises(SystemExit, match="0"):
        start.main(["--", "packs"])
    assert handlers == [start.signal.SIG_DFL, start.signal.SIG_IGN]


def test_anything_else_is_answered_with_how_to_use_it(start, monkeypatch):
    monkeypatch.setattr(start.signal, "signal", lambda *_: None)
    with pytest.raises(SystemExit, match=r"start\.py test"):
        start.main(["help"])


def test_the_readme_and_ci_test_with_the_same_command(root):
    command = "python3 start.py test"
    assert command in (root / "README.md").read_text("utf-8")
    assert f'exec {command} "$@"' in (root / ".ci" / "run").read_text("utf-8")
