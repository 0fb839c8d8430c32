"""An indicator of a user's own: checked as the loader does, and written into their catalogue."""

import json
import threading
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from mapping.atomic import write_atomically
from mapping.errors import BadTableError, UnreadableFileError
from mapping.i18n import N_
from profiles.indicators.catalogue import checked
from profiles.indicators.faults import Fault
from profiles.indicators.model import AGREES, Aggregation, Formula, Indicator, Kind
from profiles.indicators.toml_file import read_toml

TAKEN: Final = N_("is the code of another indicator")
NOT_OURS: Final = N_("it lists its indicators in a way that nothing can be added to")
DEL: Final = 127  # JSON writes it as it is, TOML does not take it
_TEXT: Final = {"en": "…"}
_SOUND: Final = {"code": "own", "label": _TEXT, "definition": _TEXT, "unit": _TEXT}

_writing: Final = threading.Lock()  # two readers may add at once


def own_entry(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The entry that a filled-in form means.

    Args:
        fields: As in a catalogue file, empty where nothing was filled in; `aggregation` is there,
            and says the kind.
    """
    aggregation = Aggregation(fields["aggregation"])
    kinds = AGREES[aggregation]
    is_rate = bool(fields.get("denominator")) and Kind.INTENSIVE in kinds
    entry = dict(_filled(fields)) | {"kind": (Kind.INTENSIVE if is_rate else kinds[-1]).value}
    if aggregation is Aggregation.RATIO_OF_SUMS and {"numerator", "denominator"} <= entry.keys():
        entry["formula"] = Formula.RATIO.value
    return entry


def _filled(fields: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in fields.items():
        if isinstance(value, str):
            if text := _one_line(value):
                yield name, text
        elif isinstance(value, Mapping):
            texts = {language: _one_line(text) for language, text in value.items()}
            if any(texts.values()) or name in {"label", "definition", "unit"}:
                yield name, {language: text for language, text in texts.items() if text}
        elif value is not None and value != []:
            yield name, value


def _one_line(text: str) -> str:
    return " ".join("".join(one if one.isprintable() else " " for one in text).split())


def faults_of_own(
    entry: Mapping[str, Any], indicators: Mapping[str, Indicator]
) -> tuple[Fault, ...]:
    """Every rule that a new indicator breaks.

    Args:
        entry: As a catalogue file says it.
        indicators: All there are, the user's own among them.
    """
    faults = checked({"indicator": [entry]}, known=indicators)[1]
    wrong = {fault.field.split(".")[0] for fault in faults} & _SOUND.keys()
    if wrong:  # so that what follows from the other fields is told at once
        mended = {**entry, **{name: _SOUND[name] for name in wrong}}
        faults += checked({"indicator": [mended]}, known=indicators)[1]
    code = entry.get("code")
    if code in indicators:
        taken = Fault(table="indicator", name=str(code), field="code", rule=TAKEN)
        faults = (taken, *faults)
    return faults


def add_own(path: Path, entry: Mapping[str, Any], shipped: Mapping[str, Indicator]) -> None:
    """Write a sound entry at the end of a catalogue file, which keeps all that is in it.

    Args:
        path: The user's own catalogue; it need not be there yet.
        entry: Without faults.
        shipped: Indicators that the file may refer to.

    Raises:
        UnreadableFileError: what is there is no catalogue that can be added to.
        BadTableError: the file would not keep the rules.
        StorageError: it could not be written; what was there is still whole.
    """
    with _writing:
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        content = read_toml(path) if before else {}
        wanted = content | {"indicator": [*content.get("indicator", ()), dict(entry)]}
        faults = checked(wanted, known=shipped)[1]
        if faults:
            raise BadTableError(path=path, problems=tuple(fault.problem() for fault in faults))
        _write(path, f"{before.rstrip()}\n\n{to_toml(entry)}".lstrip(), wanted)


def _write(path: Path, text: str, wanted: Mapping[str, Any]) -> None:
    try:
        same = tomllib.loads(text) == wanted
    except tomllib.TOMLDecodeError:
        same = False
    if not same:
        raise UnreadableFileError(path=path, reason=NOT_OURS)
    write_atomically(path, text)


def to_toml(entry: Mapping[str, Any]) -> str:
    """An indicator as a catalogue file writes it."""
    lines = ["[[indicator]]", *(f"{name} = {_value(value)}" for name, value in entry.items())]
    return "\n".join(lines) + "\n"


def _value(value: object) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{name} = {_value(one)}" for name, one in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_value(one) for one in value) + "]"
    # Numbers, truth and text are written as in JSON.
    return json.dumps(value, ensure_ascii=False).replace(chr(DEL), "\\u007f")
