"""Pages around a picture, made into PNG or PDF by Typst with the fonts that come along.

The words of a picture are set by Typst over its shapes, so that every script is shaped right.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from mapping.render.still.stack import Stack
from mapping.render.still.writer import FONT_DIR

CSS_PX_A_INCH: Final = 96
POINTS_A_PX: Final = 0.75
TEMPLATE: Final = Path(__file__).parent / "templates" / "pages.typ"


def page_source(
    stack: Stack, *, language: str, margin_px: float = 0, sheets: Mapping[str, Any] | None = None
) -> bytes:
    """A Typst document that shows a picture; texts are given as JSON data.

    Args:
        stack: The picture.
        language: Of its words.
        margin_px: White around it, on every side.
        sheets: How it is cut into sheets, as `sheets.cut` says; without it there is one page.
    """
    facts = {
        "shapes": stack.shapes(),
        "lines": [asdict(line) for line in stack.lines],
        "width": stack.width,
        "height": stack.height,
        "margin": margin_px,
        "title": stack.title,
        "about": stack.about,
        "lang": language,
        "sheets": sheets,
    }
    data = json.dumps(json.dumps(facts, allow_nan=False), ensure_ascii=False)
    template = TEMPLATE.read_text(encoding="utf-8")
    return f"#let facts = json(bytes({data}))\n{template}".encode()


def compiled(source: bytes, **options: Any) -> bytes:  # noqa: ANN401 - options of typst.compile
    """The file a Typst document makes.

    Args:
        source: The document; one of one page where a picture is asked for.
        **options: Of `typst.compile`.
    """
    import typst

    found = typst.compile(source, font_paths=[FONT_DIR], ignore_system_fonts=True, **options)
    if not isinstance(found, bytes):
        raise TypeError("a picture is one page")
    return found
