"""Take-up: who renews, who is lost each year, what a price rise does where there is evidence, late decisions."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.buy_back.needs import Needs
from model.buy_back.take_up import expected_income, late_decisions
from model.cost.costed import cost_scenario
from model.schema.sections.customers import Agreements
from model.schema.sections.demand import PriceResponse
from model.schema.sections.prices import PriceList
from model.schema.sections.scenario import Scenario
from tests.conftest import small

# Every customer, price and income here is invented.
INCOME = {"amount": 100_000, "source": "A test."}
TEN = {"a_year": "10%", "source": "A test."}
HALF = {"elasticity": -0.5, "evidence": "A test."}
CURVE = {"curve": [{"rise": "5%", "take_up": "98%"}, {"rise": "10%", "take_up": "90%"}], "evidence": "A test."}
NAT = np.datetime64("NaT")
A_PENNY = 0.01


def traded(trading, **more):
    """A small scenario over 2022/23 to 2024/25 that trades with 100 customers."""
    return small(change="2022-09-01", customers={"count": 100, "source": "A test."}, trading=trading, **more) | {
        "dates": {"decision": "2022-06-30", "implementation": "2022-09-01"},
        "years": {"first": "2022/23", "last": "2024/25"},
        "on_costs": {"lgps": [{"from": "2022-04-01", "to": "2025-03-31", "rate": "20%", "source": "A", "reason": "B"}]},
    }


@pytest.fixture(scope="module")
def trade(rates):
    """Cost a service that trades on these terms."""
    return lambda **trading: cost_scenario(Scenario.model_validate(traded(trading)), rates)


def agreements(*rows, packages=("flat",)):
    """Agreements of secondary schools: reference, first day, last day, renews, and what differs from the default."""
    made = [
        {"maintained": True, "academy_from": NAT, "year_starts": 4, "bad_debt": 0.0, "takes": (1,)} | more
        for *_, more in rows
    ]
    references, first, last, renews = zip(*(row[:4] for row in rows), strict=True)
    return Agreements(
        reference=np.array(references),
        phase=np.array(["secondary"] * len(rows)),
        pupils=np.array([900] * len(rows)),
        first_day=np.array(first, dtype="datetime64[D]"),
        last_day=np.array(last, dtype="datetime64[D]"),
        renews=np.array(renews, dtype=float),
        packages=packages,
        takes=np.array([row["takes"] for row in made], dtype=float).T,
        maintained=np.array([row["maintained"] for row in made]),
        academy_from=np.array([row["academy_from"] for row in made], dtype="datetime64[D]"),
        year_starts=np.array([row["year_starts"] for row in made]),
        bad_debt=np.array([row["bad_debt"] for row in made]),
    )


def price_list(day, price):
    package = {"id": "flat", "title": "Flat", "flat": price}
    return PriceList.model_validate({"from": day, "source": "A test.", "packages": [package]})


AT_1000 = [price_list("2021-04-01", 1000)]
RAISED = [*AT_1000, price_list("2023-04-01", 1100)]
A_YEAR = ("2022-04-01", "2023-03-31")
UNKNOWN = float("nan")


def test_attrition_compounds_a_year(trade):
    """£100,000, then 90%, then 90% of 90%."""
    found = expected_income(trade(present_income=INCOME, attrition=TEN), [], None)
    assert found.total == pytest.approx([100_000, 90_000, 81_000])
    assert found.attrition == pytest.approx([0, -10_000, -19_000])


def test_price_and_evidence_of_what_it_does(trade):
    """10% from October with an elasticity of -0.5: half of £100,000, and half of £110,000 x 95%."""
    found = expected_income(
        trade(present_income=INCOME, attrition=TEN, price_response=HALF),
        [], None, rise=0.10, rise_from=date(2022, 10, 1),
    )  # fmt: skip
    assert found.total == pytest.approx([50_000 + 52_250, 104_500 * 0.9, 104_500 * 0.81])
    assert found.price_response[0] == pytest.approx(-2_750)


def test_without_evidence_take_up_does_not_follow_price(trade):
    found = expected_income(
        trade(present_income=INCOME, attrition=TEN), [], None, rise=0.10, rise_from=date(2022, 4, 1)
    )
    assert found.total[0] == pytest.approx(110_000)
    assert not found.price_response.any()


@pytest.mark.parametrize(("rise", "kept"), [(-0.1, 1), (0, 1), (0.025, 0.99), (0.05, 0.98), (0.075, 0.94), (0.1, 0.9)])
def test_between_two_points_a_curve_is_a_line(rise, kept):
    assert PriceResponse.model_validate(CURVE).take_up(rise) == pytest.approx(kept)


def test_past_the_end_of_a_curve_nothing_is_guessed(trade):
    costed = trade(present_income=INCOME, attrition=TEN, price_response=CURVE)
    found = expected_income(costed, [], None, rise=0.20, rise_from=date(2022, 4, 1))
    assert str(found) == (
        "Not known: it needs evidence of take-up at a rise of 20.0%: the stated curve ends at a rise of 10.0%."
    )  # fmt: skip


@pytest.mark.parametrize(
    ("trading", "lacks"),
    [
        ({"attrition": TEN}, "a price list and a list of customers, or present income"),
        ({"present_income": INCOME}, "customers lost each year (trading, attrition)"),
    ],
)
def test_what_is_missing_is_said_and_not_guessed(trade, trading, lacks):
    found = expected_income(trade(**trading), [], None)
    assert isinstance(found, Needs)
    assert lacks in found.missing[0]


# A list of customers. Each pays £1,000 a year until a list says otherwise, in whole pence.


def test_what_is_known_of_a_renewal_is_used_and_the_rest_is_lost_each_year(trade):
    """A renews for certain, B with one chance in four, C is not known; each renewal after the first is not known.

    2023/24: A 1,000, B 250, C 900. 2024/25: A 900, B 225, C 810.
    """
    held = agreements(("A", *A_YEAR, 1, {}), ("B", *A_YEAR, 0.25, {}), ("C", *A_YEAR, UNKNOWN, {}))
    found = expected_income(trade(attrition=TEN), AT_1000, held)
    assert found.total == pytest.approx([3_000, 2_150, 1_935])
    assert found.not_renewed == pytest.approx([0, -750, -750])
    assert found.attrition == pytest.approx([0, -100, -315])


def test_who_is_known_to_leave_pays_to_the_last_day_and_no_longer(trade):
    held = agreements(("A", "2021-09-01", "2022-08-31", 0, {"year_starts": 9}))
    assert expected_income(trade(attrition=TEN), AT_1000, held).total == pytest.approx(
        [1_000 * 5 / 12, 0, 0], abs=A_PENNY
    )


def test_an_agreement_keeps_the_list_of_the_day_its_year_begins(trade):
    """From September to August: five months of £1,000 and the list of April 2023 from September 2023."""
    held = agreements(("A", "2021-09-01", "2025-08-31", 1, {"year_starts": 9}))
    found = expected_income(trade(), RAISED, held)
    assert found.total == pytest.approx([1_000, 1_000 * 5 / 12 + 1_100 * 7 / 12, 1_100], abs=A_PENNY)


def test_an_agreement_that_another_follows_is_not_renewed_as_well(trade):
    held = agreements(("A", *A_YEAR, UNKNOWN, {}), ("A", "2023-04-01", "2026-03-31", UNKNOWN, {}))
    assert expected_income(trade(), AT_1000, held).total == pytest.approx([1_000] * 3)


def test_one_package_beside_another_is_renewed_by_itself(trade):
    """A's flat fee ends in March and follows on under another row; its visits, to September, are renewed unknown."""
    held = agreements(
        ("A", *A_YEAR, 1, {"takes": (1, 0)}),
        ("A", "2022-10-01", "2023-09-30", UNKNOWN, {"takes": (0, 1)}),
        ("A", "2023-06-01", "2026-03-31", 1, {"takes": (1, 0)}),
        packages=("flat", "visits"),
    )
    made = [{"id": "flat", "title": "Flat", "flat": 1000}, {"id": "visits", "title": "Visits", "flat": 600}]
    prices = PriceList.model_validate({"from": "2021-04-01", "source": "A test.", "packages": made})
    # 2022/23: the fee and 6 x 50. 2023/24: ten months of it, visits 6 x 50 and 6 x 45. 2024/25: 6 x 45 and 6 x 40.50.
    found = expected_income(trade(attrition=TEN), [prices], held)
    assert found.total == pytest.approx([1_300, 10_000 / 12 + 300 + 270, 1_000 + 270 + 243], abs=A_PENNY)


def test_only_who_is_not_known_to_renew_answers_to_the_price(trade):
    """10% dearer from April 2023, half a per cent lost for each: A and C pay 1,100, B 1,100 x 95%.

    C is known to renew at 1,100, and so has nothing new to answer to a year later.
    """
    held = agreements(("A", "2022-04-01", "2025-03-31", 1, {}), ("B", *A_YEAR, UNKNOWN, {}), ("C", *A_YEAR, 1, {}))
    none = {"a_year": "0%", "source": "A test."}
    found = expected_income(trade(attrition=none, price_response=HALF), RAISED, held)
    assert found.total == pytest.approx([3_000, 2_200 + 1_045, 2_200 + 1_045])


def test_nobody_answers_to_a_price_before_their_agreement_ends(trade):
    """Bound to March 2024, at £1,100 from April 2023: 95% are left from April 2024."""
    none = {"a_year": "0%", "source": "A test."}
    held = agreements(("A", "2022-04-01", "2024-03-31", UNKNOWN, {}))
    found = expected_income(trade(attrition=none, price_response=HALF), RAISED, held)
    assert found.total == pytest.approx([1_000, 1_100, 1_045])


def test_a_conversion_changes_the_vat_and_loses_nothing(trade):
    held = agreements(("A", "2022-04-01", "2025-03-31", 1, {"academy_from": "2023-01-01"}))
    assert expected_income(trade(), AT_1000, held).total == pytest.approx([1_000] * 3)


def test_bad_debts_are_taken_off(trade):
    held = agreements(("A", "2022-04-01", "2025-03-31", 1, {"bad_debt": 0.02}))
    found = expected_income(trade(), AT_1000, held)
    assert (found.bad_debts[0], found.total[0]) == pytest.approx((-20, 980))


@pytest.mark.parametrize(
    "what", [{"each": 1_000}, {"takes": {"flat": 1}, "phase": "primary", "pupils": 200}], ids=["sum", "package"]
)
def test_new_customers_join_on_their_day_and_are_lost_like_others(trade, what):
    """Three from January 2023: 3/12 of £3,000; then nine months and three at 90%; then 9 at 90% and 3 at 81%."""
    new = {"number": 3, "from": "2023-01-01", "reason": "A test.", **what}
    held = agreements(("A", "2022-04-01", "2025-03-31", 1, {}))
    found = expected_income(trade(new_customers=[new], attrition=TEN), AT_1000, held)
    assert found.new_customers == pytest.approx([750, 2_250 + 675, 2_025 + 607.5])


def test_a_month_before_any_price_list_is_said(trade):
    held = agreements(("A", *A_YEAR, 1, {}))
    found = expected_income(trade(attrition=TEN), [price_list("2022-07-01", 1000)], held)
    [lacks] = found.missing
    assert lacks == "a price list for every agreement year (no price list on 2022-04-01, when an agreement year begins)"


shares = st.floats(0, 1)


@given(
    renews=st.lists(st.one_of(shares, st.just(UNKNOWN)), min_size=1, max_size=5),
    lost=shares,
    elasticity=st.floats(-20, 0),
    price=st.integers(0, 500_000).map(lambda pence: pence / 100),
)
def test_expected_income_is_never_below_nil_nor_above_what_is_charged(trade, renews, lost, elasticity, price):
    terms = {
        "attrition": {"a_year": f"{lost * 100:.4f}%", "source": "A test."},
        "price_response": {"elasticity": elasticity, "evidence": "A test."},
    }
    held = agreements(*((str(number), *A_YEAR, each, {}) for number, each in enumerate(renews)))
    found = expected_income(trade(**terms), [*AT_1000, price_list("2023-04-01", price)], held)
    assert (found.total >= -1e-9).all()
    assert (found.total <= found.if_all_stay + 1e-9).all()


@given(rise=st.floats(-1, 10), more=st.floats(0, 5), elasticity=st.floats(-20, 0))
def test_a_dearer_price_never_brings_more_customers(rise, more, elasticity):
    response = PriceResponse(elasticity=elasticity, evidence="A test.")
    assert 0 <= response.take_up(rise + more) <= response.take_up(rise) <= 1


# Late decisions


def test_cost_is_carried_from_april_until_schools_decide(costed):
    """SCP 24 costs £3,735.7045 a month with on-costs (tests/budget/test_funds.py): to 31 July four months, £14,942.82.

    30% undecided: £4,482.85 of it and £30,000 of income.
    """
    late = {"undecided": "30%", "decided_by": "31 July", "source": "A test."}
    made = costed(customers={"count": 100, "source": "A test."}, trading={"late_decisions": late})
    [found] = late_decisions(made, "top", np.array([100_000.0]))
    assert (found.by, found.income_undecided) == (date(2024, 7, 31), 30_000)
    assert found.pay_to_date == pytest.approx(4 * 3_735.7045)
    assert found.cost_at_risk == pytest.approx(4_482.85, abs=0.005)


def test_late_decisions_that_nobody_states_are_not_known(trade):
    assert isinstance(late_decisions(trade(), "top", np.zeros(3)), Needs)


@pytest.mark.parametrize(
    ("last", "joins"),
    [
        ("2023-03-31", "2025-03-01"),  # the school's renewal is not known; new customers join in the last month
        (
            "2025-03-31",
            "2022-04-01",
        ),  # the school has signed for all three years; whether the new ones stay is not known
    ],
)
def test_attrition_is_needed_where_renewals_of_some_customers_alone_are_not_known(trade, last, joins):
    new = {"number": 1, "from": joins, "reason": "A test.", "each": 1000}
    school = agreements(("A", "2022-04-01", last, UNKNOWN if last.startswith("2023") else 1, {}))
    found = expected_income(trade(new_customers=[new]), AT_1000, school)
    assert isinstance(found, Needs) and "customers lost each year (trading, attrition)" in found.missing[0]
