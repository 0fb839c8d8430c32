"""Sentences about numbers, and the rules they keep."""

from profiles.narrative.rounding import Style, printed
from profiles.narrative.words import Violation, violations
from profiles.narrative.writer import Sentence, Writer

__all__ = ["Sentence", "Style", "Violation", "Writer", "printed", "violations"]
