"""What the master check of the Excel twin says of a file that was edited, each edit done by LibreOffice itself."""

import json
import re

import pytest

from model.assessment.assess import assess
from model.report.twin.build import write_twin
from model.report.twin.checks import CHANGED, FAILS, PASSES, WORDS
from tests.conftest import HOME
from tests.report.twin_cases import CASES
from tests.report.twins import Workbook, cells_of, edited, names, read

pytestmark = pytest.mark.office

COUNTED = "barnet-schools-ict"
"""The scenario that states how many customers there are and lists none."""
LINES = "A1:F120"
"""Where the checks are."""
EDITS = {
    "nothing": (COUNTED, [], PASSES, []),
    "customers": (COUNTED, [("type", "Inputs", "B6", 90)], CHANGED, ["Inputs!B6 was changed: cleared 102, now 90"]),
    "customers as text": (
        COUNTED, [("type", "Inputs", "B6", "102")], CHANGED,
        ["Inputs!B6 was changed: cleared 102, now 102 as text or a formula"],
    ),
    "customers as a formula": (
        COUNTED, [("type", "Inputs", "B6", "=100+2")], CHANGED,
        ["Inputs!B6 was changed: cleared 102, now 102 as text or a formula"],
    ),
    "no customers": (
        COUNTED, [("type", "Inputs", "B6", None)], FAILS,
        ["Results: no cell is an error: Results!B", "Inputs!B6 was changed: cleared 102, now (empty)"],
    ),
    "a rate": (COUNTED, [("type", "Rates", "B7", 0.1)], CHANGED, ["Rates!B7 was changed: cleared 0.128, now 0.1"]),
    "a stated day": (
        COUNTED, [("type", "Inputs", "B11", 40544)], CHANGED,
        ["Inputs!B11 was changed: cleared 1 Dec 2010, now 1 Jan 2011"],
    ),
    "a point of the spine": (
        COUNTED, [("type", "Spine", "A42", 99)], FAILS, ["Spine!A42 was changed: cleared 47, now 99"],
    ),
    "two inputs": (
        COUNTED, [("type", "Inputs", "B6", 90), ("type", "Posts", "I6", 0.5)], CHANGED,
        ["Inputs!B6 was changed: cleared 102, now 90 (inputs changed: 2)"],
    ),
    "a formula": (
        COUNTED, [("type", "Present", "G40", 5)], FAILS,
        ["Every formula is still a formula: Present!G40 is no longer a formula"],
    ),
    "a formula pasted as its value": (
        COUNTED, [("type", "Months", "H14", 0.128)], FAILS, ["Months!H14 is no longer a formula"],
    ),
    "a total made another formula": (
        COUNTED, [("type", "Results", "B16", "=SUM(B7:B9)")], FAILS, ["Present: the results are"],
    ),
    "a row put in": (
        COUNTED, [("put in rows", "Posts", 8, 1)], FAILS,
        ["Every input is where it was: Posts!A8 is now at A9"],
    ),
    "a row put in and filled": (
        COUNTED, [("put in rows", "Posts", 15, 1), ("type", "Posts", "I15", 1)], FAILS, ["Posts!A15 is now at A16"],
    ),
    "a row put in among workings": (COUNTED, [("put in rows", "Present", 40, 1)], FAILS, ["Present!A"]),
    "a row taken out": (COUNTED, [("take out rows", "Posts", 8, 1)], FAILS, ["Posts!A9 is now at A8"]),
    "the last row taken out": (
        COUNTED, [("take out rows", "Spine", 44, 1)], FAILS, ["No input was deleted: Spine!B44 was deleted"],
    ),
    "a post typed under the last": (
        COUNTED, [("type", "Posts", "B27", "One more")], FAILS, ["Nothing was added to a sheet", "Posts has"],
    ),
    "a price": (
        "priced", [("type", "Prices", "C10", 500)], CHANGED, ["Prices!C10 was changed: cleared 447.35, now 500"],
    ),
    "an empty price": (
        "priced", [("type", "Prices", "C11", 500)], CHANGED, ["Prices!C11 was changed: cleared (empty), now 500"],
    ),
    "a phase in capitals": ("priced", [("type", "Customers", "B5", "Primary")], CHANGED, ["Customers!B5 was changed"]),
}  # fmt: skip
"""What is done: the twin, the edits, what the master check says, and the words in it."""
BROKEN = ("recovered", "paid-late")
"""The twins that between them have every kind of check."""
REFERENCE = re.compile(r"(?:(\w+)!)?\$?([A-Z]{1,3})\$?(\d+)")


def _written(name: str, folder, rates):
    """A twin by its scenario's or its case's name."""
    scenario = HOME / "scenarios" / f"{name}.yaml"
    if name in CASES:
        scenario = folder / f"{name}.yaml"
        scenario.write_text(json.dumps(CASES[name]), encoding="utf-8")
    write_twin(assess(scenario, rates), folder / f"{name}.xlsx")
    return folder / f"{name}.xlsx"


class Edited:
    """Every trial of these tests, in one start of LibreOffice."""

    def __init__(self, folder, rates):
        books = dict.fromkeys((*(edit[0] for edit in EDITS.values()), *BROKEN))
        paths = {name: _written(name, folder, rates) for name in books}
        self.cells = {name: read(path) for name, path in paths.items()}
        self.names = {name: names(path) for name, path in paths.items()}
        trials = {(book, label): edits for label, (book, edits, *_) in EDITS.items()}
        for name in BROKEN:
            trials |= {(name, row): _breaking(self.cells[name], row) for row in _sums(self.cells[name])}
        look = [("About", "B4"), ("Checks", LINES)]
        jobs = [
            (path, [{"edits": edits, "read": look} for (book, _), edits in trials.items() if book == name])
            for name, path in paths.items()
        ]
        found = dict(zip(paths, edited(jobs, folder / "profile"), strict=True))
        self.found = {trial: found[trial[0]].pop(0) for trial in trials}

    def said(self, book: str, trial) -> str:
        [[master]], _ = self.found[book, trial]
        return master

    def outcome(self, book: str, row: int) -> str:
        _, lines = self.found[book, row]
        return lines[row - 1][4]


def _sums(cells: Workbook) -> list[int]:
    """The rows of the checks but for those that compare with what was cleared, which the edits above break."""
    lines = [int(ref[1:]) for ref, cell in cells["Checks"].items() if ref[0] == "D" and cell.formula]
    return [row for row in sorted(lines) if "Cleared!" not in cells["Checks"][f"B{row}"].formula]


def _breaking(cells: Workbook, row: int) -> list[tuple]:
    """An edit of a cell that one side of a check reads and that must break it."""
    formula = cells["Checks"][f"B{row}"].formula
    (sheet, *first), *others = (found.groups() for found in REFERENCE.finditer(formula))
    ref = "".join(first)
    if "ISERROR" in formula:
        return [("type", sheet, ref, "=1/0")]
    if "-1>" in formula:
        _, *last = others[1]
        return [("type", sheet, ref, 40000), ("type", sheet, "".join(last), 30000)]
    value = cells[sheet][ref].value
    return [("type", sheet, ref, (0 if isinstance(value, str) else value) + 1000)]


@pytest.fixture(scope="module")
def twins(tmp_path_factory, rates):
    return Edited(tmp_path_factory.mktemp("edited"), rates)


@pytest.mark.parametrize("edit", EDITS)
def test_the_master_check_says_what_was_edited_and_names_the_cell(twins, edit):
    book, _, outcome, words = EDITS[edit]
    said = twins.said(book, edit)
    assert said.startswith(WORDS[outcome])
    assert [each for each in words if each not in said] == []


@pytest.mark.parametrize("book", BROKEN)
def test_every_check_can_fail(twins, book):
    """A cell that the check reads is overwritten: a check that compares with itself, or with nothing, would pass."""
    rows = _sums(twins.cells[book])
    assert len(rows) > 15
    labels = {row: twins.cells[book]["Checks"][f"A{row}"].value for row in rows}
    assert [labels[row] for row in rows if twins.outcome(book, row) not in (FAILS, CHANGED)] == []
    assert [labels[row] for row in rows if twins.said(book, row) == WORDS[PASSES]] == []


def test_the_customers_of_the_edits_are_the_named_ones(twins):
    assert cells_of(twins.names[COUNTED]["Customers"]) == ("Inputs", ["B6"])
