"""The result of `lmp measures` as it is written to a file."""

from typing import Any

import numpy as np

from mapping.errors import listed
from profiles.measures.columns import is_total
from profiles.measures.flows.matrix import moved
from profiles.measures.flows.streams import is_printable
from profiles.measures.flows.table import FlowFile, FlowGroup
from profiles.measures.population import Populations
from profiles.measures.summary.formulas import formulas_of
from profiles.measures.summary.json_text import StreamRows
from profiles.measures.summary.known import KnownFlows
from profiles.measures.summary.pairs import stream_figures
from profiles.measures.summary.places import place_figures
from profiles.measures.summary.system import system_figures


def flow_document(found: FlowFile, people: Populations | None) -> dict[str, Any]:
    """All figures: of the latest period and both sexes at the top, of the others in `others`.

    `json_text.to_json` writes it; its streams are columns still.

    Args:
        found: The matrices of a table.
        people: Populations of its places; None if nothing is known.

    >>> from profiles.measures.flows.matrix import FlowMatrix
    >>> table = FlowMatrix(
    ...     codes=("A", "B"),
    ...     flows=np.array([[9.0, 1.0], [4.0, 9.0]]),
    ...     flow_type=None,
    ...     interval_years=None,
    ... )
    >>> group = FlowGroup(
    ...     period=None, sex="total", table=table, distances=None, given=np.ones((2, 2), dtype=bool)
    ... )
    >>> document = flow_document(FlowFile(groups=(group,), flow_type=None, left_out={}), None)
    >>> [(place["place_code"], place["net"]) for place in document["places"]]
    [('A', 3), ('B', -3)]
    """
    first, *others = [_group(group, people) for group in found.groups]
    table = found.groups[0].table
    return {
        "flow_type": table.flow_type,
        "interval_years": table.interval_years,
        **first,
        "others": others,
        "formulas": formulas_of(
            [first["system"], *first["places"][:1], first["streams"].figures.figures]
        ),
        "left_out": dict(found.left_out),
        "notes": _notes(found, people),
    }


def _group(group: FlowGroup, people: Populations | None) -> dict[str, Any]:
    codes = group.table.codes
    at_risk = None if people is None else people.at_risk(group.period, group.sex, codes)
    known = KnownFlows(table=group.table, population=at_risk, distances=group.distances)
    [system] = system_figures(known).records()
    places = place_figures(known).records()
    return {
        "period": group.period,
        "sex": group.sex,
        "system": system,
        "places": [{"place_code": code, **row} for code, row in zip(codes, places, strict=True)],
        "streams": _streams(group, known),
    }


def _streams(group: FlowGroup, known: KnownFlows) -> StreamRows:
    """The pairs of different places that have a row in the table."""
    codes = group.table.codes
    origins, destinations = np.nonzero(group.given & ~np.eye(len(codes), dtype=bool))
    return StreamRows(
        codes=codes,
        origins=origins,
        destinations=destinations,
        figures=stream_figures(known, origins, destinations),
        printable=is_printable(known.flows, known.people)[origins, destinations],
    )


def _notes(found: FlowFile, people: Populations | None) -> list[str]:
    """What a reader must know beside the figures."""
    group = found.groups[0]
    table, notes = group.table, list[str]()
    if table.flow_type is None:
        notes.append("The kind of table is not stated; its rates are given as those of a period.")
    if found.left_out:
        words = (f"{code} ({why})" for code, why in found.left_out.items())
        notes.append(f"Left out: {listed(words)}.")
    missing = int(np.isnan(moved(table.flows)).sum())
    if missing:
        notes.append(
            f"{missing} flows between places are missing, and missing is not zero."
            " If the source leaves out zeros, use --missing-is-zero."
        )
    if people is not None:
        at_risk = people.at_risk(group.period, group.sex, table.codes)
        known = [False] * len(table.codes) if at_risk is None else (at_risk > 0).tolist()
        without = [code for code, one in zip(table.codes, known, strict=True) if not one]
        notes += [f"No population above zero: {listed(without)}."] if without else []
        unused = people.places - {*table.codes, *found.left_out}
        alone = sorted(code for code in unused if not is_total(code))
        notes += [f"A population and no flows, so in no figure: {listed(alone)}."] if alone else []
    return notes
