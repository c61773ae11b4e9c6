"""A structure chart as SVG: boxes in order of command, with text as text, and readable in black and white."""

from collections.abc import Sequence
from functools import lru_cache
from html import escape

from model.report.letter_widths import filled
from model.report.structure_charts.layout import Box, Layout, Placed, lay_out
from model.report.structure_charts.posts import Border, Entry, in_order

BOX, INSIDE, LETTERS, LINE = 136, 7, 12, 15
"""Pixels: the width of a box, the space at either side of its text, the height of its letters (9 points in print), and
the height of a line."""
BAR = 5
EDGE, HEADING = 4, 34
"""Pixels: the margin of the picture, and the height of the heading over the posts without a reporting line."""
WITHOUT_LINE = "No reporting line is stated for:"
STROKES = {
    Border.HEAVY: 'stroke-width="3.5"',
    Border.DASHED: 'stroke-width="1.5" stroke-dasharray="7 4"',
    Border.CHAIN: 'stroke-width="1.5" stroke-dasharray="11 3 2 3"',
    Border.DOTTED: 'stroke-width="2" stroke-dasharray="2 3"',
}


class Picture:
    """The boxes and lines of a chart, each in its place. Its size is in pixels, 96 to the inch in print."""

    def __init__(self, trees: Sequence[Entry], without_line: Sequence[Entry], width: int):
        self.groups: list[tuple[int, int, Layout, list[Entry]]] = []
        """Each group of boxes: how far down it begins, the room above it for words, its layout and its entries."""
        down = EDGE
        for entries, heading in ((trees, 0), (without_line, HEADING)):
            if entries:
                layout = lay_out([_box(entry) for entry in entries], width - 2 * EDGE)
                self.groups.append((down + heading, heading, layout, list(in_order(entries))))
                down += heading + layout.height
        self.width = 2 * EDGE + max(layout.width for *_, layout, _ in self.groups)
        self.height = down + EDGE

    def svg(self) -> str:
        """The picture; the title and description are added when its file is written."""
        parts = [
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{self.width}" height="{self.height}" '
            f'viewBox="0 0 {self.width} {self.height}" font-family="Arial, Liberation Sans, Helvetica, sans-serif" '
            f'font-size="{LETTERS}"><rect width="100%" height="100%" fill="white"/>'
        ]
        for down, heading, layout, entries in self.groups:
            ends = (f"M{x1 + EDGE} {y1 + down}L{x2 + EDGE} {y2 + down}" for x1, y1, x2, y2 in layout.lines)
            parts.append(f'<path d="{"".join(ends)}" stroke="#3D3D3D" fill="none"/>')
            if heading:
                parts.append(_text(EDGE, down - HEADING // 3, WITHOUT_LINE))
            parts += [_drawn(entry, placed, down) for entry, placed in zip(entries, layout.boxes, strict=True)]
        return "".join([*parts, "</svg>"])


def box_height(entry: Entry) -> int:
    """The height of an entry's box: its words, and some space."""
    return LINE * sum(map(len, words_of(entry))) + INSIDE


def _box(entry: Entry) -> Box:
    """An entry's box, with the boxes below it."""
    return Box(BOX, box_height(entry), tuple(map(_box, entry.below)))


def words_of(entry: Entry) -> tuple[list[str], list[str]]:
    """The lines of an entry's title, and those of its facts."""
    return _words(entry.label, entry.facts)


@lru_cache(maxsize=4096)  # asked for the box, for the page and for the drawing
def _words(label: str, facts: tuple[str, ...]) -> tuple[list[str], list[str]]:
    room = BOX - 2 * INSIDE
    return filled(label.split(), room, " ", LETTERS, bold=True), filled(facts, room, " \u00b7 ", LETTERS)


def _drawn(entry: Entry, placed: Placed, down: int) -> str:
    """The SVG of an entry's box, with its words."""
    x, y, height, border = placed.x + EDGE, placed.y + down, placed.box.height, entry.fate.border
    stroke = STROKES.get(border, "")
    parts = [f'<g data-post="{escape(entry.id)}"><rect x="{x}" y="{y}" width="{BOX}" height="{height}" fill="white" '
             f'stroke="black" {stroke}/>']  # fmt: skip
    if border == Border.BAR:
        parts.append(f'<rect x="{x}" y="{y}" width="{BAR}" height="{height}"/>')
    if border == Border.HATCHED:
        strokes = "".join(f"M{x} {y + step}l{BAR} {-BAR}" for step in range(BAR, height + 1, 4))
        parts.append(f'<path d="M{x + BAR} {y}v{height}{strokes}" stroke="black" fill="none"/>')
    title, facts = words_of(entry)
    for number, words in enumerate((*title, *facts)):
        bold = ' font-weight="bold"' if number < len(title) else ""
        parts.append(_text(x + INSIDE + 1, y + LINE * (number + 1), words, bold))
    return "".join([*parts, "</g>"])


def _text(x: int, y: int, words: str, more: str = "") -> str:
    return f'<text x="{x}" y="{y}"{more}>{escape(words)}</text>'
