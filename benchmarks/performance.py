"""docs/performance.md: what the page says of itself, and the benchmarks that write it."""

from benchmarks.book import Book
from benchmarks.every import BENCHMARKS
from benchmarks.measure import HOME

HOW = """\
## How it is measured

- **Side by side.** A figure and its peer (what it is compared with) take turns in one run, on one machine, and the
  order changes with every turn. So a slow minute affects both. The figure is the median of the turns, with the lowest
  and the highest in brackets. A figure without brackets had one turn. The ratio is the median of the ratios of the
  turns. A ratio is about the same on another machine; a time in seconds is not.
- **Warm, with bytecode on.** Where there are several turns, the first is not counted. Whole commands are timed from
  start to end, each in a new Python process.
- **A yardstick.** Below each table are two times from the same run that anyone can measure: `import pandas`, and bare
  numpy (pay, National Insurance and pension of 1,000 posts over 60 months). Compare these two times with those of your
  own machine.
- **Others** are other programs that were running just before a measurement. Where they took more than 10 per cent of
  the processors, the times in seconds are too long.
- **A target** is compared with the figure as it is printed here. Nothing on this page is a test: no test fails because
  a machine is slow.

**To repeat it**: `python3 workbook.py bench` measures everything and writes this page{total}. `bench NAME` measures one
part, and keeps the results of the others. `bench --rest` does the parts that are left after `bench` was stopped.
`bench --page` writes the page again and measures nothing. The results are kept in `.bench/`, which is not committed.
The command needs Chromium and LibreOffice, and installs stock papermill from the package index. All councils, posts and
schools are invented, except Barnet's.
"""
PERFORMANCE = Book(
    command="bench",
    part="benchmark",
    page=HOME / "docs" / "performance.md",
    kept=HOME / ".bench",
    first="# Performance\n\n"
    "This page says how long an officer waits for figures, and how large a council the workbook can cost.",
    how=HOW,
    parts=BENCHMARKS,
)
