"""Posts in a CSV or Excel file: its rows stand in the scenario as if they were written there, each with its place."""

from pathlib import Path

from model.base.faults import Fault
from model.schema.reading.document import Document
from model.schema.reading.grid import Aside
from model.schema.reading.post_rows import A_POST, no_post
from model.schema.reading.rows_beside import read_rows_beside
from model.schema.sections.declared import BESIDE
from model.schema.sections.posts import PresentPost, ProposedPost

POSTS = {"present": PresentPost, "proposed": ProposedPost}
NOT_COLUMNS = frozenset({"holders", "allowances", "funds", "non_pay", "appointed_below"})
"""Lists and sections within a post, which one cell cannot hold."""
NO_POST = Aside(no_post, A_POST)


def read_posts_files(document: Document, folder: Path) -> list[Fault]:
    """Put the rows of each file of posts that the scenario names in the place of its name; returns every fault."""
    return [fault for section in POSTS for fault in _read_section(document, section, folder)]


def _read_section(document: Document, section: str, folder: Path) -> list[Fault]:
    """``;`` separates several destinations."""
    name, of = document.data.get(section), f"{section} posts"
    if not isinstance(name, str):
        return []
    expected = f"a list of posts, or {BESIDE}"
    posts, faults = read_rows_beside(
        document, (section,), folder, name, POSTS[section], of, expected, NOT_COLUMNS, NO_POST
    )
    del document.data[section]
    if posts is None:
        document.unreadable.add(section)
        return faults
    document.data[section] = [{**post, "to": _several(post["to"])} if "to" in post else post for post in posts]
    return faults


def _several(cell: object) -> object:
    """The destinations in a cell; what is no text, as an Excel TRUE is not, is left for the check of what it is."""
    return [one.strip() for one in cell.split(";") if one.strip()] if isinstance(cell, str) else cell
