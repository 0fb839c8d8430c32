"""Collect the marked text of both packages and of the packs, and bring every catalogue up to date.

    python scripts/translations.py            update mapping/locale/*/LC_MESSAGES/messages.po
    python scripts/translations.py bn         that of one language, started if there is none

What the catalogues of indicators and boundaries do not say in a language themselves (labels,
definitions, units, notes) is collected with the messages, so that one file makes a language.

Messages keep their translation; new ones come in empty, and are shown in English until someone has
written them. Each catalogue says at its top who has reviewed it. What is wrong in one is said with
its line, and then the script ends with 1; a file that cannot be read is left as it is.
docs/translating.md is for who translates.
"""

import re
import sys
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po

from mapping.atomic import atomic_path
from mapping.boundaries.packs import read_boundary_catalogue
from mapping.i18n import DEFAULT_LANGUAGE, LOCALE_DIR
from mapping.settings import CHECKOUT
from mapping.translations import read_translations
from profiles.indicators.catalogue import read_indicator_catalogue

KEYWORDS: Final = {"N_": None, "NN_": (1, 2), "text": None, "plural": (1, 2)}
INDICATORS: Final = "data/indicators/catalogue.toml"
BOUNDARIES: Final = "data/boundaries/catalogue.toml"
NOT_REVIEWED: Final = "Review: nobody has reviewed this translation yet."


def collected(language: str) -> Catalog:
    """Every message of the product that a language needs, with the files it stands in."""
    template = Catalog(project="local-migration-profiles", charset="utf-8")
    for message, path in code_texts():
        template.add(message, None, [(path, 0)])
    for path, texts in (
        (INDICATORS, indicator_texts(language)),
        (BOUNDARIES, boundary_texts(language)),
    ):
        for text in texts:
            if text:
                template.add(text, None, [(path, 0)])
    return template


@lru_cache(maxsize=1)
def code_texts() -> tuple[tuple[str | tuple[str, ...], str], ...]:
    """What is marked in the code, the same for every language, each with its file."""
    return tuple(
        (message, f"{package}/{Path(name).as_posix()}")
        for package in ("mapping", "profiles")
        for name, _line, message, _comments, _context in extract_from_dir(
            CHECKOUT / package, keywords=KEYWORDS, comment_tags=()
        )
        if message
    )


def indicator_texts(language: str) -> Iterator[str]:
    """What the catalogue of indicators says in English only."""
    catalogue = read_indicator_catalogue(CHECKOUT / INDICATORS)
    for one in catalogue.indicators.values():
        for texts in (one.labels, one.definitions, one.units, one.caveats):
            yield "" if language in texts else texts.get(DEFAULT_LANGUAGE, "")
    for series in catalogue.series:
        yield series.note
        yield series.source.note
    for flow in catalogue.flows:
        yield flow.note
        for texts in (flow.labels, flow.units, *flow.partners.values()):
            yield "" if language in texts else texts[DEFAULT_LANGUAGE]


def boundary_texts(language: str) -> Iterator[str]:
    """What the catalogue of boundaries says in English only."""
    for entry in read_boundary_catalogue(CHECKOUT / "data").entries:
        if language not in entry.unit_names:
            yield from (entry.unit_name, entry.unit_name_plural)


def updated(language: str, template: Catalog) -> tuple[Catalog | None, tuple[str, ...]]:
    """A language's catalogue with today's messages and yesterday's translations, and its faults.

    There is no catalogue where the file cannot be read: to write it anew would lose what is in it.
    """
    path = LOCALE_DIR / language / "LC_MESSAGES" / "messages.po"
    if path.exists():
        catalogue, faults = read_translations(path, language)
    else:
        catalogue, faults = _started(language, template), ()
    if catalogue is not None:
        catalogue.update(template, no_fuzzy_matching=True)
    return catalogue, tuple(map(str, faults))


def _started(language: str, template: Catalog) -> Catalog:
    catalogue = Catalog(
        locale=language,
        project=template.project,
        header_comment=f"# {NOT_REVIEWED}",
        revision_date=template.creation_date,
        fuzzy=False,
    )
    # Babel puts words for a person's name and address where nothing is given.
    catalogue.last_translator = catalogue.language_team = catalogue.msgid_bugs_address = ""
    return catalogue


def _asked(named: Sequence[str]) -> list[str]:
    """The languages that were named, or all."""
    for name in named:
        if not re.fullmatch("[a-z]{2,3}", name):
            sys.exit(
                f"{name!r} is no code of a language. Write the two or three small letters of"
                " ISO 639, as in bn or tpi, without a country or a script behind them."
            )
    return sorted(named or (path.name for path in LOCALE_DIR.iterdir() if path.is_dir()))


def main(named: Sequence[str]) -> None:
    """Write the catalogues anew.

    Args:
        named: Languages; without any, all.
    """
    found: list[str] = []
    for language in _asked(named):
        catalogue, faults = updated(language, collected(language))
        found += faults
        if catalogue is None:
            sys.stdout.write(f"{language}: left as it is, as it cannot be read\n")
            continue
        path = LOCALE_DIR / language / "LC_MESSAGES" / "messages.po"
        path.parent.mkdir(parents=True, exist_ok=True)
        with atomic_path(path) as target, target.open("wb") as file:
            write_po(file, catalogue, width=100, omit_header=False, sort_output=True)
        done = sum(1 for message in catalogue if message.id and any(message.string or ()))
        total = sum(1 for message in catalogue if message.id)
        sys.stdout.write(f"{language}: {done} of {total} messages translated\n")
    if found:
        sys.exit("\n".join(found))


if __name__ == "__main__":
    main(sys.argv[1:])
