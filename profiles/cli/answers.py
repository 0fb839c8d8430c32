"""What a person decides about a file on the command line, and how a question is to be answered."""

from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

if TYPE_CHECKING:
    from mapping.i18n import Translator
    from mapping.intake.model import Reason

Answered: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--answer", metavar="NAME=VALUE", help="What you decide about the file; see `lmp check`."
    ),
]


def how_to_answer(reason: "Reason", translator: "Translator") -> str:
    """What to add to the command to answer a question; nothing where nothing is to be answered."""
    from mapping.intake.asking import CHOICES, EXAMPLES

    if reason.answer is None:
        return ""
    choices = CHOICES.get(reason.answer) or EXAMPLES.get(reason.answer, ())
    shown = " | ".join(choices) or "…"
    answer = f"--answer {reason.answer}={shown}"
    return " " + translator.text("To answer: {answer}", answer=answer)
