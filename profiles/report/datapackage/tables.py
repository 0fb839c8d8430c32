"""The tables of a data package: figures as printed, the rows behind them, what they mean."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from mapping.i18n import N_, Translator
from mapping.places import PlaceCode
from profiles.evidence.provenance import Cell, Number
from profiles.evidence.published import tables_of
from profiles.report.columns import shown
from profiles.report.xlsx import DATA_COLUMNS, data_lines
from profiles.sections.edited import ASSESSMENT, PLANNING, comments_id

if TYPE_CHECKING:
    from profiles.pack import Pack
    from profiles.sections.table_model import ProfileTable
    from profiles.sections.whole import Profile

Value = str | float | None
ROW_COLUMNS: Final = (
    "place_code",
    "partner_code",
    "flow",
    "indicator",
    "period",
    "sex",
    "age",
    "value",
    "status",
)
# By the standard HXL 1.1; a column that stands for nothing it knows of has no hashtag.
HASHTAGS: Final = {
    "place_code": "#loc+code",
    "partner_code": "#loc+code+partner",
    "parent_code": "#loc+code+parent",
    "name": "#loc+name",
    "level": "#loc+type",
    "indicator": "#indicator+code",
    "label": "#indicator+name",
    "definition": "#description",
    "unit": "#indicator+unit",
    "period": "#date",
    "sex": "#indicator+sex",
    "age": "#indicator+age",
    "value": "#indicator+value+num",
    "text": "#indicator+value+text",
    "status": "#status",
    "source_id": "#meta+source+code",
    "title": "#meta+source+name",
    "publisher": "#org+name",
    "year": "#date+year",
    "url": "#meta+url",
    "licence": "#meta+license",
    "formula": "#meta+formula",
    "section": "#meta+section",
    "comment": "#description+comment",
    "issue": "#description+issue",
    "question": "#description+question",
    "answer": "#description+answer",
    "evidence": "#description+evidence",
    "action": "#description+action",
    "by": "#contact+name",
    "date": "#date",
}
FIGURES: Final = N_("{title}: every number of its tables, as printed")
ROWS: Final = N_("The rows of the published tables that the figures were made from")
INDICATORS: Final = N_("What is counted")
PLACES: Final = N_("The places that rows are about")
SOURCES: Final = N_("Where the figures are from")


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table: its columns, all of text but `value`, and what ties it to others."""

    name: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    key: tuple[str, ...] = ()  # columns that tell a row from every other
    links: tuple[tuple[str, str, str], ...] = ()  # column, other table, its column


def tables_behind(profile: "Profile", pack: "Pack") -> tuple[Table, ...]:
    """The tables of a profile's package; of figures, only what was published."""
    words = Translator(profile.language)
    figures = tuple((line[8], *line[:8], *line[9:]) for line in data_lines(profile))
    numbers = tuple(profile.numbers())
    rows = tuple(dict.fromkeys(_rows(numbers, pack)))
    used = {number.source_id for number in numbers} | {s.id for s in profile.sources}
    codes = dict.fromkeys([*(n.indicator for n in numbers), *(str(row[3]) for row in rows)])
    places = {code for row in rows for code in row[:2]} | {n.place_code for n in numbers}
    place, *others = DATA_COLUMNS[8], *DATA_COLUMNS[:8], *DATA_COLUMNS[9:]
    return (
        Table(
            name="figures",
            title=words.text(FIGURES, title=profile.title),
            columns=(place, *others),
            rows=figures,
            links=(("indicator", "indicators", "indicator"),),
        ),
        Table(
            name="rows",
            title=words.text(ROWS),
            columns=ROW_COLUMNS,
            rows=rows,
            links=(("indicator", "indicators", "indicator"),),
        ),
        _indicators(pack, codes, words),
        _places(pack, places, words),
        Table(
            name="sources",
            title=words.text(SOURCES),
            columns=("source_id", "title", "publisher", "year", "url", "licence"),
            rows=tuple(
                (s.id, s.title, s.publisher, s.year, s.url, s.licence)
                for s in profile.sources
                if s.id in used
            ),
            key=("source_id",),
        ),
        *_of_people(profile),
    )


def _of_people(profile: "Profile") -> Iterator[Table]:
    """What people added, under the titles that say so: comments, the plan, the self-assessment."""
    tables = [(section.id, table) for section in profile.sections for table in section.tables]
    comments = [(section, table) for section, table in tables if table.id == comments_id(section)]
    if comments:
        yield Table(
            name="comments",
            title=comments[0][1].title,
            columns=("section", "comment", "by", "date"),
            rows=tuple((section, *cells) for section, table in comments for cells in _lines(table)),
        )
    for name, table_id, columns in (
        ("plan", PLANNING, ("issue", "evidence", "action", "who", "when")),
        ("assessment", ASSESSMENT, ("question", "answer", "evidence", "by", "date")),
    ):
        for _, table in tables:
            if table.id == table_id:
                rows = tuple(_lines(table))
                yield Table(name=name, title=table.title, columns=columns, rows=rows)


def _lines(table: "ProfileTable") -> Iterator[tuple[str, ...]]:
    """The rows of a table but those that only head others."""
    return (tuple(map(shown, row.cells)) for row in table.rows if not row.strong)


def _rows(numbers: Iterable[Number], pack: "Pack") -> Iterator[tuple[Value, ...]]:
    """Each published cell behind the numbers, those of compared places included."""
    held = tables_of(pack)
    for number in numbers:
        cells = dict.fromkeys(number.cells())
        peers = number.origin.peers
        if peers is not None:
            first = number.origin.cells[0]
            codes = held.peer_values(first, peers)
            over = number.origin.over
            cells |= {replace(c, place_code=code): None for c in (first, *over) for code in codes}
        for cell in cells:
            found = held.look_up(cell)
            if found is not None and found.value is not None:
                yield (*_keyed(cell), found.value, found.status.value)


def _keyed(cell: Cell) -> tuple[Value, ...]:
    ends = (cell.place_code, cell.partner_code or "")
    flow = f"{cell.flow or ''}{'+out' if cell.flow and cell.outward else ''}"
    return (*ends, flow, cell.indicator, cell.period, cell.sex, cell.age)


def _indicators(pack: "Pack", codes: Iterable[str], words: Translator) -> Table:
    language = words.language

    def row(code: str) -> tuple[Value, ...]:
        known = pack.indicators.get(code)
        if known is None:  # of a table of flows, or counted from the profile itself
            return (code, "", "", "")
        return (code, known.label(language), known.definition(language), known.unit(language))

    return Table(
        name="indicators",
        title=words.text(INDICATORS),
        columns=("indicator", "label", "definition", "unit"),
        rows=tuple(row(code) for code in codes),
        key=("indicator",),
    )


def _places(pack: "Pack", codes: Iterable[Value], words: Translator) -> Table:
    known = sorted(PlaceCode(str(code)) for code in codes if code)
    found = (pack.gazetteer.places.get(code) for code in known)
    return Table(
        name="places",
        title=words.text(PLACES),
        columns=("place_code", "name", "level", "parent_code"),
        rows=tuple(
            (
                str(one.place_code),
                one.name_in(words.language),
                one.level.value,
                one.parent_code or "",
            )
            for one in found
            if one is not None
        ),
        key=("place_code",),
    )
