"""One profile of a run, as the process makes it that it was given to."""

import gc
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from mapping.errors import OtherPackError, ToolError
from mapping.settings import Settings
from profiles.editions.since import since
from profiles.edits.kept import read_edits
from profiles.garbage import look_rarely
from profiles.profile import build_profile
from profiles.report.brand import PLAIN, Brand
from profiles.report.files import file_names, profile_files, write_files
from profiles.report.folder import made_before

if TYPE_CHECKING:
    from profiles.pack import Pack


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
    chosen: tuple[str, ...] = ()  # sections by their id; none: all
    brand: Brand = PLAIN
    earlier: Path | None = None  # a folder of profiles: what changed since then is told


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
    gc.freeze()  # the pack stays
    look_rarely()
    return pack


def taken_up(
    pack: "Pack", order: Order, work: Sequence[tuple[str, str]]
) -> dict[tuple[str, str], Outcome]:
    """What an interrupted run of the same edition made."""
    found = {}
    for code, language in work:
        name = pack.gazetteer.place(code).name_in(language)
        paths = made_before(order.out_dir, file_names(code, name, language, order.formats))
        if paths:
            found[code, language] = Outcome(place_code=code, language=language, paths=paths)
    return found


def make_and_write(order: Order, place_code: str, language: str) -> Outcome:
    """One profile of a run and its files."""
    return written(order, make(order, place_code, language))


def make(order: Order, place_code: str, language: str, pack: "Pack | None" = None) -> Outcome:
    """One profile of a run; what goes wrong with it is part of the outcome."""
    try:
        pack = pack or _pack_of(order.settings, order.iso3, order.fingerprint)
        made = build_profile(
            pack,
            place_code,
            language=language,
            publisher=order.settings.publisher,
            today=order.today,
            edits=read_edits(order.settings, order.iso3, place_code),
            switched_off=order.switched_off.get(language),
            chosen=order.chosen,
        )
        profile = since(made, order.earlier, pack)
        files = profile_files(profile, pack, order.formats, brand=order.brand)
    except ToolError as error:
        return _failed(place_code, language, error)
    return Outcome(place_code=place_code, language=language, files=files)


def written(order: Order, outcome: Outcome) -> Outcome:
    """The outcome with its files on the disk."""
    try:
        paths = write_files(outcome.files, order.out_dir)
    except ToolError as error:
        return _failed(outcome.place_code, outcome.language, error)
    return replace(outcome, files=(), paths=paths)


def _failed(place_code: str, language: str, error: ToolError) -> Outcome:
    failure = Failure(place_code=place_code, language=language, reason=str(error))
    return Outcome(place_code=place_code, language=language, failure=failure)
