"""Fields of a Word document as XML: captions that Word numbers, references to them, and places for people to fill.

Each function gives the XML of runs, to be put into a paragraph. Text is cleaned and escaped.
"""

from xml.sax.saxutils import escape, quoteattr
from zlib import crc32

from model.report.word.parts import LANGUAGE, clean

SHADE = "FFF2CC"
"""The colour behind a place that is still to be filled. Its contrast with black is 15:1."""


def run(text: str, properties: str = "") -> str:
    """Plain text as a run. Spaces at its ends are kept."""
    kept = f" {clean(text)}" if text[:1].isspace() else clean(text)
    kept = f"{kept} " if text[-1:].isspace() and text.strip() else kept
    return f'<w:r>{_properties(properties)}<w:t xml:space="preserve">{escape(kept)}</w:t></w:r>'


def field(instruction: str, shown: str) -> str:
    """A field that Word and LibreOffice keep up to date, with the text that it shows before its first update."""
    asked = _part(f'<w:instrText xml:space="preserve"> {instruction} </w:instrText>')
    begin, separate, end = (_part(f'<w:fldChar w:fldCharType="{kind}"/>') for kind in ("begin", "separate", "end"))
    return f"{begin}{asked}{separate}{run(shown)}{end}"


def _part(content: str) -> str:
    return f"<w:r>{_properties()}{content}</w:r>"


def bookmarked(name: str, runs: str) -> str:
    """Runs inside a bookmark. Fields refer to these runs by the bookmark's name."""
    number = crc32(name.encode()) % 100_000
    return f'<w:bookmarkStart w:id="{number}" w:name={quoteattr(name)}/>{runs}<w:bookmarkEnd w:id="{number}"/>'


def numbered(kind: str, number: int, bookmark: str) -> str:
    """``Table 3`` within a bookmark, with a field for the number."""
    return bookmarked(bookmark, run(f"{kind} ") + field(rf"SEQ {kind} \* ARABIC", str(number)))


def reference(bookmark: str, shown: str) -> str:
    """The text inside a bookmark, as a link to it."""
    return field(rf"REF {bookmark} \h", shown)


def content_control(tag: str, title: str, text: str, *, filled: bool) -> str:
    """A place for people to fill, within a line. ``tag`` is its key, the same each time the document is made."""
    identity = crc32(tag.encode()) % 2_000_000_000 + 1
    state = "" if filled else "<w:showingPlcHdr/>"
    look = "" if filled else f'<w:shd w:val="clear" w:color="auto" w:fill="{SHADE}"/>'
    return (
        f"<w:sdt><w:sdtPr><w:alias w:val={quoteattr(clean(title))}/><w:tag w:val={quoteattr(tag)}/>"
        f'<w:id w:val="{identity}"/>{state}<w:text/></w:sdtPr><w:sdtContent>{run(text, look)}</w:sdtContent></w:sdt>'
    )


def _properties(look: str = "") -> str:
    return f'<w:rPr>{look}<w:lang w:val="{LANGUAGE}"/></w:rPr>'
