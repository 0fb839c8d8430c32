"""`lmp book`: a country as one PDF, with an overview, ranking tables and a profile a place."""

from pathlib import Path
from typing import Annotated

import typer

from mapping.places import AdminLevel
from profiles.cli import asked
from profiles.cli.profile_files import Look


def book(  # noqa: PLR0913 - one parameter an option
    pack_level: Annotated[
        str, typer.Argument(metavar="PACK[:LEVEL]", help="As in npl; its lowest level is taken.")
    ],
    *,
    out: Annotated[Path, typer.Option(metavar="FILE.pdf", help="The book.")],
    lang: Annotated[str, typer.Option(help="Language of the book.")] = "en",
    sections: Annotated[
        str, typer.Option(help="Of each place, between commas, or all; a page if nothing is said.")
    ] = "",
    brand: Look = None,
    places: Annotated[str, typer.Option(metavar="CODES", help="Only these, between commas.")] = "",
) -> None:
    """Make one book of a country: overview, ranking tables, one profile a place."""
    from mapping.atomic import write_atomically
    from profiles.cli.asked_profiles import place_in
    from profiles.outline.sections import ONE_PAGE
    from profiles.pack import open_pack
    from profiles.report.book import BookOrder, to_book
    from profiles.report.brand.reading import brand_of
    from profiles.sections.edition import SECTIONS, check_sections

    settings, language = asked.settings(), asked.language(lang)
    name, _, level = pack_level.partition(":")
    wanted = asked.pack_and_level(pack_level)[1] if level else None
    pack = open_pack(settings, name)
    every = ",".join(SECTIONS)
    chosen = check_sections(
        {"": ONE_PAGE, "all": every.split(",")}.get(sections) or sections.split(",")
    )
    order = BookOrder(
        level=wanted or max(pack.levels, key=list(AdminLevel).index),
        language=language,
        today=asked.today(),
        places=tuple(place_in(pack, code) for code in places.split(",")) if places else (),
        chosen=chosen,
        brand=brand_of(settings, brand),
    )
    with asked.progress("Book") as bar:
        write_atomically(out, to_book(pack, settings, order, bar.show))
    asked.print_line(str(out))
