"""Taking tables and charts away in a real browser, by mouse and keyboard; what LibreOffice then makes of them."""

import struct

import pytest

from tests.desk.test_desk_clipboard import by_calc, cells_of

pytestmark = pytest.mark.browser
pytest_plugins = ("tests.desk.desk_browser",)
READ = {"txt": {"into": "9,34,76,1,,2057,false,false,false"}, "html": {"reads": ["--infilter=HTML (StarCalc)"]}}
"""How LibreOffice Calc reads a text with tabs as it reads a pasted one, in which numbers are numbers; and a table."""


def download(desk, act):
    with desk.page.expect_download() as came:
        act()
    return came.value


def clipboard(desk):
    return desk.page.evaluate(
        """async () => { const [item] = await navigator.clipboard.read();
           const text = async (type) => (await item.getType(type)).text();
           return [await text("text/plain"), await text("text/html")]; }"""
    )


def test_a_table_is_copied_as_text_and_as_a_table_and_calc_reads_numbers(desk, tmp_path):
    desk.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    desk.tab("Years")
    bar = desk.page.locator('[data-key="cost_by_year"] .take')
    bar.get_by_role("button", name="Copy").click()
    desk.page.wait_for_function(
        "() => /^Copied/.test(document.querySelector('[data-key=cost_by_year] .take [role=status]').textContent)"
    )
    text, table = clipboard(desk)
    shown = desk.page.locator('[data-key="cost_by_year"] tbody tr').first.locator("th, td").all_inner_texts()
    assert "<th" in table
    for kind, content in (("txt", text), ("html", table)):
        file = tmp_path / f"pasted-{kind}.{kind}"
        file.write_text(content, encoding="utf-8")
        rows = cells_of(by_calc(tmp_path, file, "xlsx", **READ[kind]))
        line = next(row for row in rows if row[0] == shown[0])
        printed = [
            float(cell.replace("£", "").replace(",", "").replace("\u2212", "-")) for cell in shown if "£" in cell
        ]
        assert printed and [cell for cell in line if isinstance(cell, int | float)] == printed, kind


def test_a_table_goes_to_excel_and_csv_by_keyboard_alone(desk, tmp_path):
    desk.tab("Years")
    bar = desk.page.locator('[data-key="cost_by_basis"] .take')
    bar.get_by_role("button", name="Copy").focus()
    desk.press("Tab")
    csv = download(desk, lambda: desk.press("Enter"))
    desk.press("Tab")
    excel = download(desk, lambda: desk.press("Space"))
    assert csv.suggested_filename.endswith(".csv") and excel.suggested_filename.endswith(".xlsx")
    assert "barnet-schools-ict, " in excel.suggested_filename
    assert bar.get_by_role("status").inner_text() == f"Saved in your downloads as {excel.suggested_filename}."
    csv.save_as(tmp_path / "basis.csv")
    assert (tmp_path / "basis.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_a_chart_goes_as_a_picture_at_the_size_of_print_and_as_one_of_lines(desk, tmp_path):
    bar = desk.page.locator('[data-key="bridge"] .take')
    png = download(desk, bar.get_by_role("button", name="PNG").click)
    svg = download(desk, bar.get_by_role("button", name="SVG").click)
    content = png.path().read_bytes()
    width, _ = struct.unpack(">II", content[16:24])
    assert content.startswith(b"\x89PNG") and width == 1200
    text = svg.path().read_text(encoding="utf-8")
    _, alt, _ = desk.bridge()
    assert text.startswith("<svg") and alt in text
    assert png.suggested_filename.endswith(".png") and svg.suggested_filename.endswith(".svg")


def test_nothing_in_the_buttons_bars_the_way_to_anybody(desk):
    for tab in ("Bridge", "Years", "Checks"):
        desk.tab(tab)
        assert desk.found_by_axe(".results", also=["target-size"]) == []
