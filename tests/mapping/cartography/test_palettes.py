"""Colours: told apart by colour-blind readers, ordered in grey, symmetric where they diverge."""

from itertools import combinations, pairwise, product

import numpy as np
import pytest

from mapping.cartography.classify import Scheme, classify
from mapping.cartography.layers import Mark
from mapping.cartography.palettes import (
    BIVARIATE,
    CLUSTER_COLOURS,
    DIVERGING,
    FLOW_COLOURS,
    MARK_COLOURS,
    SEQUENTIAL,
    SYMBOL_COLOURS,
    Surface,
    bivariate,
    colours_for,
    diverging,
    ink_on,
    palette_named,
    sequential,
)
from mapping.errors import UnknownChoiceError

# Machado, Oliveira and Fernandes (2009), severity 1.0; they act on linear RGB.
EYES = {
    "normal": np.eye(3),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "tritanopia": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}
# CIE 1976 distance. 2.3 is just noticeable side by side; on a map far more is needed.
LEAST_DISTANCE = 7.0


def linear(colour: str) -> np.ndarray:
    screen = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(screen <= 0.04045, screen / 12.92, ((screen + 0.055) / 1.055) ** 2.4)


def cielab(rgb: np.ndarray) -> np.ndarray:
    to_xyz = np.array(
        [
            [0.4124564, 0.3575761, 0.1804375],
            [0.2126729, 0.7151522, 0.0721750],
            [0.0193339, 0.1191920, 0.9503041],
        ]
    )
    xyz = to_xyz @ np.clip(rgb, 0, 1) / np.array([0.95047, 1.0, 1.08883])
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def seen(colour: str, eye: str) -> np.ndarray:
    return cielab(EYES[eye] @ linear(colour))


def washed_out(colour: str) -> np.ndarray:
    """On a wall where the room is as bright as a third of the lamp."""
    return cielab((linear(colour) + 0.3) / 1.3)


def distance(one: str, other: str, eye: str = "normal") -> float:
    return float(np.linalg.norm(seen(one, eye) - seen(other, eye)))


def ramps_of(count: int, surface: Surface) -> list[tuple[str, ...]]:
    """So many classes in every palette."""
    half = count // 2
    apart = {"centre": count % 2 == 1, "surface": surface}
    return [
        *(sequential(count, surface, name) for name in SEQUENTIAL),
        *(diverging(half, half, palette=name, **apart) for name in DIVERGING),
    ]


@pytest.mark.parametrize("eye", EYES)
@pytest.mark.parametrize("surface", Surface)
@pytest.mark.parametrize("count", range(3, 8))
def test_neighbouring_classes_are_told_apart_by_every_eye(
    count: int, surface: Surface, eye: str
) -> None:
    for ramp in ramps_of(count, surface):
        for one, other in pairwise(ramp):
            assert distance(one, other, eye) > LEAST_DISTANCE, (ramp, one, other)


@pytest.mark.parametrize("count", range(3, 6))
def test_neighbouring_classes_are_told_apart_on_a_washed_out_wall(count: int) -> None:
    for ramp in ramps_of(count, Surface.LIGHT):
        for one, other in pairwise(ramp):
            found = np.linalg.norm(washed_out(one) - washed_out(other))
            assert found > LEAST_DISTANCE / 2, (ramp, one, other)


@pytest.mark.parametrize("eye", EYES)
@pytest.mark.parametrize("surface", Surface)
@pytest.mark.parametrize("palette", BIVARIATE)
def test_nine_squares_of_two_rates_are_told_apart_by_every_eye(
    palette: str, surface: Surface, eye: str
) -> None:
    squares = bivariate(3, 3, surface, palette)
    nothing = MARK_COLOURS[surface][Mark.NO_DATA]

    assert min(distance(a, b, eye) for a, b in combinations(squares, 2)) > 2 * LEAST_DISTANCE
    assert min(distance(colour, nothing, eye) for colour in squares) > LEAST_DISTANCE


@pytest.mark.parametrize("eye", EYES)
@pytest.mark.parametrize("surface", Surface)
def test_clusters_and_streams_are_told_apart_by_every_eye(surface: Surface, eye: str) -> None:
    for colours in (CLUSTER_COLOURS[surface], FLOW_COLOURS[surface]):
        pairs = combinations(colours, 2)
        assert min(distance(a, b, eye) for a, b in pairs) > LEAST_DISTANCE


def test_a_palette_for_other_figures_gives_way_and_an_unknown_one_is_named() -> None:
    assert palette_named("amber", SEQUENTIAL) == "amber"
    assert palette_named("amber", DIVERGING) == DIVERGING[0]
    with pytest.raises(UnknownChoiceError) as caught:
        palette_named("rainbow", SEQUENTIAL)
    assert "rainbow" in caught.value.what()
    assert "violet" in caught.value.how()


@pytest.mark.parametrize("eye", EYES)
@pytest.mark.parametrize("surface", Surface)
def test_the_two_sides_of_a_diverging_scale_are_never_mistaken(surface: Surface, eye: str) -> None:
    for name in DIVERGING:
        ramp = diverging(3, 3, centre=True, surface=surface, palette=name)
        for below, above in zip(ramp[:3], reversed(ramp[4:]), strict=True):
            assert distance(below, above, eye) > 2 * LEAST_DISTANCE


@pytest.mark.parametrize("surface", Surface)
@pytest.mark.parametrize("count", range(2, 8))
def test_a_sequential_scale_is_ordered_in_greyscale(count: int, surface: Surface) -> None:
    for name in SEQUENTIAL:
        greys = [seen(colour, "normal")[0] for colour in sequential(count, surface, name)]
        ordered = sorted(greys, reverse=surface is Surface.LIGHT)

        assert greys == ordered
        assert min(abs(a - b) for a, b in pairwise(greys)) > 5


@pytest.mark.parametrize("surface", Surface)
def test_a_diverging_scale_gets_stronger_to_both_sides_in_greyscale(surface: Surface) -> None:
    greys = [seen(colour, "normal")[0] for colour in diverging(3, 3, centre=True, surface=surface)]
    if surface is Surface.DARK:
        greys = [-grey for grey in greys]

    assert greys[:4] == sorted(greys[:4])
    assert greys[3:] == sorted(greys[3:], reverse=True)
    for below, above in zip(greys[:3], reversed(greys[4:]), strict=True):
        assert below == pytest.approx(above, abs=9), "the same strength at the same distance"


@pytest.mark.parametrize("surface", Surface)
@pytest.mark.parametrize("eye", EYES)
def test_marks_are_told_apart_from_each_other_and_from_the_classes(
    surface: Surface, eye: str
) -> None:
    marks = MARK_COLOURS[surface]
    sequences = {colour for name in SEQUENTIAL for colour in sequential(5, surface, name)}
    apart = {"centre": True, "surface": surface}
    classes = sequences.union(*(diverging(2, 2, palette=name, **apart) for name in DIVERGING))

    assert set(marks) == set(Mark)
    assert distance(marks[Mark.ZERO], marks[Mark.NO_DATA], eye) > LEAST_DISTANCE
    for colour in classes:
        assert distance(marks[Mark.NO_DATA], colour, eye) > LEAST_DISTANCE, colour
    for colour in sequences:
        assert distance(marks[Mark.ZERO], colour, eye) > LEAST_DISTANCE, colour


@pytest.mark.parametrize("surface", Surface)
def test_gains_and_losses_have_colours_of_their_own(surface: Surface) -> None:
    gain, loss = SYMBOL_COLOURS[surface]
    for eye in EYES:
        assert distance(gain, loss, eye) > 2 * LEAST_DISTANCE


def test_no_scale_runs_from_red_to_green() -> None:
    for surface, name in product(Surface, DIVERGING):
        ramp = diverging(3, 3, centre=True, surface=surface, palette=name)
        below, above = linear(ramp[0]), linear(ramp[-1])
        assert not (below.argmax() == 0 and above.argmax() == 1)


def test_the_class_around_the_midpoint_is_neutral_and_each_side_has_its_colour() -> None:
    values = [-40.0, -12.0, -3.0, 0.0, 2.0, 9.0, 35.0, 38.0, -20.0]
    found = classify(values, classes=3, midpoint=0.0)
    low, centre, high = colours_for(found)

    assert centre == diverging(1, 1, centre=True)[1]
    assert distance(low, high) > 40


def test_manual_breaks_on_one_side_use_only_the_colours_of_that_side() -> None:
    found = classify([1.0, 12.0], scheme=Scheme.MANUAL, breaks=[0, 5, 10, 20], midpoint=0.0)

    assert colours_for(found) == diverging(0, 3, centre=False)


def test_numbers_below_zero_are_strongest_at_the_lowest() -> None:
    found = classify([-9.0, -8.0, -7.0, -2.0, -1.5, -1.0], classes=2)

    assert colours_for(found) == tuple(reversed(sequential(2)))


@pytest.mark.parametrize("surface", Surface)
def test_ink_reads_on_every_class(surface: Surface) -> None:
    for colour in sequential(7, surface):
        ground = np.array([0.2126729, 0.7151522, 0.0721750]) @ linear(colour)
        ink = np.array([0.2126729, 0.7151522, 0.0721750]) @ linear(ink_on(colour))
        light, dark = max(ink, ground), min(ink, ground)
        assert (light + 0.05) / (dark + 0.05) >= 4.5
