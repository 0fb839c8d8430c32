"""Maps for geographic information systems: a GeoPackage with styles, and a QGIS project."""

from mapping.render.gis.bundle import to_bundle, to_geopackage, to_project

__all__ = ["to_bundle", "to_geopackage", "to_project"]
