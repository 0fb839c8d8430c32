"""The rows of a table beside the map: what is joined, what waits for a yes, what is left."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

import streamlit as st

from mapping.joining.aliases import FILE, Alias, read_aliases, write_aliases
from mapping.joining.model import JoinReport, Suggested, Unmatched
from mapping.joining.place_list import PlaceList
from mapping.places import PlaceCode
from mapping.ui.context import Context
from mapping.ui.errors import plain
from profiles.ui.join_state import JoinWork

LIST_HEIGHT: Final = 212  # pixels: a header and five rows; what is asked and the summary beside it


def alias_file(context: Context) -> Path:
    """Where confirmed spellings are kept."""
    return context.settings.workspace_dir / FILE


def open_suggestions(report: JoinReport, work: JoinWork) -> list[Suggested]:
    """Suggestions that wait for a yes, one for each name and unit, those passed over last."""
    first = {(e.value, _parent(e.row, report, work)): e for e in reversed(report.suggested)}
    return sorted(first.values(), key=lambda one: (one.value in work.passed, one.row))


def _parent(row: int, report: JoinReport, work: JoinWork) -> str:
    """The unit above that a row names: what was said yes to holds for places in it only."""
    if work.table is None or report.columns.parent is None:
        return ""
    cell = work.table.frame.at[row, report.columns.parent]
    return cell.strip() if isinstance(cell, str) else ""


def show_warnings(report: JoinReport, context: Context) -> None:
    """What matters most, at the top."""
    for warning in report.warnings:
        st.warning(plain(warning.text(context.translator)), icon=":material/warning:")


def ask_next(report: JoinReport, work: JoinWork, to: PlaceList, context: Context) -> None:
    """The next suggestion, above the list: one key press says yes."""
    waiting = open_suggestions(report, work)
    with st.container(border=True, horizontal=True, vertical_alignment="center", key="join_ask"):
        st.markdown(_question(waiting, context))
        _buttons(waiting, report, work, to, context)


def _question(waiting: Sequence[Suggested], context: Context) -> str:
    text = context.translator.text
    if not waiting:
        return text("No row waits for a yes.")
    one, best = waiting[0], waiting[0].candidates[0]
    return text(
        "Row {row}: **{value}** → **{place}** ({reason})",
        row=one.row,
        value=plain(one.value),
        place=plain(best.name),
        reason=plain(best.reason.text(context.translator)),
    )


def _buttons(
    waiting: Sequence[Suggested],
    report: JoinReport,
    work: JoinWork,
    to: PlaceList,
    context: Context,
) -> None:
    text, off = context.translator.text, not waiting
    if st.button(text("Yes"), key="join_yes", shortcut="y", type="primary", disabled=off):
        _confirm([waiting[0]], report, work, to, context)
    if st.button(text("Later"), key="join_later", shortcut="n", disabled=off):
        work.with_(passed=(*work.passed, waiting[0].value)).write()
        st.rerun()
    if st.button(text("Undo"), key="join_undo", shortcut="u", disabled=not work.confirmed):
        _undo(work, context)
    if st.button(text("Yes to all {count}", count=len(waiting)), key="join_all", disabled=off):
        _confirm(waiting, report, work, to, context)


def _choose_place(report: JoinReport, work: JoinWork, to: PlaceList, context: Context) -> None:
    """A place of a person's own choice for a row that is left or wrongly suggested."""
    text = context.translator.text
    undecided: tuple[Suggested | Unmatched, ...] = (*report.unmatched, *report.suggested)
    rows = {entry.value: entry for entry in undecided if entry.value}
    if not rows:
        return
    with st.expander(text("Choose a place yourself")), st.form("join_choose", border=False):
        value = st.selectbox(text("Name in the table"), list(rows), key="join_value")
        names = {place.place_code: place.name for place in to.places}
        free = [code for code, _ in report.places_without_data]
        codes = [*free, *(code for code in names if code not in set(free))]
        code = st.selectbox(
            text("Place"),
            codes,
            format_func=lambda code: f"{names[code]} ({code})",
            key="join_place",
        )
        if st.form_submit_button(text("Join these")):
            parent = _parent(rows[value].row, report, work)
            _keep([_alias(rows[value], code, names[code], parent, to)], work, context)


def show_list(report: JoinReport, work: JoinWork, to: PlaceList, context: Context) -> None:
    """What became of each row, the whole in a sentence, and a choice for what is left."""
    _show_rows(report, context)
    st.code(report.summary(context.translator), language=None, wrap_lines=True)
    _choose_place(report, work, to, context)


def _show_rows(report: JoinReport, context: Context) -> None:
    """Every row, in the three lists that make the whole table."""
    text = context.translator.text
    waiting, left, joined = st.tabs(
        [
            text("Waiting ({count})", count=len(report.suggested)),
            text("Left ({count})", count=len(report.unmatched)),
            text("Joined ({count})", count=len(report.matched)),
        ]
    )
    row, value = text("Row"), text("Name in the table")
    with waiting:
        _list(
            {
                row: entry.row,
                value: entry.value,
                text("Place"): entry.candidates[0].name,
                text("Why"): entry.candidates[0].reason.text(context.translator),
            }
            for entry in report.suggested
        )
    with left:
        _list(
            {row: entry.row, value: entry.value, text("Why"): entry.reason.text(context.translator)}
            for entry in report.unmatched
        )
    with joined:
        _list(
            {row: e.row, value: e.value, text("Place"): e.name, text("By"): e.method.value}
            for e in report.matched
        )


def _list(rows: Iterable[Mapping[str, object]]) -> None:
    listed = list(rows)
    if listed:
        st.dataframe(listed, hide_index=True, height=LIST_HEIGHT)


def _confirm(
    entries: Iterable[Suggested],
    report: JoinReport,
    work: JoinWork,
    to: PlaceList,
    context: Context,
) -> None:
    aliases = [
        _alias(one, best.place_code, best.name, _parent(one.row, report, work), to)
        for one in entries
        for best in one.candidates[:1]
    ]
    _keep(aliases, work, context)


def _alias(
    entry: Suggested | Unmatched, code: PlaceCode, name: str, parent: str, to: PlaceList
) -> Alias:
    today = datetime.datetime.now().astimezone().date().isoformat()
    return Alias(
        value=entry.value,
        parent=parent,
        place_code=code,
        place_name=name,
        boundaries=to.name,
        confirmed_on=today,
    )


def _keep(aliases: list[Alias], work: JoinWork, context: Context) -> None:
    path = alias_file(context)
    write_aliases(path, read_aliases(path).with_added(aliases))
    work.with_(confirmed=(*work.confirmed, tuple(aliases))).write()
    st.rerun()


def _undo(work: JoinWork, context: Context) -> None:
    path = alias_file(context)
    write_aliases(path, read_aliases(path).without(work.confirmed[-1]))
    work.with_(confirmed=work.confirmed[:-1]).write()
    st.rerun()
