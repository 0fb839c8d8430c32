"""What a catalogue file may say: the shape of each entry, as it is written."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Final, TypeAlias, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from mapping.places import AdminLevel
from profiles.indicators.flows import FlowType
from profiles.indicators.goals import GoalLink, parse_link
from profiles.indicators.model import Aggregation, Direction, Formula, Kind
from profiles.indicators.vocabulary import Breakdown, SourceKind

NO_CAVEAT: Final = "-"
CODE_PATTERN: Final = r"^[a-z][a-z0-9_]*$"
PART_PATTERN: Final = r"^[a-z][a-z0-9_]*(:(total|female|male))?$"
ISO3_PATTERN: Final = r"^[A-Z]{3}$"
FLOW_FILE_PATTERN: Final = r"^flows_[A-Za-z0-9_]+\.csv$"

Code: TypeAlias = Annotated[str, Field(pattern=CODE_PATTERN)]
PartText: TypeAlias = Annotated[str, Field(pattern=PART_PATTERN)]
Iso3: TypeAlias = Annotated[str, Field(pattern=ISO3_PATTERN)]
Filled: TypeAlias = Annotated[str, Field(min_length=1)]

Named = TypeVar("Named", bound=StrEnum)


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Words(_Strict):
    """One text in the languages of the interface; English is always there."""

    en: Filled
    fr: str = ""
    es: str = ""

    def by_language(self) -> dict[str, str]:
        """The texts that there are, by language."""
        return {language: text for language, text in self if text}


def _caveat(value: object) -> object:
    """A caveat in English alone may be written as it is; a dash says that there is none."""
    if isinstance(value, str):
        return None if value == NO_CAVEAT else {"en": value}
    return value


def _named(members: type[Named], value: object) -> Named:
    if isinstance(value, members):
        return value
    names = [name.lower() for name in members.__members__]
    if value not in names:
        raise PydanticCustomError("enum", "one of {expected}", {"expected": ", ".join(names)})
    return members[str(value).upper()]


def _link(value: object) -> GoalLink:
    return value if isinstance(value, GoalLink) else parse_link(str(value))


class SourceEntry(_Strict):
    """One publication."""

    id: Filled
    title: Filled
    publisher: Filled
    year: Annotated[str, Field(min_length=4)]
    url: str = ""
    licence: str = ""
    note: str = ""


class IndicatorEntry(_Strict):
    """One thing measured; see `profiles.indicators.model.Indicator`."""

    code: Code
    section: Annotated[int, Field(ge=0, le=14)]
    kind: Kind
    label: Words
    definition: Words
    unit: Words
    caveat: Annotated[Words | None, BeforeValidator(_caveat)] = None
    decimals: Annotated[int, Field(ge=0, le=6)] = 0
    direction: Direction = Direction.NEUTRAL
    multiplier: Annotated[float, Field(gt=0)] = 1.0
    formula: Formula | None = None
    numerator: PartText | None = None
    denominator: PartText | None = None
    parts: tuple[PartText, ...] = ()
    aggregation: Aggregation | None = None
    midpoint: float | None = None
    protected: bool = False
    parts_of: Code | None = None
    dimension: str = ""
    disaggregation: tuple[
        Annotated[Breakdown, BeforeValidator(lambda value: _named(Breakdown, value))], ...
    ] = ()
    sdg: tuple[Annotated[GoalLink, BeforeValidator(_link)], ...] = ()
    gcm: tuple[Annotated[int, Field(ge=1, le=23)], ...] = ()
    sources: tuple[
        Annotated[SourceKind, BeforeValidator(lambda value: _named(SourceKind, value))], ...
    ] = ()


class SeriesEntry(_Strict):
    """An indicator in one country."""

    iso3: Iso3
    indicator: Code
    source: str
    note: str = ""
    proxy: bool = False
    periods: tuple[str, ...] = ()
    same_as: Code | None = None
    same_at: tuple[AdminLevel, ...] = ()


class PartnerEntry(_Strict):
    """An origin or destination that is no place of a pack."""

    code: Filled
    label: Words


class FlowTableEntry(_Strict):
    """One origin-destination table."""

    iso3: Iso3
    file: Annotated[str, Field(pattern=FLOW_FILE_PATTERN)]
    measure: Code
    label: Words
    flow_type: FlowType
    interval_years: Annotated[int, Field(ge=1)] | None = None
    origin_level: str
    destination_level: str
    period: str
    unit: Words
    source: str
    note: str = ""
    proxy: bool = False
    origin_total: Code | None = None
    destination_total: Code | None = None
    cells: Mapping[str, Code] = Field(default_factory=dict)
    collapse_to: tuple[AdminLevel, ...] = ()
    missing_is_zero: bool = False


class CatalogueFile(_Strict):
    """Everything in one file."""

    source: tuple[SourceEntry, ...] = ()
    indicator: tuple[IndicatorEntry, ...] = ()
    series: tuple[SeriesEntry, ...] = ()
    partner: tuple[PartnerEntry, ...] = ()
    flow: tuple[FlowTableEntry, ...] = ()
