"""The types of the model agree with each other, as basedpyright reads them; its settings are in pyproject.toml."""

import json
import subprocess
import sys
import tomllib

import pytest

from tests.conftest import HOME

SETTINGS = tomllib.loads((HOME / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["basedpyright"]


def found_by_basedpyright():
    """What it says of the wings that pyproject.toml names, with the packages of this Python."""
    command = [sys.executable, "-m", "basedpyright", "--outputjson", "--pythonpath", sys.executable]
    run = subprocess.run(command, cwd=HOME, capture_output=True, text=True, timeout=300, check=False)
    assert run.stdout, run.stderr
    return json.loads(run.stdout)


@pytest.mark.long
def test_no_type_is_at_odds_with_another():
    found = found_by_basedpyright()
    assert found["summary"]["filesAnalyzed"] >= len(list((HOME / "model" / "cost").rglob("*.py")))
    assert [
        f"{fault['file']}:{fault['range']['start']['line'] + 1}: {fault['message']}"
        for fault in found["generalDiagnostics"]
        if fault["severity"] == "error"
    ] == []


def test_the_wings_that_figures_rest_on_are_read_strictly():
    assert SETTINGS["include"] == ["model"]
    assert {"model/base", "model/rates", "model/pay", "model/cost"} <= set(SETTINGS["strict"])
