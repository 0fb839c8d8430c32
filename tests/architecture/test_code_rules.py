"""The product does nothing that runs, leaks or loses what a person gave it."""

from pathlib import PurePosixPath

import pytest

from tests.architecture.code_rules import violations
from tests.architecture.tree import python_files

PLANTED = """
import folium
import pickle
import streamlit.components.v1 as components
from branca.element import Element
from jinja2 import Template
from pyogrio import read_dataframe

frame = gpd.read_file(upload)
Path("out.csv").write_text("half")
(folder / "out").write_bytes(b"half")
path.open("w")
path.open(mode="ab")
open(path, "w", encoding="utf-8")
connection.execute("PRAGMA Synchronous = NORMAL")
environment.from_string(text)
eval(text)
exec(text)
jinja2.Template(text)
numpy.load(path, allow_pickle=True)
os.system(text)
pd.read_pickle(path)
rasterio.open(upload)
settings = Settings.from_environment(os.environ)
st.cache_data(ttl=60)
st.components.v1.html(text)
st.html(text)
st.markdown(text, unsafe_allow_html=True)
subprocess.run(text, shell=True)


@st.cache_resource
def shared():
    pass
"""

SOUND = """
from mapping.atomic import atomic_path, write_atomically
from pyogrio import write_dataframe

with atomic_path(path) as temporary:
    temporary.write_text(text)
    with temporary.open("wb") as file:
        file.write(data)
write_atomically(path, text)
path.open()
path.open("rb")
webbrowser.open("w.example")
connection.execute("PRAGMA synchronous = FULL")
CRS.from_string("EPSG:4326")
subprocess.run(command, shell=False)
numpy.load(path, allow_pickle=False)


@st.cache_resource(max_entries=4)
def shared():
    pass
"""


def test_the_product_keeps_the_rules(root):
    found = [
        words
        for path in python_files(root)
        for words in violations((root / path).read_text("utf-8"), path)
    ]
    assert not found, "\n".join(found)


def test_every_planted_violation_is_found():
    lines = PLANTED.splitlines()
    planted = {
        number
        for number, line in enumerate(lines, start=1)
        if line and not line.startswith((" ", "@"))
    }
    path = PurePosixPath("profiles/planted.py")
    found = {int(words.split(":")[1]) for words in violations(PLANTED, path)}
    assert planted - found == set()


def test_what_is_sound_passes():
    assert list(violations(SOUND, PurePosixPath("profiles/sound.py"))) == []


@pytest.mark.parametrize(
    ("line", "path"),
    [
        ("import folium", "mapping/render/web.py"),
        ("rasterio.open(path)", "mapping/rasters/read.py"),
        ("gpd.read_file(path)", "mapping/intake/process/worker.py"),
        ("path.write_bytes(data)", "mapping/atomic.py"),
        ("Settings.from_environment(os.environ)", "app.py"),
    ],
)
def test_a_rule_spares_the_one_place_it_protects(line, path):
    assert list(violations(line, PurePosixPath(path))) == []
    assert list(violations(line, PurePosixPath("mapping/joining/read.py"))) != []
