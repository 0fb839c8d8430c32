"""Small streams together as "other places" (rule C8).

Which streams are hidden has been decided by then, and at least two of a sum always are. What they
come to together is published all the same: it is what the total of the place leaves over. So the
group says nothing that the shown streams and their total do not say.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from profiles.indicators.model import Status
from profiles.indicators.read import TOTAL, CellKey
from profiles.measures.packs.od import has_measures, in_code, out_code

if TYPE_CHECKING:
    from profiles.indicators.flows import FlowEntry
    from profiles.protection.policy import Policy
    from profiles.protection.published import PublishedTable, Shown

FEWEST: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Others:
    """The partners of a place whose streams are not shown one by one.

    Attributes:
        partners: Their codes, two or more.
        people: In all of those streams together.
        whole: The published figure that all streams of the place add up to.
    """

    partners: tuple[str, ...]
    people: float
    whole: CellKey


def grouped_partners(  # noqa: PLR0913 - the streams, and what they are about
    streams: Mapping[str, "Shown"],
    entry: "FlowEntry",
    place_code: str,
    table: "PublishedTable",
    policy: "Policy",
    *,
    outward: bool,
) -> Others | None:
    """The hidden streams of a place as one group; None where there is none that may be shown.

    That is where nothing is hidden, where a stream is not known at all, where no total of the
    streams is shown, and where even together they are fewer people than may be shown.

    Args:
        streams: People by partner, of the table's period; the place itself is no partner.
        entry: The flow table.
        place_code: The place.
        table: The published figures, where the total stands.
        policy: The minimum count.
        outward: Whether the streams leave the place.
    """
    hidden = tuple(sorted(one for one, cell in streams.items() if cell[1] is Status.SUPPRESSED))
    code = _total_code(entry, outward=outward)
    found = table.value(place_code, code, entry.period) if code else None
    known = [value for value, _ in streams.values() if value is not None]
    if len(hidden) < FEWEST or len(known) + len(hidden) < len(streams):
        return None
    if found is None or found.value is None:
        return None
    people = found.value - sum(known)
    if people < policy.minimum_count:
        return None
    whole = (place_code, found.indicator, entry.period, TOTAL, TOTAL)
    return Others(partners=hidden, people=people, whole=whole)


def _total_code(entry: "FlowEntry", *, outward: bool) -> str | None:
    """The indicator that is the sum of a place's streams, those within the place left out."""
    if entry.is_square:
        # People who did not name a place are in no count of such a table.
        if not has_measures(entry) or entry.partners:
            return None
        return out_code(entry) if outward else in_code(entry)
    return entry.origin_total if outward else entry.destination_total
