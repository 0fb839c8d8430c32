"""Codes of places in a table: which system they are of, and what a spreadsheet did to them.

A spreadsheet drops zeros ("0101" becomes 101) and a person drops prefixes ("NP0101" becomes 0101).
Both are put back where only one code can be meant and the whole column then fits.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from mapping.joining.place_list import PlaceList

FITS: Final = 0.5  # share of a column's codes that a system must have
_DECIMALS: Final = re.compile(r"(?<=\d)\.0+$")
_SEPARATORS: Final = re.compile(r"[\s._\-/]+")
_PREFIX: Final = re.compile(r"^[A-Za-z]+[\-._](?=\w)|^[A-Za-z]+(?=\d)")
PLACE_CODES: Final = "place_code"


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeReading:
    """A column read as codes of one system."""

    system: str  # "place_code", or another kind of code the places have
    places: Mapping[str, int]  # by the text of the cell; texts that are no code are not in it
    mended: Mapping[str, str]  # texts that were not the code as it is written
    plain_numbers: bool  # codes are whole numbers, as much else is

    def share(self, texts: Iterable[str]) -> float:
        """Share of the texts that are codes."""
        listed = list(texts)
        return sum(text in self.places for text in listed) / len(listed) if listed else 0.0


def read_codes(texts: Iterable[str], to: PlaceList) -> CodeReading | None:
    """The texts of a column as codes of the system that fits most of them; None if none does.

    Args:
        texts: The different texts of the column.
        to: The places, with their codes of every system.
    """
    listed = [text for text in dict.fromkeys(texts) if text]
    readings = [
        _read(listed, system, codes, _mends(_written(to, system)))
        for system, codes in _systems(to).items()
        if codes and listed
    ]
    best = max(readings, key=lambda reading: len(reading.places), default=None)
    return best if best is not None and best.share(listed) >= FITS else None


def _written(to: PlaceList, system: str) -> list[str]:
    """The codes of a system as they are written."""
    codes = ({PLACE_CODES: place.place_code, **place.codes} for place in to.places)
    return [one[system] for one in codes if system in one]


def _systems(to: PlaceList) -> dict[str, dict[str, int]]:
    """Codes of each system, by which one finds a place; codes used twice are left out."""
    systems: dict[str, dict[str, int]] = {PLACE_CODES: {}}
    repeated: set[tuple[str, str]] = set()
    for at, place in enumerate(to.places):
        for system, code in {PLACE_CODES: place.place_code, **place.codes}.items():
            known, key = systems.setdefault(system, {}), _plain(code)
            if key in known:
                repeated.add((system, key))
            known[key] = at
    for system, key in repeated:
        systems[system].pop(key, None)
    return systems


def _plain(text: str) -> str:
    """Upper case; without separators where there are letters ("SB.CE"), as written otherwise."""
    text = _DECIMALS.sub("", text.strip().upper())
    return _SEPARATORS.sub("", text) if re.search("[A-Z]", text) else text


def _read(
    texts: list[str], system: str, codes: Mapping[str, int], mends: Sequence[Callable[[str], str]]
) -> CodeReading:
    places = {text: codes[_plain(text)] for text in texts if _plain(text) in codes}
    mended: dict[str, str] = {}
    for mend in mends:
        left = [text for text in texts if text not in places]
        if not left:
            break
        found = {text: code for text in left if (code := mend(_plain(text))) in codes}
        taken = set(places.values())
        clear = {text: code for text, code in found.items() if codes[code] not in taken}
        if len(set(clear.values())) == len(clear) and len(clear) >= FITS * len(left):
            places |= {text: codes[code] for text, code in clear.items()}
            mended |= clear
    plain = bool(places) and all(_plain(text).isdigit() for text in places)
    return CodeReading(system=system, places=places, mended=mended, plain_numbers=plain)


def _mends(codes: Sequence[str]) -> list[Callable[[str], str]]:
    """Ways to put back what was lost; only those after which every code has one form.

    Args:
        codes: All codes of the system, as they are written.
    """
    prefixes = {found[0] if (found := _PREFIX.match(code)) else "" for code in codes}
    if len(prefixes) != 1:
        return []
    prefix = _plain(prefixes.pop())
    rests = [_plain(code).removeprefix(prefix) for code in codes]
    mends: list[Callable[[str], str]] = [lambda text: prefix + text] if prefix else []
    if len({len(rest) for rest in rests}) == 1 and all(map(str.isdigit, rests)):
        width = len(rests[0])
        mends.append(lambda text: prefix + text.removeprefix(prefix).zfill(width))
    return mends
