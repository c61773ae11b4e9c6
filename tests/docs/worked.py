"""Worked tables of the method: how one is read out of the Markdown, and how a figure is compared with what it prints.

A table under a comment ``<!-- worked: name -->`` is worked: the reader of that name takes a row, heading to cell, and
gives what the workbook's own functions make of its inputs, heading to figure. A figure is a number, several numbers in
the order in which the cell prints them, or words.
"""

import json
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from model.base.financial_year import FinancialYear, read_day
from model.cost.costed import cost_scenario
from model.rates.tables import load_rates
from model.schema.load import load_scenario
from tests.conftest import HOME

METHOD = HOME / "docs" / "method"
READERS = {}
NUMBER = re.compile(r"[−-]?\s?£?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?%?")


@dataclass(frozen=True)
class WorkedTable:
    """One table: its page, the name after ``worked:``, its headings, and its rows, heading to cell."""

    page: str
    name: str
    headings: list[str]
    rows: list[dict[str, str]]


def reader(name):
    """Register a function as the reader of the tables of a name."""

    def register(function):
        assert name not in READERS, f"two readers of {name}"
        READERS[name] = function
        return function

    return register


def worked_tables(folder: Path = METHOD) -> list[WorkedTable]:
    """Every worked table of the pages in a folder."""
    tables = []
    for page in sorted(folder.glob("*.md")):
        for name, lines in re.findall(r"<!-- worked: (.+?) -->\n((?:\|.*\n)+)", page.read_text(encoding="utf-8")):
            headings, _, *rows = [
                [cell.strip() for cell in line.strip("|\n").split("|")] for line in lines.splitlines()
            ]
            tables.append(
                WorkedTable(page.name, name, headings, [dict(zip(headings, row, strict=True)) for row in rows])
            )
    return tables


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("|").split("|")]


def numbers(text: str) -> list[tuple[float, float]]:
    """Each number of a text with half of its last printed place: 3,450 is within 0.5, 12.5% within 0.0005."""
    found = []
    for printed in NUMBER.findall(text):
        plain = Decimal(re.sub(r"[£,%\s]", "", printed).replace("−", "-"))
        scale = Decimal("0.01") if printed.endswith("%") else 1
        found.append((float(plain * scale), float(Decimal(1).scaleb(plain.as_tuple().exponent) * scale / 2)))
    return found


def amount(text: str) -> float:
    """The first number of a cell."""
    return numbers(text)[0][0]


def day(text: str) -> date:
    """The day that a cell holds."""
    return read_day(text)


def result(cell: str) -> str:
    """What a cell says in the end: all that comes after its last equals sign."""
    return cell.rpartition("=")[2].strip().strip("*").strip()


def agrees(cell: str, figure) -> bool:
    """Whether a cell prints a figure, to the last place that it prints."""
    if isinstance(figure, str):
        return result(cell) == figure
    figures = figure if isinstance(figure, tuple) else (figure,)
    printed = numbers(result(cell))
    return len(printed) == len(figures) and all(
        abs(value - float(exact)) <= half * 1.0001 + 1e-9 for (value, half), exact in zip(printed, figures, strict=True)
    )


def arithmetic(text: str) -> float | None:
    """The value of a sum written by hand, such as ``13.8% × (2,500 − 758)``; None where it is not one."""
    plain = re.sub(r"(?<=\d),(?=\d{3})|£", "", text).replace("×", "*").replace("÷", "/").replace("−", "-")
    plain = re.sub(r"([\d.]+)%", r"(\1/100)", plain)
    if not re.fullmatch(r"[\d.+\-*/() ]*\d[\d.+\-*/() ]*", plain) or not re.search(r"[+*/]|\d -", plain):
        return None
    return eval(plain, {"__builtins__": {}})  # digits, brackets and the four operations alone


RATES = load_rates()


def costed(scenario):
    """A scenario, as text or as sections, written to a file, read and costed as any other."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "scenario.yaml"
        path.write_text(scenario if isinstance(scenario, str) else json.dumps(scenario), encoding="utf-8")
        return cost_scenario(load_scenario(path, RATES), RATES)


def cost_of_post(made, timeline, basis, post, year, element="total"):
    """What a post costs in a year, £."""
    rows = [row for row, seat in enumerate(made.plans[timeline].appointments) if seat.post == post]
    return made.amounts(timeline, basis, element)[rows, made.years.index(FinancialYear(year))].sum()


def people(increments="april", order="assimilate_then_increment", months=0, uprated=False):
    """The rules of a scenario whose holders are moved by the same-point rule."""
    return {
        "increments": increments,
        "assimilation": {"rule": "same_point", "order": order, "source": "A test."},
        "protection": {"months": months, "uprated": uprated, "source": "A test."},
    }
