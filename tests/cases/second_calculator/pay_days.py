"""National Insurance of each stint in each month, on the pay of a month or of a shorter period (docs/method/on_costs.md).

What is received is {(stint number, month): (pay of the month, owed of earlier months)}, £.
"""

from collections import defaultdict
from datetime import date, timedelta

from tests.cases.second_calculator.days import NEXT_DAY, day, financial_year, last_of, overlap, share

LENGTHS = {"four-weekly": 28, "weekly": 7}


def insured(scenario, insurance, stints, received):
    """{(stint number, month): £ of employer's National Insurance}."""
    frequency = scenario["pay"].get("frequency", "monthly")
    if frequency == "monthly":
        return _monthly(insurance, stints, received)
    found = defaultdict(float)
    for year in sorted({financial_year(month) for _, month in received}):
        for number, month, due in _year(scenario, insurance, stints, received, year):
            found[number, month] += due
    return found


def _monthly(insurance, stints, received):
    found, by_month = {}, defaultdict(dict)
    for (number, month), both in received.items():
        by_month[month][number] = sum(both)
    for month, paid in by_month.items():
        for number, due in _shared(insurance, stints, paid, month, last_of(month), "monthly"):
            found[number, month] = due
    return found


def _shared(insurance, stints, paid, month, pay_day, period):
    """The NI of each person on a pay day, among their stints by pay; by the week for who has left before the month."""
    people = defaultdict(list)
    for number, amount in paid.items():
        if amount:
            people[stints[number].person].append(number)
    for person, numbers in people.items():
        there = _there(stints, numbers[0], month)
        pay = sum(paid[number] for number in numbers)
        rebated = sum(paid[number] for number in numbers if stints[number].member)
        due = insurance.due(person, pay, rebated, pay_day, period if there else "weekly")
        for number in numbers:
            yield number, due * paid[number] / pay


def _year(scenario, insurance, stints, received, year):  # noqa: C901  a financial year by itself
    begins, ends = date(year, 4, 1), date(year + 1, 4, 1)
    frequency = scenario["pay"]["frequency"]
    length = LENGTHS[frequency]
    months = sorted({month for _, month in received if financial_year(month) == year})
    first_pay_day = begins + timedelta(days=(day(scenario["pay"]["pay_day"]) - begins).days % length)
    pay_days = [first_pay_day + timedelta(days=length * number) for number in range(60)]
    pay_days = [on for on in pay_days if on - timedelta(days=length) < ends - NEXT_DAY]
    last_of_month = {month: max(on for on in pay_days if on <= last_of(month)) for month in months}
    left = {
        (number, month)
        for number, month in received
        if month in months and not _in_period(stints, number, last_of_month[month], length)
    }
    for pay_day in pay_days:
        start, stop = pay_day - timedelta(days=length - 1), pay_day + NEXT_DAY
        by_month, all_in = defaultdict(float), defaultdict(float)
        for (number, month), (regular, owed) in received.items():
            if month not in months:
                continue
            first, last = _days_paid(stints[number], month, begins, ends)
            daily = _daily(month, first, last, regular, (ends - begins).days)
            of_month = daily * overlap(month, max(start, first), min(stop, last))
            beyond = daily * max(0, (begins - start).days) if first == begins else 0.0
            beyond += daily * max(0, (stop - ends).days) if last == ends else 0.0
            if last_of_month[month] == pay_day and (number, month) not in left:
                of_month += owed
            if of_month or beyond:
                by_month[number, month] += of_month
                all_in[number] += of_month + beyond
        people = defaultdict(list)
        for number in all_in:
            people[stints[number].person].append(number)
        for person, numbers in people.items():
            pay = sum(all_in[number] for number in numbers)
            rebated = sum(all_in[number] for number in numbers if stints[number].member)
            due = insurance.due(person, pay, rebated, pay_day, frequency.replace("-", "_"))
            for number, month in by_month:
                if number in numbers:
                    yield number, month, due * by_month[number, month] / pay
    for month in months:
        owed = {number: received[number, month][1] for number, on in left if on == month}
        for number, due in _shared(insurance, stints, owed, month, last_of_month[month], "weekly"):
            yield number, month, due


def _there(stints, number, month):
    """Whether the person of a stint is in any post on some day of the month."""
    if share(month, stints[number].start, stints[number].stop):
        return True
    return any(share(month, one.start, one.stop) for one in stints if one.person == stints[number].person)


def _in_period(stints, number, pay_day, length):
    """Whether the person of a stint is in any post on some day that a pay day pays for."""
    start, stop = pay_day - timedelta(days=length - 1), pay_day + NEXT_DAY
    return any(max(one.start, start) < min(one.stop, stop) for one in stints if one.person == stints[number].person)


def _days_paid(stint, month, begins, ends):
    """The days that a month's pay is for, from one up to, not with, another; a stint within one month is spread over it."""
    first, last = max(stint.start, month), min(stint.stop, last_of(month) + NEXT_DAY)
    within = month < stint.start or stint.stop <= last_of(month)
    starts, stops = max(stint.start, begins), min(stint.stop, ends)
    if not (within and month <= starts and stops <= last_of(month) + NEXT_DAY):
        return first, last
    if month == begins:
        return month, month + (last - first)
    if last_of(month) + NEXT_DAY == ends:
        return ends - (last - first), ends
    return month, last_of(month) + NEXT_DAY


def _daily(month, first, last, regular, days_of_year):
    """£ a day of a month's pay, on the days that it is for: the year's salary over the days of the financial year."""
    days = overlap(month, first, last)
    return regular * 12 * last_of(month).day / days / days_of_year if days else 0.0


# ruff: noqa: E501
