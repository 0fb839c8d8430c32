"""A profile as files: which formats there are, what they are called, and who writes each."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mapping.atomic import write_atomically
from mapping.errors import UnknownChoiceError
from profiles.profile import build_profile
from profiles.report.document import Pictures

if TYPE_CHECKING:
    from profiles.pack import Pack
    from profiles.profile import Profile

FORMATS: Final = ("pdf", "html", "xlsx", "json")
SLUG_CHARACTERS: Final = 60
SLUG_BYTES: Final = 120
_NOT_IN_NAMES: Final = re.compile(r"[^\w-]+")


def file_stem(profile: "Profile") -> str:
    """The name of a profile's files without extension: code, name, language.

    Letters and digits only, of any script, so that no name leads out of a folder or is reserved.
    """
    code, name = _slug(profile.place_code), _slug(profile.identity.name)
    return "_".join(part for part in (code or "place", name, profile.language) if part)


def _slug(text: str) -> str:
    plain = _NOT_IN_NAMES.sub("-", unicodedata.normalize("NFKC", text)).strip("-_")
    short = plain[:SLUG_CHARACTERS].encode("utf-8", "ignore")[:SLUG_BYTES]
    return short.decode("utf-8", "ignore").strip("-_")


def check_formats(formats: Iterable[str]) -> tuple[str, ...]:
    """The formats asked for, each once.

    Raises:
        UnknownChoiceError: one of them cannot be made here.
    """
    wanted = tuple(dict.fromkeys(name.strip().lower() for name in formats))
    for name in wanted:
        if name not in FORMATS:
            raise UnknownChoiceError(
                kind="profile format", asked=name, available=", ".join(FORMATS)
            )
    return wanted


def write_profile(
    profile: "Profile", pack: "Pack", out_dir: Path, formats: Iterable[str]
) -> tuple[Path, ...]:
    """Write a profile in each format, whole or not at all; the paths in the order asked for.

    Raises:
        UnknownChoiceError: no such format.
        StorageError: the folder or the disk does not take a file.
    """
    wanted = check_formats(formats)
    drawn = pictures_of(profile, pack) if {"pdf", "html"} & set(wanted) else None
    made = [(name, _rendered(profile, name, drawn)) for name in wanted]
    stem = file_stem(profile)
    paths = []
    for name, content in made:
        path = out_dir / f"{stem}.{name}"
        write_atomically(path, content)
        paths.append(path)
    return tuple(paths)


def profile_bytes(  # noqa: PLR0913 - what a profile depends on
    pack: "Pack",
    place_code: str,
    extension: str,
    *,
    language: str,
    publisher: str,
    today: date,
) -> bytes:
    """One profile in one format, for a download or a page.

    Raises:
        UnknownPlaceError, UnknownChoiceError: no such place, language or format.
    """
    (wanted,) = check_formats([extension])
    profile = build_profile(pack, place_code, language=language, publisher=publisher, today=today)
    drawn = pictures_of(profile, pack) if wanted in {"pdf", "html"} else None
    return _rendered(profile, wanted, drawn)


def pictures_of(profile: "Profile", pack: "Pack") -> Pictures:
    """The maps of a profile."""
    from profiles.report.pictures import draw  # geometry is loaded when drawn

    return draw(profile, pack)


def _rendered(profile: "Profile", name: str, drawn: Pictures | None) -> bytes:
    # Each renderer loads what it needs, and only that, when it is first used.
    if name == "json":
        from profiles.report.json_report import to_json

        return to_json(profile).encode()
    if name == "xlsx":
        from profiles.report.xlsx import to_xlsx

        return to_xlsx(profile)
    if drawn is None:
        raise ValueError("a document needs its pictures")
    if name == "pdf":
        from profiles.report.pdf import to_pdf

        return to_pdf(profile, drawn)
    from profiles.report.html import to_html

    return to_html(profile, drawn).encode()
