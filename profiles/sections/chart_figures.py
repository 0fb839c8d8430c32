"""The numbers that a chart prints, as a table: there each opens, and spreadsheets have it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from mapping.i18n import N_
from profiles.evidence.provenance import Number
from profiles.sections.chart_model import Chart
from profiles.sections.facts import Facts
from profiles.sections.symbols import with_key
from profiles.sections.table_model import Align, Column, ProfileTable, Row, numbers_in
from profiles.sections.tables import LABEL_UNIT

OneChart = TypeVar("OneChart", bound=Chart)


def with_figures(
    facts: Facts,
    chart: OneChart,
    rows: Iterable[tuple[str, Sequence[Number]]],
    heads: Sequence[str] = (),
) -> OneChart:
    """A chart with the table of its figures.

    Args:
        facts: Of the profile.
        chart: Whose figures they are.
        rows: What each mark is called, and its numbers.
        heads: Of the columns with numbers, where there are several.
    """
    words = chart.words
    labelled = facts.text(LABEL_UNIT, label=words.title, unit=words.unit)
    columns = heads or (facts.text(N_("Value")),)
    table = ProfileTable(
        id=f"{chart.id}-figures",
        title=labelled if words.unit else words.title,
        columns=(Column(label="", align=Align.START), *(Column(label=head) for head in columns)),
        rows=tuple(Row(cells=(label, *numbers)) for label, numbers in rows),
        source_ids=words.source_ids,
    )
    return replace(chart, words=replace(words, figures=table))


def not_in_tables(
    facts: Facts, charts: Iterable[Chart], tables: Iterable[ProfileTable]
) -> tuple[Chart, ...]:
    """The charts of a section, without the figures that its tables have anyway."""
    printed = {number.origin for table in tables for number in numbers_in(table)}

    def kept(chart: Chart) -> Chart:
        table = chart.words.figures
        if table is None:
            return chart
        is_new = any(number.origin not in printed for number in numbers_in(table))
        return replace(
            chart, words=replace(chart.words, figures=with_key(facts, table) if is_new else None)
        )

    return tuple(kept(chart) for chart in charts)
