"""Maps as pictures: SVG, and PNG and PDF made from it, for screens and for paper."""

from mapping.render.still.locator import locator, locator_svg
from mapping.render.still.paper import Orientation, Paper, tiled
from mapping.render.still.picture import prepare, to_png, to_svg
from mapping.render.still.printed import (
    PrintRequest,
    paper_for,
    print_pdf,
    print_png,
    print_svg,
    to_print,
)
from mapping.render.still.stack import Prepared, Stack

__all__ = [
    "Orientation",
    "Paper",
    "Prepared",
    "PrintRequest",
    "Stack",
    "locator",
    "locator_svg",
    "paper_for",
    "prepare",
    "print_pdf",
    "print_png",
    "print_svg",
    "tiled",
    "to_png",
    "to_print",
    "to_svg",
]
