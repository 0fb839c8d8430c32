"""The part of a country pack that profiles are made from."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from mapping.places import AdminLevel

if TYPE_CHECKING:
    from mapping.boundaries.model import Gazetteer
    from mapping.boundaries.packs import BoundaryCatalogue
    from profiles.indicators.model import Indicator, Series
    from profiles.protection.policy import Policy
    from profiles.protection.published import PublishedFlows, PublishedTable


class Evidence(Protocol):
    """What a profile is made from: the part of a pack that is needed here."""

    @property
    def iso3(self) -> str:
        """The country."""

    @property
    def name(self) -> str:
        """What it is called."""

    @property
    def gazetteer(self) -> "Gazetteer":
        """Its places."""

    @property
    def boundaries(self) -> "BoundaryCatalogue":
        """What boundary sets there are."""

    @property
    def indicators(self) -> "Mapping[str, Indicator]":
        """Those with figures, in the order of the outline."""

    @property
    def series(self) -> "Mapping[str, Series]":
        """Who published each."""

    @property
    def published(self) -> "PublishedTable":
        """The figures that may be shown."""

    @property
    def flows(self) -> "Sequence[PublishedFlows]":
        """The streams that may be shown."""

    @property
    def policy(self) -> "Policy":
        """The rules they were let through by."""

    @property
    def fingerprint(self) -> str:
        """Hash of all of it."""

    def periods_of(self, indicator_code: str, level: AdminLevel, /) -> tuple[str, ...]:
        """The periods an indicator has figures for at a level."""

    def __hash__(self) -> int:
        """Packs are kept by identity."""
