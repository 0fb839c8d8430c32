"""This tool, given what the others are given: python own_files.py pdf|docx FOLDER OUT."""

import pickle
import sys
from pathlib import Path

from profiles.garbage import look_rarely


def main(extension: str, folder: Path, out: Path) -> None:
    """Write a file of every profile."""
    if extension == "pdf":
        from profiles.report.pdf import to_pdf as write
    else:
        from profiles.report.docx import to_docx as write
    look_rarely()  # as in a run of many profiles
    for path in sorted(folder.glob("*.pickle")):
        profile, pictures = pickle.loads(path.read_bytes())  # noqa: S301 - of beside_others.py
        (out / f"{path.stem}.{extension}").write_bytes(write(profile, pictures))


if __name__ == "__main__":
    main(sys.argv[1], *map(Path, sys.argv[2:4]))
