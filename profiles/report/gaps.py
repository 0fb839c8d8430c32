"""What is missing where: each expected indicator and place with the reason, to be sent on."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from mapping.errors import UnknownChoiceError
from mapping.i18n import N_, Translator
from profiles.outline.expected import EXPECTED, Expected
from profiles.outline.sections import OUTLINE, REASON_TEXTS, GapReason
from profiles.report.gap_sheets import to_xlsx
from profiles.report.html import filled
from profiles.sections.facts import Facts
from profiles.sections.gaps import levels_of, name_of, reason_for, reason_text

if TYPE_CHECKING:
    from mapping.places import Place
    from profiles.evidence.pack import Evidence

TITLE: Final = N_("What is missing where: {country}")
FORMATS: Final = ("html", "xlsx")
LEGEND: Final = {  # without the level that a reason is printed with for one place
    GapReason.NOT_AT_LEVEL: N_("published for larger areas only"),
}
WORDS: Final = {
    "about": N_("About this list"),
    "from": N_("From"),
    "date": N_("Date"),
    "what": N_("What this is"),
    "introduction": N_(
        "A local migration profile looks for these figures in every place. This list names those"
        " that no table held here gives, place by place, why, and which kind of source could give"
        " them."
    ),
    "asked": N_("What is asked for"),
    "request": N_(
        "Please say which of these figures exist or could be published for these places, and from"
        " when on. Totals by place are enough: records of single persons or households are not"
        " asked for."
    ),
    "number_of_places": N_("Places"),
    "number_of_indicators": N_("Indicators that some place lacks"),
    "number_of_figures": N_("Figures missing"),
    "indicators": N_("Indicators"),
    "gaps": N_("Missing figures"),
    "places": N_("Places"),
    "section": N_("Section"),
    "indicator": N_("Indicator"),
    "shown": N_("Places with a figure"),
    "missing": N_("Places without"),
    "reasons": N_("Reasons"),
    "published": N_("Held here for"),
    "close": N_("To close the gap"),
    "possible": N_("Can it be published?"),
    "since_when": N_("From when"),
    "remarks": N_("Remarks"),
    "place": N_("Place"),
    "code": N_("Code"),
    "reason": N_("Reason"),
    "made_on": N_("Made on {date}"),
    "differing": N_("Figures that only some places lack"),
    "full": N_("Nothing is missing."),
}


COUNTED: Final = N_("{label}: {value}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """One indicator and the places that have no figure of it."""

    code: str
    name: str
    section: str  # its title
    levels: tuple[str, ...]  # whom there are figures of, in words
    to_close: tuple[str, ...]  # kinds of source, in words
    shown: int
    reasons: tuple[tuple[str, str], ...]  # place code and reason; what does not apply is no gap
    words: tuple[tuple[str, str], ...]  # each of these reasons, and what it means here
    said: tuple[str, ...]  # how many places lack it for each reason, the most frequent first

    @property
    def differs(self) -> bool:
        """Whether it is not the same for every place."""
        return self.shown > 0 or len(self.said) > 1


@dataclass(frozen=True, slots=True, kw_only=True)
class GapReport:
    """All that is expected of some places and not there."""

    title: str
    language: str
    publisher: str  # who sends it; "": nobody is named
    made_on: date
    places: tuple[tuple[str, str], ...]  # code and name
    indicators: tuple[Missing, ...]  # those that any place lacks, in the order of the outline
    legend: tuple[tuple[str, str], ...]  # each reason that occurs and what it means


def build_gaps(
    pack: "Evidence",
    places: Sequence["Place"],
    *,
    language: str,
    publisher: str = "",
    today: date,
) -> GapReport:
    """What is expected of places of a pack and not shown.

    Args:
        pack: Only its published tables are read.
        places: Of any levels.
        language: Of every word.
        publisher: Who sends it.
        today: Printed on the report.
    """
    every = [Facts(pack, place, language=language, today=today) for place in places]
    found = [_missing(every, expected) for expected in EXPECTED if not expected.of_profile]
    missing = tuple(one for one in found if one is not None and one.reasons)
    occurring = {reason for one in missing for _, reason in one.reasons}
    text = Translator(language).text
    return GapReport(
        title=text(TITLE, country=pack.gazetteer.country.name_in(language)),
        language=language,
        publisher=publisher,
        made_on=today,
        places=tuple((str(facts.place.place_code), facts.name) for facts in every),
        indicators=missing,
        legend=tuple(
            (reason.value, text(LEGEND.get(reason, words)))
            for reason, words in REASON_TEXTS.items()
            if reason.value in occurring
        ),
    )


def _missing(every: Sequence[Facts], expected: Expected) -> Missing | None:
    reasons: list[tuple[str, str]] = []
    words: dict[str, str] = {}
    shown = 0
    for facts in every:
        reason = reason_for(facts, expected)
        shown += reason is None
        if reason is not None and reason is not GapReason.NOT_APPLICABLE:
            reasons.append((str(facts.place.place_code), reason.value))
            if reason.value not in words:
                words[reason.value] = reason_text(facts, expected.code, reason)
    if not every:
        return None
    first = every[0]
    return Missing(
        code=expected.code,
        name=name_of(first, expected),
        section=first.text(OUTLINE[expected.section].title),
        levels=levels_of(first, expected.code),
        to_close=tuple(first.text(kind.value) for kind in expected.sources),
        shown=shown,
        reasons=tuple(reasons),
        words=tuple(words.items()),
        said=tuple(
            first.text(COUNTED, label=words[reason], value=first.translator.number(count))
            for reason, count in Counter(reason for _, reason in reasons).most_common()
        ),
    )


def gap_file(report: GapReport, extension: str) -> bytes:
    """The report as a file.

    Raises:
        UnknownChoiceError: no such format.
    """
    if extension == "html":
        return _to_html(report).encode()
    if extension == "xlsx":
        return to_xlsx(report, _words(report))
    raise UnknownChoiceError(kind="file format", asked=extension, available=", ".join(FORMATS))


def _words(report: GapReport) -> dict[str, str]:
    translator = Translator(report.language)
    day = translator.date(report.made_on)
    return {"day": day, **{key: translator.text(said, date=day) for key, said in WORDS.items()}}


def _to_html(report: GapReport) -> str:
    rtl = Translator(report.language).right_to_left
    by_place = {one.code: dict(one.reasons) for one in report.indicators if one.differs}
    return filled(
        "gaps.html.j2",
        report=report,
        by_place=by_place,
        differing=[one for one in report.indicators if one.differs],
        words=_words(report),
        listing=Translator(report.language).listing,
        direction="rtl" if rtl else "ltr",
    )
