"""Profiles of many places: on a pool of processes, or on a cluster; the pack is opened once each.

The processes of this machine write their files themselves. The workers of a cluster send theirs
back, and they are written here: nothing but the packs has to be shared with them.
"""

import os
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mapping.errors import UnknownPlaceError, listed
from mapping.i18n import N_, Translator
from mapping.places import AdminLevel
from mapping.settings import Settings
from profiles.outline.sections import ONE_PAGE
from profiles.profile import check_language
from profiles.report.brand import PLAIN, Brand
from profiles.report.files import check_formats, write_files
from profiles.report.folder import begin, finish, write_index, write_zip
from profiles.report.names import file_stem
from profiles.report.processes import in_processes
from profiles.report.work import Failure, Order, Outcome, make, taken_up, written
from profiles.sections.edition import check_sections

if TYPE_CHECKING:
    from profiles.pack import Pack

WORTH_A_PROCESS: Final = 8  # profiles: fewer are made sooner than a process starts
FEWEST_PROCESSES: Final = 2
MOST_PROCESSES: Final = 61  # Windows waits for no more at once
INDEX_TITLE: Final = N_("Local migration profiles: {country}, {units}")


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchReport:
    """What a run made: every place and language asked for is in one of the two."""

    made: tuple[Outcome, ...]
    failures: tuple[Failure, ...]
    is_whole: bool = True  # False: it was paused, and the same run asked for again goes on
    index: Path | None = None  # the page that lists the files, once all are made
    books: tuple[Path, ...] = ()

    @property
    def paths(self) -> tuple[Path, ...]:
        """Every file written, in the order of places and languages."""
        return (*self.books, *(path for outcome in self.made for path in outcome.paths))


Progress = Callable[[int, int], None]
"""Called with how many profiles are done and how many there are."""

GoOn = Callable[[], bool]
"""Asked after each profile whether to make the next."""


def write_profiles(  # noqa: PLR0913 - what a run is about
    settings: Settings,
    iso3: str,
    level: AdminLevel,
    out_dir: Path,
    formats: Sequence[str],
    *,
    languages: Sequence[str] = ("en",),
    places: Sequence[str] = (),
    jobs: int | None = None,
    scheduler: str = "",
    switched_off: Mapping[str, Mapping[str, str]] | None = None,
    chosen: Sequence[str] = (),
    earlier: Path | None = None,
    brand: Brand = PLAIN,
    book: bool = False,
    archive: Path | None = None,
    today: date,
    on_progress: Progress | None = None,
    go_on: GoOn = lambda: True,
) -> BatchReport:
    """Write the profiles of all places of a level, or of those named, and a page that lists them.

    A run of the same edition that did not come to its end is taken up: see `report.folder`.

    Args:
        settings: Of this installation.
        iso3: The country.
        level: The level of the places.
        out_dir: Where the files go; each is written whole or not at all.
        formats: See `profiles.report.files.FORMATS`.
        languages: A profile in each.
        places: Codes; all of the level when none is named.
        jobs: Processes; one a core when nothing is said, none for a few profiles.
        scheduler: Address of a Dask scheduler, whose workers make the profiles.
        switched_off: By language, sections that keep their title only, and the printed reason.
        chosen: Sections by their id; all where none is named.
        earlier: A folder of profiles as JSON; what changed since them is told.
        brand: The look of who publishes them.
        book: Whether a book of all places is made as well, in each language.
        archive: Where all files are put into one as well.
        today: Printed on each profile, unless a run of an earlier day is taken up.
        on_progress: Told at the start and after each profile.
        go_on: Asked after each profile; the run is paused by False.

    Raises:
        UnknownPackError, UnknownLevelError, UnknownPlaceError, UnknownChoiceError: nothing was
        made. A single place that fails is in the report, and the others go on.
        UnreachableSchedulerError: no cluster answers there.
        ProcessesEndedError: the processes were killed one after the other.
    """
    from profiles.pack import open_pack  # the parent opens it to check what is asked

    pack = open_pack(settings, iso3)
    wanted = check_formats(formats)
    for language in languages:
        check_language(language)
    codes = _codes(pack, level, places)
    order = Order(
        settings=settings,
        iso3=pack.iso3,
        out_dir=out_dir,
        formats=wanted,
        today=today,
        fingerprint=pack.fingerprint,
        switched_off=switched_off or {},
        chosen=check_sections(chosen),
        earlier=earlier,
        brand=brand,
    )
    order = replace(order, today=begin(out_dir, _edition(order), today))
    work = [(code, language) for code in codes for language in languages]
    tell = on_progress or (lambda _done, _all: None)
    outcomes = taken_up(pack, order, work)
    tell(len(outcomes), len(work))
    open_work = [key for key in work if key not in outcomes]
    with closing(_outcomes(pack, order, open_work, jobs, scheduler)) as coming:
        for outcome in coming:
            outcomes[outcome.place_code, outcome.language] = outcome
            tell(len(outcomes), len(work))
            if not go_on():
                break
    report = _report([outcomes[key] for key in work if key in outcomes])
    if len(outcomes) < len(work) or report.failures:
        return replace(report, is_whole=len(outcomes) == len(work))
    books = _books(pack, level, order, languages, codes) if book else ()
    report = _indexed(pack, level, order, languages[0], replace(report, books=books))
    if archive and report.index:
        write_zip(archive, [report.index, *report.paths])
    finish(out_dir)  # last: with no space for the archive, the next run makes that alone
    return report


def _edition(order: Order) -> tuple[object, ...]:
    """What all profiles of a run depend on; when any of it changes, all are made anew."""
    off = sorted((name, *sorted(texts.items())) for name, texts in order.switched_off.items())
    return (
        order.fingerprint,
        order.settings.publisher,
        off,
        order.chosen,
        order.earlier,
        repr(order.brand),
    )


def _books(
    pack: "Pack", level: AdminLevel, order: Order, languages: Sequence[str], codes: Sequence[str]
) -> tuple[Path, ...]:
    """A book in each language; of the sections chosen, or a page a place."""
    from profiles.report.book import BookOrder, to_book  # few runs make one

    paths: list[Path] = []
    for language in languages:
        asked = BookOrder(
            level=level,
            language=language,
            today=order.today,
            places=tuple(codes),
            chosen=order.chosen or ONE_PAGE,
            brand=order.brand,
        )
        name = f"{file_stem(pack.iso3, level, 'book', language)}.pdf"
        paths += write_files([(name, to_book(pack, order.settings, asked))], order.out_dir)
    return tuple(paths)


def _indexed(
    pack: "Pack", level: AdminLevel, order: Order, language: str, report: BatchReport
) -> BatchReport:
    """The report of a run with the page that lists its files."""
    country = pack.gazetteer.country.name_in(language)
    units = pack.boundaries.entry(pack.iso3, level).unit_name_in(language, plural=True)
    title = Translator(language).text(INDEX_TITLE, country=country, units=units)
    rows = [
        (pack.gazetteer.place(o.place_code).name_in(language), o.language, o.paths)
        for o in report.made
    ]
    books = [(title, path.stem.rpartition("_")[2], (path,)) for path in report.books]
    index = write_index(order.out_dir, title, [*books, *rows], language)
    return replace(report, index=index)


def _report(outcomes: Sequence[Outcome]) -> BatchReport:
    return BatchReport(
        made=tuple(outcome for outcome in outcomes if outcome.failure is None),
        failures=tuple(outcome.failure for outcome in outcomes if outcome.failure is not None),
    )


def _codes(pack: "Pack", level: AdminLevel, places: Sequence[str]) -> tuple[str, ...]:
    pack.check_level(level)
    here = tuple(str(place.place_code) for place in pack.gazetteer.at_level(level))
    for code in places:
        if code not in here:
            raise UnknownPlaceError(asked=code, pack=f"{pack.iso3}:{level}", available=listed(here))
    return tuple(dict.fromkeys(places)) or here


def _outcomes(
    pack: "Pack", order: Order, work: Sequence[tuple[str, str]], jobs: int | None, scheduler: str
) -> Generator[Outcome, None, None]:
    if scheduler:
        from profiles.report.cluster import on_cluster  # an extra that few have

        for outcome in on_cluster(scheduler, make, order, work):
            yield written(order, outcome)
        return
    processes = min(jobs or os.cpu_count() or 1, len(work), MOST_PROCESSES)
    few = jobs is None and len(work) < WORTH_A_PROCESS
    if processes < FEWEST_PROCESSES or few:
        for code, language in work:
            yield written(order, make(order, code, language, pack))
        return
    yield from in_processes(pack, order, work, processes)
