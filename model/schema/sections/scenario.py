"""The scenario as a whole: one readable file per proposal."""

from collections.abc import Callable
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from model.pay.pay_structures import STATED_COST
from model.schema.sections.assumption import Assumption
from model.schema.sections.budget import Budget
from model.schema.sections.competences import Competences
from model.schema.sections.costing import Costing
from model.schema.sections.customers import Customers
from model.schema.sections.dates import Dates, Note, PhaseTerms, Years
from model.schema.sections.decision import Decision
from model.schema.sections.declared import BY_THE_DESK, ROWS_BESIDE, YAML_BESIDE, Public
from model.schema.sections.disclosure import Disclosure
from model.schema.sections.draws import Draws
from model.schema.sections.history import Saved
from model.schema.sections.holders import ListedHolder
from model.schema.sections.job_family import JobFamily
from model.schema.sections.one_off import OneOffTerms
from model.schema.sections.pay_structures import PayStructure, Terms, terms_by_structure
from model.schema.sections.pension_schemes import PensionScheme
from model.schema.sections.people import People
from model.schema.sections.posts import PresentPost, ProposedPost
from model.schema.sections.prices import PriceList
from model.schema.sections.progressions import Progression
from model.schema.sections.published import PublishedFigure
from model.schema.sections.rates import OnCostTerms, PayTerms
from model.schema.sections.reconcile import Reconciliation
from model.schema.sections.section import Section, Text, not_true_or_false
from model.schema.sections.sensitivity import DriverRanges
from model.schema.sections.structure import RingFence, StructureLimits
from model.schema.sections.trading import Trading
from model.schema.sections.unusual import Unusual
from model.schema.sections.working_time import TermTimeScheme


class Scenario(Section):
    """One proposal: frozen, complete, and without a fault once it has been loaded."""

    format: Public[Annotated[Literal[1], BeforeValidator(not_true_or_false), BY_THE_DESK]] = Field(
        title="File format", description="The version of the file format, which is 1.", examples=[1]
    )
    title: Public[Text] = Field(
        title="Title", description="The name of the proposal.", examples=["Schools ICT Support Service restructure"]
    )
    authority: Public[Text] = Field(
        title="Authority", description="The name of the council.", examples=["London Borough of Barnet"]
    )
    reference: Public[Text] = Field(
        title="Report number", description="The number of the report.", examples=["DPR 1234"]
    )
    summary: Public[Text] = Field(
        title="Summary",
        description="What is proposed, in a sentence or two.",
        examples=["Six posts become seven from 1 December 2010."],
    )
    dates: Public[Dates] = Field(title="Dates", description="The dates of the decision and of the change.")
    phases: Public[tuple[PhaseTerms, ...]] = Field(
        default=(),
        title="Phases",
        description="The days on which the structure changes, in order, where there is more than one. The report then "
        "gives the effect of each phase.",
    )
    years: Public[Years] = Field(title="Years shown", description="The financial years that the tables show.")
    pay: Public[PayTerms] = Field(title="Pay", description="The pay spine, the grades and the pay awards.")
    pay_structures: Public[tuple[PayStructure, ...]] = Field(
        default=(),
        title="Further pay structures",
        description="Posts on a different spine from the team's, such as Soulbury in an NJC team; if left out, every "
        "post is on the spine of the section pay.",
    )
    on_costs: Public[OnCostTerms] = Field(
        title="On-costs",
        description="The employer's pension rate, and National Insurance for dates that no table covers.",
    )
    pension_schemes: Public[tuple[PensionScheme, ...]] = Field(
        default=(),
        title="Pension schemes",
        description="Schemes that posts or holders are in besides the LGPS of the on-costs, such as the Teachers'.",
    )
    costing: Public[Costing] = Field(title="Costing", description="Which costing basis the headline uses.")
    people: People | None = Field(
        default=None,
        title="People",
        description="The rules on increments, assimilation and pay protection; needed where each holder's own point is "
        "costed.",
    )
    one_off: OneOffTerms | None = Field(
        default=None,
        title="One-off costs",
        description="What the change costs once: redundancy, recruitment and training; if left out, there are no such "
        "costs.",
    )
    term_time: Public[TermTimeScheme | None] = Field(
        default=None,
        title="Term-time working",
        description="How pay depends on the weeks worked; needed where a post states its weeks.",
    )
    job_family: Annotated[JobFamily | None, YAML_BESIDE] = Field(
        default=None,
        title="Job family",
        description="The levels that posts are at: written here, or the name of a YAML file beside the scenario.",
    )
    progression: tuple[Progression, ...] = Field(
        default=(),
        title="Progression",
        description="Who rises from one level of the job family to the next, and by which of its routes.",
    )
    competences: Competences | None = Field(
        default=None,
        title="Competences",
        description="Which skills of a competence framework the team covers, and what is bought in.",
    )
    present: Public[Annotated[tuple[PresentPost, ...], ROWS_BESIDE]] = Field(
        min_length=1,
        title="Present posts",
        description="The posts of the present structure: a list, or the name of a CSV or Excel file beside the "
        "scenario.",
    )
    holders: Annotated[tuple[ListedHolder, ...], ROWS_BESIDE] = Field(
        default=(),
        title="Holders",
        description="The holders of the present posts, where the posts do not list them: rows, or the name of a CSV or "
        "Excel file beside the scenario.",
    )
    proposed: Public[Annotated[tuple[ProposedPost, ...], ROWS_BESIDE]] = Field(
        min_length=1,
        title="Proposed posts",
        description="The posts of the proposed structure: a list, or the name of a CSV or Excel file beside the "
        "scenario.",
    )
    ring_fences: Public[tuple[RingFence, ...]] = Field(
        default=(),
        title="Ring-fences",
        description="The ring-fences, each with its posts and its rule of selection. If left out, ring-fenced posts "
        "that lead to the same posts are one ring-fence. Who gets which post is stated in the section people.",
    )
    structure_limits: Public[StructureLimits | None] = Field(
        default=None,
        title="Limits of the structure",
        description="The most layers that the proposed structure may have, and the fewest and the most posts that may "
        "report to a manager.",
    )
    customers: Public[Customers | None] = Field(
        default=None, title="Customers", description="Who buys the service; if left out, there are no customers."
    )
    prices: Public[tuple[PriceList, ...]] = Field(
        default=(),
        title="Price lists",
        description="The price lists, oldest first; each is in force until the next. If left out, income is taken to "
        "equal what the service costs today.",
    )
    trading: Trading | None = Field(
        default=None,
        title="Trading account",
        description="The service as a trading account: its income, its full cost, what it can deliver and who may "
        "leave.",
    )
    budget: Budget | None = Field(
        default=None,
        title="Budget",
        description="The approved budget of one year, and what ledger and payroll show against it.",
    )
    published: Public[tuple[PublishedFigure, ...]] = Field(
        default=(),
        title="Published figures",
        description="The figures that the report states, with which the model's are compared.",
    )
    reconcile: Reconciliation | None = Field(
        default=None, title="Reconciliation", description="What is tried to explain the published figures."
    )
    sensitivity: DriverRanges = Field(
        default=(),
        title="Sensitivity",
        description="How far each driver of the figures may be out. If this is stated, the pack shows how much the "
        "figures would change.",
    )
    draws: Draws | None = Field(
        default=None,
        title="Draws",
        description="What is not known yet, and how likely each possible value is. This shows how sure the figures "
        "are.",
    )
    decision: Public[Decision | None] = Field(
        default=None,
        title="Decision asked for",
        description="Who decides, the options considered, and what people have written for the short report; if left "
        "out, the short report has places to fill in.",
    )
    assumptions: Public[tuple[Assumption, ...]] = Field(
        default=(), title="Assumptions", description="What is taken as true although the report does not say it."
    )
    notes: Public[tuple[Note, ...]] = Field(
        default=(), title="Notes", description="What a reader of the figures must know."
    )
    unusual: tuple[Unusual, ...] = Field(
        default=(),
        title="Unusual values",
        description="Values outside the usual range that are right, each with its reason. An unusual value without a "
        "reason blocks clearance.",
    )
    disclosure: Public[Disclosure | None] = Field(
        default=None,
        title="Disclosure",
        description="The rule on small numbers, and the record of why the whole pack is exempt. If left out, the "
        "public pack shows no count below 5.",
    )
    history: Annotated[tuple[Saved, ...], BY_THE_DESK] = Field(
        default=(),
        title="History",
        description="Who saved the file from the desk, when, and why each assumption was changed. No figure depends "
        "on it.",
    )

    def assumes(self, what: str) -> bool:
        """Whether any assumption is about ``what``: a post's id, or ``implementation`` for the day of the change."""
        return any(what in each.about for each in self.assumptions)

    def published_amount(self, measure: str) -> float | None:
        """The figure that the report states for a measure; None where it states none."""
        return next((figure.amount for figure in self.published if figure.measure == measure), None)

    @property
    def pay_terms(self) -> Terms:
        """The terms of each pay structure by its name; the terms of the team's own structure are under None."""
        stated = any(post.all_in for post in (*self.present, *self.proposed))
        return terms_by_structure(self.pay, self.pay_structures) | ({STATED_COST: self.pay} if stated else {})

    @property
    def schemes_in_use(self) -> tuple[PensionScheme, ...]:
        """The pension schemes that posts or holders are in, other than the LGPS under ``on_costs``."""
        posts = (*self.present, *self.proposed)
        holders = [holder for post in self.present for holder in post.holders]
        changes = [change for holder in holders for change in holder.working_time]
        used = {member.pension_scheme for member in (*posts, *holders, *changes)}
        return tuple(scheme for scheme in self.pension_schemes if scheme.name in used)

    def with_fte_from_hours(self) -> "Scenario":
        """The scenario with hours a week turned into FTE: hours divided by full-time hours."""
        full_time = {name: pay.full_time_hours for name, pay in self.pay_terms.items()}
        return self._with_posts(lambda post: self._in_fte(post, full_time[post.pay_structure]))

    def with_shared_funds(self) -> "Scenario":
        """The scenario with the funds of ``costing.shared_by``, if stated, put in each post that states no funds."""
        if self.costing.shared_by is None:
            return self
        funds = self.costing.shared_by.funds()
        return self._with_posts(lambda post: post if post.funds else post.model_copy(update={"funds": funds}))

    def _with_posts(self, change: Callable[[Any], Any]) -> "Scenario":
        """The scenario with ``change`` applied to each post."""
        sides = {side: tuple(map(change, getattr(self, side))) for side in ("present", "proposed")}
        return self.model_copy(update=sides)

    def _in_fte(self, post: Any, full_time: float) -> Any:
        """A post with its hours, and its holders' hours, turned into FTE; the post itself where no hours are stated."""
        changes: dict[str, Any] = {} if post.hours is None else {"fte": post.hours / full_time}
        if any(holder.in_hours for holder in post.holders):
            changes["holders"] = tuple(holder.in_fte(full_time) for holder in post.holders)
        return post.model_copy(update=changes) if changes else post
