"""The files of a pack: how text, tables and fingerprints are written, the same on every machine."""

import csv
import json
import platform
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from io import StringIO
from pathlib import Path
from typing import Any

from model.assessment.assess import Assessment
from model.base.money import half_up
from model.base.version import VERSION
from model.control.seal import digests
from model.rates.tables import RATES_FOLDER
from model.report.notebook_run import CLEARANCE_NOTEBOOK, ROOT
from model.report.printed_numbers import plain
from model.report.table import Table

VERSIONS_OF = ("numpy", "pandas", "pydantic", "papermill", "plotly", "choreographer")


def csv_text(table: Table) -> str:
    """A table as CSV: numbers plain, money to the penny, shares as fractions, and formulas as text."""
    money = [column in table.money for column in table.columns]
    text = StringIO()
    file = csv.writer(text, lineterminator="\n")
    file.writerow(table.columns)
    file.writerows(map(_in_csv, row, money) for row in table.rows())
    return text.getvalue()


def _in_csv(value: Any, money: bool) -> object:
    if value is None or value != value:  # a number that is missing equals nothing, not even itself
        return ""
    if money:
        return half_up(value)
    return plain(value) if isinstance(value, str) else value


def versions() -> dict[str, str]:
    """The workbook's version, Python's, and those of the packages that figures and files rest on."""
    packages = {name: version(name) for name in VERSIONS_OF}
    return {"workbook": VERSION, "python": platform.python_version(), **packages}


def rates_as_data(assessment: Assessment) -> list[dict[str, Any]]:
    """Every rate that the figures rest on, with its dates, status and source."""
    return [
        {name: getattr(rate, name) for name in ("table", "name", "point", "value", "unit")}
        | {name: getattr(rate, name).isoformat() for name in ("effective_from", "effective_to")}
        | {"status": rate.status.label, "source": rate.source, "date_checked": rate.date_checked}
        for rate in assessment.rates_read
    ]


def digests_of_rates() -> dict[str, str]:
    """SHA-256 of each table of rates."""
    return digests(RATES_FOLDER.glob("*.csv"))


@cache
def digest_of_code() -> str:
    """One fingerprint of the files that turn inputs and rates into a pack: code, templates and the notebook."""
    kinds = (".py", ".html", ".yaml", ".js")
    code = [path for path in ROOT.glob("model/**/*") if path.suffix in kinds]
    return sha256(repr(list(digests([*code, CLEARANCE_NOTEBOOK]).items())).encode()).hexdigest()


def digest(path: Path) -> str:
    """A file's SHA-256."""
    return sha256(path.read_bytes()).hexdigest()


def write_text(path: Path, text: str) -> None:
    """Write text as UTF-8 with the same line ends everywhere."""
    path.write_text(text, encoding="utf-8", newline="\n")


def write_json(path: Path, content: object) -> None:
    """Write data as JSON, indented."""
    write_text(path, json.dumps(content, indent=2, ensure_ascii=False) + "\n")
