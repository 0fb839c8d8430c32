"""How wide the columns of a table are, in twentieths of a point, as all widths of text in Word."""

from collections.abc import Sequence
from html import unescape
from typing import Final

from profiles.report.printed import Part

MARGIN: Final = 1134  # 2 cm
TEXT_WIDTH: Final = 11_906 - 2 * MARGIN  # on A4
LETTER, CELL_EDGES = 100, 240  # a figure, and the empty edges of a cell
BOLD: Final = 1.4  # how much wider those of a head are, in the widest font that stands in for ours
LONGEST_WORD: Final = 16  # letters: a longer head of a column of figures is broken into lines
SHORTEST: Final = 5  # letters
WIDEST: Final = 70  # letters that a column of text is given room for
NARROW_SHARE: Final = 0.66  # of the width: few figures in a wide table are hard to follow
FEW_COLUMNS: Final = 3
MOST_FIGURES_SHARE: Final = 0.8  # of the width, where there is text as well


def widths_of(table: Part) -> list[int]:
    """Figures take what their letters need; text shares what is left."""
    figures = [column["end"] for column in table["columns"]]
    columns = [*zip(*(row["cells"] for row in table["rows"]), strict=True)]
    strong = [bool(row.get("strong")) for row in table["rows"]]
    heads = [column["label"] for column in table["columns"]]
    letters = [
        _of_figures(head, cells, strong) if figure else _of_text(head, cells)
        for figure, head, cells in zip(figures, heads, columns or [()] * len(heads), strict=True)
    ]
    if not any(figures):
        words = [
            _word(head, cells)
            for head, cells in zip(heads, columns or [()] * len(heads), strict=True)
        ]
        return _at_least(words, _shared(TEXT_WIDTH, letters))
    whole = round(TEXT_WIDTH * NARROW_SHARE) if len(figures) <= FEW_COLUMNS else TEXT_WIDTH
    needed = [
        weight * LETTER + CELL_EDGES if figure else 0.0
        for figure, weight in zip(figures, letters, strict=True)
    ]
    if all(figures):
        return _shared(whole, needed)
    room = round(min(sum(needed), whole * MOST_FIGURES_SHARE))
    texts = _shared(whole - room, [float(not figure) for figure in figures])
    return [figure or text for figure, text in zip(_shared(room, needed), texts, strict=True)]


def _of_figures(head: str, cells: Sequence[str], strong: Sequence[bool]) -> float:
    """What a column of figures needs: none of them is broken, those of totals are in bold."""
    words = BOLD * max(map(_letters, head.split()), default=1)
    figures = (
        _letters(cell) * (BOLD if bold else 1.0)
        for cell, bold in zip(cells, strong or [False] * len(cells), strict=True)
    )
    return float(max([SHORTEST, words, min(_letters(head), LONGEST_WORD), *figures]))


def _of_text(head: str, cells: Sequence[str]) -> float:
    """Less than in proportion: long texts may run over several lines."""
    return float(min(max([1, _letters(head), *map(_letters, cells)]), WIDEST) ** 0.75)


def _word(head: str, cells: Sequence[str]) -> int:
    """What the longest word of a column of text needs, as far as words are as long."""
    words = (_letters(word) for cell in cells for word in cell.split())
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
