"""Which profiles a person asked for: in a recipe, on the command line, or in both."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from mapping.errors import UnknownPlaceError, UnreadableFileError, listed
from mapping.i18n import N_
from mapping.places import AdminLevel, PlaceCode
from mapping.settings import Settings
from profiles.cli import asked
from profiles.evidence.comparison import chosen
from profiles.report.brand import Brand
from profiles.report.brand.reading import brand_of
from profiles.report.files import USUAL, check_formats
from profiles.report.recipe import Recipe, named, read_recipe, reasons_in
from profiles.sections.edition import check_sections

if TYPE_CHECKING:
    from profiles.pack import Pack


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedProfiles:
    """What a run is about; every word of it was found."""

    settings: Settings
    iso3: str
    level: AdminLevel
    out_dir: Path
    formats: tuple[str, ...]
    languages: tuple[str, ...]
    places: tuple[PlaceCode, ...]  # none: all of the level
    switched_off: Mapping[str, Mapping[str, str]]  # by language
    sections: tuple[str, ...]  # none: all
    earlier: Path | None  # profiles of an earlier edition
    brand: Brand
    book: bool  # whether a book of them all is made as well


def asked_profiles(  # noqa: PLR0913 - one parameter an option
    path: Path | None,
    *,
    pack_level: str,
    out: Path | None,
    formats: str,
    languages: str,
    places: Sequence[str],
    sections: str,
    earlier: Path | None,
    brand: Path | None,
) -> AskedProfiles:
    """What the command line says, and where it says nothing, the recipe.

    Raises:
        UnreadableFileError, BadRecipeError: the recipe is none.
        UsageError: a pack, level, place, format or language is not there; one that stands in the
            recipe is named with its key.
    """
    recipe = read_recipe(path) if path else Recipe()
    settings = asked.settings()
    if recipe.publisher:
        settings = replace(settings, publisher=recipe.publisher)
    spoken = _languages(languages, recipe, path)
    iso3, level = _pack_and_level(pack_level, recipe, path)
    # Opened here only where there are words of a person to check.
    pack = _opened(settings, iso3, level, None if pack_level else path) if path or places else None
    return AskedProfiles(
        settings=settings,
        iso3=iso3,
        level=level,
        out_dir=_folder(out, recipe, path),
        formats=_formats(formats, recipe, path),
        languages=spoken,
        places=_places(pack, places, recipe, path) if pack else (),
        switched_off=reasons_in(recipe, spoken, path) if path else {},
        sections=check_sections(sections.split(",") if sections else recipe.sections),
        book=recipe.book,
        brand=brand_of(settings, brand or _beside(path, recipe.brand)),
        earlier=edition_at(earlier or _beside(path, recipe.since)),
    )


def formats_of(text: str) -> tuple[str, ...]:
    """Formats between commas; the usual ones where there is nothing."""
    return check_formats(text.split(",")) if text else USUAL


def _beside(recipe: Path | None, named: str | None) -> Path | None:
    """A path as a recipe names it."""
    return recipe.parent / named if recipe and named else None


def edition_at(path: Path | None) -> Path | None:
    """An earlier edition that a person named.

    Raises:
        UnreadableFileError: there is nothing.
    """
    if path is not None and not path.exists():
        raise UnreadableFileError(path=path, reason=N_("there is no such file or folder"))
    return path


def place_in(pack: "Pack", place_code: str) -> PlaceCode:
    """The code of a place as the pack writes it; case does not matter to a person."""
    known = {str(code).casefold(): code for code in pack.gazetteer.places}
    return known.get(place_code.strip().casefold()) or pack.gazetteer.place(place_code).place_code


def beside_in(pack: "Pack", place_code: PlaceCode, beside: str) -> str:
    """The code of the place that stands beside another; nothing if none was asked for.

    Raises:
        UnknownPlaceError: there is no such place, or it is not another one of the same level.
    """
    if not beside:
        return ""
    place, other = pack.gazetteer.place(place_code), place_in(pack, beside)
    if not chosen(pack.gazetteer, place, other):
        others = pack.gazetteer.at_level(place.level)
        raise UnknownPlaceError(
            asked=beside, pack=pack.iso3, available=listed([one.place_code for one in others])
        )
    return other


def _pack_and_level(text: str, recipe: Recipe, path: Path | None) -> tuple[str, AdminLevel]:
    if text:
        return asked.pack_and_level(text)
    if not (recipe.pack and recipe.level):
        raise typer.BadParameter("Missing PACK:LEVEL: neither given nor in a recipe.")
    with named(path, "level"):
        return asked.pack_and_level(f"{recipe.pack}:{recipe.level}")


def _folder(out: Path | None, recipe: Recipe, path: Path | None) -> Path:
    if out is not None:
        return out
    if path is None or recipe.out is None:
        raise typer.BadParameter("Missing --out: neither given nor in a recipe.")
    return path.parent / recipe.out


def _formats(text: str, recipe: Recipe, path: Path | None) -> tuple[str, ...]:
    if text or not recipe.formats:
        return formats_of(text)
    with named(path, "formats"):
        return check_formats(recipe.formats)


def _languages(text: str, recipe: Recipe, path: Path | None) -> tuple[str, ...]:
    if text or not recipe.languages:
        return asked.languages(text or "en")
    with named(path, "languages"):
        return asked.languages(",".join(recipe.languages))


def _opened(settings: Settings, iso3: str, level: AdminLevel, written_in: Path | None) -> "Pack":
    from profiles.pack import open_pack

    with named(written_in, "pack"):
        pack = open_pack(settings, iso3)
    with named(written_in, "level"):
        pack.check_level(level)
    return pack


def _places(
    pack: "Pack", codes: Sequence[str], recipe: Recipe, path: Path | None
) -> tuple[PlaceCode, ...]:
    """The places as the pack writes them."""
    if codes:
        return tuple(place_in(pack, code) for code in codes)
    with named(path, "places"):
        return tuple(place_in(pack, code) for code in recipe.places)
