"""A Word file from the parts of a page: templates filled in, with pictures and charts beside."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from locale import windows_locale
from typing import TYPE_CHECKING, Final

from babel.core import get_global

from mapping.i18n import N_, Translator
from profiles.report.brand import Brand
from profiles.report.brand.pictures import size_of
from profiles.report.document import PAGE, PAGES, Pictures, to_document
from profiles.report.docx.archive import packed
from profiles.report.docx.charts import to_native
from profiles.report.docx.images import Image, to_image
from profiles.report.docx.native import NativeChart
from profiles.report.docx.package import escaped, filled
from profiles.report.docx.styles import with_styles
from profiles.report.docx.widths import MARGIN, TEXT_WIDTH, heads_of, stays_whole, widths_of
from profiles.report.printed import Part

if TYPE_CHECKING:
    from profiles.sections.whole import Profile

EMU_A_MM: Final = 36_000
TEXT_MM: Final = 170.0
LOCATOR_MM, LOCATOR_HIGH_MM = 58.0, 46.0
LOGO_MM, COVER_MM = 16.0, 110.0  # high
LONG_NAME, LONGEST_NAME = 22, 40  # letters
SIMPLE_SCRIPTS: Final = frozenset({"Latn", "Cyrl", "Grek"})  # others are set by their own rules
COMPLEX_FONTS: Final = {"Arab": "Arial", "Deva": "Nirmala UI"}
STAND_INS: Final = {"Arial": "Liberation Sans", "Nirmala UI": "Noto Sans Devanagari"}
NUMBER: Final = "\ue002"  # nobody types it: a field with the number takes its place
TABLE: Final = N_("Table {number}. {title}")
FIGURE: Final = N_("Figure {number}. {title}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A picture or chart of the document: its number, the name of its part, its size in EMU."""

    number: int
    rid: str
    cx: int
    cy: int
    content: Image | NativeChart | None  # None where only its place is asked for


def to_docx(profile: "Profile", pictures: Pictures) -> bytes:
    """The whole profile as one Word file, the same bytes for the same profile."""
    document = to_document(profile, pictures, native=True)
    translator = profile.translator
    drawings = _drawings(profile, pictures, document, translator)
    images = {d.rid: d.content for d in drawings.values() if isinstance(d.content, Image)}
    charts = {d.rid: d.content for d in drawings.values() if isinstance(d.content, NativeChart)}
    shared = {
        "d": escaped(document),
        "made_on": profile.made_on.isoformat(),
        "accent": pictures.brand.colour.lstrip("#").upper(),
        **marked(profile.language),
    }
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": filled("content_types", charts=[*charts]),
        "_rels/.rels": filled("package_rels"),
        "docProps/core.xml": filled("core", **shared),
        "word/document.xml": filled("document", **shared, **_layout(translator, drawings)),
        "word/_rels/document.xml.rels": filled("document_rels", charts=[*charts], images=[*images]),
        "word/styles.xml": with_styles(
            filled(
                "styles",
                **shared,
                text_width=TEXT_WIDTH,
                title_points=_title_points(document["identity"]["name"]),
            ),
            pictures.brand.word_styles,
        ),
        "word/fontTable.xml": filled("fontTable", complex_fonts=STAND_INS),
        "word/settings.xml": filled("settings", **shared),
        "word/numbering.xml": filled("numbering", **shared),
        "word/header.xml": filled("header", **shared),
        "word/footer.xml": filled("footer", **shared, page_of=_fields(document["page_of"])),
    }
    for rid, image in images.items():
        parts[f"word/media/{rid}.png"] = image.png
    for rid, chart in charts.items():
        parts[f"word/charts/{rid}.xml"] = filled("chart", **shared, chart=chart)
        parts[f"word/charts/_rels/{rid}.xml.rels"] = filled("chart_rels", rid=rid)
        parts[f"word/embeddings/{rid}.xlsx"] = chart.workbook
    return packed(parts)


def _layout(translator: Translator, drawings: Mapping[str, Drawing]) -> dict[str, object]:
    places = {name: replace(drawing, content=None) for name, drawing in drawings.items()}
    return {
        "drawings": places,
        "table_words": _around_number(translator.text(TABLE, number=NUMBER, title="")),
        "figure_words": _around_number(translator.text(FIGURE, number=NUMBER, title="")),
        "text_width": TEXT_WIDTH,
        "margin": MARGIN,
        "widths_of": widths_of,
        "heads_of": heads_of,
        "stays_whole": stays_whole,
        "styles_of": _styles_of,
    }


def _drawings(
    profile: "Profile", pictures: Pictures, document: Part, translator: Translator
) -> dict[str, Drawing]:
    """Every picture and chart by the id of its block, in the order of the document."""
    stacks = {**pictures.maps} | ({"locator": pictures.locator} if pictures.locator else {})
    images = dict(zip(stacks, map(to_image, stacks.values()), strict=True))
    charts = {chart.id: chart for section in profile.sections for chart in section.charts}
    blocks = [b["id"] for s in document["sections"] for b in s["blocks"] if b["kind"] != "table"]
    made: dict[str, Drawing] = {}
    for number, name in enumerate([*(["locator"] if pictures.locator else []), *blocks], start=1):
        width = TEXT_MM
        content: Image | NativeChart
        if name in images:
            content = images[name]
            shape = content.height / content.width
            if name == "locator":  # beside name and facts; the tiles under it take the whole width
                width = min(LOCATOR_MM, LOCATOR_HIGH_MM / shape)
            height = width * shape
        else:
            content = to_native(charts[name], translator)
            height = content.height_mm
        made[name] = Drawing(
            number=number,
            rid=f"{'image' if name in images else 'chart'}{number}",
            cx=round(width * EMU_A_MM),
            cy=round(height * EMU_A_MM),
            content=content,
        )
    return made | _looks(pictures.brand, len(made))


def _looks(brand: Brand, taken: int) -> dict[str, Drawing]:
    """The logo and the picture of the cover, as wide and as high as they may be."""
    found = {"logo": (brand.logo, LOGO_MM), "cover": (brand.cover_picture, COVER_MM)}
    made = {}
    for number, (name, (png, most)) in enumerate(found.items(), start=taken + 1):
        if png:
            width, height = size_of(png)
            scale = min(most / height, TEXT_MM / width) * EMU_A_MM
            made[name] = Drawing(
                number=number,
                rid=f"image{number}",
                cx=round(width * scale),
                cy=round(height * scale),
                content=Image(png=png, width=width, height=height),
            )
    return made


def _styles_of(table: Part) -> list[str]:
    return ["TableNumber" if column["end"] else "TableText" for column in table["columns"]]


def _fields(page_of: str) -> list[tuple[str, str]]:
    """Text and the field that follows it, in the order of the language."""
    codes = {PAGE: "PAGE", PAGES: "NUMPAGES"}
    found, text = [], ""
    for character in page_of:
        if character in codes:
            found.append((text, codes[character]))
            text = ""
        else:
            text += character
    return [*found, (text, "")]


def _around_number(words: str) -> tuple[str, str]:
    before, _, after = words.partition(NUMBER)
    return before, after


def _title_points(name: str) -> int:
    if len(name) > LONGEST_NAME:
        return 17
    return 22 if len(name) > LONG_NAME else 30


def marked(language: str) -> dict[str, object]:
    """How text is marked: a language with a country, as word processors know it, and its fonts."""
    likely = get_global("likely_subtags").get(language, f"{language}_Latn_{language}")
    _, script, country = ("en", "Latn", "GB") if language == "en" else likely.split("_")
    country = country.upper()
    # What a computer takes for Arabic numbers differs from ours, which are written as in English.
    as_english = Translator(language).number(1234.5, 1) == Translator("en").number(1234.5, 1)
    named = "en_GB" if as_english else f"{language}_{country}"
    # Spanish has two codes; LibreOffice takes the first, of an older order of letters, for English.
    code = max((code for code, name in windows_locale.items() if name == named), default=None)
    return {
        "tag": f"{language}-{country}",
        "number_locale": f"[$-{code:X}]" if code else "",
        "complex": script not in SIMPLE_SCRIPTS,
        "mirrored": Translator(language).right_to_left,
        "complex_font": COMPLEX_FONTS.get(script, "Arial"),
    }
