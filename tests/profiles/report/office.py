"""A real office program for tests of the files that people edit."""

import os
import shutil
import subprocess

import pypdf
import pytest


def opened(contents, folder, kind):
    """Files by their names, as LibreOffice saves them as another kind: their paths.

    It is started once for all of them, which takes longer than to open one.
    """
    soffice = shutil.which("soffice")
    if soffice is None:
        assert not os.environ.get("CI"), "CI needs LibreOffice (.ci/run installs it)"
        pytest.skip("LibreOffice is not installed here")
    sources = [folder / name for name in contents]
    for source in sources:
        source.write_bytes(contents[source.name])
    home = f"-env:UserInstallation={(folder.parent / 'office').as_uri()}"  # made once a worker
    words = ["--headless", home, "--convert-to", kind, "--outdir", str(folder), *map(str, sources)]
    subprocess.run([soffice, *words], check=True, capture_output=True, timeout=120)
    return [source.with_suffix(f".{kind}") for source in sources]


def converted(content, name, folder):
    """What LibreOffice makes of a file: a reader of the pages it prints."""
    (page,) = opened({name: content}, folder, "pdf")
    return pypdf.PdfReader(page)


def words_of(page):
    """The text of a page, whatever its lines."""
    return " ".join(page.extract_text().split())
