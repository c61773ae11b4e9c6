"""The packs of a sweep: each scenario's, built as ``clear`` builds it, under the scenario's one lock."""

from pathlib import Path

from model.assessment.assess import Assessment
from model.control.seal import manifest_digest
from model.uncertainty.sweep.job import Job
from model.uncertainty.sweep.row import Row


def built_pack(job: Job, _: Assessment) -> tuple[str, int]:
    """Build the pack of a job, notebook and all; its name, and how many checks stop it.

    Raises AtWork where somebody else is at work on the scenario, and InputFaults where something else is in its place.
    """
    from model.report.pack.build import build_pack

    pack, checks = build_pack(Path(job.path), Path(job.packs), changes=job.changes)
    return pack.name, sum(check.blocks for check in checks)


def pack_is_there(job: Job, row: Row) -> bool:
    """Whether the pack of a row is still in its place; a row without one needs none."""
    return not row.pack or bool(manifest_digest(Path(job.packs) / row.pack))
