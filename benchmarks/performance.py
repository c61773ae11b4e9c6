"""docs/performance.md: what the page says of itself, and the benchmarks that write it."""

from benchmarks.book import Book
from benchmarks.every import BENCHMARKS
from benchmarks.measure import HOME

HOW = """\
## How it is measured

- **Side by side.** A figure and its peer take turns in one run, on one machine, and every second turn goes backwards.
  So a slow minute is in both. The figure is the median of the turns, with the lowest and the highest in brackets; where
  there are none, there was one turn. The ratio is the median of the ratios of the turns. Ratios hold on another machine
  far better than seconds do.
- **Warm, with bytecode on.** Where there are turns, a first one is left out. Whole commands are timed from their start
  to their end, in a Python of their own.
- **A yardstick.** Below each table are two things that everybody has, measured in the same run: `import pandas`, and
  bare numpy (pay, National Insurance and pension of 1,000 posts over 60 months). Compare them with your own.
- **Others** are the programs that were at work just before, and the share of the processors that they took. Above 10
  per cent, seconds are too long.
- **A target** is judged on the figure as printed. Nothing here is a test: a slow machine fails nothing.

**To repeat it**: `python3 workbook.py bench` measures everything and writes this page{total}. `bench NAME` measures one
part, and leaves the others as they are here. `bench --rest` goes on where `bench` was stopped. `bench --page` measures
nothing and writes the page again. What was measured is kept in `.bench/`, which is in no commit. It needs Chromium,
LibreOffice, and the package index for stock papermill. All councils, posts and schools but Barnet's are invented.
"""
PERFORMANCE = Book(
    command="bench",
    part="benchmark",
    page=HOME / "docs" / "performance.md",
    kept=HOME / ".bench",
    first="# Performance\n\nHow long an officer waits, and how large a council may be.",
    how=HOW,
    parts=BENCHMARKS,
)
