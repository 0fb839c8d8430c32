"""How fast profiles become PDF, beside a fresh Typst compiler for each and a plain template.

    python benchmarks/profiles_pdf.py [--pack npl] [--places 18]

The comparable profile is cut to four pages: head with a small map, the sentences of four sections,
a map, three charts, two tables. With a chart and the leading tables of each section it has five.
One process and one core, in seconds of its processor: other work on the machine does not count. The
pack is open and boundaries are projected before the clock starts, as in a batch. Each row makes
places of its own, for Typst keeps what it has set before.
"""

import argparse
import gc
import io
import json
import os
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import typst

from mapping.places import AdminLevel
from mapping.settings import Settings
from profiles.garbage import look_rarely
from profiles.pack import Pack, open_pack
from profiles.profile import build_profile
from profiles.report import pdf, typesetting
from profiles.report.document import Pictures, to_document
from profiles.report.html import to_html
from profiles.report.pictures import draw
from profiles.report.typesetting import FONTS
from profiles.sections.profile import Profile

FOUR_PAGES = ("key_facts", "context", "internal_levels", "international")
MAPPED = 6
CHARTED, TABLED = (1, 3, 6), (3, 6)
PLAIN = Path(__file__).parent / "plain_profile.typ"


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


def compiled(compiler: typst.Compiler, profile: Profile, pictures: Pictures) -> bytes:
    """A profile set plainly."""
    document = to_document(profile, pictures, printed=True)
    inputs = {"data": json.dumps(document, ensure_ascii=False)}
    made = compiler.compile(format="pdf", sys_inputs=inputs)
    assert isinstance(made, bytes)  # noqa: S101 - one file
    return made


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

    def with_plain_template(self, profile: Profile) -> bytes:
        """Maps and most of the rest, set plainly."""
        return compiled(self.plain, profile, draw(profile, self.pack))


def measured(jobs: Sequence[Callable[[], bytes]]) -> tuple[float, int]:
    """Seconds for all but the first, which warms up, and the pages they made."""
    import pypdf  # not with the process that `beside_others` measures: only pages are counted by it

    jobs[0]()
    start = time.process_time()
    made = [job() for job in jobs[1:]]
    seconds = time.process_time() - start
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
    parser.add_argument("--places", type=int, default=18)
    asked = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    pack: Pack = open_pack(Settings.from_environment(os.environ), asked.pack)
    gc.freeze()  # as in a run of many profiles
    look_rarely()
    level = AdminLevel(max(pack.levels))
    codes = [str(place.place_code) for place in pack.gazetteer.at_level(level)]
    each = min(asked.places, len(codes) // 4)
    first, second, third, fourth = (codes[n * each : (n + 1) * each] for n in range(4))
    ways = Ways(pack)
    ways.all_from_pack(codes[-1])
    print("| one core | pages each | ms each | profiles a second | pages a second |")
    print("|---|---|---|---|---|")

    def row(name: str, way: Callable[..., bytes], places: Sequence[str | Profile]) -> None:
        seconds, pages = measured([partial(way, place) for place in places])
        print(_row(name, len(places) - 1, seconds, pages), flush=True)

    row("PDF, four pages, from the pack to the file", ways.brief_from_pack, first)
    row("of it: the profile as data", ways.data_only, second)
    briefs = [short(ways.built(code, FOUR_PAGES)) for code in (*second, *third, *fourth)]
    row("of it: maps and PDF", ways.brief, briefs[:each])
    row("maps and PDF, a fresh compiler for each", ways.fresh, briefs[each : 2 * each])
    row("maps and PDF, a plain template, untagged", ways.with_plain_template, briefs[2 * each :])
    row("PDF, five pages, from the pack to the file", ways.longer_from_pack, fourth)
    row("PDF, all sections, from the pack to the file", ways.all_from_pack, second[:8])
    row("HTML, all sections, from the pack to the file", ways.page_from_pack, third)


if __name__ == "__main__":
    main()
