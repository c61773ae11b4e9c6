"""Finds a figure by the name that a reader gives it, and finds the figures that rest on a rate."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from model.assessment.trace.figures import Figures
from model.base.faults import listed, plain_name
from model.base.figure_of import FigureOf
from model.base.quantity import Quantity
from model.cost.elements import TOTAL
from model.rates.tables import Rate

NEAREST = 3


class NoSuchFigure(LookupError):
    """Nothing of that name can be traced, or several figures may be meant. The message gives the nearest names."""


@dataclass(frozen=True)
class Resting:
    """A named figure that rests on a rate.

    ``rates`` are the rows of that rate that the figure uses. ``amount`` is the part of the figure that uses them, £.
    """

    quantity: Quantity
    rates: tuple[Rate, ...]
    amount: float


def called(figures: Figures, name: str) -> FigureOf | None:
    """The figure of this name; None where there is none. Raises NoSuchFigure where several may be meant.

    A record of ``results.json`` is named by its structure, basis, year and element with commas between them. If the
    basis is left out, it is the scenario's own, or the record has none. If the element is left out, it is the total.
    """
    quantities = figures.of.quantities
    names = {plain_name(quantity.name): key for key, quantity in quantities.items()}
    key = name if name in quantities else names.get(plain_name(name))
    if key is not None:
        return key
    words = {plain_name(word) for word in name.split(",")}
    usual = {plain_name(figures.basis), "", plain_name(TOTAL)}
    alike = {record: own for record in figures.records if words <= (own := {plain_name(part) for part in record})}
    record = next((record for record, own in alike.items() if own - words <= usual), None)
    if record is None and alike:
        several = [", ".join(filter(None, record)) for record in alike]
        more = f" and {len(several) - NEAREST:,} more" if len(several) > NEAREST else ""
        raise NoSuchFigure(f"{name!r} may be any of these: {'; '.join(several[:NEAREST])}{more}.")
    return record


def names_of(figures: Figures) -> list[str]:
    """What a figure may be called: keys and names of quantities, and the structures of records."""
    quantities, structures = figures.of.quantities, dict.fromkeys(record.structure for record in figures.records)
    return [*quantities, *(quantity.name for quantity in quantities.values()), *structures]


def no_such_figure(name: str, names: list[str]) -> NoSuchFigure:
    """The error that no figure has this name, with the nearest names that figures have."""
    nearest = get_close_matches(name, names, NEAREST)
    near = f"; the nearest: {listed(nearest, 'and')}" if nearest else ""
    return NoSuchFigure(f"{name!r} is not a figure of this scenario{near}. `trace` with no name lists every figure.")


def resting_on(figures: Figures, wanted: Callable[[Rate], bool]) -> Iterator[Resting]:
    """Each named figure that rests on a rate, in the order of page one."""
    for key, quantity in figures.of.quantities.items():
        rates, amount = dict[Rate, None](), 0.0
        for times, leaf in figures.quantity(key).leaves():
            met = [rate for rate in leaf.rates if wanted(rate)]
            rates |= dict.fromkeys(met)
            amount += times * leaf.amount if met else 0.0
        if rates:
            yield Resting(quantity, tuple(rates), amount)
