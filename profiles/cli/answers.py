"""What a person decides about a file on the command line, and how a question is to be answered."""

from typing import TYPE_CHECKING, Annotated, Final, TypeAlias

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
OF_BOUNDARIES: Final = "--boundaries-answer"
BoundariesAnswered: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        OF_BOUNDARIES, metavar="NAME=VALUE", help="Likewise, about a boundary file: crs=EPSG:32645."
    ),
]


def how_to_answer(reason: "Reason", translator: "Translator", option: str = "--answer") -> str:
    """What to add to the command to answer a question; nothing where nothing is to be answered."""
    from mapping.intake.asking import CHOICES, EXAMPLES

    if reason.answer is None:
        return ""
    choices = CHOICES.get(reason.answer) or EXAMPLES.get(reason.answer, ())
    shown = " | ".join(choices) or "…"
    answer = f"{option} {reason.answer}={shown}"
    return " " + translator.text("To answer: {answer}", answer=answer)
