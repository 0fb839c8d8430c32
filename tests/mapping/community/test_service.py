"""Every action of the service: refused to whom it is not open, done, and in the audit trail."""

import inspect
from dataclasses import replace

import pytest

from mapping.community.access import NOBODY, THIS_MACHINE, Action, Person, Role
from mapping.community.audit import first_broken
from mapping.community.export import ExportFormat, Request
from mapping.community.gate import Gate
from mapping.community.legend import Audience
from mapping.community.release import Positions
from mapping.community.service import Service
from mapping.community.submissions import Submissions
from mapping.errors import ForbiddenError, StorageError
from tests.mapping.community.drawing import a_plan, a_workshop, operation, settings_of

PUBLIC = Request(audience=Audience.PUBLIC, positions=Positions.EXACT)
ROOM = Request(audience=Audience.ROOM, positions=Positions.EXACT)


@pytest.fixture
def calls(store, tmp_path):
    """Each action of the service as a call, ready to be made by anybody."""
    plan = a_plan(exact_for=Audience.PUBLIC)
    where = a_workshop(store, exact_for=Audience.PUBLIC).workshop_id
    doomed = a_workshop(store).workshop_id
    drawn = operation(where)
    store.append(drawn)
    gate = Gate(store, tmp_path / "access.key")
    elsewhere = settings_of(tmp_path / "restored")
    store.backup(tmp_path / "before.sqlite")
    sent = Submissions(taken=(), problems=(), refused_rows=0)
    csv, file = ExportFormat.CSV, tmp_path / "room.csv"
    return {
        "allow": lambda s: s.allow(Action.SEE_OTHERS, where),
        "create_workshop": lambda s: s.create_workshop(plan),
        "change_workshop": lambda s: s.change_workshop(where, plan, base_version=1),
        "open_to_phones": lambda s: s.open_to_phones(gate, where, hours=2),
        "close_to_phones": lambda s: s.close_to_phones(gate, where),
        "export_bytes": lambda s: s.export_bytes(where, csv, PUBLIC),
        "export_file": lambda s: s.export_file(where, file, ROOM),
        "make_record": lambda s: s.make_record(where, Audience.ROOM, lambda: None),
        "tell": lambda s: s.tell(where, Audience.PUBLIC, lambda: None),
        "take_in": lambda s: s.take_in(store.workshop(where), sent),
        "redact": lambda s: s.redact(where, [drawn.feature_id]),
        "delete_workshop": lambda s: s.delete_workshop(doomed),
        "back_up": lambda s: s.back_up(tmp_path / "backup.sqlite"),
        "restore": lambda s: s.restore(tmp_path / "before.sqlite", elsewhere),
        "give_role": lambda s: s.give_role("maya@example.org", Role.EDITOR),
        "roles": lambda s: s.roles(),
        "trail": lambda s: s.trail(),
    }


def test_each_action_is_done_for_who_may_and_written_down(store, calls):
    public = {name for name, _ in inspect.getmembers(Service, inspect.isfunction) if name[0] != "_"}
    assert set(calls) == public
    service = Service(store, THIS_MACHINE)
    for name, call in calls.items():
        before = len(store.trail())
        call(service)
        written = len(store.trail()) - before
        assert written == (0 if name == "roles" else 1), name
    assert {line.entry.who for line in store.trail()} == {"this-machine"}
    assert first_broken(store.trail()) is None


def test_nobody_and_phones_of_another_workshop_may_do_nothing_and_leave_no_trace(store, calls):
    others = {Person(id="p", role=role, workshop_id="another-workshop") for role in Role}
    for person in {NOBODY, *others}:
        for call in calls.values():
            with pytest.raises(ForbiddenError):
                call(Service(store, person))
    assert store.trail() == ()


def test_a_viewer_takes_what_is_public_and_nothing_else(store, calls):
    viewer = Person(id="v", role=Role.VIEWER)
    done = []
    for name, call in calls.items():
        try:
            call(Service(store, viewer))
            done.append(name)
        except ForbiddenError:
            continue
    assert done == ["export_bytes"]


def test_what_fails_is_not_in_the_trail(store, monkeypatch):
    def fails(*_, **__):
        raise StorageError(path="x", reason="full")

    monkeypatch.setattr("mapping.community.sql_store.add_workshop", fails)
    with pytest.raises(StorageError):
        Service(store, THIS_MACHINE).create_workshop(a_plan())
    assert store.trail() == ()


def test_reading_what_others_drew_is_written_once_an_hour(store, workshop):
    service = Service(store, Person(id="editor", role=Role.EDITOR))
    for _ in range(5):
        service.allow(Action.SEE_OTHERS, workshop.workshop_id)
    assert [line.entry.action for line in store.trail()] == [Action.SEE_OTHERS]


def test_an_entry_that_was_changed_or_taken_out_is_found(store, workshop):
    service = Service(store, THIS_MACHINE)
    for hours in (1, 2, 3):
        service.give_role(f"{hours}@example.org", Role.VIEWER)
    trail = store.trail()
    entry = replace(trail[1].entry, who="somebody else")
    assert first_broken([trail[0], replace(trail[1], entry=entry), trail[2]]) == trail[1].number
    assert first_broken([trail[0], trail[2]]) == trail[2].number
    assert first_broken(trail[1:]) == trail[1].number
    assert workshop.workshop_id not in {line.entry.workshop_id for line in trail}


def test_the_trail_holds_nothing_that_people_drew_or_said(store, calls, workshop):
    store.append(operation(workshop.workshop_id, actor="Canary Rai"))
    service = Service(store, THIS_MACHINE)
    for call in calls.values():
        call(service)
    said = " ".join(line.entry.object for line in store.trail())
    for word in ("Canary", "Water in Dhading", "feature-", "85.3"):
        assert word not in said
