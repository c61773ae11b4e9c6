"""Tidy pandas frames for whoever wants to go on in pandas: made from the arrays at the end, never used to cost."""

import numpy as np
import pandas as pd

from model.cost.costing import Costs
from model.cost.elements import LABELS
from model.rates.tables import RateStatus


def monthly_frame(costs: Costs) -> pd.DataFrame:
    """One row an appointment and month in which something is paid; £ by element, unrounded, and the rates' status.

    Columns: post, title, structure, holder, fte, month (its first day), employed (the fraction of the month), a
    column for each element of cost and the total, and rate_status (the worst that the total rests on).
    """
    plan = costs.plan
    row, month = np.nonzero(costs.total)
    held = plan.appointments
    status = np.array([status.label for status in RateStatus])
    return pd.DataFrame(
        {
            "post": np.array([each.post for each in held])[row],
            "title": np.array([each.title for each in held])[row],
            "structure": np.array([each.structure for each in held])[row],
            "holder": np.array(["/".join(each.holder) for each in held])[row],
            "fte": np.array([each.fte for each in held])[row],
            "month": plan.months.first_days[month],
            "employed": plan.employed[row, month],
            **{key: costs.amounts[key][row, month] for key in LABELS},
            "rate_status": status[costs.statuses["total"][row, month]],
        }
    )
