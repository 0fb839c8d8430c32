"""Printed maps look as they did when a person last looked at them.

A difference may be wanted: `python -m tests.golden.pictures NAME` draws one anew, to be looked at.
"""

import io

import numpy as np
import pytest
from PIL import Image

from tests.golden.pictures import FOLDER, PICTURES

SEEN = 40  # of 255: what an eye sees at once
MOST_SEEN = 0.01  # of the dots; another version of a library may move a letter's edge
MOST_ON_AVERAGE = 2.0


def dots(png: bytes) -> np.ndarray:
    with Image.open(io.BytesIO(png)) as picture:
        return np.asarray(picture.convert("RGB"), dtype=np.int16)


def difference(one: np.ndarray, other: np.ndarray) -> tuple[float, float]:
    """Share of the dots in which two pictures visibly differ, and the mean difference."""
    apart = np.abs(one - other).max(axis=2)
    return float((apart > SEEN).mean()), float(apart.mean())


@pytest.mark.parametrize("name", PICTURES)
def test_a_printed_map_looks_as_it_did(name: str) -> None:
    kept, drawn = dots((FOLDER / f"{name}.png").read_bytes()), dots(PICTURES[name]())

    assert drawn.shape == kept.shape
    seen, mean = difference(kept, drawn)
    assert seen <= MOST_SEEN
    assert mean <= MOST_ON_AVERAGE


def test_a_place_of_another_colour_is_seen() -> None:
    kept = dots((FOLDER / "samoa_rate.png").read_bytes())
    colours, counts = np.unique(kept.reshape(-1, 3), axis=0, return_counts=True)
    second = colours[counts.argsort()[-2]]  # the first is paper
    changed = kept.copy()
    changed[(kept == second).all(axis=2)] = (255, 0, 0)

    assert difference(kept, changed)[0] > MOST_SEEN
