"""A profile as PDF: one Typst template of our own, all text and pictures handed over as data."""

import json
import logging
from calendar import timegm
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import mapping
from profiles.report.document import Pictures, to_document

if TYPE_CHECKING:
    import typst

    from profiles.profile import Profile

log = logging.getLogger(__name__)

TEMPLATE: Final = Path(__file__).parent / "templates" / "profile.typ"
FONTS: Final = Path(mapping.__file__).parent / "assets" / "fonts" / "print"
NO_GLYPH: Final = "could not be displayed with font"
STANDARD: Final = "ua-1"  # tagged for screen readers; refuses a picture without alternative text


@lru_cache(maxsize=1)
def _compiler() -> "typst.Compiler":
    """One compiler a process: what the template and the fonts need is prepared once."""
    import typst  # only when a PDF is made

    return typst.Compiler(
        str(TEMPLATE),
        root=str(TEMPLATE.parent),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
    )


def to_pdf(profile: "Profile", pictures: Pictures) -> bytes:
    """The whole profile, A4, the same bytes for the same profile.

    It keeps to PDF/UA, unless a name holds a letter that no shipped font has: such a document is
    tagged all the same, and the letter is a box.
    """
    import typst

    document = to_document(profile, pictures, printed=True)
    inputs = {"data": json.dumps(document, ensure_ascii=False, allow_nan=False)}
    made_on = timegm(profile.made_on.timetuple())
    try:
        made = _compiler().compile(
            format="pdf", sys_inputs=inputs, pdf_standards=STANDARD, timestamp=made_on
        )
    except typst.TypstError as error:
        if NO_GLYPH not in str(error):
            raise
        log.warning("%s: a letter is in no shipped font", profile.place_code)
        made = _compiler().compile(format="pdf", sys_inputs=inputs, timestamp=made_on)
    if not isinstance(made, bytes):
        raise TypeError("a PDF is one file")
    return made
