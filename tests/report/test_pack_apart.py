"""A pack built in a process of its own: it says how far it is, and ended early it leaves nothing but what was there."""

import os
import uuid
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Timer

import psutil
import pytest

from model.control.lock import lock_path, work_on
from model.control.seal import MANIFEST, broken_files
from model.control.sheet import start_sheet
from model.report.pack.apart import BuildApart, NotBuilt
from model.report.pack.build import STEPS
from model.report.pack.documents import DOCUMENTS, EXEMPT, FOR_UNIONS, NOT_EXEMPT, PUBLIC, documents_of
from tests.conftest import HOME

pytestmark = pytest.mark.long

FOR_PEOPLE = {".html", ".docx", ".pdf", ".xlsx", ".ipynb"}


@pytest.fixture
def scenario(write_small):
    path = write_small()
    start_sheet(path, "officer")
    return path


@pytest.fixture
def private(monkeypatch):
    """The folder for what is private to a run; its path is short, since a socket's path may have 107 letters."""
    with TemporaryDirectory(prefix="p-") as folder:
        monkeypatch.setenv("TMPDIR", folder)
        yield Path(folder)


@pytest.fixture
def begun(private, monkeypatch):
    """Processes of this test, found by a mark in their environment."""
    mark = str(uuid.uuid4())
    monkeypatch.setenv("MARK_OF_THE_TEST", mark)

    def begun():
        found = []
        for process in psutil.process_iter():
            try:
                if process.pid != os.getpid() and process.environ().get("MARK_OF_THE_TEST") == mark:
                    found.append(process)
            except (psutil.Error, OSError):
                continue
        return found

    return begun


def test_a_pack_built_apart_is_whole_and_says_each_step(scenario, tmp_path, begun, private):
    steps = []
    pack = BuildApart(scenario, tmp_path / "packs").wait(steps.append)
    assert len(steps) == STEPS and steps[0] == "Costing the scenario"
    assert pack == tmp_path / "packs" / "scenario" and not broken_files(pack)
    assert begun() == [] and list(private.iterdir()) == []


@pytest.mark.parametrize("step", [1, 2, 3])
def test_cancelled_at_any_step_it_leaves_the_earlier_pack_and_no_process_folder_or_lock(
    scenario, tmp_path, begun, private, step
):
    pack, said, seen = tmp_path / "packs" / "scenario", [], []
    pack.mkdir(parents=True)
    (pack / MANIFEST).write_text('{"an": "earlier pack"}', encoding="utf-8")
    (pack / "report.html").write_text("of before", encoding="utf-8")
    build = BuildApart(scenario, pack.parent)

    def progress(what):
        said.append(what)
        if len(said) == step:
            seen.append(work_on(scenario))
            Timer(0.2 if step < STEPS else 0, build.cancel).start()  # the last may take less

    with pytest.raises(NotBuilt):
        build.wait(progress)
    assert seen[0].what == "cleared", "it had the lock"
    assert {path.name: path.read_text(encoding="utf-8") for path in pack.iterdir()} == {
        MANIFEST: '{"an": "earlier pack"}',
        "report.html": "of before",
    }
    gone = psutil.wait_procs(begun(), timeout=10)
    assert gone[1] == [], "a process went on"
    assert list(private.iterdir()) == [], "a private folder stayed"
    assert [path.name for path in pack.parent.iterdir()] == ["scenario"]
    assert work_on(scenario) is None and not lock_path(scenario).exists()


def test_a_faulty_scenario_is_refused_in_the_words_of_the_command(scenario, tmp_path):
    scenario.write_text(scenario.read_text(encoding="utf-8").replace('"top"', '"topp"'), encoding="utf-8")
    with pytest.raises(NotBuilt, match=r"Did you mean top\?"):
        BuildApart(scenario, tmp_path / "packs").wait(lambda step: None)
    assert not (tmp_path / "packs").exists()


def test_every_document_for_people_is_listed_with_its_purpose_and_whether_it_is_public(pack_of):
    for name, whole in (("barnet-schools-ict", NOT_EXEMPT), ("barnet-schools-ict-actual", EXEMPT)):
        pack = pack_of(HOME / "scenarios" / f"{name}.yaml")
        listed = {document.file: kind for document, kind in documents_of(pack)}
        papers = {
            path.relative_to(pack).as_posix()
            for folder in (pack, pack / "public")
            for path in folder.iterdir()
            if path.suffix in FOR_PEOPLE
        }
        letters = {"exempt_letters.csv"} if whole == EXEMPT else set()  # the other CSV are for machines
        assert set(listed) == papers | letters
        of_unions = {file: listed.pop(file) for file in [*listed] if file.startswith("consultation")}
        assert len(of_unions) == 2 and set(of_unions.values()) == {FOR_UNIONS}
        assert {kind for file, kind in listed.items() if not file.startswith("public/")} == {whole}
        assert {kind for file, kind in listed.items() if file.startswith("public/")} == {PUBLIC}
    assert all(document.purpose.endswith(".") for document in DOCUMENTS) and Path(DOCUMENTS[0].file).suffix == ".html"


def test_killed_outright_it_frees_the_scenario_and_its_notebook_ends_too(scenario, tmp_path, begun):
    build, steps = BuildApart(scenario, tmp_path / "packs"), []

    def progress(step):
        steps.append(step)
        if len(steps) == 2:
            build._process.kill()

    with pytest.raises(NotBuilt):
        build.wait(progress)
    assert work_on(scenario) is None
    assert psutil.wait_procs(begun(), timeout=30)[1] == []
    assert BuildApart(scenario, tmp_path / "packs").wait(lambda step: None).is_dir(), "and it can be cleared at once"
