"""The house stands as docs/architecture.md draws it."""

import re
import subprocess
import sys
import tomllib

import pytest

from tests.conftest import HOME, first_of


def contracts():
    """What pyproject.toml says of who may import whom."""
    return tomllib.loads((HOME / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]


def wings():
    """The folders of the model, lowest first, as the contract has them."""
    [layers] = [contract["layers"] for contract in contracts() if contract["type"] == "layers"]
    return [wing for wing in reversed(layers) if wing != "__main__"]


TEXTS = {
    ".md",
    ".py",
    ".js",
    ".css",
    ".html",
    ".csv",
    ".yaml",
    ".json",
    ".ipynb",
    ".toml",
    ".lock",
    ".txt",
    ".yml",
    ".sh",
}


def test_every_room_imports_only_from_floors_below_it():
    """The contracts are in pyproject.toml, under importlinter."""
    from importlinter.cli import lint_imports

    assert lint_imports(config_filename=str(HOME / "pyproject.toml"), cache_dir=None) == 0


def test_no_room_takes_the_place_of_what_its_folder_defines():
    """``from model.desk import desk`` gave a module the second time, once a module of that name had been imported."""
    defined = {path.parent: re.findall(r"^(?:def|class) (\w+)", path.read_text(encoding="utf-8"), re.MULTILINE)
               for path in (HOME / "model").rglob("__init__.py")}  # fmt: skip
    assert [folder / name for folder, names in defined.items() for name in names if list(folder.glob(f"{name}*"))] == []


def test_the_model_is_wings_and_a_command_line():
    inside = (HOME / "model").iterdir()
    rooms = {path.stem for path in inside if path.suffix == ".py" or (path / "__init__.py").exists()}
    assert rooms == {*wings(), "__init__", "__main__"}


def test_architecture_page_has_each_wing_in_its_place_with_its_rooms():
    """Of the outer wings, and of those that have rooms by the dozen, it tells the folders alone."""
    page = (HOME / "docs" / "architecture.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `(\w+)` \|(.+)$", page, re.M))
    assert list(rows) == wings()
    by_subject = {"schema", "buy_back", "control", "report", "desk"}
    missing = {
        f"{wing}/{room.stem}"
        for wing in set(rows) - by_subject
        for room in (HOME / "model" / wing).glob("[!_]*.py")
        if f"`{room.stem}`" not in rows[wing]
    }
    assert missing == set()


def test_the_tests_stand_in_folders_named_after_the_wings():
    """Beside them: bad input, faults of the machine, whole published and invented cases, and the repository itself."""
    folders = {path.parent.name for path in (HOME / "tests").rglob("test_*.py")}
    assert folders == {*wings(), "bad_input", "cases", "docs", "house", "machine"}


def test_every_wing_but_the_outer_ones_is_held_to_draw_print_and_run_nothing():
    [source] = [contract["source_modules"] for contract in contracts() if contract["type"] == "forbidden"]
    assert source == [f"model.{wing}" for wing in wings() if wing not in ("report", "desk")]


def test_the_engine_starts_without_heavy_packages():
    """Heavy parts are imported by the command that needs them."""
    loaded = subprocess.run(
        [sys.executable, "-c", "import sys, model.assessment.assess; print(*sys.modules)"],
        cwd=HOME,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    found = {name.partition(".")[0] for name in loaded.split()}
    assert "model" in found
    assert found & {"plotly", "papermill", "choreographer", "ruamel", "yaml", "jinja2", "IPython"} == set()


TO_DRAW_AND_WRITE = {"pandas", "plotly", "papermill", "nbformat", "jinja2", "openpyxl", "docx", "IPython"}


@pytest.mark.parametrize(
    ("command", "unwanted"),
    first_of(
        [
            (("cost",), TO_DRAW_AND_WRITE | {"ruamel"}),
            (("cost", "--json"), TO_DRAW_AND_WRITE | {"ruamel", "rich"}),
            (("check",), TO_DRAW_AND_WRITE | {"ruamel", "rich"}),
        ]
    ),
    ids=["cost", "cost --json", "check"],
)
def test_a_command_that_only_says_figures_loads_nothing_that_draws_or_writes_papers(command, unwanted):
    """A third of its time would go into pandas alone."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "model", *command, "scenarios/barnet-schools-ict.yaml"],
        cwd=HOME,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    loaded = set(re.findall(r"^import time:.*\| +([\w.]+)$", done.stderr, re.MULTILINE))
    assert {"numpy", "model.assessment.assess"} <= loaded
    assert {name.partition(".")[0] for name in loaded} & unwanted == set()


def test_no_room_outgrows_its_idea():
    long = {
        path.relative_to(HOME).as_posix(): lines
        for path in (HOME / "model").rglob("*.py")
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 300
    }
    assert long == {}


def test_the_json_schema_beside_the_scenarios_is_the_current_one():
    from model.schema.load import json_schema

    assert (HOME / "scenarios" / "scenario.schema.json").read_text(encoding="utf-8") == json_schema()


def test_the_code_is_clean_to_ruff():
    done = subprocess.run([sys.executable, "-m", "ruff", "check", "."], cwd=HOME, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_no_file_has_both_sides_of_a_joining_that_nobody_settled():
    marks = ("<" * 7 + " ", ">" * 7 + " ")  # written so that this file has none
    unsettled = [
        path.relative_to(HOME).as_posix()
        for folder in (".", "benchmarks", "docs", "model", "notebooks", "scenarios", "server", "tests")
        for path in sorted((HOME / folder).glob("*" if folder == "." else "**/*"))
        if path.suffix in TEXTS
        and any(line.startswith(marks) for line in path.open(encoding="utf-8", errors="replace"))
    ]
    assert unsettled == []
