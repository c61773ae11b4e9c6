"""Draws of a portfolio: each unknown that the portfolio states, such as an award, is drawn once for all restructures.

An unknown that a scenario itself states is drawn for that scenario alone. One draw of the portfolio is one draw of
every scenario, and figures are added up draw by draw.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from model.assessment.assess import Assessment
from model.base.faults import Fault, InputFaults
from model.base.financial_year import FinancialYear
from model.base.stated import stated
from model.portfolio.portfolio import Member, Portfolio
from model.schema.changes.change import placed
from model.schema.changes.values import value_at
from model.schema.reading.document import in_words
from model.schema.sections.draws import Draws
from model.uncertainty.draws.column import Column
from model.uncertainty.draws.how_sure import FigureName, HowSure, as_stated, how_sure
from model.uncertainty.driver import Step, unwatched

UNKNOWNS = ("draws", "unknowns")


@dataclass(frozen=True)
class Together:
    """Every draw of a portfolio's restructures. Arrays are (draws,) or (draws, years), £.

    ``each`` has the draws of each member, in order, or None where nothing is drawn for it.
    """

    portfolio: Portfolio
    draws: Draws
    each: tuple[HowSure | None, ...]

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The unknowns that are drawn, each name once. Those that several restructures share come first."""
        found = {column.label: column for of in self.each if of for column in of.drawing.columns}
        shared = [unknown.what for unknown in self.draws.unknowns]
        return tuple(sorted(found.values(), key=lambda column: column.label not in shared))

    @cached_property
    def full_year(self) -> np.ndarray:
        """The full-year effect of all restructures, each at the rates of its year of change, £ a year, (draws,)."""
        return self._sum(lambda of: of.full_year, "full_year")

    @cached_property
    def level(self) -> np.ndarray:
        """What the proposed structures cost in a full year, £ a year, (draws,)."""
        return self._sum(lambda of: of.level, "level")

    @cached_property
    def all_years(self) -> np.ndarray:
        """The effect in all the years that each restructure shows, £, (draws,)."""
        return self._sum(lambda of: of.all_years, "all_years")

    def in_year(self, year: FinancialYear) -> np.ndarray:
        """The effect in one year, summed over the restructures that show the year, £, (draws,)."""
        total = np.zeros(self.draws.number)
        for member, of in self._members():
            if year in member.years:
                column = member.years.index(year)
                total += of.by_year[:, column] if of else _in_year(member.assessment, year)
        return total

    def of_member(self, member: Member) -> np.ndarray:
        """The full-year effect of one restructure, £ a year, (draws,)."""
        of = self.each[self.portfolio.members.index(member)]
        return of.full_year if of else np.full(self.draws.number, as_stated(member.assessment, "full_year"))

    def as_stated(self, figure: FigureName) -> float:
        """A figure before anything is drawn: the sum over the scenarios as they are stated, £."""
        return sum(as_stated(member.assessment, figure) for member in self.portfolio.members)

    def stated_in_year(self, year: FinancialYear) -> float:
        """The effect in a year before anything is drawn, of all scenarios that show the year, £."""
        return sum(_in_year(member.assessment, year) for member in self.portfolio.members if year in member.years)

    def _members(self) -> Iterator[tuple[Member, HowSure | None]]:
        return zip(self.portfolio.members, self.each, strict=True)

    def _sum(self, drawn: Callable[[HowSure], np.ndarray], figure: FigureName) -> np.ndarray:
        total = np.zeros(self.draws.number)
        for member, of in self._members():
            total += drawn(of) if of else as_stated(member.assessment, figure)
        return total


def _in_year(of: Assessment, year: FinancialYear) -> float:
    """The effect of one scenario in a year before anything is drawn, £."""
    return of.costed.amount("part_year_effect", of.scenario.costing.basis, year)


def draws_of(portfolio: Portfolio, step: Step = unwatched) -> Together:
    """All draws of a portfolio that states draws. Raises InputFaults with every fault of all its scenarios."""
    draws, faults = stated(portfolio.said.draws, "draws"), []
    sections, unstated = [], list(range(len(draws.unknowns)))
    for member in portfolio.members:
        shared = _shared(portfolio, member)
        unstated = [number for number in unstated if number not in shared]
        section, wrong = _section(portfolio, member, shared)
        sections.append(section)
        faults += wrong
    faults += [_stated_nowhere(portfolio, number) for number in unstated]
    each: list[HowSure | None] = []
    for member, section in zip(portfolio.members, sections, strict=True):
        step(f"Draws of {member.called}, {len(each) + 1} of {len(portfolio.members)}")
        try:
            each.append(how_sure(member.assessment.with_changes({"draws": section})) if section else None)
        except InputFaults as wrong:
            faults += [replace(fault, cell=f"draws of {portfolio.file.name}") for fault in wrong.faults]
    if faults:
        raise InputFaults(faults)
    return Together(portfolio, draws, tuple(each))


def _shared(portfolio: Portfolio, member: Member) -> dict[int, list[str]]:
    """For each unknown of the portfolio, by index: the unknown's places that the scenario states.

    An unknown is left out where the scenario states none of its places.
    """
    unknowns = stated(portfolio.said.draws, "draws").unknowns
    places = {
        number: [place for place in unknown.places if _states(member, place)] for number, unknown in enumerate(unknowns)
    }
    return {number: stated_there for number, stated_there in places.items() if stated_there}


def _states(member: Member, place: str) -> bool:
    """Whether a scenario states a value at a place. If it doesn't, nothing is drawn there for the scenario."""
    document = stated(member.assessment.document, "the file of the scenario")
    whole, changes, _ = placed(document, {place: "1"})
    return any(value_at(whole.data, change.path) is not None for change in changes)


def _section(
    portfolio: Portfolio, member: Member, shared: dict[int, list[str]]
) -> tuple[dict[str, Any] | None, list[Fault]]:
    """The draws of a scenario in the form of a scenario file, and the faults of the draws.

    The draws have the shared unknowns, and the scenario's own unknowns with the restructure's name in front of each.
    Where nothing is drawn for the scenario, None replaces the draws.
    """
    draws = stated(portfolio.said.draws, "draws")
    document = stated(member.assessment.document, "the file of the scenario")
    written = portfolio.document.data["draws"].get("unknowns") or []
    unknowns = [{**written[number], "places": places} for number, places in shared.items()]
    here, faults = {draws.unknowns[number].what for number in shared}, []
    for number in shared:
        follows = draws.unknowns[number].follows
        if follows and follows not in here:
            expected = (
                f"{member.called} to state {follows} too: this unknown follows {follows}, and both must be drawn once "
                "for all restructures"
            )
            faults.append(portfolio.document.fault((*UNKNOWNS, number, "follows"), expected))
    own = document.data.get("draws") or {}
    taken = {place for places in shared.values() for place in _paths(member, places)}
    for number, unknown in enumerate(own.get("unknowns") or []):
        if twice := taken.intersection(_paths(member, _listed(unknown["places"]))):
            found = f"{in_words(min(twice, key=str))}, which {portfolio.file.name} already draws for all restructures"
            faults.append(document.fault((*UNKNOWNS, number, "places"), "each place drawn once", found=found))
            continue
        named = {"what": f"{member.called}: {unknown['what']}"}
        if "follows" in unknown:
            named["follows"] = f"{member.called}: {unknown['follows']}"
        unknowns.append({**unknown, **named})
    if not unknowns and not own.get("renewals"):
        return None, faults
    kept = {"renewals": own["renewals"]} if "renewals" in own else {}
    return {"number": draws.number, "seed": draws.seed, "unknowns": unknowns, **kept}, faults


def _listed(places: Any) -> list[str]:
    return [places] if isinstance(places, str) else [*places]


def _paths(member: Member, places: list[str]) -> set[tuple[str | int, ...]]:
    document = stated(member.assessment.document, "the file of the scenario")
    return {change.path for change in placed(document, dict.fromkeys(places, "1"))[1]}


def _stated_nowhere(portfolio: Portfolio, number: int) -> Fault:
    """The fault of an unknown whose places no scenario states, with a similar place that a scenario has, if any."""
    unknown = stated(portfolio.said.draws, "draws").unknowns[number]
    documents = (stated(member.assessment.document, "the file of the scenario") for member in portfolio.members)
    wrong = (placed(document, dict.fromkeys(unknown.places, "1"))[2] for document in documents)
    nearest = next((fault.nearest for faults in wrong for fault in faults if fault.nearest), "")
    expected = "a place that at least one of the scenarios states"
    return portfolio.document.fault(
        (*UNKNOWNS, number, "places"), expected, found=", ".join(unknown.places), nearest=nearest
    )
