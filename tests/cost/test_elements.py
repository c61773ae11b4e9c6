"""Each element of cost is counted wherever elements are, or is named as left out, with the reason."""

import zipfile

import pytest

from model.assessment.assess import assess
from model.assessment.results import records
from model.base.financial_year import FinancialYear
from model.budget.monitoring import against_payroll
from model.cost.costed import EFFECTS, TIMELINES
from model.cost.elements import ELEMENTS, LABELS
from model.explain.drivers import drivers
from model.report.frames import monthly
from model.report.tables.cost import by_element
from model.report.twin.build import write_twin
from model.report.words import PUBLIC_LEAVES_OUT
from model.schema.sections.declared import is_public
from model.schema.sections.posts import Post
from tests.people.test_acting_up import worker_acts

YEAR = FinancialYear(2024)


@pytest.fixture
def every_element(write, rates):
    """W, at SCP 24 with £1,200 a year of standby, acts up at SCP 28 in November 2024; X falls from SCP 30 to 24.

    T, who works in term time, goes with the post.
    """
    scheme = {"months": 24, "source": "A test."}
    standby = [{"name": "Standby", "amount": 1_200, "source": "A test."}]
    made = worker_acts(worker={"allowances": standby}, protection=scheme)
    senior = {"id": "senior", "title": "Senior", "grade": 30, "number": 2, "fate": "assimilated", "to": "clerk",
              "holders": [{"ref": "X", "point": 30}]}  # fmt: skip
    clerk = {"id": "clerk", "title": "Clerk", "grade": 24, "number": 2, "filled_by": "assimilation"}
    assistant = {"id": "assistant", "title": "Assistant", "grade": 5, "weeks": 39, "fate": "deleted", "to": [],
                 "holders": [{"ref": "T", "point": 5}]}  # fmt: skip
    year = {"from": "2024-09-01", "terms": [{"from": "2024-09-02", "to": "2025-07-25"}]}
    scheme = {"method": "ratio", "weeks_in_year": 52, "leave_days": 35, "pay_years": [year], "source": "A test."}
    agency = {"id": "agency", "title": "Agency", "fate": "deleted", "all_in": {"amount": 12_000, "source": "A test."}}
    bought = {"id": "bought", "title": "Agency", "filled_by": "open", "all_in": {"amount": 18_000, "source": "A test."}}
    lines = [{"line": "Pay", "amount": 45_000}]
    paid = {"post": "old", "fte": 1, "amount": 0}
    made |= {
        "term_time": scheme,
        "present": [*made["present"], senior, assistant, agency],
        "proposed": [*made["proposed"], clerk, bought],
        "costing": {"basis": "actual", "reason": "A test.", "turnover": {"rate": "3%", "reason": "A test."}},
        "people": {**made["people"], "vacancies_at": "bottom"},
        "budget": {"year": "2024/25", "lines": lines, "actuals_to": "2024-11", "payroll": [paid]},
    }
    made["proposed"][0]["allowances"] = standby
    made["proposed"][0]["market_supplement"] = {"amount": 600, "until": "2024-10-31", "source": "A test."}
    return assess(write(made), rates)


def test_every_element_costs_something_here(every_element):
    amounts = {key: every_element.costed.amount("proposal", "actual", YEAR, key) for key in LABELS}
    assert all(amounts.values()), amounts


def test_gross_pay_is_every_element_that_is_pay(every_element):
    """November: 34,314 ÷ 12 = 2,859.50, standby 100, acting up (37,938 − 34,314) ÷ 12 = 302; together £3,261.50.

    X: 34,314 ÷ 12 and protection of (39,513 − 34,314) ÷ 12 = 433.25, that is what SCP 30 pays, 3,292.75; and the
    vacancy beside X at 2,859.50.
    """
    found = {post.post: post.plan for post in against_payroll(every_element.costed)}
    assert found["new"] == pytest.approx(2_859.50 + 100 + 302)
    assert found["clerk"] == pytest.approx(3_292.75 + 2_859.50)


def test_a_payroll_holds_what_is_paid_in_its_month(write_small, rates):
    """SCP 24's award of April 2024 paid in November: seven months of what is owed stand in November's payroll.

    2023/24 £33,024 (NJC, SCP 24), 2024/25 £34,314: £1,290 ÷ 12 = £107.50 a month owed; 2,859.50 + 7 × 107.50 = £3,612.
    """
    pay = {"spine": "njc", "area": "anywhere", "full_time_hours": 37,
           "paid_late": [{"from": "2024-04-01", "paid_on": "2024-11-29", "source": "A test."}]}  # fmt: skip
    on_payroll = {"actuals_to": "2024-11", "payroll": [{"post": "old", "fte": 1, "amount": 3_612}]}
    budget = {"year": "2024/25", "lines": [{"line": "Pay", "amount": 45_000}], **on_payroll}
    [found] = against_payroll(assess(write_small(pay=pay, budget=budget), rates).costed)
    assert (found.plan, found.finding) == (pytest.approx(3_612), "")


def test_the_drivers_hold_every_element(every_element):
    """They add up to the change of the total, of which each element is a part that is not nil here."""
    costed = every_element.costed
    found = sum(drivers(costed, "actual", YEAR, YEAR).values())
    parts = sum(costed.amount("part_year_effect", "actual", YEAR, element.key) for element in ELEMENTS)
    assert found == pytest.approx(parts)
    assert parts == pytest.approx(costed.amount("part_year_effect", "actual", YEAR))


def test_results_tables_and_frames_hold_every_element(every_element):
    costed = every_element.costed
    held = {(each["structure"], each["element"]) for each in records(costed) if each["basis"] == "actual"}
    assert {(structure, key) for structure in (*TIMELINES, *EFFECTS) for key in LABELS} <= held
    assert {*LABELS} <= {*monthly(costed.costs["proposal", "actual"]).columns}
    everywhere = {element.label for element in ELEMENTS if costed.amount("proposed", "actual", YEAR, element.key)}
    assert everywhere <= {*by_element(every_element).frame["Element"]}


def test_every_element_has_a_status_of_its_rates(every_element):
    assert all({*costs.statuses} == {*LABELS} for costs in every_element.costed.costs.values())


def test_the_twin_has_a_block_of_every_element(every_element, tmp_path):
    write_twin(every_element, tmp_path / "workings.xlsx")
    with zipfile.ZipFile(tmp_path / "workings.xlsx") as parts:
        book = parts.read("xl/workbook.xml").decode()
    blocks = [f'name="{timeline}_{key}"' for timeline in TIMELINES for key in LABELS]
    assert [block for block in blocks if block not in book] == []


def test_the_public_are_told_of_each_element_that_their_figures_leave_out():
    """What an element comes from is public, or private and told as left out."""
    for element in ELEMENTS:
        section, name = element.comes_from or (Post, "grade")
        assert is_public(section.model_fields[name]) is not bool(element.not_public), element.key
        assert element.not_public in PUBLIC_LEAVES_OUT
    for words in ("pay protection", "acting up", "agency cover", "holders\u2019 own allowances"):  # a post's are public
        assert words in PUBLIC_LEAVES_OUT
