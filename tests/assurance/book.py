"""docs/assurance.md: what the page says of itself, and the parts that write it."""

from benchmarks.book import Book
from benchmarks.measure import HOME
from tests.assurance.every import PARTS

FIRST = """\
# Assurance

That the workbook does not break, lose or leak: what was tried, how often, and what was found.
"""
HOW = """\
## How it is found

- **Each part is a program that anyone can run again**, in a process of its own. It is seeded: what it tries is the same
  each time. Its table says what was looked for, what was found, and what is aimed at.
- **Numbers are those that were done.** Where fewer were tried than are aimed at, the target is not met.
- **A target** is judged on the figure as printed. `python3 workbook.py test` and `test --all` run a part of this each
  time, with smaller numbers.

**To repeat it**: `python3 workbook.py assure` does everything and writes this page{total}. `assure PART` does one
part, and leaves the others as they are here. `assure --rest` goes on where `assure` was stopped. `assure --share 10%`
does a tenth of each number. `assure --page` tries nothing and writes the page again. What was found is kept in
`.assure/`, which is in no commit. It needs Chromium and LibreOffice, as `test --all` does.
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
