"""Charts of the traded service: prices before and after, why they rise, who pays, and the account over the years."""

from __future__ import annotations

import numpy as np

from model.assessment.assess import Assessment
from model.base.faults import listed
from model.base.financial_year import in_words
from model.base.money import pounds
from model.buy_back.needs import Needs
from model.buy_back.price_story import price_story
from model.buy_back.traded import PENCE, Traded
from model.buy_back.who_pays import Rises
from model.report.chart import Chart, chart_table
from model.report.charts.drawing import DARK_BLUE, ORANGE, TURQUOISE, Picture, bold, width_of, wrapped
from model.report.charts.take_up import of_whom, source, take_up_chart

MOST_BANDS = 8


def trading_charts(assessment: Assessment) -> list[Chart]:
    """Every chart that can be drawn; none where there are no customers, or where prices or costs are not known."""
    made = assessment.traded
    if made is None or not made.priced:
        return []
    drawn = (take_up_chart(made), prices_chart(made), account_chart(made), why_chart(made), rises_chart(made))
    return [chart for chart in drawn if chart is not None]


def prices_chart(made: Traded) -> Chart | None:
    """The price story as bars: today's average charge, and each that meets the target or is set."""
    story = price_story(made)
    told = [one for key, one in story.items() if key.startswith("price_")]
    if len(told) < 2:
        return None
    labels = [*(wrapped(one.name) for one in told)]
    picture = Picture(labels, [0, *(one.amount for one in told)], right=width_of(one.printed for one in told) + 8)
    for name, hatched in (("now", True), ("new", False)):
        rows = [(y, 0, one.amount) for y, one in zip(picture.centres, told, strict=True)]
        bars = rows[:1] if hatched else rows[1:]
        picture.bars(name, bars, DARK_BLUE, hatched=hatched)
    for y, one in zip(picture.centres, told, strict=True):
        picture.text(one.amount, y, one.printed)
    rises = [f"{one.printed} {_as(one.name)}" for key, one in story.items() if key.startswith("rise_")]
    return Chart(
        key="prices",
        headline=f"The average customer\u2019s charge changes by {rises[0]}",
        subtitle=f"Average yearly charge, £ net of VAT, {of_whom(made)}. Hatched is today. The rise is "
        f"{listed(rises, 'and')}.",
        figure=picture.figure(),
        alt=f"Bar chart of the average charge: {told[0].printed} today, "
        f"{listed([f'{one.printed} {_as(one.name)}' for one in told[1:]], 'and')}.",
        source=source(made),
        table=chart_table({"What": one.name, "£ a year": one.amount} for one in story.values()),
    )


def _as(name: str) -> str:
    """Under which condition a quantity of the story holds: if all stay, with the take-up expected."""
    for condition in ("if all stay", "with the take-up expected", "at the prices set"):
        if name.endswith(condition):
            return condition
    return ""


def account_chart(made: Traded) -> Chart | None:
    """The trading account over the years: what is brought forward, the year's own result, what is carried forward."""
    if isinstance(made.account_new, Needs):
        return None
    account = made.account_new
    rows = [(bold(f"Opening, 1 April {account[0].year.start}"), "balance", account[0].opening)]
    for of in account:
        rows.append((wrapped(f"{'Deficit' if of.in_deficit else 'Surplus'} of {of.year}"), "year", of.surplus))
        rows.append((bold(f"Closing, 31 March {of.year.start + 1}"), "balance", of.closing))
    amounts = [0.0, *(amount for *_, amount in rows)]
    cap = account[0].cap
    if cap is not None:
        amounts.append(cap)
    said = [pounds(amount, signed=kind == "year") for _, kind, amount in rows]
    low = min(amounts) < 0
    room = width_of(text for text, (*_, amount) in zip(said, rows, strict=True) if amount < 0) + 8 if low else 0
    picture = Picture([label for label, *_ in rows], amounts, bars=not low, left=room, right=width_of(said) + 8)
    each = [(y, kind, amount) for y, (_, kind, amount) in zip(picture.centres, rows, strict=True)]
    picture.bars("balances", [(y, 0, amount) for y, kind, amount in each if kind == "balance"], DARK_BLUE)
    for name, colour, chosen in (("surpluses", ORANGE, False), ("deficits", TURQUOISE, True)):
        bars = [(y, 0, amount) for y, kind, amount in each if kind == "year" and (amount < 0) is chosen]
        if bars:
            picture.bars(name, bars, colour, hatched=chosen)
    picture.line((0, 0), (0, picture.height))
    if cap is not None:
        picture.line((cap, cap), (0, picture.height))
    for (y, _, amount), text in zip(each, said, strict=True):
        picture.text(amount, y, text, shift=5 if amount >= 0 else -5)
    short = [of for of in account if of.in_deficit]
    last = account[-1]
    headline = (
        f"The account falls short in {len(short)} of {len(account)} years shown"
        if short
        else "The account has no deficit in any year shown"
    )
    capped = f" The second dashed line is the cap on what is carried, {pounds(cap)}." if cap is not None else ""
    return Chart(
        key="trading_account",
        headline=headline,
        subtitle=f"Trading account, £, {of_whom(made)}, {_with(made)}. Solid orange is a surplus of the year, hatched "
        f"a deficit.{capped}",
        figure=picture.figure(),
        alt=f"Bar chart of the trading account: the balance goes from {pounds(account[0].opening)} to "
        f"{pounds(last.closing)} by 31 March {last.year.start + 1}.",
        source=source(made),
        table=chart_table({"Row": _plain(label), "£": amount} for label, _, amount in rows),
    )


def _with(made: Traded) -> str:
    return "at the prices stated" if made.list_after is None else f"new prices from {in_words(made.new_prices_from)}"


def _plain(label: str) -> str:
    return label.replace("<b>", "").replace("</b>", "").replace("<br>", " ")


def why_chart(made: Traded) -> Chart | None:
    """Why the average customer must pay more: a bar for each cause, then all together."""
    if isinstance(made.causes, Needs):
        return None
    rows = [(one.label, one.for_each) for one in made.causes]
    total = sum(amount for _, amount in rows)
    rows.append(("All together", total))
    amounts = [0.0, *(amount for _, amount in rows)]
    said = [pounds(amount, signed=True) for _, amount in rows]
    low = min(amounts) < -0.5
    room = width_of(text for text, (_, amount) in zip(said, rows, strict=True) if amount <= -0.5) + 8 if low else 0
    labels = [*(wrapped(label) for label, _ in rows[:-1]), bold(rows[-1][0])]
    picture = Picture(labels, amounts, bars=not low, left=room, right=width_of(said) + 8)
    each = [(y, 0, amount) for y, (_, amount) in zip(picture.centres, rows, strict=True)]
    picture.bars("rises", [bar for bar in each[:-1] if bar[2] >= 0], ORANGE)
    picture.bars("falls", [bar for bar in each[:-1] if bar[2] < 0], TURQUOISE, hatched=True)
    picture.bars("total", each[-1:], DARK_BLUE)
    if low:
        picture.line((0, 0), (0, picture.height))
    for (y, _, amount), text in zip(each, said, strict=True):
        picture.text(amount, y, text, shift=5 if amount > -0.5 else -5)
    largest = max(rows[:-1], key=lambda row: abs(row[1]))
    more = "more" if total >= 0 else "less"
    return Chart(
        key="why_price",
        bars="add up",
        headline=f"With the take-up expected, the average customer who stays must pay {pounds(abs(total))} {more}",
        subtitle=f"What each cause adds to the charge of the average customer who stays, £ a year, "
        f"{made.costed.year_of_change} without the change to {made.year_after} with it, {of_whom(made)}. "
        "Solid bars add, hatched bars take away.",
        figure=picture.figure(),
        alt=f"Bar chart of causes: the largest is {largest[0].lower()}, {pounds(largest[1], signed=True)}, of "
        f"{pounds(total, signed=True)} in all for the average customer.",
        source=source(made),
        table=chart_table({"Cause": label, "£ a year": amount} for label, amount in rows),
    )


def rises_chart(made: Traded) -> Chart | None:
    """How the rises are spread: how many customers pay how much more a year."""
    if not isinstance(made.rises, Rises):
        return None
    import pandas as pd

    bands = _bands(made.rises.change)
    picture = Picture(
        [wrapped(label) for label, *_ in bands],
        [0, *(number for *_, number in bands)],
        right=width_of(f"{number:,}" for *_, number in bands) + 8,
        write=lambda number: f"{number:,.0f}",
    )
    for name, colour in (("less", TURQUOISE), ("same", DARK_BLUE), ("more", ORANGE)):
        bars = [(y, 0, n) for y, (_, of, n) in zip(picture.centres, bands, strict=True) if of == name]
        if bars:
            picture.bars(name, bars, colour, hatched=name == "less")
    for y, (*_, number) in zip(picture.centres, bands, strict=True):
        picture.text(number, y, f"{number:,}")
    change = made.rises.change
    more, largest = int((change > 0).sum()), int(change.max()) / PENCE
    return Chart(
        key="rises",
        headline=f"{more:,} of {len(change):,} customers pay more, {pounds(max(largest, 0))} a year at most",
        subtitle=f"Customers by the change in what they pay, £ a year net of VAT, {of_whom(made)}. Bars count "
        "customers; hatched bars pay less.",
        figure=picture.figure(),
        alt=f"Bar chart of customers by change in charge: {more:,} pay more, {int((change < 0).sum()):,} pay less, and "
        f"the largest rise is {pounds(max(largest, 0))} a year.",
        source=source(made),
        table=pd.DataFrame([{"Change a year": label, "Customers": number} for label, _, number in bands]),
    )


def _bands(change: np.ndarray) -> list[tuple[str, str, int]]:
    """Label, less or same or more, and number of customers, of each band from the lowest to the highest change."""
    span = max(int(change.max()), 0) - min(int(change.min()), 0)
    step = next(
        power * times * PENCE for power in (10**n for n in range(9)) for times in (1, 2, 5)
        if span < power * times * PENCE * MOST_BANDS
    )  # fmt: skip
    found = []
    for start in range(int(change.min()) // step * step, int(change.max()) + 1, step):
        inside = change[(start <= change) & (change < start + step) & (change != 0)]
        if start == 0 and (change == 0).any():
            found.append(("No change", "same", int((change == 0).sum())))
        label = f"{pounds(start / PENCE)} to under {pounds((start + step) / PENCE)}"
        found.append((label, "less" if start < 0 else "more", len(inside)))
    return found
