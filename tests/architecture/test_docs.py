"""What the documents tell a reader to type exists."""

import re

import pytest
import typer

CODE = re.compile(r"```.*?\n(.*?)```|`([^`\n]+)`|^ {4}(.+)$", re.DOTALL | re.MULTILINE)
CALL = re.compile(
    r"(?:^|[\s/\\])(?:lmp|start\.py --) +(?P<command>[a-z][a-z-]*)(?P<rest>[^\n|;&]*)"
)
OPTION = re.compile(r"(?<!\S)\[?(--?[a-z][a-z-]*)")


@pytest.fixture(scope="module")
def commands() -> dict[str, set[str]]:
    """Options of each command."""
    from profiles.cli.main import app

    group = typer.main.get_command(app)
    return {name: _options_of(command) for name, command in group.commands.items()}


def _options_of(command) -> set[str]:
    """Those of a command, or of all commands of a group."""
    parts = getattr(command, "commands", {}).values() or [command]
    return {option for part in parts for each in part.params for option in _options(each)}


def _options(parameter) -> list[str]:
    return [*parameter.opts, *parameter.secondary_opts, "--help", "-h"]


def unknown(text: str, commands: dict[str, set[str]]) -> list[str]:
    """Commands and options in the code of a document that do not exist."""
    found = []
    for parts in CODE.findall(text):
        for call in CALL.finditer("".join(parts)):
            if call["command"] not in commands:
                found.append(f"lmp {call['command']}")
                continue
            options = set(OPTION.findall(call["rest"])) - commands[call["command"]]
            found += [f"lmp {call['command']} {option}" for option in sorted(options)]
    return found


def test_documents_name_commands_and_options_that_exist(root, commands):
    documents = [*root.glob("*.md"), *(root / "docs").glob("*.md")]
    found = [
        f"{path.relative_to(root)}: {call}"
        for path in documents
        for call in unknown(path.read_text("utf-8"), commands)
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "text",
    [
        "Type `lmp draw` to",
        "```\n$ lmp packs --jsson\n```\n",
        "    .venv/bin/lmp draw npl:ADM2\n",
        "    python3 start.py -- draw\n",
    ],
)
def test_what_does_not_exist_is_found(text):
    assert len(unknown(text, {"packs": {"--json"}})) == 1


def test_what_exists_is_not():
    text = "`lmp packs [--json]`, lmp is a word\n\n    lmp packs --json | less --raw\n"
    assert unknown(text, {"packs": {"--json"}}) == []
