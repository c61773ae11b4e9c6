"""LibreOffice recalculates the Excel twin, every stored value poisoned first, and comes to the model's figures."""

import json
import shutil
from functools import cache

import numpy as np
import pytest

from model.assessment.assess import Assessment, assess
from model.buy_back.income import income
from model.cost.costed import TIMELINES
from model.cost.elements import LABELS
from model.report.twin.build import write_twin
from model.report.twin.checks import CHANGED, FAILS, WORDS
from model.schema.sections.renewals import run_on
from tests.conftest import HOME
from tests.report.twin_cases import CASES
from tests.report.twins import Workbook, cells_of, changed_inputs, differences, names, poisoned, read, recalculated

pytestmark = pytest.mark.office

SCENARIOS = {path.stem: path for path in sorted(HOME.glob("scenarios/*.yaml")) if ".control" not in path.name}
NEW_FLAT_FEE = "C16"
"""Where the flat fee of remote support stands on the list that the model worked out, in the case that recovers."""
LAID_ON = {"About", "Checks", "Cleared"}  # whose words say that an input was changed
TWO_FUNDS, LEAVING = (
    SCENARIOS[name].read_text(encoding="utf-8") for name in ("example-two-funds", "barnet-schools-ict-redundancy")
)


def replaced(text: str, old: str, new: str) -> str:
    assert text.count(old) == 1, old
    return text.replace(old, new)


PROTECTED, AWARDED, PRICED = (json.dumps(case) for case in (CASES["protected"], CASES["awarded"], CASES["priced"]))
CHANGES = {
    "a holder's SCP": (
        TWO_FUNDS,
        replaced(TWO_FUNDS, "{ref: D, point: 20, fte", "{ref: D, point: 19, fte"),
        {"Points"},
    ),
    "an FTE": (TWO_FUNDS, replaced(TWO_FUNDS, "fte: 0.8}", "fte: 0.65}"), {"Posts"}),
    "an SCP of a grade": (AWARDED, replaced(AWARDED, '"21-24"', '"21-23"'), {"Grades"}),
    "the LGPS rate": (AWARDED, replaced(AWARDED, '"20%"', '"22.1%"'), {"Rates"}),
    "an award": (AWARDED, replaced(AWARDED, '"3%"', '"4.5%"'), {"Inputs"}),
    "the basis": (PROTECTED, replaced(PROTECTED, '"actual"', '"mean_of_points"'), {"Inputs"}),
    "a price": (PRICED, replaced(PRICED, "447.35", "512.99"), {"Prices"}),
    "a fund's share": (
        TWO_FUNDS,
        replaced(
            TWO_FUNDS,
            "General Fund, share: 50%}, {fund: Dedicated Schools Grant, share: 50%}",
            "General Fund, share: 35%}, {fund: Dedicated Schools Grant, share: 65%}",
        ),
        {"Funds"},
    ),
    "a cost of the change": (LEAVING, replaced(LEAVING, "amount: 2500, on", "amount: 3100, on"), {"Once"}),
}
"""What is changed: the scenario before and after, and the sheets on which the inputs are."""


class Recalculations:
    """Every twin of these tests, written once, and recalculated in one start of LibreOffice."""

    def __init__(self, folder, rates):
        self.folder, self.assessed, self.poisoned = folder, {}, {}
        for part in ("written", "poisoned", "found"):
            (folder / part).mkdir()
        texts = {f"case {name}": json.dumps(case) for name, case in CASES.items()}
        for number, (before, after, _) in enumerate(CHANGES.values()):
            texts |= {f"before {number}": before, f"after {number}": after}
        shutil.copytree(SCENARIOS["example-two-funds"].with_suffix(""), folder / "example-two-funds")
        for name, path in SCENARIOS.items():
            self._write(name, assess(path, rates))
        for name, text in texts.items():
            path = folder / "scenario.yaml"
            path.write_text(text, encoding="utf-8")
            self._write(name, assess(path, rates))
        sources = [*SCENARIOS, *(name for name in texts if name.startswith("case"))]
        for name in sources:
            self.poisoned[name] = poisoned(self._path(name), folder / "poisoned" / f"{name}.xlsx")
        self.changes = {}
        for number, change in enumerate(CHANGES):
            before, after = (self.stored(f"{when} {number}") for when in ("before", "after"))
            self.changes[change] = changed_inputs(before, after)
            target = folder / "poisoned" / f"before {number}.xlsx"
            poisoned(self._path(f"before {number}"), target, self.changes[change])
        unknown = dict.fromkeys(self.changes["a holder's SCP"], 999.0)
        poisoned(self._path("before 0"), folder / "poisoned" / "no such point.xlsx", unknown)
        counted = self._path("barnet-schools-ict")
        sheet, [customers] = cells_of(names(counted)["Customers"])
        poisoned(counted, folder / "poisoned" / "no customer.xlsx", {(sheet, customers): 0.0})
        target = folder / "poisoned" / "a new price.xlsx"
        poisoned(self._path("case recovered"), target, {("Prices", NEW_FLAT_FEE): 2000.0})
        recalculated(sorted((folder / "poisoned").iterdir()), folder / "found")

    def _write(self, name: str, assessment: Assessment) -> None:
        self.assessed[name] = assessment
        write_twin(assessment, self._path(name))

    def _path(self, name: str):
        return self.folder / "written" / f"{name}.xlsx"

    @cache  # noqa: B019
    def stored(self, name: str) -> Workbook:
        return read(self._path(name))

    @cache  # noqa: B019
    def found(self, name: str) -> Workbook:
        return read(self.folder / "found" / f"{name}.xlsx")

    def names(self, name: str) -> dict[str, str]:
        return names(self._path(name))


@pytest.fixture(scope="module")
def twins(tmp_path_factory, rates):
    return Recalculations(tmp_path_factory.mktemp("twins"), rates)


@pytest.mark.parametrize("name", [*SCENARIOS, *(f"case {name}" for name in CASES)])
def test_every_formula_recalculates_to_what_it_stores(twins, name):
    stored, found = twins.stored(name), twins.found(name)
    formulas = sum(cell.formula is not None for cells in stored.values() for cell in cells.values())
    assert twins.poisoned[name] == formulas > 1_000
    assert differences(stored, found) == []


@pytest.mark.parametrize("name", [*SCENARIOS, *(f"case {name}" for name in CASES)])
def test_every_element_of_every_month_is_the_models_to_the_penny(twins, name):
    """Not against what the twin stores: against the arrays that the report is made from."""
    found, defined, assessed = twins.found(name), twins.names(name), twins.assessed[name]
    basis = assessed.scenario.costing.basis
    for timeline in TIMELINES:
        costs = assessed.costed.costs[timeline, basis]
        for element in LABELS:
            sheet, cells = cells_of(defined[f"{timeline}_{element}"])
            recalculated = [found[sheet][cell].value for cell in cells]
            assert np.abs(np.array(recalculated) - costs.amounts[element].ravel()).max() < 1e-6, (timeline, element)


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_input_recalculates_to_what_the_model_gives(twins, change):
    number = [*CHANGES].index(change)
    assert {sheet for sheet, _ in twins.changes[change]} == CHANGES[change][2]
    found, expected = twins.found(f"before {number}"), twins.stored(f"after {number}")
    # a basis with an element more has a column more in the steps
    apart = LAID_ON if expected["Steps"].keys() == found["Steps"].keys() else {*LAID_ON, "Steps"}
    assert differences(expected, found, expected.keys() - apart) == []
    before = twins.stored(f"before {number}")
    assert differences(before, found, {"Results"}), "the change moves no result, so this proves nothing"
    sheet, ref = next(iter(sorted(twins.changes[change])))
    assert found["About"]["B4"].value.startswith(f"{WORDS[CHANGED]} {sheet}!")
    assert f"{sheet}!{ref} was changed" in found["About"]["B4"].value or len(twins.changes[change]) > 1


def test_a_point_that_the_spine_does_not_have_fails_the_master_check(twins):
    """Its salary is an error, and an error is not a sum that agrees."""
    found = twins.found("no such point")
    assert found["About"]["B4"].value.startswith(WORDS[FAILS])


def test_an_error_in_no_total_fails_the_master_check_too(twins):
    """With no customer what each of them pays is a division by nil; the cost of the posts is right all the same."""
    found = twins.found("no customer")
    assert "#DIV/0!" in {cell.value for cell in found["Results"].values()}
    assert found["About"]["B4"].value.startswith(WORDS[FAILS])


def test_a_changed_new_price_recalculates_income_to_what_the_model_gives(twins):
    """The new list is worked out, so the model is asked for its income at the same list with one price changed."""
    assessed = twins.assessed["case recovered"]
    *stated, new = assessed.traded.new_lists
    [remote, *others] = new.packages
    assert twins.stored("case recovered")["Prices"][NEW_FLAT_FEE].value == remote.flat != 2000
    changed = new.model_copy(update={"packages": (remote.model_copy(update={"flat": 2000.0}), *others)})
    agreements, months = assessed.scenario.customers.agreements, assessed.costed.book.months
    expected = months.by_year(income((*stated, changed), run_on(agreements, months), months).earned.sum(axis=0)) / 100
    results = twins.found("a new price")["Results"]
    [head] = [ref for ref, cell in results.items() if str(cell.value).startswith("Income with the new prices")]
    row = int(head[1:])
    assert [results[f"{head[0]}{row + 1 + n}"].value for n in range(2)] == pytest.approx(list(expected), abs=0.001)
    assert f"Prices!{NEW_FLAT_FEE} was changed" in twins.found("a new price")["About"]["B4"].value


def test_a_changed_price_is_charged_to_the_penny(twins):
    """A primary of 210 takes remote support and hosting, 5% off for two packages.

    £447.35 + 210 x £1.58 + £297.25 = £1,076.40, less 5% £1,022.58. At £512.99: £1,142.04, less 5% £1,084.938.
    The sheet of charges has the packages of the first list in B to D, what is taken in E, the charge in F, in pence.
    """
    number = [*CHANGES].index("a price")
    assert twins.stored(f"before {number}")["Charges"]["F5"].value == 102_258
    assert twins.found(f"before {number}")["Charges"]["F5"].value == pytest.approx(108_494)
