"""Who may do what: every role, every action, in one's own workshop and in another."""

import base64
import datetime
import json

import pytest

from mapping.community.access import (
    ALLOWED,
    NOBODY,
    OF_THE_INSTALLATION,
    THIS_MACHINE,
    Action,
    Person,
    Role,
    access_table,
    authorise,
)
from mapping.community.gate import WRONG_BY_ALL, Gate
from mapping.errors import ForbiddenError, UnknownWorkshopError
from tests.mapping.community.drawing import a_workshop

HERE, ELSEWHERE = "workshop-here", "workshop-elsewhere"
WHO_MAY = """
                            nobody viewer participant editor facilitator administrator
see the workshop            -      x      x           x      x           x
draw                        -      -      x           x      x           x
see what others drew        -      -      -           x      x           x
change what others drew     -      -      -           x      x           x
export what is public       -      x      -           x      x           x
export                      -      -      -           x      x           x
take in submissions         -      -      -           x      x           x
put findings into a profile -      -      -           -      x           x
prepare                     -      -      -           -      x           x
open to phones              -      -      -           -      x           x
redact                      -      -      -           -      -           x
delete                      -      -      -           -      -           x
come in                     -      x      x           x      x           x
read what is published      x      x      x           x      x           x
use the pages of the staff  -      -      -           x      x           x
back up                     -      -      -           -      -           x
restore                     -      -      -           -      -           x
change roles                -      -      -           -      -           x
read the audit trail        -      -      -           -      -           x
"""


def table():
    """Action, role, and whether they may."""
    head, *lines = WHO_MAY.strip("\n").splitlines()
    roles = [Role(name) for name in head.split()]
    for line in lines:
        action = Action(line[:28].strip())
        for role, mark in zip(roles, line[28:].split(), strict=True):
            yield action, role, mark == "x"


@pytest.mark.parametrize("where", [HERE, None])
@pytest.mark.parametrize(("action", "role", "may"), list(table()))
def test_each_role_may_do_what_the_table_says_and_nothing_else(action, role, may, where):
    """With a code one is in one workshop; without one, in all and the installation."""
    person = Person(id="p", role=role, workshop_id=where)
    of_all = action in OF_THE_INSTALLATION
    if action is Action.READ_PUBLISHED:
        assert all(person.may(action, asked) for asked in (HERE, ELSEWHERE, ""))
        return
    for asked, expected in (
        (HERE, may and not (where and of_all)),
        (ELSEWHERE, may and where is None),
        ("", may and where is None),
    ):
        assert person.may(action, asked) is expected
        if not expected:
            with pytest.raises(ForbiddenError):
                authorise(person, action, asked)


def test_the_table_in_the_documents_is_the_one_that_holds(root):
    documented = (root / "docs" / "roles.md").read_text("utf-8")
    assert access_table() in documented, "run python scripts/roles.py"


def test_the_table_has_every_action_and_what_is_not_in_it_nobody_may():
    cells = list(table())
    assert {cell[0] for cell in cells} == set(Action) == set(ALLOWED)
    assert len(cells) == len(Action) * len(Role)
    assert not THIS_MACHINE.may("an action of tomorrow", HERE)
    assert [action for action in Action if NOBODY.may(action, HERE)] == [Action.READ_PUBLISHED]


class Clock:
    def __init__(self):
        self.now = datetime.datetime(2026, 5, 4, 9, tzinfo=datetime.UTC)

    def __call__(self):
        return self.now

    def later(self, **time):
        self.now += datetime.timedelta(**time)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def gate(store, tmp_path, clock):
    return Gate(store, tmp_path / "access.key", clock=clock)


def test_a_code_lets_into_its_own_workshop_alone(gate, store, workshop):
    other = a_workshop(store)
    opening, another = gate.open(workshop.workshop_id), gate.open(other.workshop_id)
    assert opening.code != another.code
    assert len(opening.code) == 8
    person, ticket = gate.join(f"{opening.code[:4]} {opening.code[4:]}", "phone")
    assert gate.person(ticket) == person
    assert person.may(Action.DRAW, workshop.workshop_id)
    assert not person.may(Action.SEE, other.workshop_id)
    assert not person.may(Action.SEE_OTHERS, workshop.workshop_id)


def test_a_code_and_its_tickets_end_with_the_opening(gate, workshop, clock):
    where = workshop.workshop_id
    opening = gate.open(where, hours=4)
    _, ticket = gate.join(opening.code, "phone")
    clock.later(hours=4)
    assert gate.person(ticket) is None
    assert gate.opening(where) is None
    with pytest.raises(ForbiddenError):
        gate.join(opening.code, "phone")
    clock.later(minutes=2)
    again = gate.open(where)
    assert again.code != opening.code
    same, ticket = gate.join(again.code, "phone", earlier=ticket)
    assert same == gate.person(ticket)
    gate.close(where)
    assert gate.person(ticket) is None


def test_whoever_comes_back_is_the_same_person_in_the_same_workshop_only(gate, store, workshop):
    first, ticket = gate.join(gate.open(workshop.workshop_id).code, "phone")
    again, _ = gate.join(gate.open(workshop.workshop_id).code, "phone", earlier=ticket)
    other = gate.open(a_workshop(store).workshop_id)
    elsewhere, _ = gate.join(other.code, "phone", earlier=ticket)
    forged, _ = gate.join(gate.opening(workshop.workshop_id).code, "phone", earlier=ticket + "0")
    assert again.id == first.id
    assert first.id not in {elsewhere.id, forged.id}


def test_ten_thousand_guesses_of_a_code_fail(gate, workshop, clock):
    code = int(gate.open(workshop.workshop_id).code)
    tried = 0
    for number in range(10_000):  # the right one among them, from ever another address
        guess = f"{(code - 5_000 + number) % 10**8:08}"
        with pytest.raises(ForbiddenError):
            gate.join(guess, f"address {number % 500}")
        tried += 1
    assert tried == 10_000
    clock.later(minutes=2)
    gate.join(f"{code:08}", "a phone in the hall")


def test_a_few_wrong_guesses_stop_one_address_and_no_other(gate, workshop):
    code = gate.open(workshop.workshop_id).code
    for _ in range(5):
        with pytest.raises(ForbiddenError):
            gate.join("0" if code != "0" else "1", "guesser")
    with pytest.raises(ForbiddenError):
        gate.join(code, "guesser")
    gate.join(code, "somebody else")
    assert WRONG_BY_ALL < 100


def test_a_forged_ticket_is_nobodys(gate, workshop):
    _, ticket = gate.join(gate.open(workshop.workshop_id).code, "phone")
    body, signature = ticket.split(".")
    facts = json.loads(base64.urlsafe_b64decode(body))
    facts[0] = "administrator"
    promoted = base64.urlsafe_b64encode(json.dumps(facts).encode()).decode()
    forged = (f"{promoted}.{signature}", f"{body}.{signature[::-1]}", body, f"{ticket}0")
    for nonsense in (*forged, "", ".", "a.b", "é.è", "x" * 10_000):
        assert gate.person(nonsense) is None


def test_staff_come_in_with_the_pass_phrase(gate, clock):
    person, ticket = gate.enter("correct horse", "correct horse", "desk")
    assert gate.person(ticket) == person
    assert person.role is Role.ADMINISTRATOR
    with pytest.raises(ForbiddenError):
        gate.enter("wrong", "correct horse", "desk")
    clock.later(hours=12)
    assert gate.person(ticket) is None


def test_nobody_opens_what_is_not_there(gate):
    with pytest.raises(UnknownWorkshopError):
        gate.open("no-such-workshop")
