"""How fast profiles become PDF, beside a fresh Typst compiler for each and a plain template.

    python benchmarks/profiles_pdf.py [--pack npl] [--places 18]

The comparable profile is cut to four pages: head with a small map, the sentences of four sections,
a map, three charts, two tables. With a chart and the leading tables of each section it has five.
One process and one core; medians, in seconds of its processor: other work on the machine does not
count. The ways take turns, some profiles each, so that slow minutes of the machine are shared. The
pack is open and boundaries are projected before the clock starts, as in a batch. Each row makes
places of its own, for Typst keeps what it has set before.
"""

import argparse
import gc
import json
import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from statistics import median

import typst

from mapping.places import AdminLevel
from mapping.settings import Settings
from profiles.garbage import look_rarely
from profiles.pack import Pack, open_pack
from profiles.profile import build_profile
from profiles.report import pdf, typesetting
from profiles.report.document import to_document
from profiles.report.html import to_html
from profiles.report.pictures import draw
from profiles.report.typesetting import FONTS
from profiles.sections.whole import Profile

FOUR_PAGES = ("key_facts", "context", "internal_levels", "international")
MAPPED = 6
CHARTED, TABLED = (1, 3, 6), (3, 6)
ROUNDS = 3
PLAIN = Path(__file__).parent / "plain_profile.typ"


@contextmanager
def one_core() -> Iterator[None]:
    """Keeps this process, and what it starts, to one core, where the system can."""
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(cores)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, cores)


def short(profile: Profile) -> Profile:
    """Four pages of four sections: a map, three charts, two tables, all sentences."""
    sections = tuple(
        replace(
            section,
            charts=section.charts[: section.number in CHARTED],
            tables=section.tables[: section.number in TABLED],
            maps=section.maps if section.number == MAPPED else (),
        )
        for section in profile.sections
    )
    return replace(profile, sections=sections)


def longer(profile: Profile) -> Profile:
    """Five pages of four sections: a map, four charts, five tables, all sentences."""
    sections = tuple(
        replace(
            section,
            charts=section.charts[:1],
            tables=section.tables[: 1 + (section.number == 0)],
            maps=section.maps if section.number == MAPPED else (),
        )
        for section in profile.sections
    )
    return replace(profile, sections=sections)


def compiler_of(template: Path) -> typst.Compiler:
    """A compiler with the fonts of a profile."""
    return typst.Compiler(
        str(template),
        root=str(template.parent),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
    )


class Ways:
    """What is measured; each takes the code of a place and gives a file."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.plain = compiler_of(PLAIN)

    def built(self, code: str, chosen: Sequence[str] = ()) -> Profile:
        """A profile as data."""
        today = date(2026, 1, 1)
        return build_profile(
            self.pack, code, language="en", publisher="x", today=today, chosen=chosen
        )

    def data_only(self, code: str) -> bytes:
        """Four sections of it, counted as a file."""
        return self.built(code, FOUR_PAGES).title.encode()

    def brief_from_pack(self, code: str) -> bytes:
        """All that there is to do for four pages."""
        return self.brief(short(self.built(code, FOUR_PAGES)))

    def longer_from_pack(self, code: str) -> bytes:
        """All that there is to do for five pages."""
        return self.brief(longer(self.built(code, FOUR_PAGES)))

    def all_from_pack(self, code: str) -> bytes:
        """All that there is to do for all sections."""
        return self.brief(self.built(code))

    def page_from_pack(self, code: str) -> bytes:
        """The same as HTML."""
        profile = self.built(code)
        return to_html(profile, draw(profile, self.pack)).encode()

    def brief(self, profile: Profile) -> bytes:
        """Maps and PDF of a profile."""
        return pdf.to_pdf(profile, draw(profile, self.pack))

    def fresh(self, profile: Profile) -> bytes:
        """The same with everything set up anew."""
        typesetting._compiler.cache_clear()  # noqa: SLF001 - what is kept is the point here
        return self.brief(profile)

    def web_document(self, profile: Profile) -> str:
        """What a plain template is given: pictures are whole, with their words."""
        return json.dumps(to_document(profile, draw(profile, self.pack)), ensure_ascii=False)

    def plainly(self, document: str) -> bytes:
        """Sentences, pictures and tables set plainly."""
        made = self.plain.compile(format="pdf", sys_inputs={"data": document})
        assert isinstance(made, bytes)  # noqa: S101 - one file
        return made


class Row:
    """One way, and what it takes a file: seconds of the processor, pages."""

    def __init__(
        self, name: str, way: Callable[..., bytes], given: Iterable[str | Profile]
    ) -> None:
        self.name = name
        self.jobs = [partial(way, each) for each in given]
        self.seconds: list[float] = []
        self.pages: list[int] = []

    def run(self, part: int) -> None:
        """Makes one part of its files; the first sets up what the row before put away."""
        share = len(self.jobs) // ROUNDS
        first, *others = self.jobs[part * share : (part + 1) * share]
        first()
        for job in others:
            start = time.process_time()
            made = job()
            self.seconds.append(time.process_time() - start)
            self.pages.append(len(pdf.PAGE.findall(made)) if made.startswith(b"%PDF") else 0)

    def each(self) -> float:
        """Seconds of the processor a file."""
        return median(self.seconds)

    def said(self) -> str:
        """A row of a Markdown table."""
        each, pages = self.each(), median(self.pages)
        there, speed = (f"{pages:.0f}", f"{pages / each:.0f}") if pages else ("\u2013", "\u2013")
        return f"| {self.name} | {there} | {1000 * each:.1f} | {1 / each:.1f} | {speed} |"


def plain_row(ways: Ways, codes: Iterable[str]) -> Row:
    """The plain way with places of its own."""
    briefs = (short(ways.built(code, FOUR_PAGES)) for code in codes)
    documents = [ways.web_document(brief) for brief in briefs]
    return Row("PDF alone, a plain template, given its pictures", ways.plainly, documents)


def rows_of(ways: Ways, codes: Sequence[str]) -> list[Row]:
    """Each with places of its own."""
    each = len(codes) // 4
    first, second, third, fourth = (codes[n * each : (n + 1) * each] for n in range(4))
    briefs = [short(ways.built(code, FOUR_PAGES)) for code in (*second, *third)]
    return [
        Row("PDF, four pages, from the pack to the file", ways.brief_from_pack, first),
        Row("of it: the profile as data", ways.data_only, second),
        Row("of it: maps and PDF", ways.brief, briefs[:each]),
        Row("maps and PDF, a fresh compiler for each", ways.fresh, briefs[each:]),
        plain_row(ways, fourth),
        Row("PDF, five pages, from the pack to the file", ways.longer_from_pack, fourth),
        Row("PDF, all sections, from the pack to the file", ways.all_from_pack, second),
        Row("HTML, all sections, from the pack to the file", ways.page_from_pack, third),
    ]


def main() -> None:
    """Measure and print a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pack", default="npl")
    parser.add_argument("--places", type=int, default=18, help="of each row")
    asked = parser.parse_args()
    pack: Pack = open_pack(Settings.from_environment(os.environ), asked.pack)
    gc.freeze()  # as in a run of many profiles
    look_rarely()
    level = AdminLevel(max(pack.levels))
    codes = [str(place.place_code) for place in pack.gazetteer.at_level(level)]
    codes = codes[: 4 * asked.places]
    if len(codes) < 4 * 2 * ROUNDS:
        parser.error(f"too few places: each row makes {2 * ROUNDS} or more of its own")
    with one_core():
        ways = Ways(pack)
        ways.all_from_pack(codes[-1])
        rows = rows_of(ways, codes)
        for part in range(ROUNDS):
            for row in rows:
                row.run(part)
    print("| one core | pages each | ms each | profiles a second | pages a second |")
    print("|---|---|---|---|---|")
    for row in rows:
        print(row.said())


if __name__ == "__main__":
    main()
