"""The file of a workbook. xlsxwriter writes it; this module does what xlsxwriter does too slowly or leaves out."""

from collections.abc import Sequence
from xml.sax.saxutils import escape

from xlsxwriter import Workbook
from xlsxwriter.core import Core
from xlsxwriter.format import Format
from xlsxwriter.packager import Packager
from xlsxwriter.worksheet import Worksheet

from model.base.stated import stated
from model.report.twin.areas import column_name

OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
"""Text stays text, whatever it begins with. The file's parts are made in memory, and all have the same date."""


class Page(Worksheet):
    """A worksheet that keeps each formula as the file's own text, so that a twin is written three times as fast.

    xlsxwriter would add a prefix to newer functions. These formulas already have the prefix.
    """

    def write_formulas(
        self, row: int, col: int, formulas: Sequence[str], style: int, values: Sequence[str | float]
    ) -> None:
        """Write a row of formulas, already escaped for XML, each with its value. ``style`` is the style's number."""
        self._check_dimensions(row, col + len(formulas) - 1)  # the title is above and to the left of every cell
        cells = self.table[row]
        for at, (formula, value) in enumerate(zip(formulas, values, strict=True), col):
            kind, shown = (' t="str"', escape(value)) if isinstance(value, str) else ("", value)
            cells[at] = f'<c r="{column_name(at)}{row + 1}" s="{style}"{kind}><f>{formula}</f><v>{shown}</v></c>'

    def write_cell(self, row: int, col: int, content: str | float | None, style: Format) -> None:
        """Write a number, or text, which stays text whatever it begins with. None leaves the cell empty."""
        if content is None:
            self.write_blank(row, col, None, style)
        elif isinstance(content, str):
            self.write_string(row, col, content, style)
        else:
            self.write_number(row, col, content, style)

    @property
    def last_cell(self) -> tuple[int, int]:
        """The last row and the last column that are not empty, counted from 0."""
        return self.dim_rowmax or 0, self.dim_colmax or 0

    def _write_cell(self, row: int, col: int, cell: object) -> None:
        if isinstance(cell, str):
            self.fh.write(cell)
        else:
            super()._write_cell(row, col, cell)

    def _calculate_spans(self) -> None:
        """Don't write which columns each row uses: no spreadsheet needs to read that."""
        self.row_spans = {}


class WorkbookFile(Workbook):
    """A workbook whose properties say that it is in British English."""

    def _get_packager(self) -> Packager:
        return _Parts()


class _Parts(Packager):
    def _write_core_file(self) -> None:
        core = _Properties()
        core._set_properties(stated(self.workbook, "the workbook").doc_properties)
        core._set_xml_writer(self._filename("docProps/core.xml"))
        core._assemble_xml_file()


class _Properties(Core):
    def _write_cp_content_status(self) -> None:
        super()._write_cp_content_status()
        self._xml_data_element("dc:language", "en-GB")
