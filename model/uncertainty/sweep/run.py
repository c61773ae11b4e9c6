"""Runs a job of a sweep and gives its row: the figures wanted, or the first fault and the number of faults."""

import gc
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path
from time import perf_counter

from model.assessment.assess import Assessment
from model.base.faults import Fault, InputFaults
from model.base.financial_year import FinancialYear
from model.base.money import half_up
from model.cost.costed import cost_scenario
from model.rates.tables import Rates, load_rates
from model.schema.load import change_document, changes_in_words, read_scenario, scenario_of
from model.schema.reading.document import Document
from model.schema.reading.messages import Validated
from model.uncertainty.measure import MEASURES, measured
from model.uncertainty.sweep.job import Job, engine
from model.uncertainty.sweep.row import NotRun, Outcome, Ran, Row

Finish = Callable[[Job, Assessment], tuple[str, int]]
"""Makes a pack of a scenario. Gives the name of the pack and how many checks block it."""


class Elsewhere(Exception):
    """This machine does not have the same files or code as the sweep. The message says what differs."""


@dataclass(frozen=True)
class Batch:
    """The outcomes of jobs run together, and how many seconds they took."""

    outcomes: tuple[Outcome, ...]
    seconds: float


@dataclass(frozen=True)
class Runner:
    """Runs jobs one after another, in any process. ``code`` identifies the code on the sweep's own machine."""

    code: str
    finish: Finish | None = None

    def __call__(self, jobs: Sequence[Job]) -> Batch:
        """The row of each job, or why it was not run. Neither a fault nor a failure raises an error."""
        began = perf_counter()
        with without_collecting():
            outcomes = tuple(self._outcome(job) for job in jobs)
        return Batch(outcomes, perf_counter() - began)

    def _outcome(self, job: Job) -> Outcome:
        try:
            if self.code != engine():
                raise Elsewhere("a worker has a different version of the workbook or of its rates")
            return Ran(job.number, row_of(job, self.finish))
        except Exception as failed:  # one scenario at which the program fails must not end a night's work
            why = str(failed) if isinstance(failed, Elsewhere) else f"{type(failed).__name__}: {failed}"
            return NotRun(job.number, job.name, why.replace(_folder(job), ""))


@contextmanager
def without_collecting() -> Iterator[None]:
    """A block without garbage collection, which would take a fifth of the time of a short run."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def row_of(job: Job, finish: Finish | None = None) -> Row:
    """The row of a job, with its figures or faults.

    Raises Elsewhere where the scenario's file is missing or different on this machine. Lets other errors through.
    """
    files: tuple[str, ...] = ()
    pack, blocking, figures, faults = "", None, {}, ()
    try:
        document, unsound, known = _read(job.path, job.said, job.before)
        document, more = change_document(document, job.changes)
        files = tuple(sorted({name for name, _ in document.linked.values()}))
        of = _assessed(document, (*unsound, *more), known)
        figures = figures_of(of, job.figures)
        if finish:
            pack, blocking = finish(job, of)
    except InputFaults as found:
        faults = found.faults
    changes, first = dict(job.changes), _said(faults[0], job) if faults else ""
    return Row(job.name, changes, job.key(files), figures, first, len(faults), pack, blocking, files)


def assessed(job: Job) -> Assessment:
    """The scenario of a job, with its changes, costed. Raises InputFaults with every fault at once.

    Raises Elsewhere where the scenario's file is missing or different on this machine.
    """
    read, unsound, known = _read(job.path, job.said, job.before)
    document, more = change_document(read, job.changes)
    said = changes_in_words(_read(job.path, job.said, ())[0], document)
    return replace(_assessed(document, (*unsound, *more), known), changes=said)


def _assessed(document: Document, faults: Sequence[Fault], known: Validated) -> Assessment:
    scenario = scenario_of(document, _rates(), faults, known)
    return Assessment(scenario, cost_scenario(scenario, _rates()), _rates(), document=document)


@cache
def _rates() -> Rates:
    return load_rates()


@lru_cache(maxsize=2)
def _read(path: str, said: str, before: tuple[str, ...]) -> tuple[Document, tuple[Fault, ...], Validated]:
    """The scenario's file with earlier changes, its faults, and its validated parts: read once for all changes.

    Raises Elsewhere where the file here is not the one with which the sweep began.
    """
    file = Path(path)
    if not file.is_file():
        raise Elsewhere(f"{file.name} is not on the machine where the job was run: workers need the same folder")
    if sha256(file.read_bytes()).hexdigest() != said:
        raise Elsewhere(f"{file.name} has changed since the sweep began, or is a different file")
    document, faults = read_scenario(file)
    for changes in before:
        document, more = change_document(document, json.loads(changes))
        faults = [*faults, *more]
    return document, tuple(faults), Validated()


def figures_of(of: Assessment, names: Sequence[str]) -> dict[str, float | None]:
    """Each figure by its name, £ to the penny; None where the scenario has no such figure.

    A name is that of a figure of page one (``model.assessment.quantities``), or of a measure
    (``model.uncertainty.measure``), with a year if wanted: ``in_year[2011/12]``. Raises InputFaults for a year that is
    not shown.
    """
    return {name: None if (found := _figure(of, name)) is None else float(half_up(found)) for name in names}


def _figure(of: Assessment, name: str) -> float | None:
    key, _, year = name.rstrip("]").partition("[")
    if key in MEASURES and (year or key not in of.quantities):
        scenario, measure = measured(of, key)
        return measure.of(scenario, _year(of, year) if year else of.costed.year_of_change)
    return of.quantities[name].amount if name in of.quantities else None


def _year(of: Assessment, said: str) -> FinancialYear:
    shown = {str(year): year for year in of.costed.years}
    if said not in shown:
        file = of.document.file if of.document else ""
        raise InputFaults([Fault(file, 1, "the figure asked for", f"the year {said}", f"one of {', '.join(shown)}")])
    return shown[said]


@dataclass(frozen=True)
class Called:
    """A figure's name for a reader, and whether it is printed with a sign."""

    label: str
    signed: bool = False


def names_of(of: Assessment) -> Mapping[str, Called]:
    """What a reader sees as the name of each figure, by the name under which a sweep asks for it."""
    measures = {key: Called(measure.label, measure.signed) for key, measure in MEASURES.items()}
    return measures | {key: Called(quantity.name, quantity.signed) for key, quantity in of.quantities.items()}


def _folder(job: Job) -> str:
    return f"{Path(job.path).parent.as_posix()}/"


def _said(fault: Fault, job: Job) -> str:
    """A fault in words, without the folder's path, since a row is the same on every machine."""
    return str(fault).replace(_folder(job), "")
