"""What restructures come to together is the sum of what each comes to by itself, to the penny."""

from pathlib import Path

import pytest

from benchmarks.invented_council import write_restructures
from model.assessment.assess import assess
from model.budget.funds import by_fund
from model.budget.mtfs import mtfs
from model.portfolio.portfolio import portfolio
from model.portfolio.sums import by_directorate, by_fund_and_year, by_year, mtfs_of_all, of_year, payback, quantities
from tests.conftest import worked_examples
from tests.portfolio.three_restructures import write

PENNY = 0.005


@pytest.fixture(scope="module")
def three(tmp_path_factory, rates):
    """The three restructures that are worked by hand."""
    return portfolio(write(tmp_path_factory.mktemp("three")), rates)


def by_hand(row):
    """The four sums of a row: without the change, with it, its effect, and what is paid once."""
    return [pytest.approx(float(row[name]), abs=PENNY) for name in ("do_nothing", "proposal", "effect", "one_off")]


def amounts(of):
    return [of.do_nothing, of.proposal, of.effect, of.one_off]


def test_a_full_year_of_three_restructures_is_the_sum_worked_by_hand(three):
    [*each, total] = worked_examples("portfolio", table="full year")
    keys = ("present_cost", "proposed_cost", "full_year_effect", "one_off_cost")
    for row, member in zip(each, three.members, strict=True):
        own = member.assessment.quantities
        assert [own[key].amount if key in own else 0 for key in keys] == by_hand(row), row["source"]
    assert [quantities(three)[key].amount for key in keys] == by_hand(total)


def test_the_saving_of_all_pays_back_the_one_off_costs_of_all(three):
    """By hand: 18,000 / 48,000, none, 6,000 / 24,000; together 24,000 / 60,000."""
    own = [member.assessment.transition for member in three.members]
    assert [once.payback.years if once else None for once in own] == [0.375, None, 0.25]
    assert payback(three).years == pytest.approx(0.4)


@pytest.mark.parametrize(("table", "sums_of"), [("directorate", by_directorate), ("fund", by_fund_and_year)])
def test_each_directorate_and_fund_has_in_each_year_what_is_worked_by_hand(three, table, sums_of):
    """C shows two years and A and B three, so that no year has all of them but 2021/22."""
    found = sums_of(three)
    rows = found.items() if table == "fund" else (((name, year), of) for name, year, of in found)
    known = {(str(year), name): amounts(of) for (name, year), of in rows}
    assert known == {(row["year"], row["of"]): by_hand(row) for row in worked_examples("portfolio", table=table)}


def test_the_medium_term_table_is_the_sum_of_each_scenario_s_own(three):
    names = ("incremental", "recurring", "one_off", "net", "cumulative_recurring", "cumulative", "counted")
    found = {str(row.year): [getattr(row, name) for name in names] for row in mtfs_of_all(three)}
    assert found == {
        row["year"]: [pytest.approx(float(row[name]), abs=PENNY) for name in names]
        for row in worked_examples("portfolio_mtfs")
    }


def test_funds_and_directorates_of_a_year_each_make_the_whole_year(three):
    for year, whole in by_year(three):
        funds = [of for (_, when), of in by_fund_and_year(three).items() if when == year]
        directorates = [of for _, when, of in by_directorate(three) if when == year]
        for parts in (funds, directorates):
            assert [sum(part) for part in zip(*map(amounts, parts), strict=True)] == pytest.approx(amounts(whole))


@pytest.fixture(scope="module")
def four(tmp_path_factory, rates):
    """Four restructures of one invented establishment of 80 posts a side with holders, with their establishment."""
    return portfolio(write_restructures(tmp_path_factory.mktemp("four"), posts=80, restructures=4), rates)


def test_restructures_of_one_establishment_equal_the_sum_of_single_runs_to_the_penny(four, rates):
    single = [assess(member.path, rates) for member in four.members]
    assert len(single) == 4
    for key, together in quantities(four).items():
        assert together.amount == pytest.approx(sum(run.quantities[key].amount for run in single), abs=PENNY)
    for year, whole in by_year(four):
        for structure, amount in (("do_nothing", whole.do_nothing), ("proposal", whole.proposal)):
            own = sum(run.costed.amount(structure, run.scenario.costing.basis, year) for run in single)
            assert amount == pytest.approx(own, abs=PENNY)
    for (fund, year), of in by_fund_and_year(four).items():
        own = [
            cost for run in single for cost in by_fund(run.costed, "actual") if (cost.name, cost.year) == (fund, year)
        ]
        assert of.effect == pytest.approx(sum(cost.effect for cost in own), abs=PENNY)
    for row in mtfs_of_all(four):
        own = [one for run in single for one in mtfs(run.costed, run.transition) if one.year == row.year]
        assert row.cumulative == pytest.approx(sum(one.cumulative for one in own), abs=PENNY)


def test_a_change_made_in_all_is_that_change_made_in_each(four, rates):
    """As one award is: each scenario is run again with it, and no figure is scaled."""
    place = {"on_costs.lgps.#1.rate": "22%"}
    changed, single = four.with_changes(place), [assess(member.path, rates, place) for member in four.members]
    assert [of.assessment.digest for of in changed.members] == [run.digest for run in single]
    year = four.years[1]
    assert sum(of_year(member, year).effect for member in changed.members) == pytest.approx(
        sum(run.costed.amount("part_year_effect", "actual", year) for run in single)
    )
    assert [member.path for member in changed.members] == [Path(member.path) for member in four.members]
