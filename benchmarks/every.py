"""Every benchmark, in the order of the page: what an officer waits for, how large, how sure, how many."""

from benchmarks.bench_customers import CUSTOMERS
from benchmarks.bench_desk import DESK
from benchmarks.bench_draws import DRAWS
from benchmarks.bench_engine import ENGINE
from benchmarks.bench_pack import PACK
from benchmarks.bench_portfolio import PORTFOLIO
from benchmarks.bench_scale import SCALE
from benchmarks.bench_startup import STARTUP
from benchmarks.bench_sweep import SWEEP
from benchmarks.bench_twin import TWIN
from benchmarks.bench_uncertainty import UNCERTAINTY

BENCHMARKS = (
    STARTUP,
    DESK,
    PACK,
    TWIN,
    ENGINE,
    SCALE,
    CUSTOMERS,
    PORTFOLIO,
    UNCERTAINTY,
    DRAWS,
    SWEEP,
)
