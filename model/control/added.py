"""Files that a computer adds to a folder by itself, known by their names: none is tampering, and none is the pack's."""

from fnmatch import fnmatchcase

ADDED_BY: dict[str, tuple[str, ...]] = {
    "macOS": (".DS_Store", "._*", ".Spotlight-V100", ".Trashes", ".fseventsd", "__MACOSX"),
    "Windows": ("Thumbs.db", "ehthumbs.db", "desktop.ini"),
    "Word or Excel, while a document is open": ("~$*", "~WRL*.tmp"),
    "LibreOffice, while a document is open": (".~lock.*#",),
    "an editor, as a backup": ("*~", ".*.sw?", "#*#", ".#*"),
    "Jupyter": (".ipynb_checkpoints",),
    "a disk of the network": (".nfs*", ".fuse_hidden*", ".smbdelete*"),
    "a program that synchronises folders": (".dropbox", ".dropbox.attr", ".sync.ffs_db", ".owncloudsync.log"),
}
"""What adds them, and their names; a folder of such a name counts with all in it."""


def who_adds(name: str) -> str:
    """What adds a file or a folder of this place in a pack, such as ``.DS_Store``; empty for any other."""
    parts = name.split("/")
    for who, names in ADDED_BY.items():
        if any(fnmatchcase(part, known) for part in parts for known in names):
            return who
    return ""
