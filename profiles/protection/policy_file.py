"""The file in which a workspace keeps the numbers of its rules, each under its sentence."""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Annotated, Any, Final

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
    field_validator,
)

from mapping.atomic import write_atomically
from mapping.errors import BadTableError, Problem, UnreadableFileError
from profiles.protection.policy import BASES, DEFAULT_POLICY, LEAST, MOST, Policy
from profiles.protection.rule_words import RULES

FILE_NAME: Final = "protection.toml"
SAFER_HIGH: Final = ("minimum_count", "group_size", "zeros_last", "survey_least", "survey_enough")
SAFER_LOW: Final = ("cv_caution", "cv_most")
LIMITS: Final = {
    "minimum_count": (LEAST, MOST),
    "group_size": (0, 1_000),
    "survey_least": (10, 100),
    "survey_enough": (10, 500),
    "cv_caution": (1, 50),
    "cv_most": (1, 50),
}
CHOICES: Final = {"rounding_base": (0, *BASES)}
TOO_FEW: Final = "fewer cases stand without brackets than are shown at all"
NO_BASE: Final = "counts are rounded to 3 or to 5, or with 0 not at all"
TOO_LOW: Final = "lower than what needs a warning"


def _within(setting: str) -> Any:  # noqa: ANN401 - what pydantic calls a field
    least, most = LIMITS[setting]
    return Field(getattr(DEFAULT_POLICY, setting), ge=least, le=most)


_Words = Annotated[tuple[Annotated[str, Field(min_length=2, pattern=r"^[\w-]+$")], ...], Field()]


class PolicyFile(BaseModel):
    """What the file may say; what it leaves out is as in `Policy`."""

    model_config = ConfigDict(extra="forbid", strict=False)

    minimum_count: int = _within("minimum_count")
    group_size: int = _within("group_size")
    zeros_last: bool = DEFAULT_POLICY.zeros_last
    bare_totals: _Words = DEFAULT_POLICY.bare_totals
    sensitive_words: _Words = DEFAULT_POLICY.sensitive_words
    survey_least: int = _within("survey_least")
    survey_enough: int = _within("survey_enough")
    cv_caution: float = _within("cv_caution")
    cv_most: float = _within("cv_most")
    rounding_base: int = DEFAULT_POLICY.rounding_base

    @field_validator("survey_enough")
    @classmethod
    def _is_no_fewer(cls, value: int, others: ValidationInfo) -> int:
        if value < others.data.get("survey_least", value):
            raise ValueError(TOO_FEW)
        return value

    @field_validator("rounding_base")
    @classmethod
    def _is_a_base(cls, value: int) -> int:
        if value not in CHOICES["rounding_base"]:
            raise ValueError(NO_BASE)
        return value

    @field_validator("cv_most")
    @classmethod
    def _is_no_lower(cls, value: float, others: ValidationInfo) -> float:
        if value < others.data.get("cv_caution", value):
            raise ValueError(TOO_LOW)
        return value


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
    return checked_policy(found, path=path)


def checked_policy(found: Mapping[str, object], *, path: Path | str = FILE_NAME) -> Policy:
    """The rules with these values, the safe defaults where there is none.

    Raises:
        BadTableError: a name that there is not, a value out of its range, or two that do not fit.
    """
    try:
        return Policy(**PolicyFile.model_validate(found).model_dump())
    except ValidationError as error:
        problems = tuple(
            Problem(row=None, column=".".join(map(str, one["loc"])), rule=one["msg"])
            for one in error.errors()
        )
        raise BadTableError(path=path, problems=problems) from error


def below_default(policy: Policy) -> tuple[str, ...]:
    """The settings by which more is shown than by the safe defaults.

    >>> below_default(Policy(minimum_count=5, group_size=80, sensitive_words=("detention",)))
    ('minimum_count', 'sensitive_words')
    """
    lower = {name for name in SAFER_HIGH if getattr(policy, name) < getattr(DEFAULT_POLICY, name)}
    higher = {name for name in SAFER_LOW if getattr(policy, name) > getattr(DEFAULT_POLICY, name)}
    if set(DEFAULT_POLICY.sensitive_words) - set(policy.sensitive_words):
        lower.add("sensitive_words")
    if set(policy.bare_totals) - set(DEFAULT_POLICY.bare_totals):
        higher.add("bare_totals")
    return tuple(one.name for one in fields(Policy) if one.name in lower | higher)


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
