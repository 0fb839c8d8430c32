"""The same profiles of four sections made by this tool and by what people use today.

    python benchmarks/beside_others.py [--places 16] [--libraries PYTHON] [--qgis PYTHON]

Each way is one process from its start to its last file, in seconds of the processor. The others
are given words, tables, values of charts, and geometry as polygons of a picture; WeasyPrint and
QGIS even charts as SVG. This tool is timed twice: given profiles as data and their maps, so that it
sets pages and draws charts as the others do, and from the pack, where it finds all of that out as
well: it opens the pack, chooses the findings, writes the sentences and draws the maps. What is not
installed is left out:

    python -m venv others
    others/bin/pip install weasyprint python-docx matplotlib nbconvert ipykernel
    apt-get install python3-qgis r-cran-rmarkdown pandoc

`--libraries` names the Python of the first, `--qgis` that of the second. "Each more" is what one
more profile costs: the difference to a run with a quarter of the places, less what a start takes.
Ratios are of the processor's seconds of a whole run, then of each more profile.
"""

import argparse
import json
import os
import pickle
import re
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import date
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.profiles_pdf import FOUR_PAGES, longer
from mapping.places import AdminLevel
from mapping.settings import Settings
from profiles.garbage import look_rarely
from profiles.pack import Pack, open_pack
from profiles.profile import build_profile
from profiles.report.document import Pictures, to_document
from profiles.report.pictures import draw
from profiles.sections.whole import Profile

OTHERS = Path(__file__).parent / "others"
MAP_WIDTH = 640.0
CLASSES = 5
FROM_PACK = "from the pack"
FILES = frozenset({".pdf", ".docx", ".html"})
STYLE = """<!doctype html><meta charset='utf-8'><style>@page { size: A4; margin: 2cm }
body { font: 10pt 'Noto Sans', sans-serif } table { border-collapse: collapse }
td { border-bottom: 1px solid #ccc; padding: 2pt 4pt }</style>"""
Page = dict[str, Any]


def built(pack: Pack, code: str) -> tuple[Profile, Pictures]:
    """A profile of about four pages, and its maps."""
    today = date(2026, 11, 22)
    profile = longer(
        build_profile(pack, code, language="en", publisher="x", today=today, chosen=FOUR_PAGES)
    )
    return profile, draw(profile, pack)


def from_pack(extension: str, iso3: str, codes: Sequence[str], out: Path) -> None:
    """This tool, from the pack to the files."""
    from profiles.report.docx import to_docx
    from profiles.report.pdf import to_pdf

    write = to_pdf if extension == "pdf" else to_docx
    look_rarely()  # as in a run of many profiles
    pack = open_pack(Settings.from_environment(os.environ), iso3)
    for code in codes:
        (out / f"{code}.{extension}").write_bytes(write(*built(pack, code)))


def prepared(iso3: str, codes: Sequence[str], folder: Path) -> None:
    """All that the ways are given."""
    pack = open_pack(Settings.from_environment(os.environ), iso3)
    rows, pages = [], {}
    for code in codes:
        profile, pictures = built(pack, code)
        (folder / f"{code}.pickle").write_bytes(pickle.dumps((profile, pictures)))
        document = to_document(profile, pictures)
        page = _page(profile, document)
        pages[code] = page
        (folder / f"page_{code}.json").write_text(json.dumps(page), "utf-8")
        (folder / f"{code}.html").write_text(_html(page, document), "utf-8")
        for number, section in enumerate(document["sections"]):
            svg = next(block["svg"] for block in section["blocks"] if block["kind"] == "chart")
            (folder / f"{code}_{number}.svg").write_text(svg, "utf-8")
        rows += _rows(page)
    _geometry(pack, pages, rows, folder)


def _page(profile: Profile, document: Page) -> Page:
    """Words, tables and values of charts."""
    sections = []
    for section, part in zip(profile.sections, document["sections"], strict=True):
        tables = [
            [[c["label"] for c in block["columns"]], *(row["cells"] for row in block["rows"])]
            for block in part["blocks"]
            if block["kind"] == "table"
        ]
        charts = []
        for chart in section.charts:
            bars = [bar for bar in getattr(chart, "bars", ()) if bar.value is not None]
            labels = [bar.label for bar in bars] or [c[0] for c in tables[0][1:]]
            values = [bar.value for bar in bars] or [1.0] * len(labels)
            charts.append({"title": chart.words.title, "labels": labels, "values": values})
        said = [sentence["text"] for sentence in part["sentences"]]
        one = {"title": section.title, "said": said, "charts": charts, "tables": tables}
        sections.append(one)
    return {"code": profile.place_code, "name": profile.identity.name, "sections": sections}


def _html(page: Page, document: Page) -> str:
    """A plain page with charts and the map as SVG."""
    parts = [STYLE, f"<h1>{escape(page['name'])}</h1>"]
    for section, part in zip(page["sections"], document["sections"], strict=True):
        parts.append(f"<h2>{escape(section['title'])}</h2><ul>")
        parts += [f"<li>{escape(said)}</li>" for said in section["said"]]
        parts.append("</ul>")
        parts += [block["svg"] for block in part["blocks"] if block["kind"] != "table"]
        for table in section["tables"]:
            lines = ("".join(f"<td>{escape(c)}</td>" for c in row) for row in table)
            parts.append("<table>" + "".join(f"<tr>{line}</tr>" for line in lines) + "</table>")
    return "".join(parts)


def _rows(page: Page) -> list[Page]:
    """Tables as rows of one layer, as an atlas needs them."""
    return [
        {"code": page["code"], "section": number, "table": order}
        | {f"c{column}": (*line, *[""] * 5)[column] for column in range(5)}
        for number, section in enumerate(page["sections"])
        for order, table in enumerate(section["tables"])
        for line in table
    ]


def _geometry(pack: Pack, pages: dict[str, Page], rows: list[Page], folder: Path) -> None:
    """Places as polygons: of a picture 640 wide as JSON, and as a GeoPackage with all words."""
    import geopandas as gpd
    import pandas as pd

    from mapping.boundaries.read import read_boundaries

    boundaries = read_boundaries(pack.boundaries.entry(pack.iso3, AdminLevel.ADM2))
    frame = boundaries.frame[["place_code", "geometry"]].to_crs(3857)
    west, south, east, _ = frame.total_bounds
    unit = (east - west) / MAP_WIDTH
    frame["geometry"] = frame.geometry.simplify_coverage(unit / 2)
    drawn = [
        {
            "code": code,
            "class": number % CLASSES,
            "rings": [
                [
                    [round((x - west) / unit, 1), round((y - south) / unit, 1)]
                    for x, y in ring.coords
                ]
                for ring in (part.exterior for part in getattr(shape, "geoms", [shape]))
            ],
        }
        for number, (code, shape) in enumerate(zip(frame.place_code, frame.geometry, strict=True))
    ]
    (folder / "places.json").write_text(json.dumps(drawn), "utf-8")
    frame = frame.rename(columns={"place_code": "code"})
    frame["class"] = [number % CLASSES for number in range(len(frame))]
    frame["asked"] = [int(code in pages) for code in frame["code"]]
    for number in range(len(FOUR_PAGES)):
        parts = [pages[c]["sections"][number] if c in pages else {} for c in frame["code"]]
        frame[f"title{number}"] = [part.get("title", "") for part in parts]
        frame[f"said{number}"] = ["\n".join(part.get("said", ())) for part in parts]
    frame.to_file(folder / "pages.gpkg", layer="places")
    table = gpd.GeoDataFrame(pd.DataFrame(rows), geometry=[None] * len(rows), crs=3857)
    table.to_file(folder / "pages.gpkg", layer="rows")


def timed(words: Sequence[str]) -> tuple[float, float] | str:
    """Seconds of the processor and of the clock, or why there are none."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    mine = os.environ if words[0] == sys.executable else clean
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(words, check=False, capture_output=True, text=True, env=mine)
    clock, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        return (done.stderr.strip().splitlines() or ["failed"])[-1]
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, clock


def pages_of(out: Path) -> str:
    """How many pages a file has, where it is a PDF."""
    counts = [len(re.findall(rb"/Type\s*/Page\b", path.read_bytes())) for path in out.glob("*.pdf")]
    return f"{sum(counts) / len(counts):.1f}" if counts and sum(counts) else "\u2013"


def ways(asked: argparse.Namespace, codes: Sequence[str]) -> dict[str, list[str]]:
    """What is started; a folder with what it is given and one for its files come after it."""
    own = [sys.executable, __file__, "--pack", asked.pack, "--codes", ",".join(codes), "--own"]
    given = [sys.executable, str(OTHERS / "own_files.py")]
    library = [asked.libraries]
    return {
        "this tool, PDF": [*given, "pdf"],
        f"this tool {FROM_PACK}, PDF": [*own, "pdf"],
        "QGIS Atlas, PDF": [asked.qgis, str(OTHERS / "atlas.py")],
        "WeasyPrint, PDF": [*library, str(OTHERS / "web_pages.py")],
        "this tool, Word": [*given, "docx"],
        f"this tool {FROM_PACK}, Word": [*own, "docx"],
        "python-docx with pictures by matplotlib": [*library, str(OTHERS / "word_file.py")],
        "R Markdown, Word": ["Rscript", str(OTHERS / "report.R")],
        "notebook and nbconvert, HTML": [*library, str(OTHERS / "notebook.py")],
    }


def compare(asked: argparse.Namespace, codes: Sequence[str], folders: Sequence[Path]) -> None:
    """Run every way in a process of its own and print a table.

    Args:
        asked: From the command line.
        codes: Of the places.
        folders: What the ways are given, of a quarter of the places and of all.
    """
    heads = ["way", "pages", "s of processor", "clock s", "each more ms", "times this tool"]
    heads.append(f"times it {FROM_PACK}")
    print(f"| {' | '.join(heads)} |\n|{'---|' * len(heads)}")
    bases: dict[bool, tuple[float, float]] = {}  # of this tool: given the profiles, from the pack
    for name in ways(asked, codes):
        if asked.only and not any(one in name for one in asked.only.split(",")):
            continue
        runs = []
        for some, folder in zip((codes[: len(codes) // 4], codes), folders, strict=True):
            words = ways(asked, some)[name]
            with TemporaryDirectory() as out:
                runs.append(timed([*words, str(folder), out]) if shutil.which(words[0]) else "none")
                made = sum(1 for path in Path(out).iterdir() if path.suffix in FILES)
                pages = pages_of(Path(out))
        few, many = runs
        if isinstance(few, str) or isinstance(many, str) or made < len(codes):
            print(f"| {name} | {made} files: {many} | | | | | |", flush=True)
            continue
        more = 1000 * (many[0] - few[0]) / (len(codes) - len(codes) // 4)
        ratios = [f"{many[0] / whole:.1f}, {more / each:.1f}" for whole, each in bases.values()]
        if name.startswith("this tool"):
            bases[FROM_PACK in name], ratios = (many[0], more), ["\u2013", "\u2013"]
        figures = (pages, f"{many[0]:.1f}", f"{many[1]:.1f}", f"{more:.0f}", *ratios)
        print(f"| {name} | {' | '.join(figures)} |", flush=True)


def main() -> None:
    """Prepare what the others are given, then run every way."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pack", default="npl")
    parser.add_argument("--places", type=int, default=16)
    parser.add_argument("--libraries", default=sys.executable)
    parser.add_argument("--qgis", default="/usr/bin/python3")
    parser.add_argument("--only", default="", help="parts of the names of ways, between commas")
    parser.add_argument("--own", choices=("pdf", "docx"))
    parser.add_argument("--codes", default="")
    parser.add_argument("folders", nargs="*", type=Path)
    asked = parser.parse_args()
    if asked.own:
        from_pack(asked.own, asked.pack, asked.codes.split(","), asked.folders[1])
        return
    pack = open_pack(Settings.from_environment(os.environ), asked.pack)
    places = pack.gazetteer.at_level(AdminLevel.ADM2)[: asked.places]
    codes = [str(place.place_code) for place in places]
    with TemporaryDirectory() as few, TemporaryDirectory() as all_of_them:
        folders = (Path(few), Path(all_of_them))
        for some, folder in zip((codes[: len(codes) // 4], codes), folders, strict=True):
            prepared(asked.pack, some, folder)
        compare(asked, codes, folders)


if __name__ == "__main__":
    main()
