"""The width of words in Arial, for wrapping lines. The letters of Liberation Sans are as wide as Arial's."""

from collections.abc import Callable, Iterable, Iterator

THOUSANDTHS = {
    191: "'", 222: "ijl", 260: "|", 278: " !,./:;I[]\\ft\u00b7", 333: "()-r`", 355: '"', 500: "ckszvxyJ",
    556: "0123456789abdeghnopquL?#$_£\u2013", 584: "+<=>~\u2212×", 611: "FTZ", 667: "ABEKPSVXY&", 722: "CDHNRUw",
    778: "GOQ", 833: "mM", 889: "%", 944: "W",
}  # fmt: skip
"""Letters by their width, in thousandths of the size of the font."""
WIDTHS = {letter: width for width, letters in THOUSANDTHS.items() for letter in letters}
WIDEST = 1015
"""Any other letter is taken to be as wide as the widest, @."""
FEWEST = 4
"""The fewest letters to leave for the last part of a broken word."""
BOLD = 1.1
"""Over a few words, bold letters are at most this many times as wide as plain ones."""


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """The width of a line of text, in the unit of ``size``."""
    return sum([WIDTHS.get(letter, WIDEST) for letter in text]) * size * (BOLD if bold else 1) / 1000


def filled(words: Iterable[str], room: float, between: str, size: float, *, bold: bool = False) -> list[str]:
    """The lines on which the words fit, as few as possible, each at most ``room`` wide. A wider word is broken."""

    def fits(text: str) -> bool:
        return width_of(text, size, bold=bold) <= room

    lines: list[str] = []
    for word in words:
        joined = f"{lines[-1]}{between}{word}" if lines else word
        if lines and fits(joined):
            lines[-1] = joined
        elif fits(word):
            lines.append(word)
        elif " " in word:
            lines += filled(word.split(), room, " ", size, bold=bold)
        else:
            lines += _broken(word, fits)
    return lines


def _broken(word: str, fits: Callable[[str], bool]) -> Iterator[str]:
    """A word in parts that each fit a line, broken after its own hyphen or after one that is added."""
    while not fits(word):
        parts = [word[:end] for end in range(1, len(word)) if fits(f"{word[:end]}-")] or [word[:1]]
        hyphened = [part for part in parts if part.endswith("-")]
        part = hyphened[-1] if hyphened else parts[-1]
        letters_left = len(word[len(part) :].partition("-")[0])
        if not hyphened and letters_left < FEWEST < len(part):  # not one letter by itself
            part = part[: letters_left - FEWEST]
        yield part if hyphened else f"{part}-"
        word = word[len(part) :]
    yield word
