"""The look of an organisation from its folder: `branding.toml` and the files that it names.

organisation = "Ministry of Federal Affairs"
colour = "#7a1f3d"
logo = "logo.png"                  # PNG or JPEG
word_template = "letter.docx"      # its styles are used
slides_template = "meeting.pptx"   # its layouts are used
cover_picture = "cover.jpg"
cover = { en = "Edition of 2026", fr = "Édition de 2026" }
disclaimer = "Figures may be revised."
"""

import tomllib
from pathlib import Path
from typing import Annotated, Final

import pydantic

from mapping.atomic import write_atomically
from mapping.errors import DataError, UnreadableFileError, listed
from mapping.i18n import N_
from mapping.intake.looks import Look, read_look, read_word_styles
from mapping.settings import Settings
from mapping.toml_text import lines
from profiles.report.brand.model import OURS, PLAIN, Brand

NAME: Final = "branding.toml"
FOLDER: Final = "branding"
MOST_BYTES: Final = 100_000
Words = dict[str, str] | str
FileName = Annotated[str, pydantic.StringConstraints(pattern=r"^[^/\\]{0,200}$")]


class BadBrandError(DataError):
    """The look of an organisation breaks its rules. Facts: path, problems, available."""

    message = N_("The look {path} cannot be used: {problems}.")
    hint = N_("It may hold: {available}.")


class Branding(pydantic.BaseModel, frozen=True, extra="forbid", strict=True):
    """What `branding.toml` says; files lie beside it."""

    organisation: Annotated[str, pydantic.StringConstraints(max_length=200)] = ""
    colour: Annotated[str, pydantic.StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$")] = OURS
    cover: Words = ""
    disclaimer: Words = ""
    logo: FileName = ""
    cover_picture: FileName = ""
    word_template: FileName = ""
    slides_template: FileName = ""


def folder_of(settings: Settings) -> Path:
    """Where the look of this workspace is kept."""
    return settings.workspace_dir / FOLDER


def brand_of(settings: Settings, asked: Path | None = None) -> Brand:
    """The look that was asked for, or that of the workspace; plain where there is none.

    Raises:
        UnreadableFileError, BadBrandError: it cannot be used.
    """
    if asked is not None:
        return read_brand(asked)
    path = folder_of(settings) / NAME
    return read_brand(path) if path.is_file() else PLAIN


def read_brand(path: Path) -> Brand:
    """The look that a folder or its `branding.toml` describes; each file passes the door.

    Raises:
        UnreadableFileError: a file is missing or is not what it should be.
        BadBrandError: a key is unknown or holds something else than it may.
    """
    file = path / NAME if path.is_dir() else path
    said = read_branding(file)

    def beside(name: str, kind: Look) -> bytes:
        return read_look(file.parent / name, kind) if name else b""

    template = said.word_template
    return Brand(
        organisation=said.organisation,
        colour=said.colour,
        cover=_by_language(said.cover),
        disclaimer=_by_language(said.disclaimer),
        logo=beside(said.logo, Look.PICTURE),
        cover_picture=beside(said.cover_picture, Look.PICTURE),
        word_styles=read_word_styles(file.parent / template) if template else {},
        slides=beside(said.slides_template, Look.SLIDES),
    )


def read_branding(file: Path) -> Branding:
    """What the file says, its files unread.

    Raises:
        UnreadableFileError, BadBrandError: as in `read_brand`.
    """
    try:
        with file.open("rb") as opened:
            text = opened.read(MOST_BYTES).decode("utf-8")
        return Branding.model_validate(tomllib.loads(text))
    except OSError as error:
        raise UnreadableFileError(path=file, reason=error.strerror or str(error)) from error
    except pydantic.ValidationError as error:
        faults = [f"{'.'.join(map(str, f['loc']))}: {f['msg']}" for f in error.errors()]
        available = ", ".join(Branding.model_fields)
        raise BadBrandError(path=file, problems=listed(faults), available=available) from None
    except ValueError as error:  # of TOML and of UTF-8
        raise UnreadableFileError(path=file, reason=N_("it is no TOML file")) from error


def keep_branding(settings: Settings, branding: Branding) -> None:
    """Keep the look of this workspace; its files lie there already.

    Raises:
        StorageError: the workspace does not take it.
    """
    said = {key: value for key, value in branding.model_dump().items() if value}
    write_atomically(folder_of(settings) / NAME, lines(said))


def _by_language(words: Words) -> dict[str, str]:
    """A text for all languages has no language."""
    if isinstance(words, str):
        return {"": words} if words else {}
    return {language: text for language, text in words.items() if text}
