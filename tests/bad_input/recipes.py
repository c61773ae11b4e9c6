"""Files that no table can hold as text, by the name that a row of the corpus gives."""

import json
from datetime import date
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from xlsxwriter import Workbook

POSTS = [
    ["id", "title", "grade", "fte", "fate", "to"],
    ["tech", "Technician", "A", 1, "assimilated", "tech-new"],
    ["lead", "Leader", "B", 0.8, "assimilated", "lead-new"],
]


def worksheet(rows: list[list[Any]], name: str = "Posts", merged: tuple[int, int, int, int] | None = None) -> bytes:
    """A workbook of one sheet. A text that begins with = is a formula never worked out, or the error that it names."""
    content = BytesIO()
    with Workbook(content, {"in_memory": True}) as book:
        sheet, day = book.add_worksheet(name), book.add_format({"num_format": "d mmm"})
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                if isinstance(cell, str) and cell.startswith("=#"):
                    sheet.write_formula(row, column, "=1/0", None, cell[1:])
                elif isinstance(cell, str) and cell.startswith("="):
                    sheet.write_formula(row, column, cell, None, "")
                elif isinstance(cell, str) and cell.startswith("@"):
                    sheet.write_datetime(row, column, date.fromisoformat(cell[1:]), day)
                elif isinstance(cell, str):
                    sheet.write_string(row, column, cell.removeprefix("'"))
                elif cell is not None:
                    sheet.write(row, column, cell)
        if merged:
            sheet.merge_range(*merged, "A")
    return _never_worked_out(content.getvalue())


def _never_worked_out(content: bytes) -> bytes:
    """The same without the values that the writer stores with formulas; errors keep theirs."""
    parts = BytesIO()
    with ZipFile(BytesIO(content)) as packed, ZipFile(parts, "w", ZIP_DEFLATED) as made:
        for name in packed.namelist():
            part = packed.read(name)
            made.writestr(name, part.replace(b"</f><v></v>", b"</f>").replace(b' t="str"><f>', b"><f>"))
    return parts.getvalue()


def sheet(path: Path) -> bytes:
    """A sound workbook."""
    del path
    return worksheet(POSTS)


def merged(path: Path) -> bytes:
    """A sheet with the grade of two posts in one merged cell."""
    del path
    return worksheet(POSTS, merged=(1, 2, 2, 2))


def wide_sheet(path: Path) -> bytes:
    """A sheet of 3,006 columns."""
    del path
    return worksheet([[*POSTS[0], *(f"c{number}" for number in range(3000))], *POSTS[1:]])


def cut_off(path: Path) -> bytes:
    """The first half of a workbook."""
    del path
    whole = worksheet(POSTS)
    return whole[: len(whole) // 2]


def zip_bomb(path: Path) -> bytes:
    """A small workbook whose sheet unpacks to 30 million bytes of cells, a thousand times its size."""
    del path
    whole, content = worksheet(POSTS), BytesIO()
    row = b'<row r="4"><c r="A4" t="inlineStr"><is><t>' + b"x" * 1_000_000 + b"</t></is></c></row>"
    with ZipFile(BytesIO(whole)) as packed, ZipFile(content, "w", ZIP_DEFLATED) as made:
        for name in packed.namelist():
            part = packed.read(name)
            made.writestr(name, part.replace(b"</sheetData>", row * 30 + b"</sheetData>"))
    return content.getvalue()


def old_workbook(path: Path) -> bytes:
    """How a file of Excel before 2007 begins, as does one with a password."""
    del path
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)


def ods(path: Path) -> bytes:
    """What LibreOffice saves as its own kind of spreadsheet."""
    del path
    content = BytesIO()
    with ZipFile(content, "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr("content.xml", "<office:document-content/>")
    return content.getvalue()


def zip_of_nothing(path: Path) -> bytes:
    """An archive, and so no text."""
    del path
    content = BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as packed:
        packed.writestr("a", bytes(range(256)))
    return content.getvalue()


def folder(path: Path) -> None:
    """A folder of the file's name."""
    path.unlink(missing_ok=True)
    path.mkdir()


def gone(path: Path) -> None:
    """No file."""
    path.unlink()


def alias_bomb(path: Path) -> bytes:
    """The scenario with ten lines that unfold to a thousand million values."""
    lines = ["a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]"]
    lines += [f"a{number}: &a{number} [{', '.join([f'*a{number - 1}'] * 10)}]" for number in range(1, 9)]
    return path.read_bytes() + "\n".join([*lines, "a9: *a8", ""]).encode()


def deep_lists(path: Path) -> bytes:
    """Three thousand lists, each within another."""
    del path
    return b"title: " + b"[" * 3000 + b"]" * 3000


def deep_json(path: Path) -> bytes:
    """A hundred thousand brackets."""
    del path
    return b"[" * 100_000 + b"\n"


def long_number(path: Path) -> bytes:
    """The scenario with an amount of four hundred figures."""
    return path.read_bytes().replace(b"amount: 80000", b"amount: " + b"9" * 400)


def long_price(path: Path) -> bytes:
    """The scenario with a price of four hundred figures."""
    return path.read_bytes().replace(b"primary: 6", b"primary: " + b"9" * 400)


def many_columns(path: Path) -> bytes:
    """The list with 3,000 columns more."""
    head, *rows = path.read_text(encoding="utf-8").splitlines()
    more = ",".join(f"c{number}" for number in range(3000))
    return "\n".join([f"{head},{more}", *(f"{row}{',' * 3000}" for row in rows), ""]).encode()


def manifest_of_lists(path: Path) -> bytes:
    """A manifest whose seal is right, of lists where texts are expected."""
    del path
    return _sealed({"files": {"report.html": [1]}, "scenario_file": ["a"], "pack": 7})


def manifest_of_a_number(path: Path) -> bytes:
    """A manifest whose seal is right, of a number where the files are expected."""
    del path
    return _sealed({"files": 7})


def workbook_key_altered(path: Path) -> bytes:
    """The small scenario as an input workbook, with a letter too many in one of its keys."""
    from model.rates.tables import load_rates
    from model.schema.workbook.converting import converted

    whole = converted(path.with_name("scenario.yaml"), path, load_rates())[0]
    parts = BytesIO()
    with ZipFile(BytesIO(whole)) as packed, ZipFile(parts, "w", ZIP_DEFLATED) as made:
        for name in packed.namelist():
            made.writestr(name, packed.read(name).replace(b">authority<", b">authoritty<"))
    return parts.getvalue()


def formatted_to_the_last_row(path: Path) -> bytes:
    """Two posts on a sheet of which eight columns are formatted down to row 1,048,576."""
    del path
    whole, content = worksheet(POSTS), BytesIO()
    with ZipFile(BytesIO(whole)) as packed, ZipFile(content, "w", ZIP_DEFLATED) as made:
        for name in packed.namelist():
            part = packed.read(name)
            if not name.startswith("xl/worksheets/sheet"):
                made.writestr(name, part)
                continue
            start, end = part.split(b"</sheetData>")
            with made.open(name, "w") as sheet:
                sheet.write(start)
                for row in range(4, 1_048_577):
                    cells = "".join(f'<c r="{column}{row}" s="0"/>' for column in "ABCDEFGH")
                    sheet.write(f'<row r="{row}">{cells}</row>'.encode())
                sheet.write(b"</sheetData>" + end)
    return content.getvalue()


def _sealed(said: dict[str, Any]) -> bytes:
    content = json.dumps({"manifest_sha256": "0" * 64, **said}, indent=2) + "\n"
    return content.replace("0" * 64, sha256(content.encode()).hexdigest(), 1).encode()
