"""Every profile of every pack in every language, checked: does all of it follow from its tables?

    python benchmarks/every_profile.py [--packs npl,fji] [--languages en,fr,es,ne,ar]

Each profile is written as JSON and worked out again as `lmp verify` does it. Then one of its
numbers is changed, another one in each profile, and has to be caught. Texts are looked through for
blocked words, empty placeholders and numbers that may not be shown, and sentences are measured.
Nepali and Arabic are made of Nepal and of the invented country. Ends with 1 if anything was found.
"""

import argparse
import json
import os
import re
import statistics
import sys
import time
from collections.abc import Iterator
from datetime import date

from mapping.settings import Settings
from profiles.editions.verify import verify_document
from profiles.narrative.words import violations
from profiles.pack import Pack, open_pack
from profiles.profile import build_profile
from profiles.report.json_report import to_json
from profiles.sections.whole import Profile

PACKS = "fji,lka,npl,plw,slb,tls,ton,wsm,xxe"
EVERYWHERE = frozenset({"en", "fr", "es"})
OTHERS_IN = frozenset({"NPL", "XXE"})
MOST_WORDS = 22
EMPTY = re.compile(r"\{[a-z_]+\}|\bNone\b|\bnan\b|  ")
TODAY = date(2026, 1, 1)


def texts(profile: Profile) -> Iterator[str]:
    """All prose of a profile."""
    for section in profile.sections:
        yield from (sentence.text for sentence in section.sentences)
        yield from section.gap_statement
        yield from section.notes
        yield from (chart.words.alt for chart in section.charts)
        yield from (figure.alt for figure in section.maps)
        for table in section.tables:
            yield table.title
            yield from table.notes


def faults(profile: Profile, pack: Pack, names: list[str], turn: int) -> Iterator[str]:
    """What is wrong with one profile; `turn` says which of its numbers is changed."""
    document = json.loads(to_json(profile))
    report = verify_document(document, pack)
    yield from map(str, report.differences)
    numbers = [*_numbers(document["sections"])]
    if numbers:
        changed = numbers[turn % len(numbers)]
        changed["value"] += 1.0
        if verify_document(document, pack).is_right:
            yield f"not caught: {changed['indicator']} {changed['text']}"
    for text in texts(profile):
        found = violations(text, profile.language, names=names)
        yield from (f"{one.rule.pattern}: {text}" for one in found)
        if EMPTY.search(text):
            yield f"empty: {text}"
    for section in profile.sections:
        for sentence in section.sentences:
            if not all(number.is_shown for number in sentence.numbers):
                yield f"may not be shown: {sentence.text}"


def _numbers(value: object) -> Iterator[dict[str, float]]:
    """The numbers of a profile as JSON that have a value."""
    if isinstance(value, dict):
        if "origin" in value and value["value"] is not None:
            yield value
        for item in value.values():
            yield from _numbers(item)
    if isinstance(value, list):
        for item in value:
            yield from _numbers(item)


def checked(iso3: str, language: str) -> int:
    """Check all places of a pack in a language and print a row; how much was found."""
    start = time.process_time()
    pack = open_pack(Settings.from_environment(os.environ), iso3)
    names = [name for place in pack.gazetteer.places.values() for name in place.all_names]
    found, lengths = [], []
    for turn, code in enumerate(pack.gazetteer.places):
        profile = build_profile(pack, str(code), language=language, publisher="Office", today=TODAY)
        found += [f"{code}: {fault}" for fault in faults(profile, pack, names, 37 * turn)]
        told = [sentence.text for section in profile.sections for sentence in section.sentences]
        lengths += [len(text.split()) for text in told]
    median = statistics.median(lengths)
    if median > MOST_WORDS:
        found.append(f"median sentence: {median} words")
    seconds = time.process_time() - start
    row = (iso3, language, turn + 1, len(lengths), f"{median:.0f}", len(found), f"{seconds:.0f}")
    print("| " + " | ".join(map(str, row)) + " |", *found[:5], sep="\n    ", flush=True)
    return len(found)


def main() -> None:
    """Check and print a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--packs", default=PACKS)
    parser.add_argument("--languages", default="en,fr,es,ne,ar")
    asked = parser.parse_args()
    print("| pack | language | profiles | sentences | median words | found | seconds |")
    print("|---|---|---|---|---|---|---|", flush=True)
    found = sum(
        checked(iso3, language)
        for iso3 in asked.packs.upper().split(",")
        for language in asked.languages.split(",")
        if language in EVERYWHERE or iso3 in OTHERS_IN
    )
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
