"""A council's own Word template for the short report: whether it may be opened, and the place and styles of the report.

A template is a .docx or a .dotx. A file of the same name that ends in ``.styles.yaml`` may be beside it. It names the
council's own style for each purpose, such as ``heading: Report heading``.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from docx import Document as open_document
from docx.document import Document
from docx.image.image import Image
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from model.base.archive import too_much
from model.base.faults import Fault, InputFaults, listed, nearest_name, shortened
from model.report.decision.styles import NAMES, styles_in
from model.schema.reading.document import read_yaml

TYPES, MAIN, STYLES = "[Content_Types].xml", "word/document.xml", "word/styles.xml"
TEMPLATE_TYPE, DOCUMENT_TYPE = b"wordprocessingml.template.main+xml", b"wordprocessingml.document.main+xml"
MOST_UNPACKED = 60_000_000
"""Most bytes that a template may have when it is unpacked. A crest and a cover picture take a few million."""
PICTURES, MOST_POINTS = "word/media/", 50_000_000
"""Where Word keeps pictures, and how many pixels a picture may have. A page at 600 dots an inch has 35 million."""
REMOTE = re.compile(rb"<Relationship\b[^>]*TargetMode=\"External\"[^>]*>")
MARKER, TAG = "[[report]]", "report"
"""Text of the paragraph, or tag of the content control, that the report replaces. If there is neither, the report is
put at the end of the document."""
ENDINGS = (".docx", ".dotx")


@dataclass(frozen=True)
class Template:
    """A template that was checked and may be opened: its name, its bytes as a document, and the council's styles."""

    name: str
    content: bytes
    theirs: dict[str, str]
    """The council's name of each style, by what the style is for."""
    digest: str = ""
    """SHA-256 of the file as it is."""

    def as_data(self) -> dict[str, object]:
        """What a manifest records: the template's name, its fingerprint, and our styles where the template has none."""
        missing = styles_in(self.opened(), self.theirs).fallen_back
        return {"file": self.name, "sha256": self.digest, "styles_of_ours": [NAMES[purpose] for purpose in missing]}

    def opened(self) -> Document:
        """The template as a new document."""
        return open_document(BytesIO(self.content))


def read_template(path: Path) -> Template:
    """Check a template and read it. Raises InputFaults with everything that is wrong with it and its styles."""
    if path.is_dir():
        raise InputFaults([_fault(path, "a folder", "a template, .docx or .dotx")])
    try:
        content = path.read_bytes()
    except OSError as unread:
        raise InputFaults([_fault(path, unread.strerror or "nothing to read", "a template, .docx or .dotx")]) from None
    with _opening(path):
        faults = list(_faults(path, content))
    if faults:
        raise InputFaults(faults)
    with _opening(path):  # what a document lacks shows when it is opened, and its styles looked up
        template = Template(
            path.name, _as_document(content), _styles_beside(path, content), sha256(content).hexdigest()
        )
        place_in(template.opened())
        template.as_data()
    return template


@contextmanager
def _opening(path: Path) -> Iterator[None]:
    """Turn any error that a damaged document raises into one fault. The possible errors are not documented."""
    try:
        yield
    except InputFaults:
        raise
    except Exception as broken:
        found, expected = "a file that Word did not save, or a damaged one", "a template, .docx or .dotx, from Word"
        raise InputFaults([_fault(path, found, expected)]) from broken


def styles_said(template: dict[str, Any]) -> str:
    """What `clear` says from a pack's manifest about a template: which styles the template lacks."""
    ours = template["styles_of_ours"]
    if not ours:
        return f"The short report is in {template['file']}, with that template\u2019s styles throughout."
    where = f"The short report is in {template['file']}, with that template\u2019s styles"
    return f"{where}. The template lacks some styles, and the workbook\u2019s replace them: {listed(ours, 'and')}."


def place_in(document: Document) -> BaseOxmlElement:
    """The element before which the report is put. The marker, if there is one, is removed."""
    body = document.element.body
    for paragraph in body.iter(qn("w:p")):
        if paragraph.getparent() is body and paragraph.xpath("string()").strip() == MARKER:
            return _replaced(paragraph)
    for tag in body.iter(qn("w:tag")):
        control = tag.getparent().getparent()
        if tag.get(qn("w:val")) == TAG and control.getparent() is body:
            return _replaced(control)
    end = body.find(qn("w:sectPr"))
    return end if end is not None else body.add_p()


def _replaced(marked: BaseOxmlElement) -> BaseOxmlElement:
    """Remove an element and return the element after it."""
    after = marked.getnext()
    if after is None:
        after = marked.getparent().add_p()
    marked.getparent().remove(marked)
    return after


def _faults(path: Path, content: bytes) -> Iterator[Fault]:
    if path.suffix.lower() not in ENDINGS:
        yield _fault(
            path, f"a file that ends in {path.suffix or 'nothing'}", "a template without macros, .docx or .dotx"
        )
    with ZipFile(BytesIO(content)) as file:
        names = set(file.namelist())
        if refused := too_much(file, MOST_UNPACKED):
            found, expected = refused
            yield _fault(path, found, f"{expected}: make its pictures smaller")
            return
        if missing := sorted({TYPES, MAIN, STYLES} - names):
            yield _fault(path, f"no {missing[0]} in it", "a Word file, saved in Word")
            return
        types = file.read(TYPES)
        if b"macroEnabled" in types or any(name.endswith("vbaProject.bin") for name in names):
            yield _fault(path, "macros in it", "a template without macros: save it as .dotx or .docx")
        if not all(_parses(file.read(name)) for name in (MAIN, STYLES)):
            yield _fault(path, "a main part, or styles, that are not XML", "a Word file, saved in Word")
        for name in sorted(name for name in names if name.startswith(PICTURES)):
            yield from _of_picture(path, name.removeprefix(PICTURES), file.read(name))
        for name in sorted(name for name in names if name.endswith(".rels")):
            yield from (_of_remote(path, link) for link in REMOTE.findall(file.read(name)) if _is_fetched(link))


def _parses(content: bytes) -> bool:
    try:
        parse_xml(content)  # without entities, and without the network
    except SyntaxError:
        return False
    return True


def _of_picture(path: Path, name: str, content: bytes) -> Iterator[Fault]:
    """The fault of a picture with too many pixels to be drawn, however small its file. Line drawings have no pixels."""
    with suppress(Exception):  # of a damaged picture: it is copied as it is, and Word shows a cross
        picture = Image.from_blob(content)
        if picture.px_width * picture.px_height > MOST_POINTS:
            found = f"a picture of {picture.px_width:,} by {picture.px_height:,} pixels, {name}"
            yield _fault(path, found, f"no more than {MOST_POINTS // 1_000_000} million pixels")


def _is_fetched(link: bytes) -> bool:
    """Whether Word fetches what a link names when the document is opened. It fetches all but hyperlinks."""
    return b"/hyperlink" not in link


def _of_remote(path: Path, link: bytes) -> Fault:
    kind = "an attached template" if b"/attachedTemplate" in link else "something"
    target = re.search(rb'Target="([^"]*)"', link)
    where = target[1].decode(errors="replace") if target else "elsewhere"
    expected = "nothing that Word would fetch when the report is opened: take the link out of the template"
    return _fault(path, f"a link to {kind} outside the file, {shortened(where)}", expected)


def _fault(path: Path, found: str, expected: str) -> Fault:
    return Fault(path.as_posix(), 1, "the template", found, expected)


def _as_document(content: bytes) -> bytes:
    """The template's bytes as a .docx. A .dotx differs from a .docx by one word in its content types."""
    made = BytesIO()
    with ZipFile(BytesIO(content)) as file, ZipFile(made, "w") as copy:
        for entry in file.infolist():
            part = file.read(entry)
            copy.writestr(entry, part.replace(TEMPLATE_TYPE, DOCUMENT_TYPE) if entry.filename == TYPES else part)
    return made.getvalue()


def _styles_beside(path: Path, content: bytes) -> dict[str, str]:
    """The council's styles by what they are for, from the file beside the template; empty where there is none.

    Raises InputFaults with every fault of that file.
    """
    beside = path.with_suffix(".styles.yaml")
    if not beside.is_file():
        return {}
    written = read_yaml(beside)
    known = [style.name for style in open_document(BytesIO(_as_document(content))).styles if style.name]
    faults = []
    for purpose, name in written.data.items():
        if purpose not in NAMES:
            expected = f"a purpose of a style: {', '.join(NAMES)}"
            near = nearest_name(purpose, NAMES)
            faults.append(written.fault((purpose,), expected, found=f"the key {purpose!r}", nearest=near))
        elif name not in known:
            near = nearest_name(name, known)
            faults.append(written.fault((purpose,), f"the name of a style in {path.name}", nearest=near))
    if faults:
        raise InputFaults(faults)
    return {purpose: str(name) for purpose, name in written.data.items()}
