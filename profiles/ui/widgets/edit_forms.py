"""Forms for what people add to a profile: comments, the planning matrix, the self-assessment."""

import datetime
from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Final

import streamlit as st

from mapping.i18n import Translator
from profiles.edits.governance import ANSWERS, DIMENSIONS
from profiles.edits.kept import Answer, Assessed, Comment, Edits, Plan, without_blanks
from profiles.outline.sections import OUTLINE

MOST_LETTERS: Final = 4_000
SHORT: Final = 200
ROW_PX: Final = 72  # three lines of evidence


def _today() -> str:
    return datetime.datetime.now(tz=datetime.UTC).date().isoformat()


def edit_comments(edits: Edits, translator: Translator, *, key: str) -> Edits:
    """The comments there are, each with a way to take it back, and a form for another."""
    text = translator.text
    titles = {outline.id: f"{outline.number} {text(outline.title)}" for outline in OUTLINE}
    for place, comment in enumerate(edits.comments):
        words, button = st.columns([8, 1.5], vertical_alignment="center")
        title = titles.get(comment.section, comment.section)
        words.text(f"{title}\n{comment.text}\n\u2013 {comment.author}, {comment.date}")
        if button.button(text("Remove"), key=f"{key}_remove_{place}"):
            kept = edits.comments[:place] + edits.comments[place + 1 :]
            return replace(edits, comments=kept)
    # A comment that was added leaves a new form; one that lacks a word stays in its own.
    with st.form(f"{key}_comment_{len(edits.comments)}", border=False):
        section = st.selectbox(text("Section"), list(titles), format_func=titles.__getitem__)
        words_of = st.text_area(text("Comment"), max_chars=MOST_LETTERS).strip()
        author = st.text_input(text("Your name or office"), max_chars=SHORT).strip()
        asked = st.form_submit_button(text("Add the comment"))
    if not asked:
        return edits
    if not (words_of and author):
        st.warning(text("A comment needs words, and the name of a person or an office."))
        return edits
    added = Comment(section=section, author=author, date=_today(), text=words_of)
    return replace(edits, comments=(*edits.comments, added))


def edit_plans(edits: Edits, evidence: Sequence[str], translator: Translator, *, key: str) -> Edits:
    """The planning matrix; what the figures say is offered as evidence."""
    text = translator.text
    used = {plan.evidence for plan in edits.plans}
    offered = [Plan(evidence=words) for words in evidence if words not in used]
    with st.form(f"{key}_plans", border=False):
        rows = st.data_editor(
            [asdict(plan) for plan in (*edits.plans, *offered)] or [asdict(Plan())],
            num_rows="dynamic",
            width="stretch",
            row_height=ROW_PX,
            column_config={
                "issue": st.column_config.TextColumn(text("Issue"), max_chars=SHORT),
                "evidence": st.column_config.TextColumn(text("Evidence"), max_chars=MOST_LETTERS),
                "action": st.column_config.TextColumn(text("Possible action"), max_chars=SHORT),
                "who": st.column_config.TextColumn(text("Who"), max_chars=SHORT),
                "when": st.column_config.TextColumn(text("When"), max_chars=SHORT),
            },
            key=f"{key}_rows",
        )
        asked = st.form_submit_button(text("Keep the plan"))
    if not asked:
        return edits
    lines = [{name: words or "" for name, words in row.items()} for row in rows]
    offered_only = set(offered)
    plans = [plan for plan in (Plan(**line) for line in lines) if plan not in offered_only]
    return replace(edits, plans=without_blanks(plans))


def edit_assessment(edits: Edits, translator: Translator, *, key: str) -> Edits:
    """A question a line, by dimension: the answer, and what shows it."""
    text = translator.text
    given = {one.question: one for one in edits.assessed}
    answers = [None, *Answer]
    with st.form(f"{key}_assessment", border=False):
        by = st.text_input(text("Answered by"), max_chars=SHORT)
        made: list[Assessed] = []
        for dimension in DIMENSIONS:
            st.subheader(text(dimension.title))
            for name, words in dimension.questions:
                before = given.get(name)
                answered, shown = st.columns([3, 2], vertical_alignment="bottom")
                answer = answered.selectbox(
                    text(words),
                    answers,
                    index=answers.index(before.answer) if before else 0,
                    format_func=lambda one: text(ANSWERS[one]) if one else "\u2013",
                    key=f"{key}_{name}",
                )
                evidence = shown.text_input(
                    text("Evidence: a link or a document"),
                    value=before.evidence if before else "",
                    max_chars=SHORT,
                    key=f"{key}_{name}_evidence",
                )
                if answer is not None:
                    made.append(_assessed(name, answer, evidence.strip(), by.strip(), before))
        asked = st.form_submit_button(text("Keep the answers"))
    return replace(edits, assessed=tuple(made)) if asked else edits


def _assessed(
    name: str, answer: Answer, evidence: str, by: str, before: Assessed | None
) -> Assessed:
    """An answer; one that is as it was keeps who gave it and when."""
    same = before is not None and (before.answer, before.evidence) == (answer, evidence)
    if before is not None and same:
        return before
    return Assessed(question=name, answer=answer, evidence=evidence, by=by, date=_today())
