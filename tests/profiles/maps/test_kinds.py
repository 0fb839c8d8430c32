"""Kinds of map: what each shows, for which figures it is offered, and why not for others."""

import os
from dataclasses import replace
from functools import lru_cache

import pytest

from mapping.cartography.breaks import Scheme
from mapping.cartography.layers import (
    BivariateLayer,
    ClusterLayer,
    FlowLayer,
    Hatch,
    MapKind,
    Mark,
)
from mapping.errors import KindNotOfferedError, UnknownChoiceError, UnknownIndicatorError
from mapping.i18n import Translator
from mapping.places import AdminLevel, PlaceCode
from mapping.render.letters import CLASS_LETTERS, class_letters, pair_letters
from mapping.settings import Settings
from profiles.cli import main
from profiles.column import read_column
from profiles.indicators.model import Status
from profiles.maps import build_map, offers
from profiles.maps.asked import Asked
from profiles.maps.choropleth import choropleth
from profiles.maps.flows import MOST_STREAMS
from profiles.maps.look import LONGEST_TITLE
from profiles.pack import Pack, open_pack
from profiles.protection.published import PublishedTable
from profiles.protection.reliability import Reliability
from tests.profiles.tiny import STREAMS, tiny_pack

ADM2 = AdminLevel.ADM2


@lru_cache(maxsize=4)
def nepal() -> Pack:
    return open_pack(Settings.from_environment(os.environ), "NPL")


@lru_cache(maxsize=1)
def tiny() -> Pack:
    return tiny_pack()


def drawn(pack: Pack, indicator: str, **asked):
    level = asked.pop("level", ADM2)
    period = pack.periods_of(indicator, level)[-1]
    return build_map(pack, level=level, indicator=indicator, period=period, **asked)


def reasons(pack: Pack, indicator: str) -> dict[MapKind, str | None]:
    return dict(offers(pack, ADM2, indicator, pack.periods_of(indicator, ADM2)[-1]))


def test_every_kind_is_offered_or_says_why_not() -> None:
    rate, count = reasons(nepal(), "hh_absent_share"), reasons(nepal(), "pop_total")

    assert set(rate) == set(count) == set(MapKind)
    assert [kind for kind, reason in rate.items() if reason] == [MapKind.SYMBOLS, MapKind.FLOWS]
    assert "no table of origins" in (reasons(nepal(), "pop_density")[MapKind.FLOWS] or "")
    assert "circles show counts" in (count[MapKind.CHOROPLETH] or "")
    assert "20 places" in (reasons(tiny(), "hh_absent_share")[MapKind.CLUSTERS] or "")


def test_a_kind_that_does_not_fit_is_refused_with_its_reason() -> None:
    with pytest.raises(KindNotOfferedError) as caught:
        drawn(nepal(), "pop_total", kind="choropleth")
    assert "circles show counts" in caught.value.what()
    with pytest.raises(UnknownChoiceError) as unknown:
        drawn(nepal(), "pop_total", kind="heatmap")
    assert "bivariate" in unknown.value.how()


@pytest.mark.parametrize(
    ("indicator", "kind", "reason"),
    [
        ("pop_density", "flows", "no table of origins and destinations"),
        ("pop_density", "symbols", "would read as numbers of people"),
        ("pop_total", "choropleth", "circles show counts"),
        ("pop_total", "bivariate", "it takes two rates"),
        ("pop_total", "clusters", "counts follow the size of the places"),
    ],
)
def test_a_command_for_a_map_that_cannot_be_ends_with_the_reason(
    indicator, kind, reason, tmp_path, capsys
) -> None:
    out = tmp_path / "map.svg"
    asked = ["map", "npl:ADM2", "--indicator", indicator, "--kind", kind, "--out", str(out)]
    assert main(asked) == 2
    assert reason in capsys.readouterr().err
    assert not out.exists()


@pytest.mark.parametrize(
    ("indicator", "fits"),
    [("migrants_former_share", True), ("lifetime_in_share", True), ("hh_absent_share", False)],
)
def test_streams_go_with_what_is_worked_out_from_a_table_of_them(indicator, fits) -> None:
    assert (reasons(nepal(), indicator)[MapKind.FLOWS] is None) is fits


def test_two_rates_make_nine_squares_that_account_for_every_place() -> None:
    layer = drawn(nepal(), "hh_absent_share", kind="bivariate", second="pop_density").layer

    assert isinstance(layer, BivariateLayer)
    assert len(layer.cells) == 9
    assert sum(cell.count for cell in layer.cells) == 77
    assert len({cell.colour for cell in layer.cells}) == 9
    for value, one, two in zip(layer.values, layer.first_values, layer.second_values, strict=True):
        assert value.class_index == (two.class_index or 0) * 3 + (one.class_index or 0)
        assert value.text.startswith(one.text)
        assert two.text in value.text


def test_the_letters_of_two_rates_hold_the_state_of_each() -> None:
    layer = drawn(nepal(), "hh_absent_share", kind="bivariate", second="pop_density").layer
    assert isinstance(layer, BivariateLayer)
    states = len(layer.second.classes) + 3

    for letter, one, two in zip(
        pair_letters(layer), layer.first_values, layer.second_values, strict=True
    ):
        row, column = divmod(CLASS_LETTERS.index(letter), states)
        assert (row, column) == (one.class_index, two.class_index)


def test_a_second_rate_that_is_none_is_named_beside_those_there_are() -> None:
    with pytest.raises(UnknownIndicatorError) as caught:
        drawn(nepal(), "hh_absent_share", kind="bivariate", second="pop_total")
    assert "pop_density" in caught.value.how()


def test_clusters_have_words_and_say_how_they_were_tested() -> None:
    spec = drawn(nepal(), "hh_absent_share", kind="clusters")

    assert isinstance(spec.layer, ClusterLayer)
    assert sum(category.count for category in spec.layer.categories) == 77
    assert spec.layer.categories[0].label == "Cluster of high values"
    assert any("999 permutations, seed 20240101" in note for note in spec.notes)
    assert not any("hot" in category.label.lower() for category in spec.layer.categories)


def test_streams_are_those_of_the_table_the_largest_first() -> None:
    layer = drawn(tiny(), "pop_total", kind="flows").layer

    assert isinstance(layer, FlowLayer)
    codes = [end.place_code for end in layer.ends]
    told = {(codes[s.origin], codes[s.destination]): s.value for s in layer.streams}
    assert layer.streams[0].value == 6_100
    assert [s.value for s in layer.streams] == sorted(told.values(), reverse=True)
    for (origin, destination), value in told.items():
        i, j = (codes.index(code) for code in (origin, destination))
        assert STREAMS[i][j] == value
    assert [v.value for v in layer.values] == [row[i] for i, row in enumerate(STREAMS)]


def test_no_stream_is_below_the_threshold_and_hidden_ones_are_counted() -> None:
    few = [list(row) for row in STREAMS]
    few[0][1] = 4
    pack = tiny_pack(streams=few)
    spec = drawn(pack, "pop_total", kind="flows")

    assert isinstance(spec.layer, FlowLayer)
    assert min(stream.value for stream in spec.layer.streams) >= spec.layer.threshold
    ends = {(s.origin, s.destination) for s in spec.layer.streams}
    assert (0, 1) not in ends
    assert any("not shown (protected)" in note for note in spec.notes)
    assert any("fewer than 10 people" in note for note in spec.notes)


def test_streams_from_larger_areas_begin_at_all_their_places() -> None:
    layer = drawn(nepal(), "pop_total", kind="flows", second="birth_province").layer

    assert isinstance(layer, FlowLayer)
    groups = [end for end in layer.ends if len(end.members) > 1]
    assert len(groups) == 7
    assert sum(len(end.members) for end in groups) == 77
    assert not layer.origins_on_map
    assert len(layer.streams) <= MOST_STREAMS
    assert "not drawn: " in layer.rest
    for stream in layer.streams:
        assert layer.ends[stream.destination].members[0] not in layer.ends[stream.origin].members


def test_a_table_that_there_is_not_is_named() -> None:
    with pytest.raises(UnknownChoiceError) as caught:
        drawn(nepal(), "pop_total", kind="flows", second="nonsense")
    assert "former_residence" in caught.value.how()


def test_a_title_of_ones_own_is_one_short_line() -> None:
    spec = drawn(tiny(), "hh_absent_share", title="  Away\n\x00 {{7*7}} " + "x" * 500)

    assert spec.title.startswith("Away {{7*7}} xxx")
    assert len(spec.title) == LONGEST_TITLE
    assert spec.layer.legend.title == spec.title


def choropleth_of(*values: float | Status, **asked):
    """A rate of some places: numbers, or why there is none."""
    indicator = tiny().indicator("hh_absent_share")
    codes = [PlaceCode(f"P{i}") for i in range(len(values))]
    found = {
        (code, indicator.code, "2020", "total", "total"): (
            (None, value) if isinstance(value, Status) else (value, Status.NORMAL)
        )
        for code, value in zip(codes, values, strict=True)
    }
    table = PublishedTable._made_by_publish(found, {})
    cells = read_column(table, codes, indicator.code, "2020")
    usual = {"scheme": Scheme.QUANTILES, "classes": 5, "breaks": (), "palette": "", "title": ""}
    look = Asked(indicator=indicator, period="2020", translator=Translator("en"), **(usual | asked))
    return choropleth(look, cells)


@pytest.mark.parametrize("scheme", [s for s in Scheme if s is not Scheme.MANUAL])
@pytest.mark.parametrize(
    ("values", "letters"),
    [
        ((Status.MISSING, Status.MISSING), ".."),
        ((Status.MISSING, 3.0), ".A"),
        ((3.0,), "A"),
        ((0.0,), "="),
        ((5.0, 5.0, 5.0, 5.0), "AAAA"),
        ((1.0, Status.SUPPRESSED, 1.0), "A~A"),
        ((-3.0, -1.0), "AA"),
    ],
)
def test_few_and_odd_figures_still_make_a_sensible_map(scheme, values, letters: str) -> None:
    layer = choropleth_of(*values, scheme=scheme)

    assert class_letters(layer.values) == letters
    assert sum(item.count for item in layer.legend.classes) == sum(c in "AB" for c in letters)


def test_a_protected_neighbour_leaves_no_trace_in_the_classes() -> None:
    shown = [float(n) for n in range(10, 30)]
    with_hidden = choropleth_of(*shown, Status.SUPPRESSED)

    assert with_hidden.legend.classes == choropleth_of(*shown).legend.classes
    assert with_hidden.legend.mark_counts[Mark.NOT_SHOWN] == 1


@pytest.mark.parametrize(
    "asked", [{"classes": 60}, {"scheme": Scheme.MANUAL, "breaks": (5.0, 2.0)}]
)
def test_classes_that_cannot_be_are_refused_in_words(asked) -> None:
    with pytest.raises(UnknownChoiceError) as caught:
        choropleth_of(1.0, 2.0, 3.0, **asked)
    assert caught.value.how()


def test_every_value_on_an_edge_has_a_colour() -> None:
    layer = choropleth_of(0.5, 10.0, 20.0, 30.0, scheme=Scheme.MANUAL, breaks=(10.0, 20.0, 30.0))

    assert class_letters(layer.values) == "AABC"


@pytest.mark.parametrize("kind", ["choropleth", "bivariate"])
def test_an_estimate_to_be_used_with_caution_is_hatched_and_has_a_row_in_the_key(kind) -> None:
    pack = tiny()
    codes = [place.place_code for place in pack.gazetteer.at_level(ADM2)]
    period = pack.periods_of("hh_absent_share", ADM2)[-1]
    name = (codes[1], "hh_absent_share", period, "total", "total")
    few = (codes[2], *name[1:])
    marks = {name: Reliability.CAUTION, few: Reliability.FEW_CASES}
    published = PublishedTable._made_by_publish(pack.published.cells, marks)
    spec = drawn(
        replace(pack, published=published), "hh_absent_share", kind=kind, second="sex_ratio"
    )
    assert spec.hatch == Hatch(label="Uncertain: use with caution", places=(1,))
    assert drawn(pack, "hh_absent_share", kind=kind, second="sex_ratio").hatch is None


def test_the_ends_of_streams_are_named_for_each_reader_and_pack() -> None:
    def first_end(pack: Pack, language: str) -> str:
        spec = drawn(pack, "pop_total", kind="flows", second="birth_province", language=language)
        assert isinstance(spec.layer, FlowLayer)
        return spec.layer.ends[0].name

    pack = nepal()
    place = pack.gazetteer.at_level(ADM2)[0]
    assert first_end(pack, "en") == place.name
    assert first_end(pack, "ne") == place.names["ne"] != place.name
    places = {**pack.gazetteer.places, place.place_code: replace(place, name="Renamed", names={})}
    renamed = replace(pack, gazetteer=replace(pack.gazetteer, places=places))
    assert first_end(renamed, "en") == "Renamed"
    assert first_end(pack, "en") == place.name
