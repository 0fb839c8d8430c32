"""The shipped packs, opened once."""

import pytest

from mapping.settings import Settings
from profiles.indicators.catalogue import FILE_NAME, read_indicator_catalogue
from profiles.pack import open_pack
from profiles.pack_files import read_catalogues, read_pack_files

ISO3S = ("NPL", "SLB", "WSM", "PLW", "LKA", "FJI", "TLS", "TON", "XXE")


@pytest.fixture(scope="session")
def settings(root, tmp_path_factory) -> Settings:
    return Settings(data_dir=root / "data", workspace_dir=tmp_path_factory.mktemp("workspace"))


@pytest.fixture(scope="session")
def catalogue(root):
    return read_indicator_catalogue(root / "data" / "indicators" / FILE_NAME)


@pytest.fixture(scope="session")
def files(settings):
    """What was read of each pack, before anything is worked out or hidden."""
    catalogues = read_catalogues(settings)
    return {iso3: read_pack_files(iso3, catalogues) for iso3 in ISO3S}


@pytest.fixture(scope="session")
def packs(settings):
    return {iso3: open_pack(settings, iso3) for iso3 in ISO3S}
