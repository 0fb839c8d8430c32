"""How wide the columns of a table are, in twentieths of a point, as all widths of text in Word."""

import re
from collections.abc import Sequence
from html import unescape
from math import ceil
from typing import Final

from profiles.report.columns import SHORT_CELL
from profiles.report.printed import Part
from profiles.report.text import PIECE, narrowed

MARGIN: Final = 1134  # 2 cm
TEXT_WIDTH: Final = 11_906 - 2 * MARGIN  # on A4
LETTER, CELL_EDGES = 100, 240  # a figure, and the empty edges of a cell
BOLD: Final = 1.4  # how much wider those of a head are, in the widest font that stands in for ours
HEAD: Final = BOLD * 8 / 9  # heads of tables with figures have letters of 8 points, figures of 9
LONGEST_WORD: Final = 16  # letters: a longer head of a column of figures is broken into lines
WIDE: Final = 1.2  # how much wider letters are than figures, in the widest of those fonts
SHORTEST: Final = 5  # letters
DASH: Final = "\u2013"  # of two years: beside it are no narrow commas, and a line may end at it
WIDEST: Final = 70  # letters that a column of text is given room for
NARROW_SHARE: Final = 0.66  # of the width: few figures in a wide table are hard to follow
FEW_COLUMNS: Final = 3
LEAST_TEXT_SHARE: Final = 0.25  # of the width, for what the rows are about
LINES_KEPT: Final = 14  # a longer table may run over pages, two rows or more on each
_WORDS: Final = re.compile(r"[^\s-]+-?")  # of a head: what stays on one line


def widths_of(table: Part) -> list[int]:
    """Figures take what their letters need, their heads where there is room; text the rest."""
    figures = [column["end"] for column in table["columns"]]
    columns = [*zip(*(row["cells"] for row in table["rows"]), strict=True)]
    strong = [bool(row.get("strong")) for row in table["rows"]]
    heads = [column["label"] for column in table["columns"]]
    said = [*zip(heads, columns or [()] * len(heads), strict=True)]
    if not any(figures):
        letters = [_of_text(head, cells) for head, cells in said]
        return _at_least([_word(*one) for one in said], _shared(TEXT_WIDTH, letters))
    whole = round(TEXT_WIDTH * NARROW_SHARE) if len(figures) <= FEW_COLUMNS else TEXT_WIDTH
    least = [
        _of_figures(cells, strong) if figure else 0.0
        for figure, (_, cells) in zip(figures, said, strict=True)
    ]
    wanted = [low and max(low, _of_head(head)) for low, (head, _) in zip(least, said, strict=True)]
    if all(figures):
        return _shared(whole, wanted)
    most = whole * (1 - LEAST_TEXT_SHARE)
    pieces = [low and max(low, _of_piece(head)) for low, (head, _) in zip(least, said, strict=True)]
    room = sum(pieces) <= most
    taken = _within(most, pieces, wanted) if room else _within(most, least, pieces)
    texts = _shared(whole - sum(taken), [float(not figure) for figure in figures])
    return [figure or text for figure, text in zip(taken, texts, strict=True)]


def heads_of(table: Part, widths: Sequence[int]) -> list[str]:
    """The heads of columns; a word that may be wider than its column can be broken."""
    heads = [column["label"] for column in table["columns"]]
    rooms = ((width - CELL_EDGES) / (HEAD * LETTER) for width in widths)
    return [
        narrowed(head) if any(_letters(word) > room for word in _WORDS.findall(head)) else head
        for head, room in zip(heads, rooms, strict=True)
    ]


def stays_whole(table: Part, widths: Sequence[int]) -> bool:
    """Whether a table is kept on one page: by its lines, as far as letters are as wide."""
    if len(table["rows"]) > LINES_KEPT:
        return False
    rooms = [max(width - CELL_EDGES, LETTER) / LETTER for width in widths]
    lines = (
        max(ceil(_letters(cell) / room) for cell, room in zip(row["cells"], rooms, strict=True))
        for row in table["rows"]
    )
    return sum(lines) <= LINES_KEPT


def _of_figures(cells: Sequence[str], strong: Sequence[bool]) -> float:
    """What figures need: none of them is broken, those of totals are in bold."""
    figures = (
        (_letters(cell) + cell.count(DASH) / 2) * (BOLD if bold else 1.0)
        for cell, bold in zip(cells, strong or [False] * len(cells), strict=True)
    )
    return float(max([SHORTEST, *figures])) * LETTER + CELL_EDGES


def _of_head(head: str) -> float:
    """What the head of a column of figures needs: it may be broken between its words."""
    words = HEAD * _longest_word(head)
    return float(max(words, min(_letters(head), LONGEST_WORD))) * LETTER + CELL_EDGES


def _of_piece(head: str) -> float:
    """What it needs at least: one piece of its longest word."""
    return HEAD * min(_longest_word(head), PIECE) * LETTER + CELL_EDGES


def _longest_word(head: str) -> int:
    return max((_letters(word) for word in _WORDS.findall(unescape(head))), default=1)


def _within(most: float, least: Sequence[float], wanted: Sequence[float]) -> list[int]:
    """Columns of figures where room is short: the longest heads give way, then the figures."""
    if sum(least) > most:
        return _shared(round(most), least)
    each = [*zip(least, wanted, strict=True)]
    widest = min(most, max(wanted, default=0.0))
    while sum(given := [max(low, min(width, widest)) for low, width in each]) > most:
        widest -= LETTER
    return [round(width) for width in given]


def _of_text(head: str, cells: Sequence[str]) -> float:
    """Less than in proportion: long texts may run over several lines."""
    return float(min(max([1, _letters(head), *map(_letters, cells)]), WIDEST) ** 0.75)


def _word(head: str, cells: Sequence[str]) -> int:
    """What the longest word of a column of text needs; short cells stay on one line."""
    longest = max(map(_letters, cells), default=0)
    if longest <= SHORT_CELL:
        words = [round(longest * WIDE)]
    else:
        words = [_letters(word) for cell in cells for word in cell.split()]
    heads = (BOLD * _letters(word) for word in head.split())
    return round(min(max([*heads, *words], default=1), LONGEST_WORD) * LETTER + CELL_EDGES)


def _at_least(least: Sequence[int], widths: Sequence[int]) -> list[int]:
    """Widths of which none is less than it must be; those with room to spare give it."""
    short = sum(max(0, low - width) for low, width in zip(least, widths, strict=True))
    spare = sum(max(0, width - low) for low, width in zip(least, widths, strict=True))
    given = min(1.0, short / spare) if spare else 0.0
    return [
        low if width < low and short <= spare else round(width - given * max(0, width - low))
        for low, width in zip(least, widths, strict=True)
    ]


def _letters(text: str) -> int:
    """How long a text is that was escaped."""
    return len(unescape(text) if "&" in text else text)


def _shared(whole: int, weights: Sequence[float]) -> list[int]:
    return [int(whole * weight / sum(weights)) for weight in weights]
