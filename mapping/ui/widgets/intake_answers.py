"""What a reader decides about a file of hers: one question for each field of `Answers`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

import streamlit as st

from mapping.i18n import N_, Translator
from mapping.intake.asking import Asking, header_lines
from mapping.intake.model import Answers
from mapping.ui.context import Context

AS_FOUND: Final = N_("as found")
COLUMNS: Final = 3


class Form(Enum):
    """How something is asked."""

    CHOICE = auto()
    SEVERAL = auto()
    TEXT = auto()
    WRITTEN = auto()  # chosen, or written
    YES = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """How one field of `Answers` is asked for."""

    label: str  # marked for translation, as all words here
    form: Form
    options: Mapping[str, str] | None = None  # with their words; None: those of the file
    placeholder: str = AS_FOUND
    read: Callable[[str], object] = str  # of what is chosen or written


def _same(*options: str) -> dict[str, str]:
    return {option: option for option in options}


QUESTIONS: Final = {
    "sheet": Question(
        label=N_("Sheet or layer"), form=Form.CHOICE, placeholder=N_("the first table")
    ),
    "header_rows": Question(
        label=N_("Lines of the header"),
        form=Form.WRITTEN,
        placeholder=N_("as found; write 3-4, or 0 for none"),
        read=header_lines,
    ),
    "decimal": Question(label=N_("Decimal mark"), form=Form.CHOICE, options=_same(".", ",")),
    "delimiter": Question(
        label=N_("Between the columns stands"),
        form=Form.CHOICE,
        options={",": N_("comma"), ";": N_("semicolon"), "\t": N_("tab"), "|": "|"},
    ),
    "encoding": Question(
        label=N_("Encoding"),
        form=Form.CHOICE,
        options=_same(
            *("utf-8", "cp1252", "cp1250", "cp1251", "cp1254", "cp1256", "mac_roman", "gb18030")
        ),
    ),
    "crs": Question(
        label=N_("Projection"),
        form=Form.TEXT,
        placeholder=N_("EPSG:4326 is longitude and latitude"),
    ),
    "swap_coordinates": Question(label=N_("Exchange longitude and latitude"), form=Form.YES),
    "keep_columns": Question(label=N_("Columns that are no personal data"), form=Form.SEVERAL),
    "aggregated": Question(
        label=N_("Each row is about a place, not about a person or a household"), form=Form.YES
    ),
}
"""By the field of `Answers`, in the order they are asked."""


def ask_answers(asking: Asking, key: str, context: Context) -> Answers:
    """What the reader decides; nothing where there is nothing to decide.

    Args:
        asking: What makes sense for the file.
        key: Of the widgets; different for each file.
        context: Of the page.
    """
    asked = [field for field in QUESTIONS if field in asking.fields]
    if not asked:
        return Answers()
    choices = {
        "sheet": asking.parts,
        "keep_columns": asking.personal,
        "header_rows": asking.headers,
    }
    given: dict[str, object] = {}
    with st.expander(context.translator.text("How the file is read"), expanded=asking.open):
        columns = st.columns(COLUMNS)
        for n, field in enumerate(asked):
            with columns[n % COLUMNS]:
                given[field] = _ask(
                    QUESTIONS[field], choices.get(field, ()), f"{key}_{field}", context.translator
                )
    said = {field: value for field, value in given.items() if value not in {None, "", False}}
    return Answers(**said)  # type: ignore[arg-type] # fields of Answers


def _ask(question: Question, choices: tuple[str, ...], key: str, translator: Translator) -> object:
    label, hint = translator.text(question.label), translator.text(question.placeholder)
    words = {choice: choice for choice in choices} if question.options is None else question.options
    match question.form:
        case Form.CHOICE | Form.WRITTEN:
            chosen = st.selectbox(
                label,
                list(words),
                index=None,
                placeholder=hint,
                format_func=lambda option: translator.text(words.get(option, option)),
                accept_new_options=question.form is Form.WRITTEN,
                key=key,
            )
            return None if chosen is None else question.read(chosen)
        case Form.SEVERAL:
            return tuple(st.multiselect(label, list(words), key=key))
        case Form.TEXT:
            text = st.text_input(label, placeholder=hint, max_chars=40, key=key)
            return question.read(text.strip()) if text else None
        case Form.YES:
            return st.checkbox(label, key=key)
