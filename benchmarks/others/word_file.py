"""The pages by python-docx, charts and map as pictures: python word_file.py FOLDER OUT."""

import io
import json
import sys
from pathlib import Path

from docx import Document
from docx.shared import Cm
from pictures import Page, chart, country


def written(page: Page, places: list[Page]) -> bytes:
    """One Word file."""
    document = Document()
    document.add_heading(page["name"], 0)
    for section in page["sections"]:
        document.add_heading(section["title"], 1)
        for sentence in section["said"]:
            document.add_paragraph(sentence, style="List Bullet")
        for part in section["charts"]:
            document.add_picture(io.BytesIO(chart(part)), width=Cm(16))
        for rows in section["tables"]:
            cells = document.add_table(len(rows), len(rows[0]))
            for row, line in zip(cells.rows, rows, strict=True):
                for cell, text in zip(row.cells, line, strict=True):
                    cell.text = text
    document.add_picture(io.BytesIO(country(places, page["code"])), width=Cm(16))
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def main(folder: Path, out: Path) -> None:
    """Write every file."""
    places = json.loads((folder / "places.json").read_text("utf-8"))
    for path in sorted(folder.glob("page_*.json")):
        page = json.loads(path.read_text("utf-8"))
        (out / f"{page['code']}.docx").write_bytes(written(page, places))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:3]))
