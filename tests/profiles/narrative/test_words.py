"""Words that are never used, in every language there is a list for."""

import pytest

from profiles.narrative.words import term_rules, violations


@pytest.mark.parametrize("language", ["en", "fr", "es", "ne"])
@pytest.mark.parametrize("kind", ["wording", "causal", "ranking"])
def test_every_language_has_rules_of_every_kind(language, kind):
    assert any(rule.language == language and rule.kind == kind for rule in term_rules())


@pytest.mark.parametrize(
    ("text", "pattern"),
    [
        ("An influx of people.", "influx"),
        ("It fell DUE TO migration.", "due to"),
        ("It fell because of drought.", "because"),
    ],
)
def test_a_blocked_word_is_found_whatever_its_case(text, pattern):
    assert pattern in {violation.rule.pattern for violation in violations(text, "en")}


@pytest.mark.parametrize("text", ["Invaliens lived there.", "The bestiary", "wavering"])
def test_a_blocked_word_inside_another_word_is_none(text):
    assert violations(text, "en") == ()


def test_the_name_of_a_place_is_not_judged():
    assert violations("Best had 30,000 residents.", "en", names=["Best"]) == ()


@pytest.mark.parametrize("text", ["un pays d'accueil", "un pays d’accueil"])
def test_a_blocked_word_is_found_with_either_apostrophe(text):
    assert violations(text, "fr")


def test_a_rule_of_one_language_is_not_used_in_another():
    assert violations("la vague de froid", "en") == ()
    assert violations("la vague de froid", "fr")
