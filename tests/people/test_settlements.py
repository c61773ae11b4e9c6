"""Term-time joiners and leavers, settled for weeks worked against months paid. All of it invented.

A post at SCP 24 of the national spine, £34,314 a year from 1 April 2024, of 39 weeks a year for which 44.2 of 52 are
paid: £34,314 × 44.2 ÷ 52 = £29,166.90 a year, £2,430.575 a month.
"""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.base.faults import InputFaults
from model.base.financial_year import FinancialYear
from model.checks.limit_checks import limit_checks
from model.cost.costed import cost_scenario
from model.pay.term_time import months_paid, settlement
from model.schema.load import load_scenario
from model.schema.sections.term_years import PayYear
from tests.conftest import small
from tests.people.test_spells import PEOPLE

YEAR, PAID = FinancialYear(2024), 34_314 * 44.2 / 52
TERMS = [  # 39 weeks of five days, Monday to Friday: 7, 7, 6, 6, 6 and 7
    {"from": "2024-09-02", "to": "2024-10-18"},
    {"from": "2024-11-04", "to": "2024-12-20"},
    {"from": "2025-01-06", "to": "2025-02-14"},
    {"from": "2025-02-24", "to": "2025-04-04"},
    {"from": "2025-04-21", "to": "2025-05-30"},
    {"from": "2025-06-09", "to": "2025-07-25"},
]
YEARS = [{"from": "2024-09-01", "terms": TERMS}]
HELD = [{"reason": "A test."}]
AGREED = [{"weeks": 38, "paid_weeks": 43}, {"weeks": 39, "paid_weeks": 44.2}, {"weeks": 44, "paid_weeks": 49.5}]


@pytest.fixture
def cost(write, rates):
    """Costs of a present post of 39 weeks with holders, whose vacancies are held, and of others that come before it."""

    def cost(*holders, pay_years=YEARS, proposed=None, change="2025-03-31", people=None, others=(), **post):
        scheme = {"method": "fixed_weeks", "weeks_in_year": 52, "leave_days": 35, "agreed_weeks": AGREED,
                  "pay_years": pay_years, "source": "A test."}  # fmt: skip
        holders = [{"point": 24, **holder} for holder in holders]
        post = {"weeks": 39, "holders": holders, "held_vacant": HELD, **post}
        stated = {**PEOPLE, "people": {**PEOPLE["people"], **(people or {})}, "term_time": scheme}
        scenario = small(post, proposed, change, **stated)
        scenario["present"] = [*others, *scenario["present"]]
        return cost_scenario(load_scenario(write(scenario), rates), rates)

    return cost


def settled(costed, timeline="do_nothing"):
    """£ by month, such as 2024-12, of all who are settled."""
    by_month = costed.costs[timeline, "actual"].amounts["term_time_settlement"].sum(axis=0)
    months = costed.book.months.first_days.astype("datetime64[M]").astype(str)
    return {month: pytest.approx(pounds) for month, pounds in zip(months, by_month, strict=True) if abs(pounds) > 1e-9}


def test_who_leaves_at_christmas_is_owed_the_weeks_worked_beyond_the_months_paid(cost):
    """14 of 39 weeks worked and 4 of 12 months paid: 14/39 − 1/3 of a year's pay, in December."""
    leaver = {"ref": "L", "to": "2024-12-31", "ended": "resignation"}
    assert settled(cost(leaver)) == {"2024-12": PAID * (14 / 39 - 1 / 3)}


def test_who_leaves_before_a_term_begins_pays_back_what_was_paid(cost):
    """One day of September's 30 is paid, and the first term day is the day after."""
    leaver = {"ref": "L", "to": "2024-09-01", "ended": "resignation"}
    assert settled(cost(leaver)) == {"2024-09": PAID * -1 / 30 / 12}


def test_a_pay_year_that_began_before_the_years_shown_counts_from_its_first_day(cost):
    """All of the year's terms are over by 31 May, and nine of its twelve months are paid."""
    before = {"from": "2023-09-01", "terms": [{"from": "2023-09-04", "to": "2024-05-31"}]}
    leaver = {"ref": "L", "to": "2024-05-31", "ended": "resignation"}
    assert settled(cost(leaver, pay_years=[before, *YEARS])) == {"2024-05": PAID * (1 - 9 / 12)}


def test_who_joins_is_settled_at_the_end_of_the_pay_year(cost):
    """From 16 September: 28 of the 52 weeks to 28 March, and six months and 15 of September's 30 days paid."""
    joiner = {"ref": "J", "from": "2024-09-16", "begun": "recruited"}
    short = [{"from": "2024-04-01", "terms": [{"from": "2024-04-01", "to": "2025-03-28"}]}]
    found = settled(cost(joiner, pay_years=short))
    assert found == {"2025-03": PAID * (28 / 52 - 6.5 / 12)}


def test_stated_weeks_come_before_the_terms(cost):
    leaver = {"ref": "L", "to": "2024-12-31", "weeks_worked": [{"to": "2024-12-31", "weeks": 12}]}
    assert settled(cost(leaver)) == {"2024-12": PAID * (12 / 39 - 1 / 3)}
    assert settled(cost(leaver, pay_years=[{"from": "2024-09-01"}])) == {"2024-12": PAID * (12 / 39 - 1 / 3)}


def test_nobody_is_settled_for_a_year_worked_from_end_to_end_or_a_post_of_all_year(cost):
    """A leaver of the pay year's last day, one of a post without weeks, and one who goes on."""
    ends_in_march = [{"from": "2024-04-01", "terms": [{"from": "2024-04-08", "to": "2025-03-28"}]}]
    stays = {"ref": "L"}
    assert settled(cost(stays, pay_years=ends_in_march)) == {}
    assert settled(cost({**stays, "to": "2025-03-31"}, pay_years=ends_in_march)) == {}
    assert settled(cost({"ref": "L", "to": "2024-12-31"}, weeks=None)) == {}


def test_who_comes_into_a_new_term_time_post_goes_on_and_who_comes_out_of_them_is_settled(cost):
    """The change is on 1 January: a new post of 39 weeks, one of all year, and none."""
    goes_on = cost({"ref": "L"}, change="2025-01-01", proposed={"weeks": 39})
    assert settled(goes_on, "proposal") == {}
    all_year = cost({"ref": "L"}, change="2025-01-01")
    assert settled(all_year, "proposal") == {"2024-12": PAID * (14 / 39 - 1 / 3)}
    gone = cost({"ref": "L"}, change="2025-01-01", fate="deleted", to=[], proposed={"filled_by": "open"})
    assert settled(gone) == {}
    assert settled(gone, "proposal") == {"2024-12": PAID * (14 / 39 - 1 / 3)}


def test_of_two_posts_that_end_on_one_day_the_one_with_no_successor_is_settled(cost):
    """The first, of 38 weeks, is deleted: 43 of 52 weeks of half of £34,314. The second becomes another of 39 weeks."""
    half = {"ref": "L", "point": 24, "fte": 0.5}
    deleted = {"id": "deleted", "title": "Deleted", "grade": 24, "weeks": 38, "fate": "deleted",
               "held_vacant": HELD, "holders": [half]}  # fmt: skip
    both = cost(half, change="2025-01-01", proposed={"weeks": 39, "held_vacant": HELD}, others=[deleted])
    assert settled(both, "proposal") == {"2024-12": 34_314 * 43 / 52 / 2 * (14 / 39 - 1 / 3)}


def test_who_came_back_from_time_away_before_the_years_shown_is_settled_from_that_day(cost):
    """Back on 1 March 2024, of terms from January to May: 66 of 109 days are worked, and three months are paid."""
    before = {"from": "2023-09-01", "terms": [{"from": "2024-01-02", "to": "2024-05-31"}]}
    away = {"from": "2023-09-01", "to": "2024-02-29", "why": "career-break"}
    leaver = {"ref": "L", "to": "2024-05-31", "ended": "resignation", "away": [away]}
    assert settled(cost(leaver, pay_years=[before, *YEARS])) == {"2024-05": PAID * (66 / 109 - 3 / 12)}


def test_time_away_within_the_years_shown_ends_one_run_and_begins_another(cost):
    """Away in December 2024, gone after March: 55 of 195 days from September, then 56 from January to 31 March.

    September to November are 7 weeks and 4 of five days. January to March are 6 weeks, 5 weeks and a Monday.
    """
    away = {"from": "2024-12-01", "to": "2024-12-31", "why": "career-break"}
    found = settled(cost({"ref": "L", "to": "2025-03-31", "ended": "resignation", "away": [away]}))
    assert found == {"2024-11": PAID * (55 / 195 - 3 / 12), "2025-03": PAID * (56 / 195 - 3 / 12)}


def test_it_is_pensionable_and_liable_to_national_insurance(cost):
    """December's pay of £2,430.575 is above £758, so that each pound more bears 13.8%, 20% pension and 0.5% levy."""
    plain = cost({"ref": "L", "to": "2024-12-31"}, pay_years=[])
    made = cost({"ref": "L", "to": "2024-12-31"})
    extra = PAID * (14 / 39 - 1 / 3)
    for element, rate in (("employer_ni", 0.138), ("employer_lgps", 0.2), ("apprenticeship_levy", 0.005)):
        amounts = (each.amount("do_nothing", "actual", YEAR, element) for each in (made, plain))
        assert next(amounts) - next(amounts) == pytest.approx(extra * rate)


def test_posts_of_several_fixed_weeks_are_paid_each_their_own(cost):
    """38, 39 and 44 weeks side by side: 43, 44.2 and 49.5 paid weeks of 52."""
    holders = [{"ref": f"H{weeks}", "weeks": weeks} for weeks in (38, 39, 44)]
    costed = cost(*holders, number=3, held_vacant=[], proposed={"number": 3})
    pay = costed.amounts("do_nothing", "actual", "basic_pay")[:, 0]
    assert pay == pytest.approx([34_314 * paid / 52 for paid in (43, 44.2, 49.5)])


@pytest.mark.parametrize(
    ("holder", "terms", "says"),
    [
        (
            {"weeks_worked": [{"to": "2024-12-31", "weeks": 40}]},
            {},
            "no more than the 39 weeks that are worked in a year",
        ),
        (
            {"weeks_worked": [{"to": "2024-12-30", "weeks": 14}]},
            {},
            "the last day in the post, or the last day of the pay year",
        ),
        ({"to": "2024-08-31", "weeks_worked": [{"to": "2024-08-31", "weeks": 14}]}, {}, "one of the years under"),
        (
            {"weeks_worked": [{"to": "2024-12-31", "weeks": 14}]},
            {"weeks": None},
            "weeks a year, stated for the post or the holder",
        ),
        ({}, {"pay_years": [*YEARS, {"from": "2025-08-31"}]}, "do not overlap"),
        ({}, {"pay_years": [{"from": "2024-09-03", "terms": TERMS}]}, "terms within the twelve months"),
        ({}, {"pay_years": [{"from": "2024-09-01", "terms": TERMS[::-1]}]}, "terms in order"),
    ],
)
def test_what_cannot_be_settled_is_a_fault(cost, holder, terms, says):
    with pytest.raises(InputFaults, match=says):
        cost({"ref": "L", "to": "2024-12-31", **holder}, **terms)


def test_a_pack_says_who_is_not_settled_and_only_where_somebody_is_not(cost):
    """A leaver whose weeks nobody states; one with a calendar; one of a post of all year; and nobody who leaves."""
    leaver = {"ref": "L", "to": "2024-12-31"}
    [found] = limit_checks(cost(leaver, pay_years=[{"from": "2024-09-01"}]))
    assert (found.outcome, found.blocks) == ("disclosed", False)
    assert "1 person in term-time posts" in found.finding
    assert "without a settlement" in found.finding
    assert not limit_checks(cost(leaver))
    assert not limit_checks(cost(leaver, weeks=None, pay_years=[]))
    assert not limit_checks(cost({"ref": "L"}, pay_years=[], proposed={"weeks": 39}))


@pytest.mark.parametrize(
    "person",
    [{"from": "2024-06-01", "begun": "recruited"}, {"from": "2024-04-01"}, {"to": "2024-06-30"}, {"to": "2025-03-31"}],
)
def test_a_pack_says_who_joins_or_leaves_in_a_year_without_a_calendar(cost, person):
    """The years shown are April 2024 to March 2025; no pay year covers April to August 2024, or all of it."""
    pay_years = [{"from": "2023-04-01", "terms": [{"from": "2023-04-10", "to": "2024-03-28"}]}]
    [found] = limit_checks(cost({"ref": "L", **person}, pay_years=pay_years))
    assert "1 person in term-time posts" in found.finding
    assert not limit_checks(cost({"ref": "L"}, pay_years=pay_years, proposed={"weeks": 39}))


@given(st.dates(date(2024, 9, 1), date(2025, 8, 31)), st.integers(1, 12))
def test_what_is_paid_and_settled_is_the_years_pay_for_the_share_worked(last, extra):
    """In whole and part months: what months paid, and what is settled, are together the share worked of the year."""
    year = PayYear.model_validate(YEARS[0])
    worked = year.share_worked(date(2024, 9, 1), last)
    paid = months_paid(date(2024, 9, 1), last) / 12
    assert paid + settlement(worked, date(2024, 9, 1), last) == pytest.approx(worked)
    assert 0 <= paid <= 1 + 1e-9
    later = min(last + timedelta(extra), date(2025, 8, 31))
    assert year.share_worked(date(2024, 9, 1), later) >= worked
