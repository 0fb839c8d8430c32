"""A country as one book: an overview, ranking tables, and the profile of each place, as one PDF.

Typst sets a document as a whole, and so holds all of it: a page a place takes about 1.5 MB of
memory, a place with all fifteen sections about 26 MB. Pictures that places share are there once.
"""

import json
from calendar import timegm
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from mapping.i18n import N_, Translator
from mapping.places import AdminLevel, Place
from mapping.settings import Settings
from profiles.edits.kept import read_edits
from profiles.outline.sections import ONE_PAGE
from profiles.profile import Profile, build_profile
from profiles.report.brand import PLAIN, Brand
from profiles.report.document import to_document
from profiles.report.files import pictures_of
from profiles.report.pdf import set_as_pdf
from profiles.report.printed import Part
from profiles.report.rankings import ranking_tables
from profiles.sections.model import Section

if TYPE_CHECKING:
    from profiles.pack import Pack

TEMPLATE: Final = Path(__file__).parent / "templates" / "book.typ"
OVERVIEW: Final = ("key_facts", "context", "internal_levels", "od", "international")
TITLE: Final = N_("Local migration profiles: {country}, {units}")
RANKINGS: Final = N_("Ranking tables")
WORTH_SHARING: Final = 2_000  # letters of a picture
Told = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class BookOrder:
    """What a book is about."""

    level: AdminLevel
    language: str
    today: date
    places: tuple[str, ...] = ()  # codes; none: all of the level
    chosen: tuple[str, ...] = ONE_PAGE  # sections of each place; none: all fifteen
    brand: Brand = PLAIN


def to_book(
    pack: "Pack", settings: Settings, order: BookOrder, on_progress: Told | None = None
) -> bytes:
    """The book as one tagged PDF with bookmarks, the same bytes for the same pack and edits.

    Raises:
        UnknownLevelError, UnknownPlaceError, UnknownChoiceError: there is nothing such.
    """
    pack.check_level(order.level)
    places = [
        place
        for place in pack.gazetteer.at_level(order.level)
        if not order.places or place.place_code in order.places
    ]
    pictures = _Pictures()
    chapters = [pictures.shared(_overview(pack, settings, order, places))]
    tell = on_progress or (lambda _done, _all: None)
    for done, place in enumerate(places):
        tell(done, len(places))
        profile = _profile(pack, settings, order, place, order.chosen)
        chapters.append(pictures.shared(_document(pack, order, profile)))
    tell(len(places), len(places))
    translator = Translator(order.language)
    units = pack.boundaries.entry(pack.iso3, order.level).unit_name_in(order.language, plural=True)
    country = pack.gazetteer.country.name_in(order.language)
    book = {
        "title": translator.text(TITLE, country=country, units=units),
        "publisher": order.brand.organisation or settings.publisher,
        "places": chapters,
        "pictures": list(pictures.known),
    }
    inputs = {"data": json.dumps(book, ensure_ascii=False, allow_nan=False)}
    return set_as_pdf(TEMPLATE, inputs, timegm(order.today.timetuple()), named=pack.iso3)


def _overview(pack: "Pack", settings: Settings, order: BookOrder, places: Sequence[Place]) -> Part:
    """The country, and its places in the order of each indicator."""
    country = _profile(pack, settings, order, pack.gazetteer.country, OVERVIEW)
    words = Translator(order.language).text
    rankings = Section(
        number=0,
        id="rankings",
        title=words(RANKINGS),
        questions=(),
        reference="",
        tables=ranking_tables(pack, places, language=order.language, today=order.today),
    )
    made = replace(country, sections=(*country.sections, rankings))
    document = _document(pack, order, made)
    chapter = document["sections"][-1]
    tables = [block | {"depth": 1} for block in chapter["blocks"]]
    document["sections"][-1] = chapter | {"chapter": True, "id": rankings.id, "blocks": tables}
    return document


def _profile(
    pack: "Pack", settings: Settings, order: BookOrder, place: Place, chosen: Sequence[str]
) -> Profile:
    return build_profile(
        pack,
        place.place_code,
        language=order.language,
        publisher=settings.publisher,
        today=order.today,
        edits=read_edits(settings, pack.iso3, place.place_code),
        chosen=chosen,
    )


def _document(pack: "Pack", order: BookOrder, profile: Profile) -> Part:
    return to_document(profile, pictures_of(profile, pack, order.brand), printed=True)


@dataclass(slots=True)
class _Pictures:
    """Pictures by their place in the book's list: most places show the same maps."""

    known: dict[str, int] = field(default_factory=dict)

    def shared(self, value: Any) -> Any:  # noqa: ANN401 - any JSON
        """The same parts, with a number in the place of each large picture."""
        if isinstance(value, str):
            is_picture = value.startswith("<svg") and len(value) > WORTH_SHARING
            return self.known.setdefault(value, len(self.known)) if is_picture else value
        if isinstance(value, dict):
            return {key: self.shared(item) for key, item in value.items()}
        if isinstance(value, list | tuple):
            return [self.shared(item) for item in value]
        return value
