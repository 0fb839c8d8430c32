"""Maps as pictures: SVG, and PNG and PDF made from it."""

from mapping.render.still.locator import locator, locator_svg
from mapping.render.still.picture import prepare, to_pdf, to_png, to_svg
from mapping.render.still.stack import Prepared, Stack

__all__ = [
    "Prepared",
    "Stack",
    "locator",
    "locator_svg",
    "prepare",
    "to_pdf",
    "to_png",
    "to_svg",
]
