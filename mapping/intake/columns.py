"""What columns mean, by their headers: the standards that files of people follow."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final

from mapping.intake.model import Reason
from mapping.places import APOSTROPHES

LEVELS: Final = range(6)
SYSTEM_COLUMNS: Final = re.compile(
    r"^(.*/)?(_uuid|_id|_submission_time|_validation_status|_notes|_status|_submitted_by|__version__"
    r"|_tags|_index|_parent_table_name|_parent_index|_submission__.*|_xform_id_string|_attachments"
    r"|meta/(instance(id|name)|rootuuid)|formhub/uuid|rooteuuid|__system.*|(?-i:(PARENT_)?KEY)|(?-i:SET-OF-.*)"
    r"|submissiondate|reviewstate|formversion|attachmentspresent|attachmentsexpected)$",
    re.IGNORECASE,
)
"""What KoboToolbox and ODK add to every form; says nothing of places."""
_KIND_OF_CODE: Final = re.compile(r"gid|hasc|iso|district|province|region")
_ENDS: Final = frozenset({"orig_pcode", "dest_pcode"})
_ALIASES: Final = Path(__file__).parent / "assets" / "column_aliases.toml"


def folded(header: str) -> str:
    """A header without case, accents, spaces and underscores, with one kind of apostrophe."""
    text = unicodedata.normalize("NFKD", header.translate(APOSTROPHES)).casefold()
    return "".join(c for c in text if not unicodedata.combining(c) and c not in " _-\u00a0")


def column_roles(columns: Iterable[str], tags: Mapping[str, str] | None = None) -> dict[str, str]:
    """The role of each column that has one: {"ADM2_PCODE": "adm2_pcode"}.

    Args:
        columns: Headers.
        tags: HXL tags of columns, which say more than headers do.

    Two columns can have one role; `doubled_roles` tells.
    """
    tags = tags or {}
    found = {column: _role(tags[column]) if column in tags else None for column in columns}
    return {
        column: role
        for column, known in found.items()
        if (role := known or _role(column)) is not None
    }


def doubled_roles(roles: Mapping[str, str]) -> list[Reason]:
    """What to ask where two columns claim to be the same thing.

    A country may well be told by its name and three codes, and persons and migrants are the same
    thing only where the table says whence and whither.
    """
    by_role: dict[tuple[str, str], list[str]] = {}
    are_flows = set(roles.values()) >= _ENDS
    for column, role in roles.items():
        if not role.startswith("adm0_") and (role != "flow" or are_flows):
            by_role.setdefault((role, _kind_of_code(column, role)), []).append(column)
    return [
        Reason(
            code="role_twice",
            facts={"columns": ", ".join(columns), "role": role, "among": columns},
        )
        for (role, _), columns in by_role.items()
        if len(columns) > 1 and not _are_languages(columns)
    ]


def _kind_of_code(column: str, role: str) -> str:
    """Codes of another system or of another unit are no rivals: GID_1 and HASC_1."""
    found = _KIND_OF_CODE.search(folded(column)) if role.endswith("code") else None
    return found[0] if found else ""


def _are_languages(columns: Iterable[str]) -> bool:
    """The same names in several languages: ADM1_EN and ADM1_FR."""
    return len({column[:-2] for column in columns}) == 1 and all(
        column[-3:-2] == "_" for column in columns
    )


def _role(header: str) -> str | None:
    name = _without_extras(header) if header.startswith("#") else header
    text = folded(name)
    return max(
        ((len(alias), role) for alias, role in _aliases() if _fits(text, alias)), default=(0, None)
    )[1]


def _without_extras(tag: str) -> str:
    """An HXL tag without attributes that change nothing here: language and version of names."""
    return re.sub(r"\+(i_[a-z]{2}|v_\w+|alt\w*)\b", "", tag)


def _fits(text: str, alias: str) -> bool:
    if alias.endswith("??"):
        return len(text) == len(alias) and text.startswith(alias[:-2]) and text[-2:].isalpha()
    return text == alias


@lru_cache(maxsize=1)
def _aliases() -> tuple[tuple[str, str], ...]:
    """Folded aliases with their roles."""
    table = tomllib.loads(_ALIASES.read_text(encoding="utf-8"))["roles"]
    return tuple(
        (folded(alias.replace("{n}", str(level))), role.replace("{n}", str(level)))
        for role, aliases in table.items()
        for level in (LEVELS if "{n}" in role else range(1))
        for alias in aliases
    )
