"""A price list applied to agreements: what each is charged a year, in whole pence, net of VAT.

A package's price is the sum of its parts (flat, by pupil and phase, by size band, by unit), but at least its minimum.
The discount of a set of packages is taken off that price. The largest discount for packages or a partnership is taken
off the total, half a penny rounded up. The list's minimum charge is applied last. Whole pence are integers, so that
income adds up school by school without a remainder.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from model.base.money import PENNY, half_up
from model.schema.sections.customers import Agreements
from model.schema.sections.prices import TREATMENTS, Package, Phase, PriceList

UNITS_TO = 10_000
"""Units are counted to a ten-thousandth, so that 7.4 hours a week for 38.5 weeks is exact."""


@dataclass(frozen=True)
class Charges:
    """What each agreement is charged a year, pence: in total, (agreements,), by package and by VAT treatment."""

    total: np.ndarray
    by_package: np.ndarray
    """(packages, agreements), in the order of the list's packages, before discounts on the total."""
    by_treatment: np.ndarray
    """(treatments, agreements): the total by VAT treatment, with the council's own schools treated like others."""


def charges(prices: PriceList, agreements: Agreements) -> Charges:
    """What a price list charges each agreement for a year, in pence.

    Raises KeyError on a package that the list does not have, and ValueError on a phase without a rate. Neither can
    happen in a loaded scenario.
    """
    numbers = {package: number for number, package in enumerate(agreements.packages)}
    priced = {package.id for package in prices.packages}
    if unknown := [name for name, number in numbers.items() if name not in priced and agreements.takes[number].any()]:
        raise KeyError(unknown[0])
    none = np.zeros(len(agreements))
    units = [agreements.takes[numbers[of.id]] if of.id in numbers else none for of in prices.packages]
    rows = [_of_package(package, agreements, of) for package, of in zip(prices.packages, units, strict=True)]
    by_package, taken = np.array(rows, dtype=np.int64).reshape(len(rows), len(agreements)), np.array(units) > 0
    by_package = less_sets(by_package, taken, prices)
    packages = taken.sum(axis=0)
    total = discounted(by_package.sum(axis=0), packages, agreements.partners, prices)
    total = np.maximum(total, np.where(packages > 0, pence(prices.minimum_charge), 0))
    return Charges(total, by_package, _by_treatment(total, by_package, prices))


def _by_treatment(total: np.ndarray, by_package: np.ndarray, prices: PriceList) -> np.ndarray:
    """A total divided among VAT treatments by the prices of its packages; half a penny goes to the earlier treatment.

    Where every package costs nothing, a minimum charge is divided as if the packages of the list cost the same.
    """
    treatment = np.array([TREATMENTS.index(package.vat) for package in prices.packages])
    if not treatment.any():
        return np.array([total, *([np.zeros_like(total)] * (len(TREATMENTS) - 1))])
    whole = by_package.sum(axis=0)
    weights = np.where(whole > 0, by_package, 1)
    to_date = np.array([weights[treatment <= number].sum(axis=0) for number in range(len(TREATMENTS))])
    shared = (2 * total * to_date + to_date[-1]) // (2 * to_date[-1])
    return np.diff(shared, axis=0, prepend=0)


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
            raise ValueError(f"{package.id} has no price for each pupil of the phase {name}")
        rates[phase == name] = pence(per_pupil[name])
    return rates


def _by_unit(package: Package, price: float, units: np.ndarray) -> np.ndarray:
    """Units a year times the price of a unit, half a penny rounded up."""
    a_unit = np.full(len(units), pence(price))
    for lower in package.cheaper_from:
        a_unit[units >= lower.units] = pence(lower.price)
    a_year = np.rint(units * (package.weeks or 1) * UNITS_TO).astype(np.int64)
    return (a_unit * a_year + UNITS_TO // 2) // UNITS_TO


def less_sets(by_package: np.ndarray, taken: np.ndarray, prices: PriceList) -> np.ndarray:
    """Pence of each package less the largest discount among the sets that are taken whole, (packages, agreements).

    ``taken`` says which packages each agreement takes, in the same shape.
    """
    if not prices.sets:
        return by_package
    off, order = np.zeros(by_package.shape, dtype=np.int64), [package.id for package in prices.packages]
    for together in prices.sets:
        rows = [order.index(package) for package in together.packages]
        off[rows] = np.maximum(off[rows], taken[rows].all(axis=0) * round(together.percent * UNITS_TO))
    return _less(by_package, off)


def discounted(total: np.ndarray, packages: np.ndarray, partners: np.ndarray, prices: PriceList) -> np.ndarray:
    """Each agreement's total in pence, less the largest discount earned by its packages or partners, (agreements,)."""
    off = np.zeros(len(total), dtype=np.int64)
    earned = [(packages >= discount.packages, discount) for discount in prices.discounts]
    earned += [(partners >= discount.customers, discount) for discount in prices.partnerships]
    for qualifies, discount in earned:
        off = np.where(qualifies, np.maximum(off, round(discount.percent * UNITS_TO)), off)
    return _less(total, off)


def _less(amount: np.ndarray, off: np.ndarray) -> np.ndarray:
    """Pence less a share in ten-thousandths, half a penny rounded up."""
    return (amount * (UNITS_TO - off) + UNITS_TO // 2) // UNITS_TO


def pence(amount: float) -> int:
    """£ as whole pence."""
    return int(half_up(amount, PENNY) * 100)
