"""Whether a file that packs others, such as a workbook or a Word template, is too large to be unpacked."""

from zipfile import ZipFile

MOST_MEMBERS = 5_000
"""The most files that may be packed in one file. A workbook with a hundred sheets has a few hundred files."""
MOST_TIMES, FROM = 100, 20_000_000
"""A file that unpacks to more than ``FROM`` bytes may unpack to at most ``MOST_TIMES`` times its packed size.

A sheet formatted down to its last row, 1,048,576, unpacks to 16 times its size. A file made to fill a disk unpacks to
1,000 times its size.
"""


def too_much(packed: ZipFile, most: int) -> tuple[str, str] | None:
    """What was found and what was expected, where a file has too many parts or unpacks to more than ``most`` bytes.

    None where the file may be unpacked. Sizes are as the file states them; no part is read beyond its stated size.
    """
    members = packed.infolist()
    if len(members) > MOST_MEMBERS:
        return f"{len(members):,} files packed in it", f"no more than {MOST_MEMBERS:,}"
    size, taken = sum(part.file_size for part in members), sum(part.compress_size for part in members)
    if size > most:
        return f"{size:,} bytes once unpacked", f"no more than {most:,}"
    if size > FROM and size > MOST_TIMES * taken:
        return (
            f"{size:,} bytes once unpacked, from {taken:,} packed bytes",
            f"no more than {MOST_TIMES} times the packed size",
        )
    return None
