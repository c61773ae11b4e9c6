"""The figures of tables are traced from what each table says of them, and come to what it prints."""

import math

import pytest

from model.assessment.assess import assess
from model.assessment.trace.lookup import NoSuchFigure
from model.base.money import PENNY, POUND, half_up
from model.disclosure.public_figures import public_assessment
from model.disclosure.public_trace import PublicFigures
from model.report.traced_cells import cells_of, find_figure, tables_of
from tests.arithmetic import work_out
from tests.conftest import EACH_SCENARIO, HOME, worked_examples
from tests.traced_steps import faults_of

OF_STEPS = {
    "key_figures", "cost_by_basis", "cost_by_year", "cost_by_element", "bridge", "mtfs", "envelope", "phases",
    "by_fund", "non_pay", "one_off", "cumulative_savings", "price_story",
}  # fmt: skip
"""Tables of which every figure that is not nil is traced, wherever they are printed."""


def missed(figures) -> list[str]:
    """Each traced figure of a table that its trace does not come to, to the penny or to what is printed."""
    found = []
    for table in tables_of(figures):
        for cell in cells_of(table):
            if cell.of is None:
                found += [f"{cell.name} is not traced"] if table.key in OF_STEPS and cell.amount else []
                continue
            step = cell.traced(figures).step
            amount = step.contribution
            if cell.amount is not None:
                same = math.isclose(amount, cell.amount, abs_tol=0.006)
            else:
                sign = -1 if "\u2212" in cell.printed else 1
                stated = sign * float("".join(letter for letter in cell.printed if letter in "0123456789."))
                same = half_up(amount, PENNY if "." in cell.printed else POUND) == half_up(stated)
            found += [] if same else [f"{cell.name}: {cell.printed}, traced {amount}"]
    return found


@pytest.mark.parametrize("path", EACH_SCENARIO)
def test_every_traced_figure_of_every_table_comes_to_what_the_table_prints(path, figures_of):
    assert missed(figures_of(path.stem)) == []


@pytest.mark.parametrize("path", EACH_SCENARIO)
def test_every_traced_figure_of_the_public_tables_comes_to_what_is_printed_in_public(path, figures_of):
    """With what rounding adds as a step of its own, which is held to a few of the steps of public figures."""
    whole = figures_of(path.stem).of
    public = PublicFigures(public_assessment(whole.scenario, whole.rates))
    assert missed(public) == []
    assert [line for key in public.of.quantities for line in faults_of(public.quantity(key))] == []


def test_a_public_figure_is_rounded_from_the_two_totals():
    """Barnet: £404,298.00 and £395,151.29 (traced_figures.csv) are £404,300 and £395,150 in steps of £10; £9,150."""
    whole = assess(HOME / "scenarios" / "barnet-schools-ict.yaml")
    found = find_figure(PublicFigures(public_assessment(whole.scenario, whole.rates)), "full_year_effect")
    assert found.heading == "Budget effect, full year: printed as +£9,150"
    exact, rounding = found.step.parts
    assert round(exact.amount, 2) == 9146.71 and round(rounding.amount, 2) == 3.29
    assert found.step.agrees


def test_figures_of_every_kind_come_to_the_penny_that_they_come_to_by_hand(figures_of):
    """tests/worked_examples/traced_kinds.csv has the arithmetic, from the scenario files and the published tables."""
    for line in worked_examples("traced_kinds"):
        by_hand = float(work_out(line["arithmetic"]))
        assert by_hand == pytest.approx(float(line["amount"]), abs=0.005), line["line"]
        step = find_figure(figures_of(line["scenario"]), line["figure"]).step
        if line["part"]:
            [step] = [part for part in step.parts if part.name == line["part"]]
        assert half_up(step.contribution) == half_up(by_hand), line["figure"]
        assert faults_of(step) == []


def test_a_figure_of_a_table_that_is_not_there_is_refused_with_the_nearest(figures_of):
    with pytest.raises(NoSuchFigure, match="the nearest: cost_by_year, 2010/11, With the proposal"):
        find_figure(figures_of("barnet-schools-ict"), "cost by year, 2010/11, With the propsal")


def test_a_figure_that_is_not_traced_says_so_and_which_tables_are_is_listed(figures_of):
    barnet = figures_of("barnet-schools-ict")
    with pytest.raises(NoSuchFigure, match="is not traced, and nor is any other figure of that table"):
        find_figure(barnet, "drivers, Total, Within 2011/12")
    with pytest.raises(
        NoSuchFigure, match=r"is not traced\. These figures of that table are traced, nearest first: trading_account"
    ):
        find_figure(figures_of("example-schools-it-service"), "trading_account, 2025/26, Above the cap")


def test_a_part_of_what_is_not_one_step_is_refused(figures_of):
    from model.assessment.trace.figures import NotTraced
    from model.base.figure_of import PartOf, RecordOf

    barnet = figures_of("barnet-schools-ict")
    with pytest.raises(NotTraced, match="No single step"):
        barnet.figure(PartOf("present_cost", "No such post"))
    with pytest.raises(NotTraced, match="has no record"):
        barnet.figure(RecordOf("do_nothing", "top", "1999/00"))
    with pytest.raises(NotTraced, match="No named figure"):
        barnet.figure("no_such_key")
