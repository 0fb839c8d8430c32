"""Cells of tables, sheets and charts as XML: a profile has thousands.

What the templates fill in was escaped before they were given it; cells of sheets are escaped here.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape


def points(values: Iterable[str | float | None]) -> str:
    """What a chart keeps of its cells, leaving out the empty ones."""
    return "".join(
        f'<c:pt idx="{place}"><c:v>{value}</c:v></c:pt>'
        for place, value in enumerate(values)
        if value is not None
    )


def coloured(point_colours: Iterable[tuple[int, str]]) -> str:
    """Points of a series that have colours of their own."""
    return "".join(
        f'<c:dPt><c:idx val="{place}"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/><c:spPr>'
        f'<a:solidFill><a:srgbClr val="{colour.lstrip("#")}"/></a:solidFill>'
        "<a:ln><a:noFill/></a:ln></c:spPr></c:dPt>"
        for place, colour in point_colours
    )


def sheet_cells(values: Iterable[str | float | None]) -> str:
    """One row of a sheet, its texts escaped."""
    return "".join(map(_sheet_cell, values))


def _sheet_cell(value: str | float | None) -> str:
    if value is None:
        return "<c/>"
    if isinstance(value, str):
        return f'<c t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
    return f"<c><v>{value}</v></c>"


def table_cells(
    row: Mapping[str, Any], widths: Sequence[int], styles: Sequence[str], *, keep: bool
) -> str:
    """One row of a table in the text; `keep` holds it together with what follows."""
    kept = "<w:keepNext/>" if keep else ""
    strong = '<w:rPr><w:rStyle w:val="Strong"/></w:rPr>' if row["strong"] else ""
    return "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{kept}</w:pPr>'
        f'<w:r>{strong}<w:t xml:space="preserve">{text}</w:t></w:r></w:p></w:tc>'
        for text, width, style in zip(row["cells"], widths, styles, strict=True)
    )
