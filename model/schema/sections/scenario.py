"""The scenario as a whole: one readable file per proposal."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from model.schema.sections.budget import Budget
from model.schema.sections.competences import Competences
from model.schema.sections.customers import Customers
from model.schema.sections.dates import Dates, Note, Years
from model.schema.sections.disclosure import Disclosure
from model.schema.sections.funds import SharedBy
from model.schema.sections.history import Saved
from model.schema.sections.job_family import JobFamily
from model.schema.sections.one_off import OneOffTerms
from model.schema.sections.people import People
from model.schema.sections.posts import Holder, Post, PostIds, PresentPost, ProposedPost
from model.schema.sections.prices import PriceList
from model.schema.sections.progressions import Progression
from model.schema.sections.published import BasisName, PublishedFigure, Reconciliation
from model.schema.sections.rates import OnCostTerms, PayTerms
from model.schema.sections.section import Day, Reason, Section, Share, Text, not_true_or_false
from model.schema.sections.trading import Trading
from model.schema.sections.working_time import TermTimeScheme


class Turnover(Section):
    """A saving assumed because posts stand empty between holders. Off unless stated."""

    rate: Annotated[Share, Field(ge=0, le=0.2)]
    """The share of cost saved, as in 3%. It is applied once, and only to posts that are one of several alike."""
    reason: Reason
    """The evidence for it."""


class Costing(Section):
    """Which costing the headline uses; every basis is always shown beside it."""

    basis: BasisName
    """The point of its grade that every post is costed at."""
    reason: Reason
    """Why the headline uses it."""
    turnover: Turnover | None = None
    default_fund: Text | None = None
    """The fund of posts that state no funds."""
    shared_by: SharedBy | None = None
    """How the cost of posts that state no funds is shared, where it goes by a count such as pupils."""

    @model_validator(mode="after")
    def _one_default(self) -> "Costing":
        if self.default_fund and self.shared_by:
            raise PydanticCustomError("two_defaults", "either default_fund or shared_by, and not both")
        return self


class Assumption(Section):
    """Something taken as true that the report does not say, and why."""

    identified_by = ("text",)
    text: Text
    """What is assumed."""
    reason: Reason
    """Why."""
    about: PostIds = ()
    """The posts that it is about, by id, or ``implementation`` for the day of the change; told as assumed."""
    exempt: bool = False
    """Whether it says something of a person or a customer, and so stands in the whole pack only."""
    owner: Reason | None = None
    """Who answers for it: a role, or a name."""
    review_by: Day | None = None
    """The day by which it is looked at again."""


class Scenario(Section):
    """One proposal: frozen, complete, and without a fault once it has been loaded."""

    format: Annotated[Literal[1], BeforeValidator(not_true_or_false)]
    """The version of this file's form."""
    title: Text
    """The proposal's name."""
    authority: Text
    """The council."""
    reference: Text
    """The report's number."""
    summary: Text
    """What is proposed, in a sentence or two."""
    dates: Dates
    years: Years
    pay: PayTerms
    on_costs: OnCostTerms
    costing: Costing
    people: People | None = None
    one_off: OneOffTerms | None = None
    term_time: TermTimeScheme | None = None
    job_family: JobFamily | None = None
    """The levels that posts are at: written here, or the name of a YAML file beside the scenario."""
    progression: tuple[Progression, ...] = ()
    """Who rises from one level of the job family to the next, and by which of its routes."""
    competences: Competences | None = None
    """What of a competence framework the team covers, and what is bought in."""
    present: tuple[PresentPost, ...] = Field(min_length=1)
    """The present posts: a list, or the name of a CSV or Excel file beside the scenario."""
    proposed: tuple[ProposedPost, ...] = Field(min_length=1)
    """The proposed posts: a list, or the name of a CSV or Excel file beside the scenario."""
    customers: Customers | None = None
    prices: tuple[PriceList, ...] = ()
    """The price lists, oldest first; each is in force until the next."""
    trading: Trading | None = None
    budget: Budget | None = None
    published: tuple[PublishedFigure, ...] = ()
    reconcile: Reconciliation | None = None
    assumptions: tuple[Assumption, ...] = ()
    notes: tuple[Note, ...] = ()
    disclosure: Disclosure | None = None
    history: tuple[Saved, ...] = ()
    """Who saved it from the desk, when, and why each assumption was changed; no figure rests on it."""

    def assumes(self, what: str) -> bool:
        """Whether an assumption is about a post (by its id), or about the day of ``implementation``."""
        return any(what in each.about for each in self.assumptions)

    def published_amount(self, measure: str) -> float | None:
        """The figure that the report states for a measure, or None."""
        return next((figure.amount for figure in self.published if figure.measure == measure), None)

    def with_fte_from_hours(self) -> "Scenario":
        """The scenario with FTE worked out where a post or a holder states hours a week: over full-time hours."""
        sides = {side: tuple(map(self._in_fte, getattr(self, side))) for side in ("present", "proposed")}
        return self.model_copy(update=sides)

    def with_shared_funds(self) -> "Scenario":
        """The scenario with the funds of posts that state none, where their cost is shared by a count."""
        if self.costing.shared_by is None:
            return self
        funds = self.costing.shared_by.funds()

        def shared(post: Post) -> Post:
            return post if post.funds else post.model_copy(update={"funds": funds})

        sides = {side: tuple(map(shared, getattr(self, side))) for side in ("present", "proposed")}
        return self.model_copy(update=sides)

    def _in_fte(self, one: Post | Holder) -> Post | Holder:
        known = {} if one.hours is None else {"fte": one.hours / self.pay.full_time_hours}
        if isinstance(one, PresentPost):
            known["holders"] = tuple(map(self._in_fte, one.holders))
        return one.model_copy(update=known)
