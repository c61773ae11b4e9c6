"""A trace for reading: as lines at a terminal, and as a frame of pandas."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from model.assessment.trace.figures import Figures
from model.assessment.trace.lookup import Resting, resting_on
from model.assessment.trace.step import Step
from model.base.financial_year import in_words
from model.base.money import PENNY, half_up, pounds
from model.base.quantity import Quantity
from model.disclosure.public_input import EXEMPT
from model.rates.tables import Rate
from model.report.rate_names import plain_name, points_or_value

if TYPE_CHECKING:
    import pandas as pd

WIDTH, WIDEST = 62, 96


def rate_in_full(rate: Rate) -> str:
    """A rate with its value, the days from and to which it is in force, its status and its source."""
    value = f", point {rate.point}: {pounds(rate.value, pence=True)}" if rate.table == "spines" else ""
    until = f" to {in_words(rate.effective_to)}" if rate.has_end else ""
    named = f"{plain_name(rate)}{value or points_or_value([rate])}"
    return f"{named}, from {in_words(rate.effective_from)}{until}; {rate.status.label}; {rate.source}"


def is_called(rate: Rate, name: str) -> bool:
    """Whether a reader may mean this rate by a name: part of its name in the tables or in the rate files."""
    return name.casefold() in f"{plain_name(rate)}{points_or_value([rate])}\n{rate}".casefold()


@dataclass
class _Notes:
    """The rates met in a trace, numbered in the order in which they are met."""

    numbers: dict[Rate, int] = field(default_factory=dict)
    exempt: bool = False
    """Whether a step shown is exempt."""

    def marks(self, rates: tuple[Rate, ...]) -> str:
        """The numbers of some rates, as a mark behind a line."""
        numbers = [self.numbers.setdefault(rate, len(self.numbers) + 1) for rate in rates]
        return f" [{', '.join(map(str, numbers))}]" if numbers else ""


def trace_lines(step: Step, quantity: Quantity | None, number: str = "", depth: int = 2) -> Iterator[str]:
    """A trace from a step of it down, so many levels, a line each; then the rates that the lines shown rest on."""
    notes, shown = _Notes(), step.at(number)
    if quantity is not None:
        yield f"{quantity.name}: printed as {quantity.printed}"
        yield f"{quantity.unit}, {quantity.basis.lower()}, {quantity.year}; {quantity.scope}."
        yield ""
    blocks = [*_blocks(shown, number, depth, notes)]
    if notes.exempt:
        yield f"{EXEMPT}: steps marked {EXEMPT_MARK} show what one person is paid, or what one customer pays."
        yield ""
    yield from blocks
    if notes.numbers:
        yield "Rates"
        yield from (f"  [{nth}] {rate_in_full(rate)}" for rate, nth in notes.numbers.items())


EXEMPT_MARK = "exempt"


def _blocks(step: Step, number: str, depth: int, notes: _Notes) -> Iterator[str]:
    """A step with its parts, then each part that has parts of its own, while the depth lasts."""
    yield f"{number + '  ' if number else ''}{step.name}: {pounds(step.amount, pence=True)}{_said(step, notes)}"
    if not step.parts:
        yield from _ends(step, notes)
        yield ""
        return
    named = [f"{part.counted} {part.name}".lstrip() + _said(part, notes) for part in step.parts]
    width = min(max(map(len, (*named, ""))), WIDEST)
    for nth, (name, part) in enumerate(zip(named, step.parts, strict=True), 1):
        yield f"  {_below(number, nth):9} {name:{width}} {pounds(part.amount, pence=True):>16}"
        if not part.parts:
            yield from _ends(part, notes)
    yield f"  {'':9} {'Sum':{width}} {pounds(step.amount, pence=True):>16}"
    yield from _miss(step)
    yield ""
    if depth > 1:
        for nth, part in enumerate(step.parts, 1):
            if part.parts:
                yield from _blocks(part, _below(number, nth), depth - 1, notes)


def _below(number: str, nth: int) -> str:
    return f"{number}.{nth}" if number else str(nth)


def _said(step: Step, notes: _Notes) -> str:
    notes.exempt = notes.exempt or step.exempt
    said = [step.note] if step.note else []
    said += [EXEMPT_MARK] if step.exempt else []
    return f" ({'; '.join(said)})" if said else ""


def _ends(step: Step, notes: _Notes) -> Iterator[str]:
    if step.how:
        yield f"            = {step.how}{notes.marks(step.rates)}"
    elif step.rates:
        yield f"           {notes.marks(step.rates)}"
    if step.source:
        yield f"            stated: {step.source}"


def _miss(step: Step) -> Iterator[str]:
    """Where the printed parts do not add up to the printed figure, the reason."""
    printed = sum(half_up(float(half_up(part.amount)) * part.counts) for part in step.parts)
    if abs(printed - half_up(step.amount)) >= PENNY:
        yield f" The printed parts add up to {pounds(printed, pence=True)}: each is rounded by itself."


def trace_frame(step: Step) -> pd.DataFrame:
    """Every step of a trace, one row each, from the figure down to where it ends.

    Columns: step (its number, such as 2.1; empty for the figure), level, figure, amount (£, unrounded), counts (how
    often it counts in the step above), how (its arithmetic), note, rates, status (the worst of them), source, exempt.
    """
    import pandas as pd

    return pd.DataFrame([*_rows(step, "", 0)])


def _rows(step: Step, number: str, level: int) -> Iterator[dict[str, object]]:
    yield {
        "step": number,
        "level": level,
        "figure": step.name,
        "amount": step.amount,
        "counts": step.counts,
        "how": step.how,
        "note": step.note,
        "rates": "; ".join(f"{plain_name(rate)}{points_or_value([rate])}" for rate in step.rates),
        "status": max(rate.status for rate in step.rates).label if step.rates else "",
        "source": step.source or "; ".join(dict.fromkeys(rate.source for rate in step.rates)),
        "exempt": step.exempt,
    }
    for nth, part in enumerate(step.parts, 1):
        yield from _rows(part, _below(number, nth), level + 1)


def traceable_frame(figures: Figures) -> pd.DataFrame:
    """What can be traced, one row a figure: key, name and amount of each quantity, then of each record.

    A record's key is the words that call it, with commas between them.
    """
    import pandas as pd

    quantities = figures.of.quantities.values()
    rows = [{"key": one.key, "name": one.name, "amount": one.amount} for one in quantities]
    return pd.DataFrame(
        [*rows, *({"key": ", ".join(key), "name": "", "amount": amount} for key, amount in figures.records.items())]
    )


def traceable_lines(figures: Figures) -> Iterator[str]:
    """What can be traced: each quantity with its key, and how the figures of results.json are called."""
    quantities = figures.of.quantities
    wide = max(map(len, quantities))
    yield "By key or by name:"
    yield from (f"  {key:{wide}}  {one.name}: {one.printed}" for key, one in quantities.items())
    yield ""
    yield f"And {len(figures.records):,} figures of results.json, each called by structure, basis, year and element:"
    for structure in dict.fromkeys(key[0] for key in figures.records):
        example = next(key for key in figures.records if key[0] == structure)
        yield f'  {structure:{wide}}  such as "{", ".join(filter(None, example))}"'


def resting(figures: Figures, name: str) -> list[Resting]:
    """Each printed figure that rests on a rate. Raises LookupError where no rate is called so, with those that are."""
    found = [*resting_on(figures, lambda rate: is_called(rate, name))]
    if not found:
        rates = dict.fromkeys(plain_name(rate) for rate in figures.of.rates_read)
        raise LookupError(f"No printed figure rests on a rate called {name!r}. The rates read: {'; '.join(rates)}.")
    return found


def resting_frame(figures: Figures, name: str) -> pd.DataFrame:
    """Which figures rest on a rate, one row each.

    Columns: key, figure, amount (£, unrounded), worked_out_with_it (£ of it), rates (those that are meant). Raises
    LookupError where no rate is called so.
    """
    import pandas as pd

    return pd.DataFrame(
        [
            {
                "key": one.quantity.key,
                "figure": one.quantity.name,
                "amount": one.quantity.amount,
                "worked_out_with_it": one.amount,
                "rates": "; ".join(map(rate_in_full, one.rates)),
            }
            for one in resting(figures, name)
        ]
    )


def resting_lines(figures: Figures, name: str) -> Iterator[str]:
    """Which printed figures rest on a rate, how much of each, and the rows that are meant. Raises LookupError."""
    found = resting(figures, name)
    yield f"Figures that rest on \u201c{name}\u201d, and how much of each is worked out with it:"
    for one in found:
        printed, of_it = one.quantity.printed, pounds(one.amount, pence=True)
        yield f"  {one.quantity.name + ': ' + printed:{WIDTH}} {of_it:>16}"
    yield ""
    yield "Rates"
    yield from (f"  {rate_in_full(rate)}" for rate in dict.fromkeys(rate for one in found for rate in one.rates))
