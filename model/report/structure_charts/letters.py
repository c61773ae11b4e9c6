"""How wide words are in Arial, and in Liberation Sans, whose letters are as wide; for wrapping by measure."""

from collections.abc import Iterable

THOUSANDTHS = {
    191: "'", 222: "ijl", 260: "|", 278: " !,./:;I[]\\ft\u00b7", 333: "()-r`", 355: '"', 500: "ckszvxyJ",
    556: "0123456789abdeghnopquL?#$_£\u2013", 584: "+<=>~\u2212×", 611: "FTZ", 667: "ABEKPSVXY&", 722: "CDHNRUw",
    778: "GOQ", 833: "mM", 889: "%", 944: "W",
}  # fmt: skip
"""Of the height of the letters, to the letters that are so wide."""
WIDTHS = {letter: width for width, letters in THOUSANDTHS.items() for letter in letters}
WIDEST = 1015
"""Any other letter is taken to be as wide as the widest, @."""
BOLD = 1.1
"""Bold letters are at most so much wider, over a few words."""


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """The width of a line of text, in the unit of its size."""
    return sum(WIDTHS.get(letter, WIDEST) for letter in text) * size * (BOLD if bold else 1) / 1000


def filled(words: Iterable[str], room: float, between: str, size: float, *, bold: bool = False) -> list[str]:
    """Words on as few lines as they need. One too long for a line is broken where it has a space, or in the middle."""

    def fits(text: str) -> bool:
        return width_of(text, size, bold=bold) <= room

    lines: list[str] = []
    for word in words:
        rest = word
        joined = f"{lines[-1]}{between}{word}" if lines else word
        if lines and fits(joined):
            lines[-1] = joined
            continue
        if not fits(word) and " " in word:
            lines += filled(word.split(), room, " ", size, bold=bold)
            continue
        while not fits(rest):
            hyphens = [place for place, letter in enumerate(rest, 1) if letter == "-" and fits(rest[:place])]
            end = hyphens[-1] if hyphens else max(n for n in range(1, len(rest)) if n == 1 or fits(f"{rest[:n]}-"))
            lines.append(rest[:end] if hyphens else f"{rest[:end]}-")
            rest = rest[end:]
        lines.append(rest)
    return lines
