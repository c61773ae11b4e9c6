"""What must be true of a list solved to recover a target, on random lists and customers, all invented."""

import re
from dataclasses import replace
from decimal import Decimal

import numpy as np
from hypothesis import assume, given
from hypothesis import strategies as st

from model.buy_back.break_even import NoAnswer
from model.buy_back.price_rounding import listed_prices, most_steps, priced_row, with_amounts
from model.buy_back.price_search import Cap
from model.buy_back.pricing import charges
from model.buy_back.solve import in_proportion
from model.schema.sections.prices import PHASES
from tests.buy_back.test_solve import income, price_list, schools


@given(st.integers(0, 500), st.integers(0, 500))
def test_the_most_steps_that_fit(limit, most):
    assert most_steps(lambda n: n <= limit, most) == min(limit, most)


amount = st.integers(0, 3_000_00).map(lambda pence: pence / 100)
rate = st.integers(0, 20_00).map(lambda pence: pence / 100)
maybe = st.booleans()


@st.composite
def packages(draw, name):
    """A package of any shape, with or without a minimum."""
    shape = draw(st.sampled_from(["flat", "rate", "rates", "bands", "units"]))
    package = {"id": name, "minimum": draw(st.just(0) | amount)}
    if shape in ("flat", "rate"):
        package["flat"] = draw(amount)
    if shape == "rate":
        package["per_pupil"] = draw(rate)
    if shape == "rates":
        package["per_pupil"] = {phase: draw(rate) for phase in PHASES}
    if shape == "bands":
        package["bands"] = [{"to_pupils": 150, "price": draw(amount)}, {"price": draw(amount)}]
    if shape == "units":
        package |= {"a_unit": draw(amount), "weeks": draw(st.none() | st.just(39))}
        package["cheaper_from"] = draw(st.just([]) | amount.map(lambda price: [{"units": 4, "price": price}]))
    return package


@st.composite
def markets(draw):
    """A price list of one to three packages, and one to eight agreements of a few customers."""
    names = ["a", "b", "c"][: draw(st.integers(1, 3))]
    discounts = draw(st.just([]) | st.just([{"packages": 2, "percent": "10%"}]))
    sets = draw(st.just([]) | st.just([{"id": "set", "packages": ["a", "b"], "percent": "7%"}])) if names[1:] else []
    partnerships = draw(st.just([]) | st.just([{"customers": 2, "percent": "6%"}, {"customers": 4, "percent": "12%"}]))
    prices = price_list(*(draw(packages(name)) for name in names), discounts=discounts, sets=sets,
                        partnerships=partnerships, minimum_charge=draw(st.just(0) | amount))  # fmt: skip
    units = st.tuples(*(st.sampled_from([0, 1, 2.5, 7]) for _ in names))
    row = st.tuples(st.sampled_from("pqrst"), st.sampled_from(PHASES), st.integers(0, 1500), units)
    rows = draw(st.lists(row, min_size=1, max_size=8))
    partners = np.array([draw(st.sampled_from([1, 2, 5])) for _ in rows])
    return prices, replace(schools(*rows, packages=names), partners=partners)


steps = st.sampled_from([0.01, 1, 5])
changes = st.sampled_from([0.4, 0.9, 0.99, 1.0005, 1.0321, 1.1, 2])


def by_customer(agreements, pence):
    return {name: int(pence[agreements.reference == name].sum()) for name in np.unique(agreements.reference)}


@given(markets())
def test_a_list_read_as_a_row_charges_what_the_list_charges(market):
    prices, agreements = market
    row = priced_row(prices, agreements)
    now = np.array([one.amount for one in row.listed])
    assert np.array_equal(row.charge(now), charges(prices, agreements).total)
    assert with_amounts(prices, row.listed, now) == prices
    doubled = with_amounts(prices, row.listed, now * 2)
    assert np.array_equal(row.charge(now * 2), charges(doubled, agreements).total)


def thousandfold(prices, agreements):
    """Income in pence where every price but the minimums is a thousand times as high."""
    listed = listed_prices(prices)
    amounts = np.array([one.amount * (1 if one.is_minimum else 1000) for one in listed])
    return income(with_amounts(prices, listed, amounts), agreements)


def check_reasons(solved, prices, agreements, target):
    """Lower each price of a solved list by a step, price it afresh, and see that what is said is true."""
    listed = listed_prices(prices)
    moved = {one.price: one.after for one in solved.changes}
    amounts = np.array([moved.get(one, one.amount) for one in listed])
    rises = target > income(prices, agreements)

    def at(one, pence):
        new = np.array([pence if other == one.price else was for other, was in zip(listed, amounts, strict=True)])
        return charges(with_amounts(prices, listed, new), agreements).total

    now = at(solved.changes[0], solved.changes[0].after)
    for one in solved.changes:
        assert one.after >= one.before if rises else one.after <= one.before
        a_step = 1 if one.price.kind == "per_pupil" else round(prices.step * 100)
        below = (one.after - 1) // a_step * a_step
        if missed := re.search(r"a price one step lower would miss the target by £([\d,.]+)", one.statement):
            by = round(float(missed[1].replace(",", "")) * 100)
            assert at(one, below).sum() == target - by < target
        elif "nobody takes this package" in one.statement or "pays one of its other unit prices" in one.statement:
            assert np.array_equal(at(one, one.after + 1_000_000_00), now)
        elif "is charged" in one.statement or "changes nobody's charge" in one.statement:
            assert np.array_equal(at(one, max(below, 0)), now)
        elif "its present price" in one.statement:
            assert below < one.before
        else:
            assert one.statement == "a price one step lower would be nil, and the lowest price is one step"
            assert below <= 0 and not rises


def stepped(prices, step):
    return prices.model_copy(update={"step": step})


@given(markets(), changes, steps)
def test_a_solved_list_meets_its_target_and_no_price_can_be_a_step_lower(market, change, step):
    prices, agreements = stepped(market[0], step), market[1]
    target = round(income(prices, agreements) * change)
    assume(target > 0)
    solved = in_proportion(prices, agreements, Decimal(target) / 100)
    if isinstance(solved, NoAnswer):  # minimum charges alone bring in more, or hold at a thousand times the price
        assert solved.nearest * 100 >= target if change < 1 else thousandfold(prices, agreements) < target
        return
    total = charges(solved.prices, agreements).total
    assert solved.income == sum(by_customer(agreements, total).values()) == target + solved.surplus
    assert solved.surplus >= 0
    check_reasons(solved, prices, agreements, target)


@given(markets(), steps)
def test_no_price_moves_where_income_is_the_target_already(market, step):
    prices, agreements = stepped(market[0], step), market[1]
    now = income(prices, agreements)
    assume(now > 0)
    solved = in_proportion(prices, agreements, Decimal(now) / 100)
    assert solved.prices == prices
    assert (solved.surplus, solved.factor) == (0, 1)


@given(markets(), changes, changes)
def test_a_higher_target_never_has_a_lower_factor_nor_of_a_single_price_a_lower_income(market, one, other):
    prices, agreements = market
    now = income(prices, agreements)
    assume(now * 0.4 >= 1)
    low, high = (in_proportion(prices, agreements, round(now * x) / 100) for x in sorted((one, other)))
    assume(not isinstance(low, NoAnswer) and not isinstance(high, NoAnswer))
    assert low.factor <= high.factor + 1e-9
    if len(low.changes) == 1:
        assert low.income <= high.income


caps = st.builds(Cap, share=st.sampled_from([0.01, 0.05, 0.5])) | st.builds(Cap, pounds=st.sampled_from([1, 50, 800]))


@given(markets(), st.sampled_from([1.0321, 1.1]), steps, caps)
def test_with_a_cap_nobody_pays_more_than_it_allows(market, change, step, cap):
    prices, agreements = stepped(market[0], step), market[1]
    before = by_customer(agreements, charges(prices, agreements).total)
    target = round(sum(before.values()) * change)
    assume(target > 0)
    found = in_proportion(prices, agreements, Decimal(target) / 100, cap=cap)
    if isinstance(found, NoAnswer):
        assert found.nearest * 100 < target
        assert not found.customers or set(found.customers) <= set(before)
        return
    pays = by_customer(agreements, charges(found.prices, agreements).total)
    for name, now in before.items():
        allowed = now * (1 + cap.share) if cap.share is not None else now + cap.pounds * 100
        assert pays[name] <= allowed + 1e-6
    assert sum(pays.values()) == found.income >= target
    check_reasons(found, prices, agreements, target)
