"""Profiles of many places: on a pool of processes, or on a cluster; the pack is opened once each.

The processes of this machine write their files themselves. The workers of a cluster send theirs
back, and they are written here: nothing but the packs has to be shared with them.
"""

import multiprocessing
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, as_completed
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mapping.errors import OtherPackError, ToolError, UnknownPlaceError, listed
from mapping.places import AdminLevel
from mapping.settings import Settings
from profiles.profile import build_profile, check_language
from profiles.report.files import check_formats, profile_files, write_files

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
    fingerprint: str  # of the pack: a worker with another one makes nothing
    switched_off: Mapping[str, Mapping[str, str]]  # by language: sections and the printed reason


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
    files: tuple[tuple[str, bytes], ...] = field(default=(), repr=False)  # not written yet
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
    scheduler: str = "",
    switched_off: Mapping[str, Mapping[str, str]] | None = None,
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
        scheduler: Address of a Dask scheduler, whose workers make the profiles.
        switched_off: By language, sections that keep their title only, and the printed reason.
        today: Printed on each profile.
        on_progress: Told after each profile.

    Raises:
        UnknownPackError, UnknownLevelError, UnknownPlaceError, UnknownChoiceError: nothing was
        made. A single place that fails is in the report, and the others go on.
        UnreachableSchedulerError: no cluster answers there.
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
    )
    work = [(code, language) for code in codes for language in languages]
    tell = on_progress or (lambda _done, _all: None)
    outcomes: dict[tuple[str, str], Outcome] = {}
    for outcome in _outcomes(pack, order, work, jobs, scheduler):
        outcomes[outcome.place_code, outcome.language] = outcome
        tell(len(outcomes), len(work))
    return _report([outcomes[key] for key in work])


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
) -> Iterator[Outcome]:
    if scheduler:
        from profiles.report.cluster import on_cluster  # an extra that few have

        for outcome in on_cluster(scheduler, make, order, work):
            yield _written(order, outcome)
        return
    processes = min(jobs or os.cpu_count() or 1, len(work))
    few = jobs is None and len(work) < WORTH_A_PROCESS
    if processes < FEWEST_PROCESSES or few:
        for code, language in work:
            yield _written(order, make(order, code, language, pack))
        return
    # A copy of this process would share its threads' locks; a new one does not.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, context) as pool:
        yield from _as_they_come(pool, order, work)


def _as_they_come(
    pool: Executor, order: Order, work: Sequence[tuple[str, str]]
) -> Iterator[Outcome]:
    running: list[Future[Outcome]] = [
        pool.submit(make_and_write, order, code, language) for code, language in work
    ]
    try:
        for future in as_completed(running):
            yield future.result()
    finally:
        for future in running:
            future.cancel()


@lru_cache(maxsize=4)
def _pack_of(settings: Settings, iso3: str, fingerprint: str) -> "Pack":
    """The pack, opened once a process.

    Raises:
        OtherPackError: it is not the one the run was asked from.
    """
    from profiles.pack import open_pack  # where it is needed

    pack = open_pack(settings, iso3)
    if pack.fingerprint != fingerprint:
        raise OtherPackError(pack=iso3, path=settings.data_dir)
    return pack


def make_and_write(order: Order, place_code: str, language: str) -> Outcome:
    """One profile of a run and its files."""
    return _written(order, make(order, place_code, language))


def make(order: Order, place_code: str, language: str, pack: "Pack | None" = None) -> Outcome:
    """One profile of a run; what goes wrong with it is part of the outcome."""
    try:
        pack = pack or _pack_of(order.settings, order.iso3, order.fingerprint)
        profile = build_profile(
            pack,
            place_code,
            language=language,
            publisher=order.settings.publisher,
            today=order.today,
            switched_off=order.switched_off.get(language),
        )
        files = profile_files(profile, pack, order.formats)
    except ToolError as error:
        return _failed(place_code, language, error)
    return Outcome(place_code=place_code, language=language, files=files)


def _written(order: Order, outcome: Outcome) -> Outcome:
    try:
        paths = write_files(outcome.files, order.out_dir)
    except ToolError as error:
        return _failed(outcome.place_code, outcome.language, error)
    return replace(outcome, files=(), paths=paths)


def _failed(place_code: str, language: str, error: ToolError) -> Outcome:
    failure = Failure(place_code=place_code, language=language, reason=str(error))
    return Outcome(place_code=place_code, language=language, failure=failure)
