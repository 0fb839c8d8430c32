"""A recipe: a small file that says which profiles to make, written once and run every year.

pack = "npl"
level = "ADM2"
languages = ["en", "fr"]
formats = ["pdf", "docx"]
sections = ["key_facts", "internal_levels", "od"]
publisher = "Ministry of Federal Affairs"
out = "profiles"
since = "../2025/profiles"
brand = "ministry"

[switched_off]
displacement = { en = "Covered by a report of its own.", fr = "Fait l’objet d’un autre rapport." }
"""

import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import pydantic

from mapping.errors import BadRecipeError, UnreadableFileError, UsageError, listed
from mapping.i18n import N_
from profiles.sections.edition import SECTIONS

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

MOST_BYTES: Final = 1_000_000
PLAIN_WORDS: Final = {  # by the kind of a fault; lists count from one
    "extra_forbidden": "no such key",
    "string_type": 'not a text, as "npl" is',
    "string_too_short": "an empty text",
    "string_pattern_mismatch": "a text with the character NUL, which no name can have",
    "tuple_type": 'not a list, as ["a", "b"] is',
    "too_short": "an empty list",
    "bool_type": "neither true nor false",
    "dict_type": "not a table of keys and values",
}

Text = Annotated[
    str,
    pydantic.StringConstraints(strip_whitespace=True, min_length=1, pattern="^[^\0]*$"),
]
Texts = Annotated[tuple[Text, ...], pydantic.Field(min_length=1, strict=False)]


def _section(name: str) -> str:
    if name not in SECTIONS:
        raise ValueError(f"not a section, which are {', '.join(SECTIONS)}")
    return name


def _reason(given: object) -> str | dict[str, str]:
    """One text for all languages, or one for each."""
    match given:
        case str() if given.strip():
            return given
        case dict() if given and all(isinstance(v, str) and v.strip() for v in given.values()):
            return given
        case _:
            raise ValueError("a reason in words, or one for each language")


Section = Annotated[str, pydantic.AfterValidator(_section)]
Reason = Annotated[str | dict[str, str], pydantic.PlainValidator(_reason)]


class Recipe(pydantic.BaseModel, frozen=True, extra="forbid", strict=True):
    """What a recipe says; what it leaves out is said on the command line or taken as usual."""

    pack: Text | None = None
    level: Text | None = None
    places: Texts = ()
    formats: Texts = ()
    languages: Texts = ()
    publisher: Text | None = None
    out: Text | None = None  # a folder, from where the recipe lies
    since: Text | None = None  # an earlier edition: a folder of profile.json, from the recipe
    book: bool = False  # a book of them all as well, in each language
    brand: Text | None = None  # the folder of an organisation's look, from the recipe
    sections: Annotated[tuple[Section, ...], pydantic.Field(min_length=1, strict=False)] = ()
    switched_off: dict[Section, Reason] = {}

    def reasons(self, language: str) -> dict[str, str]:
        """The sections that are switched off and why, in one language.

        Raises:
            KeyError: a reason is not given in the language.
        """
        return {
            section: reason if isinstance(reason, str) else reason[language]
            for section, reason in self.switched_off.items()
        }


def to_toml(recipe: Recipe) -> str:
    """What a recipe says, as a file; what it leaves out is left out."""
    said = recipe.model_dump(exclude_defaults=True)
    tables = said.pop("switched_off", {})
    lines = [f"{key} = {_toml(value)}" for key, value in said.items()]
    if tables:
        lines += ["", "[switched_off]", *(f"{key} = {_toml(v)}" for key, v in tables.items())]
    return "\n".join(lines) + "\n"


def _toml(value: bool | str | Sequence[str] | Mapping[str, str]) -> str:  # noqa: FBT001 - any value
    """A text, texts, or texts by language; what JSON writes of the first two is TOML."""
    if isinstance(value, Mapping):
        return f"{{ {', '.join(f'{key} = {_toml(text)}' for key, text in value.items())} }}"
    return json.dumps(value).replace("\x7f", "\\u007f")


def read_recipe(path: Path) -> Recipe:
    """A recipe from its file.

    Raises:
        UnreadableFileError: there is no such file, or it is no TOML.
        BadRecipeError: a key is unknown or holds something else than it may.
    """
    try:
        with path.open("rb") as file:
            text = file.read(MOST_BYTES).decode("utf-8")
        return Recipe.model_validate(tomllib.loads(text))
    except OSError as error:
        raise UnreadableFileError(path=path, reason=error.strerror or str(error)) from error
    except pydantic.ValidationError as error:
        raise _bad(path, [*_said(error.errors())]) from None
    except ValueError as error:  # of TOML and of UTF-8
        raise UnreadableFileError(
            path=path, reason=f"{N_('it is no TOML file')} ({error})"
        ) from error


def reasons_in(
    recipe: Recipe, languages: tuple[str, ...], path: Path
) -> dict[str, Mapping[str, str]]:
    """Why sections are switched off, by language.

    Raises:
        BadRecipeError: a language has no reason; a section is never dropped without one.
    """
    try:
        return {language: recipe.reasons(language) for language in languages}
    except KeyError as error:
        missing = error.args[0]
        raise _bad(path, [f"switched_off: no reason in the language {missing}"]) from None


@contextmanager
def named(path: Path | None, key: str) -> Iterator[None]:
    """Make what is wrong with a word of a recipe say where it stands."""
    try:
        yield
    except UsageError as error:
        if path is None:
            raise
        where = {"asked": f"{error.facts['asked']} ({key} in {path.name})"}
        raise type(error)(**(error.facts | where)) from None


def _said(faults: Sequence["ErrorDetails"]) -> Iterator[str]:
    """What is wrong, key by key; a list that one thing in it spoils is not called empty as well."""
    spoilt = {fault["loc"][0] for fault in faults if len(fault["loc"]) > 1}
    for fault in faults:
        where, kind = fault["loc"], fault["type"]
        if kind == "too_short" and where[0] in spoilt:
            continue
        what = PLAIN_WORDS.get(kind, fault["msg"].removeprefix("Value error, "))
        parts = [f"[{part + 1}]" if isinstance(part, int) else part for part in where]
        key = ".".join(part for part in parts if part != "[key]").replace(".[", "[")
        yield f"{key}: {what}"


def _bad(path: Path, problems: list[str]) -> BadRecipeError:
    available = ", ".join(Recipe.model_fields)
    return BadRecipeError(path=path, problems=listed(problems), available=available)
