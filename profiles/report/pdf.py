"""A profile as PDF: one Typst template of our own, all text and pictures handed over as data."""

import json
import logging
import re
from calendar import timegm
from pathlib import Path
from typing import TYPE_CHECKING, Final

from profiles.outline.sections import ONE_PAGE
from profiles.report.document import Pictures, to_document
from profiles.report.typesetting import compiled

if TYPE_CHECKING:
    from profiles.sections.whole import Profile

log = logging.getLogger(__name__)

TEMPLATE: Final = Path(__file__).parent / "templates" / "profile.typ"
NO_GLYPH: Final = "could not be displayed with font"
PAGE: Final = re.compile(rb"/Type\s*/Page\b")
STANDARD: Final = "ua-1"  # tagged for screen readers; refuses a picture without alternative text


def to_pdf(profile: "Profile", pictures: Pictures) -> bytes:
    """The whole profile, A4, the same bytes for the same profile.

    It keeps to PDF/UA, unless a name holds a letter that no shipped font has: such a document is
    tagged all the same, and the letter is a box.
    """
    document = to_document(profile, pictures, printed=True)
    made_on = timegm(profile.made_on.timetuple())

    def made(**more: bool) -> bytes:
        inputs = {"data": json.dumps({**document, **more}, ensure_ascii=False, allow_nan=False)}
        return set_as_pdf(TEMPLATE, inputs, made_on, named=profile.place_code)

    usual = made()
    is_brief = tuple(section.id for section in profile.sections) == ONE_PAGE
    return made(tight=True) if is_brief and len(PAGE.findall(usual)) > 1 else usual


def set_as_pdf(
    template: Path,
    inputs: dict[str, str],
    made_on: int,
    *,
    named: str,
    standard: str | None = STANDARD,
) -> bytes:
    """What a template makes of its inputs, kept to PDF/UA where every letter has a shape.

    Args:
        template: Of our own.
        inputs: Texts by name.
        made_on: Seconds since the epoch.
        named: What the log calls it.
        standard: To keep to; None where what it becomes part of does not.
    """
    import typst

    try:
        (made,) = compiled(
            template, inputs, format="pdf", pdf_standards=standard or [], timestamp=made_on
        )
    except typst.TypstError as error:
        if NO_GLYPH not in str(error):
            raise
        log.warning("%s: a letter is in no shipped font", named)
        (made,) = compiled(template, inputs, format="pdf", timestamp=made_on)
    return made
