"""Profiles of many places: a pool of processes, each with the pack open once."""

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mapping.errors import ToolError, UnknownPlaceError, listed
from mapping.places import AdminLevel
from mapping.settings import Settings
from profiles.profile import build_profile, check_language
from profiles.report.files import check_formats, write_profile

if TYPE_CHECKING:
    from profiles.pack import Pack

WORTH_A_PROCESS: Final = 8  # profiles: fewer are made sooner than a process starts
FEWEST_PROCESSES: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What every profile of one run has in common; it travels to other processes."""

    settings: Settings
    iso3: str
    out_dir: Path
    formats: tuple[str, ...]
    today: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """One profile that could not be made, and why; the others went on."""

    place_code: str
    language: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One profile of a run: its files, or why there are none."""

    place_code: str
    language: str
    paths: tuple[Path, ...] = ()
    failure: Failure | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchReport:
    """What a run made: every place and language asked for is in one of the two."""

    made: tuple[Outcome, ...]
    failures: tuple[Failure, ...]

    @property
    def paths(self) -> tuple[Path, ...]:
        """Every file written, in the order of places and languages."""
        return tuple(path for outcome in self.made for path in outcome.paths)


Progress = Callable[[int, int], None]
"""Called with how many profiles are done and how many there are."""


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
    today: date,
    on_progress: Progress | None = None,
) -> BatchReport:
    """Write the profiles of all places of a level, or of those named.

    Args:
        settings: Of this installation.
        iso3: The country.
        level: The level of the places.
        out_dir: Where the files go; each is written whole or not at all.
        formats: See `profiles.report.files.FORMATS`.
        languages: A profile in each.
        places: Codes; all of the level when none is named.
        jobs: Processes; one a core when nothing is said, none for a few profiles.
        today: Printed on each profile.
        on_progress: Told after each profile.

    Raises:
        UnknownPackError, UnknownLevelError, UnknownPlaceError, UnknownChoiceError: nothing was
        made. A single place that fails is in the report, and the others go on.
    """
    from profiles.pack import open_pack  # the parent opens it to check what is asked

    pack = open_pack(settings, iso3)
    wanted = check_formats(formats)
    for language in languages:
        check_language(language)
    codes = _codes(pack, level, places)
    order = Order(settings=settings, iso3=pack.iso3, out_dir=out_dir, formats=wanted, today=today)
    work = [(code, language) for code in codes for language in languages]
    tell = on_progress or (lambda _done, _all: None)
    outcomes: dict[tuple[str, str], Outcome] = {}
    for outcome in _outcomes(pack, order, work, jobs):
        outcomes[outcome.place_code, outcome.language] = outcome
        tell(len(outcomes), len(work))
    in_order = [outcomes[key] for key in work]
    return BatchReport(
        made=tuple(outcome for outcome in in_order if outcome.failure is None),
        failures=tuple(outcome.failure for outcome in in_order if outcome.failure is not None),
    )


def _codes(pack: "Pack", level: AdminLevel, places: Sequence[str]) -> tuple[str, ...]:
    pack.check_level(level)
    here = tuple(str(place.place_code) for place in pack.gazetteer.at_level(level))
    for code in places:
        if code not in here:
            raise UnknownPlaceError(asked=code, pack=f"{pack.iso3}:{level}", available=listed(here))
    return tuple(dict.fromkeys(places)) or here


def _outcomes(
    pack: "Pack", order: Order, work: Sequence[tuple[str, str]], jobs: int | None
) -> Iterator[Outcome]:
    processes = min(jobs or os.cpu_count() or 1, len(work))
    few = jobs is None and len(work) < WORTH_A_PROCESS
    if processes < FEWEST_PROCESSES or few:
        for code, language in work:
            yield make(pack, order, code, language)
        return
    # A copy of this process would share its threads' locks; a new one does not.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, context, _open_once, (order,)) as pool:
        yield from _as_they_come(pool, work)


def _as_they_come(pool: Executor, work: Sequence[tuple[str, str]]) -> Iterator[Outcome]:
    running: list[Future[Outcome]] = [
        pool.submit(_make_here, code, language) for code, language in work
    ]
    try:
        for future in as_completed(running):
            yield future.result()
    finally:
        for future in running:
            future.cancel()


_opened: "dict[str, tuple[Pack, Order]]" = {}  # of a worker process: filled once, then only read


def _open_once(order: Order) -> None:
    from profiles.pack import open_pack  # in the worker

    _opened["here"] = (open_pack(order.settings, order.iso3), order)


def _make_here(place_code: str, language: str) -> Outcome:
    pack, order = _opened["here"]
    return make(pack, order, place_code, language)


def make(pack: "Pack", order: Order, place_code: str, language: str) -> Outcome:
    """One profile of a run; what goes wrong with it is part of the outcome."""
    try:
        profile = build_profile(
            pack,
            place_code,
            language=language,
            publisher=order.settings.publisher,
            today=order.today,
        )
        paths = write_profile(profile, pack, order.out_dir, order.formats)
    except ToolError as error:
        failure = Failure(place_code=place_code, language=language, reason=str(error))
        return Outcome(place_code=place_code, language=language, failure=failure)
    return Outcome(place_code=place_code, language=language, paths=paths)
