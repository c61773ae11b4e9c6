"""Prices: the list before and after, what else would recover the cost, price against take-up, and break-evens."""

from decimal import Decimal

import pandas as pd

from model.assessment.assess import Assessment
from model.base.figure_of import RecordOf, change_of
from model.base.financial_year import in_words
from model.base.money import exact, pounds, up_to
from model.base.stated import stated
from model.buy_back.break_even import BreakEvenPrice, NoAnswer, TakeUp, break_even_price, break_even_take_up
from model.buy_back.needs import Needs, known
from model.buy_back.price_rounding import listed_prices
from model.buy_back.price_story import price_story
from model.buy_back.solve import Solved, flat_uplift, per_pupil_rate
from model.buy_back.take_up_grid import TAKE_UPS, Grid
from model.buy_back.traded import PENCE, Traded
from model.report.table import Section, Sums, Table, Traced, traced_by

ILLUSTRATIVE = "The customers are illustrative, made up by a stated rule."
NO_EVIDENCE = "No evidence is stated of how take-up follows price, so no effect of price on take-up is assumed."
NET = "Prices are for a year and net of VAT."


def price_tables(assessment: Assessment) -> list[Table]:
    """Every table of prices that can be made; empty where there are no customers."""
    traded = assessment.traded
    return [] if traded is None else [*filter(None, (story(traded), price_list(traded), ways(traded)))]


def story(made: Traded) -> Table | None:
    """One row for each quantity of the price story, in the order in which page one tells it."""
    figures = price_story(made).values()
    if not figures:
        return None
    rows = [
        {"What": figure.name, "A year": figure.printed, "Whose": figure.scope, "Which prices": figure.year}
        for figure in figures
    ]
    target = "" if isinstance(made.target, Needs) else f"The target is {made.target_named}: {pounds(made.target)}."
    return Table(
        "price_story",
        "What a customer must pay, £ a year net of VAT",
        pd.DataFrame(rows),
        note=noted(made, target),
        traced={"A year": tuple(figure.key for figure in figures)},
        section=Section.PRICES,
        only_in_workbook=True,  # they are among the figures in short
    )


def noted(made: Traded, *notes: str) -> str:
    """A table's note. Where the customers are illustrative, it says so first."""
    return " ".join([*([ILLUSTRATIVE] if made.illustrative else []), *filter(None, notes)])


def customers_are(made: Traded) -> str:
    """What the service's customers are called, such as schools."""
    return stated(made.costed.scenario.customers, "customers").are


def price_step(made: Traded) -> Decimal:
    """The step in £ that a charge is rounded up to."""
    return exact(stated(made.costed.scenario.customers, "customers").price_step)


def price_list(made: Traded) -> Table | None:
    """One row for each price: before, after, and why it can be no lower; None where there is no new list."""
    if made.list_after is None or made.list_now is None:
        return None
    if made.list_decided is None:
        solved = made.solved
        if not isinstance(solved, Solved):
            return None
        rows = [(change.price.label, change.before, change.after, change.statement) for change in solved.changes]
        how = (
            f"Every price is raised in the same proportion ({solved.factor - 1:+.2%}), rounded up to its step, "
            f"and then lowered as far as the target allows. The prices bring in {pounds(solved.income / PENCE)}, "
            f"which is {pounds(solved.surplus / PENCE, pence=True)} over the target, {made.target_named}."
        )
    else:
        before = {(price.package, price.kind, price.at): price.amount for price in listed_prices(made.list_now)}
        decided = [
            (price, before.get((price.package, price.kind, price.at))) for price in listed_prices(made.list_decided)
        ]
        set_by = "set by the council"
        rows = [(price.label, now, price.amount, set_by) for price, now in decided if price.amount or now]
        how = f"The new prices are stated: {made.list_decided.source}"
    frame = pd.DataFrame(
        [
            {
                "Price": label[:1].upper() + label[1:],
                "Now": None if now is None else now / PENCE,
                "New": after / PENCE,
                "Change": None if now is None else (after - now) / PENCE,
                "Why no lower": reason,
            }
            for label, now, after, reason in rows
        ]
    )
    return Table(
        "price_list",
        f"The price list now and from {in_words(made.new_prices_from)}, £",
        frame,
        money=("Now", "New", "Change"),
        signed=("Change",),
        pence=True,
        note=noted(made, NET, how, f"Prices now: {made.list_now.source}"),
        traced=_traced_prices(made),
        section=Section.PRICES,
        sums=Sums({"Change": ("New", "-Now")}),
    )


def _traced_prices(made: Traded) -> Traced:
    """What each price is traced to; empty where the council has set the new list, which is then not worked out."""
    if made.list_decided is not None or not isinstance(made.solved, Solved):
        return {}
    year = str(known(made.year_after))
    rows = []
    for change in made.solved.changes:
        label = change.price.label
        now, new = RecordOf("price_now", "", year, label), RecordOf("price_new", made.basis, year, label)
        rows.append({"Now": now, "New": new, "Change": change_of(label, now, new)})
    return traced_by(rows)


def ways(made: Traded) -> Table | None:
    """One row for each way to meet the target: what it asks of customers, and what it brings in.

    None where the target, the price list or who buys is not known.
    """
    if made.list_now is None or made.buyers is None or isinstance(made.target, Needs):
        return None
    fixed, now, step = made.fixed_after, made.charges_now, price_step(made)
    beside = fixed.income / PENCE
    target = exact(made.target) - exact(beside)
    answers: dict[str, tuple[str | NoAnswer | Needs, float | None]] = {}
    uplift = flat_uplift(now, target, step)
    if isinstance(uplift, NoAnswer):
        answers["One rise for all"] = uplift, None
    else:
        asks = f"{pounds(uplift.each / PENCE, pence=True)} more from each"
        answers["One rise for all"] = asks, (int(now.sum()) + uplift.income) / PENCE + beside
    for package in made.list_now.packages:
        if package.per_pupil:
            rate = per_pupil_rate(made.list_now, fixed.moving, target, package.id)
            answers[f"{package.title}: the price a pupil alone"] = (
                (rate, None)
                if isinstance(rate, NoAnswer)
                else (f"{pounds(rate.rate / PENCE, pence=True)} a pupil", rate.income / PENCE + beside)
            )
    solved = made.solved
    answers["Every price in one proportion"] = (
        (f"{solved.factor - 1:+.2%} before rounding", solved.income / PENCE)
        if isinstance(solved, Solved)
        else (solved, None)
    )
    rows = [
        {
            "Way": way,
            "What it asks": asks.unnamed if isinstance(asks, NoAnswer) else str(asks),
            "Income": income,
            "Over the target": None if income is None else income - float(up_to(made.target)),
        }
        for way, (asks, income) in answers.items()
    ]
    return Table(
        "price_ways",
        f"What would meet the target of {pounds(made.target)} if all stay, £",
        pd.DataFrame(rows),
        money=("Income", "Over the target"),
        pence=True,
        note=noted(
            made,
            f"The target is {made.target_named}. Income is for a year, net of VAT, from the {made.customers:,} who buy "
            f"on {in_words(made.costed.scenario.dates.implementation)}, before leavers and bad debts. "
            f"At present prices it is {pounds(known(made.income_now), pence=True)}.",
            f"{pounds(beside)} of the income comes from {fixed.customers:,} whose prices are fixed: they pay no more."
            if fixed.any
            else "",
        ),
        section=Section.PRICES,
        only_in_workbook=True,
    )


def grid(made: Traded) -> Table | None:
    """Income less cost in a full year: one row for each change in price, and a column for each take-up."""
    if not isinstance(made.grid, Grid):
        return None
    columns = [f"{share:.0%} stay" for share in TAKE_UPS]
    rows = [
        {
            "Change in price": f"{row[0].rise:+.2%}" if row[0].rise else "None",
            **{column: cell.result for column, cell in zip(columns, row, strict=True)},
        }
        for row in made.grid.rows
    ]
    first = made.grid.rows[0][0]
    avoided = (
        "Costs that end when customers leave are taken off." if made.avoidable else "No cost ends when customers leave."
    )
    return Table(
        "take_up_grid",
        "Income less cost in a full year, by change in price and by take-up, £",
        pd.DataFrame(rows),
        money=tuple(columns),
        signed=tuple(columns),
        note=noted(
            made,
            f"\u2212 means a deficit. Income now is {pounds(first.income)}, the cost to meet is {pounds(first.cost)}, "
            f"and there are {made.customers:,} {customers_are(made)}. Those that leave are assumed to pay the average. "
            f"{avoided} The table shows what would follow, not how likely it is.",
            ""
            if made.priced
            else f"The cost is {made.funding_tests[0].cost_in_words}. Income now is assumed to equal that cost "
            "before the change.",
        ),
        section=Section.PRICES,
        only_in_workbook=made.priced,
    )


def break_even(made: Traded) -> Table | None:
    """One row for each average price, with the take-up that breaks even, and one for each take-up, with the price.

    None where the target or today's income is not known.
    """
    if isinstance(made.target, Needs) or isinstance(made.income_now, Needs):
        return None
    step = price_step(made)
    in_pence = step % 1 != 0  # the averages are the price story's, and print as they do there
    average, new = made.income_now / made.customers, made.average_after
    prices = {"The average charge now": average} | ({"The new average charge": new} if new is not None else {})
    take_ups = break_even_take_up(list(prices.values()), made.customers, made.cost_at)
    rows = [
        (
            name,
            prices[name],
            f"{at.share:.1%}: {at.whole:,} of {made.customers:,}" if isinstance(at, TakeUp) else at.sentence,
        )
        for name, at in zip(prices, take_ups, strict=True)
    ]
    charges = break_even_price(TAKE_UPS, made.customers, made.cost_at, step)
    rows += [
        (
            f"{share:.0%} stay",
            float(charge.rounded) if isinstance(charge, BreakEvenPrice) else None,
            f"{share:.0%}, at this charge",
        )
        for share, charge in zip(TAKE_UPS, charges, strict=True)
    ]
    recovery = made.recovery
    evidence = recovery.sentence if isinstance(recovery, NoAnswer) else recovery.statement if recovery else NO_EVIDENCE
    return Table(
        "break_even",
        f"Where income meets the target of {pounds(made.target)}, £",
        pd.DataFrame(rows, columns=["At", "Average charge", "Breaks even at a take-up of"]),
        money=("Average charge",),
        pence=in_pence,
        note=noted(
            made,
            "The charge is for an average customer for a year, net of VAT, rounded up to a multiple of "
            f"{pounds(step, pence=in_pence)}.",
            evidence,
        ),
        section=Section.PRICES,
        only_in_workbook=True,
    )
