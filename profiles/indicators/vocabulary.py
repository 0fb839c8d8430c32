"""Closed lists of the catalogue: kinds of source, and what figures may be broken down by.

The name of a member, in small letters, is what a catalogue file says; its value is the word for
people.
"""

from enum import StrEnum

from mapping.i18n import N_


class SourceKind(StrEnum):
    """Kinds of source that can give an indicator."""

    CENSUS = N_("population census")
    PROJECTION = N_("population projections")
    VITAL = N_("civil registration and vital statistics")
    REGISTER = N_("population register")
    LABOUR = N_("labour force survey")
    HOUSEHOLD = N_("household income and expenditure survey")
    CLUSTER = N_("demographic and health or multiple indicator cluster survey")
    SMALL_AREA = N_("small area estimation")
    SURVEY = N_("household survey")
    REMITTANCE = N_("survey of remittance prices")
    ADMIN = N_("administrative records")
    ASYLUM = N_("register of refugees and asylum seekers")
    TRACKING = N_("displacement tracking")
    DISASTER = N_("records of the disaster agency")
    HAZARD = N_("hazard map")
    GRID = N_("population grid")
    FACILITIES = N_("list of facilities with travel times")
    EDUCATION = N_("education management information system")
    SELF = N_("self-assessment of the local authority")
    DOCUMENTS = N_("review of plans and documents")
    POLICE = N_("police and case records")


class Breakdown(StrEnum):
    """What an indicator may be broken down by, where the source allows it."""

    SEX = N_("sex")
    AGE5 = N_("five-year age group")
    AGE_GROUP = N_("broad age group")
    URBAN_RURAL = N_("urban and rural")
    MIGRANT_STATUS = N_("migration status")
    EDUCATION = N_("level of education")
    REASON = N_("reason")
    REGION_OF_BIRTH = N_("region of birth")
    SEX_OF_HEAD = N_("sex of the head of household")
    DESTINATION = N_("destination")
    ORIGIN = N_("origin")
    COUNTRY = N_("country of previous residence")
    HAZARD = N_("kind of hazard")
    REMITTANCE_ORIGIN = N_("remittances from within the country and from abroad")
    QUINTILE = N_("income group")
    CORRIDOR = N_("corridor between two countries")
    CHANNEL = N_("way of sending")
    SKILL = N_("level of skill")
    SECTOR = N_("sector of the economy")
    WHICH_PARENT = N_("which parent is away")
    FORM = N_("form of exploitation")
    DIMENSION = N_("dimension of the checklist")
    SECTION = N_("section of the profile")
