"""What changed between two editions of a place's profile: figures new, updated, revised and gone.

Both are `profile.json` documents. A figure is told by what it counts, not by where it stands: its
indicator, sex, age and cells, whatever their period. Ranks, and numbers about the profile itself,
are left aside; a figure that is not shown counts as not there. What an earlier edition showed, and
is protected now, is named without its value.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from mapping.errors import DataError
from mapping.i18n import N_
from profiles.editions.reading import Json, read_profile_json
from profiles.evidence.periods import last_year
from profiles.evidence.provenance import Method
from profiles.sections.changed import Change, ChangedFigure, ChangeReport

COMPARED: Final = frozenset({Method.CELL, Method.SUM, Method.SHARE})
Key = tuple[str, ...]


class OtherPlaceError(DataError):
    """Two profiles that are compared are of different places. Facts: older, newer."""

    message = N_("The profiles are of different places: {older} and {newer}.")
    hint = N_("Give two editions of the profile of one place, the older first.")


@dataclass(frozen=True, slots=True)
class _Figure:
    """One number of a document, with the words beside it."""

    label: str
    number: Json

    @property
    def period(self) -> str:
        return str(self.number["period"])


def compare_editions(older: Path, newer: Path) -> ChangeReport:
    """What changed from one `profile.json` of a place to another.

    Raises:
        UnreadableFileError: one of them is no profile.
        OtherPlaceError: they are of different places.
    """
    return compare_documents(read_profile_json(older), read_profile_json(newer))


def compare_documents(
    older: Json, newer: Json, *, is_protected: Callable[[Json], bool] | None = None
) -> ChangeReport:
    """The same for two documents that were read.

    Args:
        older: The earlier edition.
        newer: The later one.
        is_protected: Whether the origin of a number is of cells that are not shown any more: what
            is written for others must not say them once more.

    Raises:
        OtherPlaceError: they are of different places.
    """
    places = [(document["iso3"], document["place_code"]) for document in (older, newer)]
    if places[0] != places[1]:
        first, second = (":".join(place) for place in places)
        raise OtherPlaceError(older=first, newer=second)
    before, after = _figures(older), _figures(newer)
    hidden = {
        key
        for key, figures in before.items()
        for figure in figures.values()
        if is_protected and is_protected(figure.number["origin"])
    }
    changes = [*_changes(before, after)]
    return ChangeReport(
        place_code=newer["place_code"],
        made_on_before=older["made_on"],
        made_on=newer["made_on"],
        same=len(before.keys() | after.keys()) - len({_key(found) for found in changes}),
        changes=tuple(_withheld(found) if key in hidden else found for key, found in changes),
    )


def holds(document: Json, found: ChangedFigure) -> bool:
    """Whether a profile's tables show a changed figure as the report has it."""
    return any(
        (number["indicator"], number["sex"], number["age"], period, number["text"])
        == (found.indicator, found.sex, found.age, found.period, found.text)
        and number["value"] == found.value
        for figures in _figures(document).values()
        for period, number in ((period, one.number) for period, one in figures.items())
    )


def _key(found: tuple[Key, ChangedFigure]) -> Key:
    return found[0]


def _changes(
    before: Mapping[Key, Mapping[str, _Figure]], after: Mapping[Key, Mapping[str, _Figure]]
) -> Iterator[tuple[Key, ChangedFigure]]:
    for key in dict.fromkeys([*after, *before]):
        old, new = before.get(key, {}), after.get(key, {})
        last_old, last_new = _latest(old), _latest(new)
        if last_new is None or last_old is None:
            change = Change.GONE if last_new is None else Change.NEW
            yield key, _changed(change, last_old, last_new)
            continue
        for period in sorted(old.keys() & new.keys(), key=last_year):
            if old[period].number["value"] != new[period].number["value"]:
                yield key, _changed(Change.REVISED, old[period], new[period])
        if last_old.period != last_new.period:
            yield key, _changed(Change.UPDATED, last_old, last_new)


def _withheld(found: ChangedFigure) -> ChangedFigure:
    """A change without what was there before."""
    return replace(found, value_before=None, text_before="")


def _latest(figures: Mapping[str, _Figure]) -> _Figure | None:
    return max(figures.values(), key=lambda figure: last_year(figure.period), default=None)


def _changed(change: Change, old: _Figure | None, new: _Figure | None) -> ChangedFigure:
    known = new or old
    if known is None:
        raise ValueError("a change needs a figure")
    return ChangedFigure(
        change=change,
        indicator=known.number["indicator"],
        label=known.label,
        sex=known.number["sex"],
        age=known.number["age"],
        unit=known.number["unit"],
        period_before=old.period if old else "",
        period=new.period if new else "",
        value_before=old.number["value"] if old else None,
        value=new.number["value"] if new else None,
        text_before=old.number["text"] if old else "",
        text=new.number["text"] if new else "",
    )


def _figures(document: Json) -> dict[Key, dict[str, _Figure]]:
    """The figures of the place that its tables show, by what they count and their period."""
    found: dict[Key, dict[str, _Figure]] = {}
    for section in document["sections"]:
        for table in section["tables"]:
            for row in table["rows"]:
                head = row["cells"][0]
                label = head if isinstance(head, str) else table["title"]
                for number in row["cells"]:
                    if _is_compared(number, document["place_code"]):
                        figures = found.setdefault(_counted(number), {})
                        named = _with_unit(label, number["unit"])
                        figures.setdefault(number["period"], _Figure(named, number))
    return found


def _with_unit(label: str, unit: str) -> str:
    """What a row is about; one of parts of a whole has a count and a share, of which it says none.

    >>> _with_unit("Employed people", "%"), _with_unit("Unemployment rate (%)", "%")
    ('Employed people (%)', 'Unemployment rate (%)')
    """
    return label if not unit or f"({unit})" in label else f"{label} ({unit})"


def _is_compared(cell: str | Json, place_code: str) -> bool:
    return (
        not isinstance(cell, str)
        and cell.get("place_code") == place_code  # a sentence in a table has none
        and cell["value"] is not None
        and cell["origin"]["method"] in COMPARED
    )


def _counted(number: Json) -> Key:
    """What a number counts, but for its period."""
    origin = number["origin"]
    cells = [
        "|".join(str(value) for name, value in cell.items() if name != "period")
        for cell in (*origin["cells"], *origin["over"])
    ]
    return (origin["method"], number["indicator"], number["sex"], number["age"], *cells)
