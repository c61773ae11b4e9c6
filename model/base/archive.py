"""A file that packs others, such as a workbook or a Word template: what is too much to be unpacked."""

from zipfile import ZipFile

MOST_MEMBERS = 5_000
"""Files in it: a workbook of a hundred sheets has a few hundred."""
MOST_TIMES, FROM = 100, 20_000_000
"""So many times its packed size it may unpack to, where that is more than so many bytes.

A sheet formatted to its last row of 1,048,576 comes to 16 times its size; what was made to fill a disk to 1,000.
"""


def too_much(packed: ZipFile, most: int) -> tuple[str, str] | None:
    """What is found and what was expected, where a file has too many in it or unpacks to more than ``most`` bytes.

    None where it may be unpacked. Sizes are those that the file itself says: what reads a part of it ends there.
    """
    members = packed.infolist()
    if len(members) > MOST_MEMBERS:
        return f"{len(members):,} files packed in it", f"no more than {MOST_MEMBERS:,}"
    size, taken = sum(part.file_size for part in members), sum(part.compress_size for part in members)
    if size > most:
        return f"{size:,} bytes once unpacked", f"no more than {most:,}"
    if size > FROM and size > MOST_TIMES * taken:
        return f"{size:,} bytes once unpacked, from {taken:,}", f"no more than {MOST_TIMES} times its packed size"
    return None
