"""Maps as pictures: SVG, and PNG and PDF made from it, for screens and for paper."""
