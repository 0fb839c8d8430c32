"""Write docs/openapi.json: what the JSON routes of the community map take and answer.

python scripts/openapi.py
"""

import json
import sys
from pathlib import Path
from typing import Final

CHECKOUT: Final = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(CHECKOUT))

from mapping.atomic import write_atomically  # noqa: E402
from mapping.ui.openapi import openapi_document  # noqa: E402


def main() -> None:
    """Write the document."""
    text = json.dumps(openapi_document(), indent=1, ensure_ascii=False)
    write_atomically(CHECKOUT / "docs" / "openapi.json", text + "\n")


if __name__ == "__main__":
    main()
