"""The record of a workshop and maps to hand back, as PDF."""

import datetime
import json
from calendar import timegm
from pathlib import Path
from typing import Final

from mapping.i18n import Translator
from profiles.community.record import Record, to_words
from profiles.report.pdf import set_as_pdf

TEMPLATE: Final = Path(__file__).parent / "templates" / "workshop.typ"
PAPERS: Final = ("a4", "a3", "a2")


def record_pdf(record: Record, translator: Translator, *, sheet: str = "") -> bytes:
    """The record, A4; the same bytes for the same record.

    Args:
        record: Of one workshop, for one audience.
        translator: Of its reader.
        sheet: One of `PAPERS`: only the map with its legend, across one sheet of that size.
    """
    words = {**to_words(record, translator), "sheet": sheet}
    inputs = {"data": json.dumps(words, ensure_ascii=False, allow_nan=False)}
    opened = record.workshop.created_at.isoformat()
    newest = max((row["edited_at"] for row in record.rows), default=opened)
    made_on = timegm(datetime.datetime.fromisoformat(newest).utctimetuple())
    return set_as_pdf(TEMPLATE, inputs, made_on, named=record.workshop.workshop_id)
