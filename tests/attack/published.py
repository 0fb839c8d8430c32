"""A pack before and after disclosure control, and the sums its readers can check."""

import numpy as np

from profiles.indicators.model import Kind
from profiles.pack_files import read_catalogues, read_pack_files
from profiles.protection.figures import PackFigures
from profiles.protection.suppression.sums import Sums


def figures_of(settings, iso3):
    """All figures of a pack, nothing hidden."""
    files = read_pack_files(iso3, read_catalogues(settings))
    table = files.with_derived()
    return PackFigures(
        table=table,
        flows=files.flows,
        indicators=files.indicators,
        series=files.series,
        gazetteer=files.gazetteer,
    )


def sums_of(figures):
    """The sums, and the keys of their figures in order."""
    keys = tuple(figures.values)
    number = {key: position for position, key in enumerate(keys)}
    lines = [
        [(number[line.total], -1.0), *((number[one], 1.0) for one in line.members)]
        for line in figures.lines
    ]
    signed = [number[key] for key in figures.signed]
    return Sums.of(np.array(list(figures.values.values())), lines, signed), keys


def hidden_in(pack, figures):
    """The keys of all counts that a pack does not show."""
    frame = pack.published.frame
    columns = ["place_code", "indicator", "period", "sex", "age"]
    rows = frame.loc[frame["status"] == "Q", columns].to_numpy().tolist()
    hidden = {tuple(row) for row in rows if figures.indicators[row[1]].kind is not Kind.INTENSIVE}
    for flow in pack.flows:
        rows = flow.frame[flow.frame["status"] == "Q"]
        columns = ["origin_code", "destination_code", "period", "sex"]
        hidden |= {(flow.entry.id, *row) for row in rows[columns].to_numpy().tolist()}
    return hidden & figures.values.keys()
