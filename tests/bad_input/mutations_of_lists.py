"""Mutations of a list in CSV: posts, holders, customers, actuals, payroll, own spines and grades."""

import csv
from io import StringIO
from random import Random

from tests.bad_input.mutation import OF_TEXT, Kind, Mutation

Rows = list[list[str]]
NUMBERS = frozenset(["number", "fte", "hours", "weeks", "point", "pupils", "amount", "value"])
"""Columns of numbers, by the page of every key."""
DAYS = frozenset(["effective_from", "effective_to", "first_day", "last_day", "academy_from", "started", "from", "to"])
NAMES = {"present": ("id",), "proposed": ("id",), "customers": ("reference",)}
NEEDED = frozenset(
    [
        "id",
        "title",
        "grade",
        "reference",
        "phase",
        "packages",
        "first_day",
        "month",
        "line",
        "amount",
        "post",
        "fte",
        "spine",
        "point",
        "value",
        "effective_from",
        "status",
        "source",
        "authority",
        "points",
    ]
)
"""Columns that every row must have, where a list has them at all."""


def rows_of(content: bytes) -> Rows:
    """The cells of a list; no row without any."""
    return [row for row in csv.reader(StringIO(content.decode())) if row]


def as_csv(rows: Rows, separator: str = ",") -> bytes:
    """Cells as a list."""
    text = StringIO()
    csv.writer(text, delimiter=separator, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()


def _cell(draw: Random, rows: Rows, columns: frozenset[str]) -> tuple[int, int] | None:
    """The row and the column of a filled cell of one of some columns; None where there is none."""
    filled = [(row, column) for column, name in enumerate(rows[0]) if name in columns
              for row in range(1, len(rows)) if column < len(rows[row]) and rows[row][column].strip()]  # fmt: skip
    return draw.choice(filled) if filled else None


def in_a_cell(
    kind: str, columns: frozenset[str], others: tuple[str, ...], reason: str, within: frozenset[str] = frozenset()
) -> Kind:
    """A kind that puts into a cell of some columns what can't be there, in lists with a column of ``within``."""

    def put(draw: Random, content: bytes) -> Mutation | None:
        rows = rows_of(content)
        place = _cell(draw, rows, columns)
        if place is None or (within and not within & {*rows[0]}):
            return None
        row, column = place
        rows[row][column] = other = draw.choice(others)
        return Mutation(
            f"{kind}: {rows[0][column]}: {other[:20]}", as_csv(rows), must_be_refused=True, reason=reason, line=row + 1
        )

    return put


def unknown_column(draw: Random, content: bytes) -> Mutation:
    """A list with a column that is none of it."""
    rows = rows_of(content)
    name = draw.choice(["remarks of mine", "Title", "Name", "zz", "fte2", "payroll no."])
    return Mutation(
        f"the column {name}",
        as_csv([[*rows[0], name], *([*row, "x"] for row in rows[1:])]),
        must_be_refused=True,
        reason="the page of keys has no such column",
        line=1,
    )


def column_twice(draw: Random, content: bytes) -> Mutation:
    """A list with one of its columns twice."""
    rows = rows_of(content)
    column = draw.randrange(len(rows[0]))
    other = [[*row, row[column] if column < len(row) else ""] for row in rows]
    return Mutation(
        f"{rows[0][column]} twice", as_csv(other), must_be_refused=True, reason="either of them may be meant", line=1
    )


def column_gone(draw: Random, content: bytes) -> Mutation | None:
    """A list without a column that it must have."""
    rows = rows_of(content)
    needed = [
        column
        for column, name in enumerate(rows[0])
        if name in NEEDED and all(row[column].strip() for row in rows[1:] if column < len(row))
    ]
    if not needed or len(rows[0]) < 2:
        return None
    column = draw.choice(needed)
    name = rows[0][column]
    if (
        name == "fte"
        or (name == "post" and rows[0][0] in ("ref", "month"))
        or (name == "title" and "grade" not in rows[0])
    ):
        return None  # a post without it is full time; a ledger, and a portfolio's lists, may leave those out
    other = [row[:column] + row[column + 1 :] for row in rows]
    return Mutation(f"no column {name}", as_csv(other), must_be_refused=True, reason="every row must have it")


def semicolons(draw: Random, content: bytes) -> Mutation | None:
    """A list with the separator of Excel on the Continent."""
    del draw
    rows = rows_of(content)
    if len(rows[0]) < 2:
        return None
    return Mutation("semicolons", as_csv(rows, ";"), must_be_refused=True, reason="the guide asks for commas", line=1)


def tabs(draw: Random, content: bytes) -> Mutation | None:
    """A list with tabs between the cells."""
    del draw
    rows = rows_of(content)
    if len(rows[0]) < 2:
        return None
    return Mutation("tabs", as_csv(rows, "\t"), must_be_refused=True, reason="the guide asks for commas", line=1)


def one_cell_more(draw: Random, content: bytes) -> Mutation:
    """A list with a row of one cell more than there are headings, as a comma in a title makes."""
    rows = rows_of(content)
    row = draw.randrange(1, len(rows))
    rows[row] = [*rows[row], "more"]
    return Mutation(
        "a cell too many", as_csv(rows), must_be_refused=True, reason="no heading is above it", line=row + 1
    )


def one_cell_less(draw: Random, content: bytes) -> Mutation | None:
    """A list with a row of one cell less than there are headings."""
    rows = rows_of(content)
    if len(rows[0]) < 3:
        return None
    row = draw.randrange(1, len(rows))
    del rows[row][draw.randrange(len(rows[row]))]
    return Mutation(
        "a cell too few",
        as_csv(rows),
        must_be_refused=True,
        reason="what is below which heading is not known",
        line=row + 1,
    )


def totals_row(draw: Random, content: bytes) -> Mutation | None:
    """A list with a total under it."""
    del draw
    rows = rows_of(content)
    if not {"title", "grade"} <= {*rows[0]} and "pupils" not in rows[0]:
        return None
    total = ["Total" if column == 0 else "99" if name in NUMBERS else "" for column, name in enumerate(rows[0])]
    return Mutation(
        "a totals row", as_csv([*rows, total]), must_be_refused=True, reason="a total is no entry", line=len(rows) + 1
    )


def row_twice(draw: Random, content: bytes) -> Mutation | None:
    """A list of posts or customers with one of them twice."""
    rows = rows_of(content)
    if rows[0][0] != "id":
        return None
    row = draw.choice(rows[1:])
    return Mutation(
        "a row twice", as_csv([*rows, row]), must_be_refused=True, reason="an id is of one post", line=len(rows) + 1
    )


def headings_alone(draw: Random, content: bytes) -> Mutation | None:
    """A list of posts or customers without any."""
    del draw
    rows = rows_of(content)
    if rows[0][0] not in ("id", "reference"):
        return None
    return Mutation(
        "headings alone",
        as_csv(rows[:1]),
        must_be_refused=True,
        reason="a structure has a post, a list of customers one",
    )


def no_headings(draw: Random, content: bytes) -> Mutation:
    """A list without its headings."""
    del draw
    return Mutation(
        "no headings", as_csv(rows_of(content)[1:]), must_be_refused=True, reason="nothing says what is in which column"
    )


def many_columns(draw: Random, content: bytes) -> Mutation:
    """A list of thousands of columns without headings."""
    del draw
    rows = rows_of(content)
    other = [row + [""] * 4000 for row in rows]
    return Mutation(
        "thousands of blank columns", as_csv(other), must_be_refused=False, reason="blank cells say nothing"
    )


def many_headings(draw: Random, content: bytes) -> Mutation:
    """A list of thousands of columns."""
    del draw
    rows = rows_of(content)
    other = [rows[0] + [f"c{n}" for n in range(3000)], *(row + ["1"] * 3000 for row in rows[1:])]
    return Mutation(
        "thousands of columns",
        as_csv(other),
        must_be_refused=True,
        reason="the page of keys has no such columns",
        line=1,
    )


def quoted(draw: Random, content: bytes) -> Mutation:
    """A list with every cell in quotation marks."""
    del draw
    text = StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows(rows_of(content))
    return Mutation(
        "all in quotation marks", text.getvalue().encode(), must_be_refused=False, reason="it says the same"
    )


def open_quotation(draw: Random, content: bytes) -> Mutation:
    """A list with a quotation mark that is never closed."""
    lines = content.splitlines(keepends=True)
    row = draw.randrange(1, len(lines))
    lines[row] = b'"' + lines[row]
    return Mutation(
        "an open quotation mark", b"".join(lines), must_be_refused=False, reason="a later mark may close it"
    )


def cell_odd(draw: Random, content: bytes) -> Mutation:
    """A list with any cell otherwise, which may be fine."""
    rows = rows_of(content)
    row = draw.randrange(1, len(rows))
    column = draw.randrange(len(rows[row]))
    rows[row][column] = draw.choice(
        ["", "0", "-1", "1e5", "n/a", "=1+1", "Ω", "x" * 700, "01/02/03", "100000", "; ;", "a\nb"]
    )
    return Mutation(
        f"odd cell: {rows[0][min(column, len(rows[0]) - 1)]}",
        as_csv(rows),
        must_be_refused=False,
        reason="it may be one that the column takes",
    )


POSTS = frozenset(["title", "filled_by", "fate"])
"""Columns by which a list is one of posts, whose grades must be known: a list of grades names its own."""
NO_NUMBER = ("twelve", "1.2.3", "NaN", "inf", "-inf", "1e999", "£", "½", "true", "0x1F", "9" * 400)
NO_DAY = ("2010-02-30", "yesterday", "31/31/2010", "0001-01-01", "13/13/13", "true")
NOT_NEGATIVE = frozenset(["number", "fte", "hours", "weeks", "pupils", "value"])
PRINTED = frozenset(["title", "reference", "source", "note", "line"])
UNPRINTABLE = ("a\x07b", "\x1b[31mred", "a\x00b", "a\u202eb")
NO_GRADE = ("no-such grade", "999-1000", "5-", "#")
OF_LISTS: tuple[Kind, ...] = (
    in_a_cell("no number", NUMBERS, NO_NUMBER, "the column takes numbers"),
    in_a_cell("no day", DAYS, NO_DAY, "the calendar has no such day"),
    in_a_cell("below nothing", NOT_NEGATIVE, ("-1", "-0.5"), "there can't be fewer than none"),
    in_a_cell("a control character", PRINTED, UNPRINTABLE, "no report can print it"),
    in_a_cell("no grade", frozenset({"grade"}), NO_GRADE, "no grade is called so", POSTS),
    in_a_cell("no such post", frozenset({"to"}), ("no-such-post",), "no post is called so", POSTS),
    unknown_column, column_twice, column_gone, semicolons, tabs, one_cell_more, one_cell_less, totals_row, row_twice,
    headings_alone, no_headings, many_columns, many_headings, quoted, open_quotation, cell_odd, cell_odd, *OF_TEXT,
)  # fmt: skip
