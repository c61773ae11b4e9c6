"""A block of 200 rows and 10 columns from LibreOffice Calc, by the browser's own clipboard, into a sheet and back.

A browser without a window shares no clipboard with LibreOffice. So Calc writes the block as text with tabs, as it does
on the clipboard, and reads what comes back as it reads a text that is pasted.
"""

import subprocess

import pytest
from openpyxl import Workbook, load_workbook

from model.report.word.pdf import libreoffice

pytestmark = pytest.mark.office
pytest_plugins = ("tests.desk.desk_browser",)
AS_TEXT, AS_CELLS = "9,34,76,1,,0,false,true,false", "9,34,76,1,,2057,true,false,false"
"""LibreOffice's options of a text with tabs: written as shown, and read with text left as text."""
TITLES = (
    "ICT Officer",
    'The "12 inch" technician',
    '"Field" engineer',
    "Clerk; part-time",
    "Caf\u00e9 manager \u2013 north",
)
GRADES = ("22-25", "42-45#47", 9, "1-2", "35-38#41")
FATES = ("assimilated", "regraded", "ring-fenced")
GOES = ("ICT Senior Engineer", "ICT Support Officer", "ICT Assistant Manager; ICT Senior Officer")
FUNDS = ("General Fund", "General Fund 60%; Schools Grant 40%")
COLUMNS = "Title|Grade|Number of posts|FTE|What becomes of it|Goes to|Vacant|Last day|Funds|Holder's point"


def rows():
    """Posts as a finance officer has them in a list: text that looks like dates, quotation marks, blanks."""
    for n in range(200):
        vacant, last = n % 7 == 0, "12 November 2010" if n % 4 == 0 else None
        yield [
            f"{TITLES[n % 5]} {n}", GRADES[n % 5], 1 + n % 3, (1, 0.6, 0.4)[n % 3], FATES[n % 3], GOES[n % 3],
            "yes" if vacant else None, last, FUNDS[n % 2], None if vacant else 20 + n % 9,
        ]  # fmt: skip


def by_calc(folder, file, kind, options="", into=None, reads=()):
    """What LibreOffice makes of a file: another of the kind. ``reads``: how it is read, where it is no text."""
    command = [libreoffice(), "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}"]
    reads = [f"--infilter=Text - txt - csv (StarCalc):{into}"] if into else reads
    writes = f"{kind}:Text - txt - csv (StarCalc):{options}" if options else kind
    command += [*reads, "--convert-to", writes, "--outdir", str(folder / "out"), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return folder / "out" / f"{file.stem}.{kind}"


def cells_of(path):
    sheet = load_workbook(path).active
    return [[cell.value for cell in row] for row in sheet.iter_rows(max_col=10)]


def test_a_block_of_200_by_10_from_calc_comes_back_unchanged_and_is_one_undo(desk, tmp_path):
    book, block = Workbook(), [*rows()]
    for row in block:
        book.active.append(row)
    book.save(tmp_path / "posts.xlsx")
    text = by_calc(tmp_path, tmp_path / "posts.xlsx", "txt", AS_TEXT).read_bytes().decode("utf-8")
    assert len(text.splitlines()) == 200 and text.splitlines()[0].count("\t") == 9

    page = desk.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    before = page.locator("[data-sheet=present] tbody").inner_text()
    page.evaluate("text => navigator.clipboard.writeText(text)", text)
    desk.cell("present", 0, "Title").click()
    assert page.locator("[data-sheet=present] thead th").all_inner_texts()[:10] == COLUMNS.split("|")
    desk.press("Control+v")
    desk.settle()
    assert page.locator("[data-sheet=present] .key-note").inner_text().startswith("Pasted 200 rows.")
    page.evaluate("() => navigator.clipboard.writeText('')")
    desk.cell("present", 0, "Title").click()
    desk.cell("present", 199, "Holder's point").click(modifiers=["Shift"])
    desk.press("Control+c")
    copied = page.evaluate("() => navigator.clipboard.readText()")

    (tmp_path / "back.txt").write_bytes(copied.encode("utf-8"))
    assert cells_of(by_calc(tmp_path, tmp_path / "back.txt", "xlsx", into=AS_CELLS)) == block
    desk.press("Control+z")
    desk.settle()
    assert page.locator("[data-sheet=present] tbody").inner_text() == before
    assert not page.get_by_role("button", name="Undo").is_enabled()
