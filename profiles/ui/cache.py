"""What readers share: packs, boundary sets and documents, each bounded and keyed by content."""

from typing import TYPE_CHECKING

import streamlit as st

from mapping.boundaries.model import searchable
from mapping.boundaries.packs import read_boundary_catalogue
from mapping.boundaries.read import read_gazetteer
from mapping.cartography.layers import MapSpec
from mapping.errors import DataError
from mapping.places import AdminLevel, Place
from mapping.settings import Settings
from profiles.availability import PackHoldings, read_holdings
from profiles.maps import Look, build_map
from profiles.maps.difference import build_difference
from profiles.pack import Pack, open_pack
from profiles.pack_files import Catalogues, Stamp, own_stamp, read_catalogues

if TYPE_CHECKING:
    from mapping.boundaries.model import BoundarySet
    from profiles.report.brand import Brand


def brand(settings: Settings) -> "Brand":
    """The look of this workspace's documents, as it is now."""
    from profiles.report.brand.reading import NAME, folder_of  # a map needs none

    try:
        changed = (folder_of(settings) / NAME).stat().st_mtime_ns
    except OSError:
        changed = 0
    return _brand(settings, changed)


@st.cache_resource(max_entries=2, show_spinner=False)
def _brand(settings: Settings, changed: int) -> "Brand":  # noqa: ARG001 - a key
    from profiles.report.brand.reading import brand_of

    return brand_of(settings)


def pack_key(pack: Pack) -> str:
    """The key of what is made from a pack; worked out once."""
    return pack.fingerprint


def pack_names(settings: Settings, language: str) -> tuple[dict[str, str], tuple[DataError, ...]]:
    """Names of the packs by code, and what is wrong with those that cannot be offered.

    A pack with damaged tables is among the names; opening it says what is wrong.

    Args:
        settings: Where the packs are.
        language: Of the names, and of their order.
    """
    countries, problems = packed_countries(settings)
    names = {iso3: country.name_in(language) for iso3, country in countries.items()}
    return dict(sorted(names.items(), key=lambda pair: searchable(pair[1]))), problems


def packed_countries(settings: Settings) -> tuple[dict[str, Place], tuple[DataError, ...]]:
    """The countries of the packs by code, and what is wrong with those that cannot be read."""
    return _packed_countries(settings, own_stamp(settings))


@st.cache_resource(max_entries=4, show_spinner=False, ttl=60)
def _packed_countries(
    settings: Settings,
    stamp: Stamp,  # noqa: ARG001 - a key
) -> tuple[dict[str, Place], tuple[DataError, ...]]:
    catalogue = read_boundary_catalogue(settings.data_dir, settings.workspace_dir)
    countries: dict[str, Place] = {}
    problems: list[DataError] = [*catalogue.problems]
    for iso3 in catalogue.iso3s:
        try:
            countries[iso3] = read_gazetteer(catalogue, iso3).country
        except DataError as error:
            problems.append(error)
    return countries, tuple(problems)


def catalogues(settings: Settings) -> Catalogues:
    """The catalogues of the shipped packs and of the user's own, as they are now."""
    return _catalogues(settings, own_stamp(settings))


def holdings(settings: Settings) -> dict[str, PackHoldings]:
    """What every pack has figures of, by country."""
    return _holdings(settings, own_stamp(settings))


@st.cache_resource(max_entries=4, show_spinner=False)
def _catalogues(settings: Settings, stamp: Stamp) -> Catalogues:  # noqa: ARG001 - a key
    return read_catalogues(settings)


@st.cache_resource(max_entries=4, show_spinner=False)
def _holdings(settings: Settings, stamp: Stamp) -> dict[str, PackHoldings]:
    return read_holdings(_catalogues(settings, stamp))


def pack(settings: Settings, iso3: str) -> Pack:
    """One opened pack; shared between readers and never changed."""
    return _pack(settings, iso3, own_stamp(settings))


@st.cache_resource(max_entries=16, show_spinner=False)
def _pack(settings: Settings, iso3: str, stamp: Stamp) -> Pack:  # noqa: ARG001 - a key
    return open_pack(settings, iso3)


@st.cache_resource(max_entries=64, show_spinner=False, hash_funcs={Pack: pack_key})
def map_spec(  # noqa: PLR0913 - each of them changes what is drawn
    pack: Pack,
    level: AdminLevel,
    indicator: str,
    period: str,
    look: Look,
    language: str,
    publisher: str,
    beside: tuple[str, ...] = (),
    selected: str | None = None,
) -> MapSpec:
    """One map as data, its classes shared with those of other periods."""
    return build_map(
        pack,
        level=level,
        indicator=indicator,
        period=period,
        **look.options(),
        language=language,
        selected=selected,
        publisher=publisher,
        beside=beside,
    )


@st.cache_resource(max_entries=16, show_spinner=False, hash_funcs={Pack: pack_key})
def difference_map(  # noqa: PLR0913 - each of them changes what is drawn
    pack: Pack,
    level: AdminLevel,
    indicator: str,
    earlier: str,
    later: str,
    classes: int,
    language: str,
    publisher: str,
) -> MapSpec:
    """The change of an indicator between two periods as data."""
    return build_difference(
        pack,
        level=level,
        indicator=indicator,
        earlier=earlier,
        later=later,
        classes=classes,
        language=language,
        publisher=publisher,
    )


@st.cache_resource(max_entries=8, show_spinner=False, hash_funcs={Pack: pack_key})
def boundaries(pack: Pack, level: AdminLevel) -> "BoundarySet":
    """Polygons of one level, for pictures and documents; the map on the screen does without."""
    from mapping.boundaries.read import read_boundaries

    return read_boundaries(pack.boundaries.entry(pack.iso3, level))
