"""One line of the clearance: what was checked, how it came out, and whether a failure blocks."""

from dataclasses import dataclass
from typing import Literal

MOST_TOLD = 20
"""The most faults that a check's finding lists; after them it says how many more there are."""

Outcome = Literal["pass", "fail", "disclosed"]


@dataclass(frozen=True)
class Check:
    """One line of the clearance: what was checked, how it came out, and why."""

    key: str
    title: str
    outcome: Outcome
    blocking: bool
    finding: str

    @property
    def blocks(self) -> bool:
        """Whether this check stops the scenario from being cleared."""
        return self.blocking and self.outcome == "fail"


def checked(key: str, title: str, faults: list[str], sound: str, *, blocking: bool = True) -> Check:
    """The line of a check: passed if there are no faults, else failed if ``blocking``, else disclosed."""
    outcome = "pass" if not faults else "fail" if blocking else "disclosed"
    return Check(key, title, outcome, blocking, " ".join(first_of(faults)) if faults else sound)


def first_of(faults: list[str]) -> list[str]:
    """The first faults, as many as a reader can follow, and a sentence with the number of the others."""
    if len(faults) <= MOST_TOLD:
        return faults
    return [*faults[:MOST_TOLD], f"And {len(faults) - MOST_TOLD:,} more like these."]
