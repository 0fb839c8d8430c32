"""Random rounding, for those who publish rounded counts instead of hiding some (rule C12).

Rounding to the nearest five is no protection: sums of rounded parts give parts away. Counts rounded
up or down at random, the nearer the likelier, keep their mean and tell nobody which it was.
"""

import hmac
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from profiles.protection.releases.register import Figure
    from profiles.protection.table import CountTable

BASES: Final = (3, 5)


def randomly_rounded(count: int, *, base: int, name: str, secret: bytes) -> int:
    """A count as a multiple of the base; a multiple stays as it is.

    Totals are rounded by themselves, not added up. The same count of the same name is rounded the
    same way every time, as the mean of many roundings would be the count.

    Args:
        count: From zero on.
        base: 3 or 5.
        name: Of the figure: place, indicator, period, category.
        secret: Of the project; see `profiles.protection.masking.project_secret`.
    """
    if base not in BASES:
        raise ValueError(f"the base is 3 or 5, not {base}")
    if count < 0:
        raise ValueError("a count is not below zero")
    rest = count % base
    digest = hmac.digest(secret, f"{name}\0{count}".encode(), "sha256")
    draw = int.from_bytes(digest[:8], "big") / 2**64
    return count - rest + (base if draw < rest / base else 0)


def rounded_cells(table: "CountTable", *, base: int, secret: bytes) -> "dict[Figure, int]":
    """Every cell of a table as it is shown, by place and category.

    A place that is the sum of others is rounded by itself, so that it tells nothing of them.

    Args:
        table: The true counts.
        base: 3 or 5.
        secret: Of the project.
    """
    return {
        (place, category): randomly_rounded(
            int(count), base=base, name=f"{place}\0{category}", secret=secret
        )
        for (place, category), count in table.figures.items()
    }
