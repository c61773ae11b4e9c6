"""Scenarios that several tests of uncertainty start from; nothing changes one, so each is read once."""

from functools import cache

from model.assessment.assess import assess
from model.uncertainty.tornado import tornado
from tests.conftest import HOME, small

SOURCE = {"source": "A test", "reason": "A test"}


@cache
def barnet(**changes):
    """Barnet on the actual basis, holders invented, with the workbook's own ranges unless others are given."""
    return assess(HOME / "scenarios" / "barnet-schools-ict-actual.yaml", changes={"sensitivity": "", **changes})


@cache
def barnet_to_2014():
    """The same to 2013/14, LGPS 24.8% throughout, and an assumed award of 1% from 1 April 2013."""
    return barnet(
        **{
            "years.last": "2013/14",
            "on_costs.lgps.#2.to": "2014-03-31",
            "pay.awards": "[{from: 2013-04-01, to: 2014-03-31, percent: 1%, reason: A test of an award}]",
            "sensitivity": "[{driver: award, low: -2%, high: 3%, reason: A test of a range}, "
            "{driver: pension, low: -3%, high: 3%, reason: A test of a range}]",
        }
    )


def at_the_threshold(award="0%", low="-4%", high="4%", **sections):
    """One post of 0.2 FTE on £25,000 in 2026/27: £416.67 a month, 33p below the threshold of £417."""
    fte = {"fte": 0.2, "grade": 9}
    scenario = small(fte, fte, "2026-04-01", **sections)
    spine = [{"spine": "own", "point": 9, "value": 25000, "effective_from": "2025-04-01", "effective_to": "2026-03-31",
              "status": "assumed", "source": "A test"}]  # fmt: skip
    return scenario | {
        "dates": {"decision": "2026-02-01", "implementation": "2026-04-01"},
        "years": {"first": "2026/27", "last": "2026/27"},
        "pay": {
            "spine": "own", "area": "anywhere", "full_time_hours": 37, "own_spine": spine,
            "awards": [{"from": "2026-04-01", "to": "2027-03-31", "percent": award, "reason": "A test of an award"}],
        },
        "on_costs": {"lgps": [{"from": "2026-04-01", "to": "2027-03-31", "rate": "20%", **SOURCE}]},
        "sensitivity": [{"driver": "award", "low": low, "high": high, "reason": "A test of a range"}],
    }  # fmt: skip


def bar(of, key, measure="full_year", year=None):
    """The bar of a driver."""
    kept = vars(of).setdefault("tornadoes", {})
    if (measure, year) not in kept:
        kept[measure, year] = tornado(of, measure, year)
    [found] = [one for one in kept[measure, year].bars if one.driver.key == key]
    return found


def effects(of, key, measure="full_year", year=None):
    """What the low and the high end of a driver change a measure by."""
    return bar(of, key, measure, year).effects(measure)
