"""The indicators a local migration profile looks for, whatever the country.

What a pack does not have is said, indicator by indicator, with the kind of source that could give
it: the list is what makes gaps visible. Codes are the catalogue's and never change meaning.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from mapping.i18n import N_
from mapping.places import AdminLevel
from profiles.indicators.vocabulary import SourceKind

K = SourceKind


@dataclass(frozen=True, slots=True, eq=False)  # each stands in EXPECTED once
class Expected:
    """One indicator of the catalogue and where it belongs."""

    code: str
    section: int
    name: str
    sources: tuple[SourceKind, ...]
    deepest: AdminLevel = AdminLevel.ADM3  # below this level it does not apply
    of_profile: bool = False  # measures the profile itself, not the place


EXPECTED: Final = (
    Expected("pop_total", 1, N_("Total population"), (K.CENSUS, K.PROJECTION)),
    Expected("pop_density", 1, N_("Population density"), (K.CENSUS,)),
    Expected("pop_growth", 1, N_("Average annual population growth"), (K.CENSUS, K.PROJECTION)),
    Expected("urban_share", 1, N_("Population in urban localities"), (K.CENSUS,)),
    Expected("sex_ratio", 2, N_("Sex ratio"), (K.CENSUS,)),
    Expected("median_age", 2, N_("Median age"), (K.CENSUS,)),
    Expected("dep_total", 2, N_("Total dependency ratio"), (K.CENSUS,)),
    Expected("dep_youth", 2, N_("Youth dependency ratio"), (K.CENSUS,)),
    Expected("dep_old", 2, N_("Old-age dependency ratio"), (K.CENSUS,)),
    Expected("nat_increase", 2, N_("Natural increase"), (K.VITAL, K.CENSUS)),
    Expected("in_mig_n", 3, N_("People who moved in"), (K.CENSUS, K.LABOUR, K.REGISTER)),
    Expected("out_mig_n", 3, N_("People who moved out"), (K.CENSUS, K.REGISTER)),
    Expected("net_mig_n", 3, N_("Net internal migration"), (K.CENSUS, K.REGISTER)),
    Expected("in_mig_rate", 3, N_("In-migration rate"), (K.CENSUS, K.REGISTER)),
    Expected("out_mig_rate", 3, N_("Out-migration rate"), (K.CENSUS, K.REGISTER)),
    Expected("net_mig_rate", 3, N_("Net migration rate"), (K.CENSUS, K.REGISTER)),
    Expected("mig_turnover", 3, N_("Migration turnover rate"), (K.CENSUS, K.REGISTER)),
    Expected("mer", 3, N_("Migration effectiveness ratio"), (K.CENSUS, K.REGISTER)),
    Expected(
        "lifetime_in_share", 3, N_("Residents born in another area of the country"), (K.CENSUS,)
    ),
    Expected(
        "lifetime_out_share",
        3,
        N_("People born here who live elsewhere in the country"),
        (K.CENSUS,),
    ),
    Expected("stayer_share", 3, N_("People who stayed in the same area"), (K.CENSUS,)),
    Expected(
        "residual_net_rate", 3, N_("Net migration estimated as a residual"), (K.CENSUS, K.VITAL)
    ),
    Expected("inflow_conc", 4, N_("Concentration of origins"), (K.CENSUS, K.REGISTER)),
    Expected("mean_mig_dist", 4, N_("Mean migration distance"), (K.CENSUS, K.REGISTER)),
    Expected(
        "cmi", 3, N_("Crude migration intensity"), (K.CENSUS, K.REGISTER), deepest=AdminLevel.ADM0
    ),
    Expected(
        "mei",
        3,
        N_("Migration effectiveness index"),
        (K.CENSUS, K.REGISTER),
        deepest=AdminLevel.ADM0,
    ),
    Expected("mig_sex_ratio", 5, N_("Sex ratio of in-migrants"), (K.CENSUS, K.LABOUR)),
    Expected("mig_youth_share", 5, N_("In-migrants aged 15 to 29"), (K.CENSUS, K.LABOUR)),
    Expected("age_selectivity", 5, N_("Selectivity of migration at ages 15 to 29"), (K.CENSUS,)),
    Expected(
        "mig_edu_share",
        5,
        N_("In-migrants with completed secondary education"),
        (K.CENSUS, K.LABOUR),
    ),
    Expected(
        "reason_work_share",
        5,
        N_("In-migrants who moved for work"),
        (K.LABOUR, K.HOUSEHOLD, K.CENSUS),
    ),
    Expected("foreign_born_share", 6, N_("Foreign-born residents"), (K.CENSUS,)),
    Expected(
        "foreign_cit_share", 6, N_("Residents with foreign citizenship"), (K.CENSUS, K.REGISTER)
    ),
    Expected("fem_share_intl", 6, N_("Women among foreign-born"), (K.CENSUS,)),
    Expected(
        "hh_absent_share",
        6,
        N_("Households with a member abroad"),
        (K.CENSUS, K.HOUSEHOLD, K.LABOUR),
    ),
    Expected("emig_abroad_rate", 6, N_("People absent abroad"), (K.CENSUS, K.HOUSEHOLD)),
    Expected(
        "intl_return_rate", 6, N_("Recent returnees from abroad"), (K.CENSUS, K.LABOUR, K.ADMIN)
    ),
    Expected("origin_diversity", 6, N_("Diversity of birthplaces"), (K.CENSUS,)),
    Expected("refugee_rate", 7, N_("Refugees and asylum seekers"), (K.ASYLUM,)),
    Expected("idp_n", 7, N_("Internally displaced persons"), (K.TRACKING, K.ADMIN)),
    Expected(
        "idp_rate",
        7,
        N_("Internally displaced persons per 1,000 residents"),
        (K.TRACKING, K.CENSUS),
    ),
    Expected("idp_return_n", 7, N_("People who returned to their area of origin"), (K.TRACKING,)),
    Expected(
        "disaster_disp_rate", 7, N_("New displacements by disasters"), (K.TRACKING, K.DISASTER)
    ),
    Expected(
        "hazard_exposed_share", 7, N_("Population exposed to a mapped hazard"), (K.HAZARD, K.GRID)
    ),
    Expected("hh_remit_share", 8, N_("Households receiving remittances"), (K.HOUSEHOLD, K.CENSUS)),
    Expected("remit_dep", 8, N_("Remittance dependency"), (K.HOUSEHOLD,)),
    Expected("remit_mean", 8, N_("Mean remittances per receiving household"), (K.HOUSEHOLD,)),
    Expected("remit_cost", 8, N_("Cost of remitting"), (K.REMITTANCE, K.SURVEY)),
    Expected("recruit_cost", 8, N_("Recruitment cost"), (K.LABOUR, K.SURVEY)),
    Expected("emp_rate", 9, N_("Employment-to-population ratio"), (K.LABOUR, K.CENSUS)),
    Expected("unemp_rate", 9, N_("Unemployment rate"), (K.LABOUR,)),
    Expected(
        "neet_rate",
        9,
        N_("Young people not in employment, education or training"),
        (K.LABOUR, K.CENSUS),
    ),
    Expected("informal_share", 9, N_("Informal employment"), (K.LABOUR,)),
    Expected(
        "poverty_rate",
        9,
        N_("Population below the national poverty line"),
        (K.HOUSEHOLD, K.SMALL_AREA),
    ),
    Expected(
        "oos_rate",
        10,
        N_("Out-of-school rate, primary and lower secondary age"),
        (K.CENSUS, K.EDUCATION, K.HOUSEHOLD),
    ),
    Expected("literacy_rate", 10, N_("Adult literacy"), (K.CENSUS,)),
    Expected(
        "health_access",
        10,
        N_("Population within 60 minutes of a health facility"),
        (K.FACILITIES, K.GRID),
    ),
    Expected(
        "birth_reg",
        10,
        N_("Children under 5 whose birth is registered"),
        (K.CENSUS, K.CLUSTER, K.VITAL),
    ),
    Expected("water_basic", 10, N_("Households with basic drinking water"), (K.CENSUS, K.CLUSTER)),
    Expected("slum_share", 10, N_("Population in inadequate housing"), (K.CENSUS,)),
    Expected(
        "child_left", 10, N_("Children with a parent living elsewhere"), (K.CLUSTER, K.HOUSEHOLD)
    ),
    Expected(
        "soc_prot",
        10,
        N_("Population covered by at least one social protection benefit"),
        (K.ADMIN, K.HOUSEHOLD),
    ),
    Expected("discrim", 10, N_("People reporting discrimination"), (K.SURVEY,)),
    Expected("internet_share", 10, N_("Individuals using the Internet"), (K.SURVEY,)),
    Expected("gov_checklist", 11, N_("Local migration governance checklist"), (K.SELF,)),
    Expected(
        "plan_mainstream", 11, N_("Migration reflected in local development plan"), (K.DOCUMENTS,)
    ),
    Expected(
        "trafficking_n",
        11,
        N_("Detected victims of trafficking"),
        (K.POLICE,),
        deepest=AdminLevel.ADM1,
    ),
    Expected("data_complete", 12, N_("Data completeness of this profile"), (), of_profile=True),
    Expected("data_age", 12, N_("Median age of the data"), (), of_profile=True),
)


@lru_cache(maxsize=1)
def expected_by_code() -> dict[str, Expected]:
    """The list by code."""
    return {expected.code: expected for expected in EXPECTED}


@lru_cache(maxsize=32)
def expected_in(section: int) -> tuple[Expected, ...]:
    """Those of one section of the outline."""
    return tuple(expected for expected in EXPECTED if expected.section == section)
