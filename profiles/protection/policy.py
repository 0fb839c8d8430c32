"""The rules of one installation: what they are, in words, and the file they are kept in."""

import json
import tomllib
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from mapping.atomic import write_atomically
from mapping.errors import BadTableError, Problem, UnreadableFileError
from mapping.i18n import N_, Translator

FILE_NAME: Final = "protection.toml"
LEAST: Final = 3
MOST: Final = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """Rules of one installation for figures about people who move.

    Attributes:
        minimum_count: Smallest count that is shown, 3 to 50. Zeros are shown: "no one" says nothing
            about anyone. Statistics offices use 3, 5 or 10; the data here is sensitive, hence 10.
        group_size: In a group of fewer people it is not said that all or none of them are
            something, and boundaries old and new do not show so few people between them.
        zeros_last: Whether zeros may be hidden where nothing else protects a small count.
        bare_totals: Indicators whose totals are no small counts down to the second level.
        sensitive_words: Indicators with one of these in their code are shown for the country and
            its first level only.
        survey_least: Fewest cases of a survey behind an estimate that is shown.
        survey_enough: Fewest cases behind one that is shown without brackets.
        cv_caution: Coefficient of variation in percent above which an estimate needs a warning.
        cv_most: Above which it is not shown.
    """

    minimum_count: int = 10
    group_size: int = 50
    zeros_last: bool = True
    bare_totals: tuple[str, ...] = ("idp_n", "idp_return_n", "refugee_n")
    sensitive_words: tuple[str, ...] = (
        "asylum",
        "deport",
        "detention",
        "irregular",
        "trafficking",
    )
    survey_least: int = 25
    survey_enough: int = 50
    cv_caution: float = 16.5
    cv_most: float = 33.3

    def __post_init__(self) -> None:
        if not LEAST <= self.minimum_count <= MOST:
            raise ValueError(f"the minimum count is {LEAST} to {MOST}, not {self.minimum_count}")

    def is_small(self, count: float) -> bool:
        """Whether a count of people is hidden by itself (rule C1).

        >>> [Policy().is_small(count) for count in (0, 1, 9, 10)]
        [False, True, True, False]
        """
        return 0 < count < self.minimum_count


DEFAULT_POLICY: Final = Policy()

_Words = Annotated[tuple[Annotated[str, Field(min_length=2, pattern=r"^[\w-]+$")], ...], Field()]


class PolicyFile(BaseModel):
    """What the file may say; what it leaves out is as in `Policy`."""

    model_config = ConfigDict(extra="forbid", strict=False)

    minimum_count: int = Field(DEFAULT_POLICY.minimum_count, ge=LEAST, le=MOST)
    group_size: int = Field(DEFAULT_POLICY.group_size, ge=0, le=1_000)
    zeros_last: bool = DEFAULT_POLICY.zeros_last
    bare_totals: _Words = DEFAULT_POLICY.bare_totals
    sensitive_words: _Words = DEFAULT_POLICY.sensitive_words
    survey_least: int = Field(DEFAULT_POLICY.survey_least, ge=10, le=100)
    survey_enough: int = Field(DEFAULT_POLICY.survey_enough, ge=10, le=500)
    cv_caution: float = Field(DEFAULT_POLICY.cv_caution, gt=0, le=50)
    cv_most: float = Field(DEFAULT_POLICY.cv_most, gt=0, le=50)


def read_policy(workspace_dir: Path) -> Policy:
    """The rules of a workspace; the safe defaults where it has no file of them.

    Raises:
        UnreadableFileError: the file is no TOML.
        BadTableError: it names a rule that there is not, or a value out of its range.
    """
    path = workspace_dir / FILE_NAME
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return DEFAULT_POLICY
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UnreadableFileError(path=path, reason=str(error)) from error
    try:
        return Policy(**PolicyFile(**found).model_dump())
    except ValidationError as error:
        problems = tuple(
            Problem(row=None, column=".".join(map(str, one["loc"])), rule=one["msg"])
            for one in error.errors()
        )
        raise BadTableError(path=path, problems=problems) from error


def write_policy(workspace_dir: Path, policy: Policy) -> None:
    """Keep the rules of a workspace, each under its sentence.

    Raises:
        StorageError: the workspace does not take the file; the old one is still whole.
    """
    lines = []
    for rule in RULES:
        lines.append(f"# {rule.id}. {rule.sentence(policy)}")
        lines += [f"{name} = {_toml(getattr(policy, name))}" for name in rule.settings]
    write_atomically(workspace_dir / FILE_NAME, "\n".join(lines) + "\n")


def _toml(value: object) -> str:
    return json.dumps(list(value) if isinstance(value, tuple) else value, ensure_ascii=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule, as people are told about it."""

    id: str  # as in the method: "C1"
    words: str  # names settings in braces
    settings: tuple[str, ...] = ()  # the fields of Policy that it depends on

    def sentence(self, policy: Policy, translator: Translator | None = None) -> str:
        """What the rule does, with the values of a policy."""
        values = {
            name: ", ".join(value) if isinstance(value, tuple) else value
            for name, value in asdict(policy).items()
        }
        return (translator or Translator()).text(self.words, **values)


RULES: Final = (
    Rule(
        id="C1",
        words=N_(
            "A count of people by migration, citizenship or displacement is shown from"
            " {minimum_count} people on; a zero is shown."
        ),
        settings=("minimum_count",),
    ),
    Rule(
        id="C2",
        words=N_(
            "Everybody in a place may be counted, however few; the bare totals of {bare_totals} are"
            " shown whatever they are for countries, provinces and districts, not below."
        ),
        settings=("bare_totals",),
    ),
    Rule(
        id="C3",
        words=N_(
            "Figures about {sensitive_words} are shown for the country and its largest units only."
        ),
        settings=("sensitive_words",),
    ),
    Rule(
        id="C4",
        words=N_(
            "An estimate from fewer than {survey_least} cases of a survey is not shown; one from"
            " fewer than {survey_enough} stands in brackets."
        ),
        settings=("survey_least", "survey_enough"),
    ),
    Rule(
        id="C5",
        words=N_(
            "An estimate whose coefficient of variation is above {cv_caution} % is marked E, use"
            " with caution; above {cv_most} % it is not shown."
        ),
        settings=("cv_caution", "cv_most"),
    ),
    Rule(
        id="C6",
        words=N_(
            "Of a group of fewer than {group_size} people it is not said that all of them, or none"
            " of them, are something."
        ),
        settings=("group_size",),
    ),
    Rule(
        id="C7",
        words=N_(
            "A percentage is not shown when it is of fewer than {minimum_count} people, or when it"
            " would tell a hidden count."
        ),
    ),
    Rule(
        id="C8",
        words=N_(
            "Streams of fewer than {minimum_count} people are added up as other places, at least"
            " two of them together."
        ),
    ),
    Rule(
        id="C9",
        words=N_(
            "More figures are hidden until nobody can work out a hidden one from totals, parts and"
            " larger places to within {minimum_count} people. Zeros are hidden for that only where"
            " nothing else is left, and only if this is allowed (allowed: {zeros_last})."
        ),
        settings=("zeros_last",),
    ),
    Rule(
        id="C10",
        words=N_(
            "What was published before is remembered: neither totals with other places in them nor"
            " other boundaries may tell a hidden figure, or a piece of fewer than {group_size}"
            " people."
        ),
    ),
    Rule(
        id="C11",
        words=N_(
            "A figure hidden once is hidden on every map and chart, in every table, sentence and"
            " file of a release."
        ),
    ),
    Rule(
        id="C12",
        words=N_(
            "Rounding to a few digits is for reading and protects nobody; where counts are rounded"
            " to protect, it is done at random."
        ),
    ),
)
