"""What changed since an earlier edition, as a part of the profile: a table in its last section.

An earlier edition is a `profile.json`, a folder of them as a run writes it, or one that was kept in
the workspace: `editions/NPL/NP0327/2026-11-22_en.json`.
"""

import json
from dataclasses import replace
from pathlib import Path
from typing import Final
from urllib.parse import quote

from mapping.atomic import write_atomically
from mapping.settings import Settings
from profiles.editions.changes import compare_documents
from profiles.editions.reading import Json, read_profile_json
from profiles.evidence.pack import Evidence
from profiles.evidence.provenance import Cell
from profiles.evidence.published import tables_of
from profiles.indicators.model import Status
from profiles.outline.sections import ONE_PAGE
from profiles.report.json_report import to_json
from profiles.report.names import file_stem
from profiles.sections.changed import ChangeReport, changes_table
from profiles.sections.whole import Profile

FOLDER: Final = "editions"


def since(profile: Profile, earlier: Path | None, pack: Evidence) -> Profile:
    """The profile with what changed since an earlier edition, where there is one of its place.

    What that edition showed and the pack protects today is named without its value.

    Raises:
        UnreadableFileError: the file is no profile.
        OtherPlaceError: it is of another place.
    """
    found = edition_in(earlier, profile.place_code, profile.language) if earlier else None
    if found is None or profile.chosen == ONE_PAGE:  # a page has no tables, whose figures these are
        return profile
    older, newer = read_profile_json(found), json.loads(to_json(profile))
    return with_report(profile, _compared(*_alike(older, newer), pack))


def _compared(older: Json, newer: Json, pack: Evidence) -> ChangeReport:
    tables = tables_of(pack)

    def is_protected(origin: Json) -> bool:
        parts = ("cells", "over", "less", "over_less")
        rows = (tables.row(Cell(**cell)) for part in parts for cell in origin.get(part, ()))
        return any(row is not None and row[1] is Status.SUPPRESSED for row in rows)

    return compare_documents(older, newer, is_protected=is_protected)


def _alike(older: Json, newer: Json) -> tuple[Json, Json]:
    """Both documents with the sections that both have: one that was left out is no change."""
    both = _sections(older) & _sections(newer)
    first, second = (
        document | {"sections": [one for one in document["sections"] if one["id"] in both]}
        for document in (older, newer)
    )
    return first, second


def _sections(document: Json) -> set[str]:
    return {section["id"] for section in document["sections"]}


def with_report(profile: Profile, report: ChangeReport) -> Profile:
    """The profile with the table of what changed at its end."""
    *others, last = profile.sections
    table = changes_table(report, profile.translator)
    changed = replace(last, tables=(*last.tables, table))
    return replace(profile, sections=(*others, changed), since=report)


def edition_in(path: Path, place_code: str, language: str) -> Path | None:
    """A file as it is; of a folder the profile of a place, in the language if there is one."""
    if not path.is_dir():
        return path
    found = sorted(path.glob(f"{file_stem(place_code)}_*.json"))
    spoken = [one for one in found if one.stem.endswith(f"_{language}")]
    return next(iter([*spoken, *found]), None)


def keep(settings: Settings, profile: Profile) -> Path:
    """Keep an edition in the workspace, to compare a later one with; one a day and language.

    Raises:
        StorageError: the workspace does not take it.
    """
    folder = _folder(settings, profile.iso3, profile.place_code)
    path = folder / f"{profile.made_on.isoformat()}_{profile.language}.json"
    write_atomically(path, to_json(profile))
    return path


def kept(settings: Settings, iso3: str, place_code: str) -> dict[str, Path]:
    """The editions of a place that were kept, by their date and language, the newest first."""
    folder = _folder(settings, iso3, place_code)
    return {path.stem: path for path in sorted(folder.glob("*.json"), reverse=True)}


def _folder(settings: Settings, iso3: str, place_code: str) -> Path:
    name = quote(place_code, safe="").replace(".", "%2E")
    return settings.workspace_dir / FOLDER / quote(iso3.upper(), safe="") / name
