"""In the isolated process: what makes documents an organisation's own, and nothing else of a file.

A picture is decoded and written anew; of a Word file only the styles come out, of slides a file
without programs, and neither with anything that lies elsewhere.
"""

import base64
import io
import re
import zipfile
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree

from mapping.errors import UnreadableFileError
from mapping.i18n import N_

MOST_BYTES: Final = 20_000_000
MOST_UNPACKED: Final = 100_000_000
MOST_PARTS: Final = 2_000
MOST_PIXELS: Final = 50_000_000
LONGEST_SIDE: Final = 2_000  # pixels of a picture in a document
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_PROGRAMS: Final = re.compile(
    r"vbaProject|macroEnabled|activeX|oleObject|/embeddings/", re.IGNORECASE
)
_LEFT_OUT: Final = ("numPr", "link", "rsid")  # numbering and revisions of the other document
_THEMED: Final = re.compile(r"(ascii|hAnsi|eastAsia|cs)Theme")

ElementTree.register_namespace("w", _W.strip("{}"))


def picture_task(path: Path) -> dict[str, Any]:
    """A PNG or JPEG as a PNG of its pixels alone: {"png": base64}."""
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = None  # checked here
    try:
        with Image.open(io.BytesIO(_bytes(path)), formats=("PNG", "JPEG")) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise _refused(path, N_("the picture is too large"))
            plain = picture.convert("RGBA")
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        raise _refused(path, N_("it is no PNG or JPEG picture")) from error
    plain.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    anew = Image.new("RGBA", plain.size)
    anew.paste(plain)
    buffer = io.BytesIO()
    anew.save(buffer, "PNG")
    return {"png": base64.b64encode(buffer.getvalue()).decode()}


def word_task(path: Path) -> dict[str, Any]:
    """The styles of a Word file by their name in lower case, as XML: {"styles": {...}}."""
    with _opened(path) as archive:
        styles = _parsed(archive, "word/styles.xml", path)
        fonts = _theme_fonts(archive, path)
    found = {}
    for style in styles.iter(f"{_W}style"):
        name = style.find(f"{_W}name")
        if name is not None:
            found[name.get(f"{_W}val", "").lower()] = _written(style, fonts)
    defaults = styles.find(f"{_W}docDefaults")
    if defaults is not None:
        found[""] = _written(defaults, fonts)
    return {"styles": found}


def slides_task(path: Path) -> dict[str, Any]:
    """A PPTX file that holds no programs and leads nowhere: {"pptx": base64}."""
    with _opened(path) as archive:
        names = archive.namelist()
        if not {"ppt/presentation.xml", "[Content_Types].xml"} <= set(names):
            raise _refused(path, N_("it is no file of slides"))
        kinds = archive.read("[Content_Types].xml").decode("utf-8", "replace")
        if any(_PROGRAMS.search(said) for said in (*names, kinds)):
            raise _refused(path, N_("it holds programs or other files"))
        for name in names:
            if name.endswith((".xml", ".rels")):
                root = _parsed(archive, name, path)
                if any(one.get("TargetMode") == "External" for one in root):
                    raise _refused(path, N_("it leads to files or pages elsewhere"))
    return {"pptx": base64.b64encode(_bytes(path)).decode()}


def _bytes(path: Path) -> bytes:
    with path.open("rb") as file:
        content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise _refused(path, N_("the file is too large"))
    return content


def _opened(path: Path) -> zipfile.ZipFile:
    try:
        archive = zipfile.ZipFile(io.BytesIO(_bytes(path)))
    except zipfile.BadZipFile as error:
        raise _refused(path, N_("it is no Office file")) from error
    entries = archive.infolist()
    if len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise _refused(path, N_("the file is too large"))
    return archive


def _parsed(archive: zipfile.ZipFile, name: str, path: Path) -> ElementTree.Element:
    try:
        content = archive.read(name)
        if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
            raise _refused(path, N_("it holds definitions that Office files have no use for"))
        return ElementTree.fromstring(content)  # noqa: S314 - no entities, and nothing to reach here
    except (KeyError, ElementTree.ParseError, zipfile.BadZipFile, ValueError) as error:
        raise _refused(path, N_("it is damaged or no file of this kind")) from error


def _theme_fonts(archive: zipfile.ZipFile, path: Path) -> dict[str, str]:
    """The fonts that styles name by their part in the theme."""
    if "word/theme/theme1.xml" not in archive.namelist():
        return {}
    theme = _parsed(archive, "word/theme/theme1.xml", path)
    fonts = {}
    for part in ("major", "minor"):
        latin = theme.find(f".//{_A}{part}Font/{_A}latin")
        if latin is not None and latin.get("typeface"):
            fonts[part] = str(latin.get("typeface"))
    return fonts


def _written(style: ElementTree.Element, fonts: dict[str, str]) -> str:
    """A style without what belongs to its document only; fonts by their names."""
    for parent in list(style.iter()):
        for child in list(parent):
            if child.tag.removeprefix(_W) in _LEFT_OUT:
                parent.remove(child)
    for one in style.iter(f"{_W}rFonts"):
        for key in [key for key in one.attrib if _THEMED.fullmatch(key.removeprefix(_W))]:
            font = fonts.get("major" if one.attrib.pop(key).startswith("major") else "minor")
            plain = key.removesuffix("Theme")
            if font and plain.removeprefix(_W) in {"ascii", "hAnsi"}:
                one.set(plain, font)
    return ElementTree.tostring(style, encoding="unicode")


def _refused(path: Path, reason: str) -> UnreadableFileError:
    return UnreadableFileError(path=path, reason=reason)
