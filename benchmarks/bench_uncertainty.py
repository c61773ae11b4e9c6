"""A tornado of twelve drivers on Barnet's actual basis: what it takes, what one run is made of, and a slider's frame.

Run with ``python3 workbook.py bench``. To have twelve, it gets awards, turnover, a vacancy, non-pay and one-off
costs. The target is at most 1 s; processor seconds are printed too, as the machine may be busy. Prints only.
"""

import statistics
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.invented_council import write_council
from model.assessment.assess import Assessment, assess
from model.cost.costed import cost_scenario
from model.cost.what_if import Moved, moved_effect
from model.uncertainty.tornado import drivers, tornado

HOME = Path(__file__).resolve().parents[1]
TURNS, TARGET = 5, 1.0
POSTS, FRAME = 1_000, 2.0
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


def median(run) -> tuple[float, float]:
    """Median seconds on the clock and of the processor."""
    run()
    clock, processor = [], []
    for _ in range(TURNS):
        start = time.perf_counter(), time.process_time()
        run()
        clock.append(time.perf_counter() - start[0])
        processor.append(time.process_time() - start[1])
    return statistics.median(clock), statistics.median(processor)


def main() -> None:
    """Print what the tornado takes, and its parts."""
    of = twelve()
    number = len(drivers(of))
    clock, processor = median(lambda: tornado(of))
    print(f"tornado of {number} drivers: {clock:.2f} s, {processor:.2f} s of the processor; target {TARGET:g} s")
    changed, _ = median(lambda: of.with_changes({"on_costs.lgps.#1.rate": "22%"}))
    costing, _ = median(lambda: cost_scenario(of.scenario, of.rates))
    with TemporaryDirectory() as folder:
        posts = assess(write_council(Path(folder), POSTS)).costed
    for what, moved in (("pension rate", Moved(lgps=0.01)), ("award", Moved(award=0.01))):
        frame, of_processor = median(lambda moved=moved: moved_effect(posts, moved))
        print(
            f"{what} moved, the effect of {POSTS:,} posts: {frame * 1000:.1f} ms, {of_processor * 1000:.1f} ms "
            f"of the processor; target {FRAME:g} ms"
        )
    print(f"one run: {changed * 1000:.1f} ms, of which costing {costing * 1000:.1f} ms")


if __name__ == "__main__":
    main()
