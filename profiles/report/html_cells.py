"""Rows of tables and what opens for a number, as HTML: the filters of the template.

They are written here and not in the template, which asks of everything it fills in whether it is
markup: a profile has thousands of cells.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from markupsafe import Markup

from profiles.report.text import fit_text, in_markup


def number(text: str, ref: str) -> Markup:
    """A number that opens where it comes from; without that, its text."""
    return Markup(_number(text, ref))  # noqa: S704 - escaped


def _number(text: str, ref: str) -> str:
    if not ref:
        return in_markup(text)
    return f'<button type="button" class="n" popovertarget="{ref}">{in_markup(text)}</button>'


def _sentence(pieces: Iterable[tuple[str, str]]) -> str:
    return "".join(_number(text, ref) for text, ref in pieces).rstrip()


def rows(table: Mapping[str, Any]) -> Markup:
    """The body of a table; the first cell of a row says what the row is about."""
    starts = ['<td class="end">' if column["end"] else "<td>" for column in table["columns"]]
    return Markup("\n".join(_row(row, starts) for row in table["rows"]))  # noqa: S704 - escaped


def _row(row: Mapping[str, Any], starts: Sequence[str]) -> str:
    opening = '<tr class="strong">' if row["strong"] else "<tr>"
    head, *others = row["cells"]
    cells = "".join(
        f"{start}{_number(text, ref) if isinstance(ref, str) else _sentence(ref)}</td>"
        for start, text, ref in zip(starts[1:], others, row["refs"][1:], strict=True)
    )
    # A line that is to be filled in says nothing of what it is about.
    first = f'<th scope="row">{in_markup(head)}</th>' if head else "<td></td>"
    return f"{opening}{first}{cells}</tr>"


class _Written(dict[str, str]):
    """Texts as they are written; each is made fit once, as the same few stand in most numbers."""

    def __init__(self, *, mirrored: bool) -> None:
        super().__init__()
        self._mirrored = mirrored

    def __missing__(self, text: str) -> str:
        written = self[text] = in_markup(fit_text(text, mirrored=self._mirrored))
        return written


def origins(parts: Iterable[Mapping[str, Any]], words: Mapping[str, str], direction: str) -> Markup:
    """What opens for each number, to stand at the end of the page."""
    written = _Written(mirrored=direction == "rtl")
    return Markup("\n".join(_origins(parts, words, written)))  # noqa: S704 - escaped


def _origins(
    parts: Iterable[Mapping[str, Any]], words: Mapping[str, str], written: Mapping[str, str]
) -> Iterator[str]:
    title, close = written[words["title"]], written[words["close"]]
    for part in parts:
        facts = "".join(
            f"<dt>{written[label]}</dt>"
            + "".join([f"<dd>{written[value]}</dd>" for value in values])
            for label, values in part["facts"]
        )
        ref = part["id"]
        yield (
            f'<div popover id="{ref}" class="origin" role="dialog" aria-label="{title}">'
            f'<button type="button" class="close" popovertarget="{ref}" '
            f'popovertargetaction="hide" aria-label="{close}">×</button>'
            f"<p><b>{title}</b></p><dl>{facts}</dl></div>"
        )
