"""A step of a trace: a figure, the arithmetic behind it, and the steps that add up to it.

A trace explains figures that are worked out already. It works nothing out again: each amount is the engine's own. What
its parts and its arithmetic make is compared with it whenever it is shown, and where they differ the trace says so.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from model.assessment.trace.worked import Worked
from model.base.figure_of import CostOf
from model.rates.tables import Rate

Opened = Callable[[], Iterable["Step"]]
HALF_A_PENNY, A_TRACE = 0.005, 1e-6
"""£: two ways to one figure that are further apart than half a penny are not the same figure. One rounded to the penny
may be half a penny away, and a trace of binary fractions more."""


class NoSuchStep(LookupError):
    """A trace has no step of that number; the message says what is there."""


@dataclass(frozen=True)
class Step:
    """One figure, £ unrounded, and how it is worked out.

    ``amount`` is the sum of its parts, each times what it ``counts`` for; a step without parts is where the trace
    ends. ``how`` is its arithmetic with every number in it, and nothing but arithmetic.
    """

    name: str
    amount: float
    how: str = ""
    note: str = ""
    """What a reader should know of it: a point, a holder, why a figure is as it is."""
    counts: float = 1.0
    """How often it counts in the step above: −1 where it is taken off, 0.6 for a share of 60%."""
    counted: str = ""
    """That in words: ``less``, ``60% of``; empty where it counts once."""
    rates: tuple[Rate, ...] = ()
    """The rates that it rests on, where the trace ends."""
    source: str = ""
    """Where a sum comes from that the scenario states."""
    exempt: bool = False
    """Whether it shows what one person is paid, or one customer pays."""
    of: CostOf | None = None
    """Which costs of posts it is the sum of, where it is one: by this the Excel twin finds its cells."""
    worked: float | None = None
    """What its arithmetic comes to, £; None where it has none."""
    opened: Opened | None = None

    @cached_property
    def parts(self) -> tuple["Step", ...]:
        """The steps that add up to it, worked out when asked for; those of nothing are left out."""
        return tuple(part for part in (self.opened() if self.opened else ()) if part.amount or part.is_explained)

    @property
    def is_explained(self) -> bool:
        """Whether a part of nothing says something all the same."""
        return bool(self.how or self.source)

    @property
    def contribution(self) -> float:
        """What it adds to the step above, £."""
        return self.amount * self.counts

    @property
    def made(self) -> float:
        """What its parts come to, or its arithmetic, £; its own amount where the trace ends with a sum as stated."""
        if self.parts:
            return sum(part.contribution for part in self.parts)
        return self.amount if self.worked is None else self.worked

    @property
    def agrees(self) -> bool:
        """Whether its parts, or its arithmetic, come to its amount, to less than half a penny."""
        return abs(self.made - self.amount) < HALF_A_PENNY

    def counting(self, counts: float, counted: str) -> "Step":
        """The same, which counts otherwise in the step above."""
        return replace(self, counts=counts, counted=counted)

    @property
    def less(self) -> "Step":
        """The same, taken off in the step above."""
        return self.counting(-1.0, "less")

    def as_figure(self, amount: float, name: str = "") -> "Step":
        """The steps of a figure that is printed as ``amount``: these, where they come to it.

        Where they don't, the figure with these as its only part, so that it is seen to disagree.
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
        """The step of a number such as ``2.1``, counted from this one. Raises NoSuchStep, which says what is there."""
        step = self
        for place, nth in enumerate(filter(None, number.split(".")), 1):
            if not (nth.isdecimal() and 1 <= int(nth) <= len(step.parts)):
                so_far = ".".join(number.split(".")[: place - 1])
                below = f"below step {so_far}" if so_far else "below the figure"
                there = (
                    f"are steps 1 to {len(step.parts)}" if step.parts else "is no further step: the trace ends there"
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
    """What rounding to whole steps adds, £, as the last part of a figure that is rounded.

    It is what is left over, so it is held to less than a step: more than that no rounding explains.
    """
    explained = abs(amount) < step + HALF_A_PENNY
    return Step("Rounding", amount, note=note, worked=None if explained else 0.0)
