"""The command ``sweep``: cost many scenarios, or one with many changes. A sweep can be stopped and continued."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

if TYPE_CHECKING:
    from model.uncertainty.sweep.job import Job
    from model.uncertainty.sweep.maps import Map
    from model.uncertainty.sweep.run import Called
    from model.uncertainty.sweep.sweep import Progress, Sweep

FAILED, AT_FAULT, NOT_CLEARED, STOPPED = 1, 2, 3, 130
SWEPT = "swept"
"""How the lock of a folder of results names the work of a sweep."""
SWEEPS = Path("sweeps")
LESS_OFTEN = 0.2
"""The fewest seconds between two lines of progress."""


def add_to(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command()(sweep)


def sweep(  # noqa: PLR0913, an option of the command line each
    scenarios: Annotated[list[Path], typer.Argument(help="One or more scenarios, or a folder of scenarios.")],
    changes: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="PLACE=A,B,C",
            help="A place in the scenario, and the values that it takes in turn. They are combined with every value of "
            "every other --set. Put a value with a comma in quotation marks.",
        ),
    ] = None,
    figure: Annotated[
        list[str] | None,
        typer.Option(
            help="A figure to keep, by name, such as full_year_effect, cash, price or in_year[2011/12]. May be "
            "given more than once."
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(help="The folder for the results; if left out, one in sweeps/ named after the scenario."),
    ] = None,
    workers: Annotated[int, typer.Option(help="Processes at once; if left out, one for each processor.", min=0)] = 0,
    dask: Annotated[bool, typer.Option("--dask", help="Run on a Dask cluster of this machine.")] = False,
    scheduler: Annotated[str, typer.Option(help="Run on the Dask cluster at an address: tcp://10.0.0.5:8786.")] = "",
    clear: Annotated[bool, typer.Option("--clear", help="Build the pack of each scenario, as `clear` does.")] = False,
    packs: Annotated[Path, typer.Option("--packs", help="The folder that packs are built in.")] = Path("packs"),
    compare: Annotated[
        list[int] | None,
        typer.Option(help="The number of a row to compare. Give it two to ten times, the baseline first."),
    ] = None,
) -> None:
    """Cost many scenarios in one go: a folder, a list, or every combination of changes to each scenario.

    A scenario with faults is a row with its first fault. After a stop, the same command goes on where it stopped.
    """
    from model.base.put_together import clear_half_written
    from model.control.lock import alone_at
    from model.uncertainty.sweep.job import DEFAULT_FIGURES, jobs_of, scenarios_in

    found = scenarios_in(scenarios)
    figures = tuple(dict.fromkeys(figure or DEFAULT_FIGURES))
    jobs = jobs_of(found, _grid(changes or ()), figures, packs=packs if clear else None)
    labels = _labels(jobs, figures)
    chosen = _chosen(jobs, compare or ())
    folder = out or SWEEPS / (scenarios[0].resolve().stem if len(scenarios) == 1 else "several")
    folder.mkdir(parents=True, exist_ok=True)
    with alone_at(folder / "results.jsonl", SWEPT, wait=0):
        clear_half_written(folder, ("results", "table", "sweep"))
        done = _run(jobs, folder, _way(jobs, workers, scheduler, dask=dask), clear=clear)
        _tell(done, labels, folder)
    if chosen:
        _print_compared(chosen)
    _end(done)


def _grid(texts: Sequence[str]) -> list[tuple[str, list[str]]]:
    from model.schema.changes.change import typed_changes
    from model.uncertainty.sweep.job import values_in

    return [(place, values_in(values)) for place, values in typed_changes(texts)]


def _labels(jobs: "Sequence[Job]", figures: Sequence[str]) -> "dict[str, Called]":
    """The name that readers see for each figure. An unknown figure ends the command before the sweep begins."""
    from model.base.faults import nearest_name
    from model.report.sweep_words import known_figures
    from model.uncertainty.measure import MEASURES
    from model.uncertainty.sweep.job import DEFAULT_FIGURES

    labels = known_figures(jobs, figures)
    for name in figures:
        if name not in labels and name not in DEFAULT_FIGURES and name.partition("[")[0] not in MEASURES:
            near = nearest_name(name, [*MEASURES, *DEFAULT_FIGURES])
            hint = f" Did you mean {near}?" if near else ""
            _stop(f"No scenario has a figure {name!r}.{hint} docs/sweep.md lists the names.", AT_FAULT)
    return labels


def _chosen(jobs: "Sequence[Job]", numbers: Sequence[int]) -> "list[Job]":
    if numbers and not (2 <= len(dict.fromkeys(numbers)) <= 10 and all(1 <= one <= len(jobs) for one in numbers)):
        raise typer.BadParameter(f"expected two to ten row numbers from 1 to {len(jobs)}", param_hint="--compare")
    return [jobs[number - 1] for number in dict.fromkeys(numbers)]


def _way(jobs: "Sequence[Job]", workers: int, scheduler: str, *, dask: bool) -> "AbstractContextManager[Map]":
    from model.base.processes import processors
    from model.uncertainty.sweep.maps import in_turn, pool

    number = workers or processors()
    if scheduler or dask:
        from model.uncertainty.sweep.on_dask import cluster

        return cluster(scheduler, number)
    return nullcontext(in_turn if min(number, len(jobs)) < 2 else pool(number))


def _run(jobs: "Sequence[Job]", folder: Path, way: "AbstractContextManager[Map]", *, clear: bool) -> "Sweep":
    from model.report.sweep_clearing import built_pack, pack_is_there
    from model.uncertainty.sweep.on_dask import NoCluster
    from model.uncertainty.sweep.sweep import sweep as swept

    more = {"finish": built_pack, "is_there": pack_is_there} if clear else {}
    try:
        with way as run, _progress() as say:
            return swept(jobs, folder, run, say=say, **more)
    except NoCluster as none:
        _stop(none, AT_FAULT)
    except KeyboardInterrupt:
        from model.uncertainty.sweep.kept import Kept

        kept = Kept(folder)
        there = sum(kept.row_of(job) is not None for job in jobs)
        _stop(f"Stopped: {there:,} of {len(jobs):,} rows are kept. The same command goes on from there.", STOPPED)


@contextmanager
def _progress() -> "Iterator[Callable[[Progress], None]]":
    """A line that says how far the sweep is and how long the rest may take; nothing where there is no terminal.

    No thread writes it, so that this process can be copied (forked).
    """
    if not sys.stderr.isatty():
        yield lambda progress: None
        return
    began, last = monotonic(), [0.0]

    def say(progress: "Progress") -> None:
        now, over = monotonic(), progress.done + progress.not_run == progress.jobs
        if now - last[0] < LESS_OFTEN and not over:
            return
        last[0], run = now, progress.done + progress.not_run - progress.kept
        left = (now - began) / run * (progress.jobs - progress.done - progress.not_run) if run else 0
        parts = [f"{progress.done:,} of {progress.jobs:,}", f"{progress.at_fault:,} at fault"]
        parts += [f"{progress.kept:,} kept from before"] if progress.kept else []
        parts += [f"{progress.not_run:,} not run"] if progress.not_run else []
        parts += [f"about {left:.0f} s left" if left < 120 else f"about {left / 60:.0f} min left"] if left else []
        sys.stderr.write(f"\r\x1b[K{' · '.join(parts)}")
        sys.stderr.flush()

    try:
        yield say
    finally:
        sys.stderr.write("\n")


def _tell(done: "Sweep", labels: "dict[str, Called]", folder: Path) -> None:
    """Write the rows, the table and the chart into the folder, and print the table's first rows and the outcome."""
    from model.base.whole_file import put_whole
    from model.report.charts.images import drawn_alone
    from model.report.charts.studio import KINDS, NoBrowser, browser_found
    from model.report.pack.files import csv_text
    from model.report.sweep_words import at_a_terminal, chart_of, said_of, table_of
    from model.report.terminal import print_table
    from model.uncertainty.sweep.kept import write_results

    written = write_results(done.numbered, folder)
    table, chart = table_of(done, labels), chart_of(done, labels)
    put_whole(folder / "table.csv", csv_text(table).encode())
    written.append(folder / "table.csv")
    pictures = dict[str, bytes]()
    if chart and browser_found():
        try:
            pictures = drawn_alone(chart)
        except NoBrowser as none:
            print(f"{none} There is no chart.", file=sys.stderr)
    for kind in KINDS:
        picture = folder / f"sweep.{kind}"
        if kind in pictures:
            put_whole(picture, pictures[kind])
            written.append(picture)
        else:
            picture.unlink(missing_ok=True)  # one of another sweep
    shown, faults = at_a_terminal(table)
    print_table(shown)
    print("\n".join([*faults, *said_of(done, labels), f"Written: {', '.join(path.as_posix() for path in written)}"]))


def _print_compared(jobs: "Sequence[Job]") -> None:
    """Print rows side by side, and in words how each differs from the first."""
    from model.report.comparison import Comparison
    from model.report.terminal import print_differences, print_table
    from model.uncertainty.sweep.run import assessed

    names = [f"Row {job.number}" for job in jobs]
    comparison = Comparison({name: assessed(job) for name, job in zip(names, jobs, strict=True)}, names[0])
    print_table(comparison.table())
    for name, lines in comparison.differences().items():
        print_differences(f"{name.lower()} differs from {names[0].lower()}", lines)


def _end(done: "Sweep") -> None:
    """End with a code: 1 where a job was not run, 2 where a scenario has faults, 3 where a check stops a pack."""
    blocked = any(row.blocking for row in done.rows.values())
    code = FAILED if done.not_run else AT_FAULT if done.at_fault else NOT_CLEARED if blocked else 0
    if code:
        raise typer.Exit(code)


def _stop(why: object, code: int) -> NoReturn:
    print(why, file=sys.stderr)
    raise typer.Exit(code) from None
