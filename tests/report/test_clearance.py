"""The main job: from a scenario file to a pack, through the real papermill run."""

import ast
import json
import re
import subprocess
import sys
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from zipfile import ZipFile

import nbformat
import pytest

from model.assessment.assess import assess
from model.base.faults import InputFaults
from model.base.whole_folder import built_beside
from model.control.seal import broken_files
from model.report.notebook_beside import notebook_beside
from model.report.notebook_run import CLEARANCE_NOTEBOOK
from model.report.pack import build
from model.report.pack.build import build_pack
from model.report.pack.place import place_of
from tests.conftest import HOME, run_model

RESOLVED = HOME / "scenarios" / "barnet-schools-ict.yaml"
AS_PUBLISHED = HOME / "scenarios" / "barnet-schools-ict-as-published.yaml"


@pytest.fixture(scope="module")
def cleared(tmp_path_factory) -> tuple[Path, list]:
    return build_pack(RESOLVED, tmp_path_factory.mktemp("packs"))


@pytest.mark.long
def test_a_pack_is_known_by_the_very_file_it_was_built_from(cleared):
    """The note lies beside the pack and not in it, so that no path is in what is signed or handed out."""
    pack, _ = cleared
    assert (place_of(pack).scenario, place_of(pack).noted) == (RESOLVED, True)
    assert place_of(pack / "public").scenario == RESOLVED
    assert not [path for path in pack.rglob("*") if path.name.endswith("built-from.json")]


class Page(HTMLParser):
    """What a reader's software finds in a page."""

    def __init__(self, text: str):
        super().__init__()
        self.tags: list[tuple[str, dict]] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def all(self, tag: str) -> list[dict]:
        return [attributes for name, attributes in self.tags if name == tag]


def test_the_resolved_scenario_clears(cleared):
    _, checks = cleared
    assert [check.key for check in checks if check.blocks] == []
    assert "notebook" in {check.key for check in checks}


def test_a_pack_holds_what_finance_needs(cleared):
    pack, _ = cleared
    assert {path.name for path in pack.iterdir()} >= {
        "clearance.ipynb",
        "report.html",
        "tables",
        "results.json",
        "checks.json",
        "manifest.json",
    }
    assert {"cost_by_basis.csv", "nearest_combinations.csv"} <= {path.name for path in (pack / "tables").iterdir()}


def test_the_manifest_names_every_other_file_with_its_fingerprint(cleared):
    pack, _ = cleared
    manifest = json.loads((pack / "manifest.json").read_text(encoding="utf-8"))
    files = {
        path.relative_to(pack).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in pack.rglob("*")
        if path.is_file() and path != pack / "manifest.json"
    }
    assert manifest["files"] == files
    assert manifest["inputs"] == {RESOLVED.name: sha256(RESOLVED.read_bytes()).hexdigest()}
    assert {rate["status"] for rate in manifest["rates_used"]} == {"published", "derived", "recalled", "assumed"}


def test_results_are_tidy_records_and_two_runs_are_alike(cleared):
    pack, _ = cleared
    text = (pack / "results.json").read_text(encoding="utf-8")
    records = json.loads(text)
    assert set(records[0]) == {"structure", "basis", "year", "element", "amount", "rate_status"}
    assert run_model("cost", str(RESOLVED), "--json").stdout == text


def test_the_report_reads_offline_and_shows_no_code(cleared):
    pack, _ = cleared
    text = (pack / "report.html").read_text(encoding="utf-8")
    page = Page(text)
    assert page.all("html")[0]["lang"] == "en-GB"
    assert not page.all("script") and not page.all("link")
    assert all(image["src"].startswith("data:image/") for image in page.all("img"))
    assert all(image["alt"].endswith(".") for image in page.all("img"))
    assert all(cell.get("scope") in ("col", "row") for cell in page.all("th"))
    assert "assess(" not in text and "import " not in text


def test_no_file_of_a_pack_carries_a_folder_of_this_machine(cleared):
    pack, _ = cleared
    for path in pack.rglob("*"):
        if path.suffix in {".html", ".json", ".csv", ".ipynb", ".svg"}:
            text = path.read_text(encoding="utf-8")
            assert str(HOME) not in text and str(Path.home()) + "/" not in text, path.name


def test_every_table_has_no_cell_that_a_spreadsheet_would_run(tmp_path):
    scenario = tmp_path / "formula.yaml"
    scenario.write_text(
        RESOLVED.read_text(encoding="utf-8").replace("title: Principal ICT Officer", "title: \"=HYPERLINK('x')\""),
        encoding="utf-8",
    )
    from model.report.pack.files import csv_text
    from model.report.tables.every import tables

    cells = [
        cell for table in tables(assess(scenario)) for line in csv_text(table).splitlines() for cell in line.split(",")
    ]
    assert any(cell.lstrip('"').startswith("'=HYPERLINK") for cell in cells)
    assert not any(cell.lstrip('"').startswith("=") for cell in cells)


def test_a_title_with_markup_is_text_on_the_page(tmp_path):
    scenario = tmp_path / "markup.yaml"
    scenario.write_text(
        RESOLVED.read_text(encoding="utf-8").replace(
            "authority: London Borough of Barnet", 'authority: "<script>alert(1)</script>"'
        ),
        encoding="utf-8",
    )
    from model.report.page import report_page
    from model.report.tables.every import tables

    assessment = assess(scenario)
    page = report_page(assessment, tables(assessment), [], assessment.checks)
    assert "<script>" not in page and "&lt;script&gt;" in page


def test_the_notebook_holds_one_parameters_cell_and_no_arithmetic():
    cells = [cell for cell in nbformat.read(CLEARANCE_NOTEBOOK, as_version=4).cells if cell.cell_type == "code"]
    assert [cell.metadata.tags for cell in cells if cell.metadata.get("tags")] == [["parameters"]]
    assert all(not cell.outputs for cell in cells)
    nodes = [node for cell in cells for node in ast.walk(ast.parse(cell.source))]
    assert not any(isinstance(node, (ast.BinOp, ast.AugAssign, ast.For, ast.Lambda)) for node in nodes)


def test_an_earlier_pack_stands_until_the_new_one_is_whole(tmp_path):
    target = tmp_path / "case"
    target.mkdir()
    (target / "report.html").write_text("earlier", encoding="utf-8")
    with pytest.raises(RuntimeError), built_beside(target) as folder:
        (folder / "report.html").write_text("half", encoding="utf-8")
        raise RuntimeError
    assert (target / "report.html").read_text(encoding="utf-8") == "earlier"
    with built_beside(target) as folder:
        (folder / "report.html").write_text("new", encoding="utf-8")
    assert (target / "report.html").read_text(encoding="utf-8") == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["case"]


def test_a_pack_set_aside_by_a_run_that_was_cut_off_comes_back(tmp_path):
    set_aside = tmp_path / ".case.old"
    set_aside.mkdir()
    (set_aside / "report.html").write_text("earlier", encoding="utf-8")
    with pytest.raises(RuntimeError), built_beside(tmp_path / "case"):
        raise RuntimeError
    assert (tmp_path / "case" / "report.html").read_text(encoding="utf-8") == "earlier"


def test_a_folder_that_is_no_pack_is_never_built_over(tmp_path):
    """The files of a scenario often stand in a folder of its name, which is where its pack would go."""
    scenario, own = tmp_path / "team.yaml", tmp_path / "team"
    own.mkdir()
    text = RESOLVED.read_text(encoding="utf-8")
    start, end = text.index("present:"), text.index("proposed:")
    rows = ["id,title,grade,fate,vacant", "old,Officer,22-23,deleted,true"]
    (own / "posts.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    posts = "present: team/posts.csv\n\nproposed:\n  - {id: new, title: Officer, grade: 22-23, filled_by: open}\n\n"
    rest = text[text.index("customers:") : text.index("published:")]
    scenario.write_text(text[:start] + posts + rest, encoding="utf-8")
    assert text[end:].startswith("proposed:")
    for target, says in ((own, "team/posts.csv"), (tmp_path / "packs" / "team", "something that is not a pack")):
        (target / "kept.txt").parent.mkdir(parents=True, exist_ok=True)
        (target / "kept.txt").write_text("kept", encoding="utf-8")
        before = sorted(path.name for path in target.iterdir())
        with pytest.raises(InputFaults, match=re.escape(says)):
            build_pack(scenario, target.parent)
        assert sorted(path.name for path in target.iterdir()) == before


def test_a_faulty_file_ends_in_code_2_with_nothing_written(tmp_path):
    scenario = tmp_path / "faulty.yaml"
    scenario.write_text(RESOLVED.read_text(encoding="utf-8").replace("basis: top", "basis: topp"), encoding="utf-8")
    ended = run_model("clear", str(scenario), folder=tmp_path)
    assert ended.returncode == 2
    assert "Did you mean top?" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["faulty.yaml"]


@pytest.mark.parametrize(("scenario", "code"), [(RESOLVED, 0), (AS_PUBLISHED, 3)])
def test_check_ends_in_the_code_that_clear_would(scenario, code):
    assert run_model("check", str(scenario)).returncode == code


@pytest.mark.long
def test_the_notebook_runs_from_its_own_folder_as_jupyterlab_runs_it(tmp_path, monkeypatch):
    from nbclient import NotebookClient

    monkeypatch.setenv("PYTHONPATH", str(HOME))
    notebook = nbformat.read(CLEARANCE_NOTEBOOK, as_version=4)
    NotebookClient(notebook, resources={"metadata": {"path": str(CLEARANCE_NOTEBOOK.parent)}}).execute()
    assert any(
        "data" in out and "text/html" in out["data"] for cell in notebook.cells for out in cell.get("outputs", [])
    )


@pytest.mark.long
def test_two_packs_of_one_scenario_are_alike_byte_for_byte(cleared, tmp_path):
    pack, _ = cleared
    again, _ = build_pack(RESOLVED, tmp_path)
    names = sorted(path.relative_to(pack).as_posix() for path in pack.rglob("*") if path.is_file())
    assert [name for name in names if (pack / name).read_bytes() != (again / name).read_bytes()] == []


@pytest.mark.long
def test_a_notebook_whose_figures_differ_blocks_the_pack_on_every_paper(tmp_path, monkeypatch):
    """The report is written while the notebook runs, as if the two agreed; here the notebook is given other posts."""
    other = HOME / "scenarios" / "barnet-schools-ict-actual.yaml"
    monkeypatch.setattr(build, "notebook_beside", lambda *_: notebook_beside(other))
    pack, checks = build_pack(RESOLVED, tmp_path)
    assert [check.key for check in checks if check.blocks] == ["notebook"]
    papers = [(pack / name).read_text(encoding="utf-8") for name in ("report.html", "certificate.html", "checks.json")]
    with ZipFile(pack / "report.docx") as word:
        papers.append(word.read("word/document.xml").decode())
    assert all("differ from this pack" in paper and "agree to the penny" not in paper for paper in papers)
    assert not json.loads((pack / "manifest.json").read_text(encoding="utf-8"))["cleared"]
    assert broken_files(pack) == []


@pytest.mark.long
def test_as_published_builds_a_pack_and_ends_in_code_3(tmp_path):
    ended = run_model("clear", str(AS_PUBLISHED), "--packs", str(tmp_path))
    assert ended.returncode == 3
    assert "ICT Technician (19 – 27) has no destination" in ended.stdout
    assert "two new roles" in ended.stdout
    assert not json.loads((tmp_path / AS_PUBLISHED.stem / "checks.json").read_text(encoding="utf-8"))["cleared"]


@pytest.mark.long
def test_the_papermill_command_of_the_readme_works_by_itself(tmp_path):
    command = [
        str(Path(sys.executable).with_name("papermill")),
        "notebooks/clearance.ipynb",
        str(tmp_path / "out.ipynb"),
        "-p",
        "scenario",
        "scenarios/barnet-schools-ict.yaml",
    ]
    subprocess.run(command, cwd=HOME, check=True, capture_output=True)
    assert (tmp_path / "out.ipynb").exists()


@pytest.mark.browser
def test_the_charts_are_drawn_by_the_real_browser(cleared):
    pack, _ = cleared
    pictures = {path.name for path in (pack / "charts").iterdir()}
    assert {
        f"{key}.{kind}" for key in ("bridge", "envelope", "elements", "income") for kind in ("svg", "png")
    } <= pictures
