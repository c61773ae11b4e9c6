"""One line of the clearance: what was checked, how it came out, and whether a failure blocks."""

from dataclasses import dataclass
from typing import Literal

MOST_TOLD = 20
"""Faults that a check's finding states one by one."""

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
        """Whether this stops the scenario from being cleared."""
        return self.blocking and self.outcome == "fail"


def checked(key: str, title: str, faults: list[str], sound: str, *, blocking: bool = True) -> Check:
    """The line of a check: passed where there is no fault, else failed or, where it does not block, disclosed."""
    outcome = "pass" if not faults else "fail" if blocking else "disclosed"
    return Check(key, title, outcome, blocking, " ".join(_first(faults)) if faults else sound)


def _first(faults: list[str]) -> list[str]:
    """As many as a reader follows; how many more there are."""
    if len(faults) <= MOST_TOLD:
        return faults
    return [*faults[:MOST_TOLD], f"And {len(faults) - MOST_TOLD:,} more like these."]
