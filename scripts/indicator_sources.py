"""Which fact becomes which indicator, and which place a fact is about."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

DESTINATIONS: Final = (
    "india",
    "other_saarc",
    "asean",
    "middle_east",
    "other_asia",
    "european_union",
    "other_europe",
    "north_america",
    "south_america",
    "africa",
    "pacific",
    "other",
    "not_stated",
)
ABSENCE_REASONS: Final = (
    "salary_wage_job",
    "trade_business",
    "study_training",
    "seeking_job",
    "dependent",
    "others",
    "not_stated",
)
MOVE_REASONS: Final = (
    "work",
    "trade_business",
    "study_training",
    "marriage",
    "dependent",
    "natural_calamity",
    "agriculture",
    "return_home",
    "others",
    "not_stated",
)
STAYS: Final = {
    "under_1_year": "under_1",
    "1_4_years": "1_4",
    "5_9_years": "5_9",
    "10_24_years": "10_24",
    "25_49_years": "25_49",
    "50_plus_years": "50_plus",
    "not_stated": "not_stated",
}
ETHNIC_SLB: Final = (
    "melanesian",
    "polynesian",
    "micronesian",
    "chinese",
    "european",
    "micronesian_melanesian",
    "micronesian_polynesian",
    "australian",
    "new_zealander_maori",
    "malaysian",
    "indonesian",
    "others",
)
ETHNIC_PLW: Final = {
    "palauan": "palauan",
    "asian": "asian",
    "carolinian": "carolinian",
    "caucasian": "caucasian",
    "black": "black",
    "other": "others",
    "not_stated": "not_stated",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is taken of one fact."""

    code: str  # of the indicator
    file: str  # that it is written to
    years: tuple[str, ...] | None = None  # None: every year there is
    sexes: tuple[str, ...] = ("total", "female", "male")
    levels: tuple[str, ...] = ("ADM0", "ADM1", "ADM2")
    period: str | None = None  # instead of the year
    status: Mapping[str, str] = field(default_factory=dict)  # by year; "A" unless it says otherwise
    sums: bool = True  # a parent without a figure of its own is the sum of its children


def _named(prefix: str, names: Mapping[str, str], code: str, file: str) -> dict[str, Wanted]:
    return {
        f"{prefix}{fact}": Wanted(code=code.format(name), file=file) for fact, name in names.items()
    }


def _same(names: tuple[str, ...]) -> dict[str, str]:
    return {name: name for name in names}


def _plain(file: str, **codes: str) -> dict[str, Wanted]:
    return {fact: Wanted(code=code, file=file) for fact, code in codes.items()}


NPL: Final[Mapping[str, Wanted]] = {
    **_plain(
        "population",
        population="pop_total",
        households="households_n",
        private_households="households_private_n",
    ),
    # Density and growth lack their inputs in the facts and are taken as published; sex ratio,
    # household size and the share of households with an absent member are worked out at load.
    "population_density": Wanted(code="pop_density", file="population", sums=False),
    "annual_population_growth_rate_2011_2021": Wanted(
        code="pop_growth", file="population", period="2011/2021", sums=False
    ),
    **_plain(
        "absent",
        households_with_absentee_abroad="hh_absent_n",
        households_absentee_not_stated="hh_absent_not_stated_n",
        absent_population_abroad="absent_abroad_n",
    ),
    **_named(
        "absent_population_abroad_destination_",
        _same(DESTINATIONS),
        "absent_abroad_{}_n",
        "absent",
    ),
    **_named(
        "absent_population_abroad_reason_", _same(ABSENCE_REASONS), "absent_reason_{}_n", "absent"
    ),
    **_plain(
        "birthplace",
        native_born_population="native_born_n",
        born_in_same_local_level="born_same_local_n",
        born_in_other_local_level_same_district="born_other_local_n",
        born_in_other_district="born_other_district_n",
        foreign_born_population="foreign_born_n",
        foreign_born_india="foreign_born_india_n",
        birthplace_not_stated="birthplace_not_stated_n",
    ),
    **_plain(
        "former_residence",
        migrants_by_former_residence_within_nepal="migrants_former_n",
        former_residence_abroad="former_abroad_n",
        former_residence_india="former_abroad_india_n",
        former_residence_middle_east="former_abroad_middle_east_n",
    ),
    **_named("migrants_length_of_stay_", STAYS, "stay_{}_n", "former_residence"),
    **_named("migrants_reason_", _same(MOVE_REASONS), "migrant_reason_{}_n", "former_residence"),
    **_plain(
        "citizenship",
        citizenship_nepal="citizens_n",
        citizenship_india="citizens_india_n",
        citizenship_china="citizens_china_n",
        citizenship_saarc="citizens_saarc_n",
        citizenship_other="citizens_other_n",
        citizenship_notstd="citizenship_not_stated_n",
    ),
    **_plain(
        "work",
        population_10plus="pop_working_age_n",
        usually_employed_10plus="employed_n",
        usually_unemployed_10plus="unemployed_n",
        not_usually_active_10plus="not_usually_active_n",
        not_active_10plus="not_active_n",
        economic_activity_not_stated_10plus="activity_not_stated_n",
    ),
}
TOTAL_ONLY: Final = ("total",)
SLB: Final[Mapping[str, Wanted]] = {
    "population": Wanted(code="pop_total", file="population", sexes=TOTAL_ONLY),
    "sex_ratio": Wanted(code="sex_ratio", file="population", sums=False),
    "median_age": Wanted(code="median_age", file="population", sums=False),
    **_named("ethnic_group_", _same(ETHNIC_SLB), "ethnic_{}_n", "ethnicity"),
}
WSM: Final[Mapping[str, Wanted]] = {
    "population": Wanted(
        code="pop_total", file="population", years=("2001", "2021"), sexes=TOTAL_ONLY
    ),
    "sex_ratio": Wanted(code="sex_ratio", file="population", sums=False),
    "median_age": Wanted(code="median_age", file="population", sums=False),
    **_plain(
        "citizenship",
        citizens="citizens_n",
        non_citizens="foreign_cit_n",
        citizens_born_in_samoa="citizens_born_here_n",
        citizens_born_abroad="citizens_born_abroad_n",
        naturalised_citizens="citizens_naturalised_n",
    ),
}
PLW: Final[Mapping[str, Wanted]] = {
    "population": Wanted(
        code="pop_total", file="population", years=("2005", "2015", "2020"), sums=False
    ),
    "median_age": Wanted(code="median_age", file="population", sums=False),
    **_named("ethnicity_", ETHNIC_PLW, "ethnic_{}_n", "ethnicity"),
    "adults_18plus_by_legal_residence": Wanted(
        code="adults_legal_residence_n", file="legal_residence"
    ),
}
LKA: Final[Mapping[str, Wanted]] = {
    "population": Wanted(code="pop_total", file="population", status={"2024": "P"}),
    **{
        f"population_age_{age}": Wanted(code=code, file="population", status={"2024": "P"})
        for age, code in {
            "under_15": "pop_0_14",
            "15_to_59": "pop_15_59",
            "60_to_64": "pop_60_64",
            "65_and_over": "pop_65_plus",
        }.items()
    },
    "households": Wanted(code="households_n", file="population", status={"2024": "P"}),
    **_plain(
        "work",
        population_15plus="pop_working_age_n",
        employed_15plus="employed_n",
        unemployed_15plus="unemployed_n",
        economically_inactive_15plus="not_active_n",
    ),
    # 2024 lacks Kurunegala in what could be read; a country without one of its districts is no sum.
    "foreign_employment_registrations": Wanted(
        code="foreign_emp_reg_n", file="foreign_employment", years=("2020", "2022", "2023")
    ),
    "foreign_employment_registrations_domestic_housekeeping": Wanted(
        code="foreign_emp_domestic_n", file="foreign_employment"
    ),
    "foreign_employment_registrations_low_skilled": Wanted(
        code="foreign_emp_low_skilled_n", file="foreign_employment"
    ),
}
FJI: Final[Mapping[str, Wanted]] = {
    "population": Wanted(code="pop_total", file="population", sexes=TOTAL_ONLY),
    "urban_population": Wanted(code="urban_pop_n", file="population", levels=("ADM0",), sums=False),
}
TLS: Final[Mapping[str, Wanted]] = {"population": Wanted(code="pop_total", file="population")}
TON: Final[Mapping[str, Wanted]] = {
    "population": Wanted(code="pop_total", file="population", years=("2011",))
}
WANTED: Final = {
    "NPL": NPL,
    "SLB": SLB,
    "WSM": WSM,
    "PLW": PLW,
    "LKA": LKA,
    "FJI": FJI,
    "TLS": TLS,
    "TON": TON,
}

# The office's district codes of the Northern Province are not the ISO 3166-2 codes of the map:
# LK-42 is Mannar in its tables and Kilinochchi in the standard. Joined by name.
LKA_NORTHERN: Final = {
    "Jaffna": "LK-41",
    "Kilinochchi": "LK-42",
    "Mannar": "LK-43",
    "Vavuniya": "LK-44",
    "Mullaitivu": "LK-45",
}
# Fiji's figures are by province, its map by division.
FJI_DIVISIONS: Final = {
    "Central Division": "FJ-C",
    "Northern Division": "FJ-N",
    "Eastern Division": "FJ-E",
    "Western Division": "FJ-W",
    "Rotuma Division": "FJ-R",
}
TLS_ATAURO: Final = "Atauro"  # a municipality since 2022; the map has it in Dili
TLS_DILI: Final = "TL-DI"
