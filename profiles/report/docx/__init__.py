"""A profile as an editable Word file: real styles, tables and fields, charts with their data."""

from profiles.report.docx.document import to_docx

__all__ = ["to_docx"]
