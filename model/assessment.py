"""Everything that is said of one scenario: its costs, bridge, funding test, reconciliation and checks.

The notebook, the pack and the command line all start from :func:`assess`; none of them calculates.
"""

from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from model.bridge import Step, bridge
from model.buy_back import BuyBack, buy_back
from model.checks import Check, checks
from model.costed import CostedScenario, cost_scenario
from model.outcomes import Outcome, outcomes
from model.rate_tables import Rates, load_rates
from model.reconcile import Reconciled, reconcile
from model.results import results_json
from model.schema.load import load_scenario
from model.schema.scenario import Scenario
from model.transition import Transition, transition
from model.transition_checks import transition_checks


@dataclass(frozen=True)
class Assessment:
    """One scenario, assessed."""

    scenario: Scenario
    costed: CostedScenario
    steps: tuple[Step, ...]
    buy_backs: tuple[BuyBack, ...]
    reconciled: Reconciled | None
    checks: tuple[Check, ...]
    outcomes: tuple[Outcome, ...] = ()
    transition: Transition | None = None

    @property
    def blocked_by(self) -> tuple[Check, ...]:
        """The checks that stop it from being cleared; empty where it clears."""
        return tuple(check for check in self.checks if check.blocks)

    @cached_property
    def results(self) -> str:
        """``results.json`` as text."""
        return results_json(self.costed)

    @property
    def digest(self) -> str:
        """SHA-256 of the results: two runs that agree to the penny have the same one."""
        return sha256(self.results.encode()).hexdigest()


def assess(path: Path | str, rates: Rates | None = None) -> Assessment:
    """Load, cost and check the scenario in a file. Raises InputFaults with every fault at once."""
    rates = rates or load_rates()
    scenario = load_scenario(Path(path), rates)
    costed = cost_scenario(scenario, rates)
    reconciled = reconcile(costed, rates)
    once = transition(costed, rates)
    return Assessment(
        scenario=scenario,
        costed=costed,
        steps=tuple(bridge(costed, scenario.costing.basis, costed.year_of_change)),
        buy_backs=tuple(buy_back(costed)),
        reconciled=reconciled,
        outcomes=outcomes(scenario, rates, costed.year_of_change),
        transition=once,
        checks=(*checks(costed, reconciled), *transition_checks(costed, once)),
    )
