"""Forty restructures of an invented establishment of 12,000 posts a side with holders, added up: time, to the penny.

Five years, seven bases. The portfolio with its tables, page and workbook, then each scenario by itself, and every sum
is compared with theirs. The process collects garbage as seldom as a command does.
"""

import gc
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.invented_council import write_restructures
from benchmarks.measure import progress, timed
from benchmarks.table import Benchmark, Found, Row, Table, at_most
from model.assessment.assess import Assessment, assess
from model.portfolio.portfolio import Portfolio, portfolio
from model.portfolio.sums import by_year, quantities
from model.rates.tables import load_rates
from model.report.portfolio.files import write_portfolio
from model.report.portfolio.tables import portfolio_tables

POSTS, RESTRUCTURES = 12_000, 40
TOGETHER = Row(
    f"{RESTRUCTURES} restructures of {POSTS:,} posts with holders, added up, with page and workbook",
    peer="each assessed by itself",
    target=at_most(60, of_figure=True),
)
APART = Row("the most by which a sum misses the single runs", unit="£", target=at_most(0, of_figure=True))
TABLE = Table(
    "Many restructures of one council",
    "Can a director of finance see all the restructures of a year together, and trust that they add up? The target"
    " limits the time itself, not its ratio to the peer's.",
    (TOGETHER, APART),
)


def furthest_apart(together: Portfolio, single: list[Assessment]) -> float:
    """The most, in £, by which a sum of the portfolio misses the sum of the single runs' own figures."""
    apart = [
        abs(of.amount - sum(run.quantities[key].amount for run in single)) for key, of in quantities(together).items()
    ]
    for year, sums in by_year(together):
        own = [run.costed.amount("part_year_effect", run.scenario.costing.basis, year) for run in single]
        apart.append(abs(sums.effect - sum(own)))
    return max(apart)


def measure() -> Iterator[Found]:
    """The portfolio once, then the single runs once."""
    gc.set_threshold(200_000)  # as model/__main__.py does
    together: list[Portfolio] = []
    single: list[Assessment] = []
    with TemporaryDirectory() as folder:
        path, rates = write_restructures(Path(folder), POSTS, RESTRUCTURES), load_rates()

        def add_up() -> None:
            together.append(portfolio(path, rates))
            write_portfolio(together[0], portfolio_tables(together[0]), Path(folder) / "out")

        def by_themselves() -> None:
            single.extend(assess(member.path, rates) for member in together[0].members)
            assert all(run.checks_but_reconciliation and run.digest for run in single)

        progress("the portfolio")
        of_all = timed(add_up)()
        progress("each scenario by itself")
        yield TABLE.found(TOGETHER, [of_all], [timed(by_themselves)()])
    yield TABLE.found(APART, [furthest_apart(together[0], single)])


PORTFOLIO = Benchmark("portfolio", (TABLE,), measure)
