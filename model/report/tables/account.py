"""The trading account: expected income, full cost, the balance, what is deferred, and VAT."""

from functools import partial

import numpy as np
import pandas as pd

from model.base.financial_year import in_words
from model.base.money import percentage, pounds
from model.base.stated import stated
from model.buy_back.needs import Needs
from model.buy_back.running import Running
from model.buy_back.traded import Traded
from model.buy_back.trading_account import AccountYear
from model.pay.salaries import basis_named
from model.report.table import Section, Sums, Table, how_parts_meet, traced_by, with_total
from model.report.tables.account_traced import LEVELS, costs_of_posts, parts_of, year_of
from model.report.tables.price import noted

TREATED = {"standard": "At the standard rate", "exempt": "Exempt", "outside": "Outside the scope"}


def _new(made: Traded) -> str:
    if made.list_after is None:
        return "The figures use the stated prices."
    how = "stated" if made.list_decided else "that recover the cost"
    return f"The figures use the new prices {how}, from {in_words(made.new_prices_from)}."


def expected(made: Traded) -> Table | None:
    """One row for each part of expected income, a column a year; None where it can't be worked out."""
    income = made.expected_new
    if isinstance(income, Needs):
        return None
    parts = {
        "If all stay": income.if_all_stay,
        "Known not to renew": income.not_renewed,
        "Attrition": income.attrition,
        "Lost to the price": income.price_response,
        "New customers": income.new_customers,
        "Bad debts": income.bad_debts,
        "Expected income": income.total,
    }
    attrition = made.trading.attrition if made.trading else None
    frame = _by_year(made, {part: sums for part, sums in parts.items() if np.any(sums) or part == "If all stay"})
    return Table(
        "expected_income",
        "Expected income, net of VAT, £",
        frame,
        money=_years(made),
        total_row=True,
        note=noted(
            made,
            _new(made),
            f"Attrition is {attrition.a_year:.0%} a year ({attrition.source})." if attrition else "",
            how_parts_meet(frame, _years(made)),
        ),
        traced=parts_of(made, "income", frame),
        section=Section.ACCOUNT,
        only_in_workbook=True,
    )


def full_cost(made: Traded) -> Table:
    """One row for each part of the cost and what it counts as, then marginal, direct and full cost; a column a year."""
    rows: dict[str, dict[str, object]] = {}
    for cost in made.costs:
        for part in cost.parts:
            row = rows.setdefault(part.name, {"Cost": part.name, "Counts as": part.counts_as})
            row[str(cost.year)] = part.amount
    for name in LEVELS:
        level = name.split()[0].lower()
        rows[name] = {"Cost": name, "Counts as": "", **{str(cost.year): getattr(cost, level) for cost in made.costs}}
    lacking = Needs(made.costs[-1].missing) if made.costs[-1].missing else ""
    frame = pd.DataFrame(list(rows.values()))
    return Table(
        "full_cost",
        f"Marginal, direct and full cost, {basis_named(made.basis).label.lower()}, £",
        frame,
        money=_years(made),
        total_row=True,
        note="Each level of cost includes the one before it. Pay is the proposal's. Cost lines are the same in every "
        f"year: no price rise is assumed.{f' Full cost: {lacking}' if lacking else ''}",
        traced=parts_of(made, "full_cost", frame, partial(costs_of_posts, made)),
        section=Section.ACCOUNT,
        sums=Sums(levels=LEVELS),
    )


def account(made: Traded) -> Table | None:
    """One row for each year at the stated prices, and at the new prices if there are any.

    None where the account can't be worked out.
    """
    if isinstance(made.account_new, Needs):
        return None
    accounts = {"new": made.account_new}
    if made.new_lists is not made.prices and not isinstance(made.account, Needs):
        accounts = {"as now": made.account, "new": made.account_new}
    frame = pd.DataFrame([_year(prices, year) for prices, years in accounts.items() for year in years])
    traced = traced_by(
        year_of(made, before, year) if prices == "new" else {}
        for prices, years in accounts.items()
        for before, year in zip((None, *years), years, strict=False)
    )
    if len(accounts) == 1:
        frame = frame.drop(columns="Prices")
    reserve = stated(stated(made.trading, "trading").reserve, "reserve")
    return Table(
        "trading_account",
        "The trading account, £",
        frame,
        money=("Opening", "Income", "Full cost", "Surplus or deficit", "Closing", "Above the cap"),
        signed=("Surplus or deficit",),
        note=noted(
            made,
            _new(made),
            f"The cap on the balance carried is {pounds(reserve.cap)}. In this table, any money above the cap stays "
            "in the balance, since its use is decided each year."
            if reserve.cap is not None
            else "No cap is set on the balance.",
            f"Source of the balance: {reserve.source} A balance carried forward does not make up for a deficit in the "
            "year.",
        ),
        section=Section.ACCOUNT,
        traced=traced,
        sums=Sums({"Surplus or deficit": ("Income", "-Full cost"), "Closing": ("Opening", "Surplus or deficit")}),
    )


def _year(prices: str, of: AccountYear) -> dict[str, object]:
    result = "In deficit" if of.in_deficit else "No deficit"
    hidden = ", though the balance carried is not" if of.hidden_by_balance else ""
    return {
        "Prices": prices.capitalize(),
        "Year": str(of.year),
        "Opening": of.opening,
        "Income": of.income,
        "Full cost": of.cost,
        "Surplus or deficit": of.surplus,
        "Closing": of.closing,
        "Above the cap": of.above_cap,
        "The year by itself": result + hidden,
    }


def deferred(made: Traded) -> Table | None:
    """Opening deferred income, what is billed and earned, and closing deferred income; a column a year.

    None where what is billed can't be worked out.
    """
    running = made.running
    if not isinstance(running, Running):
        return None
    deferred, accrued = running.deferred, running.accrued
    rows = {
        "Deferred on 1 April": deferred[:-1],
        "Accrued on 1 April": -accrued[:-1],
        "Billed in the year": running.billed,
        "Earned in the year": -running.earned,
        "Accrued on 31 March": accrued[1:],
        "Deferred on 31 March": deferred[1:],
    }
    rows = rows if accrued.any() else {name: sums for name, sums in rows.items() if "Accrued" not in name}
    return Table(
        "deferred_income",
        "Billed, earned and deferred, net of VAT, £",
        _by_year(made, rows),
        money=_years(made),
        total_row=True,
        note=noted(
            made,
            _new(made),
            "Accrued income is earned and not yet billed." if accrued.any() else "",
            "The figures assume that every customer stays unless known to leave. They are before attrition and bad "
            "debts.",
        ),
        section=Section.ACCOUNT,
        only_in_workbook=True,
    )


def owed(made: Traded) -> Table | None:
    """What customers owe, are billed and pay in each year; None where the scenario does not state when they pay."""
    running, terms = made.running, made.trading.billing
    if not isinstance(running, Running) or running.owed is None or terms is None:
        return None
    rows = {
        "Owed on 1 April": running.owed[:-1],
        "Billed in the year": running.billed,
        "Paid in the year": running.owed[1:] - running.owed[:-1] - running.billed,
        "Owed on 31 March": running.owed[1:],
    }
    days = f"{terms.paid_after} days after it is raised"
    return Table(
        "owed",
        "Billed, paid and owed, net of VAT, £",
        _by_year(made, rows),
        money=_years(made),
        total_row=True,
        note=noted(made, f"A bill is paid {days}. {terms.source} The figures are before attrition and bad debts."),
        section=Section.ACCOUNT,
        only_in_workbook=True,
    )


def treatments(made: Traded) -> Table | None:
    """What is earned in each year by VAT treatment; None where every package is at the standard rate."""
    running = made.running
    packages = [package for prices in made.prices for package in prices.packages]
    if not isinstance(running, Running) or all(package.vat == "standard" for package in packages):
        return None
    rows = {TREATED[name]: earned for name, earned in running.by_treatment.items()}
    said = dict.fromkeys(
        f"{package.title}: {TREATED[package.vat].lower()}" for package in packages if package.vat != "standard"
    )
    return Table(
        "vat_by_treatment",
        "What is earned, by VAT treatment, net of VAT, £",
        _by_year(made, {**rows, "Earned in the year": running.earned}),
        money=_years(made),
        total_row=True,
        note=noted(
            made,
            f"For academies and others: {'; '.join(said)}; other packages at the standard rate. All charges to the "
            "council\u2019s own maintained schools are outside the scope of VAT. A charge with discounts is shared "
            "out over its packages in proportion to their prices.",
        ),
        section=Section.PRICES,
        only_in_workbook=True,
    )


def vat(made: Traded) -> Table | None:
    """One row for each kind of customer: how many there are, and the income of each year with the VAT on it."""
    running = made.running
    if not isinstance(running, Running):
        return None
    rows = []
    for kind in running.by_kind:
        rows.append({"Kind": kind.kind, "Customers": kind.customers})
        for year, earned, due in zip(made.costed.years, kind.earned, kind.vat, strict=True):
            rows[-1] |= {f"Income {year}": float(earned), f"VAT {year}": float(due)}
    _, *summed = rows[0]
    rates = "; ".join(f"{percentage(rate.value)} from {in_words(rate.effective_from)}" for rate in running.rates)
    return Table(
        "vat_by_kind",
        "VAT by kind of customer, £",
        with_total(rows, summed),
        money=tuple(summed[1:]),
        total_row=True,
        note=noted(
            made,
            "Charges to the council\u2019s own maintained schools are outside the scope of VAT. Academies, from the "
            "day of conversion, and others are charged VAT as each package says, at the standard rate unless it says "
            f"otherwise{f' ({rates})' if rates else ''}. Prices are net of VAT. A bill raised in advance may have "
            "another tax point, so the VAT officer works out what is payable.",
        ),
        section=Section.PRICES,
        only_in_workbook=True,
    )


def _years(made: Traded) -> tuple[str, ...]:
    return tuple(str(year) for year in made.costed.years)


def _by_year(made: Traded, parts: dict[str, np.ndarray]) -> pd.DataFrame:
    """One row for each part, named in the column Income, and a column for each year."""
    columns = ("Income", *_years(made))
    return pd.DataFrame([(part, *map(float, sums)) for part, sums in parts.items()], columns=list(columns))
