"""No committed file names one machine, a package index or a server that pages would load from."""

import re
from pathlib import PurePosixPath

import pytest

from tests.architecture.tree import files

# Written in pieces, so that this file does not break its own rule.
PACKAGE_HOSTS = (
    "pypi" + ".org",
    "python" + "hosted.org",
    "registry.npmjs" + ".org",
    "registry.yarnpkg" + ".com",
    "deb." + "debian.org",
    "crates" + ".io",
)
PAGE_HOSTS = (
    "cdn.jsdelivr" + ".net",
    "cdnjs.cloudflare" + ".com",
    "code.jquery" + ".com",
    "fonts.googleapis" + ".com",
    "fonts.gstatic" + ".com",
    "netdna.bootstrapcdn" + ".com",
    "unpkg" + ".com",
)
MACHINE_PATH = re.compile(
    r"(?<![\w.~/-])/(?:home|root|tmp|Users|work)/\w|\b[A-Z]:[\\/]+Users[\\/]|\.\./shared" + r"\b"
)
SHIPPED = ("app.py", "mapping/", "profiles/", ".streamlit/")
MADE_BY_OTHERS = ("vendor", "licences", "licenses")
TEXT = {
    "",
    ".cfg",
    ".css",
    ".csv",
    ".html",
    ".js",
    ".json",
    ".md",
    ".po",
    ".py",
    ".sh",
    ".sql",
    ".svg",
    ".toml",
    ".txt",
    ".typ",
    ".xml",
    ".yaml",
    ".yml",
}


def faults(text: str, path: PurePosixPath) -> list[str]:
    """What a file says that it must not say."""
    hosts = [*PACKAGE_HOSTS, *(PAGE_HOSTS if str(path).startswith(SHIPPED) else ())]
    found = [f"{path}: names {host}" for host in hosts if host in text]
    is_ours = not set(path.parts) & set(MADE_BY_OTHERS) and path.parts[0] != "tests"
    machine = MACHINE_PATH.search(text) if is_ours else None
    return [*found, *([f"{path}: names {machine[0]!r}"] if machine else [])]


def test_committed_files_name_no_machine_and_no_index(root):
    found = []
    for path in files(root):
        if path.suffix in TEXT:
            found += faults((root / path).read_text("utf-8", "replace"), path)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("host", [*PACKAGE_HOSTS, *PAGE_HOSTS])
def test_a_planted_host_is_found(host):
    assert faults(f"see https://{host}/a", PurePosixPath("mapping/assets/vendor/a.js")) != []


@pytest.mark.parametrize(
    "planted",
    ["open('/tmp/" + "a')", "cd /work/" + "main", "C:\\Users\\" + "me", "../" + "shared/a"],
)
def test_a_planted_path_is_found(planted):
    assert faults(planted, PurePosixPath("docs/server.md")) != []


@pytest.mark.parametrize(
    "sound", ["--tmpfs /tmp", "/workspace/a", "a/tmp/b", "https://a.example/home/b"]
)
def test_other_paths_are_not(sound):
    assert faults(sound, PurePosixPath("docs/server.md")) == []
