"""The tables of Examplia, an invented country whose every result is known exactly."""

import csv
import math
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

START: Final = "2019"
END: Final = "2024"
INTERVAL: Final = f"{START}/{END}"
POPULATION: Final = "population"
# column of a table: indicator, period, sex, file
COLUMNS: Final[Mapping[str, Mapping[str, tuple[str, str, str, str]]]] = {
    "districts.csv": {
        "area_sqkm": ("area_km2", END, "total", POPULATION),
        "pop_start": ("pop_total", START, "total", POPULATION),
        "pop_end": ("pop_total", END, "total", POPULATION),
        "births": ("births_n", INTERVAL, "total", POPULATION),
        "deaths": ("deaths_n", INTERVAL, "total", POPULATION),
    },
    "stocks.csv": {
        "lifetime_inmigrants_f": ("born_other_district_n", END, "female", "stocks"),
        "lifetime_inmigrants_m": ("born_other_district_n", END, "male", "stocks"),
        "foreign_born_f": ("foreign_born_n", END, "female", "stocks"),
        "foreign_born_m": ("foreign_born_n", END, "male", "stocks"),
        "returnees_5yr": ("returnees_5yr_n", END, "total", "stocks"),
    },
    "remittances.csv": {
        "households": ("households_n", END, "total", "remittances"),
        "hh_receiving": ("hh_remit_n", END, "total", "remittances"),
        "remittances_annual": ("remit_total", END, "total", "remittances"),
        "hh_income_annual": ("hh_income_total", END, "total", "remittances"),
        "hh_with_absent_migrant": ("hh_absent_n", END, "total", "remittances"),
    },
}
AGES: Final = {"0_14": "pop_0_14", "15_64": "pop_15_64", "65plus": "pop_65_plus"}
SEXES: Final = {"f": "female", "m": "male"}
SUMMED: Final = ("born_other_district_n", "foreign_born_n", *AGES.values())

Cell = tuple[tuple[str, str, str, str], tuple[float | None, str, str]]


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def examplia_figures(folder: Path) -> Iterator[Cell]:
    """((place, indicator, period, sex), (value, status, file)) of the districts."""
    cells = dict(_plain(folder)) | dict(_by_age(folder))
    for (place, code, period, sex), (value, _, file) in list(cells.items()):
        if sex == "female" and code in (*SUMMED, "pop_total"):
            male = cells[place, code, period, "male"][0]
            total = (place, code, period, "total")
            if total not in cells:
                cells[total] = ((value or 0.0) + (male or 0.0), "A", file)
    yield from cells.items()


def _plain(folder: Path) -> Iterator[Cell]:
    for name, columns in COLUMNS.items():
        for row in _rows(folder / name):
            for column, (code, period, sex, file) in columns.items():
                yield (row["adm2_pcode"], code, period, sex), (float(row[column]), "A", file)
                if code == "households_n":  # there are no institutions in Examplia
                    key = (row["adm2_pcode"], "households_private_n", period, sex)
                    yield key, (float(row[column]), "A", file)
                if code == "area_km2":
                    yield (row["adm2_pcode"], code, START, sex), (float(row[column]), "A", file)


def _by_age(folder: Path) -> Iterator[Cell]:
    for row in _rows(folder / "population_age_sex.csv"):
        for letter, sex in SEXES.items():
            every = 0.0
            for age, code in AGES.items():
                count = float(row[f"{letter}_{age}"])
                every += count
                yield (row["adm2_pcode"], code, END, sex), (count, "A", POPULATION)
            yield (row["adm2_pcode"], "pop_total", END, sex), (every, "A", POPULATION)


def examplia_survey(folder: Path) -> Iterator[tuple[tuple[str, str, str, str], tuple[float, ...]]]:
    """((place, indicator, period, sex), (percent, cases, standard error)) of the districts."""
    for row in _rows(folder / "survey_estimates.csv"):
        share, cases = float(row["p"]), int(row["n_unweighted"])
        error = math.sqrt(share * (1 - share) * float(row["deff"]) / cases)
        key = (row["adm2_pcode"], "hh_remit_survey_share", END, "total")
        yield key, (100 * share, cases, 100 * error)


def examplia_flows(folder: Path) -> Iterator[tuple[str, str, str, str, float]]:
    """People by district five years ago and now: origin, destination, period, sex, persons."""
    for row in _rows(folder / "od_5yr.csv"):
        yield row["orig_pcode"], row["dest_pcode"], INTERVAL, "total", float(row["persons"])
