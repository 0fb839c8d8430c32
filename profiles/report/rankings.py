"""Ranking tables: the places of a level in the order of an indicator, published values only.

A value that is an estimate to be used with caution, is hidden or missing has no rank and stands at
the end with its mark.
"""

from collections.abc import Sequence
from datetime import date

from mapping.i18n import N_
from mapping.places import Place
from profiles.evidence.comparison import FEWEST_RANKED, position_in
from profiles.evidence.pack import Evidence
from profiles.evidence.provenance import Number
from profiles.protection.reliability import Reliability
from profiles.sections.build import GLANCE
from profiles.sections.facts import Facts
from profiles.sections.symbols import with_key
from profiles.sections.table_model import Align, Column, ProfileTable, Row
from profiles.sections.tables import spoken_period

TITLE = N_("{label}, {period} ({unit})")
NOT_JUDGED = N_("A high or a low place says nothing about how well a place is governed.")
RANKED = ("pop_total", *GLANCE)


def ranking_tables(
    pack: Evidence, places: Sequence[Place], *, language: str, today: date
) -> tuple[ProfileTable, ...]:
    """A table an indicator that enough of the places have a reliable figure of."""
    every = [Facts(pack, place, language=language, today=today) for place in places]
    codes = [code for code in RANKED if code in pack.indicators] if every else []
    found = (_ranking(every, code) for code in codes)
    return tuple(table for table in found if table is not None)


def _ranking(every: Sequence[Facts], code: str) -> ProfileTable | None:
    numbers = [(facts, facts.cell(code)) for facts in every]
    ranked = [(facts, number) for facts, number in numbers if _is_ranked(number)]
    if len(ranked) < FEWEST_RANKED:
        return None
    ranked.sort(key=lambda pair: -_value(pair[1]))
    ordered = sorted(_value(number) for _, number in ranked)
    rows = [_row(facts, number, _rank(facts, number, ordered)) for facts, number in ranked]
    rows += [_row(facts, number, "") for facts, number in numbers if not _is_ranked(number)]
    first, number = ranked[0]
    period = spoken_period(number.period)
    text, label = first.text, first.label(code)
    heads = (N_("Place"), N_("Part of"))
    table = ProfileTable(
        id=f"ranking-{code}",
        title=text(TITLE, label=label, period=period, unit=number.unit),
        columns=(
            *(Column(label=text(head), align=Align.START) for head in heads),
            Column(label=text(N_("Value"))),
            Column(label=text(N_("Rank"))),
        ),
        rows=tuple(rows),
        source_ids=(number.source_id,),
        notes=(text(NOT_JUDGED),),
    )
    return with_key(first, table)


def _is_ranked(number: Number) -> bool:
    return number.is_shown and number.reliability is Reliability.GOOD


def _value(number: Number) -> float:
    return number.value or 0.0


def _rank(facts: Facts, number: Number, ordered: Sequence[float]) -> str:
    where = position_in(ordered, _value(number))
    if where is None:
        return ""
    rank = facts.translator.number(where.from_highest)
    return f"{rank}=" if where.tied else rank


def _row(facts: Facts, number: Number, rank: str) -> Row:
    above = facts.pack.gazetteer.parents(facts.place.place_code)
    parent = above[0].name_in(facts.language) if above else ""
    return Row(cells=(facts.name, parent, number, rank))
