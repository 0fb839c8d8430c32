"""How fast profiles become PDF, against a fresh Typst compiler for each: one run, one table.

    python benchmarks/profiles_pdf.py [--pack npl] [--places 24]

The comparable profile is cut to about four pages: head, one map, three charts, a few tables. One
process and one core; geometry is read and projected before the clock starts, as in a batch.
"""

import argparse
import io
import json
import os
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pypdf
import typst

from mapping.places import AdminLevel
from mapping.settings import Settings
from profiles.pack import Pack, open_pack
from profiles.profile import Profile, build_profile
from profiles.report import pdf
from profiles.report.document import Pictures, to_document
from profiles.report.html import to_html
from profiles.report.pictures import draw

FOUR_PAGES = {0, 1, 3, 6}
MAPPED = 6
CHARTS, TABLES = 1, 1


def short(profile: Profile) -> Profile:
    """About four pages of a profile: a map, a few charts and tables."""
    sections = tuple(
        replace(
            section,
            charts=section.charts[:CHARTS],
            tables=section.tables[: TABLES + (section.number == 0)],
            maps=section.maps if section.number == MAPPED else (),
        )
        for section in profile.sections
        if section.number in FOUR_PAGES
    )
    return replace(profile, sections=sections)


def with_fresh_compiler(profile: Profile, pictures: Pictures) -> bytes:
    """The plain way: everything set up again for each document."""
    compiler = typst.Compiler(
        str(pdf.TEMPLATE),
        root=str(pdf.TEMPLATE.parent),
        font_paths=[str(pdf.FONTS)],
        ignore_system_fonts=True,
    )
    inputs = {"data": json.dumps(to_document(profile, pictures), ensure_ascii=False)}
    made = compiler.compile(format="pdf", sys_inputs=inputs, pdf_standards=pdf.STANDARD)
    assert isinstance(made, bytes)  # noqa: S101 - one file
    return made


def measured(jobs: list[Callable[[], bytes]]) -> tuple[float, int]:
    """Seconds for all jobs, and the pages they made."""
    jobs[0]()
    start = time.perf_counter()
    made = [job() for job in jobs]
    seconds = time.perf_counter() - start
    pages = sum(
        len(pypdf.PdfReader(io.BytesIO(one)).pages) for one in made if one.startswith(b"%PDF")
    )
    return seconds, pages


def _row(name: str, count: int, seconds: float, pages: int) -> str:
    speed = f"{pages / seconds:.0f}" if pages else "\u2013"
    each = f"{pages / count:.1f}" if pages else "\u2013"
    return f"| {name} | {each} | {1000 * seconds / count:.1f} | {count / seconds:.1f} | {speed} |"


def main() -> None:
    """Measure and print a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pack", default="npl")
    parser.add_argument("--places", type=int, default=24)
    asked = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    pack: Pack = open_pack(Settings.from_environment(os.environ), asked.pack)
    level = AdminLevel(max(pack.levels))
    codes = [place.place_code for place in pack.gazetteer.at_level(level)][: asked.places]

    def built(code: str) -> Profile:
        return build_profile(pack, code, language="en", publisher="x", today=date(2026, 1, 1))

    full = [(profile, draw(profile, pack)) for profile in map(built, codes)]
    brief = [(short(profile), pictures) for profile, pictures in full]
    ways: dict[str, list[Callable[[], bytes]]] = {
        "build the profile (data only)": [lambda c=c: built(c).title.encode() for c in codes],
        "maps as SVG": [lambda p=p: repr(draw(p, pack)).encode() for p, _ in full],
        "HTML, all sections": [lambda p=p, s=s: to_html(p, s).encode() for p, s in full],
        "PDF, four pages, one compiler": [lambda p=p, s=s: pdf.to_pdf(p, s) for p, s in brief],
        "PDF, four pages, a fresh compiler each": [
            lambda p=p, s=s: with_fresh_compiler(p, s) for p, s in brief
        ],
        "PDF, all sections, one compiler": [lambda p=p, s=s: pdf.to_pdf(p, s) for p, s in full],
    }
    print("| one core | pages each | ms each | profiles a second | pages a second |")
    print("|---|---|---|---|---|")
    for name, jobs in ways.items():
        seconds, pages = measured(jobs)
        print(_row(name, len(jobs), seconds, pages))


if __name__ == "__main__":
    main()
