"""Whether an agreement that ends is renewed: one rule for income, take-up, capacity, charges, the account and who pays.

An agreement is renewed year after year, on the same terms and at the prices then in force. It is not renewed where
``renews`` is 0, which says that it will end, or where a later agreement of the same customer follows as its renewal.
"""

from dataclasses import replace
from datetime import date

import numpy as np

from model.base.financial_year import PayMonths
from model.schema.sections.customers import Agreements, year_running_at_the_end


def renewed(agreements: Agreements) -> np.ndarray:
    """Whether each agreement is renewed after its last day, (agreements,)."""
    return (agreements.renews != 0) & ~followed(agreements)


def followed(agreements: Agreements) -> np.ndarray:
    """Whether each agreement, (agreements,), is followed by a renewal: a later agreement of the same customer.

    The renewal begins on the next day, or on a later day with one of the same packages. An agreement that runs at the
    same time is no renewal.
    """
    _, customer = np.unique(agreements.reference, return_inverse=True)
    begins, ends = (days.astype("M8[D]").astype(np.int64) for days in (agreements.first_day, agreements.last_day))
    after_all = 1 + max(begins.max(initial=0), ends.max(initial=0) + 1)
    found = np.isin(customer * after_all + ends + 1, customer * after_all + begins)
    for taken in agreements.takes > 0:
        latest = np.full(customer.max(initial=-1) + 1, np.iinfo(np.int64).min)
        np.maximum.at(latest, customer[taken], begins[taken])
        found |= taken & (latest[customer] > ends)
    return found


def run_on(agreements: Agreements, months: PayMonths) -> Agreements:
    """The agreements; each that is renewed runs to the end of the agreement year that includes the last day shown."""
    to = np.maximum(agreements.last_day, year_running_at_the_end(agreements.year_starts, months))
    return replace(agreements, last_day=np.where(renewed(agreements), to, agreements.last_day))


def running_on(agreements: Agreements, day: date) -> np.ndarray:
    """Whether each agreement, or its renewal, runs on a day, (agreements,)."""
    on = np.datetime64(day)
    return (agreements.first_day <= on) & ((on <= agreements.last_day) | renewed(agreements))


def customers_on(agreements: Agreements, day: date) -> int:
    """How many customers have an agreement, or its renewal, that runs on a day."""
    return len(set(agreements.reference[running_on(agreements, day)].tolist()))
