"""Who may do what with workshops. What is not listed here nobody may do."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from mapping.community.identifiers import WorkshopId
from mapping.errors import ForbiddenError
from mapping.i18n import N_


class Role(StrEnum):
    """What somebody is."""

    NOBODY = N_("nobody")  # whoever reaches the server
    VIEWER = N_("viewer")
    PARTICIPANT = N_("participant")  # of one workshop, as long as its code is valid
    EDITOR = N_("editor")
    FACILITATOR = N_("facilitator")
    ADMINISTRATOR = N_("administrator")


class Action(StrEnum):
    """What can be done: first with a workshop, then with the installation as a whole."""

    SEE = N_("see the workshop")
    DRAW = N_("draw")
    SEE_OTHERS = N_("see what others drew")
    CHANGE_OTHERS = N_("change what others drew")
    EXPORT_PUBLIC = N_("export what is public")
    EXPORT = N_("export")
    IMPORT = N_("take in submissions")
    TELL = N_("put findings into a profile")
    PREPARE = N_("prepare")
    OPEN_TO_PHONES = N_("open to phones")
    REDACT = N_("redact")
    DELETE = N_("delete")
    COME_IN = N_("come in")
    READ_PUBLISHED = N_("read what is published")
    USE_STAFF_PAGES = N_("use the pages of the staff")
    BACK_UP = N_("back up")
    RESTORE = N_("restore")
    CHANGE_ROLES = N_("change roles")
    READ_AUDIT = N_("read the audit trail")


OF_THE_INSTALLATION: Final = frozenset(
    {
        Action.READ_PUBLISHED,
        Action.USE_STAFF_PAGES,
        Action.BACK_UP,
        Action.RESTORE,
        Action.CHANGE_ROLES,
        Action.READ_AUDIT,
    }
)
BY_CODE: Final = (Role.PARTICIPANT, Role.VIEWER, Role.EDITOR)
"""What a code makes of somebody, in one workshop."""

_STAFF: Final = frozenset({Role.EDITOR, Role.FACILITATOR, Role.ADMINISTRATOR})
_LEADERS: Final = frozenset({Role.FACILITATOR, Role.ADMINISTRATOR})
_ADMINISTRATOR: Final = frozenset({Role.ADMINISTRATOR})

ALLOWED: Final[Mapping[Action, frozenset[Role]]] = {
    Action.SEE: _STAFF | {Role.PARTICIPANT, Role.VIEWER},
    Action.DRAW: _STAFF | {Role.PARTICIPANT},
    Action.SEE_OTHERS: _STAFF,
    Action.CHANGE_OTHERS: _STAFF,
    Action.EXPORT_PUBLIC: _STAFF | {Role.VIEWER},
    Action.EXPORT: _STAFF,
    Action.IMPORT: _STAFF,
    Action.TELL: _LEADERS,
    Action.PREPARE: _LEADERS,
    Action.OPEN_TO_PHONES: _LEADERS,
    Action.REDACT: _ADMINISTRATOR,
    Action.DELETE: _ADMINISTRATOR,
    Action.COME_IN: frozenset(Role) - {Role.NOBODY},
    # Who is in the hall is on the same server, and what is published is published.
    Action.READ_PUBLISHED: frozenset(Role),
    Action.USE_STAFF_PAGES: _STAFF,
    Action.BACK_UP: _ADMINISTRATOR,
    Action.RESTORE: _ADMINISTRATOR,
    Action.CHANGE_ROLES: _ADMINISTRATOR,
    Action.READ_AUDIT: _ADMINISTRATOR,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody at a browser or a command line."""

    id: str  # told apart from others, and nothing more; of staff who signed in, their name
    role: Role
    workshop_id: WorkshopId | None = None  # the only one that somebody with a code is in

    def may(self, action: Action, workshop_id: str) -> bool:
        """Whether this person may do something in a workshop; "" is the installation."""
        if (
            self.workshop_id is not None
            and action is not Action.READ_PUBLISHED
            and (self.workshop_id != workshop_id or action in OF_THE_INSTALLATION)
        ):
            return False
        return self.role in ALLOWED.get(action, frozenset())

    @property
    def sees_own_only(self) -> bool:
        """Whether the marks of others are not theirs to see or change, unless they are shown."""
        return self.role not in ALLOWED[Action.SEE_OTHERS]


NOBODY: Final = Person(id="nobody", role=Role.NOBODY)
THIS_MACHINE: Final = Person(id="this-machine", role=Role.ADMINISTRATOR)


def authorise(person: Person, action: Action, workshop_id: str) -> None:
    """Refuse what a person may not do.

    Raises:
        ForbiddenError: They may not.
    """
    if not person.may(action, workshop_id):
        raise ForbiddenError(action=action)


def access_table() -> str:
    """The table of roles, actions and objects in Markdown, as the documents show it."""
    here, elsewhere = WorkshopId("workshop-here"), WorkshopId("workshop-elsewhere")
    people = [Person(id="", role=Role.NOBODY)]
    people += [Person(id="", role=role, workshop_id=here) for role in BY_CODE]
    people += [
        Person(id="", role=role)
        for role in (Role.VIEWER, Role.EDITOR, Role.FACILITATOR, Role.ADMINISTRATOR)
    ]
    names = [f"{one.role} by code" if one.workshop_id else f"{one.role}" for one in people]
    lines = [f"| what | with what | {' | '.join(names)} |", "|---" * (len(people) + 2) + "|"]
    for action in Action:
        objects = {"its workshop": here, "another workshop": elsewhere}
        if action in OF_THE_INSTALLATION:
            objects = {"the installation": WorkshopId("")}
        for name, where in objects.items():
            marks = ["yes" if one.may(action, where) else "" for one in people]
            lines.append(f"| {action} | {name} | {' | '.join(marks)} |")
    return "\n".join(lines) + "\n"
