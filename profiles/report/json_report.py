"""A profile as JSON: every number with its origin, every sentence with its template.

`docs/profile-json.md` describes the document. `profiles.verify` works it out again.
"""

import dataclasses
import json
from datetime import date
from enum import Enum
from typing import Any, Final

from profiles.profile import Profile

FORMAT: Final = 1
KIND: Final = "local-migration-profile"


def to_json(profile: Profile) -> str:
    """The whole profile as one JSON document, the same text for the same profile."""
    document = {"format": FORMAT, "kind": KIND, **plain(profile)}
    text = json.dumps(document, ensure_ascii=False, allow_nan=False, indent=1)
    # Half a character, which a name can hold, cannot be written as UTF-8; its escape can.
    return text.encode("utf-8", "backslashreplace").decode("utf-8") + "\n"


def plain(value: Any) -> Any:  # noqa: ANN401 - any part of a profile to any JSON
    """A frozen value as JSON: fields by name, enumerations by value, dates as text."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {
            field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)
        }
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (tuple, list)):
        return [plain(item) for item in value]
    return value
