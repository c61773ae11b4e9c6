"""Which customers renew in each draw, by the chance stated in each agreement, and what they then pay."""

from dataclasses import dataclass, replace

import numpy as np

from model.assessment.assess import Assessment
from model.base.stated import stated
from model.buy_back.needs import Needs
from model.buy_back.take_up import income_by_agreement
from model.schema.sections.draws import Draws
from model.uncertainty.draws.sampling import even_draws


@dataclass(frozen=True)
class Renewals:
    """Who renews in each draw: ``renew`` is true where they do, (draws, agreements).

    ``places`` are the places at which the scenario states each agreement's chance of renewal. ``leaving`` and
    ``staying`` are what each agreement brings in each year if its customer leaves or stays, £, (agreements, years).
    """

    renew: np.ndarray
    places: tuple[str, ...]
    leaving: np.ndarray
    staying: np.ndarray

    def changes(self, draw: int) -> dict[str, str]:
        """The text that a draw puts at each place of the scenario's file, by place: ``100%`` or ``0%``."""
        return {place: "100%" if renews else "0%" for place, renews in zip(self.places, self.renew[draw], strict=True)}

    def income(self) -> np.ndarray:
        """What listed customers pay in each draw and year, £, (draws, years)."""
        return self.leaving.sum(axis=0) + self.renew @ (self.staying - self.leaving)


def renewals(of: Assessment, draws: Draws) -> Renewals | Needs | None:
    """Who renews in each draw, or what the scenario must still state. None where no customers are listed."""
    traded = of.traded
    if traded is None or traded.agreements is None:
        return None
    agreements, attrition = traded.agreements, traded.trading.attrition if traded.trading else None
    usual = np.nan if attrition is None else 1 - attrition.a_year
    chance = np.where(np.isnan(agreements.renews), usual, agreements.renews)
    if np.isnan(chance).any():
        return Needs(("the share of customers lost each year (trading, attrition), since some renewals are not known",))
    sides = [
        income_by_agreement(traded.costed, traded.new_lists, replace(agreements, renews=np.full(len(agreements), side)))
        for side in (0.0, 1.0)
    ]
    refs = agreements.reference.tolist()
    names = [f"renewal {number} {ref}" for number, ref in enumerate(refs, start=1)]
    evens = [even_draws(draws.number, draws.seed, name) for name in names]
    renew = np.array([even < each for even, each in zip(evens, chance.tolist(), strict=True)]).T
    places = tuple(f"customers.agreements.#{number}.renews" for number in range(1, len(refs) + 1))
    return Renewals(renew, places, *sides)


def income_as_stated(of: Assessment) -> float:
    """What listed customers are expected to pay in all years shown, by the stated chances, £."""
    service = stated(of.traded, "a traded service")
    agreements = stated(service.agreements, "a list of customers")
    return float(income_by_agreement(service.costed, service.new_lists, agreements).sum())
