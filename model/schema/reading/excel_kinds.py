"""What a file is that is called .xlsx and does not open as a workbook: by how it begins, and how to make it one."""

from io import BytesIO
from zipfile import BadZipFile, ZipFile

SAVE = "a workbook saved as .xlsx: open it in Excel and save it as Excel workbook (.xlsx)"
A_WORKBOOK = "a workbook saved as .xlsx, without a password"
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How a workbook of Excel before 2007 begins; one with a password is packed in such a file."""


def what_it_is(content: bytes) -> tuple[str, str]:
    """What was found, and what was expected."""
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
    return "text, as a CSV file has", SAVE


def _what_is_packed(content: bytes) -> tuple[str, str]:
    try:
        with ZipFile(BytesIO(content)) as packed:
            names = {*packed.namelist()}
            kind = packed.read("mimetype") if "mimetype" in names else b""
    except (BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError):  # zipfile raises any
        return "a workbook that is cut off or damaged", "a whole copy of it"
    if b"opendocument" in kind:
        return "an OpenDocument spreadsheet (.ods)", SAVE
    if "word/document.xml" in names:
        return "a Word document", A_WORKBOOK
    if "xl/workbook.bin" in names:
        return "a binary Excel workbook (.xlsb)", SAVE
    return "a workbook that is damaged", "a whole copy of it, saved as .xlsx by Excel"
