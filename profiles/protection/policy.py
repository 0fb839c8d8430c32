"""What may be published: the rules, and which figures they hide first."""

from dataclasses import dataclass
from typing import Final

LEAST: Final = 3
MOST: Final = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """Rules of one installation for counts of people by migrant status.

    Attributes:
        minimum_count: Smallest count that is shown, 3 to 50. Zeros are shown: "no one" says nothing
            about anyone. Statistics offices use 3, 5 or 10; the data here is sensitive, hence 10.
    """

    minimum_count: int = 10

    def __post_init__(self) -> None:
        if not LEAST <= self.minimum_count <= MOST:
            raise ValueError(f"the minimum count is {LEAST} to {MOST}, not {self.minimum_count}")

    def is_small(self, count: float) -> bool:
        """Whether a count of people is hidden by itself (rule C1).

        >>> [Policy().is_small(count) for count in (0, 1, 9, 10)]
        [False, True, True, False]
        """
        return 0 < count < self.minimum_count


DEFAULT_POLICY: Final = Policy()
