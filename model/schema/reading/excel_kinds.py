"""Says what a file called .xlsx is if it does not open as a workbook, and how to make a workbook of it."""

from io import BytesIO
from zipfile import BadZipFile, ZipFile

SAVE = "a workbook saved as .xlsx: open the file in Excel and save it as Excel workbook (.xlsx)"
A_WORKBOOK = "a workbook saved as .xlsx, without a password"
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""The first bytes of a workbook of Excel before 2007. A newer workbook with a password begins with them too."""


def what_it_is(content: bytes) -> tuple[str, str]:
    """What was found and what was expected, for a fault of the file with this content."""
    if not content.strip():
        return "nothing: the file is empty", A_WORKBOOK
    if content.startswith(OLD):
        return "an old Excel workbook (.xls), or one with a password", A_WORKBOOK
    if content.startswith(b"PK"):
        return _what_is_packed(content)
    try:
        content.decode()
    except UnicodeDecodeError:
        return "a file that does not open as a workbook", A_WORKBOOK
    return "text, as in a CSV file", SAVE


def _what_is_packed(content: bytes) -> tuple[str, str]:
    try:
        with ZipFile(BytesIO(content)) as packed:
            names = {*packed.namelist()}
            kind = packed.read("mimetype") if "mimetype" in names else b""
    except (BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError):  # zipfile raises any
        return "a workbook that is cut short or damaged", "a complete copy of the workbook"
    if b"opendocument" in kind:
        return "an OpenDocument spreadsheet (.ods)", SAVE
    if "word/document.xml" in names:
        return "a Word document", A_WORKBOOK
    if "xl/workbook.bin" in names:
        return "a binary Excel workbook (.xlsb)", SAVE
    return "a workbook that is damaged", "a complete copy, saved as .xlsx by Excel"
