"""The trading account: expected income, full cost, the balance, what is deferred, and VAT."""

import numpy as np
import pandas as pd

from model.base.financial_year import in_words
from model.base.money import pounds
from model.buy_back.needs import Needs
from model.buy_back.running import Running
from model.buy_back.traded import Traded
from model.buy_back.trading_account import AccountYear
from model.pay.salaries import basis_named
from model.report.table import Section, Sums, Table, how_parts_meet
from model.report.tables.price import noted


def _new(made: Traded) -> str:
    if made.list_after is None:
        return "At the prices stated."
    how = "stated" if made.list_decided else "that recover the cost"
    return f"With the new prices {how}, from {in_words(made.new_prices_from)}."


def expected(made: Traded) -> Table | None:
    """One row a part of expected income, a column a year."""
    found = made.expected_new
    if isinstance(found, Needs):
        return None
    parts = {
        "If all stay": found.if_all_stay,
        "Known not to renew": found.not_renewed,
        "Attrition": found.attrition,
        "Lost to the price": found.price_response,
        "New customers": found.new_customers,
        "Bad debts": found.bad_debts,
        "Expected income": found.total,
    }
    of = made.trading.attrition if made.trading else None
    frame = _by_year(
        made, "Income", {name: each for name, each in parts.items() if np.any(each) or name == "If all stay"}
    )
    return Table(
        "expected_income",
        "Expected income, net of VAT, £",
        frame,
        money=_years(made),
        total_row=True,
        note=noted(
            made,
            _new(made),
            f"Attrition is {of.a_year:.0%} a year ({of.source})." if of else "",
            how_parts_meet(frame, _years(made)),
        ),
        section=Section.ACCOUNT,
    )


def full_cost(made: Traded) -> Table:
    """One row a part of the cost with what it counts as, then marginal, direct and full cost; a column a year."""
    rows: dict[str, dict[str, object]] = {}
    for cost in made.costs:
        for part in cost.parts:
            row = rows.setdefault(part.name, {"Cost": part.name, "Counts as": part.counts_as})
            row[str(cost.year)] = part.amount
    levels = {"Marginal cost": "marginal", "Direct cost": "direct", "Full cost": "full"}
    for name, level in levels.items():
        rows[name] = {"Cost": name, "Counts as": ""} | {str(of.year): getattr(of, level) for of in made.costs}
    lacking = Needs(made.costs[-1].missing) if made.costs[-1].missing else ""
    return Table(
        "full_cost",
        f"Marginal, direct and full cost, {basis_named(made.basis).label.lower()}, £",
        pd.DataFrame(list(rows.values())),
        money=_years(made),
        total_row=True,
        note=" ".join(
            [
                "Each level holds the one before it. Pay is of the proposal. Cost lines stand as stated in every year: "
                "no price rise is assumed.",
                *([f"Full cost: {lacking}"] if lacking else []),
            ]
        ),
        section=Section.ACCOUNT,
        sums=Sums(
            levels={
                "Marginal cost": ("marginal",),
                "Direct cost": ("marginal", "direct"),
                "Full cost": ("marginal", "direct", "overhead"),
            }
        ),
    )


def account(made: Traded) -> Table | None:
    """One row a year: at the prices stated, and with the new ones where they are worked out."""
    if isinstance(made.account_new, Needs):
        return None
    accounts = {"new": made.account_new}
    if made.new_lists is not made.prices and not isinstance(made.account, Needs):
        accounts = {"as now": made.account, "new": made.account_new}
    rows = [_year(prices, of) for prices, each in accounts.items() for of in each]
    frame = pd.DataFrame(rows)
    if len(accounts) == 1:
        frame = frame.drop(columns="Prices")
    reserve = made.trading.reserve
    return Table(
        "trading_account",
        "The trading account, £",
        frame,
        money=("Opening", "Income", "Full cost", "Surplus or deficit", "Closing", "Above the cap"),
        signed=("Surplus or deficit",),
        note=noted(
            made,
            _new(made),
            f"The cap on what is carried is {pounds(reserve.cap)}. What is above it stays in the balance here: what "
            "becomes of it is decided each year."
            if reserve.cap is not None
            else "No cap is set.",
            f"{reserve.source} A balance that is carried does not make up for a deficit in the year.",
        ),
        section=Section.ACCOUNT,
        sums=Sums({"Surplus or deficit": ("Income", "-Full cost"), "Closing": ("Opening", "Surplus or deficit")}),
    )


def _year(prices: str, of: AccountYear) -> dict[str, object]:
    said = "in deficit" if of.in_deficit else "no deficit"
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
        "The year by itself": said[:1].upper() + said[1:] + hidden,
    }


def deferred(made: Traded) -> Table | None:
    """Opening deferred income, what is billed and earned, and closing deferred income; a column a year."""
    found = made.running
    if not isinstance(found, Running):
        return None
    rows = {
        "Deferred on 1 April": found.deferred[:-1],
        "Billed in the year": found.billed,
        "Earned in the year": -found.earned,
        "Deferred on 31 March": found.deferred[1:],
    }
    return Table(
        "deferred_income",
        "Billed, earned and deferred, net of VAT, £",
        _by_year(made, "Income", rows),
        money=_years(made),
        total_row=True,
        note=noted(made, _new(made), "If all stay who are not known to leave; before attrition and bad debts."),
        section=Section.ACCOUNT,
    )


def vat(made: Traded) -> Table | None:
    """One row a kind of customer: how many, income of each year and VAT on it."""
    found = made.running
    if not isinstance(found, Running):
        return None
    rows = []
    for one in found.by_kind:
        row: dict[str, object] = {"Kind": one.kind, "Customers": one.customers}
        for year, earned, due in zip(made.costed.years, one.earned, one.vat, strict=True):
            row |= {f"Income {year}": float(earned), f"VAT {year}": float(due)}
        rows.append(row)
    total = {name: sum(row[name] for row in rows) for name in rows[0] if name != "Kind"}
    held = "; ".join(f"{rate.value:.1%} from {in_words(rate.effective_from)}" for rate in found.rates)
    return Table(
        "vat_by_kind",
        "VAT by kind of customer, £",
        pd.DataFrame([*rows, {"Kind": "Total"} | total]),
        money=tuple(name for name in total if name != "Customers"),
        total_row=True,
        note=noted(
            made,
            "Outside the scope of VAT for the council\u2019s own maintained schools; the standard rate for academies, "
            f"from the day of conversion, and for others{f' ({held})' if held else ''}. Prices are net. The tax point "
            "of a bill raised in advance may differ, so a payable figure is for the VAT officer.",
        ),
        section=Section.PRICES,
    )


def _years(made: Traded) -> tuple[str, ...]:
    return tuple(str(year) for year in made.costed.years)


def _by_year(made: Traded, heading: str, parts: dict[str, np.ndarray]) -> pd.DataFrame:
    return pd.DataFrame(
        [{heading: name} | dict(zip(_years(made), map(float, each), strict=True)) for name, each in parts.items()]
    )
