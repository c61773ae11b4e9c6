"""Alike posts may be listed in one row or in several: no figure depends on it. All are invented."""

from copy import deepcopy
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.base.financial_year import FinancialYear
from model.budget.funds import by_fund, non_pay
from model.cost.costed import EFFECTS, TIMELINES, cost_scenario
from model.cost.elements import LABELS
from model.explain.drivers import drivers
from model.schema.sections.scenario import Scenario
from tests.conftest import small

YEAR = FinancialYear(2024)
TURNOVER = {"turnover": {"rate": "3%", "reason": "A test."}}
SOURCE = {"source": "A test."}
PEOPLE = {
    "increments": "april",
    "assimilation": {"rule": "same_point", "order": "assimilate_then_increment", **SOURCE},
    "protection": {"months": 12, **SOURCE},
}


def told(scenario, rates):
    """Every figure of a scenario by what it is of: elements, funds, non-pay and drivers, £."""
    costed = cost_scenario(Scenario.model_validate(scenario), rates)
    found = {
        (structure, basis, element): costed.amount(structure, basis, YEAR, element)
        for structure in (*TIMELINES, *EFFECTS)
        for basis in costed.bases
        for element in LABELS
    }
    for basis in costed.bases:
        found |= {("driver", basis, key): change for key, change in drivers(costed, basis, YEAR, YEAR).items()}
        found |= {("fund", basis, one.name): one.proposal for one in by_fund(costed, basis)}
    return found | {("non-pay", one.name): one.proposal for one in non_pay(costed)}


def split(posts, place, first):
    """The posts with one row in two, the first of them of so many posts and holders."""
    row = posts[place]
    one, other = deepcopy(row), {**deepcopy(row), "id": f"a-{row['id']}"}
    one["number"], other["number"] = first, row["number"] - first
    if "holders" in row:
        one["holders"], other["holders"] = row["holders"][:first], row["holders"][first:]
    return [*posts[:place], one, other, *posts[place + 1 :]]


def test_one_of_eight_technicians_in_a_row_of_their_own_bears_the_turnover_of_the_eight(rates):
    """
    NJC point 24 in 2024/25 is £44,828.454 with on-costs: 3,735.7045 × 12. Eight of them save 3%: £10,758.83, in one
    row and in two; a manager, who is alone, saves nothing.
    """
    manager = {"id": "manager", "title": "Manager", "grade": 24, "fate": "deleted"}
    for together in (True, False):
        made = small({"number": 8}, {"number": 8}, costing=TURNOVER)
        posts = made["present"] if together else split(made["present"], 0, 7)
        costed = cost_scenario(Scenario.model_validate({**made, "present": [*posts, manager]}), rates)
        assert costed.amount("do_nothing", "top", YEAR, "turnover") == pytest.approx(-0.03 * 8 * 44_828.454)


@pytest.mark.parametrize(
    ("other", "bears"),
    [
        ({"title": " old ", "grade": "24-24"}, True),  # capitals, spaces and the way a point is written apart
        ({"title": "Older"}, False),
        ({"grade": 23}, False),
        ({"holders": [{"ref": "A", "fte": 0.5}], "fte": 0.5}, False),  # the same person
    ],
)
def test_a_post_is_one_of_several_where_another_person_has_its_title_and_grade(rates, other, bears):
    first = {"id": "old", "title": "Old", "grade": 24, "fate": "deleted", "fte": 0.5,
             "holders": [{"ref": "A", "fte": 0.5}]}  # fmt: skip
    second = {"id": "second", "title": "Old", "grade": 24, "fate": "deleted", **other}
    costed = cost_scenario(Scenario.model_validate({**small(costing=TURNOVER), "present": [first, second]}), rates)
    assert (costed.amount("do_nothing", "top", YEAR, "turnover") < 0) == bears


def test_cover_is_a_posts_and_each_half_of_it_has_half(rates):
    """£3,000 a month from January to the end of February for one post with one half-time holder to come: £6,000."""
    late = {"filled_on": "2025-03-01", "cover_a_month": 3000}
    made = small({"holders": [{"ref": "A", "fte": 0.5}]}, late)
    costed = cost_scenario(Scenario.model_validate(made), rates)
    assert costed.amount("proposal", "top", YEAR, "cover") == pytest.approx(6000)


@pytest.mark.long
@given(
    numbers=st.tuples(st.integers(2, 4), st.integers(2, 4)),
    held=st.integers(0, 4),
    points=st.lists(st.integers(20, 24), min_size=4, max_size=4),
    grades=st.sampled_from([("20-24", "20-24"), ("20-24", "22-26"), ("20-24", "18-22")]),
    side=st.sampled_from(["present", "proposed"]),
    first=st.integers(1, 3),
    fte=st.sampled_from([0.5, 1.0]),
    change=st.dates(date(2024, 4, 2), date(2025, 3, 1)),
    late=st.booleans(),
)
def test_splitting_a_row_of_posts_alike_changes_no_figure(  # noqa: PLR0913  drawn by hypothesis
    rates, numbers, held, points, grades, side, first, fte, change, late
):
    first = min(first, numbers[side == "proposed"] - 1)
    holders = [
        {"ref": ref, "point": point, "fte": fte, "lgps_member": point != 20}
        for ref, point in zip("wxyz", points[: min(held, numbers[0])], strict=False)
    ]
    comes_with = {
        "allowances": [{"name": "Tools", "amount": 600, **SOURCE}, {"name": "Standby", "percent": "5%", **SOURCE}],
        "non_pay": [{"kind": "licences", "amount": 300, "reason": "A test."}],
        "funds": [{"fund": "Schools", "share": "60%"}, {"fund": "Council", "share": "40%"}],
        "fte": fte,
    }
    covered = {"filled_on": "2025-03-10", "cover_a_month": 3000} if late else {}
    made = small(
        {"grade": grades[0], "number": numbers[0], "holders": holders, **({} if holders else {"vacant": True})},
        {"grade": grades[1], "number": numbers[1], **covered},
        change=change.isoformat(),
        costing=TURNOVER,
        people=PEOPLE,
    )
    made = {key: [{**row, **comes_with} for row in rows] if key in ("present", "proposed") else rows
            for key, rows in made.items()}  # fmt: skip
    rows = split(made[side], 0, first)
    apart = {**made, side: [{**row, "vacant": not row["holders"]} if side == "present" else row for row in rows]}
    if side == "proposed":
        apart["present"] = [{**row, "to": [one["id"] for one in rows]} for row in made["present"]]
    assert told(apart, rates) == pytest.approx(told(made, rates), abs=1e-6)
