"""Faults between the hypotheses of a reconciliation and the rate tables: points, tax years and blended rates."""

from collections.abc import Iterator
from dataclasses import dataclass

from model.base.faults import Fault
from model.base.financial_year import FinancialYear, in_words
from model.pay.conventions import NI_CONVENTIONS
from model.pay.grades import PointMissing, is_notation, read_grade
from model.rates.tables import RateMissing, Rates
from model.schema.reading.document import Document
from model.schema.rules.spine_checks import points_missing
from model.schema.sections.reconcile import Hypotheses


@dataclass(frozen=True)
class ReconcileChecks:
    """Checks of hypotheses against the spine, the rate tables in force and the year of change."""

    document: Document
    tried: Hypotheses
    spine: str
    rates: Rates
    year: FinancialYear

    def faults(self) -> Iterator[Fault]:
        """Every fault of the hypotheses."""
        yield from self._unlisted_posts()
        yield from self._tax_years()
        yield from self._blended()

    def _unlisted_posts(self) -> Iterator[Fault]:
        """The points of an unlisted post must be in the spine."""
        day = self.year.first_day
        ladder = self.rates.spines.points_on(self.spine, day)
        for index, post in enumerate(self.tried.unlisted_post if ladder else ()):
            path = ("reconcile", "hypotheses", "unlisted_post", index, "use")
            if post.use == "none":
                continue
            if not is_notation(post.use):
                yield self.document.fault(path, "the word none, or points such as 42-49")
                continue
            try:
                pay_range = read_grade(post.use)
                pay_range.points(ladder), pay_range.points_beyond_bar(ladder)
            except PointMissing as missing:
                yield points_missing(self.document, path, self.rates, self.spine, day, missing)

    def _tax_years(self) -> Iterator[Fault]:
        """Each tax year that is tried must have the limits for each way of working out National Insurance."""
        for index, year in enumerate(self.tried.ni_year):
            path = ("reconcile", "hypotheses", "ni_year", index, "use")
            try:
                for way in self.tried.employer_ni:
                    NI_CONVENTIONS[way.use].terms(self.rates.employer_ni, FinancialYear.parse(year.use))
            except RateMissing as missing:
                yield self.document.fault(
                    path, "a tax year for which the workbook has National Insurance rates", found=str(missing)
                )

    def _blended(self) -> Iterator[Fault]:
        """A rate that is blended over the year of change must begin in that year."""
        for kind in ("pay_award", "lgps_rate"):
            for index, blended in enumerate(getattr(self.tried, kind)):
                if blended.from_ and FinancialYear.of(blended.from_) != self.year:
                    path = ("reconcile", "hypotheses", kind, index, "from")
                    yield self.document.fault(
                        path, f"a day in {self.year}, the year of change", found=in_words(blended.from_)
                    )
