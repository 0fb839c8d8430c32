"""Bytes of a text file as text: by its mark, as UTF-8, else by what makes sense, which is said."""

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from mapping.intake.files.contents import Refused
from mapping.intake.model import Reason

_MARKS: Final = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_WESTERN: Final = ("cp1252", "mac_roman", "cp850")
_OTHERS: Final = (
    *("cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "cp874"),
    *(
        "koi8_r",
        "gb18030",
        "big5",
        "cp932",
        "euc_jp",
        "cp949",
        "iso8859_2",
        "iso8859_5",
        "mac_cyrillic",
    ),
)
_WESTERN_LETTERS: Final = frozenset("ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜàáâãäåæçèéêëìíîïñòóôõöøùúûüÿßŒœŸ")
_WESTERN_SIGNS: Final = frozenset("’‘“”–—…«»°ºª§€£¿¡´·©®±²³ \u00ad\u00a0")
_WORD: Final = re.compile(r"\w+")
_ENOUGH: Final = 200_000  # bytes with accents that are looked at
_FEW_NULS: Final = 0.01
_CONTROL: Final = re.compile(rb"[\x01-\x08\x0e-\x19\x1c-\x1f]")  # no text has many of these


def decode(data: bytes, *, encoding: str | None = None) -> tuple[str, list[Reason]]:
    """The text, and what is to be said of its encoding.

    Args:
        data: The whole file.
        encoding: What a person has answered.

    Raises:
        Refused: not text, or not in the encoding answered.
    """
    if encoding is not None:
        return _as_answered(data, encoding), []
    for mark, name in _MARKS:
        if data.startswith(mark):
            said = [] if name == "utf-8-sig" else [_reason("encoding_marked", name)]
            return _strict(data, name), said
    if b"\x00" in data[:_ENOUGH]:
        return _with_nuls(data)
    if len(_CONTROL.findall(data[:_ENOUGH])) > _FEW_NULS * min(len(data), _ENOUGH) + 2:
        raise Refused("binary")
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError:
        return _legacy(data)


def _reason(code: str, encoding: str, **facts: object) -> Reason:
    return Reason(code=code, facts={"encoding": encoding, **facts})


def _as_answered(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        raise Refused("encoding_wrong", encoding=encoding) from None


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise Refused("encoding_damaged", encoding=encoding) from None


def _with_nuls(data: bytes) -> tuple[str, list[Reason]]:
    """UTF-16 without its mark, or bytes that are no text."""
    start = data[:_ENOUGH]
    even, odd = start[::2].count(0), start[1::2].count(0)
    half = max(len(start) // 2, 1)
    if max(even, odd) > 0.3 * half and min(even, odd) < 0.05 * half:
        name = "utf-16-le" if odd > even else "utf-16-be"
        return _strict(data, name), [_reason("encoding_marked", name)]
    if start.count(0) > _FEW_NULS * len(start) + 2:
        raise Refused("binary")
    text, reasons = decode(data.replace(b"\x00", b""))
    return text, [*reasons, Reason(code="nul_bytes", facts={"count": data.count(0)})]


def _legacy(data: bytes) -> tuple[str, list[Reason]]:
    lines = data.splitlines()
    accented = [line for line in lines if not line.isascii()]
    good = [line for line in accented if _is_utf8(line)]
    if good:
        return _mixed(data, len(accented) - len(good))
    sample = b"\n".join(accented)[:_ENOUGH]
    for name in _WESTERN:
        if _is_western(sample, name):
            text = _strict(data, name)
            code = "encoding_western" if name == "cp1252" else "encoding_guessed"
            return text, [_reason(code, name, sample=_shown(text))]
    return _guessed(data, sample)


def _guessed(data: bytes, sample: bytes) -> tuple[str, list[Reason]]:
    from charset_normalizer import from_bytes

    found = from_bytes(sample, cp_isolation=list(_OTHERS), enable_fallback=False)
    names = [match.encoding for match in found]
    for name in (*names, "latin-1"):
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        others = ", ".join(other for other in names[:4] if other != name) or "-"
        return text, [_reason("encoding_unknown", name, sample=_shown(text), others=others)]
    raise AssertionError  # latin-1 decodes everything


def _mixed(data: bytes, bad: int) -> tuple[str, list[Reason]]:
    """Most lines are UTF-8, some are not: the file was pasted together from two."""
    parts = re.split(rb"(\r\n|\n|\r)", data)
    decoded = [
        part.decode() if _is_utf8(part) else part.decode("cp1252", "replace") for part in parts
    ]
    first = next(n for n, part in enumerate(parts) if not _is_utf8(part)) // 2 + 1
    facts = {"count": bad, "sample": _shown(decoded[(first - 1) * 2])}
    return "".join(decoded), [Reason(code="encoding_mixed", facts=facts, row=first)]


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _is_western(sample: bytes, encoding: str) -> bool:
    """Whether every accented character is one that Western languages write where it stands."""
    try:
        text = sample.decode(encoding)
    except UnicodeDecodeError:
        return False
    strange = {character for character in text if not character.isascii()}
    if strange - _WESTERN_LETTERS - _WESTERN_SIGNS:
        return False
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    return not any(map(_is_strange, words)) and _mostly_mixed(words)


def _is_strange(word: str) -> bool:
    """A capital after a small letter, which no word has, accented."""
    return any(
        not after.isascii() and after.isupper() and before.islower()
        for before, after in pairwise(word)
    )


def _mostly_mixed(words: Sequence[str]) -> bool:
    """Accents stand among plain letters; a word of accents alone is another alphabet, misread."""
    strange = sum(1 for word in words if len(word) > 1 and not re.search("[A-Za-z]", word))
    return strange <= 0.2 * len(words)


def _shown(text: str) -> str:
    """The first words that hang on the encoding, for a person to judge."""
    words = [word for word in _WORD.findall(text[:_ENOUGH]) if not word.isascii()]
    return unicodedata.normalize("NFC", ", ".join(dict.fromkeys(words[:5])))[:120]
