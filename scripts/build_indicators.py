"""Makes the tables of data/indicators from the fact tables. Gives the same bytes each time.

    python scripts/build_indicators.py --from FACTS --reference SYNTHETIC [--data FOLDER] [ISO3 …]

FACTS holds one CSV a country (`NPL.csv`), one figure a row with its source, and Nepal's three
origin-destination tables (`NPL_OD_*.csv`). SYNTHETIC holds the tables of the invented country
Examplia. The boundaries must have been built: the place codes are theirs.

`data/indicators/catalogue.toml` (words, formulas, sources, notes) is written by hand.
"""

import argparse
import csv
import math
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple, TypeAlias

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # runs from a checkout that has not been installed

from indicator_examplia import examplia_figures, examplia_flows, examplia_survey  # noqa: E402
from indicator_readme import readme  # noqa: E402
from indicator_sources import (  # noqa: E402
    FJI_DIVISIONS,
    LKA_NORTHERN,
    TLS_ATAURO,
    TLS_DILI,
    WANTED,
    Wanted,
)

from mapping.atomic import write_atomically  # noqa: E402
from mapping.boundaries.model import Gazetteer  # noqa: E402
from mapping.boundaries.packs import read_boundary_catalogue  # noqa: E402
from mapping.boundaries.read import read_gazetteer  # noqa: E402
from profiles.indicators.catalogue import FILE_NAME, read_indicator_catalogue  # noqa: E402
from profiles.indicators.read import (  # noqa: E402
    COLUMNS,
    FLOW_COLUMNS,
    SURVEY_COLUMNS,
    read_tables,
)

EXAMPLIA: Final = "XXE"
FLOWS: Final = {
    "birth_province": "NPL_OD_birth_province_2021.csv",
    "former_residence": "NPL_OD_former_residence_province_2021.csv",
    "absent_abroad": "NPL_OD_absent_abroad_destination_2021.csv",
}
LEVELS: Final = {"country": "adm0", "province": "adm1", "district": "adm2"}
NSO_CODE: Final = "NSO code "
AREA: Final = "area"
Row: TypeAlias = Mapping[str, str]


class Key(NamedTuple):
    """Which figure: place, indicator, period, sex."""

    place_code: str
    indicator: str
    period: str
    sex: str


class Figure(NamedTuple):
    """A figure with its status and the file it goes to."""

    value: float | None
    status: str
    file: str


def read_rows(path: Path) -> list[Row]:
    """The rows of a CSV file by column."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def nso_codes(data_dir: Path) -> dict[str, str]:
    """Place codes of Nepal by the statistics office's `province-district` code."""
    names = read_rows(data_dir / "boundaries" / "npl" / "names.csv")
    return {"0-0": "NP"} | {row["code_nso"]: row["place_code"] for row in names}


def nso_code(note: str) -> str:
    """The office's code in a note: "NSO code 1-0 (Province-1 = Koshi)" has 1-0."""
    return note.split(NSO_CODE, 1)[1].split(maxsplit=1)[0].rstrip(";,")


def place_of(row: Row, iso3: str, nso: Mapping[str, str], divisions: Mapping[str, str]) -> str:
    """The place on the map that a fact is about; several facts may be about one."""
    if iso3 == "NPL":
        return nso[nso_code(row["note"])]
    if row["level"] == "country":
        return row["area_code_iso3166_2"]
    if iso3 == "LKA":
        return LKA_NORTHERN.get(row["area_name"], row["area_code_iso3166_2"])
    if iso3 == "FJI":
        return divisions[row["area_name"]]
    if iso3 == "TLS" and row["area_name"] == TLS_ATAURO:
        return TLS_DILI
    return row["area_code_iso3166_2"]


def figures_of(
    rows: Sequence[Row], iso3: str, gazetteer: Gazetteer, nso: Mapping[str, str]
) -> dict[Key, Figure]:
    """All figures of one country. Facts about the same place on the map are added up."""
    divisions = {
        row["area_name"]: FJI_DIVISIONS[row["note"].split(";")[0].strip()]
        for row in rows
        if row["note"].split(";")[0].strip() in FJI_DIVISIONS
    }
    parts: dict[Key, list[float]] = {}
    told: dict[Key, Wanted] = {}
    for row in rows:
        wanted = WANTED[iso3].get(row["indicator"])
        if wanted is None or row["level"] == "region" or not _is_wanted(row, wanted):
            continue
        place = place_of(row, iso3, nso, divisions)
        key = Key(place, wanted.code, wanted.period or row["year"], row["sex"] or "total")
        if gazetteer.place(place).level in wanted.levels:
            parts.setdefault(key, []).append(float(row["value"]))
            told[key] = wanted
    figures = {
        key: Figure(math.fsum(values), told[key].status.get(key.period, "A"), told[key].file)
        for key, values in parts.items()
    }
    _drop_partial_sexes(figures, gazetteer)
    _add_areas(figures, rows, iso3, divisions)
    without_sums = {wanted.code for wanted in WANTED[iso3].values() if not wanted.sums}
    _complete(figures, gazetteer, without_sums)
    return figures


def _is_wanted(row: Row, wanted: Wanted) -> bool:
    years = wanted.years is None or row["year"] in wanted.years
    return years and (row["sex"] or "total") in wanted.sexes


def _drop_partial_sexes(figures: dict[Key, Figure], gazetteer: Gazetteer) -> None:
    """One place alone with a split by sex is no series."""
    split: dict[tuple[str, str], set[str]] = {}
    for key in figures:
        if key.sex != "total":
            split.setdefault((key.indicator, key.period), set()).add(key.place_code)
    lone = {
        series for series, places in split.items() if places == {str(gazetteer.country.place_code)}
    }
    for key in [key for key in figures if (key.indicator, key.period) in lone]:
        if key.sex != "total":
            del figures[key]


def _add_areas(
    figures: dict[Key, Figure], rows: Sequence[Row], iso3: str, divisions: Mapping[str, str]
) -> None:
    """The printed area beside every population, so that a density has both of one period."""
    areas: dict[str, list[float]] = {}
    for row in rows:
        if row["indicator"] == AREA:
            areas.setdefault(place_of(row, iso3, {}, divisions), []).append(float(row["value"]))
    for key in list(figures):
        if key.indicator == "pop_total" and key.sex == "total" and key.place_code in areas:
            area = Figure(math.fsum(areas[key.place_code]), "A", "population")
            figures[key._replace(indicator="area_km2")] = area


def _complete(figures: dict[Key, Figure], gazetteer: Gazetteer, without_sums: set[str]) -> None:
    """A figure or a status for every place of a level that a series has, from the bottom up."""
    series = {(key.indicator, key.period, key.sex): figure for key, figure in figures.items()}
    level_of = {str(code): place.level for code, place in gazetteer.places.items()}
    for (indicator, period, sex), sample in series.items():
        held = {level_of[key.place_code] for key in figures if key[1:] == (indicator, period, sex)}
        for place in reversed(list(gazetteer.places.values())):
            if place.level > max(held):
                continue
            key = Key(str(place.place_code), indicator, period, sex)
            if key not in figures:
                below = [
                    figures.get(key._replace(place_code=str(child.place_code)))
                    for child in gazetteer.children(place.place_code)
                ]
                total = None if indicator in without_sums else _sum(below)
                status = sample.status if total is not None else "M"
                figures[key] = Figure(total, status, sample.file)


def _sum(figures: Sequence[Figure | None]) -> float | None:
    values = [figure.value for figure in figures if figure and figure.value is not None]
    return math.fsum(values) if values and len(values) == len(figures) else None


def flows_of(
    facts: Path, nso: Mapping[str, str]
) -> Iterator[tuple[str, list[tuple[str, str, str, str, float]]]]:
    """Nepal's flow tables, one a file and pair of levels: nested levels are never mixed."""
    origins = {row["area_code_iso3166_2"] for row in read_rows(facts / "NPL.csv")}
    for measure, name in FLOWS.items():
        files: dict[str, list[tuple[str, str, str, str, float]]] = {}
        for row in read_rows(facts / name):
            here = nso[nso_code(row["note"])]
            if measure == "absent_abroad":
                level, origin, destination = row["origin_level"], here, row["destination_name"]
            else:
                known = row["origin_code"] in origins and row["origin_code"]
                level, origin, destination = row["destination_level"], known or "not_stated", here
            file = f"flows_{measure}_{LEVELS[level]}.csv"
            flow = (origin, destination, row["year"], row["sex"], float(row["value"]))
            files.setdefault(file, []).append(flow)
        yield from files.items()


def number(value: float | None) -> str:
    """A figure as it is written: whole where it is whole."""
    return "" if value is None else f"{value:.10g}"


def write_csv(path: Path, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A table as CSV, whole or not at all."""
    lines = [",".join(columns), *(",".join(row) for row in rows)]
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, "\n".join(lines) + "\n")


def write_figures(folder: Path, figures: Mapping[Key, Figure], gazetteer: Gazetteer) -> int:
    """One file a subject, ordered by indicator as the facts have it, then by place."""
    order = {str(code): number for number, code in enumerate(gazetteer.places)}
    indicators = {key.indicator: number for number, key in reversed(list(enumerate(figures)))}
    rows: dict[str, list[tuple[str, ...]]] = {}
    for key in sorted(
        figures, key=lambda k: (indicators[k.indicator], k.period, k.sex, order[k.place_code])
    ):
        value, status, file = figures[key]
        row = (*key, "total", number(value), status)
        rows.setdefault(file, []).append(row)
    for file, lines in rows.items():
        write_csv(folder / f"{file}.csv", COLUMNS, lines)
    return len(figures)


def write_survey(
    path: Path, estimates: Iterable[tuple[tuple[str, ...], tuple[float, ...]]]
) -> None:
    """Estimates with the number of cases and the standard error of each."""
    lines = [
        (*key, "total", number(value), "A", number(cases), number(error))
        for key, (value, cases, error) in estimates
    ]
    write_csv(path, (*COLUMNS, *SURVEY_COLUMNS), lines)


def build(iso3: str, facts: Path, synthetic: Path, data_dir: Path) -> str:
    """The tables of one country; says what was made."""
    gazetteer = read_gazetteer(read_boundary_catalogue(data_dir), iso3)
    folder = data_dir / "indicators" / iso3.lower()
    flows: dict[str, list[tuple[str, str, str, str, float]]] = {}
    if iso3 == EXAMPLIA:
        figures = {Key(*key): Figure(*rest) for key, rest in examplia_figures(synthetic)}
        _complete(figures, gazetteer, set())
        flows = {"flows_residence_5yr.csv": list(examplia_flows(synthetic))}
        write_survey(folder / "survey.csv", examplia_survey(synthetic))
    else:
        nso = nso_codes(data_dir) if iso3 == "NPL" else {}
        figures = figures_of(read_rows(facts / f"{iso3}.csv"), iso3, gazetteer, nso)
        if iso3 == "NPL":
            flows = dict(flows_of(facts, nso))
    count = write_figures(folder, figures, gazetteer)
    for file, rows in flows.items():
        lines = [(*row[:4], number(row[4])) for row in rows]
        write_csv(folder / file, FLOW_COLUMNS, lines)
    write_readme(iso3, folder, gazetteer)
    return f"{iso3}: {count} figures, {len(flows)} flow tables"


def write_readme(iso3: str, folder: Path, gazetteer: Gazetteer) -> None:
    """Sources, licences and sums that do not close, from the tables as they were written."""
    catalogue = read_indicator_catalogue(folder.parent / FILE_NAME)
    places = {str(code) for code in gazetteer.places}
    table = read_tables(folder, catalogue.indicators, places)
    files = [path.name for path in folder.glob("*.csv")]
    write_atomically(folder / "README.md", readme(iso3, table, catalogue, gazetteer, files))


def main(arguments: Sequence[str] | None = None) -> None:
    """Build the packs named, or all."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--from", dest="facts", type=Path, required=True)
    parser.add_argument("--reference", dest="synthetic", type=Path, required=True)
    parser.add_argument("--data", type=Path, default=ROOT / "data")
    parser.add_argument("iso3", nargs="*", default=[*WANTED, EXAMPLIA])
    options = parser.parse_args(arguments)
    for iso3 in options.iso3:
        print(build(iso3.upper(), options.facts, options.synthetic, options.data))


if __name__ == "__main__":
    main()
