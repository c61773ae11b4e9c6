"""What the papers of a pack say: their tables by title, their sentences, and the money in them."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path

MONEY = re.compile(r"[+\u2212]?£\d+(?:,\d{3})*(?:\.\d\d)?")


class Page(HTMLParser):
    """A page of a pack: ``tables`` by caption, each a list of rows of text, and ``paragraphs`` in order."""

    def __init__(self, text: str):
        super().__init__()
        self.tables: dict[str, list[list[str]]] = {}
        self.captions: list[str] = []
        self.paragraphs: list[str] = []
        self._open: list[str] = []
        self._rows: list[list[str]] = []
        self._text = ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        if tag in ("caption", "th", "td", "p", "li", "figcaption", "h3"):
            self._text = ""
        if tag == "table":
            self._rows = []
        if tag == "tr":
            self._rows.append([])

    def handle_data(self, data):
        self._text += data

    def handle_endtag(self, tag):
        text = " ".join(self._text.split())
        if tag in ("caption", "figcaption"):
            self.captions.append(text)
        elif tag in ("th", "td"):
            self._rows[-1].append(text)
        elif tag in ("p", "li", "h3"):
            self.paragraphs.append(text)
        elif tag == "table":
            self.tables[self.captions[-1]] = self._rows


class Annex:
    """A Word annex of a pack, read as :class:`Page` reads a page."""

    def __init__(self, path: Path):
        from docx import Document
        from docx.table import Table

        self.tables: dict[str, list[list[str]]] = {}
        self.captions: list[str] = []
        self.paragraphs: list[str] = []
        for block in Document(str(path)).iter_inner_content():
            if isinstance(block, Table):
                self.tables[self.captions[-1]] = [[cell.text for cell in row.cells] for row in block.rows]
            else:  # all text, that of the fields that Word counts among it
                text = " ".join("".join(each.text or "" for each in block._p.xpath(".//w:t")).split())
                (self.captions if block.style.name == "Caption" else self.paragraphs).append(text)


def key_figures(tables: dict[str, list[list[str]]]) -> dict[str, str]:
    """Name to printed value, of the table of the figures in short."""
    [(_, (_, *rows))] = [(title, rows) for title, rows in tables.items() if title.endswith("The figures in short")]
    return {row[0]: row[1] for row in rows}


def notebook_text(path: Path) -> str:
    """Everything that an executed notebook shows as text."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    outputs = [output for cell in cells for output in cell.get("outputs", ())]
    data = [output.get("data", {}) for output in outputs]
    return "\n".join("".join(one.get(kind, "")) for one in data for kind in ("text/markdown", "text/html"))


def money_in(sentences) -> set[str]:
    """Every amount of money in sentences, without its sign."""
    return {amount.lstrip("+\u2212") for sentence in sentences for amount in MONEY.findall(sentence)}
