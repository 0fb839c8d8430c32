"""What may lie behind a map: files of tiles that people put into their workspace."""

from mapping.basemaps.library import open_basemap, read_basemaps
from mapping.basemaps.model import Basemap, Tiles

__all__ = ["Basemap", "Tiles", "open_basemap", "read_basemaps"]
