"""A price list applied to agreements: what each is charged a year, in whole pence, net of VAT.

A package's price is the sum of its parts (flat, by pupil and phase, size band, by unit), then its minimum; the largest
bulk discount is taken off the whole, half a penny rounded up; then the list's minimum charge. Whole pence are
integers, so that income adds up school by school without a remainder.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from model.base.money import PENNY, half_up
from model.schema.sections.customers import Agreements
from model.schema.sections.prices import Package, Phase, PriceList

UNITS_TO = 10_000
"""Units are counted to a ten-thousandth, which 7.4 hours a week and 38.5 weeks need."""


@dataclass(frozen=True)
class Charges:
    """What each agreement is charged a year, pence: in all (agreements,), and by package before discounts."""

    total: np.ndarray
    by_package: np.ndarray
    """(packages, agreements), in the order of the list's packages."""


def charges(prices: PriceList, agreements: Agreements) -> Charges:
    """What a price list charges each agreement for a year, in pence.

    Raises KeyError on a package that the list does not have and ValueError on a phase that it has no rate for, which a
    loaded scenario cannot meet.
    """
    numbers = {package: number for number, package in enumerate(agreements.packages)}
    priced = {package.id for package in prices.packages}
    if unknown := [name for name, number in numbers.items() if name not in priced and agreements.takes[number].any()]:
        raise KeyError(unknown[0])
    none = np.zeros(len(agreements))
    units = [agreements.takes[numbers[of.id]] if of.id in numbers else none for of in prices.packages]
    rows = [_of_package(package, agreements, of) for package, of in zip(prices.packages, units, strict=True)]
    by_package = np.array(rows, dtype=np.int64).reshape(len(rows), len(agreements))
    taken = (np.array(units) > 0).sum(axis=0)
    total = discounted(by_package.sum(axis=0), taken, prices)
    least = np.where(taken > 0, pence(prices.minimum_charge), 0)
    return Charges(np.maximum(total, least), by_package)


def _of_package(package: Package, agreements: Agreements, units: np.ndarray) -> np.ndarray:
    taken = units > 0
    charge = np.zeros(len(agreements), dtype=np.int64)
    if package.flat is not None:
        charge += pence(package.flat)
    if package.per_pupil is not None:
        charge += _by_phase(package, package.per_pupil, agreements.phase, taken) * agreements.pupils
    if package.bands:
        limits = np.array([band.to_pupils for band in package.bands[:-1]], dtype=np.int64)
        of_band = np.array([pence(band.price) for band in package.bands])
        charge += of_band[np.searchsorted(limits, agreements.pupils, side="left")]
    if package.a_unit is not None:
        charge += _by_unit(package, package.a_unit, units)
    return np.where(taken, np.maximum(charge, pence(package.minimum)), 0)


def _by_phase(package: Package, per_pupil: Mapping[Phase, float], phase: np.ndarray, taken: np.ndarray) -> np.ndarray:
    rates = np.zeros(len(phase), dtype=np.int64)
    for name in np.unique(phase[taken]):
        if name not in per_pupil:
            raise ValueError(f"{package.id} has no price a pupil for {name}")
        rates[phase == name] = pence(per_pupil[name])
    return rates


def _by_unit(package: Package, price: float, units: np.ndarray) -> np.ndarray:
    """Units a year times the price of a unit, half a penny rounded up."""
    a_unit = np.full(len(units), pence(price))
    for lower in package.cheaper_from:
        a_unit[units >= lower.units] = pence(lower.price)
    a_year = np.rint(units * (package.weeks or 1) * UNITS_TO).astype(np.int64)
    return (a_unit * a_year + UNITS_TO // 2) // UNITS_TO


def discounted(total: np.ndarray, packages: np.ndarray, prices: PriceList) -> np.ndarray:
    """Pence less the largest bulk discount that the number of packages taken earns, each (agreements,)."""
    off = np.zeros(len(total), dtype=np.int64)
    for discount in prices.discounts:
        share = round(discount.percent * UNITS_TO)
        off = np.where(packages >= discount.packages, np.maximum(off, share), off)
    return (total * (UNITS_TO - off) + UNITS_TO // 2) // UNITS_TO


def pence(amount: float) -> int:
    """£ as whole pence."""
    return int(half_up(amount, PENNY) * 100)
