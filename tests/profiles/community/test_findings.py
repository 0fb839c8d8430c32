"""What a workshop found: counted, told in the profile, printed; never what nobody allowed."""

import json
import subprocess
from dataclasses import replace

import pytest

from mapping.community.access import THIS_MACHINE, Person, Role
from mapping.community.legend import Audience, Category
from mapping.community.remarks import Ballot, Round, Vote
from mapping.community.submitting import submit
from mapping.i18n import Translator
from mapping.settings import CHECKOUT, Settings
from profiles.community.drawing import MapPicture
from profiles.community.figures import NEAR_KM, agreements, hexagon_figures
from profiles.community.overview import build_overview
from profiles.community.places import Mark, finest_places
from profiles.community.record import build_record
from profiles.community.telling import put_into_profile
from profiles.editions.verify import verify_profile
from profiles.edits.kept import read_edits
from profiles.pack import open_pack
from profiles.profile import build_profile
from profiles.report.files import profile_files
from profiles.report.workshop import record_pdf
from tests.mapping.community.drawing import AREA, LINE, a_store, a_workshop, content, operation

LEGEND = (
    Category(
        id="water",
        label="Water {{7*7}} <b>",
        colour="#0072b2",
        kinds=("point",),
        audience=Audience.PUBLIC,
    ),
    Category(
        id="any", label="Secret", colour="#d55e00", kinds=("point", "line", "area"), icon="<&"
    ),
)
TRANSLATOR = Translator("en")


@pytest.fixture(scope="module")
def session(tmp_path_factory):
    """Twelve public marks of two groups in Dhading, two in Kathmandu, three for the room alone."""
    folder = tmp_path_factory.mktemp("findings")
    settings = Settings(data_dir=CHECKOUT / "data", workspace_dir=folder)
    store = a_store(folder)
    workshop = a_workshop(
        store,
        title="#eval <script>",
        legend=LEGEND,
        groups=("Women", "Elders"),
        place_code="NP0330",
        bounds=(84.6, 27.6, 85.4, 28.2),
    )
    here = workshop.workshop_id
    made = [((84.9 + 0.001 * number, 27.9), f"note-{number}", "water") for number in range(12)] + [
        ((85.32, 27.7), "far", "water") for _ in range(2)
    ]
    marks = []
    for number, (where, note, category) in enumerate(made):
        shape = {"type": "Point", "coordinates": list(where)}
        one = operation(
            here,
            content=content(shape, category, note),
            group=workshop.groups[number % 2],
            actor="Sita Rai",
        )
        store.append(one)
        marks.append(one.feature_id)
    for shape in (LINE, AREA, {"type": "Point", "coordinates": [84.912345, 27.912345]}):
        said = content(shape, "any", "secret field")
        store.append(operation(here, content=said, group="Women", actor="Sita Rai"))
    asked = operation(
        here, content=Round(title="First?", ballot=Ballot.DOTS, marks=tuple(marks[:4]), dots=3)
    )
    submit(store, THIS_MACHINE, asked)
    voter = Person(id="phone-1", role=Role.PARTICIPANT, workshop_id=here)
    vote = Vote(round_id=asked.feature_id, given={marks[2]: 2, marks[0]: 1})
    submit(store, voter, operation(here, content=vote))
    yield settings, workshop, store, marks
    store.close()


def features_of(session):
    return session[2].features(session[1].workshop_id).features


def test_marks_are_counted_by_place_and_few_of_a_hexagon_are_not_told(session):
    settings, workshop, *_ = session
    of_room = build_overview(settings, workshop, features_of(session), audience=Audience.ROOM)
    by_code = {one.place_code: one for one in of_room.places}
    assert by_code["NP0330"].by_category[0] == 12
    assert by_code["NP0327"].marks == 2
    assert by_code["NP0330"].groups == 2
    # Dhading measures 1,926 km²; 13 or more marks lie in it.
    dense = by_code["NP0330"]
    assert dense.per_100_km2 == pytest.approx(100 * dense.marks / 1926, rel=0.03)
    of_public = build_overview(settings, workshop, features_of(session), audience=Audience.PUBLIC)
    public = {one.place_code: one for one in of_public.places}
    assert public["NP0330"].marks == 12
    assert (public["NP0327"].marks, public["NP0327"].by_category) == (2, (2, None))
    assert sum(one.marks for one in of_public.hexagons) == 12
    frame = finest_places(settings, workshop).frame
    picture = MapPicture(workshop, zip(frame["name"], frame.geometry, strict=True))
    drawn = picture.draw_hexagons(of_public.hexagons)
    assert f">{of_public.hexagons[0].marks}</text>" in drawn
    assert drawn.count('fill-opacity="1.00"') == 1
    assert "secret" not in repr(of_public).lower()


def mark(number, east_km, group, category="water"):
    # On the equator a degree is 111.195 km.
    return Mark(
        feature_id=f"mark-{number}",
        longitude=east_km / 111.195,
        latitude=0.0,
        category_id=category,
        group=group,
        validated=False,
    )


def test_groups_agree_where_marks_of_two_lie_near_each_other(session):
    plan = session[1]
    marks = [
        mark(1, 0, "Women"),
        mark(2, NEAR_KM * 0.99, "Elders"),
        mark(3, NEAR_KM * 2.1, "Women"),
        mark(4, 100, "Women"),
        mark(5, 100, "Women"),
        mark(6, 0, "Women", "any"),
    ]
    water, anything = agreements(plan, marks)
    assert (water.marks, water.groups, water.near_another, water.percent) == (5, 2, 2, 40.0)
    assert anything.percent is None  # one group alone cannot agree
    assert hexagon_figures([], [], hexagon_km=10, least=1) == ()
    here = [None] * len(marks)
    assert sum(one.marks for one in hexagon_figures(marks, here, hexagon_km=10, least=1)) == 6
    assert hexagon_figures(marks, here, hexagon_km=10, least=10) == ()


def test_what_the_community_said_is_a_section_of_the_profile_in_every_format(session, tmp_path):
    settings, workshop, _, marks = session
    told = put_into_profile(
        settings,
        workshop,
        features_of(session),
        place_code=None,
        audience=Audience.PUBLIC,
        quoted=marks[:1],
    )
    put_into_profile(
        settings,
        workshop,
        features_of(session),
        place_code=None,
        audience=Audience.PUBLIC,
        quoted=marks[:1],
    )
    assert [line.label for line in told.categories] == ["Water {{7*7}} <b>"]
    assert told.categories[0].marks == 12
    assert told.quotes == ("note-0",)
    assert told.priorities[0].dots == 2
    pack = open_pack(settings, "NPL")
    edits = read_edits(settings, "NPL", "NP0330")
    assert edits.community == (told,)
    made = build_profile(
        pack,
        "NP0330",
        language="en",
        publisher="District",
        today=workshop.created_at.date(),
        edits=edits,
    )
    section = made.sections[-1]
    assert (section.id, section.title) == ("community", "What the community said")
    assert len(section.tables) == 3
    named = profile_files(made, pack, ("html", "json", "docx", "xlsx", "pdf"))
    files = {name.rsplit(".", 1)[-1]: content for name, content in named}
    html = files["html"].decode()
    for text in ("What the community said", "note-0", "Water {{7*7}} &lt;b&gt;"):
        assert text in html
    assert "note-1" not in html
    assert "secret" not in html.lower()
    document = tmp_path / "profile.json"
    document.write_bytes(files["json"])
    report = verify_profile(document, settings)
    assert report.is_right


def test_the_record_says_what_its_audience_may_know_and_nothing_more(session, tmp_path):
    settings, workshop, store, _ = session
    log = store.log(workshop.workshop_id)

    def text_of(**options):
        record = build_record(settings, workshop, features_of(session), log, **options)
        path = tmp_path / "record.pdf"
        made = record_pdf(record, TRANSLATOR)
        path.write_bytes(made)
        assert made == record_pdf(record, TRANSLATOR)
        drawn = json.dumps([record.whole_map, record.group_maps])
        out = subprocess.run(
            ["pdftotext", "-layout", path, "-"], check=True, capture_output=True, text=True
        )
        return out.stdout + drawn

    room = text_of(audience=Audience.ROOM, with_names=True)
    for word in ("#eval <script>", "secret field", "Sita Rai", "Water {{7*7}} <b>", "First?"):
        assert word in room
    assert room.count("Secret") >= 1 + 3, "a key under the map of all and of each group"
    assert "Sita" not in text_of(audience=Audience.ROOM)
    public = text_of(audience=Audience.PUBLIC, with_names=True)
    for word in ("Secret", "secret", "Sita"):
        assert word not in public
    assert "moved by up to 5 km" in " ".join(public.split())
    sheet = record_pdf(
        build_record(settings, workshop, features_of(session), log, audience=Audience.ROOM),
        TRANSLATOR,
        sheet="a3",
    )
    assert sheet.startswith(b"%PDF")


def test_a_workshop_beyond_the_antimeridian_is_drawn(session):
    settings, workshop, *_ = session
    fiji = replace(workshop, iso3="FJI", place_code=None, bounds=(176.9, -19.2, 181.8, -12.4))
    record = build_record(settings, fiji, (), (), audience=Audience.ROOM)
    assert record.whole_map.count("<path") > 5
