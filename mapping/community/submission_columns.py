"""Which columns of a survey tool's form say what was drawn, of what, and where."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mapping.community.workshop import Plan
from mapping.errors import BadTableError, Problem
from mapping.i18n import N_

if TYPE_CHECKING:
    import pandas as pd

_PATH: Final = re.compile(r"[/.:]|-(?=latitude|longitude)")
_LEAST_PAIRS: Final = 2
_MOST_NUMBERS: Final = 4  # latitude, longitude, altitude, accuracy

NO_CATEGORY_COLUMN = N_("no column says a category of the legend")
NO_PLACE_COLUMN = N_("no column says where: latitude and longitude, a trace or a shape")


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Which columns say what."""

    category: str
    shapes: tuple[str, ...]  # traces and shapes of survey tools, or "geometry"
    pairs: tuple[tuple[str, str], ...]  # latitude and longitude
    last_parts: Mapping[str, str]  # name without its groups, in lower case -> column


def find_columns(frame: "pd.DataFrame", plan: Plan, name: str, *, has_shapes: bool) -> Columns:
    """Which columns of a form say what.

    Args:
        frame: Cells as text; `geometry` as shapes, if there are any.
        plan: Whose legend names the categories.
        name: Of the file, for the error.
        has_shapes: Whether it is a layer of shapes.

    Raises:
        BadTableError: No column says a category, or none a place.
    """
    last_parts = {_last_part(str(column)): str(column) for column in reversed(frame.columns)}
    whole = {str(column).lower(): str(column) for column in frame.columns}
    category = _category_column(frame, plan)
    pairs = tuple(_pairs(frame))
    shapes = tuple(
        str(column)
        for column in frame.columns
        if column != "geometry" and any(map(_is_trace, frame[column].dropna().head(50)))
    )
    if has_shapes and not shapes and not pairs:
        shapes = ("geometry",)
    if category is None:
        raise _bad(name, NO_CATEGORY_COLUMN)
    if not shapes and not pairs:
        raise _bad(name, NO_PLACE_COLUMN)
    return Columns(
        category=category,
        shapes=shapes,
        pairs=() if shapes else pairs,
        last_parts=whole | last_parts,
    )


def _bad(name: str, rule: str) -> BadTableError:
    return BadTableError(path=name, problems=(Problem(row=1, column=None, rule=rule),))


def _last_part(column: str) -> str:
    return _PATH.split(column.lower())[-1].strip()


def _category_column(frame: "pd.DataFrame", plan: Plan) -> str | None:
    """The column in which most cells are categories; one that is named so before others."""
    words = category_words(plan)
    scores = [
        (
            sum(plain(cell) in words for cell in frame[column].dropna()),
            "category" in column.lower(),
            -at,
        )
        for at, column in enumerate(map(str, frame.columns))
        if column != "geometry"
    ]
    best = max(scores, default=(0, False, 0))
    return str(frame.columns[-best[2]]) if best[0] else None


def category_words(plan: Plan) -> dict[str, str]:
    """Identifiers of categories by whatever a form may call them."""
    return {
        plain(word): line.id
        for line in reversed(plan.legend)
        for word in (line.other_label, line.label, line.id)
        if word
    }


def plain(cell: object) -> str:
    """Words without case and further blanks, to be compared."""
    return " ".join(str(cell).casefold().split())


def _pairs(frame: "pd.DataFrame") -> Iterator[tuple[str, str]]:
    """Columns of latitudes with those of longitudes of the same name."""
    by_name = {str(column).lower(): str(column) for column in frame.columns}
    for lower, column in by_name.items():
        if lower.endswith("latitude"):
            partner = by_name.get(lower.removesuffix("latitude") + "longitude")
            if partner is not None:
                yield column, partner


def _is_trace(cell: object) -> bool:
    try:
        return bool(positions(str(cell)))
    except ValueError:
        return False


def positions(cell: str) -> list[list[float]]:
    """Longitude and latitude of "latitude longitude altitude accuracy; …".

    Raises:
        ValueError: It is something else.
    """
    positions = []
    for part in cell.split(";"):
        if not part.strip():
            continue
        numbers = [float(number) for number in part.split()]
        if not _LEAST_PAIRS <= len(numbers) <= _MOST_NUMBERS:
            raise ValueError(cell)
        positions.append([numbers[1], numbers[0]])
    return positions
