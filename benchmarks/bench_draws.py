"""Ten thousand draws of Barnet's actual case, beside a clearance of the same scenario and twenty times costing it.

Sixteen things are drawn over four years: ten holders' points, the pension rate, an award, the start, the ring-fence,
the day of a vacancy and the month in which the award is settled. The chances are invented.
"""

from collections.abc import Iterator
from tempfile import TemporaryDirectory

from benchmarks.measure import HOME, in_turns, python, timed
from benchmarks.table import Benchmark, Found, Row, Table, at_most
from model.assessment.assess import assess
from model.uncertainty.draws.figures import stays_below
from model.uncertainty.draws.how_sure import how_sure

TURNS, TIMES = 3, 20
SCENARIO = HOME / "scenarios" / "barnet-schools-ict-actual.yaml"
BESIDE_CLEAR = Row("10,000 draws", peer="`clear` of the same scenario", target=at_most(0.8))
BESIDE_COSTING = Row(
    "10,000 draws, beside the whole engine", peer=f"loaded and costed {TIMES} times", target=at_most(2.5)
)
TABLE = Table(
    "How sure the figures are",
    "Can an officer find out how likely a saving is before the pack is built? Sixteen unknown values are drawn 10,000"
    " times, and each draw is costed over four years. The time to load the file is included in each figure.",
    (BESIDE_CLEAR, BESIDE_COSTING),
)
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


def measure() -> Iterator[Found]:
    """The draws, a clearance and the engine, in turns."""
    alone = {place: value for place, value in CHANGES.items() if place != "draws"}

    def draws() -> None:
        found = how_sure(assess(SCENARIO, changes=CHANGES))
        stays_below(found.full_year, 0.5)

    def costs() -> None:
        for _ in range(TIMES):
            of = assess(SCENARIO, changes=alone)
            of.costed.amount("part_year_effect", "actual", of.costed.year_of_change)

    with TemporaryDirectory() as packs:
        sets = [part for place, value in alone.items() for part in ("--set", f"{place}={value}")]
        clear = python("-m", "model", "clear", SCENARIO, "--packs", packs, *sets, ends_with=(0, 3))
        taken = in_turns({"draws": timed(draws), "clear": clear, "costs": timed(costs)}, TURNS)
    yield TABLE.found(BESIDE_CLEAR, taken["draws"], taken["clear"])
    yield TABLE.found(BESIDE_COSTING, taken["draws"], taken["costs"])


DRAWS = Benchmark("draws", (TABLE,), measure)
