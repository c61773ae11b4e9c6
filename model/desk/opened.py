"""What of the facts is open at the page: no part of the draft, and no step of undo."""

from dataclasses import dataclass, field

from model.schema.reading.document import Path_


@dataclass
class Opened:
    """What of the facts is open at the page, what was added and has no value yet, and what is to be in a file."""

    paths: set[Path_] = field(default_factory=set)
    added: set[Path_] = field(default_factory=set)
    in_files: set[Path_] = field(default_factory=set)
    whole: set[Path_] = field(default_factory=set)
    """Of what has many keys that are not stated, where all of them are shown."""

    fates: bool = False
    """Whether the matrix of what becomes of each post is."""

    def forget(self) -> None:
        """Another scenario: all is closed."""
        self.__init__()

    def without(self, entry: Path_) -> None:
        """An entry is gone: what is known of those after it is of the place before."""
        self.paths, self.added, self.in_files, self.whole = (
            {moved for path in paths if (moved := _moved(path, entry))}
            for paths in (self.paths, self.added, self.in_files, self.whole)
        )


def _moved(path: Path_, gone: Path_) -> Path_ | None:
    """The path once an entry is gone; None where the path led to that entry."""
    end = len(gone) - 1
    here, place = path[end] if len(path) > end else None, gone[-1]
    if path[:end] != gone[:end] or not isinstance(here, int) or not isinstance(place, int) or here < place:
        return path
    return None if here == place else (*gone[:end], here - 1, *path[end + 1 :])
