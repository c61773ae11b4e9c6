"""The smallest change of each driver that breaks a test that the scenario states: funding, reserve, budget and so on.

A test is a margin in £, and is broken below 0. New prices stay as they are now, so that the test is of the plan as it
would be published, and not of prices that follow every change.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import copysign

from model.assessment.assess import Assessment
from model.base.money import pounds
from model.base.quantity import more_or_less
from model.budget.monitoring import forecast
from model.buy_back.funding_test import BuyBack
from model.buy_back.needs import Needs
from model.uncertainty.driver import Driver, Step, unwatched
from model.uncertainty.measure import MEASURES, proposed_cost
from model.uncertainty.search import CLOSE, Runs, Search, search
from model.uncertainty.service_drivers import with_prices_set
from model.uncertainty.tornado import drivers

HALF_A_PENNY = 0.005


@dataclass(frozen=True)
class Stressed:
    """A test that the scenario states. ``label`` says what must be true; ``margin`` gives by how many £ it is true."""

    key: str
    label: str
    margin: Callable[[Assessment], float | None]


@dataclass(frozen=True)
class Breaking:
    """What one driver does to one test: the nearest changes that break it, and a sentence."""

    test: Stressed
    margin: float
    driver: Driver | None
    changes: tuple[float, ...]
    said: str


def stress(assessment: Assessment, step: Step = unwatched) -> list[Breaking]:
    """Each test of a scenario with each of its drivers. A test that is already broken has one line."""
    of = with_prices_set(assessment)
    tests = {test.key: (test, margin) for test in stated_tests(of) if (margin := test.margin(of)) is not None}
    broken = {key for key, (_, margin) in tests.items() if margin < -HALF_A_PENNY}
    found = {
        key: [Breaking(test, margin, None, (), f"Already broken in the scenario, by {pounds(-margin)}.")]
        if key in broken
        else []
        for key, (test, margin) in tests.items()
    }
    whole = {key: _never_below_nil(test.margin) for key, (test, _) in tests.items() if key not in broken}
    for driver in drivers(of) if whole else ():
        runs = Runs(of, driver, whole, step)
        for key in whole:
            test, margin = tests[key]
            found[key].append(_breaking(test, margin, driver, search(runs, key)))
    return [line for lines in found.values() for line in lines]


def _never_below_nil(margin: Callable[[Assessment], float | None]) -> Callable[[Assessment], float | None]:
    """A margin that counts as 0 where it is below 0 by less than half a penny."""

    def read(of: Assessment) -> float | None:
        figure = margin(of)
        return None if figure is None else figure + HALF_A_PENNY

    return read


def _breaking(test: Stressed, margin: float, driver: Driver, found: Search) -> Breaking:
    nearest = found.nearest
    if not nearest:
        ends = f"{driver.in_words(found.low)} to {driver.in_words(found.high)}"
        return Breaking(test, margin, driver, (), f"Nothing from {ends} breaks it.")
    said, changes = [], []
    for crossing in nearest:
        if crossing.beyond is not None:
            change = crossing.beyond
            then = "" if driver.unit == "ends" else f" ({driver.becomes(change)})"
            said.append(f"{driver.in_words(change)}{then} breaks it")
        elif driver.way.counted:
            change = crossing.change + copysign(CLOSE, crossing.change)
            said.append(f"{driver.becomes(change)} break it")
        else:
            change = crossing.change
            said.append(f"beyond {driver.in_words(change)} ({driver.becomes(change)}) it breaks")
        changes.append(change)
    if len(found.crossings) > len(nearest):
        said.append(
            f"further on, the test is met and broken again: its limit is crossed {len(found.crossings)} times in all"
        )
    sentence = "; ".join(said)
    return Breaking(test, margin, driver, tuple(changes), f"{sentence[:1].upper()}{sentence[1:]}.")


def stated_tests(of: Assessment) -> Iterator[Stressed]:
    """Every test that a scenario states. Its new prices, if any, must be set already."""
    scenario = of.scenario
    if of.traded is not None and not isinstance(of.traded.account_new, Needs):
        year = of.traded.year_after
        if not isinstance(year, Needs):
            yield Stressed("funding", f"Income meets the full cost of {year}", _surplus_of(of.costed.years.index(year)))
        yield Stressed("reserve", "The trading account is not overdrawn at the end of any year", _lowest_balance)
    elif tests := [test for test in of.buy_backs if test.rests_on != "published totals"]:
        label = f"Income meets the cost if each customer pays {more_or_less(float(tests[0].stepped_uplift))}"
        yield Stressed("funding", label, _left_over(tests[0], of))
    if scenario.budget:
        yield Stressed("budget", f"The forecast of {scenario.budget.year} is within the budget", _budget_left)
    allowed = scenario.published_amount("change")
    if allowed is not None:
        label = f"A full year costs no more than the {pounds(allowed, signed=True)} that is published"
        yield Stressed("envelope", label, lambda changed: allowed - _read(changed, "full_year", of))
    ceiling = scenario.one_off.payback_ceiling if scenario.one_off else None
    if ceiling:
        label = f"The saving pays the one-off costs back in {ceiling.years:g} years"
        yield Stressed("payback", label, lambda changed: _paid_back(changed, ceiling.years))
    if _read(of, "all_years", of) < 0:
        yield Stressed(
            "saving", "The change saves in all years shown, one-off costs included",
            lambda changed: -_read(changed, "all_years", of),
        )  # fmt: skip


def _read(changed: Assessment, key: str, of: Assessment) -> float:
    figure = MEASURES[key].of(changed, of.costed.year_of_change)
    return 0.0 if figure is None else figure


def _surplus_of(column: int) -> Callable[[Assessment], float | None]:
    def surplus(changed: Assessment) -> float | None:
        account = changed.traded.account_new if changed.traded else None
        return account[column].surplus if isinstance(account, list) else None

    return surplus


def _lowest_balance(changed: Assessment) -> float | None:
    account = changed.traded.account_new if changed.traded else None
    return min(of.closing for of in account) if isinstance(account, list) else None


def _left_over(planned: BuyBack, of: Assessment) -> Callable[[Assessment], float | None]:
    """What the average charge plus the planned rise brings in, less the cost at the rates of the year of change, £."""
    charge, year = float(planned.average_before + planned.stepped_uplift), of.costed.year_of_change

    def left(changed: Assessment) -> float | None:
        customers = changed.traded.customers if changed.traded else 0
        return charge * customers - proposed_cost(changed, year)

    return left


def _budget_left(changed: Assessment) -> float:
    return -sum(line.variance for line in forecast(changed.costed))


def _paid_back(changed: Assessment, years: float) -> float | None:
    """What the saving of this many years leaves after one-off costs, £."""
    return changed.transition.full_year_saving * years - changed.transition.total if changed.transition else None
