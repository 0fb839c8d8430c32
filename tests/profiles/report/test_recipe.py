"""Recipes: what they may say, and what is said about one that says something else."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapping.errors import BadRecipeError, UnknownPackError, UnreadableFileError
from profiles.report.files import FORMATS
from profiles.report.recipe import SECTIONS, Recipe, named, read_recipe, reasons_in
from profiles.sections.edition import check_sections

WHOLE = """
pack = "npl"
level = "ADM2"
places = ["NP0101"]
formats = ["pdf", "docx"]
languages = ["en", "fr"]
publisher = "Ministry"
out = "profiles"

[switched_off]
displacement = "In a report of its own."
work = { en = "Old figures.", fr = "Chiffres anciens." }
"""


def written(tmp_path, text):
    path = tmp_path / "recipe.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_whole_recipe_is_read(tmp_path):
    path = written(tmp_path, WHOLE)
    recipe = read_recipe(path)
    assert (recipe.pack, recipe.level, recipe.places) == ("npl", "ADM2", ("NP0101",))
    assert (recipe.formats, recipe.languages) == (("pdf", "docx"), ("en", "fr"))
    reasons = reasons_in(recipe, ("en", "fr"), path)
    assert reasons["fr"] == {"displacement": "In a report of its own.", "work": "Chiffres anciens."}


def test_the_example_in_the_documents_is_a_recipe(root, tmp_path):
    text = (root / "docs" / "profiles.md").read_text("utf-8")
    (example,) = re.findall(r"```toml\n(pack = .*?)```", text, re.DOTALL)
    path = written(tmp_path, example)
    recipe = read_recipe(path)
    assert set(recipe.formats) <= set(FORMATS)
    assert set(reasons_in(recipe, recipe.languages, path)) == set(recipe.languages)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('paks = "npl"', r"paks: no such key\..*may hold: pack, level, places"),
        ("level = 2", "level: not a text"),
        ('level = ""', "level: an empty text"),
        ('out = "a\\u0000b"', "out: a text with the character NUL"),
        ('book = "yes"', "book: neither true nor false"),
        ("formats = []", "formats: an empty list"),
        ('formats = "pdf"', "formats: not a list"),
        ('formats = ["pdf", 2]', r"formats\[2\]: not a text, as \"npl\" is\."),
        ('sections = ["od", "wrok"]', r"sections\[2\]: not a section, which are [a-z_, ]+annex\."),
        ("switched_off = 1", "switched_off: not a table"),
        ('[switched_off]\nwrok = "x"', "switched_off.wrok: not a section, which are key_facts"),
        ('[switched_off]\nwork = ""', "switched_off.work: a reason in words"),
        ("[switched_off]\nwork = {}", "switched_off.work: a reason in words"),
        ("[switched_off]\nwork = true", "switched_off.work: a reason in words"),
    ],
)
def test_what_is_wrong_is_said_with_file_key_and_what_is_allowed(text, words, tmp_path):
    with pytest.raises(BadRecipeError, match=rf"recipe\.toml cannot be used: {words}"):
        read_recipe(written(tmp_path, text))


def test_a_section_is_never_switched_off_without_a_reason_in_the_language(tmp_path):
    path = written(tmp_path, '[switched_off]\nwork = { en = "Old figures." }')
    with pytest.raises(BadRecipeError, match="switched_off: no reason in the language fr"):
        reasons_in(read_recipe(path), ("en", "fr"), path)


def test_a_file_that_is_missing_or_no_toml_is_said(tmp_path):
    with pytest.raises(UnreadableFileError, match=r"nowhere\.toml"):
        read_recipe(tmp_path / "nowhere.toml")
    with pytest.raises(UnreadableFileError, match="it is no TOML file"):
        read_recipe(written(tmp_path, "pack = "))
    (tmp_path / "latin.toml").write_bytes(b'pack = "\xe9"')
    with pytest.raises(UnreadableFileError, match="it is no TOML file"):
        read_recipe(tmp_path / "latin.toml")


def test_a_word_of_the_recipe_that_is_not_there_is_named_with_its_key(tmp_path):
    path = tmp_path / "r.toml"
    with (
        pytest.raises(UnknownPackError, match=r"no country pack ZZZ \(pack in r\.toml\)"),
        named(path, "pack"),
    ):
        raise UnknownPackError(asked="ZZZ", available="NPL")


@given(st.dictionaries(st.sampled_from(SECTIONS), st.text(min_size=1).filter(str.strip)))
def test_every_reason_is_kept_as_written(reasons):
    recipe = Recipe.model_validate({"switched_off": reasons})
    assert recipe.reasons("en") == reasons


def test_sections_between_commas_may_have_spaces_after_them():
    assert check_sections(["od", " key_facts"]) == ("key_facts", "od")
