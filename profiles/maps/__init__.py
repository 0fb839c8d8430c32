"""Maps of indicators as data, a module a kind."""

from profiles.maps.build import build_map
from profiles.maps.kinds import Offer, offers

__all__ = ["Offer", "build_map", "offers"]
