"""docs/assurance.md: what the page says of itself, and the parts that write it."""

from benchmarks.book import Book
from benchmarks.measure import HOME
from tests.assurance.every import PARTS

FIRST = """\
# Assurance

This page shows what was tried to make the workbook break, lose work or leak data, how often it was tried, and what
happened.
"""
HOW = """\
## How it is found

- **Each part is a program that anyone can run again.** A part draws what it tries from a fixed seed, so it tries the
  same things each time. The part's table says what was counted, what was found, and what the target is.
- **The numbers count what was really tried.** Where a part tried fewer than its target, its row says so.
- **A target** is compared with the figure as it is printed here.
- **The tests try the same kinds of inputs and faults each time they run**, in smaller numbers:
  `python3 workbook.py test` and `test --all`.

**To repeat it**: `python3 workbook.py assure` does everything and writes this page{total}. `assure PART` does one
part, and keeps the results of the others. `assure --rest` does the parts that are left after `assure` was stopped.
`assure --share 10%` tries a tenth as many things. `assure --page` writes the page again and tries nothing. The results
are kept in `.assure/`, which is not committed. The command needs Chromium and LibreOffice, as `test --all` does.
"""
ASSURANCE = Book(
    command="assure",
    part="part",
    page=HOME / "docs" / "assurance.md",
    kept=HOME / ".assure",
    first=FIRST.rstrip(),
    how=HOW,
    parts=PARTS,
    sizable=True,
)
