"""The editor of a workshop's legend: a line for each category."""

from collections.abc import Sequence
from typing import Final, Literal

import streamlit as st

from mapping.community.geometry import DrawKind
from mapping.community.legend import (
    LETTERS,
    MAX_CATEGORIES,
    MAX_ICON,
    MAX_QUESTIONS,
    Audience,
    Category,
)
from mapping.community.legend_files import legend_to_csv, legend_to_xlsform, read_legend
from mapping.community.legends import STARTER_LEGENDS, StarterLegend, colour_of
from mapping.i18n import N_, Translator
from mapping.ui.context import Context
from mapping.ui.widgets.intake_upload import kept_for_reading

AUDIENCE_WORDS: Final = {
    Audience.ROOM: N_("The room"),
    Audience.PROJECT: N_("The project"),
    Audience.PUBLIC: N_("The public"),
}
_KIND_WORDS: Final = {
    DrawKind.POINT: N_("Point"),
    DrawKind.LINE: N_("Line"),
    DrawKind.AREA: N_("Area"),
}
_LARGEST_MB: Final = 5
_FIRST_LINE: Final = 1


def pick_first_legend(context: Context) -> tuple[Category, ...]:
    """A legend begun from a ready-made one or from a file.

    Raises:
        RefusedFileError: The file does not come in.
        BadTableError: It is no legend.
    """
    text = context.translator.text
    from_column, file_column = st.columns(2, vertical_alignment="top")
    starter: StarterLegend = from_column.selectbox(
        text("Start from"),
        STARTER_LEGENDS,
        format_func=lambda legend: text(legend.title),
        key="workshop_starter",
    )
    given = file_column.file_uploader(
        text("or from a file: CSV, or the choices of an XLSForm"),
        type=["csv", "xlsx", "xls", "ods"],
        key="workshop_legend_file",
        max_upload_size=_LARGEST_MB,
    )
    if given is None:
        lines, key = starter.categories(context.translator), starter.id
    else:
        with kept_for_reading(given.getvalue(), given.name, context.settings) as path:
            lines, key = read_legend(path, name=given.name), given.file_id
    return pick_legend(lines, f"workshop_line_{key}", context.translator)


def pick_legend(
    lines: Sequence[Category], key: str, translator: Translator
) -> tuple[Category, ...]:
    """Lines of a legend that have a name, as a person leaves them.

    Args:
        lines: What the editor begins with; a line that stays keeps its identifier.
        key: What the keys of its widgets begin with.
        translator: Of the reader.

    Raises:
        OperationRefusedError: A line has a name that cannot be kept.
    """
    count = st.number_input(
        translator.text("Categories"),
        min_value=_FIRST_LINE,
        max_value=MAX_CATEGORIES,
        value=max(len(lines), _FIRST_LINE),
        key=f"{key}_count",
        width=200,
    )
    taken = {line.id for line in lines}
    free = (name for number in range(1, 100) if (name := f"c{number}") not in taken)
    begun = [*lines, *[None] * MAX_CATEGORIES][: int(count)]
    rows = [
        _pick_line(row, line, line.id if line else next(free), f"{key}_{row}", translator)
        for row, line in enumerate(begun)
    ]
    return tuple(row for row in rows if row is not None)


def show_legend_files(
    legend: tuple[Category, ...], other_language: str, key: str, translator: Translator
) -> None:
    """The legend as files to take along."""
    text = translator.text
    languages = {"language": translator.language, "other_language": other_language}
    csv_column, form_column = st.columns(2)
    csv_column.download_button(
        text("Legend as CSV"),
        lambda: legend_to_csv(legend, **languages),
        "legend.csv",
        key=f"{key}_csv",
        width="stretch",
    )
    form_column.download_button(
        text("Legend as XLSForm"),
        lambda: legend_to_xlsform(legend, **languages),
        "legend.xlsx",
        key=f"{key}_xlsform",
        width="stretch",
    )


def _pick_line(
    row: int, start: Category | None, category_id: str, key: str, translator: Translator
) -> Category | None:
    """One line; None while it has no name or no kind."""
    text, letter = translator.text, LETTERS[row]
    # The first line heads the columns; the others are named for screen readers alone.
    label_visibility: Literal["visible", "collapsed"] = "collapsed" if row else "visible"
    mark, name, kinds, who, more = st.columns([1, 5, 5, 3, 1], vertical_alignment="bottom")
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
    with kinds:
        drawn_as = _pick_kinds(start, letter, f"{key}_kinds", label_visibility, translator)
    with who:
        audience = _pick_audience(start, letter, f"{key}_audience", label_visibility, translator)
    hint = text("More of {letter}", letter=letter)
    with more.popover("", icon=":material/more_horiz:", help=hint):
        other_label, icon, questions = _pick_more(start, key, translator)
    if not label.strip() or not drawn_as:
        return None
    return Category(
        id=category_id,
        label=label,
        other_label=other_label,
        colour=colour,
        icon=icon,
        kinds=drawn_as,
        questions=questions,
        audience=audience,
    )


def _pick_kinds(
    start: Category | None,
    letter: str,
    key: str,
    label_visibility: Literal["visible", "collapsed"],
    translator: Translator,
) -> tuple[DrawKind, ...]:
    text = translator.text
    chosen = st.pills(
        text("Drawn as {letter}", letter=letter),
        list(DrawKind),
        selection_mode="multi",
        default=start.kinds if start else [DrawKind.POINT],
        format_func=lambda kind: text(_KIND_WORDS[kind]),
        key=key,
        label_visibility=label_visibility,
    )
    return tuple(DrawKind(kind) for kind in chosen)


def _pick_audience(
    start: Category | None,
    letter: str,
    key: str,
    label_visibility: Literal["visible", "collapsed"],
    translator: Translator,
) -> Audience:
    text = translator.text
    return st.selectbox(
        text("May be seen by {letter}", letter=letter),
        list(Audience),
        index=start.audience.rank if start else 0,
        format_func=lambda one: text(AUDIENCE_WORDS[one]),
        key=key,
        label_visibility=label_visibility,
    )


def _pick_more(
    start: Category | None, key: str, translator: Translator
) -> tuple[str, str, tuple[str, ...]]:
    """The second language, the icon and the questions of a line."""
    text = translator.text
    other_label = st.text_input(
        text("In the second language"),
        value=start.other_label if start else "",
        key=f"{key}_other",
        max_chars=80,
    )
    icon = st.text_input(
        text("Icon: one or two characters instead of the letter"),
        value=start.icon if start else "",
        key=f"{key}_icon",
        max_chars=MAX_ICON,
    )
    questions = st.text_area(
        text("Questions, one a line, five at most"),
        value="\n".join(start.questions) if start else "",
        key=f"{key}_questions",
    )
    asked = [line for line in questions.splitlines() if line.strip()]
    return other_label, icon, tuple(asked[:MAX_QUESTIONS])
