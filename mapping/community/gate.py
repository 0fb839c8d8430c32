"""The way in: codes that open one workshop, and the tickets that a code or a signing in gives.

A code ends with its opening, and so do the tickets it gave. There is one for phones, and one each
for somebody who helps to correct the map and for somebody who only looks. Guesses are counted by
address and for all addresses together: whoever guesses on waits in vain.
"""

import datetime
import secrets
import threading
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from mapping.community.access import BY_CODE, Action, Person, Role
from mapping.community.audit import Entry
from mapping.community.database import open_store, store_path, utc_now
from mapping.community.identifiers import WorkshopId
from mapping.community.store import Store
from mapping.community.tickets import Ticket, Tickets, is_same
from mapping.errors import ForbiddenError
from mapping.settings import Settings

KEY_FILE: Final = "access.key"
LONGEST_HOURS: Final = 24
LONGEST_STAFF_HOURS: Final = 12
WRONG_BY_ONE: Final = 5  # a minute, from one address
WRONG_BY_ALL: Final = 60  # a minute
_MINUTE: Final = datetime.timedelta(minutes=1)
_SIGNED_IN: Final = "signed in"  # a ticket whose role stands in the store, and may change there
_HANDED_ON: Final = "handed on"  # a ticket for a minute, from a page that cannot set a cookie


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """A workshop that people with a code may come into, for a while."""

    workshop_id: WorkshopId
    codes: Mapping[Role, str]
    until: datetime.datetime

    @property
    def code(self) -> str:
        """The one on the wall, for phones."""
        return self.codes[Role.PARTICIPANT]


@lru_cache(maxsize=16)
def open_gate(settings: Settings) -> "Gate":
    """The gate of an installation: one for the process, for it counts guesses."""
    key = store_path(settings.workspace_dir).with_name(KEY_FILE)
    return Gate(open_store(settings), key)


class Gate:
    """Opens workshops to phones, and knows who comes in."""

    def __init__(
        self,
        store: Store,
        key_path: Path,
        *,
        clock: Callable[[], datetime.datetime] = utc_now,
    ) -> None:
        self._store, self._tickets, self._clock = store, Tickets(key_path), clock
        self._guessing = threading.Lock()
        self._wrong: deque[tuple[datetime.datetime, str]] = deque(maxlen=WRONG_BY_ALL)

    def open(
        self,
        workshop_id: WorkshopId,
        *,
        hours: int = LONGEST_STAFF_HOURS,
        audit: Entry | None = None,
    ) -> Opening:
        """Let phones in with a new code, for up to a day; an earlier code ends.

        Raises:
            UnknownWorkshopError: There is no such workshop.
        """
        hours = min(max(hours, 1), LONGEST_HOURS)
        until = self._clock() + datetime.timedelta(hours=hours)
        number = self._store.set_opening(workshop_id, until, audit=audit)
        return self._opened(workshop_id, number, until)

    def close(self, workshop_id: WorkshopId, *, audit: Entry | None = None) -> None:
        """Let nobody in any more; tickets end too."""
        self._store.set_opening(workshop_id, self._clock(), audit=audit)

    def opening(self, workshop_id: WorkshopId) -> Opening | None:
        """How a workshop is open now; None when it is not."""
        number, until = self._store.opening(workshop_id)
        if until is None or until <= self._clock():
            return None
        return self._opened(workshop_id, number, until)

    def join(self, code: str, address: str, *, earlier: str = "") -> tuple[Person, str]:
        """Come in with a code; gives the person it makes of somebody, and the ticket to keep.

        Args:
            code: As it was typed.
            address: Where it comes from, for counting guesses.
            earlier: A ticket that has ended: whoever comes back to a workshop with a new code is
                the same person, and what still waits on the phone is still theirs.

        Raises:
            ForbiddenError: No open workshop has this code, or there were too many wrong ones.
        """
        digits = "".join(char for char in code if char in "0123456789")
        with self._guessing:
            self._check_guesses(address)
            found = self._opened_by(digits)
            if found is None:
                raise self._wrong_guess(address)
        opening, role = found
        where = opening.workshop_id
        before = self._tickets.read(earlier)
        known = before.identity if before and before.workshop_id == where else secrets.token_hex(8)
        person = Person(id=known, role=role, workshop_id=where)
        return person, self._let_in(person, role, opening.until)

    def enter(self, phrase: str, expected: str, address: str) -> tuple[Person, str]:
        """Come in as staff with the pass phrase of the installation.

        Raises:
            ForbiddenError: It is another one, or there were too many wrong ones.
        """
        with self._guessing:
            self._check_guesses(address)
            if not is_same(expected, phrase):
                raise self._wrong_guess(address)
        person = Person(id=secrets.token_hex(8), role=Role.ADMINISTRATOR)
        return person, self._let_in(person, person.role, self._staff_end())

    def hand_on(self, name: str) -> str:
        """What somebody who signed in takes to the page that sets the cookie; for a minute."""
        until = self._clock() + _MINUTE
        return self._tickets.sign(_staff_ticket(_HANDED_ON, name, until))

    def take_over(self, handed_on: str) -> tuple[Person, str]:
        """Come in as staff who signed in; the role stands in the store, and may change there.

        Raises:
            ForbiddenError: What was handed on is forged or too old, or there is no role.
        """
        ticket = self._tickets.read(handed_on)
        if ticket is None or ticket.kind != _HANDED_ON or ticket.until <= self._clock():
            raise ForbiddenError
        person = self.signed_in(ticket.identity)
        if person is None:
            raise ForbiddenError
        return person, self._let_in(person, _SIGNED_IN, self._staff_end())

    def signed_in(self, name: str) -> Person | None:
        """Somebody whom the identity provider knows; None without a role here."""
        role = self._store.roles().get(name)
        return Person(id=name, role=role) if role else None

    def person(self, text: str) -> Person | None:
        """Whose ticket it is; None for one that is forged, damaged or has ended."""
        ticket = self._tickets.read(text)
        if ticket is None or ticket.until <= self._clock() or ticket.kind == _HANDED_ON:
            return None
        if ticket.kind == _SIGNED_IN:
            return self.signed_in(ticket.identity)
        where = ticket.workshop_id
        if where is not None and self._current(where) != ticket.opening:
            return None
        return Person(id=ticket.identity, role=Role(ticket.kind), workshop_id=where)

    def _let_in(self, person: Person, kind: str, until: datetime.datetime) -> str:
        self._store.record(Entry.of(person, Action.COME_IN, person.workshop_id))
        where = person.workshop_id
        return self._tickets.sign(
            Ticket(
                kind=kind,
                identity=person.id,
                workshop_id=where,
                opening=None if where is None else self._store.opening(where)[0],
                until=until,
            )
        )

    def _opened(self, workshop_id: WorkshopId, number: int, until: datetime.datetime) -> Opening:
        facts = workshop_id, number
        codes = {role: self._tickets.code(*facts, *_of_role(role)) for role in BY_CODE}
        return Opening(workshop_id=workshop_id, codes=codes, until=until)

    def _opened_by(self, digits: str) -> tuple[Opening, Role] | None:
        for workshop in self._store.workshops():
            opening = self.opening(workshop.workshop_id)
            for role, code in opening.codes.items() if opening else ():
                if opening and is_same(code, digits):
                    return opening, role
        return None

    def _current(self, workshop_id: WorkshopId) -> int | None:
        """The number of the opening, if there is one now."""
        number, until = self._store.opening(workshop_id)
        return number if until is not None and until > self._clock() else None

    def _check_guesses(self, address: str) -> None:
        since = self._clock() - _MINUTE
        recent = [where for when, where in self._wrong if when > since]
        if len(recent) >= WRONG_BY_ALL or recent.count(address) >= WRONG_BY_ONE:
            raise ForbiddenError

    def _wrong_guess(self, address: str) -> ForbiddenError:
        self._wrong.append((self._clock(), address))
        return ForbiddenError()

    def _staff_end(self) -> datetime.datetime:
        return self._clock() + datetime.timedelta(hours=LONGEST_STAFF_HOURS)


def check_own(person: Person, author: str | None) -> None:
    """Refuse to let a participant change what somebody else drew.

    Raises:
        ForbiddenError: It is somebody else's.
    """
    if person.sees_own_only and author != person.id:
        raise ForbiddenError(action=Action.CHANGE_OTHERS)


def _of_role(role: Role) -> tuple[Role, ...]:
    """What a role adds to the facts of a code; that of phones is as it always was."""
    return () if role is Role.PARTICIPANT else (role,)


def _staff_ticket(kind: str, name: str, until: datetime.datetime) -> Ticket:
    return Ticket(kind=kind, identity=name, workshop_id=None, opening=None, until=until)
