"""`lmp check`: whether a file may come in, and what was found in it."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mapping.i18n import N_, Translator
from profiles.cli import asked
from profiles.cli.answers import Answered, how_to_answer

if TYPE_CHECKING:
    from mapping.intake.model import Intake

VERDICTS = {
    "accepted": N_("{name} is accepted."),
    "warned": N_("{name} is accepted; look at what follows."),
    "asked": N_("{name} raises questions; answer them before it is used."),
    "refused": N_("{name} is refused."),
}


def check(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Table, map, grid or picture.")],
    *,
    answer: Answered = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document.")] = False,
) -> int:
    """Say what a file is, whether it can be used, and what to look at in it."""
    from mapping.intake.asking import read_answers
    from mapping.intake.door import check_file
    from mapping.intake.limits import CHECK_LIMITS, FLOW_LIMITS
    from mapping.intake.model import Outcome

    limits = replace(
        CHECK_LIMITS, most_rows=FLOW_LIMITS.most_rows, most_cells=FLOW_LIMITS.most_cells
    )
    intake = check_file(_existing(file), answers=read_answers(answer or ()), limits=limits)
    if as_json:
        asked.print_json(intake.to_json())
    else:
        asked.print_line(
            "\n".join(_lines(file.name, intake, Translator(asked.settings().language)))
        )
    return 1 if intake.outcome is Outcome.REFUSED else 0


def _existing(file: Path) -> Path:
    if not file.is_file():
        raise typer.BadParameter(f"there is no file {file}", param_hint="FILE")
    return file


def _lines(name: str, intake: "Intake", translator: Translator) -> list[str]:
    """The verdict, then what is in the file, then each reason, the gravest first."""
    lines = [translator.text(VERDICTS[intake.outcome.value], name=name)]
    for layer in intake.layers:
        facts = {
            "name": layer.name,
            "rows": layer.rows_out,
            "columns": ", ".join(layer.columns[:12]),
        }
        lines.append(
            "  " + translator.text(N_("{name}: rows: {rows}; columns: {columns}"), **facts)
        )
    ordered = sorted(intake.reasons, key=lambda reason: -reason.severity.rank)
    lines += [f"- {one.text(translator)}{how_to_answer(one, translator)}" for one in ordered]
    return lines
