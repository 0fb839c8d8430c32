"""The choices above a map, in reading order: country, level, indicator, period."""

from collections.abc import Sequence
from dataclasses import dataclass

from mapping.errors import (
    ToolError,
    UnknownIndicatorError,
    UnknownLevelError,
    UnknownPackError,
    UnknownPeriodError,
    listed,
)
from mapping.i18n import Translator
from mapping.places import AdminLevel, PlaceCode
from mapping.ui.context import Context
from profiles.indicators.model import Kind
from profiles.indicators.words import names_in_list
from profiles.maps import Look
from profiles.maps.class_choices import number_code, scheme_code
from profiles.pack import Pack
from profiles.ui import cache
from profiles.ui.state import Address
from profiles.ui.widgets.pick import pick

FIRST_COUNTRY = "NPL"


@dataclass(frozen=True, kw_only=True)
class Choice:
    """What the reader is looking at, and what their link asked for that does not exist."""

    pack: Pack
    level: AdminLevel
    indicator: str
    period: str
    look: Look
    place: PlaceCode | None
    over: str = ""  # code of what lies over the places
    refused: tuple[ToolError, ...] = ()

    @property
    def address(self) -> Address:
        """The link that reopens this view."""
        return Address(
            country=self.pack.iso3,
            level=self.level.value,
            indicator=self.indicator,
            period=self.period,
            place=self.place or "",
            scheme=scheme_code(self.look.scheme),
            classes=number_code(self.look.classes),
            kind=self.look.kind,
            second=self.look.second,
            breaks=",".join(f"{number:.15g}" for number in self.look.breaks),
            palette=self.look.palette,
            title=self.look.title,
            over=self.over,
            lang=Address.read().lang,
        )


def pick_pack(context: Context, address: Address, refused: list[ToolError]) -> Pack:
    """The opened pack of a country."""
    return cache.pack(context.settings, pick_country(context, address, refused))


def pick_country(context: Context, address: Address, refused: list[ToolError]) -> str:
    """The code of a country that has a pack; one that has none, or a damaged one, is said."""
    names, problems = cache.pack_names(context.settings, context.translator.language)
    refused.extend(problems)
    codes = list(names)
    asked = address.country.upper()
    if address.asks_for_unknown(asked, names):
        refused.append(UnknownPackError(asked=address.country, available=listed(codes)))
    default = FIRST_COUNTRY if FIRST_COUNTRY in names else codes[0]
    return pick(
        context.translator.text("Country"),
        codes,
        key="pick_country",
        asked=asked,
        default=default,
        is_new=address.is_new,
        labelled=lambda code: names[code],
        draws=context.draws,
    )


def pick_level(
    context: Context, pack: Pack, address: Address, refused: list[ToolError]
) -> AdminLevel:
    """A level that has both boundaries and figures."""
    levels = [str(level) for level in mapped_levels(pack)]
    asked = address.level.upper()
    if address.asks_for_unknown(asked, levels):
        refused.append(
            UnknownLevelError(asked=address.level, pack=pack.iso3, available=listed(levels))
        )
    chosen = pick(
        context.translator.text("Level"),
        levels,
        key="pick_level",
        asked=asked,
        default=levels[-1],
        is_new=address.is_new,
        labelled=lambda level: _level_label(pack, level, context.translator),
        draws=context.draws,
    )
    return AdminLevel(chosen)


def mapped_levels(pack: Pack) -> tuple[AdminLevel, ...]:
    """The levels below the country that have figures."""
    return tuple(
        level for level in pack.levels if level is not AdminLevel.ADM0 and pack.indicators_at(level)
    )


def _level_label(pack: Pack, level: str, translator: Translator) -> str:
    entry = pack.boundaries.entry(pack.iso3, AdminLevel(level))
    units = entry.unit_name_in(translator.language, plural=True)
    count = len(pack.gazetteer.at_level(AdminLevel(level)))
    return f"{units[:1].upper()}{units[1:]} ({translator.number(count)})"


def pick_indicator(
    context: Context, pack: Pack, level: AdminLevel, address: Address, refused: list[ToolError]
) -> str:
    """One of the indicators the pack has at this level, in the order of the profile's sections."""
    language = context.translator.language
    there = sorted(
        pack.indicators_at(level),
        key=lambda indicator: (
            indicator.section,
            indicator.kind is Kind.EXTENSIVE,
            indicator.label(language),
        ),
    )
    codes = [indicator.code for indicator in there]
    if address.asks_for_unknown(address.indicator, codes):
        refused.append(
            UnknownIndicatorError(
                asked=address.indicator, pack=f"{pack.iso3}:{level}", available=listed(codes)
            )
        )
    return pick(
        context.translator.text("Indicator"),
        codes,
        key="pick_indicator",
        asked=address.indicator,
        default=_first_indicator(codes),
        is_new=address.is_new,
        labelled=names_in_list(there, language).__getitem__,
        draws=context.draws,
    )


def kept_indicator(pack: Pack, level: AdminLevel, address: Address) -> tuple[str, str]:
    """The indicator and period of the address, or the first, where neither is shown."""
    codes = [indicator.code for indicator in pack.indicators_at(level)]
    indicator = address.indicator if address.indicator in codes else _first_indicator(codes)
    periods = pack.periods_of(indicator, level)
    return indicator, address.period if address.period in periods else periods[-1]


def _first_indicator(codes: Sequence[str]) -> str:
    preferred = ("hh_absent_share", "net_mig_rate", "emig_abroad_rate", "pop_growth", "pop_density")
    return next((code for code in preferred if code in codes), codes[0])


def pick_period(  # noqa: PLR0913 - the chain of choices so far
    context: Context,
    pack: Pack,
    level: AdminLevel,
    indicator: str,
    address: Address,
    refused: list[ToolError],
) -> str:
    """A period of the indicator, the latest first."""
    periods = list(reversed(pack.periods_of(indicator, level)))
    if address.asks_for_unknown(address.period, periods):
        refused.append(
            UnknownPeriodError(asked=address.period, indicator=indicator, available=listed(periods))
        )
    return pick(
        context.translator.text("Period"),
        periods,
        key="pick_period",
        asked=address.period,
        default=periods[0],
        is_new=address.is_new,
        labelled=lambda period: period.replace("/", "\N{EN DASH}"),
        draws=context.draws,
    )
