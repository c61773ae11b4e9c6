"""A Word document as a tagged PDF by the rules of PDF/UA-1, made by LibreOffice where it is installed."""

import json
import os
import re
import shutil
import signal
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from hashlib import md5
from pathlib import Path

from model.base.private_folder import private_folder
from model.report.word.page_ends import alone_at_an_end, begin_pages
from model.report.word.pdf_copy import copy_for_pdf

NO_PDF = (
    "No PDF was made, since LibreOffice was not found. Open report.docx in Word and save it as PDF (Options: document "
    "structure tags for accessibility), or install LibreOffice and run `clear --pdf` again."
)
NOT_WRITTEN = (
    "No PDF was made: LibreOffice was found, but did not write one. Open report.docx in Word or LibreOffice, and save "
    "it as PDF from there, with tags."
)
SWITCHED_ON = (
    "UseTaggedPDF", "PDFUACompliance", "DisplayPDFDocumentTitle", "ExportBookmarks",
    "UseLosslessCompression",  # else charts become JPEG
)  # fmt: skip
SWITCHED_OFF = ("ExportFormFields",)  # a place to fill is printed, and is no field of a form
EXPORT = "pdf:writer_pdf_Export:" + json.dumps(
    {
        name: {"type": "boolean", "value": value}
        for names, value in ((SWITCHED_ON, "true"), (SWITCHED_OFF, "false"))
        for name in names
    }
)
PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
)
SECONDS = 180
DRAWN_AT_MOST = 4
"""The most times that a document is drawn, since a heading that begins a new page can move the headings after it."""
DATED = (rb"(?<=CreationDate\(D:)\d{14}", rb"(?<=ModDate\(D:)\d{14}")
DATED_IN_WORDS = rb"(?<=Date>)\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d"
NUMBERED = rb"(?<=<)[0-9A-F]{32}(?=>)|(?<=/DocChecksum /)[0-9A-F]{32}"
TAB_ORDER = b"/Tabs(S)", b"/Tabs /S"
"""The tab order of a page with links: the string that LibreOffice 7.4 writes, and the name that PDF/UA-1 asks for."""
FIRST_DAY = b"19800101000000", b"1980-01-01T00:00:00"


class NoPdf(Exception):
    """No PDF could be made. The message says why in a plain sentence, and how to get one."""


def libreoffice() -> str:
    """Where LibreOffice is; empty where it is not installed."""
    return next(filter(None, map(shutil.which, ("soffice", "libreoffice", *PLACES))), "")


def write_pdf(document: Path) -> Path:
    """Turn a Word document into a tagged PDF beside it (:func:`write_pdfs`). Gives the PDF's path."""
    return write_pdfs([document])[0]


def write_pdfs(documents: Sequence[Path]) -> list[Path]:
    """Turn Word documents into tagged PDFs beside them, with one start of LibreOffice. Gives the PDFs' paths.

    The same document gives the same bytes. LibreOffice uses a profile of its own that is thrown away, so another
    LibreOffice that is open does not disturb it. Raises NoPdf, and writes no PDF, where LibreOffice is not found or
    does not make every PDF.
    """
    office = libreoffice()
    if not office:
        raise NoPdf(NO_PDF)
    with private_folder() as private:
        copies = [Path(private, f"{number}.docx") for number, _ in enumerate(documents)]  # names may be alike
        for document, copy in zip(documents, copies, strict=True):
            copy_for_pdf(document, copy)
        command = [office, f"-env:UserInstallation={Path(private, 'profile').as_uri()}", "--headless", "--norestore"]
        command += ["--convert-to", EXPORT, "--outdir", str(private)]
        drawn, left = dict[Path, bytes](), copies
        for _ in range(DRAWN_AT_MOST):
            drawn |= dict(zip(left, _drawn(command, left), strict=True))
            left = [copy for copy in left if begin_pages(copy, alone_at_an_end(drawn[copy]))]
            if not left:
                break
        targets = [document.with_suffix(".pdf") for document in documents]
        for copy, target in zip(copies, targets, strict=True):
            target.write_bytes(undated(drawn[copy]))
    return targets


def _drawn(command: list[str], copies: Sequence[Path]) -> list[bytes]:
    """The PDF of each copy. Raises NoPdf where LibreOffice does not make every one."""
    _run([*command, *map(str, copies)], copies[0].parent)
    drawn = [copy.with_suffix(".pdf") for copy in copies]
    if not all(map(Path.is_file, drawn)):
        raise NoPdf(NOT_WRITTEN)
    return [pdf.read_bytes() for pdf in drawn]


def _run(command: Sequence[str], private: Path) -> None:
    """Run LibreOffice. If it hangs, or this process is interrupted, end it and every process that it started."""
    env, silent = dict(os.environ, TZ="UTC", TMPDIR=str(private)), subprocess.DEVNULL
    with subprocess.Popen(
        command, stdin=silent, stdout=silent, stderr=silent, env=env, start_new_session=True
    ) as office:
        try:
            office.wait(SECONDS)
        except subprocess.TimeoutExpired as late:
            raise NoPdf(NOT_WRITTEN) from late
        finally:
            with suppress(OSError):
                office.kill() if os.name == "nt" else os.killpg(office.pid, signal.SIGKILL)


def write_pdfs_if_able(documents: Sequence[Path]) -> None:
    """Make the PDFs where that is possible. A pack is whole without them."""
    with suppress(NoPdf):
        write_pdfs(documents)


def why_no_pdf() -> str:
    """Why there is no PDF, and how to get one, in a line."""
    return NOT_WRITTEN if libreoffice() else NO_PDF


def undated(pdf: bytes) -> bytes:
    """The PDF without the time at which it was made, with an id from its content, and with its tab order put right.

    Each replacement is as long as what it replaces, so that nothing in the file moves.
    """
    pdf = pdf.replace(*TAB_ORDER)
    for found in DATED:
        pdf = re.sub(found, FIRST_DAY[0], pdf)
    pdf = re.sub(DATED_IN_WORDS, FIRST_DAY[1], pdf)
    head, trailer, tail = pdf.rpartition(b"trailer")
    if not trailer:  # a newer kind of file, whose id is packed away: it then differs from run to run
        return pdf
    tail = re.sub(NUMBERED, b"0" * 32, tail)
    identity = md5(head + trailer + tail, usedforsecurity=False).hexdigest().upper().encode()
    return head + trailer + tail.replace(b"0" * 32, identity)
