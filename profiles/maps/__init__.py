"""Maps of indicators as data, a module a kind."""

from profiles.maps.build import build_map
from profiles.maps.kinds import Offer, offers
from profiles.maps.look import Look

__all__ = ["Look", "Offer", "build_map", "offers"]
