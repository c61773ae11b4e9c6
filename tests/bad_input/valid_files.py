"""Every valid file of the repository that the workbook reads, each with the command that reads it.

The scenarios' own folder is copied once, with the same scenarios as workbooks and a list as a worksheet beside them. A
mutation replaces one of these files while it is tried.
"""

import csv
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from io import BytesIO
from pathlib import Path

from tests.bad_input.mutation import Kind
from tests.bad_input.mutations_of_lists import OF_LISTS
from tests.bad_input.mutations_of_workbooks import OF_WORKBOOKS
from tests.bad_input.mutations_of_yaml import OF_YAML

HOME = Path(__file__).resolve().parents[2]
AS_WORKBOOK = ("barnet-schools-ict", "example-two-funds", "fictional-council", "example-childrens-service")
"""Scenarios that are tried as workbooks too."""
KINDS: dict[str, tuple[Kind, ...]] = {".yaml": OF_YAML, ".csv": OF_LISTS, ".xlsx": OF_WORKBOOKS}


@dataclass(frozen=True)
class ValidFile:
    """A file, what may become of it, and what reads it: a command, and the file that the command is given."""

    path: Path
    read_by: Callable[[Path], None]
    given: Path
    content: bytes = b""
    """What is in it while nothing is tried."""

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """The mutations of a file of its kind."""
        return KINDS[self.path.suffix]


def checked(path: Path) -> None:
    """What `check` does, and `cost` after it where nothing is wrong."""
    from model.assessment.assess import assess
    from model.report.tables.every import tables

    assessment = assess(path)
    _ = assessment.checks, assessment.results
    tables(assessment)


def controlled(path: Path) -> None:
    """What `control` does with the sheet beside a scenario."""
    from model.control.sheet import control_path, read_sheet

    read_sheet(control_path(path))


def added_up(path: Path) -> None:
    """What `portfolio` does before it draws."""
    from model.portfolio.portfolio import portfolio

    portfolio(path)


def valid_files(folder: Path) -> list[ValidFile]:
    """The files, copied into a folder, in order of their names."""
    shutil.copytree(HOME / "scenarios", folder, dirs_exist_ok=True)
    scenarios = [path for path in sorted(folder.glob("*.yaml")) if ".control" not in path.name]
    texts = {path: path.read_text(encoding="utf-8") for path in scenarios}
    portfolio = folder / "example-portfolio" / "portfolio.yaml"
    files = [ValidFile(path, checked, path) for path in scenarios]
    files += [
        ValidFile(path, controlled, folder / path.name.replace(".control", ""))
        for path in sorted(folder.glob("*.control.yaml"))
    ]
    files += [
        ValidFile(path, added_up, portfolio) for path in sorted(portfolio.parent.iterdir()) if path.suffix in KINDS
    ]
    for path in sorted(folder.glob("*/*")):
        naming = [scenario for scenario, text in texts.items() if f": {path.relative_to(folder).as_posix()}\n" in text]
        if naming and path.suffix in KINDS:
            files.append(ValidFile(path, checked, naming[0]))
    files += [*_workbooks(folder, scenarios), _list_as_sheet(folder)]
    return [replace(file, content=file.path.read_bytes()) for file in files]


def _workbooks(folder: Path, scenarios: list[Path]) -> list[ValidFile]:
    made = []
    for scenario in scenarios:
        if scenario.stem in AS_WORKBOOK:
            path = folder / f"{scenario.stem}-as-workbook.xlsx"
            path.write_bytes(_as_workbook(scenario.name))
            made.append(ValidFile(path, checked, path))
    return made


@cache
def _as_workbook(name: str) -> bytes:
    """A scenario as a workbook; made once, since it takes seconds."""
    from model.rates.tables import load_rates
    from model.schema.workbook.converting import converted

    return converted(HOME / "scenarios" / name, Path("as.xlsx"), load_rates())[0]


def _list_as_sheet(folder: Path) -> ValidFile:
    """The invented council's proposed posts as a worksheet, named by a copy of its scenario."""
    from xlsxwriter import Workbook

    content, path = BytesIO(), folder / "fictional-council" / "proposed.xlsx"
    with (
        Workbook(content, {"in_memory": True}) as book,
        path.with_suffix(".csv").open(encoding="utf-8", newline="") as file,
    ):
        sheet = book.add_worksheet("Posts")
        for row, cells in enumerate(csv.reader(file)):
            for column, cell in enumerate(cells):
                is_number = cell.replace(".", "", 1).isdecimal() and not (cell.startswith("0") and cell.isdecimal())
                if cell:
                    sheet.write(row, column, float(cell) if is_number else cell)
    path.write_bytes(content.getvalue())
    scenario = folder / "fictional-council-sheet.yaml"
    text = (folder / "fictional-council.yaml").read_text(encoding="utf-8")
    scenario.write_text(
        text.replace("fictional-council/proposed.csv", "fictional-council/proposed.xlsx"), encoding="utf-8"
    )
    return ValidFile(path, checked, scenario)
