"""Posts in a CSV file: its rows stand in the scenario as if they were written there, each with its line."""

from pathlib import Path

from model.faults import Fault
from model.schema.csv_rows import read_rows
from model.schema.document import Document
from model.schema.posts import PresentPost, ProposedPost

POSTS = {"present": PresentPost, "proposed": ProposedPost}
NOT_COLUMNS = {"holders", "allowances", "funds", "non_pay"}
"""Lists within a post, which one cell cannot hold."""
BESIDE = "a list of posts, or the name of a CSV file beside the scenario"


def read_posts_files(document: Document, folder: Path) -> list[Fault]:
    """Put the rows of each posts CSV that the scenario names in the place of its name; every fault is returned."""
    return [fault for section in POSTS for fault in _read_section(document, section, folder)]


def _read_section(document: Document, section: str, folder: Path) -> list[Fault]:
    """``;`` separates several destinations."""
    file_name = document.data.get(section)
    if not isinstance(file_name, str):
        return []
    del document.data[section]
    if not (folder / file_name).is_file():
        document.unreadable.add(section)
        return [document.fault((section,), BESIDE, found=repr(file_name))]
    known = {field.alias or name for name, field in POSTS[section].model_fields.items()} - NOT_COLUMNS
    posts, faults = read_rows(document, (section,), folder / file_name, known, f"{section} posts")
    if posts is None:
        document.unreadable.add(section)
        return faults
    document.data[section] = [
        {**post, "to": [name.strip() for name in post["to"].split(";")]} if "to" in post else post for post in posts
    ]
    return faults
