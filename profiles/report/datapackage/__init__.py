"""Everything behind a profile for other tools: a Frictionless data package of CSV and XLSX."""

from profiles.report.datapackage.package import to_datapackage

__all__ = ["to_datapackage"]
