"""How sure the figures of a scenario are: all its draws, costed."""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np

from model.assessment.assess import Assessment
from model.base.financial_year import FinancialYear
from model.base.stated import stated
from model.buy_back.needs import Needs
from model.uncertainty.draws.drawing import Drawing, open_draws
from model.uncertainty.draws.renewals import income_as_stated
from model.uncertainty.draws.totals import Totals, draw_totals
from model.uncertainty.driver import Step, unwatched
from model.uncertainty.measure import MEASURES, PRICE

FigureName = Literal["full_year", "all_years", "level"]


@dataclass(frozen=True)
class HowSure:
    """All draws of a scenario, costed; every array is (draws,) or (draws, years), £."""

    drawing: Drawing
    totals: Totals

    @property
    def of(self) -> Assessment:
        """The scenario as stated, before any draw."""
        return self.drawing.of

    @property
    def year(self) -> FinancialYear:
        """The year of the change. Full-year figures are at its rates."""
        return self.of.costed.year_of_change

    @property
    def _column(self) -> int:
        return self.of.costed.years.index(self.year)

    @property
    def full_year(self) -> np.ndarray:
        """The full-year effect at the rates of the year of change, £ a year, (draws,)."""
        return self.totals.effect("proposed")[:, self._column]

    @property
    def by_year(self) -> np.ndarray:
        """The effect within each year, £, (draws, years)."""
        return self.totals.effect("proposal")

    @property
    def all_years(self) -> np.ndarray:
        """The effect in all years shown together, without one-off costs, £, (draws,)."""
        return self.by_year.sum(axis=1)

    @property
    def level(self) -> np.ndarray:
        """What the proposed structure costs in a full year, £ a year, (draws,)."""
        return self.totals.by_timeline["proposed"][:, self._column]

    @cached_property
    def left_over(self) -> np.ndarray | None:
        """What income leaves after cost, £, (draws,); None where no income is drawn, or income is not known.

        Where customers are only counted, the amount is for a full year, at the charge that the stated scenario needs.
        Where they are listed, it is the account's closing balance in the last year shown, at the stated new prices.
        """
        if self.drawing.renewals is not None:
            account = self.of.traded.account_new if self.of.traded else None
            if account is None or isinstance(account, Needs):
                return None
            more = self.drawing.renewals.income().sum(axis=1) - income_as_stated(self.of)
            costs = self.totals.by_timeline["proposal"].sum(axis=1)
            return account[-1].closing + more - (costs - self._stated("proposal").sum())
        counted = self.drawing.by_kind.get("customers")
        charge = MEASURES[PRICE].of(self.of, self.year)
        if not counted or charge is None:
            return None
        numbers = np.array([float(text) for text in counted[0].texts])
        return charge * numbers[counted[0].drawn] - self.level

    def _stated(self, timeline: str) -> np.ndarray:
        """What a timeline costs in the stated scenario, £, (years,)."""
        of = self.of
        return np.array([of.costed.amount(timeline, of.scenario.costing.basis, year) for year in of.costed.years])

    def as_stated(self, figure: FigureName) -> float:
        """A figure of the stated scenario, £, to compare with its draws."""
        return as_stated(self.of, figure)


def as_stated(of: Assessment, figure: FigureName) -> float:
    """A figure of a scenario as stated, £: the full-year effect, the effect of all years, or the full-year cost."""
    costed, basis = of.costed, of.scenario.costing.basis
    if figure == "level":
        return costed.amount("proposed", basis, costed.year_of_change)
    if figure == "full_year":
        return costed.amount("full_year_effect", basis, costed.year_of_change)
    return sum(costed.amount("part_year_effect", basis, year) for year in costed.years)


def how_sure(of: Assessment, step: Step = unwatched) -> HowSure:
    """Every draw of a scenario, costed. Raises InputFaults where something can't be drawn."""
    stated(of.scenario.draws, "draws")
    drawing = open_draws(of)
    return HowSure(drawing, draw_totals(drawing, step=step))
