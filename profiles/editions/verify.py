"""Checking a profile: every number worked out again from the tables it names.

Each number of `profile.json` holds the cells it was made from. They are looked up again in the pack
as it is now, put together the same way and written again; then the whole profile is made anew and
every other word of it compared. A changed number, a changed text and a changed table are all found.
"""

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from mapping.errors import VerificationError, listed
from mapping.i18n import N_, Translator
from mapping.places import AdminLevel
from mapping.settings import Settings
from profiles.editions.changes import holds
from profiles.editions.reading import Json, read_profile_json, report_in
from profiles.editions.since import with_report
from profiles.edits.kept import edits_from
from profiles.evidence.pack import Evidence
from profiles.evidence.provenance import Cell, Method, Origin, Peers
from profiles.evidence.published import Tables, tables_of
from profiles.indicators.model import Status
from profiles.narrative import Style
from profiles.narrative.rounding import written
from profiles.pack import open_pack
from profiles.profile import build_profile
from profiles.protection.reliability import Reliability
from profiles.report.json_report import to_json
from profiles.sections.changed import Change
from profiles.sections.whole import Profile

ABSENT: Final = "(nothing)"
RELATIVE_TOLERANCE: Final = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing that is not as the tables have it."""

    where: str  # "sections.3.tables.0.rows.1.cells.2"
    stored: str
    found: str

    def __str__(self) -> str:
        return f"{self.where}: {self.stored!r}, not {self.found!r}"


@dataclass(frozen=True, slots=True, kw_only=True)
class VerificationReport:
    """What a check looked at and what it found."""

    path: str
    numbers: int
    sentences: int
    differences: tuple[Difference, ...]
    changed_tables: tuple[str, ...]  # tables whose content is no longer what it was

    @property
    def is_right(self) -> bool:
        """Whether everything follows from the tables."""
        return not self.differences and not self.changed_tables

    def as_json(self) -> Json:
        """The report for machines."""
        return {
            "path": self.path,
            "right": self.is_right,
            "numbers": self.numbers,
            "sentences": self.sentences,
            "changed_tables": list(self.changed_tables),
            "differences": [
                {"where": d.where, "stored": d.stored, "found": d.found} for d in self.differences
            ],
        }

    def summary(self, translator: Translator | None = None) -> str:
        """One line for people."""
        words = translator or Translator()
        if self.is_right:
            message = N_("{numbers} numbers and {sentences} sentences follow from their tables.")
        else:
            message = N_("{wrong} of {numbers} numbers and texts do not follow from their tables.")
        return words.text(
            message,
            numbers=words.number(self.numbers),
            sentences=words.number(self.sentences),
            wrong=words.number(len(self.differences) or len(self.changed_tables)),
        )

    def raise_if_wrong(self) -> None:
        """Refuse a profile that does not follow from its tables.

        Raises:
            VerificationError: with the first differences.
        """
        if not self.is_right:
            changed = [f"table {name}" for name in self.changed_tables]
            examples = listed([*self.differences, *changed])
            raise VerificationError(count=len(self.differences) + len(changed), examples=examples)


def verify_profile(path: Path, settings: Settings) -> VerificationReport:
    """Work every number of a `profile.json` out again from the pack it names.

    Raises:
        UnreadableFileError: the file is no profile.
        UnknownPackError, UnknownPlaceError: the pack or the place is not there any more.
    """
    document = read_profile_json(path)
    pack = open_pack(settings, document["iso3"])
    return verify_document(document, pack, path=str(path))


def verify_document(document: Json, pack: Evidence, *, path: str = "") -> VerificationReport:
    """The check itself, on a document that was read and a pack that is open."""
    translator = Translator(document["language"])
    tables = tables_of(pack)
    numbers = list(_numbers(document))
    differences = [
        difference
        for where, number in numbers
        for difference in _check_any(where, number, tables, translator)
    ]
    differences += _changes(document)
    anew = _made_anew(document, pack)
    known = {difference.where for difference in differences}
    differences += [
        difference
        for difference in _compare("", json.loads(to_json(anew)), document)
        if not any(f"{difference.where}.".startswith(f"{where}.") for where in known)
    ]
    return VerificationReport(
        path=path,
        numbers=len(numbers),
        sentences=sum(len(section.get("sentences", ())) for section in document["sections"]),
        differences=tuple(differences),
        changed_tables=_changed_tables(anew, document),
    )


def _changed_tables(anew: Profile, document: Json) -> tuple[str, ...]:
    """Tables with another content than now, and those that only one of the two names."""
    now, then = dict(anew.tables), dict(document["tables"])
    names = dict.fromkeys([*then, *now])
    return tuple(name for name in names if now.get(name) != then.get(name))


def _made_anew(document: Json, pack: Evidence) -> Profile:
    made = build_profile(
        pack,
        document["place_code"],
        language=document["language"],
        publisher=document["publisher"],
        today=date.fromisoformat(document["made_on"]),
        edits=edits_from(document["edits"]),
        switched_off=dict(document["switched_off"]),
        chosen=document["chosen"],
    )
    report = report_in(document)
    return made if report is None else with_report(made, report)


def _changes(document: Json) -> Iterator[Difference]:
    """Figures that are said to have changed, and that no table of the profile shows so.

    What they were before stands in the earlier edition, which is checked by itself.
    """
    report = report_in(document)
    for place, found in enumerate(report.changes if report else ()):
        if (
            found.value is not None
            and found.change is not Change.GONE
            and not holds(document, found)
        ):
            yield Difference(where=f"since.changes.{place}", stored=found.text, found="")


def _numbers(value: Any, where: str = "") -> Iterator[tuple[str, Json]]:  # noqa: ANN401 - any JSON
    if isinstance(value, dict):
        if "origin" in value and "style" in value:
            yield where, value
            return
        for key, item in value.items():
            yield from _numbers(item, f"{where}.{key}" if where else key)
    elif isinstance(value, list):
        for place, item in enumerate(value):
            yield from _numbers(item, f"{where}.{place}")


def _check_any(
    where: str, number: Json, tables: Tables, translator: Translator
) -> list[Difference]:
    """As `_check`; what is no number of this tool at all is compared with the profile made anew."""
    try:
        return list(_check(where, number, tables, translator))
    except (ArithmeticError, AttributeError, KeyError, TypeError, ValueError):
        return []


def _check(
    where: str, number: Json, tables: Tables, translator: Translator
) -> Iterator[Difference]:
    """One number by itself: its value from its cells, its text from its value."""
    stored = number["value"]
    origin = _origin(number["origin"])
    if origin.method is not Method.GIVEN:
        found = tables.evaluate(origin)
        if not _same(stored, found):
            yield Difference(where=where, stored=str(stored), found=str(found))
            return
    if stored is not None:
        style = Style(number["style"])
        found = Reliability(number.get("reliability", Reliability.GOOD))
        text = written(stored, Status.NORMAL, found, style, translator, decimals=number["decimals"])
        if text != number["text"]:
            yield Difference(where=where, stored=number["text"], found=text)


def _origin(stored: Mapping[str, Any]) -> Origin:
    return Origin(
        method=Method(stored["method"]),
        cells=tuple(Cell(**cell) for cell in stored["cells"]),
        over=tuple(Cell(**cell) for cell in stored["over"]),
        less=tuple(Cell(**cell) for cell in stored.get("less", ())),
        over_less=tuple(Cell(**cell) for cell in stored.get("over_less", ())),
        multiplier=stored["multiplier"],
        peers=_peers(stored["peers"]),
    )


def _peers(stored: Mapping[str, Any] | None) -> Peers | None:
    if stored is None:
        return None
    return Peers(
        level=AdminLevel(stored["level"]),
        within=stored["within"],
        among=tuple(stored.get("among", ())),
    )


def _same(stored: float | None, found: float | None) -> bool:
    if stored is None or found is None:
        return stored is found
    return math.isclose(stored, found, rel_tol=RELATIVE_TOLERANCE, abs_tol=1e-12)


def _compare(where: str, anew: Any, stored: Any) -> Iterator[Difference]:  # noqa: ANN401 - any JSON
    """Everything that the profile made anew and the document do not have alike."""
    if where == "tables":
        return  # said as changed tables
    pairs = _pairs(anew, stored)
    if pairs is not None:
        for key, left, right in pairs:
            yield from _compare(f"{where}.{key}" if where else key, left, right)
    elif isinstance(anew, bool) is not isinstance(stored, bool):  # True is 1 in Python
        yield Difference(where=where, stored=_short(stored), found=_short(anew))
    elif isinstance(anew, float) and isinstance(stored, (int, float)) and _same(stored, anew):
        return
    elif anew != stored:
        yield Difference(where=where, stored=_short(stored), found=_short(anew))


def _pairs(anew: Any, stored: Any) -> list[tuple[str, Any, Any]] | None:  # noqa: ANN401 - any JSON
    """What both hold at the same place; None where they are no two of a kind."""
    if isinstance(anew, dict) and isinstance(stored, dict):
        keys = dict.fromkeys([*anew, *stored])
        return [(key, anew.get(key, ABSENT), stored.get(key, ABSENT)) for key in keys]
    if isinstance(anew, list) and isinstance(stored, list) and len(anew) == len(stored):
        return [(str(place), *both) for place, both in enumerate(zip(anew, stored, strict=True))]
    return None


def _short(value: Any) -> str:  # noqa: ANN401 - any JSON
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 120 else text[:117] + "\u2026"  # noqa: PLR2004 - one line
