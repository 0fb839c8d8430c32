"""Streams as JSON text: a national table has some hundred thousand.

As Python objects they would take longer to make and to write than to work out. Here each column
becomes text at once, by Arrow, and the columns are joined row by row.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from profiles.measures.summary.rows import Rows, is_whole

ROWS_AT_ONCE: Final = 100_000  # some 30 MB of text


@dataclass(frozen=True, eq=False, kw_only=True)
class StreamRows:
    """A row of each stream: its ends, its figures, and whether its preference may be printed."""

    codes: tuple[str, ...]
    origins: npt.NDArray[np.intp]  # indices of `codes`, one for each stream
    destinations: npt.NDArray[np.intp]
    figures: Rows
    printable: npt.NDArray[np.bool]

    def __len__(self) -> int:
        """How many streams there are."""
        return len(self.origins)

    def text(self) -> Iterator[bytes | memoryview]:
        """A list of JSON objects, UTF-8, in pieces; what is undefined is null with its reason."""
        import pyarrow as pa
        import pyarrow.compute as pc

        names = pa.array([_json(code) for code in self.codes], pa.string())
        columns: list[Any] = []  # Arrow arrays and the text between them
        for end, places in (("origin", self.origins), ("destination", self.destinations)):
            columns += [f'"{end}": ', names.take(pa.array(places)), ", "]
        for name in self.figures.figures:
            columns += [f'"{name}": ', _numbers(self.figures.values(name)), ", "]
        shown = pc.if_else(pa.array(self.printable), "true", "false")
        columns += ['"preference_printable": ', shown, self._reasons(), "}"]
        yield b"["
        for start in range(0, len(self), ROWS_AT_ONCE):
            some = [
                one if isinstance(one, str) else one.slice(start, ROWS_AT_ONCE) for one in columns
            ]
            rows = pc.binary_join_element_wise(", {", *some, "")
            yield _all(rows) if start else _all(rows)[2:]  # without the first comma
        yield b"]"

    def _reasons(self) -> Any:  # noqa: ANN401 - pyarrow has no types
        """`, "reasons": {…}` of each row, or nothing. Few of them differ, so each is made once."""
        import pyarrow as pa

        texts, which = [""], np.zeros(len(self), dtype=np.int64)
        for name in self.figures.figures:
            for words, rows in self.figures.reasons(name):
                before, of_rows = np.unique(which[rows], return_inverse=True)
                which[rows] = len(texts) + of_rows
                texts += [f"{texts[one]}, {_json(name)}: {_json(words)}" for one in before.tolist()]
        ends = [f', "reasons": {{{text[2:]}}}' if text else "" for text in texts]
        return pa.array(ends, pa.string()).take(pa.array(which))


def to_json(document: Mapping[str, Any]) -> Iterator[bytes | memoryview]:
    """A document in pieces: what `json.dumps` makes of it, with the streams in it.

    >>> b"".join(to_json({"n": 2, "others": [{"sex": "male"}]}))
    b'{"n": 2, "others": [{"sex": "male"}]}'
    """
    yield b"{"
    for number, (name, value) in enumerate(document.items()):
        yield f"{', ' if number else ''}{_json(name)}: ".encode()
        if isinstance(value, StreamRows):
            yield from value.text()
        elif name == "others":
            yield b"["
            for position, group in enumerate(value):
                yield b", " if position else b""
                yield from to_json(group)
            yield b"]"
        else:
            yield _json(value).encode()
    yield b"}"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _all(rows: Any) -> memoryview:  # noqa: ANN401 - pyarrow has no types
    """The texts of an Arrow array one after the other, as they lie in memory."""
    import pyarrow.compute as pc

    return memoryview(rows.buffers()[2])[: pc.sum(pc.binary_length(rows)).as_py()]


def _numbers(values: npt.NDArray[np.float64]) -> Any:  # noqa: ANN401 - pyarrow has no types
    """The shortest text that is the same number; null where it is undefined."""
    import pyarrow as pa

    known = np.isfinite(values)
    filled = np.where(known, values, 0.0)
    column = filled.astype(np.int64) if is_whole(values) else filled
    return pa.array(column, mask=~known).cast(pa.string()).fill_null("null")
