"""Works out what the shipped packs do not show, so that a first start does not have to.

    python scripts/build_protection.py [--data FOLDER] [ISO3 …]

Writes `data/indicators/<iso3>/hidden.json`: the names of what is hidden in the first release of a
pack. It holds for these tables, the default rules and this code; with any other it is not used.
Run it after a change of either.
"""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # runs from a checkout that has not been installed

from mapping.settings import Settings  # noqa: E402
from profiles.pack import list_packs, open_pack  # noqa: E402
from profiles.protection.releases.memory import CACHE, SHORTCUT  # noqa: E402


def build(iso3: str, data_dir: Path) -> Path:
    """The file of one pack, as a workspace in which nothing was published comes to it."""
    folder = iso3.lower()
    (data_dir / "indicators" / folder / SHORTCUT).unlink(missing_ok=True)  # searched for anew
    with tempfile.TemporaryDirectory() as workspace:
        open_pack(Settings(data_dir=data_dir, workspace_dir=Path(workspace)), iso3)
        made = Path(workspace) / CACHE / folder / SHORTCUT
        return Path(shutil.copyfile(made, data_dir / "indicators" / folder / SHORTCUT))


def main(arguments: Sequence[str] | None = None) -> None:
    """Build the packs named, or all."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=ROOT / "data")
    parser.add_argument("iso3", nargs="*")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as nowhere:
        there = Settings(data_dir=options.data, workspace_dir=Path(nowhere))
        packs = options.iso3 or [pack.iso3 for pack in list_packs(there)]
    for iso3 in packs:
        print(build(iso3, options.data))


if __name__ == "__main__":
    main()
