"""A tornado of twelve drivers on Barnet's actual basis, what one run of it is made of, and a slider's frame.

To have twelve drivers, the scenario gets awards, turnover, a vacancy, non-pay and one-off costs.
"""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.invented_council import write_council
from benchmarks.measure import HOME, in_turns, timed
from benchmarks.table import Benchmark, Found, Row, Table, at_most
from model.assessment.assess import Assessment, assess
from model.cost.costed import CostedScenario, cost_scenario
from model.cost.what_if import Moved, moved_effect
from model.uncertainty.tornado import drivers, tornado

TURNS, POSTS, DRIVERS = 7, 1_000, 12
TORNADO = Row(f"a tornado of {DRIVERS} drivers, both ends of each", target=at_most(1, of_figure=True))
WHAT_IF = Row("one what-if: another pension rate, validated, and the effect costed", "ms")
COSTING = Row("of that, the costing", "ms")
FRAME = at_most(2, of_figure=True)
PENSION = Row(f"the pension rate dragged on a slider, {POSTS:,} posts", "ms", target=FRAME)
PAY_AWARD = Row("the award dragged", "ms", target=FRAME)
TABLE = Table(
    "What if, and what matters most",
    "Can an officer answer a “what if” during the meeting? Each answer is a whole run of the model, not an earlier "
    "figure scaled up or down. A slider shows sixty pictures a second, so each picture must be ready in 16 ms, the "
    "page's own work included.",
    (TORNADO, WHAT_IF, COSTING, PENSION, PAY_AWARD),
)
AWARD = "{from: %s, to: %s, percent: 1%%, reason: For this measurement}"
CHANGES = {
    "sensitivity": "",
    "years.last": "2013/14",
    "on_costs.lgps.#2.to": "2014-03-31",
    "pay.awards": f"[{AWARD % ('2013-04-01', '2013-09-30')}, {AWARD % ('2013-10-01', '2014-03-31')}]",
    "costing.turnover": "{rate: 2%, reason: For this measurement}",
    "proposed.senior-engineer.filled_on": "2011-02-01",
    "proposed.senior-engineer.non_pay": "[{kind: Travel, amount: 500, reason: For this measurement}]",
    "one_off": "{other: [{kind: training, amount: 3000, on: 2011-01-10, funded_by: A budget, source: Measured here}]}",
}


def twelve() -> Assessment:
    """The scenario with twelve drivers."""
    return assess(HOME / "scenarios" / "barnet-schools-ict-actual.yaml", changes=CHANGES)


def effect(costed: CostedScenario) -> float:
    """The effect in the year of the change, £."""
    return costed.amount("part_year_effect", "actual", costed.year_of_change)


def measure() -> Iterator[Found]:
    """All of them in turns."""
    of = twelve()
    assert len(drivers(of)) == DRIVERS
    with TemporaryDirectory() as folder:
        posts = assess(write_council(Path(folder), POSTS)).costed
    sides = {
        TORNADO: timed(lambda: tornado(of)),
        WHAT_IF: timed(lambda: effect(of.with_changes({"on_costs.lgps.#1.rate": "22%"}).costed)),
        COSTING: timed(lambda: effect(cost_scenario(of.scenario, of.rates))),
        PENSION: timed(lambda: moved_effect(posts, Moved(lgps=0.01))),
        PAY_AWARD: timed(lambda: moved_effect(posts, Moved(award=0.01))),
    }
    for row, taken in in_turns(sides, TURNS).items():
        yield TABLE.found(row, taken)


UNCERTAINTY = Benchmark("uncertainty", (TABLE,), measure)
