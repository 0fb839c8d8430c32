"""Errors a person can act on. Anything else is a bug and passes.

ToolError                       what went wrong, and how to mend it
├── DataError                   the data was refused (exit 1)
│   ├── UnreadableFileError     a file is missing, damaged or of another kind
│   ├── RefusedFileError        a file was refused at the door; carries every reason
│   ├── BadTableError           a table breaks its rules; carries every problem with its row
│   ├── BadBoundariesError      polygons break their rules
│   ├── PlaceCodesError         the codes of places in a file do not tell them apart; names rows
│   ├── BadRecipeError          a recipe breaks its rules; names the keys
│   ├── OtherPackError          a worker has other data than the run was asked from
│   ├── UnknownPlacesError      a table names places that the boundary set does not have
│   ├── MeasureRefusedError     a measure cannot be taken of this table; says why
│   ├── ConsentError            people agreed to less than what was asked for
│   └── VerificationError       a profile's number does not follow from its tables
├── UsageError                  something was asked for that does not exist (exit 2)
│   ├── UnknownPackError
│   ├── UnknownLevelError
│   ├── UnknownPlaceError
│   ├── UnknownIndicatorError
│   ├── UnknownPeriodError
│   ├── UnknownChoiceError      a scheme, format, language or statistic
│   ├── UnknownWorkshopError
│   └── KindNotOfferedError     a kind of map that does not fit the figures; says why
├── ForbiddenError              somebody may not do this now (exit 1)
├── BusyPortError               another program listens where the app was told to (exit 1)
├── ProcessesEndedError         the processes that make files were killed (exit 1)
├── OperationRefusedError       something drawn is not acceptable as it is (exit 1)
└── StorageError                a file or the store could not be written (exit 1)

Releases that would tell too much with earlier ones have theirs in `profiles.protection.errors`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from mapping.i18n import N_, Translator

EXAMPLES_SHOWN = 8
WORDS = frozenset({"reason", "measure", "kind"})  # facts that are marked for translation themselves


class ToolError(Exception):
    """Something a person can act on. Facts are fields, prose is in the templates."""

    message: ClassVar[str] = N_("Something is wrong with what was given.")
    one: ClassVar[str | None] = None  # the message where its fact `count` is 1
    hint: ClassVar[str] = N_("Check what was given and try again.")

    def __init__(self, **facts: object) -> None:
        super().__init__(type(self).message, facts)
        self.facts = facts

    def what(self, translator: Translator | None = None) -> str:
        """One line: what is wrong."""
        one = self.one if self.facts.get("count") == 1 else None
        return self._said(one or self.message, translator or Translator())

    def how(self, translator: Translator | None = None) -> str:
        """One line: how to mend it."""
        return self._said(self.hint, translator or Translator())

    def _said(self, message: str, translator: Translator) -> str:
        facts = {
            name: translator.text(fact) if name in WORDS and isinstance(fact, str) else fact
            for name, fact in self.facts.items()
        }
        return translator.text(message, **facts)

    def __str__(self) -> str:
        return f"{self.what()} {self.how()}"


def listed(values: Iterable[object]) -> str:
    """The first few of many values, for a message; a dash for none.

    One that is left would be no longer than the words that it is left: it is shown.
    """
    shown = [str(value) for value in values]
    if len(shown) <= EXAMPLES_SHOWN + 1:
        return ", ".join(shown) or "–"
    return f"{', '.join(shown[:EXAMPLES_SHOWN])} … (+{len(shown) - EXAMPLES_SHOWN})"


class DataError(ToolError):
    """The data was refused."""


class UnreadableFileError(DataError):
    """A file is missing, damaged, or not what its name says. Facts: path, reason."""

    message = N_("The file {path} cannot be read: {reason}.")
    hint = N_("Check that the file is complete and of this kind, or put a good copy in its place.")


class RefusedFileError(DataError):
    """A file was refused at the door. Facts: path, reason, intake (mapping.intake.model.Intake)."""

    message = N_("The file {path} was not taken in: {reason}.")
    hint = N_("`lmp check FILE` says all that was found in it and what to do about it.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One fault in a table: where it is and which rule it breaks."""

    row: int | None  # line of the file, the header being 1
    column: str | None
    rule: str
    value: str = ""

    def __str__(self) -> str:
        where = ", ".join(
            part
            for part in (
                f"row {self.row}" if self.row is not None else "",
                f"column {self.column}" if self.column else "",
            )
            if part
        )
        found = f" (found {self.value!r})" if self.value else ""
        return f"{where}: {self.rule}{found}" if where else f"{self.rule}{found}"


class BadTableError(DataError):
    """A table breaks its rules. Facts: path, problems (a tuple of Problem), count, examples."""

    message = N_("The table {path} has {count} problems: {examples}.")
    one = N_("The table {path} has a problem: {examples}.")
    hint = N_("Mend the rows named and read the table again.")

    def __init__(self, *, path: object, problems: tuple[Problem, ...]) -> None:
        examples = "; ".join(str(problem) for problem in problems[:EXAMPLES_SHOWN])
        super().__init__(path=path, problems=problems, count=len(problems), examples=examples)
        self.problems = problems


class BadBoundariesError(DataError):
    """Polygons break the rules of a boundary set. Facts: name, reason, examples."""

    message = N_("The boundary set {name} cannot be used: {reason}. {examples}")
    hint = N_("Repair the polygons named, or use another boundary file.")


class PlaceCodesError(DataError):
    """A column of codes does not tell the places apart. Facts: column, reason, examples."""

    message = N_("The codes of places in the column {column} cannot be used: {reason}: {examples}.")
    hint = N_("Correct the codes in the file, or choose another column with --place-code.")


class BadRecipeError(DataError):
    """A recipe breaks its rules. Facts: path, problems, available."""

    message = N_("The recipe {path} cannot be used: {problems}.")
    hint = N_("It may hold: {available}.")


class OtherPackError(DataError):
    """A worker has other data than the run was asked from. Facts: pack, path."""

    message = N_("The pack {pack} in {path} is not the one the profiles were asked from.")
    hint = N_("Give every worker the same packs and workspace, or a folder they share.")


class UnknownPlacesError(DataError):
    """A table names places the boundary set does not have. Facts: count, boundary_set, examples."""

    message = N_("{count} place codes are not in the boundary set {boundary_set}.")
    one = N_("A place code is not in the boundary set {boundary_set}.")
    hint = N_("Check the admin level and the code column. First unknown codes: {examples}.")


class MeasureRefusedError(DataError):
    """A measure cannot be taken of this table. Facts: measure, reason."""

    message = N_("There is no {measure}: {reason}.")
    hint = N_("Leave this measure out, or use a table that has what it needs.")


class VerificationError(DataError):
    """Numbers of a profile do not follow from its tables. Facts: count, examples."""

    message = N_("{count} numbers of the profile do not follow from its tables: {examples}.")
    one = N_("A number of the profile does not follow from its tables: {examples}.")
    hint = N_("Make the profile again from the tables it names, or restore those tables.")


class ConsentError(DataError):
    """People agreed to less than what was asked for. Facts: audience."""

    message = N_("Exact positions are not for this audience: {audience}.")
    hint = N_("Export displaced or binned positions, or for a narrower audience.")


class ForbiddenError(ToolError):
    """Somebody may not do this, or their code or pass phrase is none. Facts: action, if any."""

    message = N_("This is not open to you now.")
    hint = N_("Ask the facilitator for the code of today. After several wrong ones, wait a minute.")


class UsageError(ToolError):
    """Something was asked for that does not exist. Facts: asked, available."""

    message = N_("There is no {asked}.")
    hint = N_("There is: {available}.")


class UnknownPackError(UsageError):
    """No such country pack. Facts: asked, available."""

    message = N_("There is no country pack {asked}.")
    hint = N_("The packs are: {available}.")


class UnknownLevelError(UsageError):
    """The pack has no such level. Facts: asked, available, pack."""

    message = N_("The pack {pack} has no level {asked}.")
    hint = N_("Its levels are: {available}.")


class UnknownPlaceError(UsageError):
    """The pack has no such place. Facts: asked, available, pack."""

    message = N_("The pack {pack} has no place {asked}.")
    hint = N_("Some of its places: {available}.")


class UnknownIndicatorError(UsageError):
    """The pack has no such indicator at this level. Facts: asked, available, pack."""

    message = N_("The pack {pack} has no indicator {asked} here.")
    hint = N_("It has: {available}.")


class UnknownPeriodError(UsageError):
    """The indicator has no such period. Facts: asked, available, indicator."""

    message = N_("The indicator {indicator} has no period {asked}.")
    hint = N_("Its periods are: {available}.")


class UnknownChoiceError(UsageError):
    """A word outside its list. Facts: kind, asked, available."""

    message = N_("{asked} is not a {kind}.")
    hint = N_("Choose one of: {available}.")


class KindNotOfferedError(UsageError):
    """A kind of map does not fit the figures. Facts: kind, reason."""

    message = N_("The map “{kind}” does not fit here: {reason}.")
    hint = N_("Choose another kind of map, or another indicator.")


class UnknownWorkshopError(UsageError):
    """No such workshop. Facts: asked, available."""

    message = N_("There is no workshop {asked}.")
    hint = N_("The workshops are: {available}.")


class StorageError(ToolError):
    """Something could not be written; what was there before is still whole. Facts: path, reason."""

    message = N_("{path} could not be written: {reason}.")
    hint = N_("Free some space or choose a folder you may write to; nothing there was changed.")


class OperationRefusedError(ToolError):
    """Something drawn is not acceptable as it is. Facts: reason."""

    message = N_("What was drawn was not kept: {reason}.")
    hint = N_("Change it as said and save it again.")


class ProcessesEndedError(ToolError):
    """The processes that make files were killed, all of them. Facts: left."""

    message = N_("The processes at work were ended from outside, perhaps for want of memory.")
    hint = N_(
        "Begin again: what is made is kept, and {left} profiles are left. Close what is open."
    )


class BusyPortError(ToolError):
    """Another program listens where the app was told to. Facts: host, port, reason."""

    message = N_("Port {port} on {host} cannot be used: {reason}.")
    hint = N_("Stop the program that uses it, or choose another: lmp app --port N.")
