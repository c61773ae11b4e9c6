"""A trace as lines at a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from model.assessment.trace.figures import Figures
from model.assessment.trace.lookup import Resting, resting_on
from model.assessment.trace.step import Step
from model.base.financial_year import in_words
from model.base.money import PENNY, half_up, pounds
from model.base.quantity import Quantity
from model.disclosure.public_input import EXEMPT
from model.rates.tables import Rate
from model.report.rate_names import plain_name, points_or_value

WIDTH, WIDEST = 62, 96
EXEMPT_MARK = "exempt"
EXEMPT_STEPS = f"{EXEMPT}: steps marked {EXEMPT_MARK} show what one person is paid, or what one customer pays."


class NoSuchRate(LookupError):
    """No figure rests on a rate of that name; the message lists the rates that figures do rest on."""


def rate_in_full(rate: Rate) -> str:
    """A rate with its value, the days from and to which it is in force, its status and its source."""
    until = f" to {in_words(rate.effective_to)}" if rate.has_end else ""
    return f"{rate_named(rate)}, from {in_words(rate.effective_from)}{until}; {rate.status.label}; {rate.source}"


def rate_named(rate: Rate) -> str:
    """A rate's name with its value."""
    if rate.table == "spines":
        return f"{plain_name(rate)}, point {rate.point}: {pounds(rate.value, pence=True)}"
    return f"{plain_name(rate)}{points_or_value([rate])}"


def is_called(rate: Rate, name: str) -> bool:
    """Whether ``name`` is a part of the rate's name in the tables, or of its name in the rate files."""
    return name.casefold() in f"{plain_name(rate)}{points_or_value([rate])}\n{rate}".casefold()


@dataclass
class _Notes:
    """What the printed steps mention: the rates, numbered in the order in which they come."""

    numbers: dict[Rate, int] = field(default_factory=dict)
    exempt: bool = False
    """Whether any printed step is exempt."""

    def marks(self, rates: tuple[Rate, ...]) -> str:
        """The reference numbers of these rates, for the end of a line, such as `` [1, 2]``; empty for no rates."""
        numbers = [self.numbers.setdefault(rate, len(self.numbers) + 1) for rate in rates]
        return f" [{', '.join(map(str, numbers))}]" if numbers else ""


@dataclass(frozen=True)
class TracedFigure:
    """A figure that a reader asked for: its steps, and the lines above them with its name and how it is printed."""

    step: Step
    heading: str = ""
    terms: str = ""


def trace_lines(figure: TracedFigure, number: str = "", depth: int = 2) -> Iterator[str]:
    """The lines of a trace: ``depth`` levels from the step ``number`` down, then the rates behind those lines.

    Raises NoSuchStep for a number that no step has.
    """
    notes, shown = _Notes(), figure.step.at(number)
    if figure.heading:
        yield from (figure.heading, figure.terms, "")
    blocks = [*_blocks(shown, number, depth, notes)]
    if notes.exempt:
        yield EXEMPT_STEPS
        yield ""
    yield from blocks
    if notes.numbers:
        yield "Rates"
        yield from (f"  [{nth}] {rate_in_full(rate)}" for rate, nth in notes.numbers.items())


def terms_of(quantity: Quantity) -> str:
    """What a quantity is, in a sentence: its unit, basis, year and scope."""
    return f"{quantity.unit}, {quantity.basis[:1].lower()}{quantity.basis[1:]}, {quantity.year}; {quantity.scope}."


def _blocks(step: Step, number: str, depth: int, notes: _Notes) -> Iterator[str]:
    """A step with its parts, then each part that has parts of its own, down to ``depth`` levels."""
    yield f"{number + '  ' if number else ''}{step.name}: {pounds(step.amount, pence=True)}{_said(step, notes)}"
    if not step.parts:
        yield from _ends(step, notes)
        yield ""
        return
    named = [f"{part.counted} {part.name}".lstrip() + _said(part, notes) for part in step.parts]
    width = min(max(map(len, (*named, ""))), WIDEST)
    for nth, (name, part) in enumerate(zip(named, step.parts, strict=True), 1):
        yield f"  {below(number, nth):9} {name:{width}} {pounds(part.amount, pence=True):>16}"
        if not part.parts:
            yield from _ends(part, notes)
    yield f"  {'':9} {'Sum':{width}} {pounds(step.made, pence=True):>16}"
    if said := how_it_agrees(step):
        yield f"            {said}"
    yield ""
    if depth > 1:
        for nth, part in enumerate(step.parts, 1):
            if part.parts:
                yield from _blocks(part, below(number, nth), depth - 1, notes)


def below(number: str, nth: int) -> str:
    """The number of a step's part: ``2.1``."""
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
    if said := how_it_agrees(step):
        yield f"            {said}"


def how_it_agrees(step: Step) -> str:
    """A sentence where a step's parts don't add up to its figure, exactly or as printed; empty where they do.

    This checks a trace against the costing each time that the trace is shown.
    """
    if not step.agrees:
        made, amount = (pounds(sum_, pence=True) for sum_ in (step.made, step.amount))
        apart = pounds(abs(step.made - step.amount), pence=True)
        return (
            f"\u26a0 These steps don't explain the figure: they come to {made}, and the figure is {amount}, "
            f"{apart} apart. The figure is what the costing gives. Tell those who look after the workbook."
        )
    printed = sum(half_up(float(half_up(part.amount)) * part.counts) for part in step.parts)
    if step.parts and abs(printed - half_up(step.amount)) >= PENNY:
        return f"The printed parts add up to {pounds(printed, pence=True)}: each is rounded by itself."
    return ""


def traceable_lines(figures: Figures) -> Iterator[str]:
    """Lines on what can be traced: each quantity with its key, and the names of the figures of results.json."""
    quantities = figures.of.quantities
    wide = max(map(len, quantities))
    yield "By key or by name:"
    yield from (f"  {key:{wide}}  {one.name}: {one.printed}" for key, one in quantities.items())
    yield ""
    yield f"Also {len(figures.records):,} figures of results.json, each named by structure, basis, year and element:"
    for structure in dict.fromkeys(record.structure for record in figures.records):
        example = next(record for record in figures.records if record.structure == structure)
        yield f'  {structure:{wide}}  such as "{", ".join(filter(None, example))}"'


def resting(figures: Figures, name: str) -> list[Resting]:
    """Each printed figure that rests on a rate of that name.

    Raises NoSuchRate where there is none. Its message lists the rates that the figures rest on.
    """
    found = [*resting_on(figures, lambda rate: is_called(rate, name))]
    if not found:
        rates = dict.fromkeys(plain_name(rate) for rate in figures.of.rates_read)
        raise NoSuchRate(
            f"No printed figure rests on a rate called {name!r}. The figures rest on these rates: {'; '.join(rates)}."
        )
    return found


def resting_lines(figures: Figures, name: str) -> Iterator[str]:
    """Lines on the printed figures that rest on a rate, and on how much of each figure does; then the rates themselves.

    ``name`` is a part of the rate's name. Raises NoSuchRate where no printed figure rests on such a rate.
    """
    found = resting(figures, name)
    yield f"Figures that rest on \u201c{name}\u201d, and how much of each figure is worked out with that rate:"
    for one in found:
        printed, of_it = one.quantity.printed, pounds(one.amount, pence=True)
        yield f"  {one.quantity.name + ': ' + printed:{WIDTH}} {of_it:>16}"
    yield ""
    yield "Rates"
    yield from (f"  {rate_in_full(rate)}" for rate in dict.fromkeys(rate for one in found for rate in one.rates))
