"""Cells of tables, sheets and charts as XML: the filters of the templates.

They are written here and not in the templates, which ask of everything they fill in whether it is
markup: a profile has thousands of cells.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape

from markupsafe import Markup


def points(values: Iterable[str | float | None]) -> Markup:
    """What a chart keeps of its cells, leaving out the empty ones."""
    return Markup(  # noqa: S704 - escaped
        "".join(
            f'<c:pt idx="{place}"><c:v>{_plain(value)}</c:v></c:pt>'
            for place, value in enumerate(values)
            if value is not None
        )
    )


def sheet_cells(values: Iterable[str | float | None]) -> Markup:
    """One row of a sheet."""
    return Markup("".join(map(_sheet_cell, values)))  # noqa: S704 - escaped


def _sheet_cell(value: str | float | None) -> str:
    if value is None:
        return "<c/>"
    if isinstance(value, str):
        return f'<c t="inlineStr"><is><t xml:space="preserve">{_plain(value)}</t></is></c>'
    return f"<c><v>{value}</v></c>"


def table_cells(
    row: Mapping[str, Any], widths: Sequence[int], styles: Sequence[str], *, keep: bool
) -> Markup:
    """One row of a table in the text; `keep` holds it together with what follows."""
    kept = "<w:keepNext/>" if keep else ""
    strong = '<w:rPr><w:rStyle w:val="Strong"/></w:rPr>' if row["strong"] else ""
    return Markup(  # noqa: S704 - escaped
        "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
            f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{kept}</w:pPr>'
            f'<w:r>{strong}<w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p></w:tc>'
            for text, width, style in zip(row["cells"], widths, styles, strict=True)
        )
    )


def _plain(value: str | float) -> str:
    return escape(value) if isinstance(value, str) else str(value)
