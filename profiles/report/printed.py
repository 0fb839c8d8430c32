"""What a page of print has to know of tables, charts and maps besides their words."""

from typing import TYPE_CHECKING, Any

from profiles.report.columns import layout_of
from profiles.report.svg import Drawing, DrawnText
from profiles.report.text import from_the_right, visible
from profiles.sections.model import ProfileTable

if TYPE_CHECKING:
    from mapping.render.still import Stack
    from mapping.render.still.writer import Line

Part = dict[str, Any]  # JSON: strings, numbers, lists and dicts only


def laid_out(table: ProfileTable, rows: list[Part]) -> Part:
    """What a page of print has to know of a table besides its words."""
    layout = layout_of(table)
    return {
        "size": layout.size,
        "widths": list(layout.widths),
        "head_lines": layout.head_lines,
        "rows": [row | {"lines": n} for row, n in zip(rows, layout.lines, strict=True)],
    }


def for_print(drawing: Drawing) -> Part:
    """A drawing as a page sets it: shapes as a picture, texts where they stand."""
    return {
        "svg": drawing.shapes().replace('"', "'"),  # which JSON leaves as they are
        "width": drawing.width,
        "height": drawing.height,
        "texts": [
            [t.x, t.y, text := visible(t.text), *_look(t), None, from_the_right(text)]
            for t in drawing.texts
        ],
    }


def words_over(drawn: "Stack") -> list[list[object]]:
    """The words of a map as a page sets them over its sheets."""
    return [
        [line.x, line.y, line.text, *_look(line), line.halo, from_the_right(line.text)]
        for line in drawn.lines
    ]


def _look(text: "DrawnText | Line") -> tuple[str, bool, str, float]:
    return text.anchor, text.bold, text.colour, text.size
