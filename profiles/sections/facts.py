"""Numbers about one place, taken from the published tables with their origin and written out."""

from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Final

from mapping.i18n import Translator
from mapping.places import AdminLevel, Place, PlaceCode
from profiles.edits.kept import NO_EDITS, Edits
from profiles.evidence.comparison import beside, chosen
from profiles.evidence.pack import Evidence
from profiles.evidence.provenance import TOTAL, Cell, Input, Method, Number, Origin
from profiles.evidence.published import NO_ROW, Entry, Tables, cell_of, tables_of
from profiles.indicators.model import Indicator, Status
from profiles.indicators.read import CellKey
from profiles.narrative import Style, Writer, printed
from profiles.narrative.rounding import written
from profiles.sections.formulas import formula_of, operands, parse_part

PERCENT: Final = "%"
SMALL_BASE: Final = 500  # shares of fewer people than this are written without a decimal


class Facts:
    """What one pack knows of one place, in one language.

    Args:
        pack: The country pack.
        place: The place of the profile.
        language: Of everything that is written.
        today: The date the profile is made.
        edits: What people added.
    """

    def __init__(
        self, pack: Evidence, place: Place, *, language: str, today: date, edits: Edits = NO_EDITS
    ) -> None:
        self.edits = edits
        self.pack = pack
        self.place = place
        self.today = today
        self.translator = Translator(language)
        self.writer = Writer(translator=self.translator)
        self.tables: Tables = tables_of(pack)
        self._cells: dict[tuple[object, ...], Number] = {}
        self._elsewhere = self.tables.numbers.setdefault(language, {})
        self._inputs: dict[CellKey, Input | None] = {}

    @cached_property
    def language(self) -> str:
        """Of everything that is written."""
        return self.translator.language

    @cached_property
    def name(self) -> str:
        """The name of the place in the language of the profile."""
        return self.place.name_in(self.language)

    @cached_property
    def country(self) -> Place:
        """The country of the pack."""
        return self.pack.gazetteer.country

    @cached_property
    def beside(self) -> tuple[Place, ...]:
        """The parent and the country, whose values stand beside the place's own."""
        return beside(self.pack.gazetteer, self.place)

    @cached_property
    def columns(self) -> tuple[Place, ...]:
        """The place itself, then the places beside it."""
        return (self.place, *self.others)

    @cached_property
    def chosen(self) -> tuple[Place, ...]:
        """The place that a reader chose to stand beside it, if any."""
        return chosen(self.pack.gazetteer, self.place, self.edits.beside)

    @cached_property
    def others(self) -> tuple[Place, ...]:
        """The place chosen to stand beside it, if any, then its parent and the country."""
        return (*self.chosen, *self.beside)

    @cached_property
    def levels(self) -> tuple[AdminLevel, ...]:
        """The levels the pack has boundaries of."""
        return tuple(self.pack.boundaries.levels(self.pack.iso3))

    def text(self, message: str, /, **values: object) -> str:
        """Words in the language of the profile."""
        return self.translator.text(message, **values)

    def name_of(self, place_code: str) -> str:
        """The name of any place of the pack; a code the pack does not know stays as it is."""
        place = self.pack.gazetteer.places.get(PlaceCode(place_code))
        return place_code if place is None else place.name_in(self.language)

    def units(self, level: AdminLevel) -> str:
        """What several units of a level are called."""
        entry = self.pack.boundaries.entry(self.pack.iso3, level)
        return entry.unit_name_in(self.language, plural=True)

    def unit(self, level: AdminLevel) -> str:
        """What one unit of a level is called."""
        return self.pack.boundaries.entry(self.pack.iso3, level).unit_name_in(self.language)

    def indicator(self, code: str) -> Indicator:
        """The indicator with a code."""
        return self.pack.indicators[code]

    def label(self, code: str) -> str:
        """What people call an indicator."""
        return self.indicator(code).label(self.language)

    def source_id(self, code: str) -> str:
        """Where an indicator's figures come from; a derived one has its numerator's source."""
        if code in self.pack.series:
            return self.pack.series[code].source.id
        indicator = self.pack.indicators.get(code)
        used = indicator.numerator if indicator else None
        return self.source_id(parse_part(used).code) if used else ""

    def latest(self, code: str, level: AdminLevel) -> str | None:
        """The latest period an indicator has at a level."""
        return self.tables.latest(code, level)

    def cell_of_latest(self, code: str) -> Cell:
        """The cell of an indicator's latest period for the place."""
        period = self.tables.latest(code, self.place.level) or ""
        return Cell(place_code=self.place.place_code, indicator=code, period=period)

    def found(self, code: str, place: Place | None = None, *, sex: str = TOTAL) -> Entry | None:
        """Value and status of an indicator's latest period for a place, or None without a row."""
        at = place or self.place
        period = self.tables.latest(code, at.level)
        return self.tables.entry((at.place_code, code, period, sex, TOTAL)) if period else None

    def is_shown(self, code: str, place: Place | None = None, *, sex: str = TOTAL) -> bool:
        """Whether there is a figure that may be shown."""
        found = self.found(code, place, sex=sex)
        return found is not None and found[0] is not None

    def cell(  # noqa: PLR0913 - one argument a dimension of the table
        self,
        code: str,
        *,
        period: str | None = None,
        place: Place | None = None,
        sex: str = TOTAL,
        age: str = TOTAL,
        style: Style = Style.TABLE,
    ) -> Number:
        """One figure of the table, of the latest period unless another is asked for."""
        at = place or self.place
        when = period or self.tables.latest(code, at.level) or ""
        key, kept = (at.place_code, code, when, sex, age, style), self._kept(at.place_code)
        if key not in kept:
            kept[key] = self._cell((at.place_code, code, when, sex, age), style)
        return kept[key]

    def _kept(self, place_code: str) -> dict[tuple[object, ...], Number]:
        """Where numbers of a place are kept: those of other places also for the next profile."""
        return self._cells if place_code == self.place.place_code else self._elsewhere

    def _cell(self, key: CellKey, style: Style) -> Number:
        place_code, code, period, sex, age = key
        indicator, found, cell = self.indicator(code), self.tables.entry(key), cell_of(key)
        fed = operands(indicator, period, sex) if found else ()
        inputs = [self._input((place_code, part, when, who, age)) for part, when, who in fed]
        return self.number(
            Origin(method=Method.CELL, cells=(cell,)),
            code=code,
            about=cell,
            unit=indicator.unit(self.language),
            style=style,
            decimals=self._decimals(indicator, key, style),
            status=found[1] if found else Status.MISSING,
            formula=formula_of(indicator),
            inputs=tuple(row for row in inputs if row),
        )

    def number(  # noqa: PLR0913 - the fields of a number
        self,
        origin: Origin,
        *,
        code: str,
        about: Cell,
        unit: str,
        style: Style,
        decimals: int = 0,
        status: Status = Status.NORMAL,
        formula: str = "",
        inputs: tuple[Input, ...] = (),
        source_id: str | None = None,
    ) -> Number:
        """A number worked out from its origin."""
        value, found = self.tables.evaluate(origin), self.tables.reliability(origin)
        return Number(
            value=value,
            text=written(value, status, found, style, self.translator, decimals=decimals),
            style=style,
            decimals=decimals,
            indicator=code,
            place_code=about.place_code,
            period=about.period,
            sex=about.sex,
            age=about.age,
            unit=unit,
            status=status,
            source_id=self.source_id(code) if source_id is None else source_id,
            formula=formula,
            origin=origin,
            proxy=self.is_proxy(code),
            reliability=found,
            inputs=inputs,
        )

    def is_proxy(self, code: str) -> bool:
        """Whether an indicator stands in for the catalogue's definition in this pack."""
        series = self.pack.series.get(code)
        return series is not None and series.proxy

    def restyled(self, number: Number, style: Style, *, decimals: int | None = None) -> Number:
        """The same number written another way."""
        places = number.decimals if decimals is None else decimals
        kept = (number.value, number.status, number.reliability)
        text = written(*kept, style, self.translator, decimals=places)
        return replace(number, style=style, decimals=places, text=text)

    def share_of(self, part: Number, whole: Number, *, style: Style = Style.TABLE) -> Number:
        """One published number as a share of another, in percent."""
        key, kept = (part.origin, whole.origin, style), self._kept(part.place_code)
        if key not in kept:
            kept[key] = self._share(part, whole, style)
        return kept[key]

    def _share(self, part: Number, whole: Number, style: Style) -> Number:
        origin = Origin(
            method=Method.SHARE,
            cells=part.origin.cells,
            over=whole.origin.cells,
            multiplier=100.0,
        )
        small = whole.value is not None and abs(whole.value) < SMALL_BASE
        return self.number(
            origin,
            code=part.indicator,
            about=part.origin.cells[0],
            unit=PERCENT,
            style=style,
            decimals=0 if small and style is Style.SHARE else 1,
            status=part.status if not part.is_shown else whole.status,
            formula=f"100 \u00d7 {part.indicator} / {whole.indicator}",
            inputs=self._held((*part.origin.cells, *whole.origin.cells)),
            source_id=part.source_id,
        )

    def given(
        self,
        value: float,
        *,
        code: str,
        unit: str = "",
        style: Style = Style.EXACT,
        decimals: int = 0,
    ) -> Number:
        """A number counted from the profile itself or taken from the boundary set."""
        return Number(
            value=value,
            text=printed(value, style, self.translator, decimals=decimals),
            style=style,
            decimals=decimals,
            indicator=code,
            place_code=self.place.place_code,
            unit=unit,
        )

    def _decimals(self, indicator: Indicator, key: CellKey, style: Style) -> int:
        if style is not Style.SHARE:
            return indicator.decimals
        if indicator.denominator is None:
            return 1
        place_code, _, period, sex, age = key
        part = parse_part(indicator.denominator)
        base, _ = self.tables.entry((place_code, part.code, period, part.sex or sex, age)) or NO_ROW
        small = base is not None and base < SMALL_BASE
        return 0 if small else 1

    def _input(self, key: CellKey) -> Input | None:
        if key not in self._inputs:
            self._inputs[key] = self.tables.look_up(cell_of(key))
        return self._inputs[key]

    def _held(self, cells: tuple[Cell, ...]) -> tuple[Input, ...]:
        return tuple(entry for c in cells if (entry := self.tables.look_up(c)) is not None)
