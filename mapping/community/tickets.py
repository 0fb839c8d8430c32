"""Tickets and codes: made from a secret of the workspace, so that no file or backup holds them."""

import base64
import binascii
import datetime
import hmac
import json
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from mapping.atomic import write_atomically
from mapping.community.identifiers import WorkshopId

SECRET_BYTES: Final = 32
CODE_DIGITS: Final = 8
_LONGEST: Final = 700


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """What a signed ticket says."""

    kind: str  # a role, or how the role is found out
    identity: str
    workshop_id: WorkshopId | None
    opening: int | None  # the number of the opening it ends with
    until: datetime.datetime


class Tickets:
    """Signs tickets and works out codes with the secret in a file."""

    def __init__(self, key_path: Path) -> None:
        self._key_path = key_path

    def sign(self, ticket: Ticket) -> str:
        """The ticket as a browser keeps it."""
        facts = [ticket.kind, ticket.identity, ticket.workshop_id, ticket.opening]
        text = json.dumps([*facts, ticket.until.isoformat()])
        body = base64.urlsafe_b64encode(text.encode()).decode()
        return f"{body}.{self._signed(body)}"

    def read(self, text: str) -> Ticket | None:
        """A ticket of ours, ended or not; None for one that is forged or damaged."""
        body, _, signature = text.partition(".")
        if len(text) > _LONGEST or not is_same(self._signed(body), signature):
            return None
        try:
            kind, identity, where, number, until = json.loads(base64.urlsafe_b64decode(body))
            ends = datetime.datetime.fromisoformat(until)
        except (ValueError, binascii.Error):  # signed by us, so from another release
            return None
        return Ticket(kind=kind, identity=identity, workshop_id=where, opening=number, until=ends)

    def code(self, *facts: object) -> str:
        """Eight digits that follow from the secret and some facts."""
        asked = " ".join(["code", *map(str, facts)])
        digest = hmac.digest(self._secret(), asked.encode(), "sha256")
        return str(int.from_bytes(digest, "big") % 10**CODE_DIGITS).zfill(CODE_DIGITS)

    def _signed(self, body: str) -> str:
        return hmac.digest(self._secret(), f"ticket {body}".encode(), "sha256").hex()

    def _secret(self) -> bytes:
        if not self._key_path.exists():
            write_atomically(self._key_path, secrets.token_bytes(SECRET_BYTES))
            self._key_path.chmod(0o600)
        return self._key_path.read_bytes()


def is_same(one: str, other: str) -> bool:
    """Whether two texts are equal, in a time that does not tell where they differ."""
    return hmac.compare_digest(one.encode(), other.encode())
