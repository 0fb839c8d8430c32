"""Whole-sentence templates filled with numbers: same data, same text."""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from mapping.i18n import N_, Message, Translator
from profiles.evidence.provenance import Number
from profiles.narrative.rounding import Style
from profiles.protection.reliability import Reliability

FEWEST_OF_MANY = 2
_SENTENCES: Final = re.compile(r"(?<=[.।؟]) ")  # where one ends
PROXY = N_("{sentence} (Proxy figure.)")
ESTIMATES = {
    Reliability.FEW_CASES: N_("{sentence} (An estimate from few cases.)"),
    Reliability.CAUTION: N_(
        "{sentence} (An estimate with a wide margin of error: use with caution.)"
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence, with the template and the numbers it was made from."""

    template_id: str  # "S6.2"
    template: str  # in English, as it is in the catalogues
    text: str
    numbers: tuple[Number, ...]
    source_ids: tuple[str, ...]
    data_hash: str  # of the numbers: the same hash and template give the same text
    continues: bool = False  # says more of what the sentence before it said


def data_hash(numbers: Iterable[Number]) -> str:
    """Hash of values and keys of numbers, whatever the language."""
    facts = [
        [n.indicator, n.place_code, n.period, n.sex, n.age, n.origin.method, repr(n.value)]
        for n in numbers
    ]
    return hashlib.sha256(json.dumps(facts, ensure_ascii=True).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True, kw_only=True)
class Writer:
    """Says facts in one language."""

    translator: Translator

    def say(
        self,
        template_id: str,
        template: Message,
        count: int = 0,
        /,
        *,
        remark: str = "",
        **facts: "Number | str",
    ) -> Sentence | None:
        """The sentence, or None when one of its numbers may not or cannot be shown.

        Args:
            template_id: Of the template.
            template: A whole sentence with names of facts.
            count: Of what a template of two forms counts.
            remark: A template of `{sentence}` and what is said of it; none if empty.
            facts: What the names stand for.
        """
        numbers = tuple(fact for fact in facts.values() if isinstance(fact, Number))
        if not all(number.is_shown for number in numbers):
            return None
        in_english = template if isinstance(template, str) else template[1]
        if any(_is_too_small_for(in_english, name, fact) for name, fact in facts.items()):
            return None
        words = {
            name: fact.text if isinstance(fact, Number) else fact for name, fact in facts.items()
        }
        text = self.translator.form(template, count, **words)
        if remark:
            text = self.translator.text(remark, sentence=text, **words)
        if any(number.proxy for number in numbers):
            text = self.translator.text(PROXY, sentence=text)
        worst = max((number.reliability for number in numbers), default=Reliability.GOOD)
        if worst in ESTIMATES:
            text = self.translator.text(ESTIMATES[worst], sentence=text)
        return Sentence(
            template_id=template_id,
            template=in_english,
            text=text,
            numbers=numbers,
            source_ids=tuple(dict.fromkeys(n.source_id for n in numbers if n.source_id)),
            data_hash=data_hash(numbers),
        )


def _is_too_small_for(template: str, name: str, fact: "Number | str") -> bool:
    """None and one have sentences of their own: no template for many says "none people"."""
    return (
        isinstance(fact, Number)
        and fact.style == Style.COUNT
        and fact.value is not None
        and abs(fact.value) < FEWEST_OF_MANY
        and f"{{{name}}}" in template
    )


def said(sentences: Iterable[Sentence | None]) -> tuple[Sentence, ...]:
    """The sentences that could be said."""
    return tuple(sentence for sentence in sentences if sentence is not None)


def together(sentences: Iterable[Sentence]) -> list[list[Sentence]]:
    """Sentences with those that continue them."""
    groups: list[list[Sentence]] = []
    for sentence in sentences:
        if sentence.continues and groups:
            groups[-1].append(sentence)
        else:
            groups.append([sentence])
    return groups


def once(notes: Iterable[str]) -> Iterator[str]:
    """Notes without the sentences that stand in one before."""
    said: set[str] = set()
    for note in notes:
        sentences = _SENTENCES.split(note)
        if new := [sentence for sentence in sentences if sentence not in said]:
            yield " ".join(new)
        said |= {*sentences}
