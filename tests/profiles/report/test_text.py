"""Text made fit to be shown, among words from right to left."""

from mapping.i18n import Translator
from profiles.report.text import fit, fit_text

NUMBER = Translator("ar").number(-1.5, 1)


def test_a_minus_in_a_drawing_keeps_the_one_mark_it_has() -> None:
    drawing = f"<svg><text>{NUMBER}</text></svg>"
    assert fit_text(drawing, mirrored=True) == drawing


def test_a_minus_in_a_cell_has_one_mark() -> None:
    assert fit([NUMBER, 1.0], mirrored=True) == [NUMBER, 1.0]
    assert fit_text("\u22121.5", mirrored=True) == NUMBER
