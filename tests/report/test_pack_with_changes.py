"""A pack made with changes: apart from the scenario's own, whole, named as what it is, and signed by nobody."""

import json
from datetime import date

import pytest

from model.assessment.assess import assess
from model.base.faults import InputFaults
from model.control.sheet import start_sheet
from model.control.sign_off import sign_row
from tests.conftest import run_model

CHANGES = ["proposed.new.id=lead", "proposed.lead-2={title: Second, grade: 20, filled_by: open}"]
SAID = ("Old: to new becomes lead", "New: id new becomes lead", "Proposed post added: Second (grade 20)")


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A small scenario with its posts in a file beside it, its changed pack, and what ``clear`` said."""
    from tests.schema.test_changes import write

    folder = tmp_path_factory.mktemp("with_changes")
    scenario = write(folder)
    start_sheet(scenario, "officer")
    options = [part for change in CHANGES for part in ("--set", change)]
    done = run_model("clear", str(scenario), "--packs", str(folder / "packs"), *options)
    [pack] = [path for path in (folder / "packs").iterdir() if path.is_dir()]
    return scenario, pack, done


pytestmark = pytest.mark.long


def test_it_goes_to_a_folder_of_its_own_and_does_not_clear(built):
    scenario, pack, done = built
    assert pack.name.startswith(f"{scenario.stem}-changed-") and done.returncode == 3
    assert all(sentence in done.stdout for sentence in SAID)
    assert "3 changes are not saved in any file" in done.stdout and not (pack / "public").exists()


def test_it_holds_the_scenario_that_results_and_that_costs_the_same(built, rates):
    scenario, pack, _ = built
    copy = pack / json.loads((pack / "manifest.json").read_text("utf-8"))["scenario_file"]
    assert assess(copy, rates).results == (pack / "results.json").read_text("utf-8")
    assert assess(scenario, rates).results != (pack / "results.json").read_text("utf-8")
    assert assess(copy, rates).changes == ()


def test_its_first_page_names_the_changes_and_so_does_its_manifest(built):
    _, pack, _ = built
    first_page = (pack / "certificate.html").read_text("utf-8")
    assert all(sentence in first_page for sentence in SAID) and "case.yaml, with changes" in first_page
    assert json.loads((pack / "manifest.json").read_text("utf-8"))["changes"] == list(SAID)


def test_the_notebook_was_run_with_the_changes_and_agrees_with_it(built):
    _, pack, _ = built
    checks = {
        check["key"]: check["outcome"] for check in json.loads((pack / "checks.json").read_text("utf-8"))["checks"]
    }
    assert (checks["notebook"], checks["saved"]) == ("pass", "fail")


def test_nobody_signs_it_by_whatever_way(built):
    scenario, pack, _ = built
    copy = pack / "inputs" / scenario.name
    elsewhere = pack.parent / "renamed"
    elsewhere.mkdir()
    (elsewhere / scenario.stem).symlink_to(pack)
    for signed, packs in ((copy, pack.parent), (scenario, elsewhere)):
        with pytest.raises(InputFaults) as refused:
            sign_row(signed, 1, "A Invented", day=date(2024, 10, 15), packs=packs)
        assert "made with changes that are not saved in any file" in str(refused.value)
    assert "Nobody has signed the pack, and nobody can" in run_model("verify", str(pack)).stdout
