"""Where the boxes of a structure chart are placed: only geometry, in pixels, from a tree of box sizes.

The boxes below a box are in one row under it, or in several rows hung from a trunk at its left. With one box in each
row, this is the usual hanging list. Each tree has a rectangle of its own, and lines run only in the gaps, so no line
runs through a box. A way to place boxes is dropped where another beats it in both width and ``rank``. Of the rest, the
way of least rank that fits the width is used.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

ASIDE, UNDER, BETWEEN, IN_LIST, INDENT = 8, 22, 20, 9, 14
"""Pixels between two boxes of a row, between a box and the row under it, between two rows of several boxes, between two
rows of one box, and from a trunk to its rows."""

AWAY, IN_ROWS = 60, 12
"""Penalties, in pixels of height: for a box of a list that is away from its trunk, and for a row of several boxes."""

Line = tuple[int, int, int, int]
"""A line from x, y to x, y, either across or down."""


@dataclass(frozen=True)
class Box:
    """A box with its size in pixels, and the boxes below it in order."""

    width: int
    height: int
    below: tuple["Box", ...] = ()


@dataclass(frozen=True)
class Placed:
    """Where a box is: its top left corner."""

    box: Box
    x: int
    y: int

    @property
    def middle(self) -> int:
        """The x of the box's middle."""
        return self.x + self.box.width // 2


@dataclass(frozen=True)
class Layout:
    """Boxes in order of command, each after the box above it, and the lines between them."""

    width: int
    height: int
    boxes: tuple[Placed, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Shape:
    """One way to place a tree, or a row of trees: its size, its own box, its lines, and the shapes in it."""

    width: int
    height: int
    rank: int
    """The height, plus penalties for what is untidy. The least is best."""
    box: Placed | None = None
    parts: tuple[tuple[int, int, "Shape"], ...] = ()
    """For each shape inside: how far across it is, how far down, and the shape."""
    lines: tuple[Line, ...] = ()

    @property
    def tops(self) -> list[int]:
        """The x of the middle of each tree's top box, for a row of trees."""
        return [across + part.box.middle for across, _, part in self.parts if part.box]


def lay_out(trees: Sequence[Box], width: int) -> Layout:
    """The trees one after the other in rows, in the way of least ``rank`` that fits the width.

    Where no way fits, the narrowest is used, which is wider than ``width``.
    """
    shapes = _best([stack for row in _rows(trees, width) for stack in _stacked(row, BETWEEN, width)], width)
    shape = min(shapes, key=lambda shape: (shape.width > width, shape.rank, shape.width))
    boxes, lines = [], []
    for x, y, part in _all_parts(shape, 0, 0):
        if part.box:
            boxes.append(replace(part.box, x=part.box.x + x, y=part.box.y + y))
        lines += [(x1 + x, y1 + y, x2 + x, y2 + y) for x1, y1, x2, y2 in part.lines]
    return Layout(shape.width, shape.height, tuple(boxes), tuple(lines))


def _all_parts(shape: Shape, x: int, y: int) -> Iterator[tuple[int, int, Shape]]:
    """A shape and every shape in it, each with its x and y."""
    yield x, y, shape
    for across, down, part in shape.parts:
        yield from _all_parts(part, x + across, y + down)


def _shapes(box: Box, width: int) -> list[Shape]:
    """The ways to place a box with all that is below it."""
    if not box.below:
        return [Shape(box.width, box.height, box.height, Placed(box, 0, 0))]
    ways = []
    for rows in _rows(box.below, width):
        if len(rows) == 1:
            ways += [_under(box, row) for row in rows[0]]
        else:
            gap = IN_LIST if len(rows) == len(box.below) else BETWEEN
            ways += [_hung(box, stack, gap) for stack in _stacked(rows, gap, width)]
    return _best(ways, width)


def _rows(trees: Sequence[Box], width: int) -> Iterator[list[list[Shape]]]:
    """The trees in rows of one, then again in rows of two, and so on. Each row is a list of ways to place its trees."""
    placed = [_shapes(tree, width) for tree in trees]
    narrowest = min(min(shape.width for shape in shapes) for shapes in placed)
    most = max(1, min(len(trees), (width + ASIDE) // (narrowest + ASIDE)))
    for across in range(1, most + 1):
        yield [_beside(placed[first : first + across], width) for first in range(0, len(trees), across)]


def _beside(placed: Sequence[list[Shape]], width: int) -> list[Shape]:
    """Ways to place trees side by side: for each ``rank``, each tree in its narrowest shape of at most that rank."""
    least = max(min(shape.rank for shape in shapes) for shapes in placed)
    ways = []
    for rank in {shape.rank for shapes in placed for shape in shapes if shape.rank >= least}:
        chosen = [min((s for s in shapes if s.rank <= rank), key=lambda s: s.width) for shapes in placed]
        parts, x = [], 0
        for shape in chosen:
            parts.append((x, 0, shape))
            x += shape.width + ASIDE
        height, rank = (max(getattr(shape, name) for shape in chosen) for name in ("height", "rank"))
        ways.append(Shape(x - ASIDE, height, rank, None, tuple(parts)))
    return _best(ways, width)


def _stacked(rows: Sequence[list[Shape]], gap: int, width: int) -> list[Shape]:
    """The ways to stack rows: one for each width, in which each row has its shape of least ``rank`` that fits."""
    least = max(min(shape.width for shape in shapes) for shapes in rows)
    ways = []
    for across in {shape.width for shapes in rows for shape in shapes if shape.width >= least}:
        chosen = [min((s for s in shapes if s.width <= across), key=lambda s: s.rank) for shapes in rows]
        parts, y = [], 0
        for shape in chosen:
            parts.append((0, y, shape))
            y += shape.height + gap
        widest, untidy = max(shape.width for shape in chosen), sum(shape.rank - shape.height for shape in chosen)
        ways.append(Shape(widest, y - gap, y - gap + untidy, None, tuple(parts)))
    return _best(ways, width)


def _under(box: Box, row: Shape) -> Shape:
    """The shape of a box with a row of boxes centred under it."""
    tops, bend = row.tops, box.height + UNDER // 2
    middle = (tops[0] + tops[-1]) // 2
    left = middle - box.width // 2
    shift = max(0, -left)
    down, middle = box.height + UNDER, middle + shift
    ends = [top + shift for top in tops]
    lines = [(middle, box.height, middle, bend), *((end, bend, end, down) for end in ends)]
    if len(ends) > 1:
        lines.append((ends[0], bend, ends[-1], bend))
    width = max(row.width + shift, left + shift + box.width)
    placed = Placed(box, left + shift, 0)
    return Shape(width, down + row.height, down + row.rank, placed, ((shift, down, row),), tuple(lines))


def _hung(box: Box, stack: Shape, gap: int) -> Shape:
    """The shape of a box with rows of boxes hung from a trunk below the box's left end."""
    trunk, down, lines, rank = INDENT // 2, box.height + gap, [], stack.rank
    for _, y, row in stack.parts:
        first = row.parts[0][2].box
        if gap == IN_LIST and first:  # to the side of each box
            bend, end = down + y + first.box.height // 2, INDENT + first.x
            rank += AWAY if first.x else 0
        else:  # above the row, and down to each box
            bend, end = down + y - BETWEEN // 2, INDENT + row.tops[-1]
            lines += [(INDENT + top, bend, INDENT + top, down + y) for top in row.tops]
            rank += IN_ROWS
        lines.append((trunk, bend, end, bend))
    lines.append((trunk, box.height, trunk, lines[-1][1]))
    width = max(box.width, INDENT + stack.width)
    return Shape(width, down + stack.height, down + rank, Placed(box, 0, 0), ((INDENT, down, stack),), tuple(lines))


def _best(ways: list[Shape], width: int) -> list[Shape]:
    """The ways that fit the width and that no other way beats in both width and rank; the narrowest where none fits."""
    fitting = [shape for shape in ways if shape.width <= width] or [min(ways, key=lambda shape: shape.width)]
    best: list[Shape] = []
    for shape in sorted(fitting, key=lambda shape: (shape.width, shape.rank)):
        if not best or shape.rank < best[-1].rank:
            best.append(shape)
    return best
