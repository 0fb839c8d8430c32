"""A session in the hall: correcting together, leading from the wall, voting by phone."""

from dataclasses import replace

import pytest
from playwright.sync_api import expect

from mapping.community.gate import open_gate
from mapping.community.workshop import AgendaItem
from tests.browser.hall import BOUNDS, choose, come_in, tap, wait_until_saved
from tests.mapping.community.drawing import LEGEND, a_workshop, content, operation, settings_of
from tests.mapping.community.test_photos import CANARY, a_photo

GROUPS = ("Women", "<b>Elders</b> {{7*7}}")
NEAR = {"type": "Point", "coordinates": [85.31, 27.71]}
FAR = {"type": "Point", "coordinates": [86.0, 28.0]}


@pytest.fixture
def session(hall):
    """Three marks of two groups on the map."""
    hall.workshop = a_workshop(
        hall.store,
        bounds=BOUNDS,
        groups=GROUPS,
        agenda=(AgendaItem(title="Welcome", minutes=15), AgendaItem(title="Draw", minutes=45)),
        legend=(replace(LEGEND[0], questions=("Who?",)), LEGEND[1]),
    )
    for shape, note, group in ((NEAR, "well", 0), (FAR, "spring", 0), (NEAR, "the well", 1)):
        made = content(shape, note=note, category_id="water")
        hall.store.append(
            operation(hall.workshop.workshop_id, content=made, group=GROUPS[group], actor="Sita")
        )
    return hall


def standing(hall):
    return {one.content.note: one.content for one in hall.features() if one.is_drawn}


def pick_from_list(page, note):
    if page.locator(".lmp-list").get_attribute("open") is None:
        page.locator(".lmp-list summary").click()
    page.locator(".lmp-list li button", has_text=note).first.click()
    page.locator(".lmp-card").wait_for()


def test_a_facilitator_corrects_with_the_group_and_takes_all_of_it_back(session, assert_accessible):
    page = session.open(fragment="#facilitator")
    expect(page.get_by_text("Drawn so far (3)")).to_be_visible()
    pick_from_list(page, "spring")
    page.get_by_label("Category").select_option(label="Anything")
    page.get_by_role("button", name="Validated with the group").click()
    page.get_by_label("Comment", exact=True).fill("dries in {{7*7}} May")
    page.get_by_role("button", name="Add comment").click()
    expect(page.locator(".lmp-comments li")).to_contain_text("dries in {{7*7}} May")
    assert_accessible(page)
    wait_until_saved(page)
    assert (standing(session)["spring"].category_id, standing(session)["spring"].validated) == (
        "any",
        True,
    )
    page.get_by_role("button", name="Close").click()
    pick_from_list(page, "the well")
    page.get_by_role("button", name="Merge with …").click()
    page.locator(".lmp-list li button", has_text="well").first.click()
    expect(page.get_by_text("Drawn so far (2)")).to_be_visible()
    wait_until_saved(page)
    assert set(standing(session)) == {"spring", "the well\nwell"}
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(page.get_by_text("Drawn so far (3)")).to_be_visible()
    page.get_by_text("Log of all changes").click()
    entry = page.locator(".lmp-log li", has_text="category changed")
    expect(entry).to_contain_text("spring")
    entry.get_by_role("button", name="Take back").click()
    expect(page.locator(".lmp-hint")).to_contain_text("as it was before")
    wait_until_saved(page)
    assert standing(session)["spring"].category_id == "water"
    assert set(standing(session)) == {"well", "spring", "the well"}
    pick_from_list(page, "spring")
    page.get_by_text("Earlier versions").click()
    expect(page.locator(".lmp-versions li")).to_have_count(4)


def test_the_wall_leads_through_groups_layers_and_the_agenda(session):
    wall = session.open("board")
    legend = wall.locator(".lmp-board-legend")
    expect(legend.locator(".lmp-total")).to_have_text("3 drawn")
    expect(legend.locator(".lmp-groups output")).to_have_text(["2", "1"])
    wall.keyboard.press("PageDown")
    expect(wall.locator(".lmp-walking")).to_have_text("Women")
    expect(legend.locator(".lmp-total")).to_have_text("2 drawn")
    wall.keyboard.press("PageDown")
    expect(wall.locator(".lmp-walking")).to_have_text(GROUPS[1])
    wall.keyboard.press("PageDown")
    expect(legend.locator(".lmp-total")).to_have_text("3 drawn")
    wall.keyboard.press("1")
    expect(legend.locator("li").first).to_have_class("lmp-veiled")
    wall.keyboard.press("0")
    wall.keyboard.press("t")
    expect(wall.get_by_role("timer")).to_contain_text("Welcome")
    wall.keyboard.press("n")
    expect(wall.get_by_role("timer")).to_contain_text("Draw")
    wall.keyboard.press("a")
    expect(wall.locator(".lmp-agenda [aria-current]")).to_contain_text("45 min")
    wall.keyboard.press("r")
    expect(wall.locator(".lmp-sheet td").first).to_have_text(GROUPS[1])
    wall.keyboard.press("Escape")


@pytest.mark.usefixtures("broken_network")
def test_phones_vote_and_send_photos_and_the_wall_shows_both(session, assert_accessible):
    wall = session.open("board")
    guide = session.open(fragment="#facilitator")
    guide.get_by_text("Vote", exact=True).click()
    guide.get_by_label("What is the question?").fill("Which first?")
    guide.get_by_role("button", name="Begin the vote").click()
    wait_until_saved(guide)
    opening = open_gate(settings_of(session.server.workspace)).open(session.workshop.workshop_id)
    phone = come_in(session, opening.code, "Women", has_been_here=False)
    loaded = "performance.getEntries().reduce((sum, one) => sum + (one.transferSize ?? 0), 0)"
    assert 50_000 < phone.evaluate(loaded) < 300_000
    phone.get_by_role("button", name="2: One dot more").tap()
    phone.get_by_role("button", name="2: One dot more").tap()
    expect(phone.locator(".lmp-ballot [role=status]")).to_contain_text("Dots left: 1")
    assert_accessible(phone)
    phone.get_by_role("button", name="Done").tap()
    wait_until_saved(phone)
    assert phone.evaluate("lmpPage.board.drawn.length") == 0  # what others drew is not told
    choose(phone, "Water point")
    tap(phone, 0.5, 0.5)
    wait_until_saved(phone)
    phone.context.set_offline(True)
    photo = {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": a_photo()}
    phone.locator(".lmp-take-photo input").set_input_files(photo)
    expect(phone.locator(".lmp-photo img")).to_be_visible()
    expect(phone.locator(".lmp-state")).to_have_attribute("data-waiting", "1")
    phone.get_by_label("Note (optional)").fill("typed while the photo waits")
    phone.context.set_offline(False)
    expect(phone.locator(".lmp-state")).to_have_attribute("data-waiting", "0")
    phone.get_by_role("button", name="Save note").tap()
    wait_until_saved(phone)
    (drawn,) = [one for one in session.features() if one.is_drawn and one.content.photo]
    assert (drawn.content.note, drawn.others) == ("typed while the photo waits", ())
    kept = session.store.photo(session.workshop.workshop_id, drawn.content.photo)
    assert CANARY not in kept
    wall.keyboard.press("p")
    expect(wall.locator(".lmp-photos img")).to_have_js_property("complete", value=True)
    assert wall.locator(".lmp-photos img").evaluate("(one) => one.naturalWidth") > 500
    wall.keyboard.press("v")
    expect(wall.locator(".lmp-results li").first).to_contain_text("2")
    expect(wall.locator(".lmp-results .lmp-given").first).to_have_text("2")
    assert_accessible(wall)
    guide.get_by_role("button", name="End the vote").click()
    expect(phone.locator(".lmp-vote-now")).to_be_hidden()
    assert wall.evaluate("window.__pwn") is None
