"""What a reader decides about a file of hers: one question for each field of `Answers`."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

import streamlit as st

from mapping.i18n import N_, Translator
from mapping.intake.asking import CHOICES, Asking, bounds, header_lines
from mapping.intake.model import AS_WRITTEN, Answers
from mapping.ui.context import Context
from mapping.ui.errors import plain

AS_FOUND: Final = N_("as found")
COLUMNS: Final = 3
NOTHING: Final = (None, "", False)  # of an answer
BOTH_LINES: Final = N_("lines {lines}")
ONE_LINE: Final = N_("line {lines} only")
NO_LINE: Final = N_("the table has no header")


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
    "decimal": Question(label=N_("Decimal mark"), form=Form.CHOICE),
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
    "bounds": Question(
        label=N_("West, south, east and north of the grid, in degrees"),
        form=Form.TEXT,
        placeholder="80, 26.3, 88.3, 30.5",
        read=bounds,
    ),
    "columns": Question(label=N_("Columns that are meant"), form=Form.SEVERAL),
    "date_order": Question(label=N_("In dates comes first"), form=Form.CHOICE),
    "calendar": Question(label=N_("Calendar of the dates"), form=Form.CHOICE),
    "damaged_codes": Question(label=N_("Codes that became numbers"), form=Form.CHOICE),
    "repeated_codes": Question(label=N_("Of rows with the same code"), form=Form.CHOICE),
    "totals": Question(label=N_("Rows of totals"), form=Form.CHOICE),
    "rounds": Question(label=N_("Rounds of the survey"), form=Form.CHOICE),
    "doubtful_shapes": Question(label=N_("Shapes that cover themselves"), form=Form.CHOICE),
    "keep_columns": Question(label=N_("Columns that are no personal data"), form=Form.SEVERAL),
    "aggregated": Question(
        label=N_("Each row is about a place, not about a person or a household"), form=Form.YES
    ),
}
"""By the field of `Answers`, in the order they are asked."""
WORDS: Final = {
    ("date_order", "day"): N_("the day"),
    ("date_order", "month"): N_("the month"),
    ("date_order", AS_WRITTEN): N_("leave them as they are written"),
    ("calendar", "gregorian"): N_("the international one"),
    ("calendar", AS_WRITTEN): N_("another: leave them as they are written"),
    ("damaged_codes", "keep"): N_("they are right as they are"),
    ("damaged_codes", "blank"): N_("take them as missing"),
    ("repeated_codes", "first"): N_("take the first"),
    ("repeated_codes", "last"): N_("take the last"),
    ("repeated_codes", "all"): N_("keep all of them"),
    ("totals", "leave_out"): N_("leave them out"),
    ("totals", "keep"): N_("keep them"),
    ("rounds", "latest"): N_("only the latest of each place"),
    ("rounds", "all"): N_("keep all of them"),
    ("doubtful_shapes", "leave_out"): N_("leave them out"),
}
"""Of the answers that are chosen, by field and answer; others stand for themselves."""


def ask_answers(asking: Asking, key: str, context: Context) -> Answers:
    """What the reader decides; nothing where there is nothing to decide.

    What the door asks stands first, in its own words and with its answers, one press each. Below is
    all else that may be decided, which counts more where both are given.

    Args:
        asking: What makes sense for the file.
        key: Of the widgets; different for each file.
        context: Of the page.
    """
    asked = [field for field in QUESTIONS if field in asking.fields]
    if not asked:
        return Answers()
    choices = {
        **CHOICES,
        "sheet": asking.parts,
        "keep_columns": asking.personal,
        "columns": asking.columns,
        "header_rows": asking.headers,
    }
    translator = context.translator
    given: dict[str, object] = {}
    pressed: set[str] = set()
    with st.expander(translator.text("How the file is read"), expanded=asking.open):
        for reason in asking.questions:
            field, said = str(reason.answer), plain(reason.text(translator))
            pressed |= {field} if QUESTIONS[field].form is Form.CHOICE else set()
            options = choices.get(field, tuple(QUESTIONS[field].options or ()))
            given[field] = _press(field, said, options, f"{key}_{field}_asked", translator)
        columns = st.columns(COLUMNS)
        for n, field in enumerate(field for field in asked if field not in pressed):
            with columns[n % COLUMNS]:
                offered = choices.get(field, ())
                words = {choice: WORDS.get((field, choice), choice) for choice in offered}
                written = _ask(QUESTIONS[field], words, f"{key}_{field}", translator)
                given[field] = given.get(field) if written in NOTHING else written
    answers = {field: value for field, value in given.items() if value not in NOTHING}
    return Answers(**answers)  # type: ignore[arg-type] # fields of Answers


def _press(
    field: str, said: str, options: Sequence[str], key: str, translator: Translator
) -> object:
    """A question as the door puts it, with its answers beside each other where it has any."""
    question = QUESTIONS[field]
    if not options or question.form not in {Form.CHOICE, Form.WRITTEN}:
        st.markdown(said)
        return None
    chosen = st.pills(
        said, options, format_func=lambda option: _word(field, option, translator), key=key
    )
    return None if chosen is None else question.read(chosen)


def _word(field: str, option: str, translator: Translator) -> str:
    """What an answer is called."""
    if field == "header_rows":
        words = NO_LINE if option == "0" else BOTH_LINES if "-" in option else ONE_LINE
        return translator.text(words, lines=option)
    options = QUESTIONS[field].options or {}
    return translator.text(options.get(option) or WORDS.get((field, option), option))


def _ask(
    question: Question, offered: Mapping[str, str], key: str, translator: Translator
) -> object:
    label, hint = translator.text(question.label), translator.text(question.placeholder)
    words = offered if question.options is None else question.options
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
