import os
from pathlib import Path

import pytest

from mapping.boundaries.packs import BoundaryCatalogue, read_boundary_catalogue

CHECKOUT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="session")
def data_dir() -> Path:
    return CHECKOUT / "data"


@pytest.fixture(scope="session")
def catalogue(data_dir) -> BoundaryCatalogue:
    return read_boundary_catalogue(data_dir)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of the named packages' files and the published figures."""
    folder = Path(os.environ.get("LMP_SHARED_DIR") or CHECKOUT.parent / "shared")
    if not folder.is_dir():
        pytest.skip("the folder of source files (LMP_SHARED_DIR) is not here")
    return folder
