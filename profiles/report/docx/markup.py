"""Paragraphs, cells of tables and points of charts as XML: a profile has thousands.

They are the filters of the templates; a macro of a template takes ten times as long. What they are
given was escaped before.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

# Word shows the letter U+00AD as a hyphen wherever it stands; this one only at the end of a line.
SOFT_HYPHEN: Final = '</w:t><w:softHyphen/><w:t xml:space="preserve">'


def run(text: str, style: str = "") -> str:
    """A piece of a paragraph in one style."""
    look = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(text: str, style: str, *, keep: object = False) -> str:
    """A paragraph of one piece; `keep` holds it together with what follows."""
    kept = "<w:keepNext/>" if keep else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{kept}</w:pPr>{run(text)}</w:p>\n'


def head(text: str, style: str) -> str:
    """The head of a column, whose words end a line where they have a soft hyphen."""
    return run(text.replace("\u00ad", SOFT_HYPHEN), style)


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


def fill(colour: str) -> str:
    """An area of one colour."""
    return f'<a:solidFill><a:srgbClr val="{colour.lstrip("#")}"/></a:solidFill>'


def coloured(point_colours: Iterable[tuple[int, str]]) -> str:
    """Points of a series that have colours of their own."""
    return "".join(
        f'<c:dPt><c:idx val="{place}"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/>'
        f"<c:spPr>{fill(colour)}<a:ln><a:noFill/></a:ln></c:spPr></c:dPt>"
        for place, colour in point_colours
    )


def texts(values: Sequence[str]) -> str:
    """What a chart keeps of cells with texts."""
    return f'<c:strCache><c:ptCount val="{len(values)}"/>{_points(values)}</c:strCache>'


def numbers(values: Sequence[float | None], cells: str, number_format: str) -> str:
    """What a chart keeps of cells with numbers, and where these are."""
    return (
        f"<c:numRef><c:f>{cells}</c:f><c:numCache><c:formatCode>{number_format}</c:formatCode>"
        f'<c:ptCount val="{len(values)}"/>{_points(values)}</c:numCache></c:numRef>'
    )


def _points(values: Iterable[str | float | None]) -> str:
    """Those that are not empty."""
    return "".join(
        f'<c:pt idx="{place}"><c:v>{value}</c:v></c:pt>'
        for place, value in enumerate(values)
        if value is not None
    )
