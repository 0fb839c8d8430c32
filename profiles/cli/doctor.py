"""`lmp doctor`: what works on this machine, and how to mend what does not."""

import importlib.metadata
import logging
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from mapping import i18n
from mapping.errors import ToolError
from mapping.settings import CHECKOUT, Settings
from profiles.cli import app_server, asked

OLDEST_PYTHON: Final = (3, 11)
NEWEST_PYTHON: Final = (3, 13)
LEAST_FREE_MB: Final = 200
DISTRIBUTION: Final = "local-migration-profiles"
FONTS: Final = CHECKOUT / "mapping" / "assets" / "fonts" / "print"
BUILDERS: Final = ("setuptools", "pip")  # needed to install, not to run
NEEDED_FONTS: Final = ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf")
LANGUAGES_SCRIPT: Final = "scripts/translations.py"
TILES_MEND: Final = "LMP_ONLINE_TILES takes https alone: https://host/{z}/{x}/{y}.png."


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was looked at."""

    check: str
    ok: bool
    found: str
    mend: str = ""


def doctor(
    *, as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False
) -> None:
    """Say what works on this machine, and how to mend what does not."""
    logging.disable(logging.WARNING)  # what is wrong is a finding, and said once
    try:
        findings = list(_findings(asked.settings()))
    finally:
        logging.disable(logging.NOTSET)
    fine = all(finding.ok for finding in findings)
    if as_json:
        asked.print_json({"ok": fine, "checks": [asdict(finding) for finding in findings]})
    else:
        for finding in findings:
            state = "ok     " if finding.ok else "problem"
            asked.print_line(f"{state}  {finding.check}: {finding.found}")
            if not finding.ok:
                asked.print_line(f"         {finding.mend}")
    if not fine:
        raise typer.Exit(1)


def _findings(settings: Settings) -> Iterator[Finding]:
    yield _python()
    yield _packages()
    yield _workspace(settings)
    yield from _online_tiles(settings)
    yield from _packs(settings)
    yield from _translations()
    yield _fonts()
    yield _pdf()
    yield _isolation()
    yield _port()


def _python() -> Finding:
    version = sys.version_info[:2]
    return Finding(
        check="Python",
        ok=OLDEST_PYTHON <= version <= NEWEST_PYTHON,
        found=sys.version.split()[0],
        mend="Install Python 3.11, 3.12 or 3.13 and run start.py with it.",
    )


def _packages() -> Finding:
    """Every package of the lock is there in the version it names."""
    wrong = []
    locked = [one for one in _locked(CHECKOUT / "requirements.txt") if one[0] not in BUILDERS]
    for name, version in locked:
        try:
            found = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            wrong.append(f"{name} is missing")
        else:
            if found != version:
                wrong.append(f"{name} is {found}, not {version}")
    shown = ", ".join(wrong[:5]) + (f" and {len(wrong) - 5} more" if len(wrong) > 5 else "")  # noqa: PLR2004 - a line's worth
    return Finding(
        check="Packages",
        ok=bool(locked) and not wrong,
        found=shown or f"{len(locked)} as locked" if locked else "requirements.txt is missing",
        mend="Run python3 start.py again; it puts back what is locked.",
    )


def _locked(path: Path) -> list[tuple[str, str]]:
    from packaging.requirements import InvalidRequirement, Requirement

    if not path.exists():
        return []
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        text = line.split("#")[0].strip().rstrip("\\").strip()
        if "==" not in text or text.startswith("-"):
            continue
        try:
            wanted = Requirement(text)
        except InvalidRequirement:
            continue
        if wanted.marker is None or wanted.marker.evaluate():
            found.append((wanted.name, next(iter(wanted.specifier)).version))
    return found


def _workspace(settings: Settings) -> Finding:
    folder = settings.workspace_dir
    mend = "Choose another folder: LMP_WORKSPACE_DIR, or lmp app --workspace DIR."
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"x")
        free = shutil.disk_usage(folder).free // 2**20
    except OSError as error:
        found = f"{folder} cannot be written: {error.strerror}"
        return Finding(check="Workspace", ok=False, found=found, mend=mend)
    return Finding(
        check="Workspace",
        ok=free >= LEAST_FREE_MB,
        found=f"{folder}, {free:,} MB free",
        mend=f"Free at least {LEAST_FREE_MB} MB. {mend}",
    )


def _online_tiles(settings: Settings) -> Iterator[Finding]:
    """Where somebody has switched on an online base map: whether it is offered."""
    refused = settings.online_tiles_refused
    if refused or settings.online_tiles:
        yield Finding(
            check="Online base map",
            ok=not refused,
            found=f"{refused} is not offered" if refused else settings.online_tiles_host,
            mend=TILES_MEND,
        )


def _packs(settings: Settings) -> Iterator[Finding]:
    """Every pack opens, and every boundary file of it can be read."""
    from mapping.boundaries.read import read_boundaries
    from profiles.pack import list_packs, open_pack

    try:
        summaries = list_packs(settings)
    except ToolError as error:
        yield Finding(check="Packs", ok=False, found=error.what(), mend=error.how())
        return
    for summary in summaries:
        check = f"Pack {summary.iso3}"
        try:
            if summary.error is not None:
                raise summary.error
            pack = open_pack(settings, summary.iso3)
            for level in pack.levels:
                read_boundaries(pack.boundaries.entry(pack.iso3, level))
        except ToolError as error:
            yield Finding(check=check, ok=False, found=error.what(), mend=error.how())
        else:
            places, indicators = len(pack.gazetteer.places), len(pack.indicators)
            found = f"{summary.name}, {places} places, {indicators} indicators"
            yield Finding(check=check, ok=True, found=found)


def _translations() -> Iterator[Finding]:
    """Every file of a language can be read, and each message in it filled in."""
    from mapping.translations import read_translations

    for path in sorted(i18n.LOCALE_DIR.glob("*/LC_MESSAGES/messages.po")):
        language = path.parent.parent.name
        catalogue, faults = read_translations(path, language)
        said = [message for message in catalogue or () if message.id and any(message.string or ())]
        more = f" (the first of {len(faults)})" if len(faults) > 1 else ""
        yield Finding(
            check=f"Language {language}",
            ok=not faults,
            found=f"{faults[0]}{more}" if faults else f"{len(said):,} messages",
            mend=f"Until then English is shown there. All: python {LANGUAGES_SCRIPT} {language}",
        )


def _fonts() -> Finding:
    missing = [name for name in NEEDED_FONTS if not (FONTS / name).is_file()]
    return Finding(
        check="Fonts",
        ok=not missing,
        found=f"missing: {', '.join(missing)}" if missing else "Noto Sans",
        mend=f"Put the files back into {FONTS}; they come with the tool.",
    )


def _pdf() -> Finding:
    return _tried("PDF", _make_a_page, "Run python3 start.py again; it puts Typst back.")


def _make_a_page() -> str:
    import typst

    source = b"#set page(width: 5cm, height: 5cm)\nOK"
    options: dict[str, Any] = {"font_paths": [FONTS], "ignore_system_fonts": True}
    typst.compile(source, **options)
    return "a page can be made"


def _isolation() -> Finding:
    mend = "Files from outside are still read with limits; a newer Linux adds the closed room."
    return _tried("Files from outside", _read_apart, mend)


def _read_apart() -> str:
    from mapping.intake.isolated import call_isolated
    from mapping.intake.limits import FileKind

    task = "mapping.intake.process.probes:confinement_task"
    with tempfile.TemporaryDirectory() as folder:
        probe = Path(folder, "probe.txt")
        probe.touch()  # and closed: Windows lets nobody else read what is open to be deleted
        found = call_isolated(task, probe, {}, kind=FileKind.VECTOR)
    return "read in a closed room" if found["confined"] else "read with limits, no closed room"


def _port() -> Finding:
    obstacle = app_server.obstacle(app_server.DEFAULT_HOST, app_server.DEFAULT_PORT)
    found = f"{app_server.DEFAULT_PORT} is free"
    if obstacle:  # not a fault: the app takes the next one
        found = f"{app_server.DEFAULT_PORT} is in use; lmp app takes the next free one"
    return Finding(check="Port", ok=True, found=found)


def _tried(check: str, attempt: Callable[[], str], mend: str) -> Finding:
    try:
        return Finding(check=check, ok=True, found=attempt())
    except (ToolError, ImportError, RuntimeError, OSError) as error:
        return Finding(check=check, ok=False, found=f"{error}".splitlines()[0][:200], mend=mend)
