"""What became of the figures of an earlier edition, and the table that says so in a profile."""

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, Final

from mapping.i18n import N_, NN_, Translator
from profiles.evidence.provenance import TOTAL
from profiles.sections.table_model import Align, Column, ProfileTable, Row
from profiles.sections.tables import spoken_date, spoken_period


class Change(StrEnum):
    """What happened to a figure."""

    NEW = "new"
    UPDATED = "updated"  # there is one of a later period
    REVISED = "revised"  # another value for the same period
    GONE = "gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedFigure:
    """One figure that is not what it was; None and "" where there is none."""

    change: Change
    indicator: str
    label: str  # as it stands in a table, in the language of the newer profile
    sex: str
    age: str
    unit: str
    period_before: str
    period: str
    value_before: float | None
    value: float | None
    text_before: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeReport:
    """Two editions and what became of the figures of the first."""

    place_code: str
    made_on_before: str
    made_on: str
    same: int  # figures that are as they were
    changes: tuple[ChangedFigure, ...]

    def count(self, change: Change) -> int:
        """How many figures changed in a way."""
        return sum(found.change is change for found in self.changes)

    def as_json(self) -> dict[str, Any]:
        """For machines; its field names are the contract."""
        counts = {change.value: self.count(change) for change in Change}
        return {**asdict(self), "counts": {"same": self.same, **counts}}


TABLE_ID: Final = "changes"
TITLE: Final = N_("What changed since the edition of {date}")
WORDS: Final = {
    Change.NEW: N_("new"),
    Change.UPDATED: N_("of a later period"),
    Change.REVISED: N_("revised"),
    Change.GONE: N_("no longer there"),
}
SEXES: Final = {"female": N_("Women and girls"), "male": N_("Men and boys")}
HEADS: Final = (N_("Figure"), N_("Before"), N_("Now"), N_("What changed"))
AS_THEY_WERE: Final = NN_("{count} figure is as it was.", "{count} figures are as they were.")


def changes_table(report: ChangeReport, translator: Translator) -> ProfileTable:
    """The table of an edition's changes; with none, only its note."""
    before = spoken_date(report.made_on_before, translator)
    return ProfileTable(
        id=TABLE_ID,
        title=translator.text(TITLE, date=before),
        columns=tuple(Column(label=translator.text(head), align=Align.START) for head in HEADS),
        rows=tuple(Row(cells=_cells(found, translator)) for found in report.changes),
        source_ids=(),
        notes=(translator.plural(*AS_THEY_WERE, report.same),),
    )


def _cells(found: ChangedFigure, translator: Translator) -> tuple[str, ...]:
    sex = translator.text(SEXES[found.sex]) if found.sex in SEXES else found.sex
    groups = [part for part in (sex, found.age) if part != TOTAL]
    label = f"{found.label} ({translator.row(groups)})" if groups else found.label
    before = _said(found.text_before, found.period_before)
    return (label, before, _said(found.text, found.period), translator.text(WORDS[found.change]))


def _said(text: str, period: str) -> str:
    return f"{text} ({spoken_period(period)})" if text and period else text
