"""What the commands about workshops have in common."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mapping.errors import UnknownChoiceError
from mapping.i18n import N_, Translator
from mapping.settings import Settings
from profiles.cli import asked

if TYPE_CHECKING:
    from mapping.community.legend import Category
    from mapping.community.service import Service
    from mapping.community.store import Store
    from mapping.community.workshop import Bounds, Plan

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


def read_plan(path: Path) -> "Plan":
    """The plan of a file that `lmp workshop` or the page has written."""
    from mapping.community.wire import as_mapping, parse_text
    from mapping.community.wire_plan import plan_from_json

    if not path.is_file():
        raise typer.BadParameter(f"there is no file {path}", param_hint="--plan")
    return plan_from_json(as_mapping(parse_text(path.read_bytes())))


def plan_for(
    settings: Settings,
    title: str,
    pack: str,
    place_code: str | None,
    legend: tuple["Category", ...],
) -> "Plan":
    """A plan for a place of a pack, or for its country."""
    from mapping.boundaries.packs import read_boundary_catalogue
    from mapping.boundaries.read import read_gazetteer
    from mapping.community.workshop import WORLD, Plan

    catalogue = read_boundary_catalogue(settings.data_dir, settings.workspace_dir)
    gazetteer = read_gazetteer(catalogue, pack)
    place = gazetteer.place(place_code) if place_code else gazetteer.country
    bounds: Bounds = place.bounds or WORLD
    return Plan(
        title=title,
        iso3=gazetteer.iso3,
        place_code=place.place_code if place_code else None,
        bounds=bounds,
        legend=legend,
    )


def legend_of(asked_for: str, language: str) -> tuple["Category", ...]:
    """A ready-made legend, or the one in a file."""
    from mapping.community.legend_files import read_legend
    from mapping.community.legends import STARTER_LEGENDS

    starter = next((one for one in STARTER_LEGENDS if one.id == asked_for), None)
    if starter is not None:
        return starter.categories(Translator(language))
    path = Path(asked_for)
    if not path.is_file():
        available = ", ".join(one.id for one in STARTER_LEGENDS)
        raise UnknownChoiceError(kind=N_("legend"), asked=asked_for, available=available)
    return read_legend(path)
