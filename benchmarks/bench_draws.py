"""Ten thousand draws of Barnet's actual case, beside a clearance of the same scenario and twenty times costing it.

Sixteen things are drawn over four years: ten holders' points, the pension rate, an award, the start, the ring-fence,
the day of a vacancy and the month in which the award is settled. Loading is included in each. The targets are at most
0.8 of a clearance and 2.5 of loading and costing it twenty times. The chances are invented. Prints only.
"""

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from model.assessment.assess import assess
from model.uncertainty.draws.figures import stays_below
from model.uncertainty.draws.how_sure import how_sure

HOME = Path(__file__).resolve().parents[1]
TURNS, TIMES = 3, 20
WHY = {"reason": "Invented for this measurement"}
HOLDERS = [
    *("present.principal.holders.A.point", "present.senior.holders.B.point"),
    *(f"present.electrical-technician.holders.{ref}.point" for ref in "CD"),
    *(f"present.support-technician.holders.{ref}.point" for ref in "EFGH"),
    *("present.hardware-technician.holders.I.point", "present.deputy-manager.holders.J.point"),
]


def one_of(*values: str) -> list[dict[str, str]]:
    """Values that are each as likely as another."""
    return [{"value": value} for value in values]


UNKNOWNS = [
    {"what": "Pension", "places": ["on_costs.lgps.#1.rate", "on_costs.lgps.#2.rate"], "lowest": "22%",
     "likeliest": "24.8%", "highest": "29%", **WHY},
    {"what": "Award", "places": ["pay.awards.#1.percent"], "lowest": "0.1%", "likeliest": "1%", "highest": "3%", **WHY},
    {"what": "Points", "places": HOLDERS, "over": "grade", **WHY},
    {"what": "Start", "places": ["dates.implementation"],
     "one_of": one_of("2010-12-01", "2011-01-01", "2011-02-01", "2011-04-01"), **WHY},
    {"what": "Ring-fence", "places": ["people.ring_fence.#1.to"], "one_of": one_of("assistant-manager", "displaced"),
     **WHY},
    {"what": "Vacancy", "places": ["proposed.senior-engineer.filled_on"],
     "one_of": one_of("2011-04-01", "2011-06-01", "2011-09-01"), **WHY},
    {"what": "Settlement", "places": ["pay.paid_late.#1.paid_on"],
     "one_of": one_of("2013-05-20", "2013-07-20", "2013-10-20"), **WHY},
]  # fmt: skip
CHANGES = {
    "years.last": "2013/14",
    "on_costs.lgps.#2.to": "2014-03-31",
    "pay.awards": "[{from: 2013-04-01, to: 2014-03-31, percent: 1%, reason: For this measurement}]",
    "pay.paid_late": "[{from: 2013-04-01, paid_on: 2013-07-20, source: For this measurement}]",
    "draws": {"number": 10_000, "unknowns": UNKNOWNS},
}


def seconds(run) -> float:
    """How long something takes."""
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def main() -> None:
    """Each in turn, and the ratios of the medians."""
    scenario = HOME / "scenarios" / "barnet-schools-ict-actual.yaml"
    alone = {place: value for place, value in CHANGES.items() if place != "draws"}

    def draws() -> None:
        found = how_sure(assess(scenario, changes=CHANGES))
        stays_below(found.full_year, 0.5)

    def costs() -> None:
        for _ in range(TIMES):
            of = assess(scenario, changes=alone)
            of.costed.amount("part_year_effect", "actual", of.costed.year_of_change)

    with TemporaryDirectory() as packs:
        sets = [part for place, value in alone.items() for part in ("--set", f"{place}={value}")]
        command = [sys.executable, "-m", "model", "clear", str(scenario), "--packs", packs, *sets]
        environment = {**os.environ, "PYTHONPATH": str(HOME)}

        def clear() -> None:
            subprocess.run(command, cwd=HOME, env=environment, check=False, capture_output=True)

        taken = [(seconds(draws), seconds(clear), seconds(costs)) for _ in range(TURNS + 1)][1:]
    of_draws, of_clear, of_costs = (statistics.median(each) for each in zip(*taken, strict=True))
    print(f"10,000 draws, loading included      {of_draws:6.2f} s")
    print(f"clear of the same scenario          {of_clear:6.2f} s  {of_draws / of_clear:5.2f} of it   (target 0.8)")
    print(f"loading and costing it {TIMES} times   {of_costs:6.2f} s  {of_draws / of_costs:5.2f} of it (target 2.5)")


if __name__ == "__main__":
    main()
