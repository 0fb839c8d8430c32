"""Which figures of a pack are estimates from a sample, and how good they are (rules C4 and C5)."""

from profiles.protection.figures import PackFigures
from profiles.protection.lines import Key, formula_inputs
from profiles.protection.policy import Policy
from profiles.protection.reliability import Precision, Reliability, reliability


def reliabilities(figures: PackFigures, policy: Policy) -> dict[Key, Reliability]:
    """The estimates that are not simply good: from a survey, or worked out from such.

    What is worked out is as reliable as the worst figure it follows from, unless the table says how
    it was sampled itself.

    Args:
        figures: Of the pack; its table has the cases and standard errors.
        policy: The numbers in the rules.
    """
    surveys = figures.table.surveys
    if not surveys:
        return {}
    found: dict[Key, Reliability] = {}

    def of(key: Key) -> Reliability:
        if key not in found:
            inputs = formula_inputs(key, figures.indicators[key[1]], figures.series.get(key[1]))
            found[key] = max(map(of, inputs), default=Reliability.GOOD)
        return found[key]

    for key, (cases, error) in surveys.items():
        value = figures.in_table.get(key)
        if value is not None:
            precision = Precision.of(value, cases=cases, standard_error=error)
            found[key] = reliability(precision, policy)
    every = {key: of(key) for key in figures.in_table}
    return {key: one for key, one in every.items() if one is not Reliability.GOOD}


def standard_errors(figures: PackFigures) -> dict[Key, float | None]:
    """The standard error of each figure that rests on a sample, in its own unit.

    None where it is not known: where the table has only the cases, and of what is worked out from
    estimates, as no table says how these go together.
    """
    surveys = figures.table.surveys
    found = {key: error for key, (_, error) in surveys.items() if key in figures.in_table}
    asked: set[Key] = set()

    def rests(key: Key) -> bool:
        if key not in found and key not in asked:
            asked.add(key)
            inputs = formula_inputs(key, figures.indicators[key[1]], figures.series.get(key[1]))
            if max(map(rests, inputs), default=False):
                found[key] = None
        return key in found

    if surveys:
        for key in figures.in_table:
            rests(key)
    return found
