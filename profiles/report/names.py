"""Names of files, in any script, of which none leads out of a folder; and of their formats."""

import unicodedata
from typing import Final

SLUG_CHARACTERS: Final = 60
SLUG_BYTES: Final = 120
_OFFICE: Final = "application/vnd.openxmlformats-officedocument"
MIMES: Final = {
    "pdf": "application/pdf",
    "docx": f"{_OFFICE}.wordprocessingml.document",
    "html": "text/html",
    "xlsx": f"{_OFFICE}.spreadsheetml.sheet",
    "json": "application/json",
    "pptx": f"{_OFFICE}.presentationml.presentation",
    "datapackage": "application/zip",
}
_IN_NAMES: Final = "LNM"  # letters, numbers and marks: without its vowel signs a name is broken


def file_stem(*parts: object) -> str:
    """A file name without extension: codes, a name and a language, as in `NP0327_Kathmandu_en`.

    Letters and digits only, of any script, so that no name leads out of a folder or is reserved.
    """
    return "_".join(slug for part in parts if (slug := _slug(str(part)))) or "file"


def _slug(text: str) -> str:
    spaced = "".join(
        one if one in "-_" or unicodedata.category(one)[0] in _IN_NAMES else " "
        for one in unicodedata.normalize("NFKC", text)
    )
    plain = "-".join(spaced.split()).strip("-_")
    short = plain[:SLUG_CHARACTERS].encode("utf-8", "ignore")[:SLUG_BYTES]
    return short.decode("utf-8", "ignore").strip("-_")
