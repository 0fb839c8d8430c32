"""The pages by WeasyPrint: python web_pages.py FOLDER OUT. A page of HTML a place is there."""

import sys
from pathlib import Path

from weasyprint import HTML


def main(folder: Path, out: Path) -> None:
    """Set every page."""
    for page in sorted(folder.glob("*.html")):
        HTML(string=page.read_text("utf-8")).write_pdf(out / f"{page.stem}.pdf")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:3]))
