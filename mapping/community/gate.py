"""The way in: codes that open one workshop to phones, and the tickets that a code gives.

A code is eight digits, worked out from a secret of the workspace, the workshop and the number of
the opening, so no file holds it. It ends with its opening, and so do the tickets it gave. Guesses
are counted by address and for all addresses together: whoever guesses on waits in vain.
"""

import base64
import binascii
import datetime
import hmac
import json
import secrets
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from mapping.atomic import write_atomically
from mapping.community.access import Person, Role
from mapping.community.database import open_store, store_path, utc_now
from mapping.community.identifiers import WorkshopId
from mapping.community.store import Store
from mapping.errors import ForbiddenError
from mapping.settings import Settings

KEY_FILE: Final = "access.key"
SECRET_BYTES: Final = 32
CODE_DIGITS: Final = 8
LONGEST_HOURS: Final = 24
LONGEST_STAFF_HOURS: Final = 12
WRONG_BY_ONE: Final = 5  # a minute, from one address
WRONG_BY_ALL: Final = 60  # a minute
_MINUTE: Final = datetime.timedelta(minutes=1)
_LONGEST_TICKET: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """A workshop that phones may come into, for a while."""

    workshop_id: WorkshopId
    code: str
    until: datetime.datetime


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
        self._store, self._key_path, self._clock = store, key_path, clock
        self._guessing = threading.Lock()
        self._wrong: deque[tuple[datetime.datetime, str]] = deque(maxlen=WRONG_BY_ALL)

    def open(self, workshop_id: WorkshopId, *, hours: int = LONGEST_STAFF_HOURS) -> Opening:
        """Let phones in with a new code, for up to a day; an earlier code ends.

        Raises:
            UnknownWorkshopError: There is no such workshop.
        """
        hours = min(max(hours, 1), LONGEST_HOURS)
        until = self._clock() + datetime.timedelta(hours=hours)
        number = self._store.set_opening(workshop_id, until)
        return Opening(workshop_id=workshop_id, code=self._code(workshop_id, number), until=until)

    def close(self, workshop_id: WorkshopId) -> None:
        """Let nobody in any more; tickets end too."""
        self._store.set_opening(workshop_id, self._clock())

    def opening(self, workshop_id: WorkshopId) -> Opening | None:
        """How a workshop is open now; None when it is not."""
        number, until = self._store.opening(workshop_id)
        if until is None or until <= self._clock():
            return None
        return Opening(workshop_id=workshop_id, code=self._code(workshop_id, number), until=until)

    def join(self, code: str, address: str, *, earlier: str = "") -> tuple[Person, str]:
        """Come in with a code; gives the participant and the ticket to keep.

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
            opening = next((one for one in self._openings() if _same(one.code, digits)), None)
            if opening is None:
                self._wrong.append((self._clock(), address))
                raise ForbiddenError
        where = opening.workshop_id
        before = self._read(earlier)
        known = before[1] if before and before[2] == where else secrets.token_hex(8)
        person = Person(id=known, role=Role.PARTICIPANT, workshop_id=where)
        return person, self._ticket(person, opening.until)

    def enter(self, phrase: str, expected: str, address: str) -> tuple[Person, str]:
        """Come in as staff with the pass phrase of the installation.

        Raises:
            ForbiddenError: It is another one, or there were too many wrong ones.
        """
        with self._guessing:
            self._check_guesses(address)
            if not _same(expected, phrase):
                self._wrong.append((self._clock(), address))
                raise ForbiddenError
        person = Person(id=secrets.token_hex(8), role=Role.ADMINISTRATOR)
        return person, self._ticket(
            person, self._clock() + datetime.timedelta(hours=LONGEST_STAFF_HOURS)
        )

    def person(self, ticket: str) -> Person | None:
        """Whose ticket it is; None for one that is forged, damaged or has ended."""
        facts = self._read(ticket)
        if facts is None:
            return None
        role, identity, where, number, until = facts
        if datetime.datetime.fromisoformat(until) <= self._clock():
            return None
        if where is not None and self._current(where) != number:
            return None
        return Person(id=identity, role=Role(role), workshop_id=where)

    def _read(self, ticket: str) -> tuple[str, str, WorkshopId | None, int | None, str] | None:
        """Role, identity, workshop, opening and end of a ticket of ours, ended or not."""
        body, _, signature = ticket.partition(".")
        if len(ticket) > _LONGEST_TICKET or not _same(self._signed(body), signature):
            return None
        try:
            role, identity, where, number, until = json.loads(base64.urlsafe_b64decode(body))
        except (ValueError, binascii.Error):  # signed by us, so from another release
            return None
        return role, identity, where, number, until

    def _ticket(self, person: Person, until: datetime.datetime) -> str:
        where = person.workshop_id
        number = None if where is None else self._store.opening(where)[0]
        facts = [person.role, person.id, where, number, until.isoformat()]
        body = base64.urlsafe_b64encode(json.dumps(facts).encode()).decode()
        return f"{body}.{self._signed(body)}"

    def _current(self, workshop_id: WorkshopId) -> int | None:
        """The number of the opening, if there is one now."""
        number, until = self._store.opening(workshop_id)
        return number if until is not None and until > self._clock() else None

    def _openings(self) -> list[Opening]:
        every = (self.opening(workshop.workshop_id) for workshop in self._store.workshops())
        return [opening for opening in every if opening is not None]

    def _check_guesses(self, address: str) -> None:
        since = self._clock() - _MINUTE
        recent = [where for when, where in self._wrong if when > since]
        if len(recent) >= WRONG_BY_ALL or recent.count(address) >= WRONG_BY_ONE:
            raise ForbiddenError

    def _code(self, workshop_id: WorkshopId, number: int) -> str:
        digest = hmac.digest(self._secret(), f"code {workshop_id} {number}".encode(), "sha256")
        return str(int.from_bytes(digest, "big") % 10**CODE_DIGITS).zfill(CODE_DIGITS)

    def _signed(self, body: str) -> str:
        return hmac.digest(self._secret(), f"ticket {body}".encode(), "sha256").hex()

    def _secret(self) -> bytes:
        if not self._key_path.exists():
            write_atomically(self._key_path, secrets.token_bytes(SECRET_BYTES))
            self._key_path.chmod(0o600)
        return self._key_path.read_bytes()


def check_own(person: Person, author: str | None) -> None:
    """Refuse to let a participant change what somebody else drew.

    Raises:
        ForbiddenError: It is somebody else's.
    """
    if person.role is Role.PARTICIPANT and author != person.id:
        raise ForbiddenError(action="change what others drew")


def _same(one: str, other: str) -> bool:
    """Whether two texts are equal, in a time that does not tell where they differ."""
    return hmac.compare_digest(one.encode(), other.encode())
