"""A portfolio as read: from its YAML file, from a list of scenarios alone, or from a folder of them."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from model.base.faults import Fault, InputFaults, nearest_name
from model.portfolio.sections import PortfolioFile
from model.schema.reading.beside import file_beside
from model.schema.reading.document import Document, Path_, content_of, read_text
from model.schema.reading.encoding import in_utf8
from model.schema.reading.kinds import PORTFOLIO, refuse_other
from model.schema.reading.messages import Validated, validate_sections
from model.schema.reading.rows_beside import read_rows_beside
from model.schema.reading.text import text_faults
from model.schema.sections.declared import models_in
from model.schema.sections.shape import field_at
from model.schema.workbook.reading import is_scenario

OWN_NAMES = ("portfolio.yaml", "portfolio.xlsx", "portfolio.csv")
"""The files that say which scenarios of a folder are added up. Without such a file, every scenario is added up."""
LISTS: tuple[Path_, ...] = (("scenarios",), ("establishment", "posts"), ("establishment", "holders"))
"""The places in a portfolio where the name of a file may be written instead of rows."""
BESIDE_IT = ("beside the scenario", "beside the portfolio")
ENDINGS = (".yaml", ".xlsx")


def read_portfolio(path: Path) -> tuple[Document, dict[str, Any], list[Fault]]:
    """A portfolio as written, its sound parts, and every fault.

    ``path`` is its YAML file, a CSV or Excel list of scenarios, or a folder. Raises InputFaults where it can't be read
    at all.
    """
    path = Path(path)
    if path.is_dir():
        path = next((path / name for name in OWN_NAMES if (path / name).is_file()), path)
    document = _written(path)
    faults = _rows_read(document, path if path.is_dir() else path.parent)
    parts, more = validate_sections(document, Validated(root=PortfolioFile))
    told = {(fault.file, fault.cell) for fault in faults if fault.cell}
    faults += [fault for fault in more if (fault.file, fault.cell) not in told]
    return document, parts, [*faults, *text_faults(document)]


def scenario_path(document: Document, number: int) -> tuple[Path | None, list[Fault]]:
    """The file of a scenario; or None and a fault where it is not in the portfolio's folder or below it."""
    own = Path(document.file)
    folder = own if own.is_dir() else own.parent
    name = document.data["scenarios"][number]["file"]
    path = file_beside(folder, name)
    if path is not None:
        return path, []
    near = (*folder.glob("*"), *folder.glob("*/*"))
    here = [entry.relative_to(folder).as_posix() for entry in near if entry.suffix in ENDINGS and entry != own]
    expected = "a restructure's scenario file, in the portfolio's folder or in a folder inside it"
    return None, [document.fault(("scenarios", number, "file"), expected, nearest=nearest_name(name, here))]


def _written(path: Path) -> Document:
    """The portfolio as written. A list or a folder is read like a portfolio file that states only its scenarios."""
    if path.is_dir():
        return _of_folder(path)
    if not path.is_file():
        here = [entry.name for entry in path.parent.glob("*") if entry.suffix in (*ENDINGS, ".csv")]
        expected = "a portfolio's file, a list of scenarios, or a folder of them"
        raise InputFaults(
            [Fault(path.as_posix(), 1, "the file", "no such file", expected, nearest_name(path.name, here))]
        )
    if path.suffix.lower() in (".csv", ".xlsx"):
        return Document(
            path.as_posix(), {"format": 1, "title": f"The restructures of {path.stem}", "scenarios": path.name}
        )
    document = read_text(in_utf8(content_of(path), path.as_posix()), path.as_posix())
    refuse_other(document.data, document.file, PORTFOLIO)
    return document


def _of_folder(folder: Path) -> Document:
    """The portfolio of every scenario in a folder, in order of file name. Control sheets and lists are left out."""
    found = sorted(path.name for path in folder.iterdir() if _may_be_scenario(path))
    if not found:
        expected = f"scenario files, or one of {', '.join(OWN_NAMES)}"
        raise InputFaults([Fault(folder.as_posix(), 1, "the folder", "no scenario", expected)])
    scenarios = [{"file": name} for name in found]
    return Document(
        folder.as_posix(),
        {"format": 1, "title": f"The restructures of {folder.resolve().name}", "scenarios": scenarios},
    )


def _may_be_scenario(path: Path) -> bool:
    if not path.is_file() or path.suffix not in ENDINGS or ".control" in path.suffixes or not is_scenario(path):
        return False
    if path.suffix != ".yaml":
        return True
    try:
        data = read_text(in_utf8(path.read_bytes(), path.as_posix()), path.as_posix()).data
    except InputFaults:
        return True  # its faults are reported when it is read
    return "present" in data or "proposed" in data


def _rows_read(document: Document, folder: Path) -> list[Fault]:
    """Replace the name of each file with the rows in the file. Returns every fault in how the rows are written."""
    faults = []
    for at, model, title in _lists():
        section: Any = document.data
        for step in at[:-1]:
            section = section.get(step) if isinstance(section, dict) else None
        key = at[-1]
        if not isinstance(section, dict) or not isinstance(section.get(key), str):
            continue
        rows, found = read_rows_beside(document, at, folder, section[key], model, title)
        faults += [replace(fault, expected=fault.expected.replace(*BESIDE_IT)) for fault in found]
        if rows is None:
            section.pop(key)
            document.unreadable.add(str(at[0]))
        else:
            section[key] = rows
    return faults


def _lists() -> Iterator[tuple[Path_, Any, str]]:
    """For each list: its place, the model of an entry, and its title."""
    for at in LISTS:
        field = field_at(at, PortfolioFile)
        if field is not None:
            yield at, next(models_in(field.annotation)), str(field.title).lower()
