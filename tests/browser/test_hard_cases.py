"""Figures that are hard to map, in a real browser: each is a map whose key counts every place."""

import pytest

from tests.browser.own_pack import ISO3, write_pack
from tests.browser.rest import at_rest
from tests.browser.server import AppServer
from tests.browser.test_map_kinds import DRAWN, FRAME, inside

NAMES = [f"Place {number}" for number in range(10)]
MISSING = (None, "M")
FIGURES = {
    "one_value": [(3.5, "A")] * 10,
    "one_place": [(3.5, "A"), *[MISSING] * 9],
    "losses_and_gains": [(100.0 * number - 400, "A") for number in range(10)],
    "far_apart": [(1e15, "A"), (1e-9, "A"), *[(5.0, "A")] * 8],
    "all_zero": [(0.0, "A")] * 10,
    "equal_numbers_of_people": [(4, "A")] * 10,
}
KEYS = {  # what the key says, and of how many places
    "one_value": [("3.5", 10), ("Zero", 0), ("No data", 0), ("Not shown (protected)", 0)],
    "one_place": [("3.5", 1), ("Zero", 0), ("No data", 9), ("Not shown (protected)", 0)],
    "losses_and_gains": [
        ("-500.0 to -200.0", 3),
        ("-200.0 to 200.0", 4),  # zero is in the middle here, not a mark of its own
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


@pytest.mark.browser
@pytest.mark.parametrize(
    ("asked", "said"),
    [("classes=60", "2, 3, 4, 5, 6, 7"), ("period=1492", "2024"), ("kind=flows", "streams")],
)
def test_what_cannot_be_drawn_is_said_with_what_can(hard_app, page, asked, said) -> None:
    page.goto(f"{hard_app}&indicator=one_value&{asked}")
    page.get_by_text(said).first.wait_for()
