"""Sweeps side by side in one run: in turn, in processes, and on Dask, over small scenarios and over large ones.

The targets, as ratios: processes at least 0.9 of all processors (time in turn / processors / time); Dask at least 0.9
of the processes over 1,000 scenarios of 100 posts, and at least 0.8 over 12 of 10,000. The ways take turns over parts
of the scenarios, so that a busy machine is as busy for each; the start of the cluster is timed apart. Five in
a thousand are faulty, and every way must give the same bytes. Prints only. Run with ``python3 workbook.py bench``.
"""

import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.invented_council import write_council
from model.uncertainty.sweep.job import Job, jobs_of, scenarios_in
from model.uncertainty.sweep.maps import in_turn, pool, processors
from model.uncertainty.sweep.on_dask import cluster
from model.uncertainty.sweep.sweep import sweep

SMALL, LARGE = (1_000, 100, 4), (12, 10_000, 2)
"""How many scenarios, of how many posts, in how many parts."""
FAULTY = 200


def write_scenarios(folder: Path, number: int, posts: int) -> list[Job]:
    """Scenarios that share their lists and differ in their pension rate; every two-hundredth has an impossible one."""
    council = write_council(folder, posts)
    text = council.read_text(encoding="utf-8")
    for n in range(number):
        rate = "none" if n % FAULTY == FAULTY - 1 else f"{18 + n / 200:.3f}%"
        (folder / f"variant-{n:04}.yaml").write_text(text.replace("rate: 20%", f"rate: {rate}"), encoding="utf-8")
    council.unlink()
    return jobs_of(scenarios_in([folder]))


def measure(number: int, posts: int, parts: int) -> dict[str, float]:
    """Seconds by way over all scenarios, the ways taking turns over parts of them; prints the ratios."""
    with TemporaryDirectory() as place:
        jobs = write_scenarios(Path(place), number, posts)
        size = len(jobs) // parts
        workers, taken, same = processors(), {}, {}
        began = time.perf_counter()
        with cluster(workers=workers) as on_dask:
            print(f"a cluster of this machine starts in {time.perf_counter() - began:.1f} s", flush=True)
            ways = {"in turn": in_turn, "processes": pool(workers), "Dask": on_dask}
            sweep(jobs[: 2 * workers], way=on_dask)  # its workers import the model once, as forked ones need not
            for part in range(parts):
                own = jobs[part * size : (part + 1) * size]
                for name, way in ways.items():
                    began = time.perf_counter()
                    done = sweep(own, way=way)
                    taken.setdefault(name, []).append(time.perf_counter() - began)
                    same.setdefault(part, set()).add(done.fingerprint)
                    if done.not_run:
                        raise SystemExit(f"{name}: {done.not_run[0].why}")
        assert all(len(found) == 1 for found in same.values()), "the ways differ"
    of_all = median(a / b / workers for a, b in zip(taken["in turn"], taken["processes"], strict=True))
    of_pool = median(a / b for a, b in zip(taken["processes"], taken["Dask"], strict=True))
    seconds = ", ".join(f"{name} {sum(each):.1f} s" for name, each in taken.items())
    target = 0.9 if posts == SMALL[1] else 0.8
    print(f"{number:,} scenarios of {posts:,} posts: {seconds}; one fingerprint by every way")
    print(f"  processes: {of_all:.2f} of {workers} processors (target 0.9)")
    print(f"  Dask: {of_pool:.2f} of the processes (target {target})", flush=True)
    return {"processes": of_all, "dask": of_pool}


def main() -> None:
    """Measure both sizes."""
    for number, posts, parts in (SMALL, LARGE):
        measure(number, posts, parts)


if __name__ == "__main__":
    main()
