"""The pages as notebooks that are run and made HTML: python notebook.py FOLDER OUT."""

import sys
from pathlib import Path

import nbformat
from nbconvert import HTMLExporter
from nbconvert.preprocessors import ExecutePreprocessor

FIRST = """
import json, sys
sys.path.insert(0, {here!r})
from IPython.display import HTML, Image, Markdown, display
from pictures import chart, country
page, places = (json.load(open(path)) for path in ({page!r}, {places!r}))
"""
SECTIONS = """
for section in page["sections"]:
    display(Markdown("## " + section["title"]))
    display(Markdown("\\n".join("* " + said for said in section["said"])))
    for part in section["charts"]:
        display(Image(chart(part)))
    for rows in section["tables"]:
        lines = ("".join("<td>" + cell + "</td>" for cell in row) for row in rows)
        display(HTML("<table>" + "".join("<tr>" + line + "</tr>" for line in lines) + "</table>"))
"""
MAP = 'display(Image(country(places, page["code"])))'


def main(folder: Path, out: Path) -> None:
    """Run one notebook a place."""
    here, places = str(Path(__file__).parent), str(folder / "places.json")
    for path in sorted(folder.glob("page_*.json")):
        first = FIRST.format(here=here, page=str(path), places=places)
        cells = (first, SECTIONS, MAP)
        notebook = nbformat.v4.new_notebook(cells=[*map(nbformat.v4.new_code_cell, cells)])
        ExecutePreprocessor(timeout=120, kernel_name="python3").preprocess(notebook)
        html, _ = HTMLExporter().from_notebook_node(notebook)
        (out / f"{path.stem}.html").write_text(html, "utf-8")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:3]))
