"""A country pack: its places, indicators, published figures and flows, opened by one call."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from mapping.errors import (
    DataError,
    UnknownIndicatorError,
    UnknownLevelError,
    UnknownPeriodError,
    listed,
)
from mapping.places import AdminLevel
from mapping.settings import Settings
from profiles.column import Column, read_column
from profiles.indicators.flows import FlowEntry
from profiles.indicators.model import Indicator, Series, Status
from profiles.kept_release import KeptRelease
from profiles.measures.packs.derive import inputs_of
from profiles.measures.packs.od import has_measures, measured_codes
from profiles.pack_files import (
    PackFiles,
    PackSources,
    find_pack,
    read_catalogues,
    read_files,
    read_pack_files,
)
from profiles.protection.policy import DEFAULT_POLICY, Policy
from profiles.protection.policy_file import read_policy
from profiles.protection.releases.memory import PackMemory
from profiles.protection.suppress import Release, Rounded, publish_pack

if TYPE_CHECKING:
    from mapping.boundaries.model import Gazetteer
    from mapping.boundaries.packs import BoundaryCatalogue
    from profiles.protection.published import PublishedFlows, PublishedTable


@dataclass(frozen=True, eq=False, kw_only=True)
class Pack:
    """What the tool knows of one country, fit to be shown."""

    iso3: str
    name: str
    gazetteer: "Gazetteer" = field(repr=False)
    boundaries: "BoundaryCatalogue" = field(repr=False)
    indicators: Mapping[str, Indicator] = field(repr=False)  # those with figures, in outline order
    series: Mapping[str, Series] = field(repr=False)  # of each of them
    published: "PublishedTable" = field(repr=False)
    flows: tuple["PublishedFlows", ...] = field(repr=False)
    policy: Policy = DEFAULT_POLICY

    @cached_property
    def fingerprint(self) -> str:
        """Hash of everything that is shown: the cache key of what is made from the pack."""
        digest = hashlib.sha256(self.published.fingerprint.encode())
        for flow in self.flows:
            digest.update(flow.fingerprint.encode())
        described = [*self.indicators.values(), *self.series.values(), self.policy]
        digest.update(repr(described).encode())
        return digest.hexdigest()[:32]

    @cached_property
    def _periods(self) -> dict[tuple[str, AdminLevel], tuple[str, ...]]:
        level_of = {str(code): place.level for code, place in self.gazetteer.places.items()}
        missing = Status.MISSING
        # Whole columns at once: there are ten thousands of cells.
        known = [key for key, (_, status) in self.published.cells.items() if status is not missing]
        places, codes, periods, *_ = zip(*known, strict=True) if known else ((), (), ())
        every = set(zip(codes, map(level_of.__getitem__, places), periods, strict=True))
        found: dict[tuple[str, AdminLevel], list[str]] = {}
        for code, level, period in every:
            found.setdefault((code, level), []).append(period)
        return {key: tuple(sorted(periods)) for key, periods in found.items()}

    @cached_property
    def _columns(self) -> dict[tuple[str, str, AdminLevel], Column]:
        return {}  # all of them are a small part of what the figures take

    def column(self, code: str, period: str, level: AdminLevel) -> Column:
        """The published figures of an indicator for a period and all places of a level."""
        asked = code, period, level
        if asked not in self._columns:
            places = [place.place_code for place in self.gazetteer.at_level(level)]
            self._columns[asked] = read_column(self.published, places, code, period)
        return self._columns[asked]

    @property
    def levels(self) -> tuple[AdminLevel, ...]:
        """Levels that have places, the country first."""
        return self.gazetteer.levels

    def check_level(self, level: str) -> None:
        """Make sure that the pack has a level.

        Raises:
            UnknownLevelError: it has none such.
        """
        if level not in self.levels:
            raise UnknownLevelError(asked=level, pack=self.iso3, available=listed(self.levels))

    def levels_of(self, indicator_code: str) -> tuple[AdminLevel, ...]:
        """The levels an indicator has figures for, the country first."""
        return tuple(sorted(level for code, level in self._periods if code == indicator_code))

    def periods_of(self, indicator_code: str, level: AdminLevel) -> tuple[str, ...]:
        """The periods an indicator has figures for at a level, oldest first."""
        return self._periods.get((indicator_code, level), ())

    def indicators_at(self, level: AdminLevel) -> tuple[Indicator, ...]:
        """The indicators with figures at a level, in the order of the profile outline."""
        return tuple(
            indicator
            for code, indicator in self.indicators.items()
            if (code, level) in self._periods
        )

    def indicator(self, code: str) -> Indicator:
        """One indicator.

        Raises:
            UnknownIndicatorError: the pack has no figures of it.
        """
        if code not in self.indicators:
            raise UnknownIndicatorError(
                asked=code, pack=self.iso3, available=listed(self.indicators)
            )
        return self.indicators[code]

    def check_period(self, code: str, level: AdminLevel, period: str) -> None:
        """Make sure that an indicator has figures at a level for a period.

        Raises:
            UnknownIndicatorError: the pack has none of it at this level.
            UnknownPeriodError: none for this period.
        """
        self.indicator(code)
        periods = self.periods_of(code, level)
        if not periods:
            there = (indicator.code for indicator in self.indicators_at(level))
            raise UnknownIndicatorError(asked=code, pack=self.iso3, available=listed(there))
        if period not in periods:
            raise UnknownPeriodError(asked=period, indicator=code, available=listed(periods))


@dataclass(frozen=True, slots=True, kw_only=True)
class PackSummary:
    """One pack as a list shows it; with an error instead of a pack when it cannot be opened."""

    iso3: str
    name: str
    levels: tuple[AdminLevel, ...] = ()
    error: DataError | None = None


def open_pack(settings: Settings, iso3: str, *, policy: Policy | None = None) -> Pack:
    """The pack of one country, derived figures and disclosure control included.

    Args:
        settings: Where shipped packs and packs of the user's own lie.
        iso3: In any case: "npl", "NPL".
        policy: What may be shown; None for the rules of the workspace.

    Raises:
        UnknownPackError: there is no pack of this country.
        UnreadableFileError: a file of it is missing or damaged.
        BadTableError: a table or the catalogue breaks its rules.
    """
    policy = policy or read_policy(settings.workspace_dir)
    sources = find_pack(iso3, read_catalogues(settings))
    kept = KeptRelease.of(settings, sources, policy)
    release = kept.read()
    if release is None:
        release = _published(settings, sources, policy)
        kept.write(release)
    present = {key[1] for key in release.table.cells}
    indicators = {code: one for code, one in sources.indicators.items() if code in present}
    return Pack(
        iso3=sources.iso3,
        name=sources.gazetteer.country.name,
        gazetteer=sources.gazetteer,
        boundaries=sources.boundaries,
        indicators=indicators,
        series=series_of_all(indicators, sources.series, sources.flow_entries),
        published=release.table,
        flows=release.flows,
        policy=policy,
    )


def _published(settings: Settings, sources: PackSources, policy: Policy) -> Release:
    """What may be shown, worked out from the files."""
    files = read_files(sources)
    return publish_pack(
        files.with_derived(),
        files.flows,
        files.indicators,
        files.series,
        files.gazetteer,
        policy,
        memory=PackMemory.of(settings, files.iso3, files.content_hash(), policy),
        rounded=_rounded(files, policy, settings),
    )


def _rounded(files: PackFiles, policy: Policy, settings: Settings) -> Rounded | None:
    """The figures as they are shown where the rules round counts; None where they do not."""
    if not policy.rounding_base:
        return None
    from profiles.protection.masking import project_secret

    shown = files.rounded(policy.rounding_base, project_secret(settings.workspace_dir))
    return shown.with_derived(), shown.flows


def list_packs(settings: Settings) -> tuple[PackSummary, ...]:
    """Every pack there is, by name; one that cannot be opened has its error and the others work."""
    catalogues = read_catalogues(settings)
    summaries = [
        PackSummary(iso3="", name=path.name, error=error)
        for path, error in catalogues.problems.items()
    ]
    for iso3 in catalogues.boundaries.iso3s:
        try:
            files = read_pack_files(iso3, catalogues)
        except DataError as error:
            summaries.append(PackSummary(iso3=iso3, name=iso3, error=error))
        else:
            name, levels = files.gazetteer.country.name, files.gazetteer.levels
            summaries.append(PackSummary(iso3=iso3, name=name, levels=levels))
    return tuple(sorted(summaries, key=lambda summary: summary.name))


def series_of_all(
    indicators: Mapping[str, Indicator],
    described: Mapping[str, Series],
    flows: tuple[FlowEntry, ...],
) -> dict[str, Series]:
    """What the catalogue says of each indicator, or what follows from the inputs of its formula."""
    found = {
        code: Series(
            iso3=flow.iso3,
            indicator=code,
            source=flow.source,
            note=flow.note,
            proxy=flow.proxy,
        )
        for flow in flows
        if has_measures(flow)
        for code in measured_codes(flow)
    } | dict(described)

    def series_of(code: str) -> Series | None:
        if code not in found:
            inputs = [series_of(part.code) for part in inputs_of(indicators[code])]
            given = [one for one in inputs if one is not None]
            if not given:
                return None
            notes = dict.fromkeys(one.note for one in given if one.proxy and one.note)
            found[code] = Series(
                iso3=given[0].iso3,
                indicator=code,
                source=given[0].source,
                note="\n".join(notes),
                proxy=any(one.proxy for one in given),
            )
        return found[code]

    every = ((code, series_of(code)) for code in indicators)
    return {code: one for code, one in every if one is not None}
