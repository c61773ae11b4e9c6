"""Posts in a CSV file: its rows stand in the scenario as if they were written there, each with its line."""

import csv
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

from model.faults import Fault, nearest_name
from model.schema.document import Document
from model.schema.posts import PresentPost, ProposedPost

POSTS = {"present": PresentPost, "proposed": ProposedPost}
BESIDE = "a list of posts, or the name of a CSV file beside the scenario"


def read_posts_files(document: Document, folder: Path) -> list[Fault]:
    """Put the rows of each posts CSV that the scenario names in the place of its name; every fault is returned."""
    return [fault for section in POSTS for fault in _read_section(document, section, folder)]


def _read_section(document: Document, section: str, folder: Path) -> Iterator[Fault]:
    file_name = document.data.get(section)
    if not isinstance(file_name, str):
        return
    del document.data[section]
    path = folder / file_name
    if not path.is_file():
        document.unreadable.add(section)
        yield document.fault((section,), BESIDE, found=repr(file_name))
        return
    try:
        rows = _rows(path.read_text(encoding="utf-8-sig"))
    except (UnicodeDecodeError, csv.Error):
        document.unreadable.add(section)
        yield Fault(
            path.as_posix(), 1, "the file", "letters that cannot be read", "a file saved as \u201cCSV UTF-8\u201d"
        )
        return
    yield from _place_rows(document, section, path.as_posix(), rows)


def _rows(text: str) -> list[tuple[int, list[str]]]:
    """Each row with the line on which it starts; a cell may run over several lines."""
    reader, rows, start = csv.reader(StringIO(text, newline="")), [], 1
    for row in reader:
        rows.append((start, row))
        start = reader.line_num + 1
    return rows


def _place_rows(document: Document, section: str, file: str, rows: list[tuple[int, list[str]]]) -> Iterator[Fault]:
    """Blank cells and rows are left out; ``;`` separates several destinations."""
    header = [name.strip() for name in rows[0][1]] if rows else []
    known = {field.alias or name for name, field in POSTS[section].model_fields.items()} - {"holders"}
    if len(header) == 1 and ";" in header[0]:
        document.unreadable.add(section)
        yield Fault(file, 1, "the heading row", "columns separated by semicolons", "columns separated by commas")
        return
    for name in header:
        if name not in known:
            expected = f"a column of {section} posts: {', '.join(sorted(known))}"
            yield Fault(file, 1, f"column {name!r}", repr(name), expected, nearest_name(name, known))
    for name in sorted({name for name in header if header.count(name) > 1}):
        yield Fault(file, 1, "the heading row", "the column twice", f"{name!r} once")
    posts = []
    for line, row in rows[1:]:
        cells = [cell.strip() for cell in row]
        if not any(cells):
            continue
        document.lines[section, len(posts)] = (file, line)
        if len(cells) != len(header):
            yield Fault(file, line, "the row", f"{len(cells)} cells", f"{len(header)} cells, as in the heading row")
        post = {name: cell for name, cell in zip(header, cells, strict=False) if name in known and cell}
        if "to" in post:
            post["to"] = [name.strip() for name in post["to"].split(";")]
        posts.append(post)
    document.data[section] = posts
