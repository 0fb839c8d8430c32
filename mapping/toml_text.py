"""TOML written by the tool: blocks that are added to a catalogue people can read and edit."""

import json
import tomllib
from collections.abc import Iterable, Mapping
from typing import Final, TypeAlias

Value: TypeAlias = str | int | float | Iterable[str] | Mapping[str, str]

_HEAD: Final = "[["


def quoted(text: str) -> str:
    """A text as TOML writes it: a JSON string is one, once DEL is escaped as well."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def block(name: str, fields: Mapping[str, Value]) -> str:
    """One table of an array of tables: `[[name]]` and its fields, in their order."""
    return f"[[{name}]]\n{lines(fields)}"


def lines(fields: Mapping[str, Value]) -> str:
    """Fields in their order, a line each."""
    return "".join(f"{key} = {_written(value)}\n" for key, value in fields.items())


def without_blocks(text: str, name: str, ids: Iterable[str]) -> str:
    """A catalogue without the tables `[[name]]` of some ids; all else as it stands."""
    gone = set(ids)
    parts: list[list[str]] = [[]]
    for line in text.splitlines(keepends=True):
        if line.startswith(_HEAD):
            parts.append([])
        parts[-1].append(line)
    return "".join("".join(part) for part in parts if _id("".join(part), name) not in gone)


def _id(part: str, name: str) -> str | None:
    tables = tomllib.loads(part).get(name)
    return str(tables[0].get("id")) if isinstance(tables, list) else None


def _written(value: Value) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, Mapping):
        return f"{{ {', '.join(f'{quoted(key)} = {quoted(one)}' for key, one in value.items())} }}"
    return f"[{', '.join(map(quoted, value))}]"
