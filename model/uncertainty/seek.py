"""Goal seek: the change of a driver that meets a target, the latest start that saves, how many customers may leave.

Where there is no answer, or there are several, a sentence says so.
"""

from dataclasses import dataclass

from model.assessment.assess import Assessment
from model.base.faults import nearest_name
from model.base.money import exact, pounds, up_to
from model.buy_back.break_even import NoAnswer, TakeUp, break_even_take_up
from model.buy_back.needs import Needs
from model.buy_back.solve import in_proportion
from model.buy_back.traded import PENCE
from model.uncertainty.driver import Driver, Step, unwatched
from model.uncertainty.measure import ALL_YEARS, FULL_YEAR, MEASURES, measured
from model.uncertainty.search import Runs, search
from model.uncertainty.tornado import drivers


@dataclass(frozen=True)
class Sought:
    """What a goal seek found: all changes of a driver that reach the target, and a sentence."""

    changes: tuple[float, ...]
    said: str


@dataclass(frozen=True)
class MayLeave:
    """How many customers may leave before income falls below cost, and how many there are now."""

    leavers: int | None
    customers: int
    said: str


def driver_named(of: Assessment, name: str) -> Driver:
    """The driver with this key or label. Raises ValueError where the scenario has none, or several."""
    touching = drivers(of)
    matching = [driver for driver in touching if name in (driver.key, driver.label)]
    if len(matching) > 1:
        labels = "; ".join(driver.label for driver in matching)
        raise ValueError(f"{len(matching)} drivers are called {name!r}. Name one of these: {labels}")
    if not matching:
        keys = list(dict.fromkeys(driver.key for driver in touching))
        near = nearest_name(name, keys)
        hint = f" Did you mean {near}?" if near else ""
        raise ValueError(f"{name!r} is not a driver of this scenario. Its drivers are {', '.join(keys)}.{hint}")
    return matching[0]


def seek(
    assessment: Assessment, driver: str, target: float, measure: str = FULL_YEAR, step: Step = unwatched
) -> Sought:
    """The change of a driver at which a measure is ``target``, £; for a driver in months, the two months around it.

    Raises ValueError for a driver or a measure that the scenario does not have.
    """
    of, chosen = measured(assessment, measure)
    year, named = of.costed.year_of_change, driver_named(of, driver)
    stated = chosen.of(of, year)
    if stated is None:
        raise ValueError(f"the scenario has no {chosen.label.lower()}")

    def above(changed: Assessment) -> float | None:
        figure = chosen.of(changed, year)
        return None if figure is None else figure - target

    runs = Runs(of, named, {measure: above}, step)
    found = search(runs, measure)
    sum_ = pounds(target, pence=chosen.pence)
    figure = f"{chosen.label} is {pounds(stated, pence=chosen.pence)} as stated"
    if not found.crossings:
        ends = (runs.figure(measure, found.low), runs.figure(measure, found.high))
        reached = " to ".join(pounds((end or 0.0) + target, pence=chosen.pence) for end in ends)
        tried = f"{named.in_words(found.low)} to {named.in_words(found.high)}"
        return Sought(
            (), f"{figure}. No change of {named.label} makes it {sum_}: from {tried} the figure is {reached}."
        )
    several = f" There are {len(found.crossings)} answers." if len(found.crossings) > 1 else ""
    said = [
        f"between {named.becomes(at.change)} and {named.becomes(at.beyond)} it passes {sum_}"
        if at.beyond is not None
        else f"at {named.becomes(at.change)} ({named.in_words(at.change)}) it is {sum_}"
        for at in found.crossings
    ]
    return Sought(tuple(at.change for at in found.crossings), f"{figure}. {named.label}: {'; '.join(said)}.{several}")


def price_that_meets(of: Assessment, target: float) -> Sought:
    """The price at which present customers bring in a sum, £ a year: all prices in proportion, or the average charge.

    ``changes`` is the rise as a share of present prices or, where no price list is known, of the present average
    charge.
    """
    traded = of.traded
    if traded is None:
        raise ValueError("the scenario has no customers")
    are, number = of.scenario.customers.are if of.scenario.customers else "customers", traded.customers
    if traded.list_now is not None and traded.buyers is not None and not isinstance(traded.income_now, Needs):
        solved = in_proportion(traded.list_now, traded.buyers, target)
        if isinstance(solved, NoAnswer):
            return Sought((), str(solved))
        change = solved.income / PENCE / traded.income_now - 1
        average = pounds(solved.income / PENCE / number, pence=True)
        return Sought(
            (change,),
            f"All prices {abs(change):.2%} {'higher' if change >= 0 else 'lower'} bring in "
            f"{pounds(solved.income / PENCE)}. The average of the {number:,} {are} then pays {average} a year.",
        )
    modelled = [test for test in of.buy_backs if test.rests_on != "published totals"]
    if not modelled:
        return Sought((), "No price is known: there is neither a price list nor a cost that charges must meet.")
    now, needed = modelled[0].average_before, exact(target) / number
    stepped = up_to(needed - now, modelled[0].price_step)
    return Sought(
        (float(needed / now - 1),),
        f"Each of the {number:,} {are} must pay {pounds(up_to(needed), pence=True)} a year, "
        f"{pounds(needed - now, pence=True, signed=True)} on today's average, or {pounds(stepped, signed=True)} in "
        "whole price steps.",
    )


def latest_start(assessment: Assessment, step: Step = unwatched) -> Sought:
    """The latest start, by month, at which the change still saves in all years shown. Every month is tried."""
    [start, *_] = [driver for driver in drivers(assessment) if driver.key == "start"] or [None]
    if start is None:
        return Sought((), "No other start date can be tried.")
    measure, year = MEASURES[ALL_YEARS], assessment.costed.year_of_change

    def effect(changed: Assessment) -> float | None:
        return measure.of(changed, year)

    runs = Runs(assessment, start, {ALL_YEARS: effect}, step)
    tried = {change: runs.figure(ALL_YEARS, change) for change in range(int(start.reach[0]), int(start.reach[1]) + 1)}
    saves = [change for change, figure in tried.items() if figure is not None and figure < 0]
    span = f"{start.becomes(min(tried))} to {start.becomes(max(tried))}"
    if not saves:
        least = min(figure for figure in tried.values() if figure is not None)
        said = (
            f"With any start from {span}, the change does not save in the years shown. It costs at least "
            f"{pounds(least)}."
        )
        return Sought((), said)
    figure = tried[max(saves)] or 0.0
    gaps = "" if len(saves) == max(saves) - min(tried) + 1 else " Not every earlier start saves."
    return Sought(
        (float(max(saves)),),
        f"Of the starts from {span}, the latest that still saves in the years shown is {start.becomes(max(saves))}. "
        f"It saves {pounds(-figure)}.{gaps}",
    )


def customers_that_may_leave(of: Assessment) -> MayLeave | None:
    """How many customers may leave before income at the new charge misses the cost; None where no charge is known.

    It is worked out as take-up at break-even, and then tried: with that many leavers income meets the cost, and with
    one more it does not.
    """
    traded = of.traded
    if traded is None or of.scenario.customers is None:
        return None
    number = traded.customers
    if traded.average_after is not None and not isinstance(traded.target, Needs):
        charge, what = traded.average_after, f"the target of {pounds(traded.target)}"
        [least] = break_even_take_up([charge], number, traded.cost_at)

        def left(leavers: int) -> float:
            return charge * (number - leavers) - traded.cost_at(1 - leavers / number)
    elif of.buy_backs:
        test = of.buy_backs[0]
        charge = float(test.average_before + test.stepped_uplift)
        what = f"{pounds(test.cost_after)} ({test.rests_on})"
        [least] = break_even_take_up([charge], number, float(test.cost_after))

        def left(leavers: int) -> float:
            return float(test.surplus(test.stepped_uplift, number - leavers))
    else:
        return None
    paid = pounds(charge, pence=True)
    if not isinstance(least, TakeUp):
        return MayLeave(None, number, str(least))
    leavers = number - least.whole
    if leavers < 0 or left(leavers) < 0 or left(leavers + 1) >= 0:
        said = f"At {paid} each, income and cost cross more than once: the table of take-up shows where."
        return MayLeave(None, number, said)
    stay = f"all {number:,} must stay" if not leavers else f"{leavers:,} of {number:,} may leave"
    return MayLeave(leavers, number, f"At {paid} each a year, {stay} if income is to meet {what}.")
