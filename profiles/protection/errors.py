"""Releases that are refused, as what was published before and they together tell too much."""

from mapping.errors import DataError
from mapping.i18n import N_


class UnsafeReleaseError(DataError):
    """Sums of a table and of earlier releases tell hidden counts. Facts: count, examples."""

    message = N_(
        "With what was published before, the totals of this table would tell {count} hidden"
        " counts: {examples}."
    )
    hint = N_("Publish the same places and groups as before, or this table without its totals.")


class SmallPieceError(DataError):
    """A table on other boundaries than before tells the people between. Facts: fewest, examples."""

    message = N_(
        "The same people were published on other boundaries, and fewer than {fewest} of them live"
        " between these places: {examples}."
    )
    hint = N_("Publish the table on one of the two boundaries, or join these places to others.")


class MixedReleaseError(DataError):
    """Counts that were hidden are to be rounded, or the other way. Facts: count, examples."""

    message = N_(
        "An earlier release of {count} of these counts was protected otherwise, and both together"
        " would tell them: {examples}."
    )
    hint = N_(
        "Give every release of the same figures the same protection, and one base of rounding."
    )
