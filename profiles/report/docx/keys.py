"""How high the key of a native chart is: programs break it into lines by its longest name."""

from collections.abc import Sequence
from math import ceil
from typing import Final

ROW_MM: Final = 5.5
LINE_LETTERS: Final = 80  # across a page, in the widest font that stands in for ours
SIGN_LETTERS: Final = 6  # what a coloured sign and the gap to the next name take


def key_mm(names: Sequence[str]) -> float:
    """The height of a key with these names, in mm.

    All names of a key get the width of its longest, as many beside each other as there is room
    for; one that is longer than a line goes on in the next.
    """
    letters = [len(name) + SIGN_LETTERS for name in names]
    beside = LINE_LETTERS // max(letters, default=1)
    if beside:
        return ROW_MM * ceil(len(names) / beside)
    return ROW_MM * sum(ceil(one / LINE_LETTERS) for one in letters)
