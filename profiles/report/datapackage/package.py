"""The files of a data package and the descriptor that says what they are.

Each table is there as CSV, as CSV with a row of HXL hashtags under its header (the dialect calls
that row a comment, so that readers of data packages pass over it), and on a sheet of one workbook.
Source: Data Package, Tabular Data Resource and Table Schema, version 1 (Frictionless Data).
"""

import csv
import hashlib
import io
import json
import re
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Any, Final

from mapping.i18n import N_, Translator
from mapping.spreadsheet_cells import plain_number, safe_cell
from profiles.report.datapackage.tables import HASHTAGS, Table, Value, tables_behind
from profiles.report.docx.archive import packed
from profiles.report.xlsx import SAFE

if TYPE_CHECKING:
    from profiles.pack import Pack
    from profiles.sections.whole import Profile

Descriptor = dict[str, Any]
WORKBOOK: Final = "data.xlsx"
DESCRIPTOR: Final = "datapackage.json"
COMMENT: Final = "#"  # what a row of hashtags begins with, and no code of a place
NO_LICENCE: Final = N_("The sources state no licence.")
IN_FILES: Final = N_("{files}: {title}.")
IN_WORKBOOK: Final = N_("{files}: all of them on sheets, with HXL hashtags in the second row.")
IN_DESCRIPTOR: Final = N_("{files}: columns, keys, sources and licences ({url}).")
_UNNAMED: Final = re.compile(r"[^-a-z0-9._]+")


def to_datapackage(profile: "Profile", pack: "Pack") -> bytes:
    """Everything behind a profile as one archive, the same bytes for the same profile."""
    tables = tables_behind(profile, pack)
    files: dict[str, bytes] = {}
    resources: list[Descriptor] = []
    for table in tables:
        for path, tagged in ((f"data/{table.name}.csv", False), (f"hxl/{table.name}.csv", True)):
            files[path] = _csv(table, tagged=tagged)
            resources.append(_resource(table, path, files[path], tagged=tagged))
    files[WORKBOOK] = _workbook(tables, profile)
    files["README.txt"] = _about(profile, tables).encode("utf-8")
    text = json.dumps(_descriptor(profile, resources), ensure_ascii=False, indent=1)
    return packed({DESCRIPTOR: text + "\n", **files})


def _csv(table: Table, *, tagged: bool) -> bytes:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(table.columns)
    if tagged:
        writer.writerow(HASHTAGS.get(name, "") for name in table.columns)
    writer.writerows(tuple(_cell(value) for value in row) for row in table.rows)
    return buffer.getvalue().encode("utf-8")


def _cell(value: Value) -> Value:
    if isinstance(value, str):
        text = safe_cell(value)
        return f"'{text}" if text.startswith(COMMENT) else text
    return plain_number(value)


def _resource(table: Table, path: str, content: bytes, *, tagged: bool) -> Descriptor:
    keys: Descriptor = {"primaryKey": list(table.key)} if table.key else {}
    if table.links:
        keys["foreignKeys"] = [
            {"fields": column, "reference": {"resource": other, "fields": its}}
            for column, other, its in table.links
        ]
    return {
        "name": f"{table.name}-hxl" if tagged else table.name,
        "path": path,
        "profile": "tabular-data-resource",
        "title": table.title,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n"}
        | ({"commentChar": COMMENT} if tagged else {}),
        "schema": {
            "fields": [_field(name, key=name in table.key[:1]) for name in table.columns],
            "missingValues": [""],
            **keys,
        },
    }


def _field(name: str, *, key: bool) -> Descriptor:
    kind = "number" if name == "value" else "string"
    required: Descriptor = {"constraints": {"required": True}} if key else {}
    return {"name": name, "type": kind, **required}


def _descriptor(profile: "Profile", resources: list[Descriptor]) -> Descriptor:
    place = _UNNAMED.sub("-", f"{profile.iso3}-{profile.place_code}".lower()).strip("-")
    made = datetime.combine(profile.made_on, time(), tzinfo=UTC)
    return {
        "profile": "data-package",
        "name": f"migration-profile-{place}-{profile.language.lower()}",
        "title": profile.title,
        "description": profile.disclaimer,
        "created": made.isoformat(),
        "contributors": [{"title": profile.publisher, "role": "publisher"}],
        "licenses": _licences(profile),
        "sources": [
            {"title": f"{s.title}. {s.publisher}, {s.year}."} | ({"path": s.url} if s.url else {})
            for s in profile.sources
        ],
        "resources": resources,
    }


def _licences(profile: "Profile") -> list[Descriptor]:
    """Of the sources, each once; a name of letters, digits, dots and hyphens is asked for."""
    named = dict.fromkeys(source.licence for source in profile.sources if source.licence)
    return [{"name": _slug(text), "title": text} for text in named] or [
        {"name": "not-stated", "title": Translator(profile.language).text(NO_LICENCE)}
    ]


def _slug(text: str) -> str:
    return re.sub(r"[^-a-zA-Z0-9._]+", "-", text).strip("-")[:60] or "other"


def _workbook(tables: tuple[Table, ...], profile: "Profile") -> bytes:
    """A sheet a table, with the row of hashtags under its header."""
    import xlsxwriter  # only when a workbook is made

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, SAFE) as book:
        book.set_properties({"created": datetime.combine(profile.made_on, time())})
        bold = book.add_format({"bold": True})
        for table in tables:
            sheet = book.add_worksheet(table.name)
            sheet.write_row(0, 0, table.columns, bold)
            sheet.write_row(1, 0, [HASHTAGS.get(name, "") for name in table.columns])
            for number, row in enumerate(table.rows, start=2):
                sheet.write_row(number, 0, ["" if v is None else _cell(v) for v in row])
            sheet.set_column(0, len(table.columns) - 1, 18)
            sheet.freeze_panes(2, 1)
    return buffer.getvalue()


def _about(profile: "Profile", tables: tuple[Table, ...]) -> str:
    words = Translator(profile.language)
    lines = [
        profile.title,
        "",
        *(
            words.text(
                IN_FILES, files=f"data/{table.name}.csv, hxl/{table.name}.csv", title=table.title
            )
            for table in tables
        ),
        words.text(IN_WORKBOOK, files=WORKBOOK),
        words.text(IN_DESCRIPTOR, files=DESCRIPTOR, url="https://frictionlessdata.io"),
        "",
        profile.disclaimer,
    ]
    return "\r\n".join(lines) + "\r\n"
