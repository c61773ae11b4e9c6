"""If something turns out differently: what each driver moves, why its range is so wide, and one step less or more."""

import pandas as pd

from model.assessment.assess import Assessment
from model.base.faults import listed
from model.pay.salaries import basis_named
from model.report.sensitivity import tornado_of
from model.report.table import Section, Table
from model.uncertainty.driver import Step, unwatched
from model.uncertainty.measure import CASH, FULL_YEAR, MEASURES, PRICE, PROPOSED
from model.uncertainty.more_or_less import SHOWN, more_or_less
from model.uncertainty.stress import stress
from model.uncertainty.tornado import Bar, Tornado

IN_SHORT = {FULL_YEAR: "Full year", CASH: "Cash", PRICE: "Charge", PROPOSED: "Proposed cost"}
"""The short name of each measure, for the heading of a column. The table's note says in full what the measure is."""


def sensitivity_tables(assessment: Assessment) -> list[Table]:
    """The tables of sensitivity; empty where the scenario does not ask for it."""
    if not assessment.scenario.sensitivity:
        return []
    found = tornado_of(assessment)
    return [moved(assessment, found), ranges(found), one_more(assessment)]


def moved(assessment: Assessment, found: Tornado) -> Table:
    """One row for each driver that moves a figure: its value at both ends of its range, and what each end changes."""
    measures = [MEASURES[key] for key in found.stated]
    short = {measure.key: IN_SHORT.get(measure.key, measure.label) for measure in measures}
    bars = [bar for bar in found.bars if any(bar.moves(measure) for measure in measures)]
    still = [bar.driver.label for bar in found.bars if bar not in bars]
    rows = [
        {"Driver": bar.driver.label, "Low end": _becomes(bar, low=True), "High end": _becomes(bar, low=False)}
        | {
            f"{name}, {which}": end.effects.get(key)
            for key, name in short.items()
            for which, end in (("low", bar.low), ("high", bar.high))
        }
        for bar in bars
    ]
    money = tuple(f"{name}, {which}" for name in short.values() for which in ("low", "high"))
    frame = pd.DataFrame(rows, columns=["Driver", "Low end", "High end", *money]).astype(dict.fromkeys(money, float))
    nothing = f" Nothing shown changes with {listed([_lower(label) for label in still], 'and')}." if still else ""
    return Table(
        "sensitivity",
        f"One thing at a time: what changes if it turns out differently, {_basis(assessment)}, {found.year}, £",
        frame,
        money=money,
        signed=money,
        note=f"The model is run again at both ends of each range, with everything else as stated. {_in_full(short)} "
        "The effects of the two ends are seldom the same size, and the effects of several drivers do not add up."
        f"{nothing}{_impossible(bars)}",
        section=Section.OTHERWISE,
    )


def ranges(found: Tornado) -> Table:
    """One row for each driver: the range over which it was changed, whose range it is, and why it is so wide."""
    rows = [
        {
            "Driver": bar.driver.label,
            "Range": bar.driver.range_words,
            "Whose range": "stated by the council" if bar.driver.stated else "default",
            "Why": bar.driver.reason,
        }
        for bar in found.bars
    ]
    return Table(
        "sensitivity_ranges",
        "How far each thing may differ, and why",
        pd.DataFrame(rows),
        note="A range says how far something was tried, not how likely it is. A default range is used until the "
        "council states its own, under sensitivity in the scenario.",
        section=Section.OTHERWISE,
        only_in_workbook=True,
    )


def one_more(assessment: Assessment) -> Table:
    """One row for each step, such as a point of pay or a vacant post: the effect of one less and of one more."""
    steps = more_or_less(assessment)
    keys = [key for key in SHOWN if any(key in (step.less or {}) or key in (step.more or {}) for step in steps)]
    rows = [
        {"What": step.what}
        | {
            f"{IN_SHORT[key]}, one {which}": (side or {}).get(key)
            for key in keys
            for which, side in (("less", step.less), ("more", step.more))
        }
        for step in steps
    ]
    money = tuple(f"{IN_SHORT[key]}, one {which}" for key in keys for which in ("less", "more"))
    year = assessment.costed.year_of_change
    full = " ".join(f"{IN_SHORT[key]}: {MEASURES[key].meaning}." for key in keys)
    return Table(
        "more_or_less",
        f"One step less and one step more, {_basis(assessment)}, {year}, £",
        pd.DataFrame(rows, columns=["What", *money]).astype(dict.fromkeys(money, float)),
        money=money,
        signed=money,
        note=f"The model is run again with each change. {full} A vacant post costs nothing here: the cost of cover is "
        "left out.",
        section=Section.OTHERWISE,
        only_in_workbook=True,
    )


def breaking(assessment: Assessment, step: Step = unwatched) -> Table:
    """One row for each stated test and driver: by how much the driver must change to break the test."""
    rows = [
        {
            "Test": line.test.label,
            "Left over": line.margin,
            "Driver": line.driver.label if line.driver else "\u2013",
            "What breaks it": line.said,
        }
        for line in stress(assessment, step)
    ]
    return Table(
        "stress",
        f"What breaks a test, one thing at a time, {_basis(assessment)}",
        pd.DataFrame(rows, columns=["Test", "Left over", "Driver", "What breaks it"]),
        money=("Left over",),
        signed=("Left over",),
        note="New prices stay as they are worked out now. A driver is changed as far as its row says, and no further."
        if rows
        else "The scenario states no test: it has no customers, budget, published change, payback ceiling or saving.",
    )


def _becomes(bar: Bar, *, low: bool) -> str:
    end = bar.low if low else bar.high
    return bar.driver.becomes(end.change) if end.change else "as stated"


def _in_full(short: dict[str, str]) -> str:
    return " ".join(f"{name}: {MEASURES[key].meaning}." for key, name in short.items())


def _impossible(bars: list[Bar]) -> str:
    return "".join(
        f" {bar.driver.label}, {bar.driver.in_words(end.change)}, is not possible: {end.impossible}"
        for bar in bars
        for end in (bar.low, bar.high)
        if end.impossible
    )


def _basis(assessment: Assessment) -> str:
    return basis_named(assessment.scenario.costing.basis).label.lower()


def _lower(label: str) -> str:
    return label[:1].lower() + label[1:]
