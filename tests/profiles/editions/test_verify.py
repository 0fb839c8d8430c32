"""A profile that does not follow from its tables is found out."""

import copy
import json
import os
import random
from datetime import date

import pytest

from mapping.errors import UnreadableFileError, VerificationError
from mapping.settings import Settings
from profiles.editions.reading import read_profile_json
from profiles.editions.verify import verify_document, verify_profile
from profiles.pack import open_pack
from profiles.profile import build_profile
from profiles.report.json_report import to_json
from tests.profiles import tiny

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def pack():
    return tiny.tiny_pack()


@pytest.fixture
def document(pack):
    profile = build_profile(pack, "ZZ0202", language="en", publisher="Office", today=TODAY)
    return json.loads(to_json(profile))


def test_a_profile_follows_from_its_tables(document, pack):
    report = verify_document(document, pack)
    assert report.is_right
    assert report.numbers > 80
    assert report.sentences > 15


def test_a_changed_number_is_found(document, pack):
    cell = document["sections"][3]["tables"][0]["rows"][0]["cells"][1]
    cell["value"] += 1
    report = verify_document(document, pack)
    assert [d.where for d in report.differences] == ["sections.3.tables.0.rows.0.cells.1"]
    with pytest.raises(VerificationError, match="A number of the profile does not follow"):
        report.raise_if_wrong()


def test_a_changed_text_of_a_number_is_found(document, pack):
    document["tiles"][0]["number"]["text"] = "48,001"
    (difference,) = verify_document(document, pack).differences
    assert (difference.where, difference.found) == ("tiles.0.number", "48,000")


def test_a_number_that_was_counted_from_the_profile_is_made_again(document, pack):
    labels = [tile["label"] for tile in document["tiles"]]
    tile = labels.index("Data completeness of this profile")
    document["tiles"][tile]["number"] |= {"value": 99.0, "text": "99"}
    wheres = [d.where for d in verify_document(document, pack).differences]
    assert f"tiles.{tile}.number.value" in wheres


def test_a_changed_sentence_is_found(document, pack):
    document["sections"][0]["sentences"][0]["text"] = "Elm is the best."
    (difference,) = verify_document(document, pack).differences
    assert difference.where == "sections.0.sentences.0.text"


def test_a_dropped_section_is_found(document, pack):
    del document["sections"][7]
    assert not verify_document(document, pack).is_right


def test_a_number_whose_origin_was_bent_is_found(document, pack):
    cell = document["sections"][3]["tables"][0]["rows"][0]["cells"][1]
    other = tiny.tiny_pack().published.value("ZZ0201", cell["indicator"], cell["period"])
    cell["origin"]["cells"][0]["place_code"] = "ZZ0201"
    cell["value"] = other.value
    cell["text"] = f"{other.value:,.0f}"
    assert not verify_document(document, pack).is_right


@pytest.mark.parametrize(
    ("key", "broken"),
    [("style", "none"), ("decimals", "many"), ("origin", None), ("value", "4"), ("value", True)],
)
def test_what_is_no_number_any_more_is_found_where_it_stands(document, pack, key, broken):
    document["tiles"][0]["number"][key] = broken
    wheres = [difference.where for difference in verify_document(document, pack).differences]
    assert wheres
    assert all(where.startswith("tiles.0.number") for where in wheres)


@pytest.mark.parametrize(
    "broken",
    [{"made_on": "today"}, {"sections": [5]}, {"tables": [5]}, {"edits": []}, {"chosen": None}],
)
def test_a_profile_that_was_taken_apart_is_refused(document, tmp_path, broken):
    path = tmp_path / "profile.json"
    path.write_text(json.dumps(document | broken), encoding="utf-8")
    with pytest.raises(UnreadableFileError, match="no profile of this tool"):
        read_profile_json(path)


def test_a_changed_table_is_found(document, monkeypatch):
    changed = {**tiny.POPULATION, "2020": (104_000, 59_000, 40_500, 221_000, 48_010, 24_600)}
    monkeypatch.setattr(tiny, "POPULATION", changed)
    report = verify_document(document, tiny.tiny_pack())
    assert report.changed_tables == ("indicators",)
    assert report.differences


def test_a_file_of_a_shipped_pack_is_checked_from_its_path(tmp_path):
    settings = Settings.from_environment({})
    profile = build_profile(
        open_pack(settings, "XXE"), "ZZ0101", language="en", publisher="Office", today=TODAY
    )
    path = tmp_path / "profile.json"
    path.write_text(to_json(profile), encoding="utf-8")
    report = verify_profile(path, settings)
    assert report.is_right
    assert report.as_json()["right"] is True
    assert "follow from their tables" in report.summary()


@pytest.mark.parametrize("iso3", ["FJI", "LKA", "NPL", "PLW", "SLB", "TLS", "TON", "WSM", "XXE"])
def test_profiles_of_every_pack_follow_from_their_tables(iso3):
    """A few places of each level; with `LMP_EVERY_PLACE=1` every one."""
    pack = open_pack(Settings.from_environment({}), iso3)
    every = bool(os.environ.get("LMP_EVERY_PLACE"))
    for level in pack.levels:
        for place in pack.gazetteer.at_level(level)[slice(None) if every else slice(1, 2)]:
            profile = build_profile(
                pack, place.place_code, language="fr", publisher="Office", today=TODAY
            )
            report = verify_document(json.loads(to_json(profile)), pack)
            assert report.is_right, (place.name, report.differences[:3])
            assert report.numbers > 20


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"kind": "other"}', "not json"])
def test_what_is_no_profile_is_refused(tmp_path, text):
    path = tmp_path / "profile.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableFileError, match=r"profile\.json"):
        read_profile_json(path)


CHOSEN = frozenset(  # what a profile is made anew from: the reader's choice, not a figure
    {"place_code", "iso3", "language", "publisher", "made_on", "format", "kind"}
    | {"edits", "chosen", "switched_off", "since"}
)


def leaves(value, path=()):
    """Where every text, number and nothing of a document stands."""
    if isinstance(value, dict | list) and value:
        for key, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield from leaves(item, (*path, key))
    else:
        yield path


def bent(value):
    match value:
        case bool():
            return not value
        case int() | float():
            return value + 1
        case str():
            return f"{value}7"
    return "something" if value is None else [*value, "something"] if value == [] else {"more": 1}


def at(document, path):
    for key in path:
        document = document[key]
    return document


def is_told(report, path):
    """Whether a difference names a leaf, or the number that it is part of."""
    if path[0] == "tables":
        return bool(report.changed_tables)
    leaf = ".".join(map(str, path))
    return any(f"{leaf}.".startswith(f"{one.where}.") for one in report.differences)


@pytest.mark.parametrize("take_out", [False, True])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_leaf_of_a_profile_is_checked(document, pack, take_out, seed):
    """Of each sort of the thousands of leaves one is bent or taken out."""
    sorts: dict[tuple, list] = {}
    for path in leaves(document):
        # What is chosen is no figure; and an item taken out of a list moves those after it.
        if path[0] not in CHOSEN and not (take_out and isinstance(path[-1], int)):
            sorts.setdefault(tuple(key for key in path if isinstance(key, str)), []).append(path)
    drawn = random.Random(seed)
    chosen = [drawn.choice(paths) for paths in sorts.values()]
    unseen = []
    for start in range(4):
        changed = copy.deepcopy(document)
        for path in chosen[start::4]:
            owner = at(changed, path[:-1])
            if take_out:
                del owner[path[-1]]
            else:
                owner[path[-1]] = bent(owner[path[-1]])
        report = verify_document(changed, pack)
        unseen += [path for path in chosen[start::4] if not is_told(report, path)]
    assert len(chosen) > 100
    assert unseen == []


@pytest.mark.parametrize("rows", ["sections", "tables", "sources", "tiles"])
def test_emptied_lists_are_found(document, pack, rows):
    assert document[rows]
    assert not verify_document(document | {rows: []}, pack).is_right


def test_a_fingerprint_that_is_missing_or_changed_is_found(document, pack):
    without = {key: item for key, item in document.items() if key != "pack_fingerprint"}
    for changed in (without, document | {"pack_fingerprint": "0" * 32}):
        (difference,) = verify_document(changed, pack).differences
        assert difference.where == "pack_fingerprint"
    name = document["tables"][0][0]
    fewer = document | {"tables": document["tables"][1:]}
    assert verify_document(fewer, pack).changed_tables == (name,)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(UnreadableFileError, match=r"none\.json"):
        read_profile_json(tmp_path / "none.json")
