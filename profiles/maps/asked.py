"""What one map is to show, and the figures it is made of."""

from dataclasses import dataclass

from mapping.cartography.breaks import Scheme
from mapping.i18n import LEFT_TO_RIGHT, MINUS, Translator
from profiles.indicators.model import Indicator


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One indicator and how it is to look."""

    indicator: Indicator
    period: str
    scheme: Scheme
    classes: int
    breaks: tuple[float, ...]
    palette: str  # "" for the usual one
    title: str  # of a person's own; "" for the indicator's name
    translator: Translator
    beside: tuple[float, ...] = ()  # published values of maps that share the classes

    def number(self, value: float, decimals: int | None = None) -> str:
        """A value as it is printed, in the reader's language."""
        digits = self.indicator.decimals if decimals is None else decimals
        return self.translator.number(value, digits)

    def figure(self, value: float) -> str:
        """A figure of a place: one that would be printed as none is less than the least that is."""
        least = 10.0**-self.indicator.decimals
        if value == 0:
            return self.number(0, 0)
        text = self.number(value)
        if abs(value) >= least or text.lstrip(LEFT_TO_RIGHT + MINUS) != self.number(0):
            return text
        return f"<{self.number(least)}" if value > 0 else f">{self.number(-least)}"

    @property
    def label(self) -> str:
        """What the indicator is called in the reader's language."""
        return self.indicator.label(self.translator.language)

    @property
    def name(self) -> str:
        """What stands at the head of the legend."""
        return self.title or self.label

    @property
    def unit(self) -> str:
        """The unit in the reader's language."""
        return self.indicator.unit(self.translator.language)

    def has_fewer_than_asked(self, found: int) -> bool:
        """Whether there are so few classes that it must be said; one fewer is nothing.

        A diverging scale has an odd number of classes, and deviations have as many as there are.
        """
        free = self.scheme not in {Scheme.MANUAL, Scheme.STANDARD_DEVIATION}
        return free and 0 < found < self.classes - 1
