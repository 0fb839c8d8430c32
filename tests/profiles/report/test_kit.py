"""A kit holds every map and profile of a level, and asks nobody for anything."""

import base64
import datetime
import gzip
import json
import os
import re
from html import unescape
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapping.errors import UnknownLevelError
from mapping.places import AdminLevel
from mapping.settings import Settings
from profiles.indicators.words import names_in_list
from profiles.pack import open_pack
from profiles.profile import build_profile
from profiles.report.html import to_html
from profiles.report.kit import DATA_ID, build_kit
from profiles.report.pictures import draw
from profiles.report.pieces import OWN, in_pieces, letter_of

TODAY = datetime.date(2026, 11, 22)


@pytest.fixture(scope="module")
def settings(tmp_path_factory) -> Settings:
    workspace = tmp_path_factory.mktemp("kit")
    return Settings.from_environment({**os.environ, "LMP_WORKSPACE_DIR": str(workspace)})


@pytest.fixture(scope="module")
def samoa(settings):
    return open_pack(settings, "WSM")


@pytest.fixture(scope="module")
def kit(samoa, settings) -> str:
    return build_kit(samoa, AdminLevel.ADM1, settings, languages=("en", "fr"), today=TODAY).decode()


@pytest.fixture(scope="module")
def data(kit) -> dict:
    packed = re.search(rf'id="{DATA_ID}">([^<]+)<', kit)
    assert packed is not None
    found = json.loads(gzip.decompress(base64.b64decode(packed[1])))
    assert list(found["languages"]) == ["en", "fr"]
    assert found["languages"]["fr"]["words"]["profiles"] == "Profils"
    return found | found["languages"]["en"]


@pytest.fixture(scope="module")
def embedded(kit) -> dict:
    found = re.search(r'id="lmp-embedded">(.*?)</script>', kit, re.DOTALL)
    assert found is not None
    return json.loads(found[1])


def test_every_indicator_and_period_of_the_level_is_there(samoa, data, embedded) -> None:
    offered = [
        (indicator["label"], period["view"])
        for section in data["choices"]
        for indicator in section["indicators"]
        for period in indicator["periods"]
    ]
    indicators = samoa.indicators_at(AdminLevel.ADM1)
    called = names_in_list(indicators, "en")
    there = [
        called[indicator.code]
        for indicator in indicators
        for _ in samoa.periods_of(indicator.code, AdminLevel.ADM1)
    ]

    assert sorted(label for label, _ in offered) == sorted(there)
    names = [entry["label"] for section in data["choices"] for entry in section["indicators"]]
    assert len(set(names)) == len(names)
    assert {"Citizens born abroad (persons)", "Citizens born abroad (%)"} <= set(names)
    assert [view for _, view in offered] == list(range(len(data["views"])))
    for view in data["views"]:
        message = embedded["message"] | view
        keys = [message["values"], *(entry["key"] for entry in message["timeline"])]
        assert all(f"values/{key}" in data["values"] for key in keys)


def whole(name: str, packed: dict[str, Any]) -> str:
    shared = {letter_of(number): piece for number, piece in enumerate(packed["shared"])}
    own = iter(packed["own"][name])
    letters = packed["documents"][name]
    return "".join(next(own) if letter == OWN else shared[letter] for letter in letters)


def test_each_profile_comes_back_as_the_document_it_is(samoa, data) -> None:
    documents = data["profiles"]["documents"]
    places = samoa.gazetteer.at_level(AdminLevel.ADM1)

    codes = [place.place_code for place in places]
    assert list(documents) == [f"{lang} {code}" for lang in ("en", "fr") for code in codes]
    code = places[3].place_code
    profile = build_profile(samoa, code, language="en", publisher="the publisher", today=TODAY)
    again = whole(f"en {code}", data["profiles"])
    assert again.splitlines()[-12:-4] == to_html(profile, draw(profile, samoa)).splitlines()[-12:-4]


@given(st.dictionaries(st.text(max_size=2), st.text("<i>ab</i>\n", max_size=40), min_size=1))
def test_documents_in_pieces_come_back_whole(documents) -> None:
    found = in_pieces(documents)
    assert {name: whole(name, found) for name in found["documents"]} == documents


def test_profiles_share_their_pieces(data) -> None:
    made_of = data["profiles"]["documents"].values()

    assert len(data["profiles"]["shared"]) < sum(map(len, made_of)) / 3


def test_only_what_stands_in_the_file_may_run_or_be_shown(kit) -> None:
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', kit)
    assert policy is not None
    rules = dict(rule.split(" ", 1) for rule in unescape(policy[1]).split("; "))

    assert rules["default-src"] == "'none'"
    assert rules["connect-src"] == "'none'"
    assert rules["img-src"] == "data: blob:"
    for rule in ("script-src", "style-src"):
        assert all(word.startswith("'sha256-") for word in rules[rule].split())


def test_a_level_that_is_not_there_is_said(samoa, settings) -> None:
    with pytest.raises(UnknownLevelError):
        build_kit(samoa, AdminLevel.ADM3, settings, languages=("en",), today=TODAY)
