"""`python3 workbook.py bench`: measures each benchmark, and writes docs/performance.md."""

import sys

from benchmarks.command import main
from benchmarks.performance import PERFORMANCE

if __name__ == "__main__":
    sys.exit(main(PERFORMANCE, sys.argv[1:]))
