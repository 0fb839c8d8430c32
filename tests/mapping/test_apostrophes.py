"""An apostrophe is one sign, however it was typed: one list says which ones there are."""

from pathlib import Path

import pytest

import mapping
from mapping.boundaries.model import searchable
from mapping.intake.columns import folded
from mapping.places import LIKE_APOSTROPHES
from profiles.narrative.words import violations


@pytest.mark.parametrize("sign", LIKE_APOSTROPHES)
def test_every_sign_for_an_apostrophe_is_read_as_one(sign):
    assert folded(f"Lieu d{sign}Origine") == folded("Lieu d'Origine")
    assert searchable(f"Nuku{sign}alofa") == "nuku'alofa"
    assert violations(f"un pays d{sign}accueil", "fr")


def test_the_search_in_the_browser_has_the_same_list():
    script = Path(mapping.__file__).parent / "assets" / "explore" / "search.js"
    assert f"[{LIKE_APOSTROPHES}]" in script.read_text(encoding="utf-8")
