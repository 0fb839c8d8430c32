"""`lmp profile`, `lmp profiles`, `lmp verify`: profiles as files, one, many, and checked."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mapping.places import PlaceCode
from mapping.settings import Settings
from profiles.cli import asked

if TYPE_CHECKING:
    from profiles.pack import Pack


def profile(
    pack: Annotated[str, typer.Argument(metavar="PACK", help="As in npl.")],
    place_code: Annotated[str, typer.Argument(metavar="PLACE_CODE", help="As in NP0101.")],
    *,
    out: Annotated[Path, typer.Option(metavar="DIR", help="Where the files go.")],
    formats: Annotated[str, typer.Option(help="Between commas; all if nothing is said.")] = "",
    lang: Annotated[str, typer.Option(help="Language of the profile.")] = "en",
) -> None:
    """Make the profile of one place."""
    from profiles.pack import open_pack
    from profiles.profile import build_profile
    from profiles.report.files import write_profile

    settings, language, wanted = asked.settings(), asked.language(lang), _formats(formats)
    opened = open_pack(settings, pack)
    built = build_profile(
        opened,
        _place(opened, place_code),
        language=language,
        publisher=settings.publisher,
        today=asked.today(),
    )
    for path in write_profile(built, opened, out, wanted):
        asked.print_line(str(path))


def profiles(  # noqa: PLR0913 - one parameter an option
    pack_level: Annotated[str, typer.Argument(metavar="PACK:LEVEL", help="As in npl:ADM2.")],
    more_places: Annotated[list[str] | None, typer.Argument(hidden=True)] = None,
    *,
    out: Annotated[Path, typer.Option(metavar="DIR", help="Where the files go.")],
    formats: Annotated[str, typer.Option(help="Between commas; all if nothing is said.")] = "",
    lang: Annotated[str, typer.Option(help="Languages, between commas.")] = "en",
    places: Annotated[
        list[str] | None, typer.Option(metavar="CODE…", help="Only these places.")
    ] = None,
    jobs: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="Processes; one a core if not said.")
    ] = None,
) -> None:
    """Make the profiles of all places of a level."""
    from profiles.report.batch import write_profiles

    settings, languages, wanted = asked.settings(), asked.languages(lang), _formats(formats)
    iso3, level = asked.pack_and_level(pack_level)
    # What follows the first code of `--places A B C` arrives as further arguments.
    named = [code for word in (*(places or ()), *(more_places or ())) for code in word.split(",")]
    with asked.progress("Profiles") as bar:
        report = write_profiles(
            settings,
            iso3,
            level,
            out,
            wanted,
            languages=languages,
            places=_named(settings, iso3, named),
            jobs=jobs,
            today=asked.today(),
            on_progress=bar.show,
        )
    asked.print_line(f"{len(report.made)} profiles in {len(report.paths)} files in {out}.")
    for failure in report.failures:
        sys.stderr.write(f"{failure.place_code} ({failure.language}): {failure.reason}\n")
    if report.failures:
        raise typer.Exit(1)


def _named(settings: Settings, iso3: str, codes: Sequence[str]) -> list[PlaceCode]:
    """The places named, as the pack writes them; nothing is opened when none is."""
    from profiles.pack import open_pack

    if not codes:
        return []
    opened = open_pack(settings, iso3)
    return [_place(opened, code) for code in codes]


def verify(
    file: Annotated[Path, typer.Argument(metavar="PROFILE.json")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Recompute every number of a profile from its tables."""
    from profiles.verify import verify_profile

    report = verify_profile(file, asked.settings())
    if as_json:
        asked.print_json(report.as_json())
    elif report.is_right:
        asked.print_line(report.summary())
    report.raise_if_wrong()


def _formats(text: str) -> tuple[str, ...]:
    from profiles.report.files import FORMATS, check_formats

    return check_formats(text.split(",")) if text else FORMATS


def _place(pack: "Pack", place_code: str) -> PlaceCode:
    """The code of a place as the pack writes it; case does not matter to a person."""
    known = {str(code).casefold(): code for code in pack.gazetteer.places}
    return known.get(place_code.strip().casefold()) or pack.gazetteer.place(place_code).place_code
