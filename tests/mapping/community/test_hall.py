"""What people do in a hall beside drawing: comments, votes, correcting, the log, the register."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapping.community.access import THIS_MACHINE, Person, Role
from mapping.community.history import log_to_json
from mapping.community.identifiers import FeatureId
from mapping.community.legend import Audience
from mapping.community.register import group_counts, register
from mapping.community.release import Positions, released_rows
from mapping.community.remarks import Ballot, Comment, Round, Vote
from mapping.community.submitting import submit
from mapping.community.voting import ballot_to_json, round_results
from mapping.community.wire import content_from_json, content_to_json
from mapping.errors import ForbiddenError, OperationRefusedError
from tests.mapping.community.drawing import AREA, a_workshop, content, operation


@pytest.fixture
def hall(store):
    return a_workshop(store, groups=("Women", "Elders"))


def phone(hall, name="one"):
    return Person(id=f"phone-{name}", role=Role.PARTICIPANT, workshop_id=hall.workshop_id)


def draw(store, hall, person=THIS_MACHINE, **changes):
    made = operation(hall.workshop_id, **changes)
    submit(store, person, made)
    return made.feature_id


def say(store, hall, person, said, **changes):
    return draw(store, hall, person, content=said, **changes)


def a_round(marks, **changes):
    return Round(**({"title": "Which first?", "ballot": Ballot.DOTS, "marks": marks} | changes))


def test_remarks_stand_in_the_log_and_leave_the_map_alone(store, hall):
    mark = draw(store, hall)
    comment = say(store, hall, THIS_MACHINE, Comment(about=mark, text="It dries in May"))
    features = store.features(hall.workshop_id).features
    assert [feature.is_drawn for feature in features] == [True, False]
    store.append(operation(hall.workshop_id, "delete", feature_id=comment, base_version=1))
    assert store.feature(hall.workshop_id, comment).deleted
    assert store.rebuild() == 2
    rows = released_rows(
        hall, features, audience=Audience.ROOM, positions=Positions.EXACT, masks={}
    )
    assert [row["feature_id"] for row in rows] == [mark]
    # Nor does a remark count as a drawing in a category that the next plan has not.
    assert store.change_workshop(hall.workshop_id, hall, base_version=1).version == 2


@given(
    said=st.one_of(
        st.builds(
            Comment,
            about=st.just("feature-1"),
            text=st.text("abc {}<", min_size=1).filter(str.strip),
        ),
        st.builds(
            Round,
            title=st.just("t"),
            ballot=st.sampled_from(Ballot),
            marks=st.lists(
                st.integers(10**8, 10**9).map(str), min_size=1, unique=True, max_size=60
            ).map(tuple),
            dots=st.integers(1, 20),
            is_open=st.booleans(),
        ),
        st.builds(
            Vote,
            round_id=st.just("round-12"),
            given=st.dictionaries(st.integers(10**8, 10**9).map(str), st.integers(-1, 5)),
        ),
        st.just(replace(content(AREA), validated=True, merged=("feature-9",), photo="a" * 64)),
    )
)
def test_what_is_said_survives_the_wire(said):
    assert content_from_json(content_to_json(said)) == said


@pytest.mark.parametrize(
    "raw",
    [
        {"remark": "comment", "about": "feature-1", "text": " "},
        {"remark": "comment", "about": 5, "text": "x"},
        {"remark": "round", "title": "t", "ballot": "dots", "marks": []},
        {"remark": "round", "title": "t", "ballot": "dots", "marks": [{}]},
        {"remark": "round", "title": "t", "ballot": "x", "marks": ["feature-1"]},
        {"remark": "round", "title": "t", "ballot": "dots", "marks": ["feature-1"], "dots": True},
        {"remark": "vote", "round_id": "round-12", "given": {"feature-1": 1e9}},
        {"remark": "vote", "round_id": "round-12", "given": []},
        {"remark": ["vote"]},
        {"remark": "plan"},
    ],
)
def test_a_damaged_remark_is_refused(raw):
    with pytest.raises(OperationRefusedError):
        content_from_json(raw)


def test_phones_vote_once_each_within_their_dots_and_only_while_a_round_is_open(store, hall):
    marks = tuple(draw(store, hall) for _ in range(3))
    with pytest.raises(ForbiddenError):
        say(store, hall, phone(hall), a_round(marks))
    asked = say(store, hall, THIS_MACHINE, a_round(marks, dots=3))
    for name, given_dots in (("one", {marks[0]: 3}), ("two", {marks[0]: 1, marks[2]: 2})):
        say(store, hall, phone(hall, name), Vote(round_id=asked, given=given_dots))
    last = say(store, hall, phone(hall, "one"), Vote(round_id=asked, given={marks[1]: 2}))
    features = store.features(hall.workshop_id).features
    (result,) = round_results(features)
    assert result.voters == 2
    assert [mark.dots for mark in result.marks] == [1, 2, 2]
    shown = ballot_to_json(features, "phone-one")
    assert shown["mine"]["feature_id"] == last
    assert [mark["number"] for mark in shown["marks"]] == [1, 2, 3]
    assert "geometry" not in str(shown)
    for too_much in ({marks[0]: 4}, {"feature-999": 1}, {marks[0]: -1}):
        with pytest.raises(OperationRefusedError):
            say(store, hall, phone(hall), Vote(round_id=asked, given=too_much))
    store.append(
        operation(
            hall.workshop_id,
            "edit",
            feature_id=asked,
            base_version=1,
            content=a_round(marks, is_open=False),
        )
    )
    assert ballot_to_json(store.features(hall.workshop_id).features, "phone-one") is None
    with pytest.raises(OperationRefusedError, match="the vote is over"):
        say(store, hall, phone(hall, "three"), Vote(round_id=asked, given={marks[0]: 1}))


def test_agreement_is_the_share_of_yes_among_who_said_yes_or_no(store, hall):
    marks = tuple(draw(store, hall) for _ in range(2))
    asked = say(store, hall, THIS_MACHINE, a_round(marks, ballot=Ballot.AGREE))
    for number, answer in enumerate((1, 1, 1, -1)):
        vote = Vote(round_id=asked, given={marks[0]: answer})
        say(store, hall, phone(hall, str(number)), vote)
    (result,) = round_results(store.features(hall.workshop_id).features)
    assert [mark.agreement for mark in result.marks] == [0.75, None]


def test_a_participant_comments_on_their_own_marks_and_validates_none(store, hall):
    one, other = phone(hall, "one"), phone(hall, "two")
    mark = draw(store, hall, one, content=replace(content(), validated=True, merged=("x" * 8,)))
    kept = store.feature(hall.workshop_id, mark).content
    assert (kept.validated, kept.merged) == (False, ())
    submit(
        store,
        THIS_MACHINE,
        operation(
            hall.workshop_id,
            "edit",
            feature_id=mark,
            base_version=1,
            content=replace(content(), validated=True, merged=("merged-1",)),
        ),
    )
    changed = operation(
        hall.workshop_id, "edit", feature_id=mark, base_version=2, content=content(note="new")
    )
    submit(store, one, changed)
    kept = store.feature(hall.workshop_id, mark).content
    assert (kept.note, kept.validated, kept.merged) == ("new", False, ("merged-1",))
    say(store, hall, one, Comment(about=mark, text="mine"))
    for person, about in ((other, mark), (one, FeatureId("feature-never"))):
        with pytest.raises(ForbiddenError):
            say(store, hall, person, Comment(about=about, text="not mine"))
    with pytest.raises(OperationRefusedError, match="another kind"):
        say(store, hall, one, Comment(about=mark, text="x"), feature_id=mark, kind="edit")


def test_the_log_names_what_was_done_and_shows_a_phone_its_own_marks_only(store, hall):
    one = phone(hall)
    mark = draw(store, hall, one, group="Women", actor="Sita", content=content(note="well"))
    draw(store, hall, group="Elders")
    steps = (
        replace(content(AREA, note="well"), category_id="any"),
        content(AREA, note="tap"),
        replace(content(AREA, note="tap"), validated=True),
        replace(content(AREA, note="tap"), validated=True, merged=("merged-1",)),
    )
    for version, said in enumerate(steps, start=1):
        store.append(
            operation(hall.workshop_id, "edit", feature_id=mark, base_version=version, content=said)
        )
    store.append(operation(hall.workshop_id, "delete", feature_id=mark, base_version=5))
    everybodys = log_to_json(store.log(hall.workshop_id))
    own = log_to_json(store.log(hall.workshop_id), author=one.id)
    did = ["removed", "merged", "validated", "noted", "reshaped", "drew"]
    assert [entry["did"] for entry in own] == did
    assert (own[-1]["group"], own[-1]["actor"], own[-1]["text"]) == ("Women", "Sita", "well")
    assert len(everybodys) == len(own) + 1


def test_the_register_says_who_recorded_what_for_which_group(store, hall):
    for group, actor, category in (
        ("Women", "Sita", "water"),
        ("Women", "Sita", "water"),
        ("Elders", None, "any"),
        (None, None, "any"),
    ):
        draw(store, hall, group=group, actor=actor, content=content(category_id=category))
    gone = draw(store, hall, group="Women")
    store.append(operation(hall.workshop_id, "delete", feature_id=gone, base_version=1))
    features = store.features(hall.workshop_id).features
    lines = register(features, store.log(hall.workshop_id))
    assert [(one.group, one.recorder, one.category_id, one.marks) for one in lines] == [
        ("", "", "any", 1),
        ("Elders", "", "any", 1),
        ("Women", "Sita", "water", 2),
    ]
    counts = group_counts(hall, features)
    assert [(one.group, one.by_category, one.marks) for one in counts] == [
        ("Women", (2, 0), 2),
        ("Elders", (0, 1), 1),
        ("", (0, 1), 1),
    ]
