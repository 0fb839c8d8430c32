"""The same profiles of about four pages made by this tool and by what people use today.

    python benchmarks/beside_others.py [--pack npl] [--places 8]

Each way is a process of its own, from its start to its last file, in seconds of its processor.
What all ways share, opening the pack and building the profile, is a way too ("nothing written");
the others need `pip install weasyprint python-docx matplotlib`, and are left out without.
"""

import argparse
import importlib.util
import io
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.profiles_pdf import short
from mapping.places import AdminLevel
from mapping.settings import Settings
from profiles.evidence.provenance import Number
from profiles.pack import open_pack
from profiles.profile import Profile, build_profile
from profiles.report.document import Pictures
from profiles.report.pictures import draw
from profiles.sections.model import BarChart, Chart

Writer = Callable[[Profile, Pictures], bytes]


def nothing(_profile: Profile, _pictures: Pictures) -> bytes:
    """What all ways share, and no file."""
    return b""


def ours(extension: str) -> Writer:
    """This tool's own, in a format."""

    def write(profile: Profile, pictures: Pictures) -> bytes:
        from profiles.report.docx import to_docx
        from profiles.report.pdf import to_pdf

        return to_pdf(profile, pictures) if extension == "pdf" else to_docx(profile, pictures)

    return write


def weasyprint(profile: Profile, pictures: Pictures) -> bytes:
    """Our page of a profile with what opens for its numbers, printed by WeasyPrint."""
    from weasyprint import HTML

    from profiles.report.html import to_html

    return bytes(HTML(string=to_html(profile, pictures)).write_pdf())


def python_docx(profile: Profile, _pictures: Pictures) -> bytes:
    """Headings, sentences, tables, and each chart as a picture by matplotlib; no maps."""
    from docx import Document
    from docx.shared import Cm

    document = Document()
    document.add_heading(profile.identity.name, 0)
    for section in profile.sections:
        document.add_heading(section.title, 1)
        for sentence in section.sentences:
            document.add_paragraph(sentence.text, style="List Bullet")
        for chart in section.charts:
            document.add_picture(io.BytesIO(picture(chart)), width=Cm(16))
        for table in section.tables:
            cells = document.add_table(len(table.rows) + 1, len(table.columns))
            lines = [[c.label for c in table.columns]]
            lines += [[_text(cell) for cell in row.cells] for row in table.rows]
            for row, line in zip(cells.rows, lines, strict=True):
                for cell, text in zip(row.cells, line, strict=True):
                    cell.text = text
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def picture(chart: Chart) -> bytes:
    """Bars; of any other chart a line of as many values."""
    import matplotlib as mpl

    mpl.use("Agg")
    import matplotlib.pyplot as plt

    bars = chart.bars if isinstance(chart, BarChart) else ()
    figure, axes = plt.subplots(figsize=(6.3, 2.6))
    axes.barh([bar.label for bar in bars] or ["a"], [bar.value or 0.0 for bar in bars] or [1.0])
    axes.set_title(chart.words.title)
    buffer = io.BytesIO()
    figure.savefig(buffer, dpi=150)
    plt.close(figure)
    return buffer.getvalue()


def _text(cell: Number | str) -> str:
    return cell.text if isinstance(cell, Number) else cell


WAYS: dict[str, tuple[Writer, tuple[str, ...]]] = {
    "nothing written": (nothing, ()),
    "this tool, PDF": (ours("pdf"), ()),
    "WeasyPrint, PDF": (weasyprint, ("weasyprint",)),
    "this tool, Word": (ours("docx"), ()),
    "python-docx, pictures of charts": (python_docx, ("docx", "matplotlib")),
}


def run(way: str, iso3: str, count: int, folder: Path) -> None:
    """Make the profiles one way."""
    settings = Settings.from_environment(os.environ)
    pack = open_pack(settings, iso3)
    for place in pack.gazetteer.at_level(AdminLevel.ADM2)[:count]:
        made = build_profile(
            pack, place.place_code, language="en", publisher="x", today=date(2026, 11, 22)
        )
        profile = short(made)
        (folder / place.place_code).write_bytes(WAYS[way][0](profile, draw(profile, pack)))


def main() -> None:
    """Run every way in a process of its own and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pack", default="npl")
    parser.add_argument("--places", type=int, default=8)
    parser.add_argument("--way")
    asked = parser.parse_args()
    with TemporaryDirectory() as folder:
        if asked.way:
            run(asked.way, asked.pack, asked.places, Path(folder))
            return
    print("| way | s of processor, whole process | ms a profile, less what all share |")
    print("|---|---|---|")
    shared = 0.0
    for way, (_, needed) in WAYS.items():
        if any(importlib.util.find_spec(name) is None for name in needed):
            print(f"| {way} | not installed | |")
            continue
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        words = ["--pack", asked.pack, "--places", str(asked.places), "--way", way]
        subprocess.run([sys.executable, __file__, *words], check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        took = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        shared = shared or took
        print(f"| {way} | {took:.1f} | {1000 * (took - shared) / asked.places:.0f} |", flush=True)


if __name__ == "__main__":
    main()
