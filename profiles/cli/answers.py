"""What a person decides about a file on the command line, and how a question is to be answered."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Final, TypeAlias

import typer

from mapping.i18n import Translator

if TYPE_CHECKING:
    from mapping.intake.model import Reason

Answered: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--answer", metavar="NAME=VALUE", help="What you decide about the file; see `lmp check`."
    ),
]
OF_FILE: Final = "--answer"
OF_BOUNDARIES: Final = "--boundaries-answer"
BoundariesAnswered: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        OF_BOUNDARIES, metavar="NAME=VALUE", help="Likewise, about a boundary file: crs=EPSG:32645."
    ),
]


def how_to_answer(reason: "Reason", translator: Translator, option: str = OF_FILE) -> str:
    """What to add to the command to answer a question; nothing where nothing is to be answered."""
    from mapping.intake.asking import CHOICES, EXAMPLES

    if reason.answer is None:
        return ""
    choices = CHOICES.get(reason.answer) or EXAMPLES.get(reason.answer, ())
    shown = " | ".join(choices) or "…"
    answer = f"{option} {reason.answer}={shown}"
    return " " + translator.text("To answer: {answer}", answer=answer)


@contextmanager
def answered_with(option: str) -> Iterator[None]:
    """A file that is refused for want of an answer names the option of this command that gives it.

    Raises:
        RefusedFileError: with the option in its reason.
    """
    from mapping.errors import RefusedFileError
    from mapping.intake.model import Intake, Outcome

    try:
        yield
    except RefusedFileError as error:
        intake = error.facts.get("intake")
        reasons = intake.reasons if isinstance(intake, Intake) else ()
        grave = (Outcome.REFUSED, Outcome.ASKED)
        questions = [one for one in reasons if one.answer and one.severity in grave]
        if not questions:
            raise
        how = how_to_answer(questions[0], Translator(), option).strip()
        facts = error.facts | {"reason": f"{error.facts['reason']} ({how})"}
        raise RefusedFileError(**facts) from error
