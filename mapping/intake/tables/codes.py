"""Columns of codes: kept as text, tidied where it is safe, and what spreadsheets do to them."""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from mapping.intake.columns import folded
from mapping.intake.model import Answers, Reason

Column = list[str | None]
_CODE_HEADER: Final = re.compile(
    r"(p?code|geocode|pcod|psgc|iso\d?|iso3166.*|hasc|fips|gid|uuid|ubigeo|ine|insee|nis|lgd|clave|codigo|cod|kod)\w{0,3}$"
    r"|^(code|codigo|clave|kod|iso|id)"
)
_SCIENTIFIC: Final = re.compile(r"^\d(\.\d+)?[eE][+]?\d{1,2}$")
_INVISIBLE: Final = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_LONG: Final = 30
_WORTH_A_LOOK: Final = 4  # rows


def is_code(header: str, role: str | None, cells: Sequence[str | None]) -> bool:
    """Whether a column holds codes: by its header, if its cells are short and of one word."""
    if role in {"orig_pcode", "dest_pcode"}:  # "origin" heads names as often as codes
        return all(any(c.isdecimal() for c in cell) for cell in set(cells) if cell)
    if role is not None and role.endswith(("pcode", "place_code", "_iso")):
        return True
    if role is not None and role not in {"boundary_id", "indicator_id"}:
        return False
    if header.startswith("#"):
        return "+code" in header
    if not _CODE_HEADER.search(folded(header)):
        return False
    return all(len(cell) <= _LONG and len(cell.split()) < 3 for cell in set(cells) if cell)  # noqa: PLR2004 - words


def tidied(code: str) -> str:
    """A code without blanks around it, invisible characters and wide letters."""
    return unicodedata.normalize("NFKC", code).translate(_INVISIBLE).strip()


def tidy(name: str, cells: Column, lines: Sequence[int], answers: Answers) -> list[Reason]:
    """Tidy the codes of a column in place, and say what was odd in them."""
    reasons = _damaged(name, cells, lines, answers)
    clean = {cell: tidied(cell) for cell in set(cells) if cell is not None}
    if _are_capitals(Counter(cells), clean):
        clean = {cell: code.upper() for cell, code in clean.items()}
    if any(cell != code for cell, code in clean.items()):
        changed = [n for n, cell in enumerate(cells) if cell is not None and cell != clean[cell]]
        first = changed[0]
        facts = {
            "count": len(changed),
            "found": str(cells[first]),
            "read": clean[str(cells[first])],
        }
        reasons.append(Reason(code="codes_tidied", facts=facts, row=lines[first], column=name))
        cells[:] = [None if cell is None else clean[cell] for cell in cells]
    return reasons + _lost_zeros(name, cells, lines)


def _are_capitals(times: Counter[str | None], clean: Mapping[str, str]) -> bool:
    """Codes of letters and digits of which most are in capitals: then all are.

    Args:
        times: How often each cell is there.
        clean: Their codes.
    """
    lettered = [(c, times[cell]) for cell, c in clean.items() if any(map(str.isalpha, c))]
    count = sum(often for _, often in lettered)
    upper = sum(often for code, often in lettered if code.isupper())
    mixed = any(not code.isupper() and not code.islower() for code, _ in lettered)
    return not mixed and 2 * upper >= count > upper


def _damaged(name: str, cells: Column, lines: Sequence[int], answers: Answers) -> list[Reason]:
    """What a spreadsheet makes of 1E05 or of twenty digits; blank if a person says so."""
    found = {cell for cell in set(cells) if cell is not None and _SCIENTIFIC.match(cell.strip())}
    hits = [n for n, cell in enumerate(cells) if cell in found] if found else []
    are_codes = not any("." in cell or "+" in cell for cell in found)  # 1E05 may well be one
    if not hits or (are_codes and len(hits) == len(cells)) or answers.damaged_codes == "keep":
        return []
    if answers.damaged_codes == "blank":
        cells[:] = [None if cell in found else cell for cell in cells]
        return [Reason(code="codes_blanked", facts={"count": len(hits)}, column=name)]
    facts = {"count": len(hits), "example": str(cells[hits[0]])}
    return [Reason(code="codes_damaged", facts=facts, row=lines[hits[0]], column=name)]


def _lost_zeros(name: str, cells: Sequence[str | None], lines: Sequence[int]) -> list[Reason]:
    """Digits of two lengths, the shorter one less by one: a spreadsheet took zeros for nothing."""
    said = {cell for cell in cells if cell}
    if len(said) < _WORTH_A_LOOK or not all(cell.isdecimal() for cell in said):
        return []
    lengths = sorted({len(cell) for cell in said})
    numbers = {int(cell) for cell in said}
    runs_on = max(numbers) - min(numbers) < 2 * len(numbers)  # a list that was simply numbered
    if len(lengths) != 2 or lengths[1] - lengths[0] != 1 or lengths[1] < 3 or runs_on:  # noqa: PLR2004
        return []
    if any(cell.startswith("0") for cell in said):
        return []
    short = next(n for n, cell in enumerate(cells) if cell and len(cell) == lengths[0])
    facts = {"digits": lengths[1], "example": str(cells[short])}
    return [Reason(code="codes_lost_zeros", facts=facts, row=lines[short], column=name)]
