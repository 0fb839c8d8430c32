"""A pack made in memory: one country, two provinces, six districts, every figure known by hand.

Figures are those of the invented country Examplia. Names can be any text, so that hostile ones are
easy to try.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

from mapping.boundaries.model import BoundaryEntry, Gazetteer
from mapping.boundaries.packs import BoundaryCatalogue
from mapping.places import AdminLevel, Place, PlaceCode
from profiles.indicators.flows import FlowEntry, FlowTable, FlowType
from profiles.indicators.model import Formula, Indicator, Kind, Series, Source, Status
from profiles.indicators.read import CellValue, IndicatorTable
from profiles.measures.packs.derive import derive
from profiles.pack import Pack
from profiles.protection.policy import DEFAULT_POLICY
from profiles.protection.suppress import publish_pack

PERIOD = "2020"
SPAN = "2015/2020"
NAMES = {
    "ZZ": "Examplia",
    "ZZ01": "North",
    "ZZ02": "South",
    "ZZ0101": "Alder",
    "ZZ0102": "Birch",
    "ZZ0103": "Cedar",
    "ZZ0201": "Dogwood",
    "ZZ0202": "Elm",
    "ZZ0203": "Fir",
}
DISTRICTS = tuple(code for code in NAMES if len(code) == 6)
POPULATION = {
    "2015": (100_000, 60_000, 40_000, 200_000, 50_000, 25_000),
    "2020": (104_000, 59_000, 40_500, 221_000, 48_000, 24_600),
}
MALES = (51_000, 29_300, 20_200, 112_500, 23_700, 12_200)
HOUSEHOLDS = (20_800, 11_800, 8_100, 49_000, 9_600, 4_920)
ABSENT = (5_200, 4_130, 1_620, 3_920, 3_936, 1_722)
FOREIGN_BORN = (1_600, 230, 70, 6_600, 240, 5)  # the last is below the smallest count shown
STREAMS = (
    (88_000, 900, 300, 6_100, 150, 50),
    (1_500, 52_000, 250, 4_200, 200, 30),
    (700, 400, 35_200, 1_900, 90, 10),
    (2_400, 600, 350, 180_000, 1_200, 320),
    (300, 180, 60, 5_600, 42_000, 240),
    (120, 40, 0, 2_300, 480, 20_800),
)
SOURCE = Source(
    id="census",
    title="Census of Examplia 2020",
    publisher="Statistics Examplia",
    year="2020",
    licence="CC0",
)
SURVEY = Source(id="od", title="Census moves", publisher="Statistics Examplia", year="2020")


def tiny_pack(
    names: Mapping[str, str] | None = None,
    *,
    area: float | None = 100.0,
    streams: Sequence[Sequence[int]] = STREAMS,
    interval_years: int = 5,
) -> Pack:
    """The pack, its places called as wanted, people moved between its districts as wanted."""
    called = NAMES | dict(names or {})
    gazetteer = Gazetteer(
        iso3="XXT",
        places={PlaceCode(code): _place(code, name, area) for code, name in called.items()},
    )
    indicators = {indicator.code: indicator for indicator in _indicators()}
    series = {
        code: Series(iso3="XXT", indicator=code, source=SOURCE, periods=_spans(indicator))
        for code, indicator in indicators.items()
        if indicator.formula is not Formula.OD
    }
    flow = FlowTable(entry=_entry(interval_years), cells=_cells_of_streams(streams))
    table = derive(
        IndicatorTable(cells=dict(_figures())),
        indicators=indicators,
        series=series,
        flows=(flow,),
        gazetteer=gazetteer,
    )
    release = publish_pack(table, (flow,), indicators, series, gazetteer, DEFAULT_POLICY)
    present = {key[1] for key in table.cells}
    moved = {
        code: Series(iso3="XXT", indicator=code, source=SURVEY)
        for code, indicator in indicators.items()
        if code not in series
    }
    return Pack(
        iso3="XXT",
        name=called["ZZ"],
        gazetteer=gazetteer,
        boundaries=BoundaryCatalogue(entries=tuple(_boundaries())),
        indicators={code: one for code, one in indicators.items() if code in present},
        series=series | moved,
        published=release.table,
        flows=release.flows,
    )


def _spans(indicator):
    return (SPAN,) if indicator.formula in {Formula.GROWTH, Formula.MIDPOINT} else ()


def _place(code, name, area):
    level = AdminLevel(f"ADM{(len(code) - 2) // 2}")
    return Place(
        place_code=PlaceCode(code),
        name=name,
        level=level,
        parent_code=PlaceCode(code[:-2]) if level is not AdminLevel.ADM0 else None,
        names={"en": name, "fr": name},
        area_km2=area,
        centre=(10.0, 10.0),
        bounds=(9.0, 9.0, 11.0, 11.0),
    )


def _boundaries():
    words = {"ADM0": "country", "ADM1": "province", "ADM2": "district"}
    for level, word in words.items():
        yield BoundaryEntry(
            id=f"xxt-{level}",
            iso3="XXT",
            level=AdminLevel(level),
            vintage="2020",
            source="Invented",
            licence="CC0",
            attribution="Nobody",
            languages=("en",),
            note="",
            unit_name=word,
            unit_name_plural=word.replace("y", "ie") + "s",
            path=Path("nowhere.parquet"),
        )


def _indicator(code, label, unit, section, **more):
    kind = more.pop("kind", Kind.EXTENSIVE)
    return Indicator(
        code=code,
        labels={"en": label},
        definitions={"en": f"{label}, as defined."},
        units={"en": unit},
        kind=kind,
        section=section,
        **more,
    )


def _indicators():
    ratio = {"kind": Kind.INTENSIVE, "formula": Formula.RATIO, "decimals": 1}
    moved = {"formula": Formula.OD, "protected": True}
    yield _indicator("pop_total", "Total population", "persons", 1)
    yield _indicator(
        "pop_growth",
        "Population growth",
        "% per year",
        1,
        kind=Kind.INTENSIVE,
        formula=Formula.GROWTH,
        numerator="pop_total",
        decimals=2,
    )
    yield _indicator(
        "pop_mid",
        "Mid-period population",
        "persons",
        1,
        formula=Formula.MIDPOINT,
        numerator="pop_total",
    )
    yield _indicator(
        "sex_ratio",
        "Sex ratio",
        "males per 100 females",
        2,
        numerator="pop_total:male",
        denominator="pop_total:female",
        multiplier=100.0,
        **ratio,
    )
    yield _indicator("in_mig_n", "People who moved in", "persons", 3, **moved)
    yield _indicator("out_mig_n", "People who moved out", "persons", 3, **moved)
    yield _indicator(
        "net_mig_n",
        "Net internal migration",
        "persons",
        3,
        formula=Formula.DIFFERENCE,
        numerator="in_mig_n",
        denominator="out_mig_n",
        protected=True,
    )
    yield _indicator(
        "net_mig_rate",
        "Net migration rate",
        "per 1,000 residents",
        3,
        numerator="net_mig_n",
        denominator="pop_mid",
        multiplier=1000.0,
        midpoint=0.0,
        **ratio,
    )
    yield _indicator("households", "Households", "households", 2)
    yield _indicator("hh_absent", "Households with a member abroad, number", "households", 6)
    yield _indicator(
        "hh_absent_share",
        "Households with a member abroad",
        "%",
        6,
        numerator="hh_absent",
        denominator="households",
        multiplier=100.0,
        **ratio,
    )
    yield _indicator(
        "foreign_born_n", "Foreign-born residents, number", "persons", 6, protected=True
    )
    yield _indicator(
        "foreign_born_share",
        "Foreign-born residents",
        "%",
        6,
        numerator="foreign_born_n",
        denominator="pop_total",
        multiplier=100.0,
        **ratio,
    )


def _figures():
    for period, people in POPULATION.items():
        yield from _summed("pop_total", period, people)
    females = [total - male for total, male in zip(POPULATION["2020"], MALES, strict=True)]
    yield from _summed("pop_total", PERIOD, MALES, sex="male")
    yield from _summed("pop_total", PERIOD, females, sex="female")
    yield from _summed("households", PERIOD, HOUSEHOLDS)
    yield from _summed("hh_absent", PERIOD, ABSENT)
    yield from _summed("foreign_born_n", PERIOD, FOREIGN_BORN)


def _summed(code, period, values, *, sex="total"):
    for place in NAMES:
        inside = [
            value
            for district, value in zip(DISTRICTS, values, strict=True)
            if district.startswith(place)
        ]
        key = (place, code, period, sex, "total")
        yield key, CellValue(float(sum(inside)), Status.NORMAL)


def _entry(interval_years):
    return FlowEntry(
        iso3="XXT",
        file="flows.csv",
        measure="moves",
        labels={"en": "Residence five years ago"},
        flow_type=FlowType.TRANSITION,
        interval_years=interval_years,
        origin_level="ADM2",
        destination_level="ADM2",
        period=SPAN,
        units={"en": "persons"},
        source=SURVEY,
        origin_total="out_mig_n",
        destination_total="in_mig_n",
    )


def _cells_of_streams(streams):
    return {
        (origin, destination, SPAN, "total"): float(value)
        for origin, row in zip(DISTRICTS, streams, strict=True)
        for destination, value in zip(DISTRICTS, row, strict=True)
    }
