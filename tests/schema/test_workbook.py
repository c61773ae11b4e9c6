"""A scenario as an Excel workbook: the same document as from a YAML file, and every slip named by sheet and cell."""

import re
from datetime import date
from io import BytesIO

import pytest
from hypothesis import Phase, given, settings
from openpyxl import load_workbook

from model.schema.load import load_scenario, read_scenario
from model.schema.reading.document import read_text, read_yaml
from model.schema.sections.shape import entry_of, type_at
from model.schema.workbook.converting import as_workbook, inlined
from model.schema.workbook.reading import read_workbook
from model.schema.workbook.writing import workbook_of
from tests.conftest import HOME, RESOLVED, SCENARIOS, faults_of, first_of, run_model
from tests.schema.documents_drawn import documents

DAY = date(2010, 12, 1)
KEY_ROW = re.compile(r"^\| `(\w+)` \| .* \| (?:`\w+: (.+?)`)? \| (?:public|exempt) \|$")
ONE_ROW_A_LIST = {"customers.agreements"}
"""The list whose rows the types of the file don't state."""


@pytest.fixture(scope="module")
def workbook_file(tmp_path_factory, rates):
    """Write a scenario of the repository as a workbook, once; gives its path."""
    folder, files = tmp_path_factory.mktemp("workbooks"), {}

    def write(scenario):
        if scenario not in files:
            content, not_carried = as_workbook(inlined(read_scenario(scenario)[0]), rates)
            assert not_carried == []
            files[scenario] = folder / f"{scenario.stem}.xlsx"
            files[scenario].write_bytes(content)
        return files[scenario]

    return write


@pytest.fixture
def change(workbook_file, tmp_path):
    """The Barnet workbook with cells typed over, as an officer would; gives its path."""

    def write(*typed, scenario=RESOLVED, save=None):
        book = load_workbook(workbook_file(scenario))
        for sheet, cell, value in typed:
            book[sheet][cell] = value
        if save:
            save(book)
        path = tmp_path / "team.xlsx"
        book.save(path)
        return path

    return write


def cell_of(book, key):
    """The cell of a key on the form."""
    return next(f"C{row[0].row}" for row in book["Scenario"].iter_rows(max_col=1) if row[0].value == key)


@pytest.mark.parametrize("scenario", first_of(SCENARIOS))
def test_a_scenario_is_the_same_from_a_file_and_from_a_workbook(scenario, workbook_file):
    """The same document costs the same: tests/cases has that."""
    assert inlined(read_scenario(workbook_file(scenario))[0]) == inlined(read_scenario(scenario)[0])


def keys_of_the_page():
    """Each key of docs/reference.md: the place of its section, the key, and its example as YAML, if it has one."""
    places = [()]
    for line in (HOME / "docs" / "reference.md").read_text(encoding="utf-8").splitlines():
        if heading := re.match(r"#+ .*: `([a-z_.]+)`$", line):
            places = [tuple(heading[1].split("."))]
        elif "written in the same way" in line:
            said = line[: line.index(" written in the same way")]
            places += [tuple(place.split(".")) for place in re.findall(r"`([a-z_.]+)`", said)]
        elif row := KEY_ROW.match(line):
            is_section = re.search(r"\| (?:section|list of) \[", line) is not None
            yield from ((place, row[1], row[2], is_section) for place in places)


def put(data, place, key, value):
    """Put a value at a place of a document, in the first entry of each list."""
    at = ()
    for step in place:
        at = (*at, step)
        data = data.setdefault(step, {})
        if entry_of(type_at(at)) is not None or (".".join(place) in ONE_ROW_A_LIST and at == place):
            at = (*at, 0)
            if data == {}:
                data[0] = {}
            data = data[0]
    data[key] = value


def with_lists(value):
    if isinstance(value, dict):
        return [with_lists(value[0])] if 0 in value else {key: with_lists(inner) for key, inner in value.items()}
    return value


def test_each_key_of_the_reference_is_set_in_the_workbook_by_its_example_and_read_back(rates):
    """A key without an example is a text; a section is set by the keys in it."""
    said, keys = {}, list(keys_of_the_page())
    assert len({(place, key) for place, key, _, _ in keys}) == len(keys) > 700
    for place, key, example, is_section in keys:
        if not is_section:
            put(said, place, key, read_text(f"value: {example or 'Some text'}", "the page").data["value"])
    said = with_lists(said)
    back, faults = read_workbook(workbook_of(said, rates, DAY), "team.xlsx")
    assert faults == []
    assert back.data == said


@pytest.mark.long
@settings(max_examples=8, phases=(Phase.generate,))  # to look for a smaller one would take minutes
@given(documents())
def test_any_document_is_the_same_from_its_workbook(rates, data):
    back, faults = read_workbook(workbook_of(data, rates, DAY), "team.xlsx")
    assert faults == []
    assert back.data == data


@pytest.mark.parametrize(
    ("sheet", "said"),
    first_of([("Rough work", "'' in the first cell"), ("My rough work", ""), ("About this year", "")]),
)
def test_a_sheet_of_the_officers_own_is_a_fault_unless_its_name_says_so(change, rates, sheet, said):
    path = change(save=lambda book: book.create_sheet(sheet))
    if said:
        [fault] = faults_of(path, rates)
        assert (fault.where, fault.found) == (f"sheet {sheet}", said)
    else:
        assert load_scenario(path, rates) == load_scenario(RESOLVED, rates)


def test_a_heading_that_is_no_key_and_a_value_without_a_key_are_faults(change, rates):
    faults = faults_of(change(("Present posts", "C3", "graed"), ("Scenario", "C300", "stray")), rates)
    said = {fault.cell: fault for fault in faults}
    assert said["sheet Present posts, cell C3"].nearest == "grade"
    assert said["sheet Scenario, cell C300"].found == "a value without a key"


def test_a_deleted_sheet_is_a_list_left_out_and_moved_rows_and_columns_are_found(change, rates):
    def save(book):
        del book["Leavers"]
        book["Proposed posts"].insert_cols(2)
        book["Present posts"].insert_rows(1, 2)
        book["Scenario"].insert_rows(4)

    assert load_scenario(change(save=save), rates) == load_scenario(RESOLVED, rates)


def test_a_converted_workbook_is_the_same_yaml_file_again_but_for_its_comments(workbook_file, tmp_path):
    back = tmp_path / "back.yaml"
    done = run_model("convert", str(workbook_file(RESOLVED)), str(back))
    assert (done.returncode, done.stdout) == (0, f"Wrote {back}.\n")
    assert read_yaml(back).data == read_yaml(RESOLVED).data


@pytest.mark.long
def test_convert_says_what_a_workbook_cannot_carry(tmp_path, write_small):
    scenario = write_small(history=[], present={"title": "x" * 40_000})
    scenario.write_text(f"# why\n{scenario.read_text(encoding='utf-8')}", encoding="utf-8")
    done = run_model("convert", str(scenario), str(tmp_path / "team.xlsx"))
    assert done.stdout.splitlines()[1:] == [
        "  Not carried: comments: 1 line has a comment.",
        "  Not carried: present 1, title: 40,000 letters, but a cell can have only 32,767.",
    ]
    again = run_model("convert", str(scenario), str(tmp_path / "team.xlsx"))
    assert again.returncode == 2
    assert "already exists" in again.stderr


def test_spines_and_the_grades_of_the_authority_are_offered(rates):
    """North Yorkshire's grades have letters, K among them; the workbook's spines are those of its rates."""
    scenario = HOME / "scenarios" / "north-yorkshire-schools-ict.yaml"
    book = load_workbook(BytesIO(as_workbook(inlined(read_scenario(scenario)[0]), rates)[0]))
    assert "K" in offered(book["Present posts"], "C4:C1003")
    spine = cell_of(book, "pay.spine")
    assert {"NJC national pay spine", "Outer London pay spine (GLPC)"} <= offered(book["Scenario"], spine)


def offered(sheet, area):
    """What the cells of an area offer: a list, or the cells of another sheet where it is long or has commas in it."""
    [rule] = [rule for rule in sheet.data_validations.dataValidation if str(rule.sqref) == area]
    if place := re.fullmatch(r"'(.+)'!(.+)", rule.formula1):
        return {cell.value for [cell] in sheet.parent[place[1]][place[2].replace("$", "")]}
    return set(rule.formula1.strip('"').split(","))
