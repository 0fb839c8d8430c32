"""`lmp kit`: the maps, tables and profiles of a level as one file."""

from pathlib import Path
from typing import Annotated

import typer

from mapping.i18n import N_
from profiles.cli import asked


def kit(
    boundary_set: Annotated[str, typer.Argument(metavar="PACK:LEVEL", help="As in npl:ADM2.")],
    *,
    out: Annotated[Path, typer.Option(metavar="FILE.html", help="The file to write.")],
    lang: Annotated[str, typer.Option(help="Languages of everything in it: en,fr.")] = "en",
) -> None:
    """Put maps, tables and profiles of a level into one file that needs no network."""
    from mapping.atomic import write_atomically
    from profiles.pack import open_pack
    from profiles.report.kit import build_kit

    asked.one_of(N_("kit format"), out.suffix.lstrip("."), ("html",))
    settings, languages = asked.settings(), asked.languages(lang)
    iso3, level = asked.pack_and_level(boundary_set)
    pack = open_pack(settings, iso3)
    with asked.progress("Profiles") as bar:
        made = build_kit(
            pack, level, settings, languages=languages, today=asked.today(), on_progress=bar.show
        )
    write_atomically(out, made)
    asked.print_line(str(out))
