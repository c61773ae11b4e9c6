"""Files that a computer adds to a folder by itself, known by name. They are neither tampering nor part of a pack."""

from fnmatch import fnmatchcase

ADDED_BY: dict[str, tuple[str, ...]] = {
    "macOS": (".DS_Store", "._*", ".Spotlight-V100", ".Trashes", ".fseventsd", "__MACOSX"),
    "Windows": ("Thumbs.db", "ehthumbs.db", "desktop.ini"),
    "Word or Excel, while a document is open": ("~$*", "~WRL*.tmp"),
    "LibreOffice, while a document is open": (".~lock.*#",),
    "a text editor, as a backup": ("*~", ".*.sw?", "#*#", ".#*"),
    "Jupyter": (".ipynb_checkpoints",),
    "a network disk": (".nfs*", ".fuse_hidden*", ".smbdelete*"),
    "a program that synchronises folders": (".dropbox", ".dropbox.attr", ".sync.ffs_db", ".owncloudsync.log"),
}
"""Patterns of the names of files that a computer adds, by what adds them.

A folder with such a name counts with all its contents.
"""


def who_adds(name: str) -> str:
    """What adds a file at this path in a pack: ``macOS`` for ``.DS_Store``; empty where no computer adds it."""
    parts = name.split("/")
    for who, names in ADDED_BY.items():
        if any(fnmatchcase(part, known) for part in parts for known in names):
            return who
    return ""
