"""Which facts are open on the page. This is not part of the draft, and not a step of undo."""

from dataclasses import dataclass, field

from model.schema.reading.document import Path_


@dataclass
class Opened:
    """Which facts are open on the page, which were added without a value yet, and which are to have their own file."""

    paths: set[Path_] = field(default_factory=set)
    added: set[Path_] = field(default_factory=set)
    in_files: set[Path_] = field(default_factory=set)
    whole: set[Path_] = field(default_factory=set)
    """The sections and entries that show all their keys, even where many are not stated."""

    fates: bool = False
    """Whether the matrix of what becomes of each post is open."""

    def forget(self) -> None:
        """Close everything, since another scenario is opened."""
        self.__init__()

    def without(self, entry: Path_) -> None:
        """Drop the paths of a removed entry, and lower the index of each later entry of its list by one."""
        self.paths, self.added, self.in_files, self.whole = (
            {moved for path in paths if (moved := _moved(path, entry))}
            for paths in (self.paths, self.added, self.in_files, self.whole)
        )


def _moved(path: Path_, gone: Path_) -> Path_ | None:
    """A path as it is once the entry ``gone`` is removed; None where the path led to that entry."""
    end = len(gone) - 1
    here, place = path[end] if len(path) > end else None, gone[-1]
    if path[:end] != gone[:end] or not isinstance(here, int) or not isinstance(place, int) or here < place:
        return path
    return None if here == place else (*gone[:end], here - 1, *path[end + 1 :])
