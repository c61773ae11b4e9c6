"""What the tests of the papers share: a scenario's Word documents as PDFs, drawn once a run."""

import os
import shutil
from pathlib import Path

import pytest

from model.report.word.pdf import write_pdfs
from tests.conftest import one_at_a_time

PAPERS = ("report", "decision", "staff_annex", "consultation", "public/report", "public/decision")


@pytest.fixture(scope="session")
def pdfs_of(pack_of, tmp_path_factory):
    """The folder of a scenario's papers, each as it is in its pack and as a PDF beside it."""
    run = tmp_path_factory.getbasetemp()
    folder = (run.parent if "PYTEST_XDIST_WORKER" in os.environ else run) / "pdfs-of-this-run"
    folder.mkdir(exist_ok=True)

    def pdfs_of(scenario: Path) -> Path:
        pack, target = pack_of(scenario), folder / scenario.stem
        with one_at_a_time(folder / f"{scenario.stem}.drawing"):
            if not (target / "done").exists():
                papers = [Path(f"{name}.docx") for name in PAPERS if (pack / f"{name}.docx").is_file()]
                for paper in papers:
                    (target / paper).parent.mkdir(parents=True, exist_ok=True)
                    shutil.copyfile(pack / paper, target / paper)
                write_pdfs([target / paper for paper in papers])
                (target / "done").touch()
        return target

    return pdfs_of
