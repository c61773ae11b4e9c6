"""How far a figure can be trusted: as far as the worst of the rates that it rests on. Invented terms."""

from types import SimpleNamespace

import pytest

from model.cost.by_year import statuses_by_year
from model.cost.costed import cost_scenario
from model.cost.rate_book import _statuses
from model.pay.on_costs import RateStatus
from model.schema.load import load_scenario
from tests.cost.test_what_if import awarded

PUBLISHED, DERIVED, ASSUMED = RateStatus.PUBLISHED, RateStatus.DERIVED, RateStatus.ASSUMED


@pytest.mark.parametrize("months", [("2024-04-01", "2024-09-30"), ("2024-10-01", "2025-03-31")])
def test_a_year_is_as_sure_as_its_worst_month(costed, months):
    """A pension rate of which half a year is published and half a year assumed: the year's is assumed."""
    halves = ("2024-04-01", "2024-09-30"), ("2024-10-01", "2025-03-31")
    lgps = [
        {"from": first, "to": last, "rate": "20%", "source": "A", "reason": "B"}
        | {"status": "assumed" if (first, last) == months else "published"}
        for first, last in halves
    ]
    plan = costed(on_costs={"lgps": lgps}).plans["do_nothing"]
    assert list(statuses_by_year(plan, "top")["employer_lgps"]) == [ASSUMED]


def test_no_levy_rests_on_no_salary(write, rates):
    """The award of 2013 is assumed, so the salaries of 2013/14 are. The levy began in April 2017."""
    plan = cost_scenario(load_scenario(write(awarded("3%")), rates), rates).plans["do_nothing"]
    found = statuses_by_year(plan, "actual")
    assert list(found["basic_pay"])[1] == ASSUMED
    assert list(found["apprenticeship_levy"]) == [PUBLISHED, PUBLISHED]


def test_a_grade_carried_over_several_renumberings_is_as_sure_as_the_worst_map_on_the_way():
    """Four numberings, the grade stated in the second. The maps between them: published, derived, published."""
    maps = tuple(SimpleNamespace(status_of=lambda points, of=of: of) for of in (PUBLISHED, DERIVED, PUBLISHED))
    points = SimpleNamespace(in_numbering=lambda number: number)
    stated = SimpleNamespace(status=PUBLISHED)
    assert _statuses((None, stated, None, None), points, maps, 1) == (PUBLISHED, PUBLISHED, DERIVED, DERIVED)
    from_the_end = _statuses((None, None, None, stated), points, maps, 3)
    assert from_the_end == (DERIVED, DERIVED, PUBLISHED, PUBLISHED)
