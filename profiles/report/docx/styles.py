"""The styles of a document: ours, and in the place of some those of an organisation's template."""

import re
from collections.abc import Mapping
from typing import Final

# What a template is asked for: styles that every Word file knows, by their names there. Those of
# tables and notes stay ours, for their widths and sizes were worked out.
TAKEN: Final = {
    "": "docDefaults",
    "normal": "Normal",
    "title": "Title",
    "subtitle": "Subtitle",
    "heading 1": "Heading1",
    "heading 2": "Heading2",
    "caption": "Caption",
    "list bullet": "ListBullet",
    "toc heading": "TOCHeading",
    "toc 1": "TOC1",
    "strong": "Strong",
}
_NAMESPACES: Final = re.compile(r' xmlns:\w+="[^"]*"')
_REFERENCE: Final = re.compile(r'<w:(basedOn|next) w:val="[^"]*"\s*/>')
_PREFIXED: Final = re.compile(r"<(?!/?w:)|\s(?!w:|xml:)[\w.-]+:[\w.-]+=")
_BEFORE_BULLET: Final = re.compile(
    r"<w:pPr>(?:<w:(?:keepNext|keepLines|pageBreakBefore|widowControl)[^>]*/>)*"
)
_BULLET: Final = '<w:numPr><w:numId w:val="1"/></w:numPr>'


def with_styles(ours: str, theirs: Mapping[str, str]) -> str:
    """Our styles as XML, with a template's in the place of those that it has.

    Args:
        ours: The whole part of the document.
        theirs: Styles as XML by their names in lower case; "" are the defaults.
    """
    for name, style_id in TAKEN.items():
        if name in theirs:
            ours = _replaced(ours, style_id, theirs[name])
    return ours


def _replaced(ours: str, style_id: str, theirs: str) -> str:
    plain = _NAMESPACES.sub("", theirs)
    if _PREFIXED.search(plain):  # of a newer Word, in words that our document does not declare
        return ours
    if style_id == "docDefaults":
        return re.sub(r"<w:docDefaults>.*?</w:docDefaults>", lambda _: plain, ours, flags=re.DOTALL)
    pattern = rf'<w:style [^>]*w:styleId="{style_id}">.*?</w:style>'
    found = re.search(pattern, ours, flags=re.DOTALL)
    if found is None:
        return ours
    kept = "".join(one[0] for one in _REFERENCE.finditer(found[0]))
    made = re.sub(
        r'w:styleId="[^"]*"', f'w:styleId="{style_id}"', _REFERENCE.sub("", plain), count=1
    )
    made = re.sub(r"(<w:name [^>]*/>)", lambda name: name[1] + kept, made, count=1)
    if style_id == "ListBullet":
        made = _with_bullet(made)
    return ours.replace(found[0], made)


def _with_bullet(style: str) -> str:
    """The style with our list, as the numbering of the template stays behind."""
    if "<w:pPr>" in style:
        return _BEFORE_BULLET.sub(lambda before: before[0] + _BULLET, style, count=1)
    head, name, rest = re.split(
        r"(<w:name [^>]*/>(?:<w:basedOn [^>]*/>|<w:next [^>]*/>)*)", style, maxsplit=1
    )
    return f"{head}{name}<w:pPr>{_BULLET}</w:pPr>{rest}"
