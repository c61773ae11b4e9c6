"""A file given to the wrong command is called what it is, and what reads it is said: no list of missing keys."""

import pytest

from model.base.faults import InputFaults
from model.control.sheet import read_sheet, start_sheet
from model.portfolio.reading import read_portfolio
from model.schema.load import read_scenario
from tests.conftest import HOME, SCENARIOS, run_model

SHEET = HOME / "scenarios" / "barnet-schools-ict.control.yaml"
PORTFOLIO = HOME / "scenarios" / "example-portfolio" / "portfolio.yaml"
OTHERS = {
    "a control sheet": (SHEET.read_text("utf-8"), "expected a scenario; give the scenario beside it"),
    "a portfolio of scenarios": (PORTFOLIO.read_text("utf-8"), "expected a scenario; `portfolio"),
    "the manifest of a pack": ('{"manifest_sha256": "00", "files": {}}', "give the pack's folder to `verify`"),
    "the columns of an extract": ("columns: {}\n", "`new --from-extract` reads this file"),
}


@pytest.mark.parametrize("name", OTHERS)
def test_what_is_given_as_a_scenario_is_called_what_it_is(tmp_path, name):
    text, instead = OTHERS[name]
    path = tmp_path / "case.control.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputFaults) as refused:
        read_scenario(path)
    [fault] = refused.value.faults
    assert fault.found == name and instead in str(fault)


def test_a_control_sheet_names_the_scenario_that_it_is_beside():
    with pytest.raises(InputFaults, match=r"scenarios/barnet-schools-ict\.yaml"):
        read_scenario(SHEET)


def test_a_scenario_given_as_a_control_sheet_is_called_one(write_small):
    path = write_small()
    with pytest.raises(InputFaults, match="found a scenario; expected a control sheet; `check"):
        read_sheet(path)
    assert read_sheet(start_sheet(path, "officer").with_name("scenario.control.yaml"))[0].report == "officer"


def test_a_scenario_given_as_a_portfolio_is_called_one(write_small):
    with pytest.raises(InputFaults, match="found a scenario; expected a portfolio of scenarios; `check"):
        read_portfolio(write_small())
    assert read_portfolio(PORTFOLIO)[2] == []


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_every_scenario_is_taken_for_one(path):
    read_scenario(path)


def test_what_is_no_pack_and_no_log_is_not_called_broken(write_small):
    found = run_model("verify", str(write_small()))
    assert found.returncode == 2 and "neither the folder of a pack nor a log" in found.stdout
    assert "BROKEN" not in found.stdout
