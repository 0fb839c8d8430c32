"""What is wrong with an entry of a catalogue, in words: which one, which field, which rule."""

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from mapping.errors import Problem
from mapping.i18n import N_, Translator
from profiles.indicators.entries import (
    CODE_PATTERN,
    FLOW_FILE_PATTERN,
    ISO3_PATTERN,
    PART_PATTERN,
)

if TYPE_CHECKING:
    from pydantic import ValidationError
    from pydantic_core import ErrorDetails

ONE_OF: Final = N_("must be one of: {choices}")
_NAMED_BY: Final = ("code", "id", "indicator", "file")  # the key that tells one entry from another
_VALUE_LENGTH: Final = 60

_PATTERNS: Final = {
    CODE_PATTERN: N_("must be small letters, digits and underscores, beginning with a letter"),
    PART_PATTERN: N_("must be the code of an indicator, or a code with a sex: pop_total:male"),
    ISO3_PATTERN: N_("must be the three capital letters of a country"),
    FLOW_FILE_PATTERN: N_("must be called flows_….csv"),
}
_RULES: Final = {
    "missing": N_("is missing"),
    "extra_forbidden": N_("is not a field of the catalogue"),
    "string_too_short": N_("is too short or empty"),
    "string_type": N_("must be text"),
    "greater_than": N_("must be more than {gt}"),
    "greater_than_equal": N_("must be {ge} or more"),
    "less_than_equal": N_("must be {le} or less"),
    "int_type": N_("must be a whole number"),
    "int_parsing": N_("must be a whole number"),
    "int_from_float": N_("must be a whole number"),
    "float_type": N_("must be a number"),
    "float_parsing": N_("must be a number"),
    "bool_type": N_("must be true or false"),
    "bool_parsing": N_("must be true or false"),
    "model_type": N_("must give the text by language: en, fr, es"),
    "tuple_type": N_("must be a list"),
    "enum": ONE_OF,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One rule that one entry breaks."""

    table: str  # "indicator", "series" …: the heading of the entry
    name: str  # its code; "" where it has none
    field: str  # "label.en"; "" for the entry as a whole
    rule: str  # marked for translation; may hold placeholders
    facts: Mapping[str, object] = dataclasses.field(default_factory=dict)
    value: str = ""  # what was found

    def words(self, translator: Translator | None = None) -> str:
        """The rule in the reader's language."""
        return (translator or Translator()).text(self.rule, **self.facts)

    def problem(self) -> Problem:
        """The fault as one line of a refusal of the whole file."""
        where = f'{self.table} "{self.name}"' if self.name else self.table
        at = f'{where}, field "{self.field}"' if self.field else where
        return Problem(row=None, column=None, rule=f"{at}: {self.words()}", value=self.value)


def faults_of_shape(error: "ValidationError", content: Mapping[str, Any]) -> Iterator[Fault]:
    """What pydantic found, entry by entry.

    Args:
        error: Of `CatalogueFile`.
        content: What was validated, for the names of its entries.
    """
    for detail in error.errors():
        table, *steps = detail["loc"]
        name = ""
        if steps and isinstance(steps[0], int):
            name = _name(content.get(str(table)), steps.pop(0))
        rule, facts = _rule(detail)
        yield Fault(
            table=str(table),
            name=name,
            field=".".join(_place(step) for step in steps),
            rule=rule,
            facts=facts,
            value="" if detail["type"] == "missing" else _short(detail["input"]),
        )


def _name(entries: object, index: int | str) -> str:
    entry = entries[int(index)] if isinstance(entries, Sequence) else None
    if not isinstance(entry, Mapping):
        return f"{int(index) + 1}"
    return next((str(entry[key]) for key in _NAMED_BY if key in entry), f"{int(index) + 1}")


def _place(step: int | str) -> str:
    """People count from one."""
    return str(step + 1) if isinstance(step, int) else step


def _rule(detail: "ErrorDetails") -> tuple[str, dict[str, object]]:
    context = dict(detail.get("ctx", {}))
    match detail["type"]:
        case "string_pattern_mismatch":
            return _PATTERNS[str(context["pattern"])], {}
        case "enum":
            # "'a', 'b' or 'c'", with pydantic's own English word.
            choices = str(context["expected"]).replace("'", "").replace(" or ", ", ")
            return ONE_OF, {"choices": choices}
        case "value_error":
            return str(context["error"]), {}  # a rule of ours
        case kind if kind in _RULES:
            return _RULES[kind], context
        case _:
            return detail["msg"], {}


def _short(value: object) -> str:
    return str(value)[:_VALUE_LENGTH]
