"""Copies of tables and charts of the page, for the clipboard or as a file."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from html import escape
from re import sub
from typing import Any

from model.base.faults import number_of
from model.disclosure.public_input import exempt_file_mark, exempt_mark
from model.report.chart import Chart
from model.report.charts.images import described
from model.report.printed_numbers import MINUS, number_in, plain
from model.report.table import Table

LONGEST_NAME = 60
NO_FILE_NAME = r"[^\w\s(),–&+-]+"
"""The characters that Windows does not allow in the name of a file, or that read badly there."""
NOT_SHOWN = "\u26a0 The page no longer shows that table or chart, so nothing was done."
AS_TEXT = "mso-number-format:'\\@'"
"""The style that makes Excel keep a pasted cell as text, and not turn it into a formula or a date."""


class Shown(dict):
    """A part of a view, with the table or chart object that it shows."""

    def __init__(self, part: dict, of: Table | Chart):
        super().__init__(part)
        self.of = of


def parts_shown(view: Any) -> Iterator[Shown]:
    """Every table and chart in what the page shows."""
    if isinstance(view, Shown):
        yield view
    for part in view.values() if isinstance(view, dict) else view if isinstance(view, list) else ():
        yield from parts_shown(part)


def shown_under(desk: Any, key: str, kind: Any = (Chart, Table)) -> Any:
    """The table or chart that the page shows under a key; None where it shows none of that kind."""
    parts = (part for view in desk.shown for part in parts_shown(view))
    return next((part.of for part in parts if part["key"] == key and isinstance(part.of, kind)), None)


def as_table(of: Table | Chart) -> Table:
    """The table, or a chart's numbers as a table, with every row."""
    from model.report.page import drawn

    table = drawn([of], None)[0].table if isinstance(of, Chart) else of
    return replace(table, rows_on_page=None)


def as_text(table: Table) -> str:
    """The table as lines of cells with tabs between; amounts have no pound sign or comma, so Excel reads numbers."""
    rows = [map(_in_line, table.columns), *(map(_in_line, row) for row in _printed(table))]
    return "\r\n".join("\t".join(map(plain, row)) for row in rows)


def _in_line(text: str) -> str:
    return " ".join(str(text).split())


def _printed(table: Table) -> list[list[str]]:
    return [[text for _, text in row] for row in table.page_rows()]


def as_html(table: Table) -> str:
    """The table as HTML with a header row, for Word; a percentage keeps its % sign, which Excel understands."""
    head = "".join(f'<th scope="col">{escape(str(column))}</th>' for column in table.columns)
    body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in _printed(table))
    return f'<meta charset="utf-8"><table border="1"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def _cell(text: str) -> str:
    number = number_in(text)
    if number is None:
        return f'<td style="{AS_TEXT}">{escape(text)}</td>'
    shown = text.replace(MINUS, "-").lstrip("+") if text.endswith("%") else number
    return f'<td align="right">{shown}</td>'


def _copy(table: Table, _: Any) -> list[bytes]:
    return [as_text(table).encode(), as_html(table).encode()]


def _csv(table: Table, _: Any) -> list[bytes]:
    """The table as CSV, with the mark that tells Excel that it is UTF-8."""
    from model.report.pack.files import csv_text

    return [csv_text(table).encode("utf-8-sig")]


def _excel(table: Table, desk: Any) -> list[bytes]:
    from model.report.twin.tables_workbook import one_table

    scenario = desk.draft.assessment.scenario if desk.draft.assessment else None
    reference = f"{scenario.authority}, {scenario.reference}" if scenario else ""
    return [one_table(table, reference, exempt_mark(scenario) if scenario else "")]


WAYS: dict[str, Callable[[Table, Any], list[bytes]]] = {"copy": _copy, "csv": _csv, "xlsx": _excel}
PICTURES = ("png", "svg")


def take(desk: Any, key: str, way: str, request: str, content: bytes = b"", kind: str = "", **_: Any) -> None:
    """Send a browser the chart or table shown under a key, in the form that the browser asks for.

    ``kind`` is ``chart`` or ``table``, as a chart and a table may have the same key. If a picture is asked for,
    ``content`` is the picture, drawn by the page.

    A part that is no longer shown is not sent, and the page says so.
    """
    of = shown_under(desk, key, {"chart": Chart, "table": Table}.get(kind, (Chart, Table)))
    if of is None:
        desk.page.give(request, "", NOT_SHOWN, [])
        return
    name = f"{_exempt(desk)}{desk.draft.path.stem}, {_file_words(of)}, {date.today().isoformat()}.{way}"
    if way in PICTURES and isinstance(of, Chart):
        taken = [described(way, content, of)]
    else:
        table = as_table(of)
        old = desk.draft.why_stale
        taken = WAYS[way](replace(table, note=f"{old} {table.note}".strip()), desk)
    desk.page.give(request, name, _said(desk, of, way, name), taken)


def _exempt(desk: Any) -> str:
    return exempt_file_mark(desk.draft.assessment.scenario) if desk.draft.assessment else ""


def _file_words(of: Table | Chart) -> str:
    words = sub(r"\s+", " ", sub(NO_FILE_NAME, " ", of.headline if isinstance(of, Chart) else of.title)).strip(" ,")
    return words if len(words) <= LONGEST_NAME else words[:LONGEST_NAME].rpartition(" ")[0].strip(" ,")


def _said(desk: Any, of: Table | Chart, way: str, name: str) -> str:
    rows = number_of(len(as_table(of).body), "row")
    said = f"Copied: {rows} and the headings." if way == "copy" else f"Saved in your downloads as {name}."
    return f"\u26a0 {said} {desk.draft.why_stale}" if desk.draft.stale else said
