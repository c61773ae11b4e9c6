"""Hypotheses on the cost of posts: pay, National Insurance, pension and levy, with a sentence for each."""

from datetime import date
from functools import cached_property
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from model.base.dated import Dated, by_month
from model.base.financial_year import FinancialYear, PayMonths, in_words
from model.pay.conventions import NI_CONVENTIONS
from model.pay.salaries import BASES, basis_named
from model.schema.sections.declared import Form, choices_of
from model.schema.sections.section import Day, Reason, Section, Share, YearLabel, rule

BudgetBasis = Annotated[
    Literal["bottom", "mean_of_points", "mean_of_ends", "top", "extended_top"],
    Form(choices={basis.key: basis.meaning for basis in BASES.values()}),
]
NIConventionName = Annotated[
    Literal[
        "pay_months_with_rebate",
        "pay_months_without_rebate",
        "annual_with_rebate",
        "annual_without_rebate",
        "four_weekly",
        "none",
    ],
    Form(choices={name: convention.meaning for name, convention in NI_CONVENTIONS.items()}),
]


def in_per_cent(share: float) -> str:
    """A share in words, to a thousandth of a per cent: ``24.8%``."""
    return f"{round(share * 100, 3):g}%"


def _part_from(day: date) -> float:
    """The share of a financial year that is left from ``day`` on; the month of ``day`` counts by days."""
    year = FinancialYear.of(day)
    return float(by_month([Dated(1.0, day)], PayMonths(year, year)).mean())


class Tried(Section):
    """One hypothesis. ``sentence`` says what is assumed, with places for the label and the meaning of the choice."""

    identified_by = ("use",)
    sentence: ClassVar[str] = ""

    use: Any
    reason: Reason = Field(title="Reason", description="Why this hypothesis is worth trying.")

    @property
    def over_year(self) -> Any:
        """The value used for the whole year: the value that is tried or, if it begins during the year, an average."""
        return self.use

    @property
    def label(self) -> str:
        """The label of the hypothesis in a table, among others of its kind."""
        return str(self.use).replace("_", " ")

    @cached_property
    def assumes(self) -> str:
        """What the hypothesis assumes, as a sentence without its full stop."""
        meaning = choices_of(type(self).model_fields["use"]).get(str(self.use))
        said = self.sentence.format(label=self.label, meaning=meaning)
        return said[:1].upper() + said[1:]


class ShareTried(Tried):
    """One hypothesis whose value is a share, such as a pension rate."""

    @property
    def label(self) -> str:
        """The label of the hypothesis, in per cent."""
        return in_per_cent(self.over_year)


class BasisHypothesis(Tried):
    """A costing basis to try: the point of the grade at which every post is costed."""

    sentence = "Costed: {meaning}"
    use: BudgetBasis = Field(title="Costing basis", description="The costing basis that is tried.", examples=["top"])

    @property
    def label(self) -> str:
        """The label of the hypothesis in a table."""
        return basis_named(self.use).label


class AwardHypothesis(ShareTried):
    """A rise in every salary, on top of the pay tables. A rise that begins during the year is averaged over it."""

    use: Annotated[Share, Field(ge=-0.2, le=0.2)] = Field(
        title="Rise",
        description="The rise that is tried in every salary, on top of the pay tables; 0 for none.",
        examples=["1%"],
    )
    from_: Day | None = Field(
        default=None,
        alias="from",
        title="From",
        description="The first day of the rise. The year is then costed at one rise, averaged by months. If left out, "
        "the rise is for the whole year.",
    )

    @property
    def over_year(self) -> float:
        """The one rise for the year, averaged where it begins during the year."""
        return self.use if self.from_ is None else self.use * _part_from(self.from_)

    @cached_property
    def assumes(self) -> str:
        """What the hypothesis assumes, with any rise that is averaged over the year."""
        rise = f"Every salary is {self.label} above the pay table all year"
        return (
            rise
            if self.from_ is None
            else f"{rise}: {in_per_cent(self.use)} from {in_words(self.from_)}, averaged over the year"
        )


class LgpsHypothesis(ShareTried):
    """An employer pension rate to try; or two rates of one year, averaged into one for the whole year."""

    use: Annotated[Share, Field(ge=0)] = Field(
        title="Pension rate", description="The employer's pension rate that is tried; 0 for none.", examples=["24.8%"]
    )
    before: Annotated[Share, Field(ge=0)] | None = Field(
        default=None,
        title="Rate before",
        description="The earlier rate, which applies until the rate that is tried begins (from). The year is then "
        "costed at one rate, averaged by months.",
        examples=["22.8%"],
    )
    from_: Day | None = Field(
        default=None,
        alias="from",
        title="From",
        description="The first day of the rate that is tried; needed where an earlier rate (before) is stated.",
    )

    _both = rule(
        lambda rate: (rate.before is None) == (rate.from_ is None),
        "both an earlier rate (before) and the first day of the rate that is tried (from), or neither",
    )

    @property
    def over_year(self) -> float:
        """The one rate for the year: the rate that is tried, or the average of two."""
        if self.before is None or self.from_ is None:
            return self.use
        return self.before + (self.use - self.before) * _part_from(self.from_)

    @cached_property
    def assumes(self) -> str:
        """What the hypothesis assumes, with any rates that are averaged over the year."""
        rate = f"The employer's pension rate is {self.label} of pensionable pay all year"
        if self.before is None or self.from_ is None:
            return rate
        two_rates = f"{in_per_cent(self.before)}, and {in_per_cent(self.use)} from {in_words(self.from_)}"
        return f"{rate}: {two_rates}, averaged over the year"


class NIHypothesis(Tried):
    """A way of working out employer National Insurance, as a hypothesis."""

    sentence = "National Insurance: {meaning}"
    use: NIConventionName = Field(
        title="Convention",
        description="The way of working out National Insurance that is tried.",
        examples=["annual_without_rebate"],
    )


class NIYearHypothesis(Tried):
    """A tax year whose National Insurance rates are tried."""

    sentence = "The National Insurance rates and limits are those of {label}"
    use: YearLabel = Field(title="Tax year", description="The tax year whose National Insurance rates are tried.")


class FlatHypothesis(ShareTried):
    """One percentage of pay instead of National Insurance, pension and levy, as in many budget books."""

    sentence = "National Insurance, pension and levy together are {label} of pay"
    use: Annotated[Share, Field(ge=0, le=1)] = Field(
        title="Share of pay",
        description="The share of pay that is tried in place of National Insurance, pension and levy.",
        examples=["25%"],
    )


class LevyHypothesis(ShareTried):
    """An apprenticeship levy to try."""

    sentence = "The apprenticeship levy is {label} of pay"
    use: Annotated[Share, Field(ge=0, le=0.05)] = Field(
        title="Levy", description="The levy on pay that is tried; 0 where none was counted.", examples=["0%"]
    )


class ExchangeHypothesis(ShareTried):
    """A share of salary to try: scheme members give it up, and the employer pays it into their pension."""

    sentence = (
        "Members give up {label} of pay, which is paid into their pension: National Insurance and levy are due on "
        "the rest, and the employer's pension rate is due on the whole"
    )
    use: Annotated[Share, Field(ge=0, le=0.5)] = Field(
        title="Share given up", description="The share of salary that members give up; 0 for none.", examples=["5%"]
    )
