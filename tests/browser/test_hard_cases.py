"""Figures that are hard to map, in a real browser: each is a map whose key counts every place."""

import re
import zipfile

import pytest
from playwright.sync_api import expect
from shapely import box

from tests.browser.own_pack import ISO3, write_pack
from tests.browser.rest import at_rest
from tests.browser.server import AppServer
from tests.browser.test_map_kinds import DRAWN, FRAME, inside

HELD = re.compile("/(values|messages)/")  # where a map's figures and its message are fetched
NAMES = [f"Place {number}" for number in range(10)]
MISSING = (None, "M")
FIGURES = {
    "one_value": [(3.5, "A")] * 10,
    "one_place": [(3.5, "A"), *[MISSING] * 9],
    "losses_and_gains": [(100.0 * number - 400, "A") for number in range(10)],
    "far_apart": [(1e15, "A"), (1e-9, "A"), *[(5.0, "A")] * 8],
    "all_zero": [(0.0, "A")] * 10,
    "equal_numbers_of_people": [(4, "A")] * 10,
    "people_who_left_and_came": [(100.0 * number - 400, "A") for number in range(10)],
}
KEYS = {  # what the key says, and of how many places
    "one_value": [("3.5", 10), ("Zero", 0), ("No data", 0), ("Not shown (protected)", 0)],
    "one_place": [("3.5", 1), ("Zero", 0), ("No data", 9), ("Not shown (protected)", 0)],
    "losses_and_gains": [
        ("−500.0 to −200.0", 3),
        ("−200.0 to 200.0", 4),  # zero is in the middle here, not a mark of its own
        ("200.0 to 500.0", 3),
        ("No data", 0),
        ("Not shown (protected)", 0),
    ],
    "far_apart": [
        ("0.0–1,000,000,000,000,000.0", 10),
        ("Zero", 0),
        ("No data", 0),
        ("Not shown (protected)", 0),
    ],
    "all_zero": [("Zero", 10), ("No data", 0), ("Not shown (protected)", 0)],
    "equal_numbers_of_people": [
        ("0.2", 0),
        ("1.0", 0),
        ("4.0", 10),
        ("Zero", 0),
        ("No data", 0),
        ("Not shown (protected)", 0),
    ],
    "people_who_left_and_came": [
        ("20.0", 0),
        ("100.0", 2),
        ("500.0", 7),
        ("above zero", 5),
        ("below zero", 4),
        ("Zero", 1),
        ("No data", 0),
        ("Not shown (protected)", 0),
    ],
}


@pytest.fixture(scope="module")
def hard_app(tmp_path_factory):
    workspace = tmp_path_factory.mktemp("hard") / "workspace"
    write_pack(workspace, NAMES, label="Share", note="Invented.", figures=FIGURES)
    server = AppServer(workspace).start()
    yield f"{server.url}/?country={ISO3}&level=ADM1"
    server.stop()
    assert "Traceback" not in server.log(), server.log()[-4000:]


@pytest.mark.browser
def test_hard_figures_are_a_map_whose_key_counts_every_place(hard_app, page) -> None:
    for code, key in KEYS.items():
        page.goto(f"{hard_app}&indicator={code}")
        rows = page.frame_locator(FRAME).locator(".lmp-legend li")
        rows.last.wait_for()
        at_rest(page)
        said = [
            tuple(text.replace("\n", " ").split(" places")[0].rsplit(" ", 1))
            for text in rows.all_inner_texts()
        ]
        assert [(label.strip(), int(count)) for label, count in said] == key, code
        assert inside(page).evaluate(DRAWN) > 0, code


COPIED = """table => {
    getSelection().selectAllChildren(table);
    const clipboardData = new DataTransfer();
    const event = new ClipboardEvent("copy", { clipboardData, bubbles: true, cancelable: true });
    table.dispatchEvent(event);
    return event.clipboardData.getData("text/plain");
}"""


@pytest.mark.browser
def test_a_loss_that_is_copied_is_a_number_for_a_spreadsheet(hard_app, page) -> None:
    page.goto(f"{hard_app}&indicator=losses_and_gains")
    table = page.frame_locator(FRAME).locator(".lmp-table table")
    expect(table).to_contain_text("\u2212400.0")
    copied = table.evaluate(COPIED)
    assert "\t-400.0" in copied
    assert "\u2212" not in copied


@pytest.mark.browser
@pytest.mark.parametrize(
    ("asked", "said"),
    [("classes=60", "2, 3, 4, 5, 6, 7"), ("period=1492", "2024"), ("kind=flows", "streams")],
)
def test_what_cannot_be_drawn_is_said_with_what_can(hard_app, page, asked, said) -> None:
    page.goto(f"{hard_app}&indicator=one_value&{asked}")
    page.get_by_text(said).first.wait_for()


FAR = [(0, 0), (1, 0), (0, 1), (1, 1), (47, -2), (-45, 3)]  # 5,000 km to either side
ROOM = """() => {
    const { x, y } = lmp.coverage.map.getSize();
    return Array.from({ length: lmp.coverage.places }, (_, place) => {
        const at = lmp.coverage.pointOf(place);
        return Math.min(at.x, at.y, x - at.x, y - at.y) - lmp.coverage.radiusOf(place);
    });
}"""


@pytest.fixture
def far_app(tmp_path, new_app):
    write_pack(
        tmp_path,
        [f"Isle {number}" for number in range(len(FAR))],
        label="People",
        note="Invented.",
        figures={"people": [(1000.0 * (number + 1), "A") for number in range(len(FAR))]},
        polygons=[box(x, y, x + 0.3 + 0.7 * (x < 2 > y), y + 1) for x, y in FAR],
        streams=[(number, number, 100 * (number + 1)) for number in range(len(FAR))],
    )
    return f"{new_app(tmp_path).url}/?country={ISO3}&level=ADM1&indicator=people"


def test_places_far_apart_are_seen_whole_and_moves_within_them_are_listed(far_app, page) -> None:
    for shape in ("map", "insets"):
        page.goto(f"{far_app}&shape={shape}")
        page.frame_locator(FRAME).locator(".lmp-legend h2").wait_for()
        at_rest(page)
        assert min(inside(page).evaluate(ROOM)) > 0, shape

    page.goto(f"{far_app}&kind=flows")
    frame = page.frame_locator(FRAME)
    expect(frame.locator(".lmp-legend")).to_contain_text("There is no stream that can be shown.")
    at_rest(page)
    rows = frame.locator(".lmp-table tbody tr").all_inner_texts()
    assert [row.split("\t")[-1].strip() for row in rows] == [
        "600",
        "500",
        "400",
        "300",
        "200",
        "100",
    ]
    expect(frame.locator("#lmp-spoken")).to_contain_text("Highest: Isle 5, 600 persons.")
    assert inside(page).evaluate(DRAWN) > 0


HIDDEN = 4  # people, below the threshold; of 1,237 they are 3.2336 in a thousand
MOVED = {
    "pop_total": [(float(1237 + 61 * number), "A") for number in range(10)],
    "moved_people": [(float(people), "A") for people in (HIDDEN, *range(120, 300, 20))],
}
RATE = 'formula = "ratio"\nnumerator = "moved_people"\nmultiplier = 1000\ndenominator = "pop_total"'


@pytest.fixture
def protected_app(tmp_path, new_app):
    more = {"moved_people": "protected = true", "moved_rate": RATE}
    write_pack(tmp_path, NAMES, label="Moved", note="Invented.", figures=MOVED, more=more)
    return f"{new_app(tmp_path).url}/?country={ISO3}&level=ADM1&indicator=moved_rate"


def test_a_rate_beside_a_hidden_count_is_told_by_nothing_that_is_sent(protected_app, page) -> None:
    received: list[bytes] = []
    answers = []
    page.on("response", lambda answer: HELD.search(answer.url) and answers.append(answer))
    page.on(
        "websocket",
        lambda socket: socket.on(
            "framereceived",
            lambda body: received.append(body if isinstance(body, bytes) else body.encode()),
        ),
    )
    page.goto(protected_app)
    frame = page.frame_locator(FRAME)
    hidden = frame.locator(".lmp-table tbody tr", has_text="Place 0")
    hidden.wait_for()
    at_rest(page)
    shown = frame.locator(".lmp-table tbody tr").all_inner_texts()
    not_shown = [row for row in shown if "not shown" in row]
    assert "Place 0" in " ".join(not_shown)
    assert len(shown) == len(NAMES)
    key = frame.locator(".lmp-legend li").all_inner_texts()
    counted = next(text for text in key if "Not shown" in text).split("\n")[1]
    assert int(counted) == len(not_shown)

    hidden.locator("button").click()
    expect(frame.locator(".lmp-figure")).to_have_text("not shown")
    frame.get_by_role("button", name="Edit").click()  # every other way to class the figures
    frame.get_by_label("Number of classes").wait_for()
    at_rest(page)
    for name in ("Table as CSV", "Table as XLSX"):
        with page.expect_download() as download:
            page.get_by_role("button", name=name).click()
        received += unpacked(download.value.path())
    received += [answer.body() for answer in answers]
    received.append(frame.locator("body").inner_html().encode())
    assert any(b"not shown" in body for body in received)
    assert not any(b"3.23" in body for body in received)


def unpacked(path) -> list[bytes]:
    if not zipfile.is_zipfile(path):
        return [path.read_bytes()]
    with zipfile.ZipFile(path) as file:
        return [file.read(name) for name in file.namelist()]
