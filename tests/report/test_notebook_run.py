"""A run of the clearance notebook: refused before it starts, told where it fails, and nothing left of it."""

from pathlib import Path
from tempfile import TemporaryDirectory

import nbformat
import pytest

from model.base.faults import InputFaults
from model.report.notebook_run import CLEARANCE_NOTEBOOK, NotebookFailed, WrongParameter, run_notebook


def test_a_parameter_the_notebook_lacks_is_refused_before_a_kernel_starts(tmp_path):
    with pytest.raises(WrongParameter, match="no parameter scenari;"):
        run_notebook(tmp_path / "out.ipynb", {"scenari": "x"})
    assert not (tmp_path / "out.ipynb").exists()


def test_a_notebook_that_fails_says_which_cell_and_why(tmp_path):
    (tmp_path / "faulty.yaml").write_text("format: 1\n", encoding="utf-8")
    with pytest.raises(NotebookFailed, match=r"cell 3: InputFaults: 11 faults"):
        run_notebook(tmp_path / "out.ipynb", {"scenario": str(tmp_path / "faulty.yaml")})


@pytest.mark.parametrize(
    ("parameters", "said"),
    [
        ({"scenario": 5}, "scenario is 5; expected text, such as 'scenarios/barnet-schools-ict.yaml'"),
        ({"changes": "title = x"}, "changes is 'title = x'; expected names with their values"),
        ({"scenario": "scenarios/none.yaml"}, "no such file"),
        ({"scenario": "scenarios"}, "a folder"),
        ({"changes": {"nowhere": "1"}}, "nowhere"),
    ],
)
def test_a_parameter_of_another_kind_or_of_nothing_that_is_there_starts_no_kernel(
    tmp_path, monkeypatch, parameters, said
):
    monkeypatch.setattr("papermill.execute_notebook", lambda *_, **__: pytest.fail("a kernel was started"))
    with pytest.raises((WrongParameter, InputFaults)) as refused:
        run_notebook(tmp_path / "out.ipynb", parameters)
    assert said in str(refused.value)


def test_all_that_a_run_writes_while_it_goes_is_in_one_folder_of_its_own(tmp_path, monkeypatch):
    """So a run that is ended at any moment leaves nothing, since that folder goes with it."""
    looks = nbformat.v4.new_code_cell("import os, tempfile\nprint(*os.listdir(tempfile.gettempdir()), sep='\\n')")
    kernel = nbformat.read(CLEARANCE_NOTEBOOK, as_version=4).metadata
    nbformat.write(nbformat.v4.new_notebook(cells=[looks], metadata=kernel), tmp_path / "looks.ipynb")
    with TemporaryDirectory(prefix="p-") as short:  # a socket's path may have 107 letters
        monkeypatch.setenv("TMPDIR", short)
        monkeypatch.setattr("tempfile.tempdir", short)
        run = nbformat.read(run_notebook(tmp_path / "out.ipynb", {}, tmp_path / "looks.ipynb"), as_version=4)
        assert list(Path(short).iterdir()) == []
    (folder,) = run.cells[-1].outputs[0].text.split()
    assert folder.startswith("workbook-")
