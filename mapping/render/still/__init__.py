"""Maps as pictures: SVG, and PNG and PDF made from it."""

from mapping.render.still.locator import locator_svg
from mapping.render.still.picture import to_pdf, to_png, to_svg

__all__ = ["locator_svg", "to_pdf", "to_png", "to_svg"]
