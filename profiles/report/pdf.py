"""A profile as PDF: one Typst template of our own, all text and pictures handed over as data."""

import json
from calendar import timegm
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import mapping
from profiles.report.document import Pictures, to_document

if TYPE_CHECKING:
    import typst

    from profiles.profile import Profile

TEMPLATE: Final = Path(__file__).parent / "templates" / "profile.typ"
FONTS: Final = Path(mapping.__file__).parent / "assets" / "fonts" / "print"
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
    """The whole profile, A4, the same bytes for the same profile."""
    document = to_document(profile, pictures)
    made = _compiler().compile(
        format="pdf",
        sys_inputs={"data": json.dumps(document, ensure_ascii=False, allow_nan=False)},
        pdf_standards=STANDARD,
        timestamp=timegm(profile.made_on.timetuple()),
    )
    if not isinstance(made, bytes):
        raise TypeError("a PDF is one file")
    return made
