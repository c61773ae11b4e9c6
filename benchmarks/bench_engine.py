"""The engine against bare numpy: 1,000 posts over 60 months, every element of cost.

The numpy side does what a person would write in ten lines: one threshold, one pension rate, no holders, no rebate, no
levy (``benchmarks/machine.py``).
"""

import random
from collections.abc import Iterator

from benchmarks.machine import MONTHS, POSTS, bare_numpy
from benchmarks.measure import USED_AGAIN, alone, in_turns, often, timed
from benchmarks.table import Benchmark, Found, Row, Table, at_most
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

TURNS, TIMES, FRAMES = 9, 100, 5
PEER = "bare numpy"
KINDS = {
    "one post a holder": {"shared_holders": False, "first_year": 2010},
    "two posts a holder": {"shared_holders": True, "first_year": 2010},
    "one post a holder, ten years later": {"shared_holders": False, "first_year": 2020},
}
ROWS = {kind: Row(kind, "ms", PEER, at_most(2)) for kind in KINDS}
FRAME = Row("one post a holder, as a pandas frame with a row a post and month", "ms")
COMMAND = Table(
    f"Costing {POSTS:,} posts over {MONTHS} months, in a command",
    "How much longer do all the rules take than the sums alone? If the rules take little longer, each what-if can run "
    "the whole model instead of scaling an earlier figure. The peer has one threshold, one pension rate and no "
    "holders. In a new Python process, getting memory from the system takes both the model and the peer longer than "
    "the sums do.",
    tuple(ROWS.values()),
)
DESK = Table(
    f"Costing {POSTS:,} posts over {MONTHS} months, on the desk",
    "This is the costing of the table above, in a Python process that has run for a while and uses its memory again. "
    "Only the sums take time here, so the peer is at its fastest.",
    (*ROWS.values(), FRAME),
)
MEMORY = {COMMAND: {}, DESK: USED_AGAIN}


def a_plan(rates: Rates, *, shared_holders: bool, first_year: int) -> Plan:
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


def turns() -> dict[str, list[float]]:
    """What costing each kind of plan takes, and the peer, in this process."""
    rates = load_rates()
    plans = {kind: a_plan(rates, **given) for kind, given in KINDS.items()}
    sides = {kind: often(lambda plan=plan: cost(plan, "top"), TIMES) for kind, plan in plans.items()}
    return in_turns({PEER: often(bare_numpy(), TIMES), **sides}, TURNS)


def frame_turns() -> list[float]:
    """What making the frame takes, in this process."""
    costs = cost(a_plan(load_rates(), **next(iter(KINDS.values()))), "top")
    return in_turns({FRAME: timed(lambda: monthly(costs))}, FRAMES)[FRAME]


def measure() -> Iterator[Found]:
    """The engine beside its peer in both kinds of memory, each in a process of its own; then the frame."""
    for table, memory in MEMORY.items():
        taken = alone(turns, memory=memory)
        for kind, row in ROWS.items():
            yield table.found(row, taken[kind], taken[PEER])
    yield DESK.found(FRAME, alone(frame_turns, memory=USED_AGAIN))


ENGINE = Benchmark("engine", (COMMAND, DESK), measure)
