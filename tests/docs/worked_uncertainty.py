"""Readers of the worked tables on sensitivity, stress and goal seek."""

import json
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from model.assessment.assess import assess
from model.base.financial_year import FinancialYear
from model.uncertainty.measure import MEASURES
from model.uncertainty.more_or_less import more_or_less
from model.uncertainty.pay_drivers import pension
from model.uncertainty.seek import driver_named
from model.uncertainty.stress import stated_tests
from tests.docs.worked import RATES, day, numbers, reader
from tests.uncertainty.cases import at_the_threshold, barnet, barnet_to_2014


@cache
def _kinked():
    with TemporaryDirectory() as folder:
        path = Path(folder, "scenario.yaml")
        path.write_text(json.dumps(at_the_threshold()), encoding="utf-8")
        return assess(path, RATES)


@cache
def _barnet():
    return barnet(**{"dates.decision": "2010-03-25"})


@cache
def _to_2014():
    return barnet_to_2014()


def _at(of, driver, change, measure, year):
    """A measure as stated where nothing changes, or of the model run with the change."""
    return MEASURES[measure].of(driver_named(of, driver).run(change) if change else of, FinancialYear(year))


def _first(row):
    return next(iter(row.values()))


@reader("award over a threshold")
def _award_over_a_threshold(row):
    percent = sum(number for number, _ in numbers(_first(row)))  # none has no number in it
    cost, stated = (_at(_kinked(), "award", change, "proposed_cost", 2026) for change in (percent, 0))
    return {"cost": cost, "changed by": cost - stated}


@reader("award and protection")
def _award_and_protection(row):
    ((percent, _),) = numbers(_first(row))
    effect, stated = (_at(_to_2014(), "award", change, "in_year", 2013) for change in (round(percent - 0.01, 9), 0))
    return {"effect in 2013/14": effect, "changed by": effect - stated}


@reader("a later start")
def _a_later_start(row):
    starts = day(_first(row))
    months = (starts.year - 2010) * 12 + starts.month - 12
    return {"effect in 2010/11": _at(_barnet(), "start", months, "in_year", 2010)}


@reader("one less and one more")
def _one_less_and_one_more(row):
    what, figure = _first(row).split(", on the ")
    measure = {"proposed cost": "proposed_cost", "full-year effect": "full_year", "charge": "price"}[figure]
    [step] = [step for step in more_or_less(_barnet()) if what in step.what and "one" in step.what]
    return {"one more": step.more[measure]}


@reader("what breaks the funding test")
def _what_breaks_the_funding_test(row):
    [test] = [test for test in stated_tests(_barnet()) if test.key == "funding"]
    margin = test.margin(_barnet())
    if "margin at" in _first(row):
        return {"£ or points": margin}
    [way] = pension(_barnet())
    a_point = margin - test.margin(_barnet().with_changes(way.changes(0.01)))
    return {"£ or points": margin / a_point}
