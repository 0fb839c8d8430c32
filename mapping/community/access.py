"""Who may do what in a workshop. What is not listed here nobody may do."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from mapping.community.identifiers import WorkshopId
from mapping.errors import ForbiddenError


class Role(StrEnum):
    """What somebody is in a workshop."""

    VIEWER = "viewer"  # whoever reaches the server
    PARTICIPANT = "participant"  # of one workshop, as long as its code is valid
    EDITOR = "editor"
    FACILITATOR = "facilitator"
    ADMINISTRATOR = "administrator"


class Action(StrEnum):
    """What can be done in a workshop."""

    SEE = "see the workshop"
    DRAW = "draw"
    SEE_OTHERS = "see what others drew"
    CHANGE_OTHERS = "change what others drew"
    EXPORT = "export"
    PREPARE = "prepare"
    OPEN_TO_PHONES = "open to phones"


_STAFF: Final = frozenset({Role.EDITOR, Role.FACILITATOR, Role.ADMINISTRATOR})
_LEADERS: Final = frozenset({Role.FACILITATOR, Role.ADMINISTRATOR})

ALLOWED: Final[Mapping[Action, frozenset[Role]]] = {
    Action.SEE: _STAFF | {Role.PARTICIPANT},
    Action.DRAW: _STAFF | {Role.PARTICIPANT},
    Action.SEE_OTHERS: _STAFF,
    Action.CHANGE_OTHERS: _STAFF,
    Action.EXPORT: _STAFF,
    Action.PREPARE: _LEADERS,
    Action.OPEN_TO_PHONES: _LEADERS,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody at a browser."""

    id: str  # told apart from others, and nothing more
    role: Role
    workshop_id: WorkshopId | None = None  # the only one that a participant is in

    def may(self, action: Action, workshop_id: str) -> bool:
        """Whether this person may do something in a workshop."""
        if self.role is Role.PARTICIPANT and self.workshop_id != workshop_id:
            return False
        return self.role in ALLOWED.get(action, frozenset())


NOBODY: Final = Person(id="nobody", role=Role.VIEWER)
THIS_MACHINE: Final = Person(id="this-machine", role=Role.ADMINISTRATOR)


def authorise(person: Person, action: Action, workshop_id: str) -> None:
    """Refuse what a person may not do.

    Raises:
        ForbiddenError: They may not.
    """
    if not person.may(action, workshop_id):
        raise ForbiddenError(action=action)
