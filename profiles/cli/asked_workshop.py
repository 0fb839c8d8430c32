"""What the commands about workshops have in common."""

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mapping.settings import Settings
from profiles.cli import asked

if TYPE_CHECKING:
    from mapping.community.service import Service
    from mapping.community.store import Store

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]
Identifier = Annotated[str, typer.Argument(metavar="WORKSHOP", help="Its identifier.")]
For = Annotated[str, typer.Option("--for", metavar="room|project|public", help="Who will see it.")]


def store_of(settings: Settings) -> "Store":
    """The store of the workspace."""
    from mapping.community.database import open_store

    return open_store(settings)


def say(as_json: bool, document: dict[str, Any], line: str) -> None:  # noqa: FBT001 - of its option
    """Print a result as JSON or as a line."""
    if as_json:
        asked.print_json(json.loads(json.dumps(document)))
    else:
        asked.print_line(line)


def service(settings: Settings) -> "Service":
    """What whoever sits at the machine may do: everything, under the name of their account."""
    import getpass

    from mapping.community.access import Person, Role
    from mapping.community.service import Service

    try:
        name = getpass.getuser()
    except (KeyError, OSError):  # a container without accounts
        name = "this-machine"
    return Service(store_of(settings), Person(id=name, role=Role.ADMINISTRATOR))
