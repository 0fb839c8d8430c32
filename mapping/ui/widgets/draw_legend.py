"""The editor of a workshop's legend: a line for each category."""

from typing import Literal

import streamlit as st

from mapping.community.geometry import DrawKind
from mapping.community.legend import LETTERS, MAX_CATEGORIES, Category
from mapping.community.legends import STARTER_LEGENDS, colour_of
from mapping.i18n import N_, Translator

_KIND_WORDS = {DrawKind.POINT: N_("Point"), DrawKind.LINE: N_("Line"), DrawKind.AREA: N_("Area")}


def pick_legend(translator: Translator) -> tuple[Category, ...]:
    """Lines of a legend that have a name; begun from a ready-made one.

    Raises:
        OperationRefusedError: A line has a name that cannot be kept.
    """
    text = translator.text
    from_column, count_column = st.columns([3, 1])
    starter = from_column.selectbox(
        text("Start from"),
        STARTER_LEGENDS,
        format_func=lambda legend: text(legend.title),
        key="workshop_starter",
    )
    lines = starter.categories(translator)
    count = count_column.number_input(
        text("Categories"),
        min_value=1,
        max_value=MAX_CATEGORIES,
        value=len(lines),
        key=f"workshop_count_{starter.id}",
    )
    rows = [
        _pick_line(row, lines[row] if row < len(lines) else None, starter.id, translator)
        for row in range(int(count))
    ]
    return tuple(row for row in rows if row is not None)


def _pick_line(
    row: int, start: Category | None, starter_id: str, translator: Translator
) -> Category | None:
    """One line; None while it has no name or no kind."""
    text = translator.text
    key = f"workshop_line_{starter_id}_{row}"
    letter = LETTERS[row]
    # The first line heads the columns; the others are named for screen readers alone.
    label_visibility: Literal["visible", "collapsed"] = "collapsed" if row else "visible"
    mark, name, kinds = st.columns([1, 6, 5], vertical_alignment="bottom")
    colour = mark.color_picker(
        text("Colour {letter}", letter=letter),
        value=start.colour if start else colour_of(row),
        key=f"{key}_colour",
        label_visibility=label_visibility,
    )
    label = name.text_input(
        text("Category {letter}", letter=letter),
        value=start.label if start else "",
        key=f"{key}_label",
        max_chars=80,
        label_visibility=label_visibility,
    )
    drawn_as = kinds.pills(
        text("Drawn as {letter}", letter=letter),
        list(DrawKind),
        selection_mode="multi",
        default=start.kinds if start else [DrawKind.POINT],
        format_func=lambda kind: text(_KIND_WORDS[kind]),
        key=f"{key}_kinds",
        label_visibility=label_visibility,
    )
    if not label.strip() or not drawn_as:
        return None
    # Numbered, not named after the label: two lines may get the same name.
    return Category(
        id=f"c{row + 1}", label=label, colour=colour, kinds=tuple(DrawKind(k) for k in drawn_as)
    )
