"""The classes of changes: a diverging scale around none, and how a change is written."""

from collections.abc import Sequence
from typing import Final

from mapping.cartography.breaks import Scheme
from mapping.cartography.classify import Classification, classify
from mapping.i18n import N_, Translator
from profiles.indicators.model import Indicator, Kind

_PERCENT_DECIMALS: Final = 1


def change_scale(changes: Sequence[float], *, classes: int, decimals: int) -> Classification:
    """The classes of the changes that are shown; there is an odd number of them.

    Args:
        changes: Of all places that have one.
        classes: How many are wanted.
        decimals: That they are printed with.
    """
    return classify(
        changes, scheme=Scheme.QUANTILES, classes=classes, decimals=decimals, midpoint=0.0
    )


def change_labels(scale: Classification, words: Translator) -> list[str]:
    """What stands beside each class in the key."""
    return [
        words.text(
            N_("{lower} to {upper}"),
            lower=signed(low, scale.decimals, words),
            upper=signed(up, scale.decimals, words),
        )
        for low, up in zip(scale.breaks, scale.breaks[1:], strict=False)
    ]


def change_decimals(indicator: Indicator) -> int:
    """Digits behind the decimal mark of a change; that of a count is in percent."""
    return _PERCENT_DECIMALS if indicator.kind is Kind.EXTENSIVE else indicator.decimals


def signed(value: float, decimals: int, words: Translator) -> str:
    """A change as it is printed."""
    return ("+" if value > 0 else "") + words.number(value, decimals)
