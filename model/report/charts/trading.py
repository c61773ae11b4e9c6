"""Charts of the traded service: prices before and after, why they rise, who pays, and the account over the years."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from model.assessment.assess import Assessment
from model.base.faults import listed
from model.base.financial_year import in_words
from model.base.money import pounds
from model.buy_back.needs import Needs
from model.buy_back.price_story import price_story
from model.buy_back.traded import PENCE, Traded
from model.buy_back.who_pays import Group, Rises, by_change
from model.report.chart import Chart, chart_table
from model.report.charts.drawing import DARK_BLUE, ORANGE, TURQUOISE, Picture, bold, width_of, wrapped
from model.report.charts.take_up import of_whom, source, take_up_chart
from model.report.table import Section

NIL = -0.5
"""An amount above this, £, is rounded to nil or more when printed, so its text is to the right of its bar."""
LOOKS = {
    "now": (DARK_BLUE, True),
    "new": (DARK_BLUE, False),
    "balances": (DARK_BLUE, False),
    "surpluses": (ORANGE, False),
    "deficits": (TURQUOISE, True),
    "rises": (ORANGE, False),
    "falls": (TURQUOISE, True),
    "total": (DARK_BLUE, False),
    "less": (TURQUOISE, True),
    "same": (DARK_BLUE, False),
    "more": (ORANGE, False),
}
"""For each kind of bar: its colour, and whether it is hatched. A chart uses a few of the kinds."""


def trading_charts(assessment: Assessment) -> list[Chart]:
    """Every chart that can be drawn; none where there are no customers, or where prices or costs are not known."""
    made = assessment.traded
    if made is None or not made.priced:
        return []
    drawn = (take_up_chart(made), prices_chart(made), account_chart(made), why_chart(made), rises_chart(made))
    return [chart for chart in drawn if chart is not None]


class Bar(NamedTuple):
    """A bar from nil: its label on several lines, its kind (of ``LOOKS``), its length, and the text at its end."""

    label: str
    kind: str
    amount: float
    text: str


def _picture(bars: list[Bar], marks: Sequence[float] = (), write: Callable[[float], str] = pounds) -> Picture:
    """The bars, one in each row, and a dashed line down the picture at each of the ``marks``."""
    below = [bar.text for bar in bars if bar.amount <= NIL]
    room = (width_of(below) + 8 if below else 0, width_of(bar.text for bar in bars) + 8)
    amounts = [0.0, *marks, *(bar.amount for bar in bars)]
    picture = Picture([bar.label for bar in bars], amounts, room, bars=not below, write=write)
    rows = list(zip(picture.centres, bars, strict=True))
    for kind, (colour, hatched) in LOOKS.items():
        lengths = [(y, 0, bar.amount) for y, bar in rows if bar.kind == kind]
        if lengths:
            picture.bars(kind, lengths, colour, hatched=hatched)
    for mark in marks:
        picture.line((mark, mark), (0, picture.height))
    for y, bar in rows:
        picture.text(bar.amount, y, bar.text, shift=5 if bar.amount > NIL else -5)
    return picture


def prices_chart(made: Traded) -> Chart | None:
    """Average charges as bars: today's, those that meet the target, and any that is set; None if only one is known."""
    story = price_story(made)
    prices = [figure for key, figure in story.items() if key.startswith("price_")]
    if len(prices) < 2:
        return None
    now, *new = prices
    bars = [Bar(wrapped(price.name), "now" if price is now else "new", price.amount, price.printed) for price in prices]
    rises = [f"{figure.printed} {_as(figure.name)}" for key, figure in story.items() if key.startswith("rise_")]
    return Chart(
        key="prices",
        section=Section.PRICES,
        figures_in="key_figures",
        headline=f"The average customer\u2019s charge changes by {rises[0]}",
        subtitle=f"Average yearly charge, £ net of VAT, {of_whom(made)}. The hatched bar is today\u2019s. The rise is "
        f"{listed(rises, 'and')}.",
        figure=_picture(bars).figure(),
        alt=f"Bar chart of the average charge: {now.printed} today, "
        f"{listed([f'{price.printed} {_as(price.name)}' for price in new], 'and')}.",
        source=source(made),
        table=chart_table({"What": figure.name, "£ a year": figure.amount} for figure in story.values()),
        traced={"£ a year": (*story,)},
    )


def _as(name: str) -> str:
    """The condition at the end of a quantity's name, such as ``if all stay``; empty where there is none."""
    conditions = ("if all stay", "with the take-up expected", "at the prices set")
    return next(filter(name.endswith, conditions), "")


def account_chart(made: Traded) -> Chart | None:
    """The trading account over the years: the sum brought forward, each year's own result, the sum carried forward."""
    if isinstance(made.account_new, Needs):
        return None
    account = made.account_new
    first, last, cap = account[0], account[-1], account[0].cap
    bars = [Bar(bold(f"Opening, 1 April {first.year.start}"), "balances", first.opening, pounds(first.opening))]
    for of in account:
        result, kind = ("Deficit" if of.in_deficit else "Surplus"), ("deficits" if of.surplus < 0 else "surpluses")
        closing = bold(f"Closing, 31 March {of.year.start + 1}")
        bars += [
            Bar(wrapped(f"{result} of {of.year}"), kind, of.surplus, pounds(of.surplus, signed=True)),
            Bar(closing, "balances", of.closing, pounds(of.closing)),
        ]
    short = [of for of in account if of.in_deficit]
    capped = f" The second dashed line is the cap on what is carried forward, {pounds(cap)}." if cap is not None else ""
    return Chart(
        key="trading_account",
        section=Section.ACCOUNT,
        figures_in="trading_account",
        headline=f"The account falls short in {len(short)} of {len(account)} years shown"
        if short
        else "The account has no deficit in any year shown",
        subtitle=f"Trading account, £, {of_whom(made)}, {_with(made)}. A solid orange bar is a year\u2019s surplus, "
        f"a hatched bar a deficit.{capped}",
        figure=_picture(bars, (0,) if cap is None else (0, cap)).figure(),
        alt=f"Bar chart of the trading account: the balance goes from {pounds(first.opening)} to "
        f"{pounds(last.closing)} by 31 March {last.year.start + 1}.",
        source=source(made),
        table=chart_table({"Row": _plain(bar.label), "£": bar.amount} for bar in bars),
    )


def _with(made: Traded) -> str:
    return "at the prices stated" if made.list_after is None else f"new prices from {in_words(made.new_prices_from)}"


def _plain(label: str) -> str:
    return label.replace("<b>", "").replace("</b>", "").replace("<br>", " ")


def why_chart(made: Traded) -> Chart | None:
    """Why the average customer must pay more: a bar for each cause, then one for all causes together."""
    if isinstance(made.causes, Needs):
        return None
    changes = {cause.label: cause.for_each for cause in made.causes}
    largest, total = max(changes, key=lambda label: abs(changes[label])), sum(changes.values())
    bars = [
        Bar(wrapped(label), "rises" if amount >= 0 else "falls", amount, pounds(amount, signed=True))
        for label, amount in changes.items()
    ]
    bars.append(Bar(bold("All together"), "total", total, pounds(total, signed=True)))
    return Chart(
        key="why_price",
        section=Section.PRICES,
        figures_in="why_price",
        bars="add up",
        headline="With the take-up expected, the average customer who stays must pay "
        f"{pounds(abs(total))} {'more' if total >= 0 else 'less'}",
        subtitle=f"What each cause adds to the charge of the average customer who stays, £ a year, from "
        f"{made.costed.year_of_change} (without the change) to {made.year_after} (with the change), {of_whom(made)}. "
        "Solid bars add, hatched bars take away.",
        figure=_picture(bars, (0,) if any(bar.amount <= NIL for bar in bars) else ()).figure(),
        alt=f"Bar chart of causes: the largest is {largest.lower()}, {pounds(changes[largest], signed=True)}, of "
        f"{pounds(total, signed=True)} in all for the average customer.",
        source=source(made),
        table=chart_table(
            {"Cause": label, "£ a year": amount} for label, amount in (*changes.items(), ("All together", total))
        ),
    )


def rises_chart(made: Traded) -> Chart | None:
    """Number of customers by the change in what they pay a year; None where the change can't be worked out."""
    if not isinstance(made.rises, Rises):
        return None
    import pandas as pd

    change = made.rises.change
    more, largest = int((change > 0).sum()), pounds(max(int(change.max()) / PENCE, 0))
    bands = [(group.label[:1].upper() + group.label[1:], group) for group in by_change(made.rises)]
    bars = [Bar(wrapped(label), _kind(group), group.customers, f"{group.customers:,}") for label, group in bands]
    return Chart(
        key="rises",
        section=Section.PRICES,
        figures_in="who_pays",
        headline=f"{more:,} of {len(change):,} customers pay more, {largest} a year at most",
        subtitle=f"Customers by the change in what they pay, £ a year net of VAT, {of_whom(made)}. "
        "Customers in hatched bars pay less than before.",
        figure=_picture(bars, write=lambda number: f"{number:,.0f}").figure(),
        alt=f"Bar chart of customers by change in charge: {more:,} pay more, {int((change < 0).sum()):,} pay less, and "
        f"the largest rise is {largest} a year.",
        source=source(made),
        table=pd.DataFrame(
            [
                {"Change a year": label, "Customers": number}
                for label, number in ((label, group.customers) for label, group in bands)
            ]
        ),
    )


def _kind(group: Group) -> str:
    """Which kind (of ``LOOKS``) a band's bar is; the bar of a band with nobody in it has no length."""
    return "less" if group.less else "more" if group.more or not group.customers else "same"
