"""The drivers of time and of the service: start of the change, vacancies filled, take-up, prices, other costs."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import numpy as np

from model.assessment.assess import Assessment
from model.base.faults import number_of
from model.base.financial_year import in_words
from model.base.money import PENNY, half_up, percentage
from model.buy_back.what_if import MovedService, with_prices
from model.schema.changes.values import value_at
from model.schema.sections.prices import PriceList
from model.schema.sections.stated_costs import OtherOneOff
from model.uncertainty.driver import Kind, Way
from model.uncertainty.pay_drivers import written

DATES = (
    (("proposed",), ("from", "filled_on")),
    (("present",), ("until",)),
    (("phases",), ("from",)),
    (("people", "acting_up"), ("from", "to")),
    (("one_off", "leavers"), ("leaves_on", "paid_on", "relevant_date")),
)
"""The dates that move with the start of the change: lists of the document, each with the keys of its entries' dates."""


def moved(day: date, months: int) -> date:
    """The same day ``months`` later. The last day of a month stays the last.

    >>> moved(date(2010, 11, 30), 3), moved(date(2010, 12, 1), -2)
    (datetime.date(2011, 2, 28), datetime.date(2010, 10, 1))
    """
    first = (np.datetime64(day, "M") + months).astype("datetime64[D]").item()
    last = (np.datetime64(day, "M") + months + 1).astype("datetime64[D]").item() - timedelta(days=1)
    is_last = (day + timedelta(days=1)).day == 1
    return last if is_last else min(first + timedelta(days=day.day - 1), last)


def start(of: Assessment) -> Iterator[Way]:
    """A way to move the day of the change and every date that depends on it, by months; never before the decision."""
    dates, months = of.scenario.dates, of.costed.book.months
    begins = dates.implementation
    document = of.document.data if of.document else {}
    hanging = [
        (".".join((*list_, f"#{number}", key)), day)
        for list_, keys in DATES
        for number, entry in enumerate(value_at(document, list_) or (), start=1)
        for key in keys
        if (day := _day(of, list_, number, key)) and key in entry
    ]

    def changes(change: float) -> dict[str, Any]:
        places = [("dates.implementation", begins), *hanging]
        return {place: moved(day, int(change)).isoformat() for place, day in places}

    first, last = np.datetime64(months.first.first_day, "M"), np.datetime64(months.last.last_day, "M")
    since, begun = np.datetime64(dates.decision, "M"), np.datetime64(begins, "M")
    earliest = max(first, since if dates.decision.day <= begins.day else since + 1)
    yield Way(
        "Start of the change",
        changes,
        lambda change: in_words(moved(begins, int(change))),
        min(int((earliest - begun).astype(int)), 0),
        int((last - begun).astype(int)),
        f"The change starts no earlier than the decision of {in_words(dates.decision)}, and within the years shown.",
    )


def _day(of: Assessment, list_: tuple[str, ...], number: int, key: str) -> date | None:
    """The date that the scenario has under a key of a list's entry; None where there is no date."""
    section: Any = of.scenario
    for step in list_:
        section = getattr(section, step)
    return getattr(section[number - 1], "from_" if key == "from" else key)


def filling(of: Assessment) -> Iterator[Way]:
    """A way to move the days on which vacancies are filled, by months; never before the first day of the post."""
    begins = of.scenario.dates.implementation
    filled = [
        (f"proposed.#{number}.filled_on", post.filled_on, post.from_ or begins)
        for number, post in enumerate(of.scenario.proposed, start=1)
        if post.filled_on
    ]
    if filled:
        yield Way(
            "Filling of vacancies",
            lambda change: {place: max(moved(day, int(change)), first).isoformat() for place, day, first in filled},
            lambda change: f"{number_of(abs(int(change)), 'month')} {'earlier' if change < 0 else 'later'}",
        )


def take_up(of: Assessment) -> Iterator[Way]:
    """A way to change how many customers stay: the share lost a year, or their number where only that is stated."""
    customers, trading = of.scenario.customers, of.scenario.trading
    if customers is None or of.traded is None:
        return
    if trading and trading.attrition:
        lost = trading.attrition.a_year
        yield Way(
            f"Take-up by {customers.are}",
            lambda change: {"trading.attrition.a_year": written(lost - change)},
            lambda change: f"{percentage(lost - change)} lost a year",
            lost - 1,
            lost,
            "No more customers can stay than there are.",
            at_once=lambda change: MovedService(lost_a_year=lost - change),
        )
    elif customers.agreements is None:
        number = of.traded.customers
        yield Way(
            f"Take-up by {customers.are}",
            lambda change: {"customers.count": round(number * (1 + change))},
            lambda change: f"{round(number * (1 + change)):,} {customers.are}",
            1 / number - 1,
            counted=True,
        )


def with_prices_set(of: Assessment) -> Assessment:
    """The scenario with its new prices written into it, so that they stay whatever else is changed."""
    return of.with_changes(_new_list(of, 0.0)) if _may_be_set(of) else of


def new_prices(of: Assessment) -> Iterator[Way]:
    """A way to move the new prices, where they are set: all rise or fall by the same share, in whole pence."""
    if of.traded is not None and of.traded.list_decided is not None:
        yield Way(
            "New prices",
            lambda change: _new_list(of, change),
            lambda change: f"{percentage(abs(change))} {'lower' if change < 0 else 'higher'}" if change else "as set",
            -1,
            at_once=lambda change: MovedService(prices=change),
        )


def _may_be_set(of: Assessment) -> bool:
    return of.traded is not None and of.traded.list_after is not None


def _new_list(of: Assessment, change: float) -> dict[str, Any]:
    """The new price list at its place in the document: the place of the list decided, or the next free place."""
    traded = of.traded
    if traded is None or traded.list_after is None:
        raise LookupError("there are no new prices")
    listed: PriceList = traded.list_after
    entry = listed.model_dump(mode="json", by_alias=True, exclude_none=True, exclude_defaults=True)
    entry |= {"from": traded.new_prices_from.isoformat(), "source": listed.source}
    lists = of.scenario.prices
    number = lists.index(listed) + 1 if listed in lists else len(lists) + 1
    return {f"prices.#{number}": with_prices(entry, change)}


def inflation(of: Assessment) -> Iterator[Way]:
    """A way to move the cost lines of the trading account and the non-pay of posts: all rise by the same share."""
    lines = of.scenario.trading.cost_lines if of.scenario.trading else ()
    sums = [(f"trading.cost_lines.#{number}.amount", line.amount) for number, line in enumerate(lines, start=1)]
    sums += [
        (f"{side}.#{number}.non_pay.#{item_number}.amount", item.amount)
        for side in ("present", "proposed")
        for number, post in enumerate(getattr(of.scenario, side), start=1)
        for item_number, item in enumerate(post.non_pay, start=1)
    ]
    if sums:
        yield Way("Costs other than pay", lambda change: _each(sums, change), _more)


def one_off(of: Assessment) -> Iterator[Way]:
    """A way to move stated one-off costs and pension strain, but not redundancy pay worked out from the rules."""
    section = of.scenario.one_off
    if section is None:
        return
    sums = [
        (f"one_off.other.#{number}.{place}", amount)
        for number, cost in enumerate(section.other, start=1)
        for place, amount in _sums_of(cost)
    ]
    sums += [
        (f"one_off.leavers.#{number}.pension_strain", leaver.pension_strain)
        for number, leaver in enumerate(section.leavers, start=1)
        if leaver.pension_strain
    ]
    if sums:
        yield Way("One-off costs stated", lambda change: _each(sums, change), _more, -1)


def _sums_of(cost: OtherOneOff) -> Iterator[tuple[str, float]]:
    """Each sum of a stated cost, with the sum's place within the cost."""
    if cost.amount is not None:
        yield "amount", cost.amount
    yield from ((f"by_year.#{number}.amount", part.amount) for number, part in enumerate(cost.by_year, start=1))


def _each(sums: list[tuple[str, float]], change: float) -> dict[str, float]:
    return {place: float(half_up(amount * (1 + change), PENNY)) for place, amount in sums}


def _more(change: float) -> str:
    return f"{percentage(abs(change))} {'less' if change < 0 else 'more'}" if change else "as stated"


SERVICE = (
    Kind("start", "months", -3, 3, "Assumed: three months earlier or later.", (-36, 36), start),
    Kind("filling", "months", -1, 3, "Assumed: a month sooner, or three months later.", (-12, 24), filling),
    Kind("take_up", "percent", -0.05, 0.05, "Assumed: one customer in twenty fewer or more.", (-1, 1), take_up),
    Kind("price", "percent", -0.05, 0.05, "Assumed: 5% either way.", (-0.9, 1), new_prices),
    Kind("inflation", "percent", -0.02, 0.05, "Assumed: 2% less to 5% more.", (-1, 1), inflation),
    Kind("one_off", "percent", -0.1, 0.2, "Assumed: 10% less to 20% more.", (-1, 2), one_off),
)  # fmt: skip
"""Each kind of driver of time and of the service, in the order of the tables."""
