"""Every row of the corpus is told as it says: where it is, what was found, what was expected, and the nearest name."""

import os

import pytest
import typer

from model import __main__ as commands
from model.base.faults import InputFaults
from model.report import control_commands
from model.report.decision.template import read_template
from model.report.new_commands import extract
from model.report.portfolio_commands import portfolio
from model.report.sweep_commands import sweep
from model.schema.changes.change import typed_changes
from tests.bad_input.corpus_table import corpus

CASES = list(corpus())


def read(case, scenario):
    """Give the row's file to its command, as a user does."""
    path = scenario.parent / case.file
    if case.command == "check":
        commands.check(scenario)
    elif case.command == "control":
        control_commands.control(scenario)
    elif case.command == "verify":
        control_commands.verify(path.parent if path.parent.name == "pack" else path)
    elif case.command == "template":
        read_template(path)
    elif case.command == "portfolio":
        portfolio(path)
    elif case.command == "changes":
        commands.check(scenario, changes=typed_changes(case.changes))
    elif case.command == "sweep":
        sweep([scenario], changes=list(case.changes), out=scenario.parent / "swept")
    elif case.command == "workbook":
        commands.check(path)
    elif case.command == "extract":
        extract(path, against=scenario)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.table}: {case.case}")
def test_what_is_wrong_is_told_with_its_place(case, tmp_path, capsys, monkeypatch):
    scenario = case.made_in(tmp_path)
    monkeypatch.chdir(tmp_path)
    if case.says:
        with pytest.raises(typer.Exit) as ended:
            read(case, scenario)
        said = capsys.readouterr().out
        assert ended.value.exit_code == 2
        assert [part for part in case.says if part not in said] == [], said
        return
    with pytest.raises(InputFaults) as refused:
        read(case, scenario)
    faults, wanted = list(refused.value.faults), case.told or case.told_first
    assert os.linesep not in "".join(map(str, faults))
    missed = [told for told in wanted if not any(is_told(fault, told) for fault in faults)]
    assert not missed, "\n".join(map(str, faults))
    if case.told:
        assert len(faults) == len(case.told), "\n".join(map(str, faults))


def is_told(fault, told):
    """Whether a fault has the place and every part of the words that a row asks for."""
    place = str(fault).rpartition(": found ")[0]
    return (
        told.get("at", "") in place
        and str(told.get("found", "")) in fault.found
        and str(told.get("expected", "")) in fault.expected
        and str(told.get("nearest", "")) in fault.nearest
    )


def test_each_case_has_a_name_of_its_own_and_asks_for_a_place():
    names = [(case.table, case.case) for case in CASES]
    assert len(names) == len(set(names))
    assert [
        case.case for case in CASES if not (case.says or all(told.get("at") for told in case.told + case.told_first))
    ] == []
