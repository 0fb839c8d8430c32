"""A real office program for tests of the files that people edit."""

import os
import shutil
import subprocess

import pypdf
import pytest


def opened(content, name, folder, kind):
    """A file as LibreOffice saves it as another kind, after it has opened it: its path."""
    soffice = shutil.which("soffice")
    if soffice is None:
        assert not os.environ.get("CI"), "CI needs LibreOffice (.ci/run installs it)"
        pytest.skip("LibreOffice is not installed here")
    source = folder / name
    source.write_bytes(content)
    home = f"-env:UserInstallation={(folder / 'home').as_uri()}"
    words = ["--headless", home, "--convert-to", kind, "--outdir", str(folder), str(source)]
    subprocess.run([soffice, *words], check=True, capture_output=True, timeout=120)
    return source.with_suffix(f".{kind}")


def converted(content, name, folder):
    """What LibreOffice makes of a file: a reader of the pages it prints."""
    return pypdf.PdfReader(opened(content, name, folder, "pdf"))


def words_of(page):
    """The text of a page, whatever its lines."""
    return " ".join(page.extract_text().split())
