"""What every test relies on: no network, no writing outside temporary folders, no settings.

Order is random (the seed is in the header of a run; `--randomly-seed=...` repeats it), but files
with slow tests come first. Several files run at once, the tests of one file one after the other.
"""

import contextlib
import gc
import importlib
import os
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from mapping.intake import isolated
from profiles.garbage import look_rarely
from tests import guards
from tests.warm_reader import WarmReader

pytest_plugins = ["tests.browser.fixtures", "tests.browser.hall", "tests.postgres"]

ROOT = Path(__file__).resolve().parent.parent
BROWSER_FIXTURES = {"chromium", "new_page", "page"}
START_READER = isolated._run
MOST_WORKERS = 8  # each with a browser and a server of its own
KEPT_SETTINGS = {"LMP_CHROMIUM", "LMP_SHARED_DIR"}


def pytest_configure() -> None:
    """Put the guards in place before any test module is imported; a slow machine is no fault."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # what a worker compiles of tests is for all
    guards.install()
    settings.register_profile(
        "any-machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
    )
    settings.load_profile("any-machine")


@pytest.hookimpl(optionalhook=True)  # whoever runs tests without plug-ins has none of its hooks
def pytest_xdist_auto_num_workers() -> int:
    """Three workers for two cores: tests wait at times for a browser, a server, a process."""
    return min((3 * (os.cpu_count() or 1) + 1) // 2, MOST_WORKERS)


@pytest.hookimpl(tryfirst=True)
def pytest_collection(session: pytest.Session) -> None:
    """Import this worker's share of the tests first, so that each is compiled by one worker only.

    To make an `assert` tell what it saw takes as long as importing all that the tests need.
    """
    worker, workers = (os.environ.get(f"PYTEST_XDIST_WORKER{end}") for end in ("", "_COUNT"))
    if worker is None or workers is None:
        return
    gc.disable()  # what is imported and collected stays: nothing of it is garbage
    named = [Path(argument.split("::")[0]) for argument in session.config.args]
    found = {one for path in named for one in (*path.rglob("test_*.py"), path)}
    files = sorted(path for path in found if path.suffix == ".py")
    for path in files[int(worker.removeprefix("gw")) :: int(workers)]:
        with contextlib.suppress(Exception, pytest.skip.Exception):  # told when it is collected
            place = path.resolve(strict=True).relative_to(ROOT).with_suffix("")
            importlib.import_module(".".join(place.parts))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what drives a browser, and begin with slow files, so that no worker ends long last.

    A browser that shares two cores with three others may answer too late: such a test has a second
    try, and the summary names it.
    """
    slow: set[Path] = set()
    browser: set[Path] = set()
    for item in items:
        if BROWSER_FIXTURES & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.flaky(reruns=1))
            browser.add(item.path)
        if item.get_closest_marker("slow"):
            slow.add(item.path)
    items.sort(key=lambda item: (item.path not in slow, item.path not in browser))


def pytest_collection_finish() -> None:
    """What is there before the first test is no garbage, and need not be looked through for any."""
    gc.collect()
    gc.freeze()
    gc.enable()
    look_rarely()


@pytest.fixture(scope="session", autouse=True)
def _fresh_machine(tmp_path_factory):
    """The home, workspace and settings of whoever runs the tests neither matter nor change."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("LMP_")]:
            if name not in KEPT_SETTINGS:
                patch.delenv(name)
        patch.setenv("HOME", str(home))
        patch.setenv("USERPROFILE", str(home))
        patch.setenv("LMP_WORKSPACE_DIR", str(home / "lmp-workspace"))
        guards.allow_writing_to(tmp_path_factory.getbasetemp())
        yield


@pytest.fixture(scope="session", autouse=True)
def _warm_reader():
    """Files from outside are read without waiting for a process to import its libraries anew."""
    if sys.platform != "linux":
        yield
        return
    reader = WarmReader(isolated._run)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(isolated, "_run", reader)
        yield
    reader.stop()


@pytest.fixture
def cold_reader(monkeypatch):
    """Files from outside are read by a process of their own, as the tool starts it."""
    monkeypatch.setattr(isolated, "_run", START_READER)


@pytest.fixture(autouse=True)
def _guarded():
    """Fail a test that used the network or wrote where it should not, even if it went on."""
    with guards.watching() as violations:
        yield
    assert not violations, "; ".join(violations)


@pytest.fixture(autouse=True)
def _same_main_module():
    """AppTest puts its script in the place of `__main__`, which new processes import."""
    main = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = main


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared_dir() -> Path:
    """Material for tests that lies beside the checkout; tests that need it are skipped without."""
    folder = Path(os.environ.get("LMP_SHARED_DIR") or ROOT.parent / "shared")
    if not folder.is_dir():
        pytest.skip(f"no folder {folder.name} beside the checkout (LMP_SHARED_DIR names another)")
    return folder
