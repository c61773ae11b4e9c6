"""A trace as frames of pandas."""

from collections.abc import Iterator

import pandas as pd

from model.assessment.trace.figures import Figures
from model.assessment.trace.step import Step
from model.report.tracing import below, rate_in_full, rate_named, resting


def trace_frame(step: Step) -> pd.DataFrame:
    """Every step of a trace, one row each, from the figure down to where it ends.

    Columns: step (its number, such as 2.1; empty for the figure), level, figure, amount (£, unrounded), made (£ that
    its parts or its arithmetic come to), counts (how often it counts in the step above), how (its arithmetic), note,
    rates, status (the worst of them), source, exempt.
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
    """What can be traced, one row a figure: key, name and amount of each quantity, then of each record.

    A record's key is the words that call it, with commas between them.
    """
    quantities = [{"key": one.key, "name": one.name, "amount": one.amount} for one in figures.of.quantities.values()]
    records = [{"key": ", ".join(key), "name": "", "amount": amount} for key, amount in figures.records.items()]
    return pd.DataFrame([*quantities, *records])


def resting_frame(figures: Figures, name: str) -> pd.DataFrame:
    """Which figures rest on a rate, one row each.

    Columns: key, figure, amount (£, unrounded), worked_out_with_it (£ of it), rates (those that are meant). Raises
    NoSuchRate where no rate is called so.
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
