"""The rules of a workspace: safe without a file, checked with one, a sentence for each."""

from dataclasses import fields, replace

import pytest

from mapping.errors import BadTableError, UnreadableFileError
from mapping.i18n import Translator
from profiles.protection.policy import DEFAULT_POLICY, Policy
from profiles.protection.policy_file import (
    FILE_NAME,
    LIMITS,
    below_default,
    checked_policy,
    read_policy,
    write_policy,
)
from profiles.protection.rule_words import RULES


def test_without_a_file_the_safe_rules_hold(tmp_path):
    assert read_policy(tmp_path) == DEFAULT_POLICY == Policy()
    assert (Policy().minimum_count, Policy().group_size) == (10, 50)
    assert (Policy().survey_least, Policy().survey_enough) == (25, 50)
    assert (Policy().cv_caution, Policy().cv_most) == (16.5, 33.3)


def test_a_file_changes_what_it_names_and_nothing_else(tmp_path):
    (tmp_path / FILE_NAME).write_text('minimum_count = 5\nsensitive_words = ["camp"]\n')
    assert read_policy(tmp_path) == Policy(minimum_count=5, sensitive_words=("camp",))


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("minimum_count = 2", "minimum_count"),
        ("minimum_count = 51", "minimum_count"),
        ("minimum = 5", "minimum"),
        ("group_size = -1", "group_size"),
        ("cv_most = 80", "cv_most"),
        ('zeros_last = "perhaps"', "zeros_last"),
        ('sensitive_words = [""]', "sensitive_words"),
        ("survey_least = 30\nsurvey_enough = 29", "survey_enough"),
        ("cv_caution = 20.0\ncv_most = 19.9", "cv_most"),
        ("rounding_base = 4", "rounding_base"),
    ],
)
def test_a_wrong_rule_is_named(tmp_path, text, named):
    (tmp_path / FILE_NAME).write_text(text)
    with pytest.raises(BadTableError, match=named):
        read_policy(tmp_path)


def test_a_file_that_is_no_toml_is_refused(tmp_path):
    (tmp_path / FILE_NAME).write_text("minimum_count = = 5")
    with pytest.raises(UnreadableFileError):
        read_policy(tmp_path)


@pytest.mark.parametrize(
    "policy",
    [Policy(), Policy(minimum_count=3, zeros_last=False, bare_totals=(), rounding_base=5)],
)
def test_what_is_written_is_read_again(tmp_path, policy):
    write_policy(tmp_path, policy)
    assert read_policy(tmp_path) == policy
    text = (tmp_path / FILE_NAME).read_text(encoding="utf-8")
    for rule in RULES:
        assert f"# {rule.id}. " in text


def test_words_are_written_as_people_write_them(tmp_path):
    words = ("réfugié", "難民", "𠮷野")  # the last begins beyond what four digits escape
    write_policy(tmp_path, Policy(sensitive_words=words))
    assert all(word in (tmp_path / FILE_NAME).read_text(encoding="utf-8") for word in words)
    assert read_policy(tmp_path).sensitive_words == words


def test_every_setting_belongs_to_a_rule_and_every_rule_has_a_sentence():
    named = [name for rule in RULES for name in rule.settings]
    assert sorted(named) == sorted(field.name for field in fields(Policy))
    assert [rule.id for rule in RULES] == [f"C{number}" for number in range(1, 13)]
    for rule in RULES:
        sentence = rule.sentence(DEFAULT_POLICY)
        assert sentence.endswith(".")
        assert "{" not in sentence


def test_a_sentence_says_the_value_that_holds():
    first = RULES[0]
    assert "from 7 people on" in first.sentence(replace(DEFAULT_POLICY, minimum_count=7))


def test_a_sentence_has_the_readers_numbers_and_words():
    said = {rule.id: rule.sentence(DEFAULT_POLICY, Translator("fr")) for rule in RULES}
    assert "16,5" in said["C5"]
    assert "trafficking" not in RULES[2].words
    plain = [rule.sentence(DEFAULT_POLICY) for rule in RULES]
    assert not any(word in " ".join(plain) for word in ("True", "idp_n", "deport,"))
    assert "asylum claims, deportation" in plain[2]
    assert "nothing" in RULES[1].sentence(replace(DEFAULT_POLICY, bare_totals=()))


def test_a_rule_that_is_off_says_so():
    ninth = RULES[8]
    assert "only where nothing else is left" in ninth.sentence(DEFAULT_POLICY)
    assert "never hidden" in ninth.sentence(replace(DEFAULT_POLICY, zeros_last=False))


def test_rounding_is_said_where_it_is_on():
    twelfth = RULES[11]
    assert "multiples of 5" in twelfth.sentence(replace(DEFAULT_POLICY, rounding_base=5))
    assert "multiples" not in twelfth.sentence(DEFAULT_POLICY)


def test_counts_are_rounded_to_three_or_five_only():
    with pytest.raises(ValueError, match="not to 10"):
        Policy(rounding_base=10)


@pytest.mark.parametrize(
    ("changes", "loose"),
    [
        ({}, ()),
        ({"minimum_count": 9}, ("minimum_count",)),
        ({"minimum_count": 11, "group_size": 51, "cv_most": 20.0}, ()),
        ({"group_size": 49, "zeros_last": False}, ("group_size", "zeros_last")),
        ({"survey_least": 24, "survey_enough": 49}, ("survey_least", "survey_enough")),
        ({"cv_caution": 16.6, "cv_most": 33.4}, ("cv_caution", "cv_most")),
        ({"bare_totals": (), "rounding_base": 3}, ()),
        ({"bare_totals": ("idp_n", "camp_n")}, ("bare_totals",)),
        ({"sensitive_words": ("asylum",)}, ("sensitive_words",)),
    ],
)
def test_what_shows_more_than_the_safe_rules_is_named(changes, loose):
    assert below_default(replace(DEFAULT_POLICY, **changes)) == loose


def test_the_limits_of_a_number_are_those_of_the_file():
    for name, (least, most) in LIMITS.items():
        together = {"survey_enough": 500} if name == "survey_least" else {"cv_most": 50}
        together |= {"survey_least": 10, "cv_caution": 1}
        for value, step in ((least, -1), (most, 1)):
            assert getattr(checked_policy(together | {name: value}), name) == value
            with pytest.raises(BadTableError, match=name):
                checked_policy(together | {name: value + step})


@pytest.mark.parametrize("wrong", [2, 51])
def test_a_minimum_out_of_range_is_a_mistake(wrong):
    with pytest.raises(ValueError, match="minimum count"):
        Policy(minimum_count=wrong)


def test_zero_is_not_small():
    assert [Policy(minimum_count=5).is_small(n) for n in (0, 1, 4, 5, 6)] == [
        False,
        True,
        True,
        False,
        False,
    ]
