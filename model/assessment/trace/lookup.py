"""Finding a figure by the name that a reader uses, and the figures that depend on a rate."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from model.assessment.trace.figures import Figures, Key
from model.assessment.trace.step import Step
from model.base.faults import listed, plain_name
from model.base.quantity import Quantity
from model.cost.elements import TOTAL
from model.rates.tables import Rate

NEAREST = 3


class NoSuchFigure(LookupError):
    """No figure of that name can be traced. The message has the nearest names."""

    def __init__(self, name: str, nearest: list[str]):
        near = f"; the nearest: {listed(nearest, 'and')}" if nearest else ""
        super().__init__(f"{name!r} is not a figure of this scenario{near}. `trace` with no name lists every figure.")


@dataclass(frozen=True)
class Resting:
    """A named figure that depends on a rate: the rate's rows, and £ of the figure that are worked out with them."""

    quantity: Quantity
    rates: tuple[Rate, ...]
    amount: float


def trace(figures: Figures, name: str) -> tuple[Step, Quantity | None]:
    """The trace of a figure and, if it is one, the named quantity. The name is its key, its name or a record's words.

    The words of a record of ``results.json`` are its structure, basis, year and element, with commas between them.
    Without a basis it is the scenario's own or none; without an element it is the total. Raises NoSuchFigure.
    """
    quantities = figures.of.quantities
    called = {plain_name(quantity.name): key for key, quantity in quantities.items()}
    key = name if name in quantities else called.get(plain_name(name))
    if key is not None:
        return figures.quantity(key), quantities[key]
    record = record_named(figures, name)
    if record is None:
        known = [
            *quantities,
            *(quantity.name for quantity in quantities.values()),
            *{key[0] for key in figures.records},
        ]
        raise NoSuchFigure(name, get_close_matches(name, known, NEAREST))
    return figures.record(record), None


def record_named(figures: Figures, name: str) -> Key | None:
    """The one record that these words identify; None where none fits, or several do."""
    words = {plain_name(word) for word in name.split(",")}
    usual = {plain_name(figures.of.scenario.costing.basis), "", plain_name(TOTAL)}
    found = [
        key for key in figures.records if words <= (own := {plain_name(part) for part in key}) and own - words <= usual
    ]
    return found[0] if len(found) == 1 else None


def resting_on(figures: Figures, wanted: Callable[[Rate], bool]) -> Iterator[Resting]:
    """Each named figure that depends on a rate, in the order of page one."""
    for key, quantity in figures.of.quantities.items():
        rates, amount = dict[Rate, None](), 0.0
        for times, leaf in figures.quantity(key).leaves():
            met = [rate for rate in leaf.rates if wanted(rate)]
            rates |= dict.fromkeys(met)
            amount += times * leaf.amount if met else 0.0
        if rates:
            yield Resting(quantity, tuple(rates), amount)
