"""What one reason says: how grave it is, in which words, and which answer settles it."""

from typing import Final, NamedTuple

NOTE: Final = "accepted"
WARN: Final = "warned"
ASK: Final = "asked"
REFUSE: Final = "refused"


class Words(NamedTuple):
    """What one code means."""

    severity: str  # an Outcome
    message: str
    answer: str | None = None  # the field of Answers that settles it
    one: str | None = None  # the message where its fact `count` is 1
