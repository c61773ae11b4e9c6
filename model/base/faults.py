"""Faults of an input, gathered and reported all at once.

One :class:`Fault` serves YAML, CSV, Excel and the desk: where it is, what was found, what was expected, and the nearest
valid name.
"""

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from model.base.trouble import Trouble

MOST_PRINTED = 200
"""The most faults that are printed one by one. A list that is wrong throughout has thousands."""
MOST_SHOWN = 60
"""The most letters that a message shows of what was found."""


@dataclass(frozen=True, order=True)
class Fault:
    """One thing wrong with an input. ``line`` is 1-based; ``where`` is the path of keys to the value.

    ``cell`` is the place in a workbook, such as ``sheet Ledger, cell C7``; empty for a file of lines.
    ``path`` is ``where`` as keys and indexes, such as ('proposed', 2, 'grade'), for the desk; empty where unknown.
    """

    file: str
    line: int
    where: str
    found: str
    expected: str
    nearest: str = ""
    cell: str = ""
    path: tuple[str | int, ...] = field(default=(), compare=False)

    @property
    def said(self) -> str:
        """What is wrong, without the file and place: ``found …; expected …``."""
        hint = f" Did you mean {self.nearest}?" if self.nearest else ""
        return f"found {self.found}; expected {self.expected}.{hint}"

    def __str__(self) -> str:
        """One line for a person: ``file, line 12: proposed 3, grade: found …; expected …``."""
        return f"{self.file}, {self.cell or f'line {self.line}'}: {self.where}: {self.said}"


class InputFaults(Trouble):
    """Every fault of an input. Nothing has been computed from the input."""

    def __init__(self, faults: Iterable[Fault]):
        self.faults = tuple(sorted(set(faults)))
        super().__init__(str(self))

    def __str__(self) -> str:
        """The faults as a list, in the order of the files' lines."""
        count = len(self.faults)
        heading = "1 fault was found" if count == 1 else f"{count:,} faults were found"
        lines = [f"{heading}; nothing was computed.", *(f"  - {fault}" for fault in self.faults[:MOST_PRINTED])]
        more = count - MOST_PRINTED
        return "\n".join([*lines, *([f"  - and {more:,} more, further down in the files"] if more > 0 else [])])


@lru_cache(maxsize=65_536)  # the ids of all posts, at each edit on the desk
def plain_name(name: str) -> str:
    """A name in the form in which names are compared: without spaces, in small letters."""
    return "".join(name.split()).casefold()


def shortened(text: str) -> str:
    """A text as a message shows it: at most ``MOST_SHOWN`` letters, with dots instead of the rest."""
    return text if len(text) <= MOST_SHOWN else f"{text[: MOST_SHOWN - 3]}..."


def nearest_name(found: object, names: Iterable[str]) -> str:
    """The valid name most like what was found, or an empty string where none is alike."""
    close = difflib.get_close_matches(str(found), [str(name) for name in names], n=1, cutoff=0.6)
    return close[0] if close else ""


def listed(names: Iterable[object], joiner: str = "or") -> str:
    """Names for a sentence: ``bottom, top or extended_top``."""
    words = [str(name) for name in names]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {joiner} {words[-1]}"


MOST_LISTED = 40
"""The most names that a sentence lists. A table lists them all."""


def listed_in_short(names: Sequence[object], most: int = MOST_LISTED) -> str:
    """Names for a sentence. If there are more than ``most``, the rest are counted: ``A, B and 4,998 more``."""
    return listed(names if len(names) <= most else [*names[: most - 1], f"{len(names) - most + 1:,} more"], "and")


def number_of(number: int, one: str, many: str = "") -> str:
    """A number with its noun, or noun and verb: ``1 post``, ``2 posts``, ``1 post is``, ``2 posts are``.

    ``many`` may be left out where it is ``one`` with an s.
    """
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"
