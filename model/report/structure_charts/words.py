"""A structure chart in words: headline, what its borders mean, description, nested list and table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from model.base.faults import listed, number_of
from model.base.money import POUND, half_up
from model.report.chart import Item
from model.report.structure_charts.posts import Border, Entry, in_order

if TYPE_CHECKING:
    import pandas as pd

LONGEST = 160
"""The most characters of a description."""
FATE_IS = {"present": "What becomes of it", "proposed": "How it is filled"}


def key_of(entries: Iterable[Entry]) -> str:
    """What each border in a chart means, as a sentence; empty where every border is thin."""
    meanings = {entry.fate.border: entry.fate.words for entry in in_order(entries) if entry.fate.words}
    told = [f"{border.value}: {meanings[border]}" for border in Border if border in meanings]
    return f"{'; '.join(told).capitalize()}." if len(told) > 1 or Border.THIN not in meanings else ""


def counted(entries: Sequence[Entry]) -> str:
    """How many posts there are of each fate: ``8 assimilated, 2 regraded and 1 deleted``."""
    posts = Counter[str]()
    for entry in in_order(entries):
        posts[entry.fate.words] += entry.number
    return listed([f"{number:,} {words}" for words, number in posts.items() if words], "and")


def description(of: str, entries: Sequence[Entry], left_out: int) -> str:
    """A sentence or two for readers who can't see the picture; the list or table below it says the rest."""
    more = f"; {number_of(left_out, 'more post')} below them" if left_out else ""
    said = f"{of}: {counted(entries)}{more}."
    return f"{said} All are listed below."[:LONGEST] if len(said) < LONGEST - 22 else f"{of}. All are listed below."


def items(entries: Iterable[Entry]) -> tuple[Item, ...]:
    """The entries as a nested list in order of command."""
    return tuple(Item(entry.label, ", ".join(entry.facts), entry.id, items(entry.below)) for entry in entries)


def table_of(side: str, trees: Sequence[Entry], without_line: Sequence[Entry]) -> pd.DataFrame:
    """One row for each box in order of command: the post, whom it reports to, points, FTE, £ a year and its fate."""
    import pandas as pd

    rows = [*_rows(side, trees, "\u2013"), *_rows(side, without_line, "not stated")]
    if not any(row["Posts below"] for row in rows):
        rows = [{name: value for name, value in row.items() if name != "Posts below"} for row in rows]
    return pd.DataFrame(rows)


def _rows(side: str, entries: Iterable[Entry], above: str) -> Iterator[dict[str, object]]:
    for entry in entries:
        yield {
            "Post": entry.title,
            "Reports to": above,
            "Number": entry.number,
            "Points": entry.points,
            "FTE": entry.fte_text,
            **({} if entry.cost is None else {"£ a year": half_up(entry.cost, POUND)}),
            FATE_IS[side]: f"{entry.fate.words}{' (vacant)' if entry.vacant else ''}",
            "Posts below": entry.left_out,
        }
        yield from _rows(side, entry.below, entry.title)
