"""A country as one book: an overview, ranking tables, and the profile of each place, as one PDF.

Typst sets a document as a whole and holds all of it: a place with all fifteen sections takes about
26 MB of memory. A book is set some places at a time, and its parts are bound together.
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
from profiles.outline.sections import ONE_PAGE, OUTLINE
from profiles.profile import build_profile
from profiles.report.binding import MARK, Binder
from profiles.report.binding import Part as SetPart
from profiles.report.brand import PLAIN, Brand
from profiles.report.document import to_document
from profiles.report.files import pictures_of
from profiles.report.pdf import STANDARD, set_as_pdf
from profiles.report.printed import Part
from profiles.report.rankings import ranking_tables
from profiles.report.text import visible
from profiles.sections.model import Section
from profiles.sections.whole import Profile

if TYPE_CHECKING:
    from profiles.pack import Pack

TEMPLATE: Final = Path(__file__).parent / "templates" / "book.typ"
OVERVIEW: Final = ("key_facts", "context", "internal_levels", "od", "international")
TITLE: Final = N_("Local migration profiles: {country}, {units}")
RANKINGS: Final = N_("Ranking tables")
SECTIONS_AT_ONCE: Final = 8  # that are set together; Typst remembers the last ten it has set
PAGES_IN_FRONT: Final = 12  # about: contents, overview, ranking tables
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
    overview = _overview(pack, settings, order, places)
    names = [part["title"] for part in overview["sections"] if "chapter" in part]
    book = _Book(
        order=order,
        title=_title(pack, order),
        publisher=order.brand.organisation or settings.named_publisher,
        look=overview,
        chapters=[overview["identity"]["name"], *names, *_names(places, order)],
    )
    book.set_part([overview])
    tell = on_progress or (lambda _done, _all: None)
    at_once = max(1, SECTIONS_AT_ONCE // len(order.chosen or OUTLINE))
    for start in range(0, len(places), at_once):
        documents: list[Part] = []
        for place in places[start : start + at_once]:
            tell(start + len(documents), len(places))
            profile = _profile(pack, settings, order, place, order.chosen)
            documents.append(_document(pack, order, profile))
        book.set_part(documents)
    tell(len(places), len(places))
    return book.bound()


def _title(pack: "Pack", order: BookOrder) -> str:
    units = pack.boundaries.entry(pack.iso3, order.level).unit_name_in(order.language, plural=True)
    country = pack.gazetteer.country.name_in(order.language)
    return Translator(order.language).text(TITLE, country=country, units=units)


def _names(places: Sequence[Place], order: BookOrder) -> list[str]:
    return [visible(place.name_in(order.language)) for place in places]


class _Book:
    """The parts of a book that are set, and the pages its chapters begin on.

    Args:
        order: What the book is about.
        title: Of the book.
        publisher: Named on its first page; "": nobody is.
        look: A document, whose brand, language and words are those of the book.
        chapters: What they are called, in their order.
    """

    def __init__(
        self, *, order: BookOrder, title: str, publisher: str, look: Part, chapters: Sequence[str]
    ) -> None:
        self._order, self._title, self._chapters = order, title, chapters
        self._look = {key: look[key] for key in ("language", "direction", "brand", "words")}
        self._publisher = publisher
        self._binder = Binder()
        self._begins: list[int] = []  # the page of each chapter
        self._conforms = True  # whether all of it keeps to the standard
        # Room for the number of pages: about one a section, and what comes before the places.
        sections = len(chapters) * len(order.chosen or OUTLINE)
        self._digits = len(str(sections + PAGES_IN_FRONT))
        # The list of contents is as long before its numbers are known.
        self._next_page = 1 + len(self._front([0] * len(chapters)).pages)

    def set_part(self, documents: Sequence[Part]) -> None:
        """Set some chapters, behind those that are set."""
        part = self._set({"front": None, "places": documents, "first_page": self._next_page})
        self._begins += [self._next_page + page for page in part.chapter_pages()]
        self._next_page += len(part.pages)
        self._conforms &= part.conforms
        self._binder.add(part)

    def bound(self) -> bytes:
        """The whole book, once all chapters are set."""
        self._binder.add(self._front(self._begins), in_front=True)
        in_all = {"pages": self._binder.pages}
        self._binder.fill(self._set({"front": None, "places": [], "first_page": 1} | in_all))
        return self._binder.bound()

    def _front(self, begins: Sequence[int]) -> SetPart:
        chapters = [*zip(self._chapters, begins, strict=True)]
        front = self._look | {"publisher": self._publisher, "chapters": chapters}
        return self._set({"front": front, "places": [], "first_page": 1})

    def _set(self, asked: Part) -> SetPart:
        pictures = _Pictures()
        shared = {"pages": None} | pictures.shared(asked)
        look = {"title": self._title} | {key: self._look[key] for key in ("language", "direction")}
        look |= {"mark": MARK.decode(), "digits": self._digits}
        data = shared | look | {"pictures": list(pictures.known)}
        inputs = {"data": json.dumps(data, ensure_ascii=False, allow_nan=False)}
        made_on = timegm(self._order.today.timetuple())
        standard = STANDARD if self._conforms else None
        made = set_as_pdf(TEMPLATE, inputs, made_on, named=self._title, standard=standard)
        return SetPart(made)


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
