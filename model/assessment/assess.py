"""Everything about one scenario: its costs, bridge, funding test, reconciliation and checks.

The notebook, the pack and the command line all start from :func:`assess`. None of them calculates anything itself.
"""

from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from model.assessment.open_awards import OpenAward, open_awards
from model.assessment.quantities import cost_quantities, phase_quantities
from model.assessment.results import records_of_phases, records_of_saving, records_of_variants, results_json
from model.assessment.what_matters import Assumed, what_matters_most
from model.base.kept import Kept
from model.base.money import POUND
from model.base.quantity import Quantity
from model.base.stated import stated
from model.budget.mtfs import Reach, reach
from model.budget.transition import Transition, transition
from model.buy_back.funding_test import BuyBack
from model.buy_back.price_story import price_story
from model.buy_back.traded import Traded, traded
from model.checks.clearance_checks import Check, checks
from model.checks.family_checks import family_checks
from model.checks.leaving_checks import leaving_checks
from model.checks.limit_checks import limit_checks
from model.checks.pension_checks import pension_checks
from model.checks.plausible_checks import plausible_checks
from model.checks.structure_checks import structure_checks
from model.checks.transition_checks import transition_checks
from model.checks.wage_checks import wage_checks
from model.cost.costed import CostedScenario, cost_scenario
from model.explain.award_risk import AwardTest, MonthOfArrears, arrears, award_test
from model.explain.below_grade import TimedSaving, timed_saving
from model.explain.bridge import Step, bridge
from model.explain.competences import Coverage, coverage, coverage_checks
from model.explain.outcomes import FenceOutcomes, outcomes
from model.explain.phase_effects import PhaseEffect, phase_effects
from model.explain.present_filled import with_present_filled
from model.explain.reconcile import Reconciled, reconcile
from model.explain.variants import Variants, variants
from model.people.career_steps import career_checks
from model.people.structure import ReportingLines, reporting_lines
from model.rates.tables import Rate, Rates, load_rates
from model.schema.changes.change import Changes
from model.schema.load import change_document, changes_in_words, input_files, read_scenario, scenario_of
from model.schema.reading.document import Document
from model.schema.sections.scenario import Scenario

RECONCILIATION = "reconciliation"


@dataclass(frozen=True)
class Assessment:
    """One scenario, costed. Each of its results is worked out when it is first asked for."""

    scenario: Scenario
    costed: CostedScenario
    rates: Rates
    document: Document | None = field(default=None, kw_only=True)
    """The scenario's file as read, with all changes applied; None where the scenario was made in memory."""
    changes: tuple[str, ...] = field(default=(), kw_only=True)
    """The changes since the file was read, each a sentence without its full stop. They are not saved in any file."""

    @property
    def files(self) -> tuple[Path, ...]:
        """The scenario's file and every file that it names; empty where the scenario was made in memory."""
        return input_files(self.document) if self.document else ()

    def with_changes(self, changes: Changes) -> "Assessment":
        """The same scenario with changes (:mod:`model.schema.changes.change`). Its file is not read again.

        Earlier changes are kept, and the new ones are made after them. Raises InputFaults with every fault. A fault in
        the place or value of a change has the number of that change.
        """
        document, scenario = self.changed(changes)
        said = (*self.changes, *changes_in_words(stated(self.document, "the file of the scenario"), document))
        return Assessment(scenario, cost_scenario(scenario, self.rates), self.rates, document=document, changes=said)

    def changed(self, changes: Changes) -> tuple[Document, Scenario]:
        """The document with the changes made, and the scenario that it then states, not yet costed.

        Raises InputFaults as ``with_changes`` does.
        """
        document, faults = change_document(stated(self.document, "the file of the scenario"), changes)
        return document, scenario_of(document, self.rates, faults)

    @property
    def is_public(self) -> bool:
        """Whether the assessment uses public fields only, so that anybody may read it."""
        return False

    @property
    def step(self) -> Decimal:
        """The step to which the figures are rounded, £."""
        return POUND

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """The bridge of the year of change on the headline's basis."""
        return tuple(bridge(self.costed, self.scenario.costing.basis, self.costed.year_of_change))

    @cached_property
    def reporting_lines(self) -> dict[str, ReportingLines]:
        """The reporting lines of each structure that states them."""
        return reporting_lines(self.costed.establishment.seating)

    @cached_property
    def phases(self) -> tuple[PhaseEffect, ...]:
        """What each stated phase costs or saves on the headline's basis; empty where none is stated."""
        return phase_effects(self.costed, self.scenario.costing.basis) if self.scenario.phases else ()

    @cached_property
    def buy_backs(self) -> tuple[BuyBack, ...]:
        """The funding tests on the costs before and after the change.

        Empty where there are no customers, or where prices are worked out.
        """
        return self.traded.funding_tests if self.traded and "rise_all_stay" not in self.quantities else ()

    @cached_property
    def traded(self) -> Traded | None:
        """The figures of the traded service; None where the scenario states no customers."""
        return traded(self.costed, self.rates)

    @cached_property
    def reconciled(self) -> Reconciled | None:
        """How near the listed posts come to the published totals; None where none are published."""
        return reconcile(self.costed, self.rates)

    @cached_property
    def outcomes(self) -> tuple[FenceOutcomes, ...]:
        """Each ring-fence that lists its people, with its outcomes; empty where no ring-fence does."""
        return outcomes(self.costed, self.rates)

    @cached_property
    def transition(self) -> Transition | None:
        """The one-off costs of the change; None where the scenario states none."""
        return transition(self.costed, self.rates)

    @cached_property
    def arrears(self) -> tuple[MonthOfArrears, ...]:
        """The months of the financial years from a late award to its payment; empty where no award is paid late."""
        return tuple(arrears(self.costed, self.scenario.costing.basis))

    @cached_property
    def award_test(self) -> AwardTest | None:
        """What each post would cost under the awards tested; None where no award is open and none is tested."""
        return award_test(self.costed, self.rates)

    @cached_property
    def variants(self) -> Variants | None:
        """Posts costed at other numbers of weeks a year or in other bands; None where the scenario asks for neither."""
        return variants(self.costed, self.rates)

    @cached_property
    def coverage(self) -> Coverage | None:
        """How far a competence framework is covered, and what each skill costs; None where no framework is stated."""
        return coverage(self.costed, self.rates)

    @cached_property
    def timed_saving(self) -> TimedSaving | None:
        """What filling posts below their grade saves for a time; None where no post is filled below its grade."""
        return timed_saving(self.costed, self.scenario.costing.basis, self.rates)

    @cached_property
    def filled(self) -> CostedScenario | None:
        """The scenario with every present post filled; None where no post is held vacant in the year of change."""
        return with_present_filled(self.costed, self.rates)

    @cached_property
    def quantities(self) -> dict[str, Quantity]:
        """The figures that a reader meets more than once, by key, in the order of page one."""
        of_prices = price_story(self.traded) if self.traded else {}
        of_phases = phase_quantities(self.costed, self.phases)
        of_costs = cost_quantities(self.costed, self.transition, self.filled)
        return {quantity.key: quantity for quantity in (*of_costs, *of_phases)} | of_prices

    @cached_property
    def reach(self) -> Reach:
        """The scenario costed beyond the years shown, as far as there are rates. Only the medium-term table uses it."""
        return reach(self.costed, self.rates)

    @cached_property
    def open_awards(self) -> tuple[OpenAward, ...]:
        """The awards that are not settled and that the figures depend on."""
        return open_awards(self.costed, self.rates)

    @cached_property
    def matters_most(self) -> Assumed | None:
        """The one assumption that changes the answer most; None where none changes it."""
        return what_matters_most(self.costed, self.quantities, self.award_test, self.traded)

    @cached_property
    def checks(self) -> tuple[Check, ...]:
        """Every check behind clearance by Finance."""
        return self._checks(self.reconciled)

    @cached_property
    def checks_but_reconciliation(self) -> tuple[Check, ...]:
        """Every check except the reconciliation, which takes longer than all others and never blocks."""
        return tuple(check for check in self._checks(None) if check.key != RECONCILIATION)

    def _checks(self, reconciled: Reconciled | None) -> tuple[Check, ...]:
        of_prices = (Check(**vars(test)) for test in (self.traded.tests if self.traded else ()))
        of_change = [
            *structure_checks(self.scenario, self.reporting_lines),
            *transition_checks(self.costed, self.transition),
        ]
        if self.transition is not None:
            of_change += leaving_checks(self.costed, self.transition, self.rates.redundancy)
        also_read = self.traded.rates_read if self.traded else ()
        of_family = (
            *family_checks(self.costed),
            *pension_checks(self.scenario),
            *career_checks(self.costed.establishment.seating),
            *coverage_checks(self.coverage),
        )
        of_wages = wage_checks(self.costed, self.rates.minimum_wage)
        of_questions = plausible_checks(self.costed, self.rates, self.document)
        of_limits = limit_checks(self.costed, self.rates.vat_treatments, self.traded)
        of_costs = checks(self.costed, reconciled, self.transition, also_read)
        return (*of_costs, *of_wages, *of_questions, *of_limits, *of_change, *of_family, *of_prices)

    @property
    def blocked_by(self) -> tuple[Check, ...]:
        """The checks that stop the scenario from being cleared; empty where it may be cleared."""
        return tuple(check for check in self.checks if check.blocks)

    @property
    def rates_read(self) -> tuple[Rate, ...]:
        """Every rate behind the figures, including those of redundancy, leave and VAT."""
        of_redundancy = self.transition.rates_read if self.transition else ()
        of_trading = self.traded.rates_read if self.traded else ()
        return tuple(dict.fromkeys((*self.costed.book.rates_read, *of_redundancy, *of_trading)))

    @cached_property
    def results(self) -> str:
        """``results.json`` as text."""
        also = (
            *(records_of_variants(self.costed, self.variants) if self.variants else ()),
            *(records_of_saving(self.costed, self.timed_saving) if self.timed_saving else ()),
            *records_of_phases(self.costed, self.phases),
        )
        return results_json(self.costed, self.transition, self.buy_backs, self.traded, also)

    @property
    def digest(self) -> str:
        """SHA-256 of the results. It is the same for two runs that agree to the penny."""
        return sha256(self.results.encode()).hexdigest()


def assess(path: Path | str, rates: Rates | None = None, changes: Changes = ()) -> Assessment:
    """Load, cost and check the scenario in a file, with changes. Raises InputFaults with every fault at once."""
    rates = rates or load_rates()
    read, faults = read_scenario(Path(path))
    document, more = change_document(read, changes)
    scenario = scenario_of(document, rates, [*faults, *more])
    said = changes_in_words(read, document)
    return Assessment(scenario, cost_scenario(scenario, rates), rates, document=document, changes=said)


def assess_scenario(
    scenario: Scenario, rates: Rates, document: Document | None = None, kept: Kept | None = None
) -> Assessment:
    """Cost and check a scenario that is already loaded. ``document`` is the scenario's file as read, if there is one.

    With ``kept``, results whose inputs have not changed since the last costing are reused
    (:func:`~model.cost.costed.cost_scenario`).
    """
    return Assessment(scenario, cost_scenario(scenario, rates, kept), rates, document=document)
