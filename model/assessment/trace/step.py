"""A step of a trace: a figure, the arithmetic behind it, and the steps that add up to it.

A trace explains figures that are already worked out. Each amount is the engine's own. Whenever a step is shown, its
amount is compared with the sum of its parts, or with its arithmetic. Where they differ, the trace says so.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from model.assessment.trace.worked import Worked
from model.base.figure_of import CostOf
from model.rates.tables import Rate

Opened = Callable[[], Iterable["Step"]]
HALF_A_PENNY, A_TRACE = 0.005, 1e-6
"""In £. Results that differ by half a penny or more are not the same figure. A figure rounded to the penny may differ
from the exact figure by half a penny and, because of binary fractions, by ``A_TRACE`` as well."""


class NoSuchStep(LookupError):
    """A trace has no step of that number. The message says which steps there are."""


@dataclass(frozen=True)
class Step:
    """One figure, £ unrounded, and how it is worked out.

    ``amount`` is the sum of the step's parts, each times what it ``counts`` for. A trace ends at a step without parts.
    ``how`` is the arithmetic with every number in it, and nothing else.
    """

    name: str
    amount: float
    how: str = ""
    note: str = ""
    """What a reader should know of the figure: a point, a holder, or why it is as it is."""
    counts: float = 1.0
    """How often the step counts in the step above: −1 where it is subtracted, 0.6 for a share of 60%."""
    counted: str = ""
    """``counts`` in words: ``less``, ``60% of``; empty where the step counts once."""
    rates: tuple[Rate, ...] = ()
    """The rates that the step rests on, where the trace ends at this step."""
    source: str = ""
    """The source of a sum that the scenario states."""
    exempt: bool = False
    """Whether the step shows what one person is paid or one customer pays."""
    of: CostOf | None = None
    """The costs of posts that the step adds up. The Excel twin finds its cells by them. None for any other step."""
    worked: float | None = None
    """What the step's arithmetic comes to, £; None where it has none."""
    opened: Opened | None = None

    @cached_property
    def parts(self) -> tuple["Step", ...]:
        """The steps that add up to this one, worked out when asked for. Unexplained steps of £0 are left out."""
        return tuple(part for part in (self.opened() if self.opened else ()) if part.amount or part.is_explained)

    @property
    def is_explained(self) -> bool:
        """Whether the step explains something even where it is £0."""
        return bool(self.how or self.source)

    @property
    def contribution(self) -> float:
        """What the step adds to the step above, £."""
        return self.amount * self.counts

    @property
    def made(self) -> float:
        """What the step's parts or its arithmetic come to, £; the step's amount where it has neither."""
        if self.parts:
            return sum(part.contribution for part in self.parts)
        return self.amount if self.worked is None else self.worked

    @property
    def agrees(self) -> bool:
        """Whether the parts or the arithmetic come to the step's amount, to less than half a penny."""
        return abs(self.made - self.amount) < HALF_A_PENNY

    def counting(self, counts: float, counted: str) -> "Step":
        """The same step, counted ``counts`` times in the step above."""
        return replace(self, counts=counts, counted=counted)

    @property
    def less(self) -> "Step":
        """The same step, subtracted in the step above."""
        return self.counting(-1.0, "less")

    def as_figure(self, amount: float, name: str = "") -> "Step":
        """This step as the trace of a figure printed as ``amount``, £, if the step comes to that amount.

        If not, a step of that amount with this step as its only part, so that a reader sees that the two disagree.
        """
        if abs(self.amount - amount) < HALF_A_PENNY + A_TRACE:
            return replace(self, name=name or self.name)
        return Step(name or self.name, amount, opened=lambda: (self,))

    def leaves(self, times: float = 1.0) -> Iterator[tuple[float, "Step"]]:
        """Each step at which the trace ends, with how often it counts in this one."""
        if not self.parts:
            yield times, self
        for part in self.parts:
            yield from part.leaves(times * part.counts)

    def at(self, number: str) -> "Step":
        """The step below this one with a number such as ``2.1``. Raises NoSuchStep, which says which steps exist."""
        step = self
        for place, nth in enumerate(filter(None, number.split(".")), 1):
            if not (nth.isdecimal() and 1 <= int(nth) <= len(step.parts)):
                so_far = ".".join(number.split(".")[: place - 1])
                below = f"below step {so_far}" if so_far else "below the figure"
                there = (
                    f"there are steps 1 to {len(step.parts)}"
                    if step.parts
                    else "there are no steps, since the trace ends there"
                )
                raise NoSuchStep(f"There is no step {number!r}: {below} {there}.")
            step = step.parts[int(nth) - 1]
        return step


def ended(name: str, amount: float, worked: Worked, **more: object) -> Step:
    """A step that ends in arithmetic."""
    return Step(name, amount, how=worked.text, worked=worked.value, **more)  # type: ignore[arg-type]


def total_of(name: str, parts: Sequence[Step], note: str = "") -> Step:
    """A step that is the sum of its parts, where the engine keeps no sum of its own."""
    return Step(name, sum(part.contribution for part in parts), note=note, opened=lambda: parts)


def stated_sum(name: str, amount: float, source: str, note: str = "") -> Step:
    """A sum that the scenario states."""
    return Step(name, amount, note=note, source=source or "stated in the scenario")


def rounding(amount: float, step: float, note: str = "") -> Step:
    """The last part of a rounded figure: what rounding to a multiple of ``step`` adds, £.

    ``amount`` is the figure less its other parts. Where that is more than one ``step``, the trace shows that the
    figures disagree, since rounding can't explain the difference.
    """
    explained = abs(amount) < step + HALF_A_PENNY
    return Step("Rounding", amount, note=note, worked=None if explained else 0.0)
