"""A profile as slides for a meeting: one message a slide, charts with their data."""

from profiles.report.pptx.file import to_pptx

__all__ = ["to_pptx"]
