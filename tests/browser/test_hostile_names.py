"""Text from outside is shown as typed and never runs, from the map to the downloaded files."""

import json
import unicodedata

import pytest

from tests.browser.own_pack import ISO3, write_pack
from tests.browser.rest import at_rest

FRAME = "iframe[src*='map/frame']"
OWN = [
    "{{7*7}}",
    "Camp {#3}",
    "${window.__pwn=1}",
    "<script>window.__pwn=1</script>",
    "</script><script>window.__pwn=1</script>",
    '<img src=x onerror="window.__pwn=1">',
    "`);window.__pwn=1;(`",
    "![b](http://127.0.0.1:8798/beacon.png)",
    "[x](javascript:window.__pwn=1)",
    "नेपाल",
    "O'Brien & Sons",
]


def _printable(text: str) -> bool:
    # A boundary file whose names start or end with a space is refused, with its row.
    return text == text.strip() != "" and all(
        unicodedata.category(c) not in {"Cc", "Cs"} for c in text
    )


def _shared(folder) -> list[str]:
    found: list[str] = []
    for path in (
        folder / "corpus" / "own" / "text" / "hostile_text.json",
        folder / "corpus" / "upstream" / "blns" / "blns.json",
    ):
        found += json.loads(path.read_text("utf-8"))
    return found


@pytest.fixture
def names(request) -> list[str]:
    try:
        shared = _shared(request.getfixturevalue("shared_dir"))
    except pytest.skip.Exception:
        shared = []
    unique = dict.fromkeys(name for name in OWN + shared if _printable(name))
    return [name for name in unique if len(name) <= 600]


def _folded(text: str) -> str:
    """As a reader sees it: white space is one space."""
    return " ".join(text.split())


def test_hostile_names_and_labels_are_shown_as_typed_and_nothing_runs(
    page, new_page, new_app, names, tmp_path
):
    workspace = tmp_path / "hostile"
    label, note = "{{7*7}} <b>label</b> ${1} [x](javascript:1)", "<script>window.__pwn=1</script>{#"
    write_pack(workspace, names, label=label, note=note)
    app = new_app(workspace)
    page.goto(f"{app.url}/?country={ISO3}")
    frame = page.frame_locator(FRAME)
    _open_table(frame)
    _assert_shown(frame.locator("body"), names, label, note)
    _assert_nothing_ran(page)

    at_rest(page)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Map as HTML").click()
    kept = tmp_path / "map.html"
    kept.write_bytes(waiting.value.path().read_bytes())
    alone = new_page()
    alone.goto(kept.as_uri())
    _open_table(alone)
    _assert_shown(alone.locator("body"), names, label, note)
    _assert_nothing_ran(alone)

    reader = new_page()
    for number in (0, 1, 3, 5, 7):
        reader.goto(f"{app.url}/profiles/{ISO3}/XH{number:04}")
        assert _folded(names[number]) == _folded(reader.locator("h1").inner_text())
        _assert_nothing_ran(reader)
    assert "Traceback" not in app.log()
    assert "49" not in frame.locator(".lmp-legend h2").inner_text()


def _open_table(view) -> None:
    """Large sets keep the table closed, and show it in parts."""
    view.locator(".lmp-more, .lmp-table tbody tr").first.wait_for()
    while view.locator(".lmp-more").count():
        view.locator(".lmp-more").click()
        view.locator(".lmp-table tbody tr").first.wait_for()


def _assert_shown(body, names, label, note) -> None:
    cells = body.locator(".lmp-table tbody td:first-child").all_text_contents()
    assert sorted(map(_folded, cells)) == sorted(map(_folded, names))
    assert _folded(label) in _folded(body.locator(".lmp-legend h2").inner_text())
    assert _folded(note) in _folded(body.locator(".lmp-foot").inner_text())


def _assert_nothing_ran(page) -> None:
    for inner in page.frames:
        assert inner.evaluate("window.__pwn") is None
