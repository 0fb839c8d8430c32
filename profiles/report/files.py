"""A profile as files: which formats there are, what they are called, and who writes each."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mapping.atomic import write_together
from mapping.errors import UnknownChoiceError
from profiles.editions.since import since
from profiles.edits.kept import NO_EDITS, Edits
from profiles.profile import build_profile
from profiles.report.brand import PLAIN, Brand
from profiles.report.document import Pictures
from profiles.report.names import MIMES, file_stem

if TYPE_CHECKING:
    from profiles.pack import Pack
    from profiles.sections.whole import Profile

ENDINGS: Final = {"datapackage": "datapackage.zip"}  # of names; others end in their format
FORMATS: Final = tuple(MIMES)
USUAL: Final = FORMATS[:5]  # where nothing is said; others are asked for by name
WITH_MAPS: Final = frozenset({"pdf", "docx", "html", "pptx"})


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
    profile: "Profile",
    pack: "Pack",
    out_dir: Path,
    formats: Iterable[str],
    *,
    brand: Brand = PLAIN,
) -> tuple[Path, ...]:
    """Write a profile in each format, whole or not at all; the paths in the order asked for.

    Raises:
        UnknownChoiceError: no such format.
        StorageError: the folder or the disk does not take a file.
    """
    return write_files(profile_files(profile, pack, formats, brand=brand), out_dir)


def profile_files(
    profile: "Profile", pack: "Pack", formats: Iterable[str], *, brand: Brand = PLAIN
) -> tuple[tuple[str, bytes], ...]:
    """A profile in each format: names and contents of its files.

    Raises:
        UnknownChoiceError: no such format.
    """
    wanted = check_formats(formats)
    drawn = pictures_of(profile, pack, brand) if WITH_MAPS & set(wanted) else None
    names = file_names(profile.place_code, profile.identity.name, profile.language, wanted)
    contents = (rendered(profile, pack, name, drawn) for name in wanted)
    return tuple(zip(names, contents, strict=True))


def file_names(
    place_code: str, name: str, language: str, formats: Iterable[str]
) -> tuple[str, ...]:
    """What the files of a profile are called.

    >>> file_names("NP0327", "Kathmandu", "en", ["pdf", "json"])
    ('NP0327_Kathmandu_en.pdf', 'NP0327_Kathmandu_en.json')
    """
    stem = file_stem(place_code, name, language)
    return tuple(f"{stem}.{ENDINGS.get(name, name)}" for name in formats)


def write_files(files: Iterable[tuple[str, bytes]], out_dir: Path) -> tuple[Path, ...]:
    """Write files into a folder, each whole or not at all.

    Raises:
        StorageError: the folder or the disk does not take a file.
    """
    return write_together(out_dir, [*files])


def profile_bytes(  # noqa: PLR0913 - what a profile depends on
    pack: "Pack",
    place_code: str,
    extension: str,
    *,
    language: str,
    publisher: str,
    today: date,
    edits: Edits = NO_EDITS,
    chosen: Sequence[str] = (),
    earlier: Path | None = None,
    brand: Brand = PLAIN,
) -> bytes:
    """One profile in one format, for a download or a page.

    Raises:
        UnknownPlaceError, UnknownChoiceError: no such place, language or format.
    """
    (wanted,) = check_formats([extension])
    made = build_profile(
        pack,
        place_code,
        language=language,
        publisher=publisher,
        today=today,
        edits=edits,
        chosen=chosen,
    )
    profile = since(made, earlier, pack)
    drawn = pictures_of(profile, pack, brand) if wanted in WITH_MAPS else None
    return rendered(profile, pack, wanted, drawn)


def pictures_of(profile: "Profile", pack: "Pack", brand: Brand = PLAIN) -> Pictures:
    """The maps of a profile, and the look of who publishes it."""
    from profiles.report.pictures import draw  # geometry is loaded when drawn

    return replace(draw(profile, pack), brand=brand)


def rendered(profile: "Profile", pack: "Pack", name: str, drawn: Pictures | None) -> bytes:
    """A profile in one format.

    Args:
        profile: What is told.
        pack: What it was made from.
        name: The format.
        drawn: Its maps; only those of `WITH_MAPS` need them.
    """
    # Each renderer loads what it needs, and only that, when it is first used.
    if name == "json":
        from profiles.report.json_report import to_json

        return to_json(profile).encode()
    if name == "xlsx":
        from profiles.report.xlsx import to_xlsx

        return to_xlsx(profile)
    if name == "datapackage":
        from profiles.report.datapackage import to_datapackage

        return to_datapackage(profile, pack)
    if drawn is None:
        raise ValueError("a document needs its pictures")
    if name == "pptx":
        from profiles.report.pictures import on_slides
        from profiles.report.pptx import to_pptx

        return to_pptx(profile, on_slides(profile, pack, drawn))
    return _document(profile, name, drawn)


def _document(profile: "Profile", name: str, drawn: Pictures) -> bytes:
    """A profile in a format that shows its pictures."""
    if name == "pdf":
        from profiles.report.pdf import to_pdf

        return to_pdf(profile, drawn)
    if name == "docx":
        from profiles.report.docx import to_docx

        return to_docx(profile, drawn)
    from profiles.report.html import to_html

    return to_html(profile, drawn).encode()
