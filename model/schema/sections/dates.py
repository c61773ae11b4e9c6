"""When: the dates of the decision and the change, and the years shown."""

from model.base.financial_year import FinancialYear, PayMonths
from model.schema.sections.section import Day, Reason, Section, Text, YearLabel


class Dates(Section):
    """The dates of the report. Each is checked to follow the one before."""

    decision: Day
    """The day the decision is taken."""
    published: Day | None = None
    """The day the decision is published."""
    implementation: Day
    """The first day of the new structure."""


class Years(Section):
    """The financial years that tables show, first to last."""

    first: YearLabel
    """The first year shown, such as 2010/11."""
    last: YearLabel
    """The last year shown."""

    @property
    def months(self) -> PayMonths:
        """Every pay month of the years shown."""
        return PayMonths(FinancialYear.parse(self.first), FinancialYear.parse(self.last))


class Note(Section):
    """Something a reader must know, with where it comes from."""

    text: Text
    """The note, in a sentence."""
    source: Reason
    """Where it comes from: a paragraph of the report, a table, a letter."""
    exempt: bool = False
    """Whether it says something of a person or a customer, and so stands in the whole pack only."""
