"""A scenario with all its unknowns, drawn. Each value that may be drawn is tried before anything is costed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from model.assessment.assess import Assessment
from model.base.faults import Fault, InputFaults, listed
from model.base.stated import stated
from model.buy_back.needs import Needs
from model.schema.reading.document import Document
from model.schema.sections.draws import Draws
from model.uncertainty.draws.column import Column, columns
from model.uncertainty.draws.renewals import Renewals, renewals


@dataclass(frozen=True)
class Drawing:
    """The draws of a scenario. ``of`` is the scenario before any draw. Draws are numbered from 0."""

    of: Assessment
    draws: Draws
    columns: tuple[Column, ...]
    renewals: Renewals | None = None

    def changes(self, draw: int) -> dict[str, str]:
        """The text that a draw puts at each place of the scenario's file, by place."""
        changes = {place: text for column in self.columns for place, text in column.changes(draw).items()}
        return changes | (self.renewals.changes(draw) if self.renewals else {})

    def scenario(self, draw: int) -> Assessment:
        """A draw as a scenario of its own, costed by the whole engine."""
        return self.of.with_changes(self.changes(draw))

    @cached_property
    def by_kind(self) -> dict[str, list[Column]]:
        """The columns, by their kind: the way in which they are costed."""
        kinds: dict[str, list[Column]] = {}
        for column in self.columns:
            kinds.setdefault(column.kind, []).append(column)
        return kinds


def open_draws(of: Assessment) -> Drawing:
    """The draws of a scenario that states draws. Raises InputFaults where a place or a value is wrong.

    Every value that may be drawn is put into the scenario and checked as a file is. Where each value is valid by
    itself, every draw is taken as valid.
    """
    draws = stated(of.scenario.draws, "draws")
    found = columns(of)
    bare = of.with_changes({"draws": None})
    faults = [*_faults(stated(of.document, "the file"), bare, found)]
    of_customers = renewals(bare, draws) if draws.renewals else None
    if draws.renewals and (of_customers is None or isinstance(of_customers, Needs)):
        at, document = ("draws", "renewals"), stated(of.document, "the file")
        needed = listed(of_customers.missing, "and") if of_customers else "a list of customers (customers, agreements)"
        faults.append(document.fault(at, needed, found="true"))
    if faults:
        raise InputFaults(faults)
    return Drawing(bare, draws, found, of_customers if isinstance(of_customers, Renewals) else None)


def _faults(document: Document, bare: Assessment, found: Iterable[Column]) -> Iterator[Fault]:
    """The faults of each unknown's values. All unknowns are tried together first, since most are valid."""
    found = list(found)
    most = max((len(column.tried()) for column in found), default=0)
    for turn in range(most):
        together = {place: text for column in found for place, text in _turn(column, turn).items()}
        try:
            bare.changed(together)
            continue
        except InputFaults as wrong:
            together_wrong = wrong.faults
        alone = [
            fault for column in found if turn < len(column.tried()) for fault in _alone(document, bare, column, turn)
        ]
        yield from alone
        if not alone:
            at = ("draws", "unknowns", found[0].number)
            yield document.fault(
                at,
                together_wrong[0].expected,
                found=f"{together_wrong[0].found} at {together_wrong[0].where}, once a value of each unknown is put in",
            )


def _turn(column: Column, turn: int) -> dict[str, str]:
    tried = column.tried()
    return dict.fromkeys(column.places, tried[min(turn, len(tried) - 1)])


def _alone(document: Document, bare: Assessment, column: Column, turn: int) -> Iterator[Fault]:
    """The faults of one value of one unknown."""
    try:
        bare.changed(_turn(column, turn))
    except InputFaults as wrong:
        for fault in wrong.faults:
            text = column.tried()[turn]
            gives = "" if fault.found in (text, repr(text)) else f", which gives {fault.found}"
            yield document.fault(
                column.stated_at(text),
                fault.expected,
                found=f"{text}{gives} at {fault.where}",
                nearest=fault.nearest,
            )
