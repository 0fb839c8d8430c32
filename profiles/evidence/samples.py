"""What samples leave open: the order of estimates, and how far each may be from the truth."""

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from profiles.evidence.provenance import Method, Origin

if TYPE_CHECKING:
    from profiles.evidence.published import Tables

INTERVAL: Final = {Method.INTERVAL_LOW: -1.0, Method.INTERVAL_HIGH: 1.0}


def not_clearly(tables: "Tables", origin: Origin) -> float | None:
    """How many peers are not clearly below a place, or above it; itself is one of them."""
    if origin.peers is None:
        raise ValueError("a rank needs peers")
    (cell,) = origin.cells
    values = tables.peer_values(cell, origin.peers)
    if cell.place_code not in values:
        return None
    sign = 1.0 if origin.method is Method.AMONG_HIGH else -1.0
    farther_in = [c for c, v in values.items() if sign * v < sign * values[cell.place_code]]
    clearly = sum(
        tables.differ(cell, replace(cell, place_code=code)) is True for code in farther_in
    )
    return float(len(values) - clearly)


def interval_end(tables: "Tables", origin: Origin) -> float | None:
    """An end of the 95 % interval of an estimate; None where its error is not known."""
    from profiles.measures.survey import Z95  # numpy comes with it, and few packs have samples

    (cell,) = origin.cells
    found, error = tables.look_up(cell), tables.error_of(cell)
    if found is None or found.value is None or error is None:
        return None
    return found.value + INTERVAL[origin.method] * Z95 * error
