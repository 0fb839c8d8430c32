"""The map of a join: which places have a row, which wait for a yes, which have none."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from mapping.cartography.layers import ChoroplethLayer, Legend, MapClass, MapSpec, Mark, PlaceValue
from mapping.i18n import N_, Translator
from mapping.joining.model import JoinReport
from mapping.places import PlaceCode
from mapping.render.letters import MARK_LETTERS
from profiles.maps import words as map_words
from profiles.maps.page import panel_words

if TYPE_CHECKING:
    from mapping.boundaries.model import BoundaryEntry

JOINED, WAITING = 0, 1
COLOURS: Final = ("#2a788e", "#f0b323")  # told apart in every kind of colour vision, and in grey
LABELS: Final = (N_("Joined"), N_("Waits for a yes"))
NO_ROW: Final = N_("No row")
NOT_HERE: Final = frozenset({"wall", "openProfile"})  # words of what is of no use while joining


def build_join_map(  # noqa: PLR0913 - what a map needs
    entry: "BoundaryEntry",
    places: Sequence[PlaceCode],
    report: JoinReport,
    translator: Translator,
    *,
    file_name: str,
    publisher: str,
    selected: PlaceCode | None = None,
) -> MapSpec:
    """The places of a level by what became of their rows.

    Args:
        entry: The boundary set that the table was joined to.
        places: Its places, in its order.
        report: Of the join.
        translator: Of the reader.
        file_name: Of the table.
        publisher: Named in the disclaimer.
        selected: A place to outline: the one that is asked about.
    """
    rows = _rows(report)
    values = tuple(_value(code, rows, translator) for code in places)
    return MapSpec(
        iso3=entry.iso3,
        level=entry.level,
        boundary_id=entry.id,
        title=translator.text("Places of {file}", file=file_name),
        layer=ChoroplethLayer(legend=_legend(values, translator), values=values),
        language=translator.tag,
        selected=selected,
        source_line=file_name,
        boundary_line=map_words.boundary_line(entry, translator),
        disclaimer=map_words.disclaimer(publisher, translator),
    )


def frame_extras(translator: Translator) -> dict[str, object]:
    """What the map's own scripts are told: places without a row blink; no other controls."""
    words = panel_words(translator)
    return {
        "blink": MARK_LETTERS[Mark.NO_DATA],
        "words": {name: word for name, word in words.items() if name not in NOT_HERE},
    }


def _legend(values: Sequence[PlaceValue], translator: Translator) -> Legend:
    return Legend(
        title=translator.text("Rows and places"),
        unit="",
        period="",
        classes=tuple(
            MapClass(
                lower=index,
                upper=index + 1,
                colour=COLOURS[index],
                label=translator.text(LABELS[index]),
                count=sum(value.class_index == index for value in values),
            )
            for index in (JOINED, WAITING)
        ),
        scheme="manual",
        mark_counts={mark: sum(value.mark is mark for value in values) for mark in Mark},
        mark_labels={Mark.NO_DATA: translator.text(NO_ROW)},
    )


def _rows(report: JoinReport) -> Mapping[PlaceCode, tuple[int, str]]:
    """What became of the rows of each place, and what they call it."""
    rows = {
        entry.candidates[0].place_code: (WAITING, entry.value)
        for entry in reversed(report.suggested)
    }
    return rows | {entry.place_code: (JOINED, entry.value) for entry in reversed(report.matched)}


def _value(
    code: PlaceCode, rows: Mapping[PlaceCode, tuple[int, str]], translator: Translator
) -> PlaceValue:
    if code not in rows:
        text = translator.text(NO_ROW)
        return PlaceValue(code, None, text, None, Mark.NO_DATA)
    index, value = rows[code]
    return PlaceValue(code, float(index) + 1, value, index, None)
