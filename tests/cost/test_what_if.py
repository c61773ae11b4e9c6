"""A rate moved without reading the scenario again gives what the scenario with that rate in its file gives."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.assessment.assess import assess
from model.cost.elements import LABELS
from model.cost.what_if import Moved, moved_effect, with_moved
from tests.conftest import HOME, small

PEOPLE = HOME / "scenarios" / "barnet-schools-ict-actual.yaml"
TWO_FUNDS = HOME / "scenarios" / "example-two-funds.yaml"


def figures(costed):
    return {
        (structure, basis, str(year), element): costed.amount(structure, basis, year, element)
        for structure in ("do_nothing", "proposal", "proposed", "part_year_effect", "full_year_effect")
        for basis in costed.bases
        for year in costed.years
        for element in LABELS
    }


@given(points=st.sampled_from([-0.03, 0.01, 0.042]))
def test_the_pension_rate(points, rates):
    actual = assess(PEOPLE, rates)
    lgps = actual.scenario.on_costs.lgps
    stated = [(f"on_costs.lgps[{rate.from_}].rate", f"{(rate.rate + points) * 100:.6f}%") for rate in lgps]
    whole = actual.with_changes(stated).costed
    assert figures(with_moved(actual.costed, Moved(lgps=points))) == pytest.approx(figures(whole), abs=1e-6)


AWARDED = {
    "pay": {
        "spine": "glpc_outer", "area": "outer London", "full_time_hours": 36,
        "awards": [{"from": "2013-04-01", "to": "2014-03-31", "percent": "3%", "reason": "A test."}],
    },
    "years": {"first": "2012/13", "last": "2013/14"},
    "on_costs": {"lgps": [{"from": "2012-04-01", "to": "2014-03-31", "rate": "20%", "source": "A", "reason": "B"}]},
    "people": {
        "increments": "april",
        "assimilation": {"rule": "same_point", "order": "assimilate_then_increment", "source": "A test."},
        "protection": {"months": 24, "source": "A test."},
    },
}  # fmt: skip
HELD = {"number": 2, "grade": "24-26", "holders": [{"ref": "A", "point": 26}, {"ref": "B", "point": 24, "fte": 0.5}]}


def awarded(percent, **more):
    sections = json.loads(json.dumps(AWARDED)) | more
    sections["pay"]["awards"][0]["percent"] = percent
    sections["dates"] = {"decision": "2012-10-15", "implementation": "2012-12-01"}
    costing = {"basis": "actual", "turnover": {"rate": "3%", "reason": "A test."}}
    return small(HELD, {"number": 2, "grade": "20-23"}, "2012-12-01", costing, **sections)


@pytest.mark.parametrize("percent", ["1%", "5%", "8%"])
def test_an_award_with_frozen_protection_that_it_melts(write, rates, percent):
    """£ of protection is what the old point stood at on the day of the change, less the new pay, which rises."""
    as_stated = assess(write(awarded("3%")), rates).costed
    whole = assess(write(awarded(percent)), rates).costed
    more = (1 + float(percent[:-1]) / 100) / 1.03 - 1
    [award] = as_stated.scenario.pay.awards
    moved = with_moved(as_stated, Moved(award=more, award_from=award.from_))
    assert figures(moved) == pytest.approx(figures(whole), abs=1e-6)
    assert figures(moved) != pytest.approx(figures(as_stated), abs=1)


def test_an_award_paid_late_is_owed_until_it_is_paid(write, rates):
    late = json.loads(json.dumps(AWARDED["pay"])) | {
        "paid_late": [{"from": "2013-04-01", "paid_on": "2013-11-28", "source": "A test."}]
    }
    stated, whole = (assess(write(_late(percent, late)), rates).costed for percent in ("3%", "4%"))
    moved = with_moved(stated, Moved(award=1.04 / 1.03 - 1, award_from=stated.scenario.pay.awards[0].from_))
    assert figures(moved) == pytest.approx(figures(whole), abs=1e-6)


def _late(percent, pay):
    scenario = awarded(percent)
    return scenario | {"pay": pay | {"awards": scenario["pay"]["awards"]}}


def test_turnover(write, rates):
    stated = assess(write(awarded("3%")), rates)
    whole = stated.with_changes({"costing.turnover.rate": "5%"}).costed
    assert figures(with_moved(stated.costed, Moved(turnover=0.05))) == pytest.approx(figures(whole), abs=1e-6)


def test_turnover_cannot_be_moved_where_none_is_stated(barnet):
    with pytest.raises(LookupError, match="no turnover"):
        with_moved(barnet.costed, Moved(turnover=0.03))


@pytest.mark.parametrize("effect", ["part_year_effect", "full_year_effect"])
def test_what_a_slider_shows_is_the_effect_of_the_whole_run(write, rates, effect):
    stated = assess(write(awarded("3%")), rates)
    whole = stated.with_changes({"costing.turnover.rate": "5%"}).costed
    shown = moved_effect(stated.costed, Moved(turnover=0.05), effect)
    assert shown.tolist() == pytest.approx([whole.amount(effect, "actual", year) for year in whole.years], abs=1e-6)
    assert abs(shown).min() > 100


def test_nothing_moved_is_the_same_to_the_last_bit(rates):
    costed = assess(TWO_FUNDS, rates).costed
    assert figures(with_moved(costed, Moved())) == figures(costed)


def test_a_rate_moved_twice_is_moved_by_both(write, rates):
    """Two rises of 10% are one of 21%, of salaries and of the gap that protection pays."""
    costed = assess(write(awarded("3%")), rates).costed
    twice = with_moved(with_moved(costed, Moved(award=0.1)), Moved(award=0.1))
    assert figures(twice) == pytest.approx(figures(with_moved(costed, Moved(award=0.21))), abs=1e-6)
    assert any(path.protection.any() for path in twice.plans["proposal"].paths)
