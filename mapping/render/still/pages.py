"""One page around a picture, made into PNG or PDF by Typst with the fonts that come along."""

import json
from typing import Any, Final

from mapping.render.still.writer import FONT_DIR

CSS_PX_A_INCH: Final = 96
POINTS_A_INCH: Final = 72


def page_source(svg: str, *, alt: str, title: str, language: str, margin_px: int = 0) -> bytes:
    """A Typst document of one page that shows the picture; texts are given as JSON data."""
    facts = json.dumps({"svg": svg, "alt": alt, "title": title, "lang": language})
    margin = margin_px * POINTS_A_INCH / CSS_PX_A_INCH
    return (
        f"#let facts = json(bytes({json.dumps(facts, ensure_ascii=False)}))\n"
        "#set document(title: facts.title)\n"
        "#set text(lang: facts.lang)\n"
        f"#set page(width: auto, height: auto, margin: {margin:.2f}pt)\n"
        '#image(bytes(facts.svg), format: "svg", alt: facts.alt)\n'
    ).encode()


def compiled(source: bytes, **options: Any) -> bytes:  # noqa: ANN401 - options of typst.compile
    """The one page of a Typst document."""
    import typst

    found = typst.compile(source, font_paths=[FONT_DIR], ignore_system_fonts=True, **options)
    if not isinstance(found, bytes):
        raise TypeError("a map is one page")
    return found
