"""`python3 workbook.py assure`: tries each part, and writes docs/assurance.md."""

import sys

from benchmarks.command import main
from tests.assurance.book import ASSURANCE

if __name__ == "__main__":
    sys.exit(main(ASSURANCE, sys.argv[1:]))
