"""Readers of the worked tables on pay awards: paid late, tested, and by point."""

from model.assessment.open_awards import open_awards
from model.base.financial_year import FinancialYear
from model.explain.award_risk import award_test
from tests.conftest import small
from tests.docs.worked import RATES, costed, day, reader


def at_point_20(first, last, *late, change="2022-04-01", present=None, proposed=None):
    """A post at SCP 20, with awards paid late."""
    made = small({"grade": 20, **(present or {})}, {"grade": 20, **(proposed or {})}, change)
    lgps = made["on_costs"]["lgps"][0] | {"from": f"{first}-04-01", "to": f"{last + 1}-03-31"}
    return costed(made | {
        "dates": {"decision": f"{first}-03-15", "implementation": change},
        "years": {"first": str(FinancialYear(first)), "last": str(FinancialYear(last))},
        "on_costs": {"lgps": [lgps]},
        "pay": made["pay"] | {
            "paid_late": [{"from": start, "paid_on": paid, "source": "A test."} for start, paid in late]
        },
    })  # fmt: skip


MONTHS = {"April to October": slice(0, 7), "November": slice(7, 8), "December to March": slice(8, 12)}


PAID_IN_NOVEMBER = ("2022-04-01", "2022-11-30")


@reader("award paid late")
def _award_paid_late(row):
    costs = at_point_20(2022, 2022, PAID_IN_NOVEMBER).costs["proposal", "top"]
    months = MONTHS[row["SCP 20, award of 1 April 2022, £26,446 to £28,371"]]
    alike = {
        heading: {round(figure, 6) for figure in figures[0, months]}
        for heading, figures in (
            ("earned, a month", costs.earned), ("paid", costs.paid), ("NI", costs.amounts["employer_ni"]),
        )
    }  # fmt: skip
    return {heading: figures.pop() for heading, figures in alike.items() if len(figures) == 1}


@reader("arrears after leaving")
def _arrears_after_leaving(row):
    made = at_point_20(
        2025, 2025, ("2025-04-01", "2025-08-29"), change="2025-07-01",
        present={"fate": "deleted", "to": []}, proposed={"filled_by": "open"},
    )  # fmt: skip
    costs = made.costs["proposal", "top"]
    return {"£": costs.paid[0, 4] if "arrears" in row.values() else costs.amounts["employer_ni"][0, 4]}


@reader("award paid in the next year")
def _award_paid_in_the_next_year(row):
    made = at_point_20(2021, 2022, ("2021-04-01", "2022-04-29"), PAID_IN_NOVEMBER, change="2021-04-01")
    element = {"basic": "basic_pay", "pension": "employer_lgps", "NI": "employer_ni"}[
        row["SCP 20, award of 1 April 2021, £25,991 to £26,446, paid in April 2022"].split()[0]
    ]
    if element == "employer_ni":
        of_april = made.costs["proposal", "top"].amounts[element].sum(axis=0)
        return {"2021/22": of_april[0], "2022/23": of_april[12]}
    return {str(year): made.amount("proposal", "top", year, element) for year in made.years}


@reader("award test")
def _award_test(row):
    made = small({"grade": 20}, {"grade": 20}, "2027-04-01")
    lgps = made["on_costs"]["lgps"][0] | {"from": "2027-04-01", "to": "2028-03-31"}
    carried = {"from": "2027-04-06", "to": "2028-04-05", "as_on": "2026-05-01", "reason": "A test."}
    award = {"from": "2027-04-01", "to": "2028-03-31", "percent": "3%", "reason": "A test."}
    made |= {
        "dates": {"decision": "2027-03-15", "implementation": "2027-04-01"},
        "years": {"first": "2027/28", "last": "2027/28"},
        "pay": made["pay"] | {"awards": [award]},
        "on_costs": {"lgps": [lgps], "employer_ni_carried_forward": [carried]},
    }
    [post] = award_test(costed(made), RATES).posts
    (before,) = {rate.value for rate in RATES.spines.rows
                 if (rate.name, rate.point, rate.effective_from) == ("njc", "20", day("1 April 2026"))}  # fmt: skip
    return {next(iter(row)): before, "£ short": post.miss}


@reader("point of an award")
def _point_of_an_award(row):
    made = small({"grade": 24}, {"grade": 24}, "2026-10-01")
    lgps = made["on_costs"]["lgps"][0] | {"from": "2026-04-01", "to": "2027-03-31"}
    made |= {
        "dates": {"decision": "2026-05-15", "implementation": "2026-10-01"},
        "years": {"first": "2026/27", "last": "2026/27"},
        "on_costs": {"lgps": [lgps]},
    }
    [[(_, cost)]] = [award.costs for award in open_awards(costed(made), RATES)]
    return {"£ a point": cost}
