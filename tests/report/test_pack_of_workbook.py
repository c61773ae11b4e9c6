"""A pack of a scenario that is an Excel workbook: it holds what was costed as YAML, and the workbook beside it."""

import json
from datetime import date

import pytest
from openpyxl import load_workbook

from model.assessment.assess import assess
from model.control.sheet import start_sheet
from model.control.sign_off import control_state, inputs_digest, sign_row
from model.control.since_built import what_changed
from model.rates.tables import load_rates
from model.schema.load import read_scenario
from model.schema.reading.document import read_yaml
from model.schema.workbook.converting import as_workbook, inlined
from tests.conftest import AS_PUBLISHED, run_model

pytestmark = pytest.mark.long


@pytest.fixture
def team(tmp_path, rates):
    """The Barnet case as published, as a workbook; gives its path."""
    path = tmp_path / "team.xlsx"
    path.write_bytes(as_workbook(inlined(read_scenario(AS_PUBLISHED)[0]), rates)[0])
    return path


def save_again(path, change=lambda book: None):
    """Open a workbook and save it, which alters its bytes; with a change, if one is given."""
    before, book = path.read_bytes(), load_workbook(path)
    change(book)
    book.save(path)
    assert path.read_bytes() != before


def test_saving_a_workbook_alters_no_fingerprint_and_changing_a_value_does(team, rates):
    before = assess(team, rates)
    inputs = inputs_digest(before)
    save_again(team, lambda book: book["Present posts"].column_dimensions["B"].__setattr__("width", 60))
    assert (assess(team, rates).digest, inputs_digest(before)) == (before.digest, inputs)
    save_again(team, lambda book: book["Notes"].__setitem__("A4", "Another note."))
    assert inputs_digest(before) != inputs


def test_a_signature_holds_when_the_workbook_is_saved_again(team, rates):
    start_sheet(team, "officer")
    sign_row(team, 2, "A. Officer", day=date(2010, 11, 1))
    save_again(team)
    assert stale(team, rates) == [""]
    save_again(team, lambda book: book["Notes"].__setitem__("A4", "Another note."))
    assert "files have changed" in stale(team, rates)[0]


def stale(team, rates):
    """Why each signature no longer holds; empty where it does."""
    state = control_state(team, assess(team, rates))
    return [clearance.stale(state.now) for clearance in state.held.values()]


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The workbook, and its pack as ``clear`` builds it."""
    folder = tmp_path_factory.mktemp("workbook")
    scenario = folder / "team.xlsx"
    scenario.write_bytes(as_workbook(inlined(read_scenario(AS_PUBLISHED)[0]), load_rates())[0])
    done = run_model("clear", str(scenario), "--packs", str(folder / "packs"))
    assert done.returncode in (0, 3), done.stderr
    return scenario, folder / "packs" / "team"


def test_a_pack_holds_the_scenario_as_yaml_and_the_workbook(built, rates):
    scenario, pack = built
    manifest = json.loads((pack / "manifest.json").read_text("utf-8"))
    copy = pack / manifest["scenario_file"]
    assert copy.name == "team.yaml"
    assert read_yaml(copy).data == read_yaml(AS_PUBLISHED).data
    assert assess(copy, rates).results == (pack / "results.json").read_text("utf-8")
    assert (pack / "inputs" / "team.xlsx").read_bytes() == scenario.read_bytes()


def test_nothing_has_changed_since_a_pack_was_built_when_the_workbook_is_saved_again(built):
    scenario, pack = built
    save_again(scenario)
    assert what_changed(json.loads((pack / "manifest.json").read_text("utf-8")), scenario) == []
    assert run_model("verify", str(pack), "--scenario", str(scenario)).returncode == 0
