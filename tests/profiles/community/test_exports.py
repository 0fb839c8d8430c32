"""What stands in a file: what its audience was told, and true positions only if granted."""

import itertools
import re
from dataclasses import replace

import geopandas as gpd
import openpyxl
import pyogrio
import pytest

from mapping.community.export import ExportFormat
from mapping.community.export_worker import write_export
from mapping.community.legend import Audience, Category
from mapping.community.release import Positions, released_rows
from mapping.community.wire import to_text
from mapping.errors import ConsentError
from profiles.community.positions import masks
from profiles.protection.masking import KEY_FILE, SECRET_BYTES
from tests.mapping.community.drawing import a_store, a_workshop, content, operation, settings_of

MARKS = 12  # of each category: a hexagon shows ten
PLACES = 5  # decimals of a degree: a metre
FORMATS = [one for one in ExportFormat if one is not ExportFormat.PHOTOS]


@pytest.fixture(scope="module")
def drawn(tmp_path_factory):
    """Plan, true places, and the rows for each audience; exact positions are for the project."""
    folder = tmp_path_factory.mktemp("exports")
    store = a_store(folder)
    legend = tuple(
        Category(id=f"c-{one}", label=f"Of {one}", colour="#0072b2", kinds=("point",), audience=one)
        for one in Audience
    )
    workshop = a_workshop(store, legend=legend, exact_for=Audience.PROJECT)
    where = {}
    for number, audience in itertools.product(range(MARKS), Audience):
        place = (84.912347 + number * 1e-4, 27.912347 + len(audience) * 1e-3)
        shape = {"type": "Point", "coordinates": list(place)}
        said = content(shape, f"c-{audience}", f"said to {audience}")
        store.append(operation(workshop.workshop_id, content=said))
        where.setdefault(audience, []).append(place)
    features = store.features(workshop.workshop_id).features
    store.close()
    (folder / KEY_FILE).write_bytes(bytes(SECRET_BYTES))  # so that no mark stays by chance
    hide = masks(settings_of(folder), workshop)
    rows = {
        (audience, positions): released_rows(
            workshop, features, audience=audience, positions=positions, masks=hide
        )
        for audience, positions in itertools.product(Audience, Positions)
        if (audience, positions) != (Audience.PUBLIC, Positions.EXACT)
    }
    return workshop, features, where, rows


def all_of(path):
    """Everything that a reader finds in a file, as one text."""
    match path.suffix:
        case ".gpkg":
            layers = [gpd.read_file(path, layer=name) for name, _ in pyogrio.list_layers(path)]
            return "\n".join(layer.to_csv() for layer in layers)
        case ".xlsx":
            sheets = openpyxl.load_workbook(path).worksheets
            rows = (row for sheet in sheets for row in sheet.iter_rows(values_only=True))
            return "\n".join(" ".join(map(str, row)) for row in rows)
    return path.read_text("utf-8-sig")


def stands_in(text, places):
    """Whether one of some places stands there to the metre, in either order of its numbers."""
    numbers = [round(float(one), PLACES) for one in re.findall(r"-?\d+\.\d+", text)]
    pairs = set(itertools.pairwise(numbers))
    there = {tuple(round(part, PLACES) for part in one) for one in places}
    return bool(pairs & (there | {one[::-1] for one in there}))


@pytest.mark.parametrize("ending", FORMATS)
def test_each_file_holds_what_its_audience_may_know(drawn, tmp_path, ending, monkeypatch):
    monkeypatch.setenv("OGR_CURRENT_DATE", "")  # what the writer sets ends with the test
    plan, _, where, released = drawn
    for (audience, positions), rows in released.items():
        snapshot = tmp_path / "snapshot.json"
        snapshot.write_text(to_text({"rows": rows, "newest": plan.created_at.isoformat()}), "utf-8")
        path = tmp_path / f"{audience}-{positions}.{ending}"
        write_export(snapshot, path)
        text = all_of(path)
        for category in Audience:
            is_told = category.includes(audience)
            what = (ending, audience, positions, category)
            assert (f"Of {category}" in text) == is_told, what
            says = is_told and positions is not Positions.BINNED
            assert (f"said to {category}" in text) == says, what
            is_exact = is_told and positions is Positions.EXACT
            assert stands_in(text, where[category]) == is_exact, what


def test_true_positions_are_refused_to_the_public_until_the_workshop_grants_them(drawn):
    plan, features, where, _ = drawn
    asked = {"audience": Audience.PUBLIC, "positions": Positions.EXACT, "masks": {}}
    with pytest.raises(ConsentError):
        released_rows(plan, features, **asked)
    rows = released_rows(replace(plan, exact_for=Audience.PUBLIC), features, **asked)
    assert stands_in(to_text(rows), where[Audience.PUBLIC])
