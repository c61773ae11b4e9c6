"""Forty restructures of an invented establishment of 12,000 posts a side with holders, added up: time, to the penny.

Five years, seven bases. In one run: the portfolio, then each scenario by itself, and every sum held against theirs. The
target is at most 60 s for the portfolio, in a process that collects garbage as seldom as a command does; the ratio says
what adding up takes beside the single runs. Prints only. Run with ``python3 workbook.py bench``.
"""

import gc
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.invented_council import write_restructures
from model.assessment.assess import Assessment, assess
from model.portfolio.portfolio import Portfolio, portfolio
from model.portfolio.sums import by_year, quantities
from model.rates.tables import load_rates
from model.report.portfolio.files import write_portfolio
from model.report.portfolio.tables import portfolio_tables

POSTS, RESTRUCTURES, TARGET = 12_000, 40, 60.0


def furthest_apart(together: Portfolio, single: list[Assessment]) -> float:
    """The most, in £, by which a sum of the portfolio misses the sum of the single runs' own figures."""
    apart = [
        abs(of.amount - sum(run.quantities[key].amount for run in single)) for key, of in quantities(together).items()
    ]
    for year, sums in by_year(together):
        own = [run.costed.amount("part_year_effect", run.scenario.costing.basis, year) for run in single]
        apart.append(abs(sums.effect - sum(own)))
    return max(apart)


def main() -> None:
    """Measure the portfolio with its tables, page and workbook, then the single runs."""
    gc.set_threshold(200_000)  # as model/__main__.py does
    with TemporaryDirectory() as folder:
        path = write_restructures(Path(folder), POSTS, RESTRUCTURES)
        rates = load_rates()
        began = time.perf_counter()
        together = portfolio(path, rates)
        tables = portfolio_tables(together)
        write_portfolio(together, tables, Path(folder) / "out")
        whole = time.perf_counter() - began
        began = time.perf_counter()
        single = [assess(member.path, rates) for member in together.members]
        checked = sum(len(run.checks_but_reconciliation) for run in single)
        digests = {run.digest for run in single}
        alone = time.perf_counter() - began
        miss = furthest_apart(together, single)
    print(f"{RESTRUCTURES} restructures of {POSTS:,} posts: {whole:.1f} s with page and workbook; target {TARGET:g} s")
    print(
        f"the same by themselves: {alone:.1f} s ({checked:,} checks, {len(digests)} fingerprints); {whole / alone:.2f}"
    )
    print(f"furthest apart from the sum of single runs: £{miss:.10f}")


if __name__ == "__main__":
    main()
