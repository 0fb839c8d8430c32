"""`lmp profile`, `lmp profiles`, `lmp verify`: profiles as files, one, many, and checked."""

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from profiles.cli import asked

if TYPE_CHECKING:
    from profiles.cli.asked_profiles import AskedProfiles
    from profiles.report.batch import BatchReport
    from profiles.report.progress import Telling
    from profiles.report.work import Failure


Since = Annotated[
    Path | None,
    typer.Option("--since", metavar="FILE|FOLDER", help="Tell what changed since a profile.json."),
]
Look = Annotated[
    Path | None,
    typer.Option(metavar="FOLDER", help="Look of an organisation: branding.toml and logo."),
]


def profile(  # noqa: PLR0913 - one parameter an option
    pack: Annotated[str, typer.Argument(metavar="PACK", help="As in npl.")],
    place_code: Annotated[str, typer.Argument(metavar="PLACE_CODE", help="As in NP0101.")],
    *,
    out: Annotated[Path, typer.Option(metavar="DIR", help="Where the files go.")],
    formats: Annotated[str, typer.Option(help="Between commas; pptx, datapackage if named.")] = "",
    lang: Annotated[str, typer.Option(help="Language of the profile.")] = "en",
    sections: Annotated[str, typer.Option(help="Between commas, as in key_facts,od.")] = "",
    beside: Annotated[
        str, typer.Option(metavar="CODE", help="A place of the same level that stands beside.")
    ] = "",
    earlier: Since = None,
    brand: Look = None,
) -> None:
    """Make the profile of one place."""
    from profiles.cli.asked_profiles import beside_in, edition_at, formats_of, place_in
    from profiles.editions.since import since
    from profiles.edits.kept import read_edits
    from profiles.pack import open_pack
    from profiles.profile import build_profile
    from profiles.report.brand.reading import brand_of
    from profiles.report.files import write_profile

    settings, language, wanted = asked.settings(), asked.language(lang), formats_of(formats)
    opened = open_pack(settings, pack)
    code = place_in(opened, place_code)
    built = build_profile(
        opened,
        code,
        language=language,
        publisher=settings.publisher,
        today=asked.today(),
        chosen=sections.split(",") if sections else (),
        edits=replace(
            read_edits(settings, opened.iso3, code), beside=beside_in(opened, code, beside)
        ),
    )
    look = brand_of(settings, brand)
    told = since(built, edition_at(earlier), opened)
    for path in write_profile(told, opened, out, wanted, brand=look):
        asked.print_line(str(path))


def profiles(  # noqa: PLR0913 - one parameter an option
    pack_level: Annotated[
        str | None, typer.Argument(metavar="[PACK:LEVEL]", help="As in npl:ADM2.")
    ] = None,
    more_places: Annotated[list[str] | None, typer.Argument(hidden=True)] = None,
    *,
    out: Annotated[Path | None, typer.Option(metavar="DIR", help="Where the files go.")] = None,
    formats: Annotated[str, typer.Option(help="Between commas; pptx, datapackage if named.")] = "",
    lang: Annotated[str, typer.Option(help="Languages, between commas; en if not said.")] = "",
    sections: Annotated[
        str, typer.Option(help="Between commas, as in key_facts,od; all if nothing is said.")
    ] = "",
    places: Annotated[
        list[str] | None, typer.Option(metavar="CODE…", help="Only these places.")
    ] = None,
    earlier: Since = None,
    brand: Look = None,
    jobs: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="Processes; one a core if not said.")
    ] = None,
    scheduler: Annotated[
        str, typer.Option(metavar="URL", help="Dask scheduler whose workers make them.")
    ] = "",
    recipe: Annotated[
        Path | None, typer.Option(metavar="FILE.toml", help="All of this; options win over it.")
    ] = None,
    archive: Annotated[
        Path | None, typer.Option("--zip", metavar="FILE.zip", help="All files in one as well.")
    ] = None,
    progress: Annotated[
        Path | None,
        typer.Option(metavar="FILE.json", help="Where to say how far it is, for other programs."),
    ] = None,
) -> None:
    """Make the profiles of all places of a level; what an interrupted run made is kept."""
    from profiles.cli.asked_profiles import asked_profiles
    from profiles.report.progress import telling

    # What follows the first code of `--places A B C` arrives as further arguments, and as the
    # first one where a recipe names the pack.
    words = [word for word in (pack_level, *(more_places or ())) if word]
    named = words.pop(0) if words and (recipe is None or ":" in words[0]) else ""
    codes = [code for word in (*(places or ()), *words) for code in word.split(",")]
    with telling(progress) as told:
        wanted = asked_profiles(
            recipe,
            pack_level=named,
            out=out,
            formats=formats,
            languages=lang,
            places=codes,
            sections=sections,
            earlier=earlier,
            brand=brand,
        )
        report = _written(wanted, jobs, scheduler, archive, told)
        told.fail([_said(failure) for failure in report.failures])
    if not report.is_whole:
        asked.print_line("Paused. The same command goes on where it stopped.")
    asked.print_line(
        f"{len(report.made)} profiles in {len(report.paths)} files in {wanted.out_dir}."
    )
    for failure in report.failures:
        sys.stderr.write(f"{_said(failure)}\n")
    if report.failures:
        raise typer.Exit(1)


def _written(
    wanted: "AskedProfiles",
    jobs: int | None,
    scheduler: str,
    archive: Path | None,
    told: "Telling",
) -> "BatchReport":
    from profiles.report.batch import write_profiles

    with asked.progress("Profiles") as bar:

        def show(done: int, total: int) -> None:
            bar.show(done, total)
            told.show(done, total)

        return write_profiles(
            wanted.settings,
            wanted.iso3,
            wanted.level,
            wanted.out_dir,
            wanted.formats,
            languages=wanted.languages,
            places=wanted.places,
            jobs=jobs,
            scheduler=scheduler,
            switched_off=wanted.switched_off,
            chosen=wanted.sections,
            earlier=wanted.earlier,
            brand=wanted.brand,
            book=wanted.book,
            archive=archive,
            today=asked.today(),
            on_progress=show,
            go_on=told.go_on,
        )


def _said(failure: "Failure") -> str:
    return f"{failure.place_code} ({failure.language}): {failure.reason}"


def verify(
    file: Annotated[Path, typer.Argument(metavar="PROFILE.json")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Recompute every number of a profile from its tables."""
    from profiles.editions.verify import verify_profile

    report = verify_profile(file, asked.settings())
    if as_json:
        asked.print_json(report.as_json())
    elif report.is_right:
        asked.print_line(report.summary())
    report.raise_if_wrong()
