"""What a page of print has to know of tables, charts and maps besides their words."""

from typing import TYPE_CHECKING, Any

from profiles.report.columns import layout_of
from profiles.report.svg import Drawing, DrawnText
from profiles.report.text import from_the_right, visible
from profiles.sections.table_model import ProfileTable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mapping.render.still.stack import Stack
    from mapping.render.still.writer import Line

Part = dict[str, Any]  # JSON: strings, numbers, lists and dicts only
# Of lines of text: anchor, bold, colour, size, colour of a halo, whether they begin on the right.
Look = tuple[str, bool, str, float, str | None, bool]
Run = tuple[Look, list[tuple[float, float, str]]]  # x, y and words of lines of one look


def laid_out(table: ProfileTable, part: Part) -> Part:
    """A table with what a page of print has to know of it besides its words."""
    layout = layout_of(table)
    columns, rows = part["columns"], part["rows"]
    return part | {
        "columns": [
            column | {"label": head} for column, head in zip(columns, layout.heads, strict=True)
        ],
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
        "texts": _by_look([(t, visible(t.text), None) for t in drawing.texts]),
    }


def words_over(drawn: "Stack") -> list[Run]:
    """The words of a map as a page sets them over its sheets."""
    return _by_look([(line, line.text, line.halo) for line in drawn.lines])


def _by_look(lines: "Iterable[tuple[DrawnText | Line, str, str | None]]") -> list[Run]:
    """Lines of one look together, which a page then says once; looks in the order they come."""
    runs: dict[Look, list[tuple[float, float, str]]] = {}
    for line, words, halo in lines:
        drawn = (line.anchor, line.bold, line.colour, line.size, halo, from_the_right(words))
        runs.setdefault(drawn, []).append((line.x, line.y, words))
    return [*runs.items()]
