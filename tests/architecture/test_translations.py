"""Whoever reads the tool in a finished language never meets an English sentence in it."""

import re

import pytest
from babel.messages.pofile import read_po

from mapping.i18n import LOCALE_DIR
from scripts.translations import collected

FINISHED = ("es", "fr")
PROFILE_ONLY = ("ne", "ar")
OF_A_PROFILE = (
    "profiles/sections/",
    "profiles/narrative/",
    "profiles/maps/",
    "profiles/report/",
    "profiles/outline/",
    "profiles/evidence/",
    "profiles/protection/symbols.py",
    "mapping/cartography/",
)


def untranslated(language: str, *folders: str) -> list[str]:
    """Messages that the product has today and that the catalogue does not say in the language.

    Args:
        language: Of the catalogue.
        folders: Only messages that stand in them; without any, every message.
    """
    with (LOCALE_DIR / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
        catalogue = read_po(file, locale=language)
    return sorted(
        str(message.id)
        for message in collected(language)
        if message.id
        and any(path.startswith(folders or "") for path, _ in message.locations)
        and not _is_said(catalogue.get(message.id))
    )


def _forms(message) -> list[str]:
    forms = () if message is None else message.string
    return [forms] if isinstance(forms, str) else [*forms]


def _is_said(message) -> bool:
    forms = _forms(message)
    return bool(forms) and all(forms)


@pytest.mark.parametrize("language", FINISHED)
def test_every_message_of_the_product_is_translated(language):
    found = untranslated(language)
    assert not found, f"{len(found)} messages; run scripts/translations.py and translate {found}"


@pytest.mark.parametrize("language", PROFILE_ONLY)
def test_every_message_of_a_profile_is_translated_before_the_rest(language):
    found = untranslated(language, *OF_A_PROFILE)
    assert not found, f"{len(found)} messages; run scripts/translations.py and translate {found}"


def test_french_texts_have_one_kind_of_apostrophe():
    with (LOCALE_DIR / "fr" / "LC_MESSAGES" / "messages.po").open("rb") as file:
        texts = [form for message in read_po(file) for form in _forms(message)]
    assert not [text for text in texts if re.search(r"[^\W\d_]'[\w{]", text)]
