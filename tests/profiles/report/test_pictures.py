"""Maps of profiles: what all places share is drawn once, and each is outlined on its own."""

from datetime import date

import pytest

from mapping.settings import Settings
from profiles.pack import open_pack
from profiles.profile import build_profile
from profiles.report.document import to_document
from profiles.report.pictures import SLIDE_WIDTH, draw, on_slides

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def pack():
    return open_pack(Settings.from_environment({}), "XXE")


def built(pack, place_code):
    return build_profile(pack, place_code, language="en", publisher="x", today=TODAY)


@pytest.fixture(scope="module")
def two(pack):
    profiles = [built(pack, place_code) for place_code in ("ZZ0201", "ZZ0203")]
    return [(profile, draw(profile, pack)) for profile in profiles]


def test_two_places_share_the_map_and_not_the_outline(two) -> None:
    first, second = (pictures.maps for _, pictures in two)
    figures = [
        {
            (one.id, one.indicator, one.period)
            for section in profile.sections
            for one in section.maps
        }
        for profile, _ in two
    ]
    shared = [figure for figure, _, _ in set.intersection(*figures)]
    assert shared  # what is unusual of a place chooses some of its maps
    for figure in shared:
        assert first[figure].sheets[0] is second[figure].sheets[0]
        assert first[figure].sheets[1] != second[figure].sheets[1]


def test_a_page_has_each_map_as_one_picture_and_print_has_its_sheets(two) -> None:
    profile, pictures = two[0]
    page, printed = to_document(profile, pictures), to_document(profile, pictures, printed=True)

    def maps(document, part):
        blocks = (block for section in document["sections"] for block in section["blocks"])
        return [block[part] for block in blocks if block["kind"] == "map"]

    for one, sheets in zip(maps(page, "svg"), maps(printed, "sheets"), strict=True):
        assert len(sheets) == 2
        assert all(sheet.startswith("<svg") for sheet in (one, *sheets))
    assert page["identity"]["locator"]["svg"].startswith("<svg")
    assert len(printed["identity"]["locator"]["sheets"]) >= 3


def test_a_country_has_no_locator(pack) -> None:
    profile = built(pack, "ZZ")
    assert draw(profile, pack).locator is None
    assert to_document(profile, draw(profile, pack), printed=True)["identity"]["locator"] is None


def test_what_fills_up_the_findings_leads_to_its_map_as_well():
    fiji = open_pack(Settings.from_environment({}), "FJI")
    profile = built(fiji, "FJ-W")
    first, *others = to_document(profile, draw(profile, fiji))["sections"][0]["sentences"]
    assert not profile.sections[0].findings
    assert others
    assert all(sentence["map"] for sentence in others)
    assert not first["map"]  # who lives here: the head shows where


def test_maps_on_slides_are_read_from_afar_and_say_all_that_the_others_say(pack, two) -> None:
    profile, pictures = two[0]
    slides = on_slides(profile, pack, pictures)
    assert slides.maps.keys() == pictures.maps.keys()
    for name, drawn in slides.maps.items():
        page = pictures.maps[name]
        assert drawn.width == SLIDE_WIDTH > 1.8 * page.width
        in_key = next(line for line in drawn.lines if line.text == "No data")
        assert in_key.size * 12 * 72 / drawn.width > 11  # points on a slide of a foot of room
        said = " ".join(line.text for line in drawn.lines)
        assert page.title not in said  # the slide has it as text
        for line in page.lines:
            if line.text not in page.title:
                assert all(word in said for word in line.text.split())
