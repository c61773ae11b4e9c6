"""Page one says what is asked: the decision and its days, budget and spending, who pays, what matters most."""

import pytest

from model.assessment.assess import assess
from model.base.faults import InputFaults
from model.people.phases import phases
from model.report.page_one import headline
from tests.conftest import change_scenario, small

LGPS = {"from": "2025-04-01", "to": "2027-03-31", "rate": "20%", "source": "A", "reason": "B"}
TWO_YEARS = {"years": {"first": "2025/26", "last": "2026/27"}, "on_costs": {"lgps": [LGPS]}}
TWO_YEARS |= {"dates": {"decision": "2025-10-15", "implementation": "2026-01-01"}}


def said(path, rates) -> str:
    return " ".join(headline(assess(path, rates)))


def test_spending_rises_by_the_budget_effect_and_the_vacant_post_together(barnet):
    """£9,147 and the £32,544 of a post that nobody is paid in make £41,691; the report's budget has £14,270."""
    page = " ".join(headline(barnet))
    assert "£9,147 more in a full year" in page and "£41,691 more in a full year" in page
    assert "£32,544 of the present budget is for a post that is assumed to be vacant: ICT Technician." in page
    assert "The report puts £14,270 into the budget of 2011/12; the listed posts need £9,215 more in that year." in page
    assert "from 1 December 2010 (an assumed date)" in page


def test_a_post_that_is_vacant_as_a_fact_is_not_called_assumed(write_scenario, rates):
    text = change_scenario().replace("    about: ict-technician\n", "")
    path = write_scenario()
    path.write_text(text, encoding="utf-8")
    assert "for a post that is vacant: ICT Technician. The proposal deletes this post." in said(path, rates)


def test_each_phase_is_told_with_its_day(write, rates):
    """Two posts; one more from 1 February and one gone after 28 February: 2, then 3, then 2."""
    later = {"id": "more", "title": "More", "grade": 24, "filled_by": "open", "from": "2025-02-01"}
    gone = {"id": "gone", "title": "Gone", "grade": 24, "fate": "deleted", "vacant": True, "until": "2025-02-28"}
    scenario = small()
    scenario |= {"present": [*scenario["present"], gone], "proposed": [*scenario["proposed"], later]}
    path = write(scenario)
    assessed = assess(path, rates)
    assert [(f"{one.day}", one.posts) for one in phases(assessed.scenario)] == [
        ("2025-01-01", 2), ("2025-02-01", 3), ("2025-03-01", 2)]  # fmt: skip
    assert "2 present posts become 2 from 1 January 2025, then 3 from 1 February 2025, then 2 from 1 March 2025." in (
        " ".join(headline(assessed))
    )


def test_an_award_that_is_only_offered_is_named(write, rates):
    """The NJC award of 2026 is an offer of 3.3 per cent; no settlement is on record."""
    page = said(write(small() | TWO_YEARS), rates)
    assert "Not settled: pay from 1 April 2026 depends on an award of 3.3% that is offered and not settled" in page


def test_no_award_is_named_where_all_are_settled(write_small, rates):
    assert "Not settled" not in said(write_small(), rates)


def test_who_pays_is_said_not_to_be_stated_where_it_is_not(write_small, rates):
    assert "Which fund or budget pays for the change is not stated." in said(write_small(), rates)


def test_what_matters_most_is_what_moves_the_answer_most(barnet, as_published):
    """The vacancy, £32,544, outweighs the point of the grade, 30,774 - 9,147 = £21,627, which is next."""
    assert (barnet.matters_most.what, round(barnet.matters_most.moves)) == ("vacancy", 32_544)
    assert (as_published.matters_most.what, as_published.matters_most.moves) == ("basis", 21_627)


def test_an_assumption_about_a_post_that_is_not_there_is_a_fault(write_scenario, rates):
    with pytest.raises(InputFaults, match="found 'ict-technicia'; expected the id of a post, or implementation"):
        assess(write_scenario(("    about: ict-technician\n", "    about: ict-technicia\n")), rates)
