"""Which sections an edition of a profile has."""

import json
import os
from datetime import date

import pytest

from mapping.errors import UnknownChoiceError
from mapping.settings import Settings
from profiles.editions.verify import verify_document
from profiles.pack import open_pack
from profiles.profile import build_profile
from profiles.report.json_report import to_json
from profiles.sections import edition


@pytest.fixture(scope="module")
def pack():
    return open_pack(Settings.from_environment(os.environ), "XXE")


def built(pack, **asked):
    today = date(2026, 11, 22)
    return build_profile(pack, "ZZ0203", language="en", publisher="x", today=today, **asked)


def test_chosen_sections_are_those_of_the_whole_profile_in_its_order(pack):
    whole = {section.id: section for section in built(pack).sections}
    some = built(pack, chosen=["od", "key_facts"])
    assert some.sections == (whole["key_facts"], whole["od"])
    assert built(pack, chosen=edition.SECTIONS).chosen == ()


def test_nothing_is_worked_out_for_sections_that_nobody_asked_for(pack, monkeypatch):
    asked = []
    original = edition.build_section
    monkeypatch.setattr(
        edition, "build_section", lambda *given: asked.append(given[1].id) or original(*given)
    )
    built(pack, chosen=["od", "context"], switched_off={"od": "Elsewhere."})
    assert asked == ["context"]


def test_an_unknown_section_is_refused_with_those_there_are(pack):
    with pytest.raises(UnknownChoiceError, match=r"wrok.*key_facts"):
        built(pack, chosen=["wrok"])


def test_a_profile_of_chosen_sections_is_verified_as_such(pack):
    document = json.loads(to_json(built(pack, chosen=["key_facts", "international"])))
    assert document["chosen"] == ["key_facts", "international"]
    assert verify_document(document, pack).is_right
    document["chosen"] = []
    assert not verify_document(document, pack).is_right
