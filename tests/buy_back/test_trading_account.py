"""Full cost by year, and the trading account: a balance that is carried never hides a deficit of the year."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.base.financial_year import FinancialYear
from model.buy_back.full_cost import full_cost
from model.buy_back.trading_account import trading_account
from model.cost.costed import cost_scenario
from model.schema.sections.scenario import Scenario
from model.schema.sections.trading import Reserve
from tests.conftest import small

MONTH = 3_735.7045  # SCP 24 in 2024/25 with on-costs: tests/budget/test_funds.py has the arithmetic
Y24 = FinancialYear(2024)
LINES = [
    {"kind": "Mileage", "amount": 3_000, "counts_as": "marginal", "source": "A test."},
    {"kind": "Licences", "amount": 1_200, "counts_as": "direct", "source": "A test."},
    {"kind": "Premises", "amount": 10_000, "counts_as": "overhead", "source": "A test."},
]
KIT = {"kind": "Kit", "amount": 400, "reason": "A test."}
YEARS = [FinancialYear(year) for year in (2010, 2011, 2012)]


@pytest.fixture
def costs(rates):
    """The cost of 2024/25 of a post that becomes another on 1 January 2025, with non-pay and overheads."""

    def cost(lines=LINES, marginal=(), proposed=None):
        trading = {"cost_lines": lines, "marginal_posts": list(marginal)}
        made = small(None, proposed, customers={"count": 100, "source": "A test."}, trading=trading)
        costed = cost_scenario(Scenario.model_validate(made), rates)
        [found] = full_cost(costed, "top")
        return found

    return cost


def test_each_level_of_cost_holds_the_one_before(costs):
    """The new post's three months follow what is sold; the old one's nine do not. The kit is £400 x 3/12."""
    found = costs(marginal=["new"], proposed={"non_pay": [KIT]})
    assert found.marginal == pytest.approx(3 * MONTH + 3_000)
    assert found.direct == pytest.approx(12 * MONTH + 3_000 + 1_200 + 100)
    assert found.full == pytest.approx(12 * MONTH + 4_300 + 10_000)


@pytest.mark.parametrize(
    ("lines", "missing"),
    [
        ([], ("non-pay costs, or a statement", "overhead recharges, or a statement")),
        (LINES[:2], ("overhead recharges",)),
        (LINES[2:], ("non-pay",)),
        ([{**line, "amount": 0} for line in LINES], ()),
    ],
    ids=["nothing", "no overheads", "no non-pay", "nil is stated"],
)
def test_full_cost_is_not_known_until_every_part_is_stated(costs, lines, missing):
    found = costs(lines)
    assert len(found.missing) == len(missing)
    assert all(said.startswith(expected) for said, expected in zip(found.missing, missing, strict=True))
    assert (found.full is None) == bool(missing)
    assert found.direct >= 12 * MONTH - 1e-6


# The account


def reserve(opening=20_000, cap=15_000):
    return Reserve(opening=opening, cap=cap, source="A test.")


def test_a_balance_carried_forward_does_not_hide_a_deficit_of_the_year():
    """£20,000; -£8,000 leaves £12,000; -£14,270 leaves -£2,270; +£30,000 leaves £27,730, £12,730 above £15,000."""
    income, cost = (436_090, 444_090, 488_360), (444_090, 458_360, 458_360)
    first, second, third = trading_account(reserve(), YEARS, income, cost)
    assert (first.surplus, first.closing, first.in_deficit, first.hidden_by_balance) == (-8_000, 12_000, True, True)
    assert (second.opening, second.closing, second.hidden_by_balance) == (12_000, -2_270, False)
    assert second.in_deficit
    assert (third.closing, third.above_cap, third.in_deficit) == (27_730, 12_730, False)


def test_a_year_that_just_breaks_even_is_no_deficit_and_a_penny_less_is():
    even, short = trading_account(reserve(), YEARS[:2], (100.0, 99.99), (100.0, 100.0))
    assert (even.in_deficit, short.in_deficit) == (False, True)


def test_without_a_cap_nothing_is_above_it():
    [year] = trading_account(reserve(cap=None), YEARS[:1], (500,), (0,))
    assert year.above_cap == 0


pounds = st.integers(-1_000_000, 1_000_000)


@given(opening=pounds, years=st.lists(st.tuples(pounds, pounds), min_size=1, max_size=6), cap=st.integers(0, 100_000))
def test_each_year_opens_with_what_the_one_before_closed_with(opening, years, cap):
    income, cost = zip(*years, strict=True)
    held = [FinancialYear(2010 + number) for number in range(len(years))]
    account = trading_account(reserve(opening, cap), held, income, cost)
    assert account[-1].closing == opening + sum(income) - sum(cost)
    for before, after in pairwise(account):
        assert after.opening == before.closing
    for year in account:
        assert year.closing == year.opening + year.income - year.cost
        assert year.in_deficit == (year.income < year.cost)
        assert year.above_cap == max(year.closing - cap, 0)
