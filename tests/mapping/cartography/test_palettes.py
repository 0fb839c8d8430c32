"""Colours: told apart by colour-blind readers, ordered in grey, symmetric where they diverge."""

from itertools import pairwise

import numpy as np
import pytest

from mapping.cartography.classify import Scheme, classify
from mapping.cartography.layers import Mark
from mapping.cartography.palettes import (
    MARK_COLOURS,
    SYMBOL_COLOURS,
    Surface,
    colours_for,
    diverging,
    ink_on,
    sequential,
)

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


def distance(one: str, other: str, eye: str = "normal") -> float:
    return float(np.linalg.norm(seen(one, eye) - seen(other, eye)))


@pytest.mark.parametrize("eye", EYES)
@pytest.mark.parametrize("surface", Surface)
@pytest.mark.parametrize("count", range(3, 8))
def test_neighbouring_classes_are_told_apart_by_every_eye(
    count: int, surface: Surface, eye: str
) -> None:
    half = count // 2
    ramps = [
        sequential(count, surface),
        diverging(half, half, centre=count % 2 == 1, surface=surface),
    ]
    for ramp in ramps:
        for one, other in pairwise(ramp):
            assert distance(one, other, eye) > LEAST_DISTANCE, (ramp, one, other)


@pytest.mark.parametrize("eye", EYES)
@pytest.mark.parametrize("surface", Surface)
def test_the_two_sides_of_a_diverging_scale_are_never_mistaken(surface: Surface, eye: str) -> None:
    ramp = diverging(3, 3, centre=True, surface=surface)
    for below, above in zip(ramp[:3], reversed(ramp[4:]), strict=True):
        assert distance(below, above, eye) > 2 * LEAST_DISTANCE


@pytest.mark.parametrize("surface", Surface)
@pytest.mark.parametrize("count", range(2, 8))
def test_a_sequential_scale_is_ordered_in_greyscale(count: int, surface: Surface) -> None:
    greys = [seen(colour, "normal")[0] for colour in sequential(count, surface)]
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
    classes = {*sequential(5, surface), *diverging(2, 2, centre=True, surface=surface)}

    assert set(marks) == set(Mark)
    assert distance(marks[Mark.ZERO], marks[Mark.NO_DATA], eye) > LEAST_DISTANCE
    for colour in classes:
        assert distance(marks[Mark.NO_DATA], colour, eye) > LEAST_DISTANCE, colour
    for colour in sequential(5, surface):
        assert distance(marks[Mark.ZERO], colour, eye) > LEAST_DISTANCE, colour


@pytest.mark.parametrize("surface", Surface)
def test_gains_and_losses_have_colours_of_their_own(surface: Surface) -> None:
    gain, loss = SYMBOL_COLOURS[surface]
    for eye in EYES:
        assert distance(gain, loss, eye) > 2 * LEAST_DISTANCE


def test_no_scale_runs_from_red_to_green() -> None:
    for surface in Surface:
        ramp = diverging(3, 3, centre=True, surface=surface)
        below, above = linear(ramp[0]), linear(ramp[-1])
        assert not (below[0] > below[1] and above[1] > above[0])


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
