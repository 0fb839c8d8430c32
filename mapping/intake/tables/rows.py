"""Rows that do not belong together: totals, several levels or rounds, the same place twice."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Final

import numpy as np

from mapping.intake.columns import folded
from mapping.intake.model import Answers, Reason
from mapping.intake.number_cells import to_numbers_list

Column = Sequence[str | None]
_TOTAL: Final = re.compile(
    r"^(grand|sub|overall|all|nation(al|wide)?)?[ -]?(total|totals|totaux|totales|totais|sum)\b"
    r"|^(total|ensemble|toutes?|tout|gesamt|summe|jumlah|toplam|insgesamt|всего|итого)\b"
    r"|^(all (districts|provinces|regions|areas|states|countr.*)|whole country)$"
    r"|^(kabuu?an|kabuoan|tot[aá]l|aofa.?i|нийт|жалпы|бардыгы)$"
    r"|^(মোট|مجموعی|جمع|کل|ລວມ|ລວມທັງໝົດ|សរុប|စုစုပေါင်း|ޖުމްލަ|එකතුව|மொத்தம்|合計|総数|합계|총계)"
    r"|\btotal(es|s)?$|^(जम्मा|कुल|المجموع|الإجمالي|مجموع|合计|总计|총계|รวม|tổng)",
    re.IGNORECASE,
)
_DIMENSION: Final = re.compile(
    r"year|annee|ano$|anio|period|month|mois|mes$|date|round|quarter|sex|gender|sexe|sexo|age|edad|indicator|"
    r"variable|category|categor|type|origin|destination|reason|raison|nationality|country|status|group"
)
_ROUNDS: Final = frozenset({"dtm_round"})
_KEY_ROLES: Final = (
    "place_code",
    "adm5_pcode",
    "adm4_pcode",
    "adm3_pcode",
    "adm2_pcode",
    "adm1_pcode",
    "adm0_pcode",
    "boundary_id",
)
_FEW_LEVELS: Final = 6
_DIGITS_A_LEVEL: Final = 2
_ROWS_OF_A_LIST: Final = 3  # per code
_MOST_NAMED: Final = 8  # rows
_LEAST_TOTAL: Final = 50  # smaller sums may be chance
_LEAST_ROWS, _MOST_ROWS = 3, 5_000  # in which sums are looked for

Found = tuple[list[Reason], set[int]]  # what is to be said, and which rows are left out


def look_at_rows(  # noqa: PLR0913 - what is known of a table
    columns: Mapping[str, Column],
    lines: Sequence[int],
    roles: Mapping[str, str],
    *,
    numeric: set[str],
    decimal: str,
    answers: Answers,
) -> Found:
    """What is to be said of rows. All of them stay but those a person has said to leave out."""
    of_totals = _totals(columns, lines, numeric, decimal, answers)
    of_rounds = _rounds(columns, roles, answers)
    of_codes = _duplicates(columns, lines, roles, numeric, answers)
    reasons = [*of_totals[0], *_levels(columns, roles), *of_rounds[0], *of_codes[0]]
    return reasons, of_totals[1] | of_rounds[1] | of_codes[1]


def _named(lines: Sequence[int], rows: Iterable[int]) -> str:
    """The first of some rows, as lines of the file."""
    listed = sorted(rows)
    shown = ", ".join(str(lines[n]) for n in listed[:_MOST_NAMED])
    return f"{shown} …" if len(listed) > _MOST_NAMED else shown


def _totals(
    columns: Mapping[str, Column],
    lines: Sequence[int],
    numeric: set[str],
    decimal: str,
    answers: Answers,
) -> Found:
    """Rows that add up others, by their label in one of the first columns, or by their sums."""
    labels = [name for name in columns if name not in numeric][:3]
    totals = {
        cell
        for name in labels
        for cell in set(columns[name])
        if cell and _TOTAL.search(cell.strip())
    }
    if answers.totals == "keep":
        return [], set()
    hits = [n for n in range(len(lines)) if any(columns[name][n] in totals for name in labels)]
    if not hits and _LEAST_ROWS <= len(lines) <= _MOST_ROWS:
        hits = _sums(columns, numeric, decimal)
    if not hits or len(hits) * 2 > len(lines):  # a column of categories, of which one is the total
        return [], set()
    label = next((cell for name in labels if (cell := columns[name][hits[0]])), "")
    facts = {"count": len(hits), "label": label[:60], "rows": _named(lines, hits)}
    if answers.totals == "leave_out":
        return [Reason(code="totals_left_out", facts=facts)], set(hits)
    return [Reason(code="totals", facts=facts, row=lines[hits[0]])], set()


def _sums(columns: Mapping[str, Column], numeric: set[str], decimal: str) -> list[int]:
    """The last row, or the first, if all of its figures are the sums of the others.

    That is a total in any language.
    """
    figures = [to_numbers_list(columns[name], decimal=decimal) for name in numeric]
    for at in (-1, 0):
        said = [(column[at], np.nansum(np.delete(column, at))) for column in figures]
        known = [(total, others) for total, others in said if np.isfinite(total)]
        large = max((total for total, _ in known), default=0)
        if large >= _LEAST_TOTAL and all(total == others for total, others in known):
            return [range(len(figures[0]))[at]]
    return []


def _levels(columns: Mapping[str, Column], roles: Mapping[str, str]) -> list[Reason]:
    """Places of several levels, told by a level column or by blanks among the deepest codes."""
    for name, role in roles.items():
        values = sorted({cell for cell in columns[name] if cell})
        if role in {"admin_level", "boundary_level"} and 1 < len(values) <= _FEW_LEVELS:
            return [Reason(code="levels_mixed", facts={"levels": ", ".join(values)}, column=name)]
    for level in range(5, 0, -1):
        deep = next((n for n, role in roles.items() if role == f"adm{level}_pcode"), None)
        if deep is None:
            continue
        blank = sum(cell is None for cell in columns[deep])
        if 0 < blank < len(columns[deep]):
            return [Reason(code="levels_blank", facts={"count": blank}, column=deep)]
        break
    return _nested(columns, roles)


def _nested(columns: Mapping[str, Column], roles: Mapping[str, str]) -> list[Reason]:
    """One column of codes in which the long ones begin with the short ones: BD, BD10, BD1004."""
    for name, role in roles.items():
        codes = {cell for cell in columns[name] if cell} if role in _KEY_ROLES else set()
        lengths = sorted({len(code) for code in codes})
        steps = list(pairwise(lengths))
        # One digit more may be a list that was simply numbered: 1 to 19.
        if not steps or len(steps) > _FEW_LEVELS or min(b - a for a, b in steps) < _DIGITS_A_LEVEL:
            continue
        if all(code[:a] in codes for a, b in steps for code in codes if len(code) == b):
            shown = ", ".join(min(c for c in codes if len(c) == length) for length in lengths)
            return [Reason(code="levels_mixed", facts={"levels": shown}, column=name)]
    return []


def _rounds(columns: Mapping[str, Column], roles: Mapping[str, str], answers: Answers) -> Found:
    for name, role in roles.items():
        values = {cell for cell in columns[name] if cell}
        if role not in _ROUNDS or len(values) < 2 or answers.rounds == "all":  # noqa: PLR2004 - one is no question
            continue
        if answers.rounds != "latest":
            return [Reason(code="rounds", facts={"count": len(values)}, column=name)], set()
        gone = _earlier(columns, roles, name)
        return [Reason(code="rounds_left_out", facts={"count": len(gone)}, column=name)], gone
    return [], set()


def _earlier(columns: Mapping[str, Column], roles: Mapping[str, str], rounds: str) -> set[int]:
    """Rows of rounds before the latest of their place and operation."""
    apart = [n for n, role in roles.items() if role in {*_KEY_ROLES, "dtm_operation"}]
    places = list(zip(*(columns[name] for name in apart), strict=True)) or [()] * len(
        columns[rounds]
    )
    numbers = [_number_of(cell or "") for cell in columns[rounds]]
    latest: dict[tuple[str | None, ...], float] = {}
    for place, number in zip(places, numbers, strict=True):
        latest[place] = max(latest.get(place, number), number)
    pairs = enumerate(zip(places, numbers, strict=True))
    return {n for n, (place, number) in pairs if number < latest[place]}


def _number_of(said: str) -> float:
    """The number of a round: 3 of "R3" or "Round 3"."""
    digits = re.search(r"\d+", said)
    return float(digits[0]) if digits else 0.0


def _duplicates(
    columns: Mapping[str, Column],
    lines: Sequence[int],
    roles: Mapping[str, str],
    numeric: set[str],
    answers: Answers,
) -> Found:
    """The same code twice where nothing else in the row tells the two apart."""
    key = _key(columns, roles, numeric)
    if key is None or answers.repeated_codes == "all":
        return [], set()
    others = [n for n in columns if n != key and _tells_apart(n, roles.get(n, ""), n in numeric)]
    rows = list(zip(columns[key], *(columns[name] for name in others), strict=True))
    counts = Counter(row for row in rows if row[0])
    twice = [n for n, row in enumerate(rows) if row[0] and counts[row] > 1]
    if not twice:
        return [], set()
    # Where codes repeat anyway, as in a list of events, two rows may well be alike.
    a_list = len(rows) > _ROWS_OF_A_LIST * len({row[0] for row in rows})
    if answers.repeated_codes is not None and not a_list:
        # Of a dictionary the last one stays, so the first one does in a list turned around.
        ordered = twice if answers.repeated_codes == "last" else twice[::-1]
        gone = set(twice) - set({rows[n]: n for n in ordered}.values())
        return [Reason(code="repeated_left_out", facts={"rows": _named(lines, gone)})], gone
    facts = {"count": len({rows[n] for n in twice}), "example": str(columns[key][twice[0]])}
    code = "rows_repeated" if a_list else "codes_repeated"
    return [Reason(code=code, facts=facts, row=lines[twice[0]], column=key)], set()


def _key(columns: Mapping[str, Column], roles: Mapping[str, str], numeric: set[str]) -> str | None:
    """The column of codes of the deepest places."""
    by_role = {role: name for name, role in reversed(list(roles.items()))}
    key = next((by_role[role] for role in _KEY_ROLES if role in by_role), None)
    if key is None:
        key = next(
            (n for n in columns if re.fullmatch(r"(.*p)?code", folded(n)) and n not in numeric),
            None,
        )
    return key


def _tells_apart(header: str, role: str, is_number: bool) -> bool:  # noqa: FBT001 - one caller
    """Whether a column says which of several rows of a place this is."""
    if _DIMENSION.search(folded(header)):
        return True
    named = role.endswith("name") or folded(header) in {"name", "nom", "nombre", "nome"}
    return not is_number and not named
