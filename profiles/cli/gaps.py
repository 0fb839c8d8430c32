"""`lmp gaps`: what is missing where, ready to send to those who could publish it."""

from pathlib import Path
from typing import Annotated

import typer

from profiles.cli import asked


def gaps(
    pack_level: Annotated[
        str, typer.Argument(metavar="PACK[:LEVEL]", help="As in npl:ADM2, or npl for all levels.")
    ],
    *,
    out: Annotated[Path, typer.Option(metavar="FILE.(xlsx|html)", help="The report.")],
    lang: Annotated[str, typer.Option(help="Language of the report.")] = "en",
) -> None:
    """Report what is missing where, and why."""
    from mapping.atomic import write_atomically
    from profiles.pack import open_pack
    from profiles.report.gaps import FORMATS, build_gaps, gap_file

    language = asked.language(lang)
    extension = asked.one_of("file format", out.suffix.lstrip("."), FORMATS)
    name, _, level = pack_level.partition(":")
    wanted = asked.pack_and_level(pack_level)[1] if level else None
    pack = open_pack(asked.settings(), name)
    if wanted:
        pack.check_level(wanted)
    levels = [wanted] if wanted else pack.levels
    places = [place for level in levels for place in pack.gazetteer.at_level(level)]
    publisher = asked.settings().named_publisher
    today = asked.today()
    report = build_gaps(pack, places, language=language, publisher=publisher, today=today)
    write_atomically(out, gap_file(report, extension))
    missing = sum(len(one.reasons) for one in report.indicators)
    asked.print_line(f"{missing} figures are missing in {len(places)} places: {out}")
