"""A step of a trace: a figure, the arithmetic behind it, and the steps that add up to it.

A trace explains figures that are already worked out. It works nothing out again: each amount is the engine's own.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from model.rates.tables import Rate

Opened = Callable[[], Iterable["Step"]]


@dataclass(frozen=True)
class Step:
    """One figure, £ unrounded, and how it is worked out.

    ``amount`` is the sum of its parts, each times its ``counts``. A step without parts is where the trace ends. ``how``
    is its arithmetic with every number in it, and nothing but arithmetic.
    """

    name: str
    amount: float
    how: str = ""
    note: str = ""
    """What a reader should know: a point, a holder, why the figure is as it is."""
    counts: float = 1.0
    """How often it counts in the step above: −1 where it is taken off, 0.6 for a share of 60%."""
    counted: str = ""
    """``counts`` in words: ``less``, ``60% of``; empty where it counts once."""
    rates: tuple[Rate, ...] = ()
    """The rates behind it, where the trace ends."""
    source: str = ""
    """The source of a sum that the scenario states."""
    exempt: bool = False
    """Whether it shows what one person is paid, or what one customer pays."""
    opened: Opened | None = None

    @cached_property
    def parts(self) -> tuple["Step", ...]:
        """The steps that add up to it, worked out on demand. Parts of £0 that explain nothing are left out."""
        return tuple(part for part in (self.opened() if self.opened else ()) if part.amount or part.is_explained)

    @property
    def is_explained(self) -> bool:
        """Whether it is worth showing even at £0."""
        return bool(self.how or self.source)

    @property
    def contribution(self) -> float:
        """What it adds to the step above, £."""
        return self.amount * self.counts

    def counting(self, counts: float, counted: str) -> "Step":
        """A copy that counts differently in the step above."""
        return replace(self, counts=counts, counted=counted)

    @property
    def less(self) -> "Step":
        """A copy that is taken off in the step above."""
        return self.counting(-1.0, "less")

    def leaves(self, times: float = 1.0) -> Iterator[tuple[float, "Step"]]:
        """Each step at which the trace ends, with how often it counts in this one."""
        if not self.parts:
            yield times, self
        for part in self.parts:
            yield from part.leaves(times * part.counts)

    @property
    def all_rates(self) -> tuple[Rate, ...]:
        """Every rate behind it, in the order met."""
        return tuple(dict.fromkeys(rate for _, leaf in self.leaves() for rate in leaf.rates))

    def at(self, number: str) -> "Step":
        """The step with a number such as ``2.1``, counted from this one.

        Raises LookupError, which says what there is.
        """
        step = self
        for place, nth in enumerate(filter(None, number.split(".")), 1):
            if not (nth.isdecimal() and 1 <= int(nth) <= len(step.parts)):
                so_far = ".".join(number.split(".")[: place - 1])
                there = f"1 to {len(step.parts)}" if step.parts else "no further step: the trace ends there"
                raise LookupError(f"{number!r} is not a step: below {so_far or 'the figure'} there is {there}")
            step = step.parts[int(nth) - 1]
        return step


def total_of(name: str, parts: Sequence[Step], **more: str | bool) -> Step:
    """A step that is the sum of its parts."""
    return Step(name, sum(part.contribution for part in parts), opened=lambda: parts, **more)  # type: ignore[arg-type]


def stated_sum(name: str, amount: float, source: str, note: str = "") -> Step:
    """A sum that the scenario states."""
    return Step(name, amount, note=note, source=source or "stated in the scenario")
