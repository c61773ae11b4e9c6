"""Prices: the list before and after, what else would recover the cost, price against take-up, and break-evens."""

import pandas as pd

from model.assessment.assess import Assessment
from model.base.financial_year import in_words
from model.base.money import exact, pounds, up_to
from model.buy_back.break_even import BreakEvenPrice, NoAnswer, TakeUp, break_even_price, break_even_take_up
from model.buy_back.needs import Needs
from model.buy_back.price_rounding import listed_prices
from model.buy_back.price_story import price_story
from model.buy_back.solve import Solved, flat_uplift, per_pupil_rate
from model.buy_back.take_up_grid import TAKE_UPS, Grid
from model.buy_back.traded import PENCE, Traded
from model.report.table import Section, Sums, Table

ILLUSTRATIVE = "Illustrative customers, made up by a stated rule."
NET = "Prices are a year\u2019s and net of VAT."


def price_tables(assessment: Assessment) -> list[Table]:
    """Every table of prices that can be made; none where there are no customers."""
    made = assessment.traded
    if made is None:
        return []
    return [table for table in (story(made), price_list(made), ways(made)) if table is not None]


def story(made: Traded) -> Table | None:
    """One row a quantity of the price story, in the order in which page one tells it."""
    told = price_story(made).values()
    if not told:
        return None
    rows = [{"What": one.name, "A year": one.printed, "Whose": one.scope, "Which prices": one.year} for one in told]
    target = "" if isinstance(made.target, Needs) else f"The target is {made.target_named}: {pounds(made.target)}."
    return Table(
        "price_story",
        "What a customer must pay, £ a year net of VAT",
        pd.DataFrame(rows),
        note=noted(made, target),
        section=Section.PRICES,
    )


def noted(made: Traded, *notes: str) -> str:
    """A table's note, which says first where customers are illustrative."""
    return " ".join([*([ILLUSTRATIVE] if made.illustrative else []), *filter(None, notes)])


def price_list(made: Traded) -> Table | None:
    """One row a price: before, after, and why it can be no lower; None where there is no new list."""
    if made.list_after is None or made.list_now is None:
        return None
    solved = made.solved
    if made.list_decided is None:
        [*each] = solved.changes
        rows = [(one.price.label, one.before, one.after, one.statement) for one in each]
        found = (
            f"Each price is raised in one proportion, {solved.factor - 1:+.2%} before rounding up to its step, then "
            f"lowered while the target is still met. They bring in {pounds(solved.income / PENCE)}, "
            f"{pounds(solved.surplus / PENCE, pence=True)} over the target, {made.target_named}."
        )
    else:
        before = {(one.package, one.kind, one.at): one.amount for one in listed_prices(made.list_now)}
        rows = [
            (one.label, before.get((one.package, one.kind, one.at)), one.amount, "as the council has set it")
            for one in listed_prices(made.list_decided)
            if one.amount or before.get((one.package, one.kind, one.at))
        ]
        found = f"The new prices are stated: {made.list_decided.source}"
    frame = pd.DataFrame(
        [
            {
                "Price": label[:1].upper() + label[1:],
                "Now": None if now is None else now / PENCE,
                "New": after / PENCE,
                "Change": None if now is None else (after - now) / PENCE,
                "Why no lower": said,
            }
            for label, now, after, said in rows
        ]
    )
    return Table(
        "price_list",
        f"The price list now and from {in_words(made.new_prices_from)}, £",
        frame,
        money=("Now", "New", "Change"),
        signed=("Change",),
        pence=True,
        note=noted(made, NET, found, f"Prices now: {made.list_now.source}"),
        section=Section.PRICES,
        sums=Sums({"Change": ("New", "-Now")}),
    )


def ways(made: Traded) -> Table | None:
    """One row a way to raise the cost: what it asks, what it brings in; None where the target is not known."""
    if made.list_now is None or made.buyers is None or isinstance(made.target, Needs):
        return None
    now = made.charges_now
    step = exact(made.costed.scenario.customers.price_step)
    uplift = flat_uplift(now, exact(made.target), step)
    rows = []
    if isinstance(uplift, NoAnswer):
        rows.append(_way("One rise for all", uplift))
    else:
        income = (int(now.sum()) + uplift.income) / PENCE
        rows.append(_way("One rise for all", f"{pounds(uplift.each / PENCE, pence=True)} more from each", income))
    for package in made.list_now.packages:
        if package.per_pupil:
            rate = per_pupil_rate(made.list_now, made.buyers, exact(made.target), package.id)
            name = f"{package.title}: the price a pupil alone"
            rows.append(
                _way(name, rate)
                if isinstance(rate, NoAnswer)
                else _way(name, f"{pounds(rate.rate / PENCE, pence=True)} a pupil", rate.income / PENCE)
            )
    name = "Every price in one proportion"
    if isinstance(made.solved, Solved):
        rows.append(_way(name, f"{made.solved.factor - 1:+.2%} before rounding", made.solved.income / PENCE))
    else:
        rows.append(_way(name, made.solved))
    for row in rows:
        row["Over the target"] = None if row["Income"] is None else row["Income"] - float(up_to(made.target))
    return Table(
        "price_ways",
        f"What would meet the target of {pounds(made.target)} if all stay, £",
        pd.DataFrame(rows),
        money=("Income", "Over the target"),
        pence=True,
        note=noted(
            made,
            f"The target is {made.target_named}. Income is of a year, net of VAT, from the {made.customers:,} who buy "
            f"on {in_words(made.costed.scenario.dates.implementation)}, before leavers and bad debts; "
            f"at present prices it is {pounds(made.income_now, pence=True)}.",
        ),
        section=Section.PRICES,
    )


def _way(name: str, asks: str | NoAnswer | Needs, income: float | None = None) -> dict[str, object]:
    return {"Way": name, "What it asks": asks.unnamed if isinstance(asks, NoAnswer) else str(asks), "Income": income}


def grid(made: Traded) -> Table | None:
    """Price against take-up, the default view: income less cost in a full year."""
    if not isinstance(made.grid, Grid):
        return None
    columns = [f"{share:.0%} stay" for share in TAKE_UPS]
    frame = pd.DataFrame(
        [
            {
                "Change in price": f"{row[0].rise:+.2%}" if row[0].rise else "None",
                **{column: cell.result for column, cell in zip(columns, row, strict=True)},
            }
            for row in made.grid.rows
        ]
    )
    first = made.grid.rows[0][0]
    avoided = "What falls away as they leave is taken off." if made.avoidable else "No cost falls away as they leave."
    return Table(
        "take_up_grid",
        "Income less cost in a full year, by change in price and by take-up, £",
        frame,
        money=tuple(columns),
        signed=tuple(columns),
        note=noted(
            made,
            f"Minus is a deficit. Income now {pounds(first.income)}, cost {pounds(first.cost)}, "
            f"{made.customers:,} {made.costed.scenario.customers.are}; whoever leaves is taken to pay the average. "
            f"{avoided} What would follow, not what is likely.",
            "" if made.priced else f"Both on the {made.funding_tests[0].rests_on}; income is taken to equal cost now.",
        ),
        section=Section.PRICES,
    )


def break_even(made: Traded) -> Table | None:
    """At each average price the take-up that breaks even, and at each take-up the price; None without a target."""
    if isinstance(made.target, Needs) or isinstance(made.income_now, Needs):
        return None
    step = exact(made.costed.scenario.customers.price_step)
    in_pence = step % 1 != 0  # the averages are the price story's, and print as they do there
    average, new = made.income_now / made.customers, made.average_after
    prices = {"The average charge now": average} | ({"The new average charge": new} if new is not None else {})
    rows = []
    for name, found in zip(
        prices, break_even_take_up(list(prices.values()), made.customers, made.cost_at), strict=True
    ):
        holds = isinstance(found, TakeUp)
        said = f"{found.share:.1%}: {found.whole:,} of {made.customers:,}" if holds else found.sentence
        rows.append({"At": name, "Average charge": prices[name], "Breaks even at a take-up of": said})
    for share, found in zip(TAKE_UPS, break_even_price(TAKE_UPS, made.customers, made.cost_at, step), strict=True):
        price = float(found.rounded) if isinstance(found, BreakEvenPrice) else None
        said = f"{share:.0%}, at this charge"
        rows.append({"At": f"{share:.0%} stay", "Average charge": price, "Breaks even at a take-up of": said})
    recovery = made.recovery
    said = "" if recovery is None else recovery.sentence if isinstance(recovery, NoAnswer) else recovery.statement
    return Table(
        "break_even",
        f"Where income meets the target of {pounds(made.target)}, £",
        pd.DataFrame(rows),
        money=("Average charge",),
        pence=in_pence,
        note=noted(
            made,
            f"A year\u2019s charge of an average customer, net of VAT, rounded up to {pounds(step, pence=in_pence)}.",
            said or "No evidence of how take-up follows price is stated, so none is assumed.",
        ),
        section=Section.PRICES,
    )
