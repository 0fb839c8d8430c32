"""The maps whose pictures are kept: what each shows, and how it is drawn small.

python -m tests.golden.pictures [NAME…]     draw them anew; look at each before it is committed
"""

import datetime
import os
import sys
import tempfile
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Final

import typst

from mapping.boundaries.model import BoundarySet
from mapping.boundaries.read import read_boundaries
from mapping.cartography.layers import MapSpec
from mapping.places import AdminLevel
from mapping.render.still.paper import Paper, tiled
from mapping.render.still.printed import paper_for, print_png, print_source
from mapping.render.still.writer import FONT_DIR
from mapping.settings import Settings
from profiles.maps import build_map
from profiles.pack import Pack, open_pack

FOLDER: Final = Path(__file__).parent / "pictures"
TODAY: Final = datetime.date(2026, 11, 22)
DOTS: Final = 50  # an inch: a page of A4 is 585 dots long
SHEET: Final = 2  # of the pages of a tiled map: the overview is the first


def map_of(iso3: str, level: str, indicator: str, **options: Any) -> tuple[MapSpec, BoundarySet]:
    """A map of a shipped pack, of the latest period."""
    with tempfile.TemporaryDirectory() as workspace:
        pack = _pack(iso3, workspace)
        admin_level = AdminLevel(level)
        period = options.pop("period", pack.periods_of(indicator, admin_level)[-1])
        spec = build_map(pack, level=admin_level, indicator=indicator, period=period, **options)
        return spec, read_boundaries(pack.boundaries.entry(iso3, admin_level))


def _pack(iso3: str, workspace: str) -> Pack:
    return open_pack(Settings.from_environment(os.environ | {"LMP_WORKSPACE_DIR": workspace}), iso3)


def page(iso3: str, level: str, indicator: str, **options: Any) -> bytes:
    """A map on a page of A4."""
    spec, boundaries = map_of(iso3, level, indicator, **options)
    paper = paper_for(boundaries, "A4")
    return print_png(spec, boundaries, paper=paper, dots_an_inch=DOTS, today=TODAY)


def sheet(number: int) -> bytes:
    """One page of a map of A2 on sheets of A4."""
    spec, boundaries = map_of("WSM", "ADM1", "pop_density")
    paper = Paper.named("A2", landscape=True)
    source = print_source(spec, boundaries, paper=paper, tiling=tiled(paper, "A4"), today=TODAY)
    pages = typst.compile(
        source, font_paths=[FONT_DIR], ignore_system_fonts=True, format="png", ppi=DOTS
    )
    return pages[number]


PICTURES: Final[Mapping[str, Callable[[], bytes]]] = {
    "nepal_rate_in_nepali": partial(page, "NPL", "ADM2", "pop_density", language="ne"),
    "nepal_two_rates": partial(
        page, "NPL", "ADM1", "pop_growth", kind="bivariate", second="pop_density"
    ),
    "nepal_streams": partial(page, "NPL", "ADM1", "pop_total", kind="flows", selected="NP-P3"),
    "solomon_islands_counts": partial(page, "SLB", "ADM1", "pop_total"),
    "fiji_across_180": partial(page, "FJI", "ADM1", "pop_total"),
    "palau_counts": partial(page, "PLW", "ADM1", "pop_total"),
    "samoa_rate": partial(page, "WSM", "ADM1", "pop_density"),
    "tonga_insets": partial(page, "TON", "ADM1", "pop_density"),
    "sheets_overview": partial(sheet, 0),
    "sheet_of_a_poster": partial(sheet, SHEET),
}


def main(names: list[str]) -> None:
    """Draw the pictures of these names anew, or all of them."""
    FOLDER.mkdir(exist_ok=True)
    for name in names or PICTURES:
        (FOLDER / f"{name}.png").write_bytes(PICTURES[name]())


if __name__ == "__main__":
    main(sys.argv[1:])
