"""A figure that a reader meets by name, with its unit, basis, year and scope. One name never has two values."""

from dataclasses import dataclass

from model.base.figure_of import CostOf
from model.base.money import PENNY, POUND, half_up, pounds

A_YEAR = "£ a year"
ONCE = "£ once"
IN_YEAR = "£ in the year"

APART = "Each figure is rounded by itself, so the change is"
APART_AGAIN = "Here too the change is"
"""The start of a later sentence that says why printed figures differ by a pound; ``APART`` starts the first one."""


@dataclass(frozen=True)
class Quantity:
    """One named figure. ``amount`` is unrounded; ``printed`` is what every reader sees.

    ``unit`` is £ a year, £ in the year or £ once. ``basis`` is the costing basis, or what else the figure rests on.
    ``year`` is the financial year of its rates. ``scope`` says which posts, customers or prices it covers.
    """

    key: str
    name: str
    amount: float
    unit: str
    basis: str
    year: str
    scope: str
    signed: bool = False
    pence: bool = False
    in_short: bool = True
    """Whether the figure is a row in the table of the figures in short. If not, it appears only in a sentence."""
    made_of: tuple[CostOf, ...] = ()
    """The costs that add up to the figure; empty where it is not a sum of costs of posts."""

    @property
    def printed(self) -> str:
        """The amount as it is printed everywhere."""
        return pounds(self.amount, pence=self.pence, signed=self.signed)

    @property
    def size(self) -> str:
        """The amount without its sign, for a sentence that says in words whether it is more or less."""
        return pounds(abs(self.amount), pence=self.pence)

    @property
    def is_nothing(self) -> bool:
        """Whether the amount prints as £0 in whole pounds."""
        return half_up(self.amount, POUND) == 0

    @property
    def in_words(self) -> str:
        """A change in words: ``£9,147 more``, ``£147 less`` or ``nothing more``."""
        return more_or_less(self.amount, pence=self.pence)


def more_or_less(amount: float, *, pence: bool = False) -> str:
    """A change in words: ``£9,147 more``. No sign is used, because a line break could part a sign from its figure."""
    if half_up(amount, PENNY if pence else POUND) == 0:
        return "nothing more"
    return f"{pounds(abs(amount), pence=pence)} {'more' if amount > 0 else 'less'}"


def rounded_apart(before: Quantity, after: Quantity, change: Quantity) -> str:
    """Why a printed change is not the difference of the two printed figures; empty where it is."""
    step = PENNY if change.pence else POUND
    miss = half_up(change.amount, step) - (half_up(after.amount, step) - half_up(before.amount, step))
    if not miss:
        return ""
    apart = f"{pounds(abs(miss), pence=change.pence)} {'more' if miss > 0 else 'less'}"
    return f"{APART} {apart} than the two printed figures give."
