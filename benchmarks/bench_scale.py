"""From file to results and checks at the size of a council: time, memory, and how both grow with the number of posts.

Five years of months; five bases for posts alone, seven where each has a holder. The targets: 50,000 posts a side in at
most 20 s and 1 GB; 12,000 with holders in at most 15 s; a slope of time against posts, both as logarithms, of at most
1.10 from 5,000 on. Each run is a Python of its own. Prints only. Run with ``python3 workbook.py bench``.
"""

import math
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.invented_council import write_council

HOME = Path(__file__).resolve().parents[1]
SIZES = (1_000, 5_000, 20_000, 50_000)
WITH_HOLDERS = 12_000
RUN = """
import resource, sys, time
from model.assessment.assess import assess
began = time.perf_counter()
assessment = assess(sys.argv[1])
digest, checks = assessment.digest, assessment.checks
print(time.perf_counter() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, digest[:12])
"""


def measured(posts: int, *, holders: bool) -> tuple[float, float, str]:
    """Seconds, peak MB and the start of the fingerprint of one run."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-c", RUN, str(write_council(Path(folder), posts, holders=holders))]
        run = subprocess.run(command, cwd=HOME, capture_output=True, text=True, check=True)
    seconds, peak, digest = run.stdout.split()
    return float(seconds), float(peak), digest


def main() -> None:
    """Measure every size in turn, then posts with holders."""
    taken = {}
    for posts in SIZES:
        taken[posts], peak, digest = measured(posts, holders=False)
        print(f"{posts:>7,} posts a side: {taken[posts]:6.2f} s, {peak:6.0f} MB, figures {digest}", flush=True)
    first, last = 5_000, SIZES[-1]
    slope = math.log(taken[last] / taken[first]) / math.log(last / first)
    print(f"slope from {first:,}: {slope:.2f} (target 1.10); {last:,}: target 20 s and 1,000 MB")
    seconds, peak, digest = measured(WITH_HOLDERS, holders=True)
    print(f"{WITH_HOLDERS:>7,} with holders: {seconds:6.2f} s (target 15), {peak:6.0f} MB, figures {digest}")


if __name__ == "__main__":
    main()
