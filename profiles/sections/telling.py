"""Sentences about single indicators: the place beside its country, its growth, its rank."""

from collections.abc import Mapping

from mapping.i18n import N_
from mapping.places import AdminLevel, Place
from profiles.evidence.comparison import Position, position_in
from profiles.evidence.provenance import Method, Number, Origin, Peers
from profiles.evidence.published import NO_ROW
from profiles.indicators.model import Formula, Kind
from profiles.indicators.words import part_words
from profiles.narrative import Sentence, Style
from profiles.sections.comparable import AMONG, counted_anew, remark_on
from profiles.sections.facts import PERCENT, Facts
from profiles.sections.patterns import PATTERNS
from profiles.sections.phrases import (
    COUNT_OF_ANY,
    DECLINES,
    FOREIGN_BORN,
    GROWTH,
    GROWTH_ALONE,
    GROWTH_OF_ANY,
    GROWTH_OF_ANY_ALONE,
    NONE_FOREIGN_BORN,
    RANKS,
    RANKS_AMONG,
    RATE_OF_ANY,
    SHARE_OF_ANY,
    Pattern,
)
from profiles.sections.tables import spoken_period

ANNEX = 14  # the section of figures that have no other
POPULATION, POPULATION_GROWTH = "pop_total", "pop_growth"
PERSONS = "persons"  # the unit of what counts people anew at each level
MOST_AMONG = 0.25  # of the places: to be among more of them is nothing to tell


def pattern_of(facts: Facts, code: str) -> Pattern | None:
    """The template of an indicator, else the one for its kind of unit.

    Counts that add up have their own, but for those of no section.
    """
    if code in PATTERNS:
        return PATTERNS[code]
    indicator = facts.indicator(code)
    if indicator.unit() == PERCENT:
        return SHARE_OF_ANY
    if indicator.kind is not Kind.EXTENSIVE:
        return COUNT_OF_ANY if indicator.unit() == PERSONS else RATE_OF_ANY
    return COUNT_OF_ANY if indicator.section == ANNEX else None


def tell(facts: Facts, code: str, *, beside: Facts | None = None) -> Sentence | None:
    """The figure of the place, beside the country's where that is comparable.

    Args:
        facts: Of the place.
        code: The indicator.
        beside: Of a place of which the same was just told: the country stands there already.
    """
    if not facts.is_shown(code):
        return None
    if is_growth(facts, code):
        return tell_growth(facts, code, beside=beside)
    if code == "foreign_born_share" and facts.is_shown("foreign_born_n"):
        return tell_foreign_born(facts)
    pattern = pattern_of(facts, code)
    if pattern is None or (beside is not None and (facts.cell(code).value or 0.0) < 0):
        return None  # there is no template, or none for this sign
    return _tell_by(pattern, facts, code, beside)


def _tell_by(pattern: Pattern, facts: Facts, code: str, beside: Facts | None) -> Sentence | None:
    value = _said(facts, facts.cell(code), pattern.style)
    words = {
        "place": facts.name,
        "period": spoken_period(value.period),
        "label": facts.label(code),
        "unit": facts.indicator(code).unit(facts.language),
    }
    if beside is not None:
        remark = remark_on(facts, value, beside.cell(code, period=value.period))
        words["area"] = beside.name
        return facts.writer.say(pattern.id, pattern.alone, remark=remark, value=value, **words)
    reference = reference_of(facts, code, value.period)
    if reference is None or pattern is COUNT_OF_ANY:
        return facts.writer.say(pattern.id, pattern.alone, value=value, **words)
    number = _said(facts, reference, pattern.style)
    area = facts.country.name_in(facts.language)
    return facts.writer.say(
        pattern.id,
        pattern.compared,
        remark=remark_on(facts, value, number),
        value=value,
        reference=number,
        area=area,
        **words,
    )


def tell_foreign_born(facts: Facts) -> Sentence | None:
    """How many residents were born in another country, and which share that is."""
    number = facts.cell("foreign_born_n", style=Style.COUNT)
    template = FOREIGN_BORN if number.value else NONE_FOREIGN_BORN
    return facts.writer.say(
        "S6.1",
        template,
        value=number,
        share=facts.cell("foreign_born_share", period=number.period, style=Style.SHARE),
        place=facts.name,
        period=spoken_period(number.period),
    )


def _said(facts: Facts, number: Number, style: Style) -> Number:
    """The number as sentences write it; a share of a very small base has no decimal."""
    if style is Style.EXACT:
        return facts.restyled(number, style, decimals=0)
    if style is not Style.SHARE:
        return facts.restyled(number, style)
    place = facts.pack.gazetteer.place(number.place_code)
    return facts.cell(number.indicator, period=number.period, place=place, style=Style.SHARE)


def reference_of(facts: Facts, code: str, period: str) -> Number | None:
    """The country's figure of the same period, or None where it is not shown or is the place's."""
    if facts.place.level is AdminLevel.ADM0 or counted_anew(facts, code):
        return None
    number = facts.cell(code, period=period, place=facts.country)
    return number if number.is_shown else None


def tell_growth(facts: Facts, code: str, *, beside: Facts | None = None) -> Sentence | None:
    """Growth between two dates: the words say what grew, or that it fell."""
    value = facts.cell(code, style=Style.RATE)
    start, _, end = value.period.partition("/")
    if not end or not value.value:
        return None
    what = growing(facts, code)
    words = {"place": facts.name, "start": start, "end": end, "what": what}
    sign = 1 if value.value > 0 else -1
    name = "S.growth" if what else "S1.4"
    reference = reference_of(facts, code, value.period) if beside is None else None
    if reference is None or not reference.value:
        alone = GROWTH_OF_ANY_ALONE if what else GROWTH_ALONE
        return facts.writer.say(name, alone[sign], value=value, **words)
    other = facts.restyled(reference, Style.RATE)
    compared = GROWTH_OF_ANY if what else GROWTH
    return facts.writer.say(
        name,
        compared[sign, 1 if reference.value > 0 else -1],
        remark=remark_on(facts, value, other),
        value=value,
        reference=other,
        area=facts.country.name_in(facts.language),
        **words,
    )


def growing(facts: Facts, code: str) -> str:
    """What a growth indicator says the growth of, as people call it; "" is the population."""
    part = facts.indicator(code).numerator
    if code == POPULATION_GROWTH or not part or part == POPULATION:
        return ""
    return part_words(part, facts.pack.indicators, facts.translator)


def is_growth(facts: Facts, code: str) -> bool:
    """Whether an indicator says by how much something grew, or fell."""
    return facts.indicator(code).formula is Formula.GROWTH or code == POPULATION_GROWTH


def ranks_of(facts: Facts, code: str) -> Mapping[tuple[str, str, str], str]:
    """The words for a rank that lead with the label: growth below zero is a decline."""
    fell = is_growth(facts, code) and (facts.cell(code).value or 0.0) < 0
    return DECLINES if fell else RANKS


def peer_group(facts: Facts) -> tuple[Peers, Place]:
    """The places of the same level in the whole country."""
    return Peers(level=facts.place.level), facts.country


def place_among(facts: Facts, code: str) -> Position | None:
    """Where the place lies among all published places of its level."""
    if facts.place.level is AdminLevel.ADM0 or not facts.is_shown(code):
        return None
    peers, _ = peer_group(facts)
    now = facts.cell_of_latest(code)
    own, _ = facts.tables.row(now) or NO_ROW
    return position_in(facts.tables.ordered_values(now, peers), own or 0.0)


def tell_rank(facts: Facts, code: str) -> Sentence | None:
    """The rank among published places of the level, from the nearer end; needs at least five."""
    found = place_among(facts, code)
    if found is None:
        return None
    peers, area = peer_group(facts)
    if facts.tables.is_sampled(facts.cell_of_latest(code)):
        return _tell_among(facts, code, found)
    end = "high" if found.nearer_top else "low"
    order = "first" if found.rank == 1 else "later"
    tie = "joint" if found.tied else "alone"
    rank = rank_of(facts, code, peers, found)
    return facts.writer.say(
        f"S3.3.{end}.{order}.{tie}",
        ranks_of(facts, code)[end, order, tie],
        label=facts.label(code),
        place=facts.name,
        rank=rank,
        n=peer_count(facts, code, peers),
        units=facts.units(facts.place.level),
        area=area.name_in(facts.language),
        period=spoken_period(rank.period),
    )


def _tell_among(facts: Facts, code: str, found: Position) -> Sentence | None:
    """Among how many an estimate lies at the nearer end; None where that says little."""
    peers, area = peer_group(facts)
    cell = facts.cell_of_latest(code)
    end = "high" if found.nearer_top else "low"
    among = facts.number(
        Origin(method=AMONG[end], cells=(cell,), peers=peers),
        code=code,
        about=cell,
        unit="",
        style=Style.EXACT,
        formula="count of values that are not clearly farther in",
    )
    if among.value is None or not 1 < among.value <= found.peers * MOST_AMONG:
        return None
    return facts.writer.say(
        f"S3.3.{end}.among",
        RANKS_AMONG[end],
        label=facts.label(code),
        place=facts.name,
        rank=among,
        n=peer_count(facts, code, peers),
        units=facts.units(facts.place.level),
        area=area.name_in(facts.language),
        period=spoken_period(cell.period),
    )


def rank_of(facts: Facts, code: str, peers: Peers, found: Position) -> Number:
    """The rank of the place among published peers, read from the nearer end."""
    cell = facts.cell_of_latest(code)
    method = Method.RANK_HIGH if found.nearer_top else Method.RANK_LOW
    return facts.number(
        Origin(method=method, cells=(cell,), peers=peers),
        code=code,
        about=cell,
        unit="",
        style=Style.ORDINAL,
        formula=facts.text(N_("rank among published values")),
    )


def peer_count(facts: Facts, code: str, peers: Peers) -> Number:
    """How many peers have a published value."""
    cell = facts.cell_of_latest(code)
    return facts.number(
        Origin(method=Method.PEERS, cells=(cell,), peers=peers),
        code=code,
        about=cell,
        unit="",
        style=Style.EXACT,
        formula=facts.text(N_("count of published values")),
    )
