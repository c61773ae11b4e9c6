"""The engine against bare numpy: 1,000 posts x 60 months, every element, measured side by side in one run.

Run with ``python3 workbook.py bench``. The numpy side does what a person would write in ten lines: one
threshold, one pension rate, no holders, no rebate, no levy. The ratio is the figure to watch; the
target is at most 2. The tidy frame is timed apart. Prints only; asserts nothing.
"""

import random
import statistics
import time
from collections.abc import Callable

import numpy as np

from model.base.financial_year import FinancialYear, PayMonths
from model.cost.costing import cost
from model.cost.layout import lay_out
from model.cost.plan import Plan
from model.cost.rate_book import Graded, open_rate_book
from model.people.appointments import Appointment
from model.rates.tables import Rates, load_rates
from model.report.frames import monthly
from model.schema.sections.rates import LgpsRate, OnCostTerms, PayTerms
from model.schema.sections.rates_in_force import rates_in_force

POSTS, RUNS = 1000, 200


def bare_numpy() -> Callable[[], np.ndarray]:
    """Pay, NI on one threshold, pension and total as arrays."""
    draw = random.Random(1)
    points = np.array([draw.randint(2, 51) for _ in range(POSTS)])
    fte = np.array([draw.choice([1, 1, 1, 0.8, 0.6, 0.5]) for _ in range(POSTS)])
    month = np.arange(60)
    salary_at = np.zeros(60)
    salary_at[2:52] = 24000 + 750 * np.arange(50)

    def run() -> np.ndarray:
        salary = (salary_at[points] * fte / 12)[:, None] * (1 + 0.03) ** (month // 12)[None, :]
        ni = np.maximum(0, salary - 5000 / 12) * 0.15
        pension = salary * 0.2
        return salary + ni + pension

    return run


def a_plan(rates: Rates, shared_holders: bool, first_year: int = 2010) -> Plan:
    """1,000 appointments over five years on NJC points; from 2010/11 they bear the contracted-out rebate."""
    draw = random.Random(1)
    months = PayMonths(FinancialYear(first_year), FinancialYear(first_year + 4))
    first, last = months.first.first_day, months.last.last_day
    pay = PayTerms(spine="njc", area="national", full_time_hours=37)
    on_costs = OnCostTerms(
        lgps=(
            LgpsRate.model_validate(
                {"from": first, "to": last, "rate": 0.2, "source": "benchmark", "reason": "benchmark"}
            ),
        )
    )
    appointments = tuple(
        Appointment(
            post=f"p{number}",
            title="Post",
            grade=str(draw.randint(11, 43)),
            structure="present",
            holder=(f"h{number // 2 if shared_holders else number}",),
            fte=draw.choice([1, 1, 1, 0.8, 0.6, 0.5]) / 2,
            in_lgps=True,
            first_day=first,
            last_day=last,
        )
        for number in range(POSTS)
    )
    in_force = rates_in_force(pay, on_costs, rates)
    book = open_rate_book([Graded(pay, in_force, [a.grade for a in appointments])], months)
    return lay_out(appointments, book)


def median_ms(run: Callable[[], object], runs: int = RUNS) -> float:
    """The median of many runs, in milliseconds, after a warm-up."""
    run()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1000


def main() -> None:
    """Measure both sides in turn and print the ratios."""
    rates = load_rates()
    own, shared, later = a_plan(rates, False), a_plan(rates, True), a_plan(rates, False, 2020)
    peer = bare_numpy()
    sides = {
        "bare numpy": peer,
        "engine, one post a holder": lambda: cost(own, "top"),
        "engine, two posts a holder": lambda: cost(shared, "top"),
        "engine, 2020/21 to 2024/25": lambda: cost(later, "top"),
    }
    rounds = [{name: median_ms(run) for name, run in sides.items()} for _ in range(3)]
    base = statistics.median(times["bare numpy"] for times in rounds)
    for name in sides:
        middle = statistics.median(times[name] for times in rounds)
        print(f"{name:28} {middle:8.3f} ms   {middle / base:5.2f} x bare numpy")
    costs = cost(own, "top")
    frame = median_ms(lambda: monthly(costs), runs=5)
    print(f"{'the tidy frame, apart':28} {frame:8.3f} ms   {frame / base:5.2f} x bare numpy")


if __name__ == "__main__":
    main()
