"""Templates are compiled once, and again when something about them has changed."""

from pathlib import Path

import jinja2
import pytest

from profiles.report.kept_templates import KeptTemplates


def filled(folder: Path, options: object = "") -> str:
    """What the one template of a folder makes."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(folder),
        bytecode_cache=KeptTemplates(folder, options),
        autoescape=True,
    )
    return environment.get_template("said.txt.j2").render(word="here")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one template, which was compiled once."""
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    (tmp_path / "said.txt.j2").write_text("{{ word }}", "utf-8")
    assert filled(tmp_path) == "here"
    return tmp_path


@pytest.fixture
def no_compiler(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ARG001 - after it
    """From here on nothing can be compiled."""

    def compile_nothing(*_: object, **__: object) -> None:
        raise AssertionError("compiled again")

    monkeypatch.setattr(jinja2.Environment, "compile", compile_nothing)


@pytest.mark.usefixtures("no_compiler")
def test_a_template_is_compiled_once(folder: Path) -> None:
    assert filled(folder) == "here"


def test_a_changed_template_is_compiled_again(folder: Path) -> None:
    (folder / "said.txt.j2").write_text("not {{ word }}", "utf-8")
    assert filled(folder) == "not here"


@pytest.mark.usefixtures("no_compiler")
def test_other_options_are_no_excuse_for_what_was_compiled_with_these(folder: Path) -> None:
    with pytest.raises(AssertionError, match="compiled again"):
        filled(folder, "others")


def test_what_is_kept_and_damaged_is_compiled_again(folder: Path) -> None:
    (kept,) = (folder / "__pycache__").iterdir()
    kept.write_bytes(kept.read_bytes()[:40])
    assert filled(folder) == "here"


def test_a_folder_that_takes_nothing_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "said.txt.j2").write_text("{{ word }}", "utf-8")
    (tmp_path / "__pycache__").write_text("no folder", "utf-8")
    assert filled(tmp_path) == "here"
