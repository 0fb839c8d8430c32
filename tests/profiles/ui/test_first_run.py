"""The first map of a start: what it waits for is what it needs."""

import json
import subprocess
import sys

import pytest

from mapping.settings import CHECKOUT, Settings
from profiles.pack import open_pack

HEAVY = ("folium", "geopandas", "pandas", "pyarrow", "rasterio", "scipy", "shapely", "sqlalchemy")
SCRIPT = CHECKOUT / "profiles" / "ui" / "shell" / "script.py"
# AppTest has no browser: no cookies, no headers, no address.
FIRST_RUN = f"""
import json, sys
import app
at_start = sorted(set(sys.modules) & {{*{HEAVY!r}, "numpy", "profiles.pack"}})
from streamlit.runtime.context import ContextProxy
from streamlit.testing.v1 import AppTest
ContextProxy.cookies = ContextProxy.headers = {{}}
ContextProxy.ip_address = None
page = AppTest.from_file({str(SCRIPT)!r}, default_timeout=60).run()
boxes = [box.label for box in page.selectbox]
heavy = sorted(set(sys.modules) & set({HEAVY!r}))
print(json.dumps([at_start, heavy, boxes, [error.message for error in page.exception]]))
"""


@pytest.fixture(scope="module")
def first_run(tmp_path_factory):
    """What was loaded by the start, and by the first run of the map page after an earlier one."""
    workspace = tmp_path_factory.mktemp("first-run")
    open_pack(Settings(data_dir=CHECKOUT / "data", workspace_dir=workspace), "NPL")
    done = subprocess.run(
        [sys.executable, "-c", FIRST_RUN],
        cwd=CHECKOUT,
        env={"PATH": "", "HOME": str(workspace), "LMP_WORKSPACE_DIR": str(workspace)},
        capture_output=True,
        check=True,
        text=True,
    )
    return json.loads(done.stdout.splitlines()[-1])


def test_the_server_listens_before_anything_of_a_page_is_loaded(first_run):
    assert first_run[0] == []


def test_the_first_map_loads_no_library_of_tables_shapes_or_databases(first_run):
    _, heavy, boxes, errors = first_run
    assert not errors
    assert boxes == ["Country", "Level", "Indicator", "Period"]
    assert heavy == []
