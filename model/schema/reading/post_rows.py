"""Rows of a list of posts that are not posts: a total, or a single cell such as the name of a team."""

import re
from collections.abc import Mapping

from model.schema.reading.grid import Aside, Row, short

A_POST = "a post; leave the row out of the list"
TOTAL = re.compile(
    r"(?:(?:grand|sub|overall)[ -]*)?totals?(?: (?:number of )?(?:posts?|fte|wte|headcount|establishment))*:?"
)
WITH_TOTAL = re.compile(r"(?:(?:grand|sub|overall)[ -]*)?totals?\b.*|.*\b(?:sub-?)?totals?:?|sum:?")
FIGURE = re.compile(r"[-+£]?[\d,]+(?:\.\d+)?%?")


def no_post(row: Row, columns: Mapping[int, str]) -> str:
    """What a row is if it is not a post, in words for a message; empty where it may be a post.

    A row is a total where a cell says only ``total`` or the like, where the row has no grade and a cell begins or ends
    with such a word, or where the row has only figures. ``columns`` gives the key of each column.
    """
    texts = [" ".join(str(cell).lower().split()) for cell in row.cells.values()]
    keys = {columns[column] for column in row.cells if column in columns}
    if any(map(TOTAL.fullmatch, texts)) or ("grade" not in keys and any(map(WITH_TOTAL.fullmatch, texts))):
        return "what looks like a total"
    if not keys & {"grade", "title", "id"} and all(map(FIGURE.fullmatch, texts)) and len(texts) > 1:
        return "only figures, as in a row of totals"
    if len(row.cells) == 1 and len(columns) > 1:
        return f"only one cell, {short(next(iter(row.cells.values())))}"
    return ""


NO_POST = Aside(no_post, A_POST)
