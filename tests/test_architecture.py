"""The house stands as docs/architecture.md draws it."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def contracts():
    """What pyproject.toml says of who may import whom."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]


def rooms():
    """The files and folders of the model that hold code."""
    inside = (ROOT / "model").iterdir()
    return {path.stem for path in inside if path.suffix == ".py" or (path / "__init__.py").exists()} - {"__init__"}


def test_every_room_imports_only_from_floors_below_it():
    """The contracts are in pyproject.toml, under importlinter."""
    from importlinter.cli import lint_imports

    assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), cache_dir=None) == 0


def test_no_room_takes_the_place_of_what_its_folder_defines():
    """``from model.desk import desk`` gave a module the second time, once a module of that name had been imported."""
    defined = {path.parent: re.findall(r"^(?:def|class) (\w+)", path.read_text(encoding="utf-8"), re.MULTILINE)
               for path in (ROOT / "model").rglob("__init__.py")}  # fmt: skip
    assert [folder / name for folder, names in defined.items() for name in names if list(folder.glob(f"{name}*"))] == []


def test_architecture_page_names_every_room():
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    assert {room for room in rooms() if f"`{room}`" not in page} == set()


def test_architecture_page_has_each_room_on_its_floor_of_the_contract():
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    layers = [{room.strip() for room in layer.split("|")} for layer in reversed(contracts[0]["layers"])]
    rows = re.findall(r"^\| (\d+) \| (.+?) \|", (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8"), re.M)
    told = [(int(floor), room.split("/")[0]) for floor, rooms in rows for room in re.findall("`(.+?)`", rooms)]
    assert {(floor, room) for floor, rooms in enumerate(layers, 1) for room in rooms} == set(told)


def test_every_room_but_the_outer_ones_is_held_to_draw_print_and_run_nothing():
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    [held] = [contract["source_modules"] for contract in contracts if contract["type"] == "forbidden"]
    rooms = {
        path.stem for path in (ROOT / "model").iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()
    }
    assert {f"model.{room}" for room in rooms - {"__init__", "__main__", "report", "desk"}} == set(held)


@pytest.mark.parametrize("package", ["plotly", "papermill", "choreographer", "ruamel", "jinja2", "IPython"])
def test_the_engine_starts_without_heavy_packages(package):
    """Heavy parts are imported by the command that needs them."""
    loaded = subprocess.run(
        [sys.executable, "-c", "import sys, model.assessment; print(*sys.modules)"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert not re.search(rf"\b{package}\b", loaded)


def test_no_room_outgrows_its_idea():
    long = {
        path.relative_to(ROOT).as_posix(): lines
        for path in (ROOT / "model").rglob("*.py")
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 300
    }
    assert long == {}


def test_the_json_schema_beside_the_scenarios_is_the_current_one():
    from model.schema.load import json_schema

    assert (ROOT / "scenarios" / "scenario.schema.json").read_text(encoding="utf-8") == json_schema()


def test_the_code_is_clean_to_ruff():
    done = subprocess.run([sys.executable, "-m", "ruff", "check", "."], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
