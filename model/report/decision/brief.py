"""What a short report is made from, and the words that depend on who decides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from model.assessment.assess import Assessment
from model.base.financial_year import FinancialYear
from model.control.sign_off import ControlState
from model.pay.salaries import basis_named
from model.report.decision.blocks import Fill
from model.schema.sections.decision import NOT_EXECUTIVE, Decision, Kind, Place
from model.schema.sections.declared import Form, mark_of
from model.schema.sections.scenario import Scenario

if TYPE_CHECKING:  # the desk asks what is not filled, and should not wait for what draws pages
    from model.report.page import DrawnChart


@dataclass(frozen=True)
class ForWhom:
    """The words of a kind of decision: what the report is called, and how its recommendations begin."""

    report: str
    asked: str


BY_KIND = {
    "officer": ForWhom("Decision of an officer under delegated powers", "The decision-maker is asked to:"),
    "head_of_paid_service": ForWhom("Report to the Head of Paid Service", "The Head of Paid Service is asked to:"),
    "cabinet_member": ForWhom("Report to the Cabinet member", "The Cabinet member is asked to:"),
    "cabinet": ForWhom("Report to Cabinet", "Cabinet is recommended to:"),
    "committee": ForWhom("Report to committee", "The committee is recommended to:"),
}
NOT_STATED = ForWhom("Report for decision", "The decision-maker is asked to:")
"""The words used where neither the scenario nor a control sheet says who decides."""


@dataclass(frozen=True)
class CostedOption:
    """A further option as the model costs it: its title, its assessment, and the case for and against it."""

    title: str
    assessment: Assessment
    for_: str
    against: str


@dataclass(frozen=True)
class Brief:
    """An assessment, and what else a report for decision uses. ``control`` is None in a public paper."""

    assessment: Assessment
    charts: Sequence[DrawnChart] = ()
    control: ControlState | None = None
    options: Sequence[CostedOption] = ()
    blocked: str = ""
    """Why the proposal is not cleared, or why the paper may not be handed out; empty where no check blocks either."""

    @property
    def decision(self) -> Decision | None:
        """The section of the scenario that says who decides; None where the scenario has no such section."""
        return self.assessment.scenario.decision

    @property
    def kind(self) -> str:
        """Who decides, as the scenario says, or else its control sheet; empty where neither does."""
        if self.decision:
            return self.decision.kind
        return self.control.sheet.report if self.control and self.control.sheet else ""

    @property
    def for_whom(self) -> ForWhom:
        """What the report is called, and how its recommendations begin."""
        return BY_KIND.get(self.kind, NOT_STATED)

    @property
    def is_executive(self) -> bool:
        """Whether the decision is the executive's, as far as is known."""
        return bool(self.kind) and self.kind not in NOT_EXECUTIVE

    @property
    def can_be_called_in(self) -> bool:
        """Whether the decision can be called in.

        If the scenario doesn't say, only a decision of Cabinet or of a Cabinet member can be called in.
        """
        return self.decision.can_be_called_in if self.decision else self.kind in ("cabinet_member", "cabinet")

    @property
    def basis(self) -> str:
        """The headline's costing basis, in a few words."""
        return basis_named(self.assessment.scenario.costing.basis).label.lower()

    @property
    def year(self) -> FinancialYear:
        """The year of change."""
        return self.assessment.costed.year_of_change

    def fill(self, place: str) -> Fill:
        """A place to fill, with the scenario's text for that place, if it has one."""
        return Fill(place, PLACES[place], self.decision.text_for(place) if self.decision else "")


def choices_in(kind: object) -> dict[str, str]:
    """The words of each choice that a type declares, by choice; empty where it declares none."""
    form = mark_of(kind, Form)
    return dict(form.choices) if form else {}


PLACES = choices_in(Place)
"""What each place to fill is for, by its key."""
KINDS = choices_in(Kind)
"""Who takes each kind of decision, by the key of that kind."""
NEEDED = ("finance", "legal")
"""The places that must be filled before the report is published."""


def unfilled(scenario: Scenario) -> list[str]:
    """The empty places that must be filled before the report is published, each by what it is for."""
    decision = scenario.decision
    return [PLACES[place] for place in NEEDED if not (decision and decision.text_for(place))]
