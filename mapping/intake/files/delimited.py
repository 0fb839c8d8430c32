"""Text files of rows and columns: CSV, TSV and their kin."""

import csv
import io
from collections import Counter
from typing import TYPE_CHECKING, Final

from mapping.intake.files.contents import Refused, Sheet
from mapping.intake.limits import DEFAULT_LIMITS, MOST_COLUMNS
from mapping.intake.model import Reason

if TYPE_CHECKING:
    import _csv

DELIMITERS: Final = ",;\t|"
LONGEST_CELL: Final = 100_000
MOST_BLANK: Final = 5  # lines for each row that is allowed
_LOOKED_AT: Final = 100_000  # characters


def read_delimited(
    text: str, *, delimiter: str | None = None, most_rows: int = DEFAULT_LIMITS.most_rows
) -> tuple[Sheet, list[Reason]]:
    """The rows of a text file.

    Args:
        text: All of it; any line ends.
        delimiter: What a person has answered; else the one that makes the most even rows.
        most_rows: With more of them it does not come in.

    Raises:
        Refused: a quote that is never closed, a cell or a table too large.
    """
    if max(map(text.count, "\r\n")) > MOST_BLANK * most_rows:
        raise Refused("rows_many", most=most_rows)  # going through blank ones takes long as well
    reasons: list[Reason] = []
    if delimiter is None:
        delimiter, text = _declared(text)
    if delimiter is None:
        delimiter = pick_delimiter(text[:_LOOKED_AT])
    try:
        rows, lines = _rows(text, delimiter, most_rows, strict=True)
    except _StrayQuoteError as error:
        reasons.append(Reason(code="quote_stray", row=error.row))
        rows, lines = _rows(text, delimiter, most_rows, strict=False)
    if not any(cell for row in rows for cell in row):
        raise Refused("empty")
    return Sheet(name="table", rows=rows, lines=lines, delimiter=delimiter), reasons


class _StrayQuoteError(Exception):
    def __init__(self, row: int) -> None:
        super().__init__(row)
        self.row = row


def _rows(
    text: str, delimiter: str, most_rows: int, *, strict: bool
) -> tuple[list[list[str]], list[int]]:
    """The rows that are not blank, with the line of the file where each begins."""
    rows: list[list[str]] = []
    lines: list[int] = []
    reader = _reader(text, delimiter, strict=strict)
    start = 1
    try:
        for row in reader:
            if len(row) > MOST_COLUMNS:
                raise Refused("columns_many", row=start, count=len(row), most=MOST_COLUMNS)
            if row:
                rows.append(row)
                lines.append(start)
            if len(rows) > most_rows + 1:  # the header is one of them
                raise Refused("rows_many", most=most_rows)
            start = reader.line_num + 1
    except csv.Error as error:
        if "end of data" in str(error):
            raise Refused("quote_open", row=start) from None
        if "field limit" in str(error):
            raise Refused("cell_long", row=start, most=LONGEST_CELL) from None
        raise _StrayQuoteError(start) from None
    return rows, lines


def _declared(text: str) -> tuple[str | None, str]:
    """Excel writes `sep=;` as a first line of its own; it is blanked to keep the line numbers."""
    first, _, rest = text.partition("\n")
    word = first.strip().lower()
    if word.startswith("sep=") and len(word) == len("sep=;"):
        return word[-1], "\n" + rest
    return None, text


def pick_delimiter(text: str) -> str:
    """The delimiter that splits the most rows into the same number of cells, more than one."""
    best, best_score = ",", 0.0
    for candidate in DELIMITERS:
        try:
            widths = [
                len(row)
                for row, _ in zip(_reader(text, candidate), range(200), strict=False)
                if row
            ]
        except csv.Error:
            continue
        width, times = Counter(widths).most_common(1)[0] if widths else (0, 0)
        score = times / max(len(widths), 1) * min(width, 20) if width > 1 else 0.0
        if score > best_score * 1.05:
            best, best_score = candidate, score
    return best


def _reader(text: str, delimiter: str, *, strict: bool = False) -> "_csv.Reader":
    csv.field_size_limit(LONGEST_CELL)
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=strict)
