"""`lmp workshop role` and `audit`: what staff who sign in may do, and what was done."""

from typing import Annotated, Any

import typer

from mapping.i18n import N_
from profiles.cli import asked
from profiles.cli.asked_workshop import AsJson, say, service


def role(
    name: Annotated[str | None, typer.Argument(metavar="E-MAIL", help="Who signs in.")] = None,
    given: Annotated[
        str | None,
        typer.Argument(
            metavar="viewer|editor|facilitator|administrator|nobody", help="What they may do."
        ),
    ] = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Give somebody who signs in a role; without one, list the roles there are."""
    from mapping.community.access import Role

    desk = service(asked.settings())
    if name and given:
        kinds = [str(one) for one in Role if one is not Role.PARTICIPANT]
        wanted = Role(asked.one_of(N_("role"), given, kinds))
        desk.give_role(name.strip().casefold(), None if wanted is Role.NOBODY else wanted)
    elif name or given:
        raise typer.BadParameter("give an e-mail address and a role", param_hint="role")
    roles = desk.roles()
    lines = [f"{kind:<14} {who}" for who, kind in roles.items()]
    say(as_json, {"roles": roles}, "\n".join(lines))


def audit(*, as_json: AsJson = False) -> None:
    """Print the audit trail, and whether every entry is as it was written."""
    from mapping.community.audit import first_broken

    trail = service(asked.settings()).trail()
    broken = first_broken(trail)
    entries: list[dict[str, Any]] = [
        {
            "number": line.number,
            "at": line.at.isoformat(),
            "who": line.entry.who,
            "role": line.entry.role,
            "action": line.entry.action,
            "workshop_id": line.entry.workshop_id,
            "object": line.entry.object,
        }
        for line in trail
    ]
    lines = ["  ".join(str(part) for part in one.values() if part is not None) for one in entries]
    lines.append("whole" if broken is None else f"changed outside this program from {broken} on")
    say(as_json, {"entries": entries, "first_broken": broken}, "\n".join(lines))
