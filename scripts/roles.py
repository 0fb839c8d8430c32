"""Put the table of who may do what, the one that holds, into docs/roles.md.

python scripts/roles.py
"""

import sys
from pathlib import Path
from typing import Final

CHECKOUT: Final = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(CHECKOUT))

from mapping.atomic import write_atomically  # noqa: E402
from mapping.community.access import access_table  # noqa: E402

PAGE: Final = CHECKOUT / "docs" / "roles.md"


def main() -> None:
    """Replace the table, which is the last thing on the page."""
    words, _, _ = PAGE.read_text("utf-8").partition("| what |")
    write_atomically(PAGE, words + access_table())


if __name__ == "__main__":
    main()
