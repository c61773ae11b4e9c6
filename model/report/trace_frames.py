"""Traces as pandas frames."""

from collections.abc import Iterator

import pandas as pd

from model.assessment.trace.figures import Figures
from model.assessment.trace.step import Step
from model.report.tracing import below, rate_in_full, rate_named, resting


def trace_frame(step: Step) -> pd.DataFrame:
    """One row for each step of a trace, from the figure down to the last steps.

    Columns: step (its number, such as 2.1; empty for the figure), level, figure, amount (£, unrounded), made (£: the
    sum of its parts or the result of its arithmetic), counts (how often it counts in the step above), how (its
    arithmetic), note, rates, status (the worst of its rates), source, exempt.
    """
    return pd.DataFrame([*_rows(step, "", 0)])


def _rows(step: Step, number: str, level: int) -> Iterator[dict[str, object]]:
    yield {
        "step": number,
        "level": level,
        "figure": step.name,
        "amount": step.amount,
        "made": step.made,
        "counts": step.counts,
        "how": step.how,
        "note": step.note,
        "rates": "; ".join(map(rate_named, step.rates)),
        "status": max(rate.status for rate in step.rates).label if step.rates else "",
        "source": step.source or "; ".join(dict.fromkeys(rate.source for rate in step.rates)),
        "exempt": step.exempt,
    }
    for nth, part in enumerate(step.parts, 1):
        yield from _rows(part, below(number, nth), level + 1)


def traceable_frame(figures: Figures) -> pd.DataFrame:
    """One row for each figure that can be traced: the quantities, then the records of results.json.

    Columns: key, name (empty for a record), amount (£, unrounded). A record's key is its structure, basis, year and
    element, with commas between them.
    """
    quantities = [{"key": one.key, "name": one.name, "amount": one.amount} for one in figures.of.quantities.values()]
    records = [{"key": ", ".join(key), "name": "", "amount": amount} for key, amount in figures.records.items()]
    return pd.DataFrame([*quantities, *records])


def resting_frame(figures: Figures, name: str) -> pd.DataFrame:
    """One row for each figure that rests on a rate; ``name`` is a part of the rate's name.

    Columns: key, figure, amount (£, unrounded), worked_out_with_it (£: the part of the amount that uses the rate),
    rates (those that fit the name). Raises NoSuchRate where no rate fits the name.
    """
    return pd.DataFrame(
        [
            {
                "key": one.quantity.key,
                "figure": one.quantity.name,
                "amount": one.quantity.amount,
                "worked_out_with_it": one.amount,
                "rates": "; ".join(map(rate_in_full, one.rates)),
            }
            for one in resting(figures, name)
        ]
    )
