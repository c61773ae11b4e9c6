"""Charges as formulas: what each agreement is charged a year by each price list, in whole pence."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from model.buy_back.income import income
from model.buy_back.pricing import charges
from model.report.twin.areas import Area
from model.report.twin.facts import Facts
from model.report.twin.inputs import MONTHS_IN_YEAR, PENNY, PLACES
from model.report.twin.price_inputs import PriceAreas, pricings, shown_to
from model.report.twin.sheets import FIRST_ROW, Book, Sheet
from model.schema.sections.prices import PriceList
from model.schema.sections.renewals import run_on, running_on


@dataclass(frozen=True)
class ChargeAreas:
    """Where the charges are, in pence, with a row for each agreement."""

    by_year: tuple[Area, ...]
    """For each pricing, the charge of each agreement year, (agreements, years + 1)."""
    by_list: tuple[Area, ...]
    """For each price list, the charge for a year, (agreements, 1); at fixed prices for customers who keep them."""
    buys: Area
    """1 where the agreement, or its renewal, runs on the implementation date."""
    customers: Area
    """1 at each customer's first agreement that runs on the implementation date."""


def write_charges(book: Book, facts: Facts, years: Area, prices: PriceAreas) -> ChargeAreas:
    """Write the charges of each price list, and of each agreement year at each pricing. Gives their areas."""
    title = "Workings: what each agreement is charged a year"
    note = "Whole pence a year, net of VAT, as prices are set."
    sheet = book.sheet("Charges", title, note, (28, *[14] * 60), (FIRST_ROW, 1), wide=True)
    return _Charges(sheet, facts, years, prices).write()


def _pence(price: str) -> str:
    return f"ROUND({price}/{PENNY},0)"


def _to_the_penny(pence: str) -> str:
    """The formula that rounds half a penny up. It first rounds to ``PLACES`` decimals, so that a half is exact."""
    return f"ROUND(ROUND({pence},{PLACES}),0)"


class _Charges:
    """The sheet of charges, written column by column; ``col`` is the number of the next column."""

    def __init__(self, sheet: Sheet, facts: Facts, years: Area, prices: PriceAreas):
        self.sheet, self.facts, self.years, self.prices, self.col = sheet, facts, years, prices, 1
        self.agreements, self.size = facts.agreements, len(facts.agreements)

    def write(self) -> ChargeAreas:
        """Write the whole sheet. Gives the areas of its charges."""
        self.sheet.heads("Customer")
        names = self.prices.customers["reference"]
        self.sheet.column(0, names.cell, map(str, self.agreements.reference), "general")
        priced, months = pricings(self.facts), self.facts.months
        lists = priced[-1].lists
        totals = [self._of_list(number, prices) for number, prices in enumerate(lists)]
        by_year = []
        for number, pricing in enumerate(priced):
            charge = income(pricing.lists, run_on(self.agreements, months), months).charge
            words = f", {pricing.words}" if len(priced) > 1 else ""
            by_year.append(self._by_agreement_year(number, totals[: len(pricing.lists)], charge, words))
        return ChargeAreas(tuple(by_year), tuple(self._kept(totals, lists)), *self._buyers())

    def _kept(self, totals: list[Area], lists: tuple[PriceList, ...]) -> Iterator[Area]:
        """Each list's charges.

        At the present list and the new list, customers with fixed prices are charged by the list that they keep.
        """
        traded = self.facts.traded
        if traded.list_now is None or not (traded.fixed_now.any or traded.fixed_after.any):
            yield from totals
            return
        fixed = {lists.index(traded.list_now): traded.fixed_now}
        if traded.list_after is not None:
            new = lists.index(traded.list_decided) if traded.list_decided else len(lists) - 1
            fixed[new] = traded.fixed_after
        buys = np.flatnonzero(running_on(self.agreements, self.facts.scenario.dates.implementation))
        for number, total in enumerate(totals):
            if number not in fixed:
                yield total
                continue
            of_list = charges(lists[number], self.agreements).total
            of_list[buys] = fixed[number].charged(lists[number])
            numbers = dict(zip(buys.tolist(), fixed[number].kept.tolist(), strict=True))
            formula: Callable[[int], str] = lambda i, kept=numbers, own=number: totals[  # noqa: E731
                kept[i] if kept.get(i, -1) >= 0 else own
            ].cell(i)
            yield self._column(f"Charge while list {number + 1} is in force, fixed prices kept", formula, of_list)

    def _column(self, head: str, formula: Callable[[int], str], values: np.ndarray) -> Area:
        self.sheet.head(FIRST_ROW - 1, self.col, [head])
        self.col += 1
        return self.sheet.column(self.col - 1, formula, values.astype(int))

    def _buyers(self) -> tuple[Area, Area]:
        """Two columns: 1 where an agreement runs on the implementation date; 1 at a customer's first such agreement."""
        customers = self.prices.customers

        def on_the_day(i: int) -> str:
            first, last = (customers[key].cell(i) for key in ("first_day", "runs_to"))
            return f"IF(AND({first}<=Implementation,Implementation<={last}),1,0)"

        runs = running_on(self.agreements, self.facts.scenario.dates.implementation)
        buys = self._column("Buys on the implementation date", on_the_day, runs)

        def counted(i: int) -> str:
            names, bought = (area.part(rows=i + 1).down() for area in (customers["reference"], buys))
            alike = f"SUMPRODUCT(({names}={customers['reference'].cell(i)})*{bought})"
            return f"IF({alike}=1,{buys.cell(i)},0)"

        # a spreadsheet compares without regard to capitals
        references = np.array([str(reference).lower() for reference in self.agreements.reference])
        first = np.zeros(self.size, dtype=bool)
        first[[np.flatnonzero(runs & (references == name))[0] for name in set(references[runs])]] = True
        customers_then = self._column("Counts as a customer then", counted, first)
        self.sheet.height(FIRST_ROW - 1, buys.col, ("Buys on the implementation date", "Counts as a customer then"))
        return buys, customers_then

    def _of_list(self, number: int, prices: PriceList) -> Area:
        """Write one list's charge for each package and in total. Gives the column of totals."""
        charged, col = charges(prices, self.agreements), self.col
        for row, package in enumerate(prices.packages):
            formula = partial(self._package, number, row, package.id)
            self._column(f"{package.id}, list {number + 1}", formula, charged.by_package[row])
        packages = Area("Charges", FIRST_ROW, col, self.size, len(prices.packages))
        count: Callable[[int], str] = lambda i: f'COUNTIF({packages.across(i)},">"&0)'  # noqa: E731
        taken = self._column(f"Packages taken, list {number + 1}", count, (charged.by_package > 0).sum(axis=0))
        from_packages, shares = (area.part(number, 0, 1, area.cols).across() for area in self.prices.discounts)
        least = _pence(self.prices.lists.cell(number, 2))
        partnerships = self.prices.partnerships

        def total(i: int) -> str:
            number_taken = replace(taken, fixed="").cell(i)
            off = f"SUMPRODUCT(MAX(({from_packages}<={number_taken})*({from_packages}>0)*{shares}))"
            if partnerships and "partners" in self.prices.customers:
                from_customers, of_them = (area.part(number, 0, 1, area.cols).across() for area in partnerships)
                partners = self.prices.customers["partners"].cell(i)
                shared = f"SUMPRODUCT(MAX(({from_customers}<={partners})*({from_customers}>0)*{of_them}))"
                off = f"MAX({off},{shared})"
            return f"IF({number_taken}=0,0,MAX({_to_the_penny(f'SUM({packages.across(i)})*(1-{off})')},{least}))"

        return self._column(f"Charge, list {number + 1}", total, charged.total)

    def _package(self, number: int, row: int, package: str, i: int) -> str:
        """The formula of a package's price for an agreement, pence a year; 0 where the package is not taken."""
        if package not in self.agreements.packages:
            return "0"
        areas, customers = self.prices.packages[number], self.prices.customers
        units, pupils = self.prices.takes.cell(i, self.agreements.packages.index(package)), customers["pupils"].cell(i)

        def run(name: str) -> str:
            return areas[name].part(row, 0, 1, areas[name].cols).across()

        a_pupil = f"INDEX({run('per_pupil')},MATCH({customers['phase'].cell(i)},{areas['phases'].across()},0))"
        band = f'INDEX({run("band_prices")},COUNTIF({run("limits")},"<"&{pupils})+1)'
        lower = f'COUNTIF({run("units_from")},"<="&{units})'
        a_unit = f"IF({lower}=0,{areas['a_unit'].cell(row)},INDEX({run('lower_prices')},MAX({lower},1)))"
        weeks = areas["weeks"].cell(row)
        a_year = f"ROUND({units}*IF(ISNUMBER({weeks}),{weeks},1),{PLACES})"
        whole = f"{_pence(areas['flat'].cell(row))}+{_pence(a_pupil)}*{pupils}+{_pence(band)}"
        by_unit, least = _to_the_penny(f"{_pence(a_unit)}*{a_year}"), _pence(areas["minimum"].cell(row))
        price = f"IF({units}>0,MAX({whole}+{by_unit},{least}),0)"
        off = [self._off(together, share, i) for together, share in self.prices.sets[number] if package in together]
        return _to_the_penny(f"{price}*(1-MAX({','.join(off)}))") if off else price

    def _off(self, together: tuple[str, ...], share: Area, i: int) -> str:
        """The formula of the discount on each package of a set; 0 where the agreement does not take the whole set."""
        if not set(together) <= set(self.agreements.packages):
            return "0"
        takes, order = self.prices.takes, self.agreements.packages
        taken = ",".join(f"{takes.cell(i, order.index(package))}>0" for package in together)
        return f"IF(AND({taken}),{share.cell()},0)"

    def _by_agreement_year(self, number: int, totals: list[Area], charge: np.ndarray, words: str) -> Area:
        """Write the charge for each agreement year; 0 where no part of that year is shown.

        Gives the area of the charges, (agreements, years + 1).
        """
        starts = Area("Prices", FIRST_ROW, 0, len(totals), 1, "both").whole()
        area = Area("Charges", FIRST_ROW, self.col, self.size, charge.shape[1], "both")

        def formula(k: int, i: int) -> str:
            first, last, after = (
                self.prices.customers[name].cell(i) for name in ("first_day", "runs_to", "after_april")
            )
            years_on = f"(COLUMNS({area.part(i, 0, 1, k + 1).whole()})-1-1)"
            begins = f"EDATE(First_day,{years_on}*{MONTHS_IN_YEAR}+{after})"
            ends = f"EDATE({begins},{MONTHS_IN_YEAR})-1"
            runs = f"MAX({first},{begins},First_day)<=MIN({last},{ends},{shown_to(self.years)})"
            which = f"MATCH(MAX({begins},{first}),{starts},1)"
            if f"kept {number} {k}" in self.prices.customers:
                kept = self.prices.customers[f"kept {number} {k}"].cell(i)
                which = f"IF({kept}>0,{kept},{which})"
            chosen = f"CHOOSE({which},{','.join(total.cell(i) for total in totals)})"
            return f"IF({runs},{chosen},0)"

        for k in range(charge.shape[1]):
            self._column(f"Charge of agreement year {k}{words}", partial(formula, k), charge[:, k])
        return area
