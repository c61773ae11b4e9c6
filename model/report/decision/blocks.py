"""What a short report is made of: headings, numbered paragraphs, tables, figures, and places for people to fill.

Nothing here knows what is decided, or how a document is written.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Fill:
    """A place that people fill: its key (the same in every run), what it is for, and what was written there."""

    place: str
    prompt: str
    text: str = ""

    def __str__(self) -> str:
        return self.text or f"[To fill: {self.prompt}]"


@dataclass(frozen=True)
class Ref:
    """A reference to a table or a figure of the report by its key. The number is found when the report is written."""

    key: str


Words = str | Fill | Ref
Line = tuple[Words, ...]
"""The parts of one line, in order."""


@dataclass(frozen=True)
class Paragraph:
    """A numbered paragraph or, if ``lettered``, one with a letter, under the numbered paragraph before it."""

    line: Line
    lettered: bool = False


@dataclass(frozen=True)
class Rows:
    """A table: its key, caption, header and rows of cells. ``numbers`` says which columns are aligned to the right."""

    key: str
    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[Words, ...], ...]
    numbers: tuple[bool, ...]
    total_row: bool = False
    note: str = ""
    may_break: bool = False
    """Whether the table may run over the end of a page. If not, it is kept whole on one page."""


@dataclass(frozen=True)
class Figure:
    """A picture with its caption, its description, and a line under it. It is printed at the size it was drawn for."""

    key: str
    title: str
    png: Path
    alt: str
    source: str = ""


Block = Paragraph | Rows | Figure


@dataclass(frozen=True)
class Part:
    """A part of the report: its key, heading and what is under it."""

    key: str
    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Paper:
    """The whole report: a title, whom it is for, the box with the money at the top, and its parts."""

    title: str
    subtitle: str
    marks: tuple[str, ...]
    """What a reader must know before seeing any amount, such as why the proposal is not cleared."""
    box: tuple[tuple[str, Line], ...]
    """Label and content of each row."""
    parts: tuple[Part, ...]
    footer: str

    def lines(self) -> Iterator[Line]:
        """Every line of words in order, including the cells of tables."""
        yield from (line for _, line in self.box)
        for part in self.parts:
            for block in part.blocks:
                if isinstance(block, Paragraph):
                    yield block.line
                elif isinstance(block, Rows):
                    yield from ((cell,) for row in block.rows for cell in row)

    def places(self) -> list[Fill]:
        """Every place to fill, in order, filled or not."""
        return [word for line in self.lines() for word in line if isinstance(word, Fill)]

    def numbers(self) -> dict[str, tuple[str, int]]:
        """Kind and number of each table and figure by its key: ``("Table", 2)``."""
        found: dict[str, tuple[str, int]] = {}
        counts = {"Table": 0, "Figure": 0}
        for part in self.parts:
            for block in part.blocks:
                if not isinstance(block, Paragraph):
                    kind = "Table" if isinstance(block, Rows) else "Figure"
                    counts[kind] += 1
                    found[block.key] = kind, counts[kind]
        return found


def said(*words: Words) -> Paragraph:
    """A numbered paragraph with these words."""
    return Paragraph(words)


def lettered(lines: Sequence[Line]) -> list[Paragraph]:
    """Lines as a list with letters: each ends in a semicolon, and the last in a full stop."""
    ends = [*[";"] * (len(lines) - 1), "."]
    return [Paragraph((*line, end), lettered=True) for line, end in zip(lines, ends, strict=True)]
