"""Binds PDFs of Typst into one: pages, bookmarks, links, and what screen readers are told.

Typst sets a document as a whole and keeps all of it while it does. A book is therefore set some
chapters at a time. What a part says is taken over as it stands; only the numbers by which its
objects name each other change. Fonts and pictures that parts have in common are written once.
Source: ISO 32000-1:2008, 7.5 (objects and where they lie), 12.3.3 (outline), 14.7 (structure).
"""

from profiles.report.binding.binder import CHAPTER, Binder
from profiles.report.binding.part import MARK, Part

__all__ = ["CHAPTER", "MARK", "Binder", "Part"]
