"""What is missing where: each expected indicator and place with the reason, to be sent on."""

import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from mapping.errors import UnknownChoiceError
from mapping.i18n import N_, Translator
from profiles.outline.expected import EXPECTED, Expected
from profiles.outline.sections import REASON_TEXTS, GapReason
from profiles.report.html import filled
from profiles.report.text import visible
from profiles.sections.facts import Facts
from profiles.sections.gaps import name_of, reason_for

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

    from mapping.places import Place
    from profiles.evidence.published import Evidence

TITLE: Final = N_("What is missing where: {country}")
FORMATS: Final = ("html", "xlsx")
LEGEND: Final = {  # without the level that a reason is printed with for one place
    GapReason.NOT_AT_LEVEL: N_("published for larger areas only"),
}
WORDS: Final = {
    "indicator": N_("Indicator"),
    "shown": N_("Places with a figure"),
    "missing": N_("Places without"),
    "reasons": N_("Reasons"),
    "close": N_("To close the gap"),
    "place": N_("Place"),
    "code": N_("Code"),
    "reason": N_("Reason"),
    "made_on": N_("Made on {date}"),
    "differing": N_("Figures that only some places lack"),
    "full": N_("Nothing is missing."),
}

COLUMNS: Final = ("indicator", "code", "shown", "missing", "reasons", "close")


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """One indicator and the places that have no figure of it."""

    code: str
    name: str
    section: int
    to_close: tuple[str, ...]  # kinds of source, in words
    shown: int
    reasons: tuple[tuple[str, str], ...]  # place code and reason; what does not apply is no gap

    @property
    def counts(self) -> tuple[tuple[str, int], ...]:
        """How many places lack it for each reason, the most frequent first."""
        return tuple(Counter(reason for _, reason in self.reasons).most_common())

    @property
    def differs(self) -> bool:
        """Whether it is not the same for every place."""
        return self.shown > 0 or len(self.counts) > 1


@dataclass(frozen=True, slots=True, kw_only=True)
class GapReport:
    """All that is expected of some places and not there."""

    title: str
    language: str
    made_on: date
    places: tuple[tuple[str, str], ...]  # code and name
    indicators: tuple[Missing, ...]  # those that any place lacks, in the order of the outline
    legend: tuple[tuple[str, str], ...]  # each reason that occurs and what it means


def build_gaps(
    pack: "Evidence", places: Sequence["Place"], *, language: str, today: date
) -> GapReport:
    """What is expected of places of a pack and not shown.

    Args:
        pack: Only its published tables are read.
        places: Of any levels.
        language: Of every word.
        today: Printed on the report.
    """
    every = [Facts(pack, place, language=language, today=today) for place in places]
    found = [_missing(every, expected) for expected in EXPECTED if not expected.of_profile]
    missing = tuple(one for one in found if one is not None and one.reasons)
    occurring = {reason for one in missing for _, reason in one.reasons}
    text = Translator(language).text
    return GapReport(
        title=text(TITLE, country=pack.gazetteer.country.name_in(language)),
        language=language,
        made_on=today,
        places=tuple((str(facts.place.place_code), facts.name) for facts in every),
        indicators=missing,
        legend=tuple(
            (reason.value, text(LEGEND.get(reason, words)))
            for reason, words in REASON_TEXTS.items()
            if reason.value in occurring
        ),
    )


def _missing(every: Sequence[Facts], expected: Expected) -> Missing | None:
    reasons, shown = [], 0
    for facts in every:
        reason = reason_for(facts, expected)
        shown += reason is None
        if reason is not None and reason is not GapReason.NOT_APPLICABLE:
            reasons.append((str(facts.place.place_code), reason.value))
    if not every:
        return None
    first = every[0]
    return Missing(
        code=expected.code,
        name=name_of(first, expected),
        section=expected.section,
        to_close=tuple(first.text(kind.value) for kind in expected.sources),
        shown=shown,
        reasons=tuple(reasons),
    )


def gap_file(report: GapReport, extension: str) -> bytes:
    """The report as a file.

    Raises:
        UnknownChoiceError: no such format.
    """
    if extension == "html":
        return _to_html(report).encode()
    if extension == "xlsx":
        return _to_xlsx(report)
    raise UnknownChoiceError(kind="file format", asked=extension, available=", ".join(FORMATS))


def _words(report: GapReport) -> dict[str, str]:
    translator = Translator(report.language)
    made_on = translator.date(report.made_on)
    return {key: translator.text(words, date=made_on) for key, words in WORDS.items()}


def _to_html(report: GapReport) -> str:
    rtl = Translator(report.language).right_to_left
    by_place = {one.code: dict(one.reasons) for one in report.indicators if one.differs}
    return filled(
        "gaps.html.j2",
        report=report,
        by_place=by_place,
        differing=[one for one in report.indicators if one.differs],
        words=_words(report),
        direction="rtl" if rtl else "ltr",
    )


def _to_xlsx(report: GapReport) -> bytes:
    import xlsxwriter  # only when a spreadsheet is made

    words = _words(report)
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    names = dict(report.places)
    with xlsxwriter.Workbook(buffer, options) as book:
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        sheets: dict[str, tuple[Sequence[str], Sequence[Sequence[str | int]]]] = {
            "indicators": (
                tuple(words[key] for key in COLUMNS),
                [
                    (i.name, i.code, i.shown, len(i.reasons), _counted(i), "; ".join(i.to_close))
                    for i in report.indicators
                ],
            ),
            "places": (
                (words["code"], words["place"], *(i.name for i in report.indicators)),
                _matrix(report),
            ),
            "gaps": (
                ("place_code", "place", "indicator", "name", "reason", "to_close"),
                [
                    (code, names[code], i.code, i.name, reason, "; ".join(i.to_close))
                    for i in report.indicators
                    for code, reason in i.reasons
                ],
            ),
            "reasons": ((words["code"], words["reason"]), list(report.legend)),
        }
        for name, (columns, rows) in sheets.items():
            _sheet(sheet := book.add_worksheet(name), columns, rows)
            sheet.set_row(0, None, head)
    return buffer.getvalue()


def _counted(missing: Missing) -> str:
    return ", ".join(f"{reason} {count}" for reason, count in missing.counts)


def _matrix(report: GapReport) -> list[tuple[str, ...]]:
    """A row a place: the reason where a figure is missing."""
    columns = [dict(missing.reasons) for missing in report.indicators]
    return [
        (code, name, *(column.get(code, "") for column in columns)) for code, name in report.places
    ]


def _sheet(sheet: "Worksheet", columns: Sequence[str], rows: Sequence[Sequence[str | int]]) -> None:
    sheet.set_column(0, len(columns) - 1, 22)
    sheet.freeze_panes(1, 2)
    for row, line in enumerate([columns, *rows]):
        for column, cell in enumerate(line):
            if isinstance(cell, int):
                sheet.write_number(row, column, cell)
            else:
                sheet.write_string(row, column, visible(cell))
