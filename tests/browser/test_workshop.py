"""The community map in a real browser: drawing, losing nothing, the board on the wall."""

import itertools
import json
from dataclasses import replace

import pytest
from playwright.sync_api import expect

from mapping.community.gate import open_gate
from mapping.community.remarks import Ballot, Comment, Round
from mapping.community.text import clean_name, clean_note
from mapping.community.workshop import AgendaItem
from tests.browser.hall import (
    BOUNDS,
    PHONE,
    choose,
    come_in,
    tap,
    wait_until_saved,
    waiting,
)
from tests.browser.rest import at_rest, until
from tests.browser.server import ROOT
from tests.mapping.community.drawing import (
    AREA,
    LEGEND,
    a_workshop,
    content,
    operation,
    settings_of,
)


def test_each_shape_is_saved_at_once_and_still_there_after_a_reload(hall):
    page = hall.open()
    choose(page, "Water point")
    tap(page, 0.3, 0.3)
    page.get_by_label("Note (optional)").fill("dry in May")
    page.get_by_role("button", name="Save note").click()
    choose(page, "Anything", "Line")
    for x, y in ((0.1, 0.6), (0.3, 0.7), (0.5, 0.6)):
        tap(page, x, y)
    page.get_by_role("button", name="Finish").click()
    page.get_by_role("button", name="Area", exact=True).click()
    for x, y in ((0.6, 0.2), (0.8, 0.2), (0.8, 0.5), (0.6, 0.2)):  # closed by its first corner
        tap(page, x, y)
    wait_until_saved(page)
    features = hall.features()
    kinds = sorted(feature.content.geometry.kind for feature in features)
    assert kinds == ["area", "line", "point"]
    assert {feature.content.note for feature in features} == {"dry in May", ""}
    page.reload()
    page.get_by_text("Drawn so far (3)").wait_for()


def test_a_double_click_finishes_a_line_and_adds_no_corner(hall):
    page = hall.open()
    choose(page, "Anything", "Line")
    tap(page, 0.2, 0.5)
    box = page.locator(".folium-map").bounding_box()
    page.mouse.dblclick(box["x"] + box["width"] * 0.5, box["y"] + box["height"] * 0.5)
    wait_until_saved(page)
    (feature,) = hall.features()
    assert len(feature.content.geometry.coordinates) == 2


def test_what_is_typed_is_kept_even_if_nobody_presses_save(hall):
    page = hall.open()
    choose(page, "Water point")
    tap(page, 0.3, 0.3)
    page.get_by_label("Note (optional)").fill("first")
    tap(page, 0.6, 0.6)
    page.get_by_label("Note (optional)").fill("second")
    page.reload()
    page.get_by_text("Drawn so far (2)").wait_for()
    wait_until_saved(page)
    assert sorted(feature.content.note for feature in hall.features()) == ["first", "second"]


def test_undo_redo_change_and_delete_are_operations_in_the_log(hall):
    page = hall.open()
    choose(page, "Water point")
    tap(page, 0.3, 0.3)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Undo", exact=True).click()
    page.get_by_text("Drawn so far (0)").wait_for()
    page.get_by_role("button", name="Redo", exact=True).click()
    page.get_by_text("Drawn so far (1)").wait_for()
    page.get_by_role("button", name="Cancel").click()
    tap(page, 0.3, 0.3)
    page.get_by_role("button", name="Change shape").click()
    handle = page.locator(".lmp-handle").bounding_box()
    page.mouse.move(handle["x"] + 14, handle["y"] + 14)
    page.mouse.down()
    page.mouse.move(handle["x"] + 114, handle["y"] + 64, steps=4)
    page.mouse.up()
    page.get_by_role("button", name="Done").click()
    wait_until_saved(page)
    (feature,) = hall.features()
    log = hall.store.history(hall.workshop.workshop_id, feature.feature_id)
    assert [entry.operation.kind for entry in log] == ["put", "delete", "restore", "edit"]
    before, after = (log[index].operation.content.geometry.coordinates for index in (0, 3))
    assert after[0] > before[0]
    assert after[1] < before[1]
    assert not any(entry.conflict for entry in log)


def test_points_and_lines_are_drawn_by_keyboard_alone(hall):
    page = hall.open()
    page.keyboard.press("a")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    page.keyboard.press("b")
    page.keyboard.press("2")
    page.keyboard.press("Enter")
    for _ in range(2):
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(400)
    page.keyboard.press("Enter")
    page.keyboard.press("Space")
    wait_until_saved(page)
    assert sorted(f.content.geometry.kind for f in hall.features()) == ["line", "point"]
    page.keyboard.press("Escape")
    page.keyboard.press("Control+z")
    page.get_by_text("Drawn so far (1)").wait_for()


# Faces of the tool's own typeface that a page has asked for.
FACES = """async () => {
    await document.fonts.ready;
    return [...document.fonts].filter(({ status }) => status !== "unloaded").length;
}"""


def test_a_laptop_draws_in_the_tools_own_letters_and_a_phone_in_its_own(hall):
    laptop = hall.open()
    until(laptop, lambda: laptop.evaluate(FACES) > 0)
    phone = hall.open(**PHONE)
    at_rest(phone)
    assert phone.evaluate(FACES) == 0


def test_categories_keep_their_colours_where_the_system_has_its_own(hall):
    seen = "one => getComputedStyle(one).backgroundColor"
    plain, forced = hall.open(), hall.open(forced_colors="active")
    colours = [page.locator(".lmp-category .lmp-swatch") for page in (plain, forced)]
    assert colours[1].count() > 1
    for index in range(colours[0].count()):
        assert colours[0].nth(index).evaluate(seen) == colours[1].nth(index).evaluate(seen)


def test_a_thumb_draws_an_area_on_a_phone(hall, assert_accessible):
    page = hall.open(**PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.locator(".lmp-category", has_text="Anything").tap()
    page.get_by_role("button", name="Area").tap()
    for x, y in ((100, 100), (220, 130), (200, 260)):
        page.touchscreen.tap(x, y)
    finish = page.get_by_role("button", name="Finish")
    small = page.evaluate(
        "[...document.querySelectorAll('button, input')].filter((one) => one.offsetParent)"
        ".filter((one) => one.offsetHeight < 36).map((one) => one.outerHTML)"
    )
    assert small == []
    assert_accessible(page)
    finish.tap()
    wait_until_saved(page)
    (feature,) = hall.features()
    assert feature.content.geometry.kind == "area"


@pytest.mark.usefixtures("broken_network")
def test_leaving_is_warned_of_only_while_something_waits(hall):
    page = hall.open()
    choose(page, "Anything")
    tap(page, 0.5, 0.5)
    wait_until_saved(page)
    warned = (
        "(() => { const e = new Event('beforeunload', { cancelable: true });"
        " dispatchEvent(e); return e.defaultPrevented; })()"
    )
    assert page.evaluate(warned) is False
    page.context.set_offline(True)
    tap(page, 0.3, 0.3)
    assert page.evaluate(warned) is True
    page.context.set_offline(False)
    wait_until_saved(page)


def test_a_reader_is_told_why_a_shape_was_not_kept_and_the_rest_goes_on(hall):
    page = hall.open()
    choose(page, "Anything")
    page.evaluate("lmpPage.category = { ...lmpPage.category, id: 'fire' }")
    tap(page, 0.5, 0.5)
    page.get_by_text("its category is not in the legend").first.wait_for()
    page.keyboard.press("Escape")
    page.evaluate("lmpPage.category = { ...lmpPage.category, id: 'any' }")
    tap(page, 0.6, 0.6)
    until(page, lambda: not waiting(page) and len(hall.features()) == 1)
    kept = page.evaluate(
        "Object.keys(localStorage).filter((key) => key.includes('refused')).length"
    )
    assert kept == 1


@pytest.mark.usefixtures("broken_network")
def test_two_people_changing_one_feature_see_both_versions_and_choose(hall):
    made = operation(hall.workshop.workshop_id, content=content(AREA, note="the well"))
    hall.store.append(made)
    page = hall.open(fragment="#facilitator")
    page.get_by_text("Drawn so far (1)").click()
    page.context.set_offline(True)
    page.locator(".lmp-list li button").click()
    page.get_by_label("Note (optional)").fill("the spring")
    page.get_by_role("button", name="Save note").click()
    elsewhere = {"feature_id": made.feature_id, "base_version": 1}
    changed = content(AREA, note="the tap")
    hall.store.append(operation(hall.workshop.workshop_id, "edit", content=changed, **elsewhere))
    page.context.set_offline(False)
    wait_until_saved(page)
    (feature,) = hall.features()
    assert feature.content.note == "the tap"
    assert [other.content.note for other in feature.others] == ["the spring"]
    page.locator(".lmp-list li button", has_text="the tap").click()
    page.locator(".lmp-version", has_text="the spring").get_by_role("button").click()
    wait_until_saved(page)
    (feature,) = hall.features()
    assert (feature.content.note, feature.others) == ("the spring", ())


def test_a_change_that_arrives_while_somebody_types_is_met_and_not_overwritten(hall):
    made = operation(hall.workshop.workshop_id, content=content(AREA, note="the well"))
    hall.store.append(made)
    page = hall.open(fragment="#facilitator")
    page.get_by_text("Drawn so far (1)").click()
    page.locator(".lmp-list li button").click()
    elsewhere = {"feature_id": made.feature_id, "base_version": 1}
    changed = content(AREA, note="the tap")
    hall.store.append(operation(hall.workshop.workshop_id, "edit", content=changed, **elsewhere))
    page.locator(".lmp-list li button", has_text="the tap").wait_for()
    page.keyboard.press("Escape")  # nothing was typed: nothing is sent
    page.locator(".lmp-list li button").click()
    page.get_by_label("Note (optional)").fill("the spring")
    again = elsewhere | {"base_version": 2}
    changed = content(AREA, note="the pump")
    hall.store.append(operation(hall.workshop.workshop_id, "edit", content=changed, **again))
    page.locator(".lmp-list li button", has_text="the pump").wait_for()
    page.get_by_role("button", name="Save note").click()
    wait_until_saved(page)
    (feature,) = hall.features()
    assert feature.content.note == "the pump"
    assert [other.content.note for other in feature.others] == ["the spring"]


def test_the_board_fills_while_others_draw_and_hides_its_legend(hall, assert_accessible):
    board = hall.open("board")
    page = hall.open()
    choose(page, "Water point")
    tap(page, 0.4, 0.4)
    board.locator(".lmp-board-legend li", has_text="Water point1").wait_for()
    expect(board.locator(".lmp-wall-bar")).to_have_css("opacity", "0")
    assert_accessible(board)
    board.keyboard.press("l")
    expect(board.locator(".lmp-board-legend")).not_to_be_visible()
    board.keyboard.press("l")
    expect(board.locator(".lmp-board-legend")).to_be_visible()


def test_the_drawing_view_is_accessible_in_each_of_its_states(hall, assert_accessible):
    page = hall.open()
    assert_accessible(page)
    choose(page, "Anything", "Area")
    tap(page, 0.3, 0.3)
    assert_accessible(page)
    choose(page, "Water point")
    tap(page, 0.5, 0.5)
    page.get_by_text("Drawn so far (1)").click()
    assert_accessible(page)


def test_hostile_text_in_every_other_field_is_text_on_phone_and_wall(hall, shared_dir):
    hostile = json.loads((shared_dir / "corpus/own/text/hostile_text.json").read_text("utf-8"))
    texts = [clean_name(text) for text in hostile if len(text) <= 80 and clean_note(text)]
    texts = [text for text in dict.fromkeys(texts) if "<" in text or "{" in text or "$" in text]
    once = itertools.cycle(texts)
    legend = tuple(
        replace(line, other_label=next(once), icon="<{", questions=(next(once), next(once)))
        for line in LEGEND
    )
    hall.workshop = a_workshop(
        hall.store,
        bounds=BOUNDS,
        legend=legend,
        purpose=next(once),
        consent=next(once),
        groups=tuple(texts[:4]),
        agenda=tuple(AgendaItem(title=text, minutes=5) for text in texts[4:8]),
    )
    where = hall.workshop.workshop_id
    marks = []
    for group in hall.workshop.groups:
        said = replace(content(note=next(once)), answers=(next(once), next(once)))
        made = operation(where, content=said, group=group, actor=next(once))
        hall.store.append(made)
        marks.append(made.feature_id)
        remark = Comment(about=made.feature_id, text=next(once))
        hall.store.append(operation(where, content=remark, actor=next(once)))
    asked = Round(title=next(once), ballot=Ballot.DOTS, marks=tuple(marks))
    hall.store.append(operation(where, content=asked))
    wall = hall.open("board")
    wall.keyboard.press("t")
    for key in "avrp?":
        wall.keyboard.press(key)
        wall.locator(".lmp-sheet h2").wait_for()
    wall.keyboard.press("Escape")
    expect(wall.locator(".lmp-groups bdi")).to_have_text(list(hall.workshop.groups))
    phone = come_in(hall, open_gate(settings_of(hall.server.workspace)).open(where).code, texts[0])
    expect(phone.locator(".lmp-vote-now")).to_contain_text(asked.title)
    guide = hall.open(fragment="#facilitator")
    guide.get_by_text("Log of all changes").click()
    expect(guide.locator(".lmp-log li")).not_to_have_count(0)
    guide.get_by_text("Drawn so far (4)").click()
    guide.locator(".lmp-list li button").first.click()
    expect(guide.locator(".lmp-comments li span").first).to_be_visible()
    for page in (wall, phone, guide):
        assert page.evaluate("window.__pwn") is None


def test_hostile_labels_titles_and_notes_are_shown_as_typed(hall, shared_dir):
    text_files = ("own/text/hostile_text.json", "upstream/blns/blns.json")
    hostile, naughty = (
        json.loads((shared_dir / "corpus" / name).read_text("utf-8")) for name in text_files
    )
    labels = [text[:80] for text in hostile if len(text) <= 200 and clean_note(text)][:48]
    for start in range(0, len(labels), 24):
        some = labels[start : start + 24]
        legend = [
            type(LEGEND[1])(id=f"c{row}", label=label, colour="#0072b2", kinds=LEGEND[1].kinds)
            for row, label in enumerate(some)
        ]
        workshop = a_workshop(hall.store, title=some[1], legend=legend, bounds=BOUNDS)
        for kind, labelled in (
            ("workshop", ".lmp-category bdi"),
            ("board", ".lmp-board-legend bdi"),
        ):
            page = hall.open(kind, workshop=workshop)
            assert page.locator(labelled).all_text_contents() == [clean_name(text) for text in some]
            assert page.locator("h1").text_content() == clean_name(some[1])
            assert page.evaluate("window.__pwn") is None
    notes = [text for text in (*hostile, *naughty) if len(text) <= 2000 and clean_note(text)]
    for note in notes:
        hall.store.append(operation(hall.workshop.workshop_id, content=content(note=note)))
    page = hall.open(fragment="#facilitator")
    page.get_by_text(f"Drawn so far ({len(notes)})").click()
    shown = page.locator(".lmp-list li bdi").all_text_contents()
    assert shown == [clean_note(note) for note in notes]
    for index in (0, 5, 7):
        page.locator(".lmp-list li button").nth(index).click()
        assert page.get_by_label("Note (optional)").input_value() == clean_note(notes[index])
    box = page.locator(".folium-map").bounding_box()
    page.mouse.move(box["x"] + 5, box["y"] + 5)
    where = page.evaluate(
        "(({ x, y }) => [x, y])(lmpPage.map.latLngToContainerPoint([27.7, 85.3]))"
    )
    for shift in (0, 1, 2):  # Leaflet looks at the pointer no more than thirty times a second
        page.wait_for_timeout(100)
        page.mouse.move(box["x"] + where[0] + shift, box["y"] + where[1])
    page.locator(".lmp-tip").wait_for()
    page.wait_for_timeout(200)
    assert page.evaluate("window.__pwn") is None
    assert not list(hall.server.workspace.parent.rglob("lmp_pwned"))
    assert not list(ROOT.glob("lmp_pwned"))


def test_a_facilitator_opens_a_workshop_and_finds_its_ways_in(hall, page_faults):
    page = hall.new_page()
    page.goto(f"{hall.server.url}/community")
    page.get_by_text("Projector").first.wait_for()  # the page is whole
    at_rest(page)
    page.get_by_text("Open a workshop").click()
    page.get_by_label("Title of the workshop").fill("[x](javascript:1) *Hall* of Dhading")
    page.get_by_label("Title of the workshop").press("Tab")
    at_rest(page)
    page.get_by_role("button", name="Open the workshop").click()
    page.get_by_text("[x](javascript:1) *Hall* of Dhading").wait_for()
    at_rest(page)
    newest = hall.store.workshops()[0]
    assert newest.title == "[x](javascript:1) *Hall* of Dhading"
    link = page.locator(f"a[href*='workshop/{newest.workshop_id}']").first
    with page.expect_popup() as popup:
        link.click()
    popup.value.locator(".lmp-category").first.wait_for()
    page.get_by_role("button", name="Take home").first.click()
    page.locator(f"a[href*='{newest.workshop_id}/export/geojson']").wait_for()
    at_rest(page)
    with page.expect_download() as download:
        page.locator(f"a[href*='{newest.workshop_id}/export/geojson']").click()
    assert download.value.suggested_filename.endswith(".geojson")
    # Streamlit looks for itself below the address of a page before it finds itself at the root.
    page_faults[:] = [fault for fault in page_faults if "/community/_stcore/" not in fault]


def test_two_phones_come_in_by_the_code_on_the_wall_and_see_their_own_marks_only(
    hall, assert_accessible
):
    groups = ("<b>Women</b> {{7*7}}", "Elders")
    asked = replace(LEGEND[0], questions=("Who {{7*7}}?", "When?"), icon="≈", other_label="पानी")
    legend = (asked, LEGEND[1])
    hall.workshop = a_workshop(
        hall.store, bounds=BOUNDS, groups=groups, consent="We agree.", legend=legend
    )
    board = hall.open("board")
    opening = open_gate(settings_of(hall.server.workspace)).open(hall.workshop.workshop_id)
    code = board.locator(".lmp-way-in strong")
    code.wait_for()
    assert code.text_content() == f"{opening.code[:4]} {opening.code[4:]}"
    assert board.locator(".lmp-qr path").get_attribute("d").count("M") > 200
    assert board.locator(".lmp-way-in p").text_content().endswith("/enter")
    assert_accessible(board)
    board.keyboard.press("c")
    expect(code).not_to_be_visible()
    phones = [come_in(hall, opening.code, group) for group in groups]
    for number, phone in enumerate(phones):
        phone.locator(".lmp-category", has_text="Water point").tap()
        phone.touchscreen.tap(120 + 60 * number, 180)
        phone.get_by_label("When?").fill(f"in May {number}")
        phone.get_by_role("button", name="Save note").tap()
        wait_until_saved(phone)
    board.locator(".lmp-board-legend li", has_text="2").first.wait_for()
    for phone in phones:
        phone.wait_for_timeout(2100)  # one more look at the server
        assert phone.evaluate("lmpPage.board.drawn.length") == 1
    assert sorted(feature.group for feature in hall.features()) == sorted(groups)
    answers = sorted(feature.content.answers for feature in hall.features())
    assert answers == [("", "in May 0"), ("", "in May 1")]
    assert len({feature.author for feature in hall.features()}) == 2
    stranger = hall.new_page(**PHONE)
    stranger.goto(f"{hall.server.url}/enter?code=12345678")
    assert stranger.get_by_label("Code").input_value() == "12345678"
    assert_accessible(stranger)
