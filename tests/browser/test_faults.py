"""Drawn is stored, whatever goes wrong: with the network, the phone, the server and its disk."""

import re

import pytest

from tests.browser import faults
from tests.browser.bad_network import BadNetwork
from tests.browser.hall import PHONE, Hall, draw_points, wait_until_saved

pytestmark = pytest.mark.usefixtures("broken_network")


@pytest.fixture
def mortal_hall(new_app, new_page):
    """A hall whose server a test may kill."""
    hall = Hall(new_app(), new_page)
    yield hall
    hall.store.close()


def test_nothing_is_lost_to_a_phone_that_reloads_sleeps_and_is_out_of_reach(hall):
    page = hall.open()
    drawn = faults.reload_in_bursts(page, bursts=2, each=5)
    drawn += faults.go_offline(page, seconds=0, count=6)
    drawn += faults.fall_asleep(page, seconds=1, count=3)
    drawn += faults.set_the_clock_back(page, hall, count=3)
    drawn += faults.draw_in_two_tabs(page, hall, count=3)
    faults.assert_drawn_is_stored(hall, drawn)


def test_nothing_is_lost_to_a_slow_network_that_loses_things(hall):
    page = hall.new_page(**PHONE)
    with BadNetwork(hall.server.port, loss=0.05) as network:
        network.cuts = False  # a page that a script did not reach says so in its console
        page.goto(f"{network.url}/workshop/{hall.workshop.workshop_id}")
        faults.begin(page)
        network.cuts = True
        drawn = 0
        for row in range(4):
            draw_points(page, 1, 0.2 + 0.1 * row)
            page.keyboard.press("Escape")  # the card of the mark; the map is large again
            drawn += 1
        wait_until_saved(page, seconds=30)
        assert network.lost
        page.close()
    faults.assert_drawn_is_stored(hall, drawn)


def test_a_page_that_a_script_did_not_reach_is_loaded_again(hall, page_faults):
    page = hall.new_page(**PHONE)
    page.route(re.compile("map/engine.js"), lambda route: route.abort(), times=1)
    hall.visit(page)
    faults.begin(page)
    assert page_faults, "the browser says that the script did not come"
    page_faults.clear()
    page.close()


@pytest.mark.slow
def test_nothing_is_lost_to_a_killed_server_and_a_full_disk(mortal_hall):
    page = mortal_hall.open()
    faults.begin(page)
    drawn = faults.kill_the_server(page, mortal_hall, times=2, each=3)
    if faults.can_fill:
        drawn += faults.fill_the_disk(page, mortal_hall, count=4)
    faults.assert_drawn_is_stored(mortal_hall, drawn)
    page.get_by_text(f"Drawn so far ({drawn})").wait_for()
