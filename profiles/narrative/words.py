"""Words that a profile never uses: the rules of `profiles/assets/term_rules.csv`, applied.

A text is checked as it is written by us. Names of places are not ours to judge: they are taken out
before a text is checked.
"""

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from mapping.places import APOSTROPHES

TERM_RULES: Final = Path(__file__).parent.parent / "assets" / "term_rules.csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class TermRule:
    """One word or phrase that is not used, and what stands in its place."""

    language: str
    kind: str  # wording, causal, ranking
    pattern: str
    use_instead: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """A blocked word found in a text."""

    rule: TermRule
    text: str


@lru_cache(maxsize=1)
def term_rules() -> tuple[TermRule, ...]:
    """Every rule of the shipped list."""
    with TERM_RULES.open(encoding="utf-8", newline="") as file:
        return tuple(TermRule(**row) for row in csv.DictReader(file))


@lru_cache(maxsize=8)
def _patterns(language: str) -> tuple[tuple[TermRule, re.Pattern[str]], ...]:
    return tuple(
        (rule, re.compile(rf"(?<!\w){re.escape(rule.pattern)}(?!\w)", re.IGNORECASE))
        for rule in term_rules()
        if rule.language == language
    )


def violations(text: str, language: str, *, names: Iterable[str] = ()) -> tuple[Violation, ...]:
    """The rules a text breaks, names of places left aside."""
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, "\u2026")
    text = text.translate(APOSTROPHES)  # as the rules write it
    return tuple(
        Violation(rule=rule, text=text)
        for rule, pattern in _patterns(language)
        if pattern.search(text)
    )
