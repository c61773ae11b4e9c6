"""The packs of a sweep. Each scenario's pack is built as ``clear`` builds it, under the scenario's lock."""

from pathlib import Path

from model.assessment.assess import Assessment
from model.control.seal import manifest_digest
from model.uncertainty.sweep.job import Job
from model.uncertainty.sweep.row import Row


def built_pack(job: Job, _: Assessment) -> tuple[str, int]:
    """Build the pack of a job, with its notebook. Gives the pack's name, and how many checks block it.

    Raises AtWork where somebody else is at work on the scenario, and InputFaults where something that is not a pack is
    in the pack's place.
    """
    from model.report.pack.build import build_pack

    pack, checks = build_pack(Path(job.path), Path(job.packs), changes=job.changes)
    return pack.name, sum(check.blocks for check in checks)


def pack_is_there(job: Job, row: Row) -> bool:
    """Whether the pack of a row is still in its folder; True for a row that has no pack."""
    return not row.pack or bool(manifest_digest(Path(job.packs) / row.pack))
