"""All that leaves a workshop for who may not see where: files, figures, findings, record together.

Each mark is shown moved within its place, so all of them must count alike; a hexagon of fewer than
ten must not follow from others and from places, nor from what was told on another evening.
"""

import random
from collections import Counter
from itertools import pairwise

import pytest
from shapely import box

from mapping.community.legend import Audience, Category
from mapping.community.release import Positions, released_rows
from mapping.settings import CHECKOUT, Settings
from profiles.community.hexagons import EVERY, hexagon_counts
from profiles.community.overview import build_overview
from profiles.community.places import Mark, marks_of, place_codes, places_of
from profiles.community.positions import masks
from profiles.community.record import build_record
from profiles.community.telling import put_into_profile
from profiles.protection.masking import LEAST_PEOPLE
from tests.attack.linear import intervals
from tests.mapping.community.drawing import a_store, a_workshop, content, operation

CATEGORIES = ("water", "field")
LEVELS = ("ADM1", "ADM2")


def test_every_file_counts_the_same_marks(tmp_path):
    settings = Settings(data_dir=CHECKOUT / "data", workspace_dir=tmp_path)
    store, dice = a_store(tmp_path), random.Random(5)
    legend = [
        Category(id=one, label=one, colour="#0072b2", kinds=("point",), audience=Audience.PUBLIC)
        for one in CATEGORIES
    ]
    workshop = a_workshop(store, legend=tuple(legend), groups=("A", "B"), place_code=None)
    for middle, number in (((84.9, 27.9), 24), ((85.3, 27.7), 3)):
        for _ in range(number):
            where = [part + dice.gauss(0, 0.02) for part in middle]
            said = content({"type": "Point", "coordinates": where}, dice.choice(CATEGORIES), "")
            store.append(operation(workshop.workshop_id, content=said, group="A"))
    features, public = store.features(workshop.workshop_id).features, {"audience": Audience.PUBLIC}
    store.close()
    hide = masks(settings, workshop)
    rows = released_rows(workshop, features, positions=Positions.DISPLACED, masks=hide, **public)
    moved = marks_of(rows)
    for level in LEVELS:
        codes = place_codes(moved, places_of(settings, workshop, level))
        counted = Counter(zip(codes, (mark.category_id for mark in moved), strict=True))
        overview = build_overview(settings, workshop, features, level=level, **public)
        for one in overview.places:
            by_category = tuple(counted[one.place_code, name] for name in CATEGORIES)
            assert one.by_category == by_category
            assert one.marks == sum(by_category)
            told = put_into_profile(
                settings, workshop, features, place_code=one.place_code, **public
            )
            assert tuple(line.marks for line in told.categories) == by_category
        assert sum(one.marks for one in overview.places) == len(moved)
    record = build_record(settings, workshop, features, (), **public)
    assert sum(one.marks for one in record.counts) == len(moved)


HEXAGON_KM, STRIP = 20.0, 0.25  # a place is a strip of a quarter of a degree beside the equator
EVENINGS = {
    "a small category beside a large one": [(12, 0.05, "water"), (3, 0.05, "field")],
    "a mark outside of a crowd": [(12, 0.05, "water"), (1, 0.2, "water")],
    "a crowd across a border": [(14, 0.24, "water"), (13, 0.26, "water"), (4, 0.4, "field")],
    "three crowds": [(15, 0.1, "water"), (22, 0.4, "field"), (11, 0.7, "water"), (3, 0.6, "field")],
}


def drawn(crowds, seed):
    """Marks of some crowds by number, longitude and category, and the strip that each lies in."""
    dice, marks = random.Random(seed), []
    for number, longitude, category in crowds:
        for _ in range(number):
            where = (longitude + dice.gauss(0, 0.02), 0.05 + dice.gauss(0, 0.02))
            marks.append(
                Mark(
                    feature_id=f"mark-{len(marks)}",
                    longitude=where[0],
                    latitude=where[1],
                    category_id=category,
                    group="",
                    validated=False,
                )
            )
    return marks, [f"strip {int(mark.longitude // STRIP)}" for mark in marks]


def told_of(marks, codes):
    """Marks by strip and category, and what is told of hexagons; and of every one there is."""
    places = Counter(zip(codes, (mark.category_id for mark in marks), strict=True))
    told, every = (
        {
            (polygon.wkb, category): (polygon, number)
            for polygon, category, number in hexagon_counts(
                marks, codes, hexagon_km=HEXAGON_KM, least=least
            )
        }
        for least in (LEAST_PEOPLE, 1)
    )
    return places, told, every


def equations_of(places, told, every, evening, unchanged):
    """What one evening says of each piece of a hexagon in a strip; where nothing is, is known."""
    found, hexagons = [], {}
    polygons = {name: polygon for (name, category), (polygon, _) in every.items() if not category}
    for (strip, category), number in places.items():
        west = int(strip.split()[1]) * STRIP
        area = box(west, -1, west + STRIP, 1)
        at = "both" if (strip, category) in unchanged else evening
        pieces = [
            (at, strip, category, name)
            for name, polygon in polygons.items()
            if polygon.intersects(area)
        ]
        found.append((dict.fromkeys(pieces, 1.0), float(number)))
        for piece in pieces:
            for of in (category, EVERY):
                hexagons.setdefault((piece[3], of), {})[piece] = 1.0
    for name, pieces in hexagons.items():
        if name in told:
            found.append((pieces, float(told[name][1])))
        else:
            found.append(({**pieces, (evening, *name): -1.0}, 0.0))
    return found


def narrow(evenings):
    """Hexagons that follow to within ten marks from all evenings, and not from places alone."""
    unchanged = set()
    for (one, *_), (other, *_) in pairwise(evenings):
        unchanged = {name for name, number in one.items() if other.get(name) == number}
    found = []
    for is_told in (True, False):
        lines = [
            line
            for number, (places, told, every) in enumerate(evenings)
            for line in equations_of(places, told if is_told else {}, every, number, unchanged)
        ]
        # That there is none may be known, as everywhere.
        names = {(number, *name) for number, (*_, every) in enumerate(evenings) for name in every}
        ends = intervals(lines, sorted({name for weights, _ in lines for name in weights} & names))
        found.append({name for name, (a, b) in ends.items() if b - a < LEAST_PEOPLE - 1e-6})
    return found[0] - found[1]


@pytest.mark.parametrize("crowds", EVENINGS.values(), ids=EVENINGS)
def test_no_hexagon_of_fewer_than_ten_can_be_worked_out(crowds):
    for seed in range(3):
        first = told_of(*drawn(crowds, seed))
        assert all(number >= LEAST_PEOPLE for _, number in first[1].values())
        assert not narrow([first])
        # One more evening: the same marks, one of them elsewhere, and a new one.
        marks, codes = drawn([*crowds, (1, 0.6, "water")], seed)
        second = told_of(marks[1:], codes[1:])
        assert not narrow([first, second])


def test_the_attack_finds_what_the_number_ten_alone_would_tell():
    places, _, every = told_of(*drawn(EVENINGS["a small category beside a large one"], 0))
    told = {name: found for name, found in every.items() if found[1] >= LEAST_PEOPLE}
    assert narrow([(places, told, every)])


def test_who_may_see_where_is_told_every_hexagon():
    marks, codes = drawn(EVENINGS["three crowds"], 1)
    _, told, every = told_of(marks, codes)
    assert sum(number for (_, of), (_, number) in every.items() if of == EVERY) == len(marks)
    assert told.keys() < every.keys()
    assert any(category == EVERY for _, category in told)
