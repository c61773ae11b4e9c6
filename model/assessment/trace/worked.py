"""A number with its arithmetic. An element's formula uses it like a number, and it records each operation."""

from __future__ import annotations

from dataclasses import dataclass

from model.base.money import MICRO_PLACES

SUM, PRODUCT, ALONE = range(3)
"""How strongly an expression binds. A weaker one is put in brackets within a stronger one."""
FACTOR_PLACES = 10


@dataclass(frozen=True)
class Worked:
    """A value, and the arithmetic that gives it. Terms of 0 and factors of 1 are left out."""

    value: float
    text: str
    binds: int = ALONE

    @property
    def factors(self) -> str:
        """The text as a factor: in brackets where it is a sum."""
        return self._within(PRODUCT)

    def _within(self, binds: int) -> str:
        return self.text if self.binds >= binds else f"({self.text})"

    def times(self, number: int) -> Worked:
        """The value multiplied by a whole number: ``12 × £2,532.25``."""
        return self if number == 1 else Worked(number * self.value, f"{number} \u00d7 {self.factors}", PRODUCT)

    def __add__(self, other: Worked) -> Worked:
        if not (self.value and other.value):
            return self if self.value else other
        return Worked(self.value + other.value, f"{self.text} + {other.text}", SUM)

    def __sub__(self, other: Worked) -> Worked:
        if not other.value:
            return self
        return Worked(self.value - other.value, f"{self.text} \u2212 {other._within(PRODUCT)}", SUM)

    def __mul__(self, other: Worked) -> Worked:
        if not (self.value and other.value):
            return NOTHING
        if ONE in (self, other):
            return other if self == ONE else self
        text = f"{self._within(PRODUCT)} \u00d7 {other._within(PRODUCT)}"
        return Worked(self.value * other.value, text, PRODUCT)

    def __truediv__(self, other: Worked) -> Worked:
        if not self.value:
            return NOTHING
        if other == ONE:
            return self
        text = f"{self._within(PRODUCT)} \u00f7 {other._within(ALONE)}"
        return Worked(self.value / other.value, text, PRODUCT)

    def __neg__(self) -> Worked:
        return Worked(-self.value, f"\u2212{self._within(PRODUCT)}", PRODUCT) if self.value else self


def money(amount: float) -> Worked:
    """An amount in £, to a millionth where it is not in whole pence: £1,913.166667."""
    text = f"{abs(amount):,.{MICRO_PLACES}f}".rstrip("0").rstrip(".")
    whole, _, part = text.partition(".")
    pence = f".{part.ljust(2, '0')}" if part else ""
    return _signed(amount, f"£{whole}{pence}")


def factor(value: float) -> Worked:
    """A number that is not money: an FTE, a count."""
    return _signed(value, f"{abs(value):,.{FACTOR_PLACES}f}".rstrip("0").rstrip("."))


def share(value: float) -> Worked:
    """A share as a percentage: 24.8%."""
    return _signed(value, f"{abs(value) * 100:.{FACTOR_PLACES - 2}f}".rstrip("0").rstrip(".") + "%")


def part_of(value: float, of: int) -> Worked:
    """A share of ``of`` days, written as a division where it is a whole number of days: 17 ÷ 30."""
    days = round(value * of)
    if abs(days / of - value) < 1e-12:
        return ONE if days == of else Worked(value, f"{days} \u00f7 {of}", PRODUCT) if days else NOTHING
    return factor(value)


def _signed(value: float, text: str) -> Worked:
    return Worked(value, text) if value >= 0 else Worked(value, f"\u2212{text}", PRODUCT)


ONE, NOTHING = Worked(1.0, "1"), Worked(0.0, "£0")
