"""The language of a workbook, which the library that writes it leaves out."""

import zipfile
from io import BytesIO
from pathlib import Path

CORE = "docProps/core.xml"
END = b"</cp:coreProperties>"
LANGUAGE = b"<dc:language>en-GB</dc:language>"


def set_language(path: Path) -> None:
    """Say in a workbook's properties that it is in British English; every other byte of its parts stays."""
    made = BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            content = old.read(part)
            if part.filename == CORE:
                content = content.replace(END, LANGUAGE + END)
            new.writestr(part, content)
    path.write_bytes(made.getvalue())
