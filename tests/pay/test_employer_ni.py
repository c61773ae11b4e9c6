"""Employer National Insurance: published figures, then the rules that every figure must obey."""

from datetime import date
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.assessment.assess import assess
from model.base.financial_year import FinancialYear, PayMonths
from model.base.money import half_up
from model.cost.costing import cost
from model.cost.layout import lay_out
from model.cost.rate_book import Graded, open_rate_book
from model.pay.on_costs import NIThresholds, employer_ni, employer_ni_by_appointment, ni_thresholds
from model.people.appointments import Appointment
from model.schema.sections.rates import LgpsRate, OnCostTerms, PayTerms
from model.schema.sections.rates_in_force import rates_in_force
from tests.conftest import worked_examples

NI_YEARS = st.integers(2008, 2026)
SCP = st.integers(6, 49)  # NJC points of 2010 to 2018
YEARS_AND_RULES = pytest.mark.parametrize("year", ["2010/11", "2016/17"], ids=["with rebate", "no rebate"])


def terms_on(rates, day, period):
    return ni_thresholds(rates.employer_ni, np.array([day], dtype="datetime64[D]"), period)[0]


def one_value(thresholds):
    return NIThresholds(**{name: float(value[0]) for name, value in vars(thresholds).items()})


def to_the_last_figure(amount, published):
    """The amount as closely as the published figure is given: to the penny or to the pound."""
    return half_up(amount, Decimal(1).scaleb(Decimal(published).as_tuple().exponent))


@pytest.mark.parametrize("example", worked_examples("employer_ni"), ids=lambda example: example["case"])
def test_published_costs_are_met_to_the_last_figure(example, rates):
    ni = one_value(terms_on(rates, date.fromisoformat(example["day"]), example["period"]))
    if example["secondary_threshold"]:  # the published case states its own
        ni = NIThresholds(ni.employer_rate, float(example["secondary_threshold"]))
    found = float(employer_ni(float(example["pay"]), ni, example["contracted_out"] == "yes"))
    assert to_the_last_figure(found, example["ni"]) == Decimal(example["ni"])


@given(pay=st.floats(0, 150_000), year=NI_YEARS, in_lgps=st.booleans())
def test_the_annual_formula_of_the_law(rates, pay, year, in_lgps):
    """NI = r x max(0, E - ST) - c x max(0, min(E, UAP) - LEL), c being nothing outside the LGPS."""

    def term(name, point="annual"):
        return rates.employer_ni.value_on(name, point, date(year, 10, 1)).value

    rebate = term("contracted_out_rebate", "rate") if in_lgps else 0
    by_hand = term("employer_rate", "rate") * max(0, pay - term("secondary_threshold"))
    if rebate:
        by_hand -= rebate * max(0, min(pay, term("upper_accrual_point")) - term("lower_earnings_limit"))
    assert employer_ni(pay, terms_on(rates, date(year, 10, 1), "annual"), in_lgps)[0] == pytest.approx(by_hand)


@pytest.fixture(scope="module")
def costs_of(rates):
    """Cost appointments given as (holder, FTE, point) and, by name, anything else; every element by month."""

    def costs_of(*held, spine="njc", first="2010/11", last=None, **of_each):
        months = PayMonths(FinancialYear.parse(first), FinancialYear.parse(last or first))
        span = {"first_day": months.first.first_day, "last_day": months.last.last_day}
        appointments = tuple(
            Appointment(
                f"post-{number}", "Post", str(point), "present", holder, fte, **{"in_lgps": True, **span, **of_each}
            )
            for number, (holder, fte, point) in enumerate(held)
        )
        pay = PayTerms(spine=spine, area="any", full_time_hours=37)
        lgps = LgpsRate(
            **{"from": span["first_day"], "to": span["last_day"], "rate": "20%", "source": "a test", "reason": "a test"}
        )
        in_force = rates_in_force(pay, OnCostTerms(lgps=(lgps,)), rates)
        book = open_rate_book([Graded(pay, in_force, [a.grade for a in appointments])], months)
        return cost(lay_out(appointments, book), "top").amounts

    return costs_of


@pytest.mark.parametrize("example", worked_examples("employer_ni_by_month"), ids=lambda example: example["case"])
def test_a_month_by_hand(example, costs_of):
    year = FinancialYear.of(date.fromisoformat(example["pay_month"] + "-01"))
    found = costs_of(
        ("holder", 1.0, example["point"]),
        spine=example["spine"],
        first=str(year),
        first_day=date.fromisoformat(example["first_day"]),
        in_lgps=example["member"] == "yes",
    )
    month = (int(example["pay_month"][-2:]) - 4) % 12
    assert found["employer_ni"][0, month] == pytest.approx(float(example["employer_ni"]), abs=1e-9)


@YEARS_AND_RULES
@given(point=SCP)
def test_two_half_time_holders_cost_less_than_one_full_time(costs_of, year, point):
    halves = costs_of(("one", 0.5, point), ("other", 0.5, point), first=year)
    whole = costs_of(("one", 1.0, point), first=year)
    assert halves["basic_pay"].sum() == pytest.approx(whole["basic_pay"].sum())
    assert (halves["employer_ni"].sum(axis=0) < whole["employer_ni"].sum(axis=0)).all()


@YEARS_AND_RULES
@given(point=SCP)
def test_one_holder_of_two_half_posts_costs_what_one_full_post_does(costs_of, year, point):
    halves = costs_of(("one", 0.5, point), ("one", 0.5, point), first=year)
    whole = costs_of(("one", 1.0, point), first=year)
    assert halves["total"].sum(axis=0) == pytest.approx(whole["total"].sum(axis=0))


def test_a_post_that_ends_after_six_months_bears_six_months_of_ni(write_scenario, rates):
    """GLPC outer SCP 27 in 2010/11: 142.04075 a month, as worked by hand in employer_ni_by_month.csv."""
    ends = write_scenario(("fate: deleted, vacant: true", "fate: deleted, vacant: true, until: 2010-09-30"))
    costs = assess(ends, rates).costed.costs["proposal", "top"]
    row = [held.post for held in costs.plan.appointments].index("ict-technician")
    assert costs.amounts["employer_ni"][row, :12] == pytest.approx([142.04075] * 6 + [0] * 6, abs=1e-9)


def test_from_april_2016_members_and_others_bear_the_same(costs_of):
    span = {"first": "2015/16", "last": "2016/17"}
    member = costs_of(("one", 1.0, 28), **span)["employer_ni"][0]
    other = costs_of(("one", 1.0, 28), **span, in_lgps=False)["employer_ni"][0]
    assert (member[:12] < other[:12]).all() and (member[12:] == other[12:]).all()


@given(point=SCP)
def test_a_holder_outside_the_lgps_has_neither_rebate_nor_pension(costs_of, point):
    found = costs_of(("one", 1.0, point), in_lgps=False)
    assert found["employer_ni"] == pytest.approx(np.maximum(found["basic_pay"] - 476, 0) * 0.128)  # 2010/11
    assert not found["employer_lgps"].any()


PAYS = st.lists(st.tuples(st.integers(0, 3), st.floats(0, 6000)), min_size=1, max_size=8)


def assessed(rates, held, in_lgps):
    """NI by appointment in November 2010, of (holder, pay) and, by holder, whether in the LGPS."""
    return employer_ni_by_appointment(
        np.array([[pay] for _, pay in held]),
        np.array([holder for holder, _ in held]),
        terms_on(rates, date(2010, 11, 30), "monthly"),
        np.array([in_lgps[holder] for holder, _ in held]),
    )[:, 0]


@given(held=PAYS, in_lgps=st.tuples(*[st.booleans()] * 4))
def test_ni_of_a_holders_posts_is_ni_on_all_their_pay(rates, held, in_lgps):
    terms, shares = terms_on(rates, date(2010, 11, 30), "monthly"), assessed(rates, held, in_lgps)
    for who in {holder for holder, _ in held}:
        pay = sum(pay for holder, pay in held if holder == who)
        together = sum(share for share, (holder, _) in zip(shares, held, strict=True) if holder == who)
        assert together == pytest.approx(employer_ni(pay, terms, in_lgps[who])[0], abs=1e-9)


@given(held=PAYS, in_lgps=st.tuples(*[st.booleans()] * 4), data=st.data())
def test_the_order_of_appointments_changes_nothing(rates, held, in_lgps, data):
    order = data.draw(st.permutations(range(len(held))))
    moved = assessed(rates, [held[place] for place in order], in_lgps)
    assert moved == pytest.approx(assessed(rates, held, in_lgps)[list(order)], abs=1e-9)


def test_order_changes_nothing_where_a_holder_is_in_the_lgps_in_one_post_only(rates):
    """£1,000 a month from a post inside the LGPS and £1,500 from one outside it."""
    terms = terms_on(rates, date(2010, 11, 30), "monthly")
    pay, member = np.array([[1000.0], [1500.0]]), np.array([True, False])
    listed = employer_ni_by_appointment(pay, np.array([0, 0]), terms, member).sum()
    listed_the_other_way = employer_ni_by_appointment(pay[::-1], np.array([0, 0]), terms, member[::-1]).sum()
    assert listed == pytest.approx(listed_the_other_way)
