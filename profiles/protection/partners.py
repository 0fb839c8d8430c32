"""Small streams added up as "other places" (rule C8)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from profiles.protection.policy import DEFAULT_POLICY, Policy

FEWEST: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Partners:
    """The streams of one place.

    Attributes:
        shown: People by partner, the largest first.
        others: The partners that are added up; none or at least two of them.
        others_total: People of those; None where even together they may not be shown.
    """

    shown: Mapping[str, float]
    others: tuple[str, ...]
    others_total: float | None


def grouped_partners(streams: Mapping[str, float], policy: Policy = DEFAULT_POLICY) -> Partners:
    """Streams below the minimum count together; with so many others that they tell nobody.

    To the small ones the smallest others are added, until there are at least two partners and the
    minimum count between them. Partners without anybody are shown as they are.

    Args:
        streams: People by place code of the partner.
        policy: The minimum count.

    >>> grouped_partners({"A": 400, "B": 12, "C": 3})
    Partners(shown={'A': 400}, others=('B', 'C'), others_total=15)
    """
    small = {one for one, people in streams.items() if policy.is_small(people)}
    larger = sorted((people, one) for one, people in streams.items() if people and one not in small)
    while small and larger and not _is_enough(small, streams, policy):
        small.add(larger.pop(0)[1])
    total = sum(streams[one] for one in small)
    shown = {one: streams[one] for one in sorted(streams, key=lambda one: (-streams[one], one))}
    return Partners(
        shown={one: people for one, people in shown.items() if one not in small},
        others=tuple(sorted(small)),
        others_total=total if small and _is_enough(small, streams, policy) else None,
    )


def _is_enough(small: set[str], streams: Mapping[str, float], policy: Policy) -> bool:
    return len(small) >= FEWEST and sum(streams[one] for one in small) >= policy.minimum_count
