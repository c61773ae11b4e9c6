"""How sure the figures are, in tables: how they spread over all draws, what drives them, and what was drawn."""

from collections.abc import Iterable, Sequence
from datetime import date

import numpy as np
import pandas as pd

from model.assessment.assess import Assessment
from model.base.faults import number_of
from model.base.financial_year import in_words
from model.base.money import pounds
from model.pay.salaries import basis_named
from model.report.table import Section, Table
from model.schema.sections.draws import Drawn
from model.uncertainty.draws.column import Column
from model.uncertainty.draws.figures import TENTHS, chance, drives, mean, stays_below
from model.uncertainty.draws.how_sure import HowSure, how_sure
from model.uncertainty.driver import MINUS

KEPT = "how_sure"
AT_P10, AT_P50, AT_P90 = "One in ten below (P10)", "Half below (P50)", "Nine in ten below (P90)"
STANDARD_ERROR = "Standard error of the median"
ILLUSTRATIVE = (
    "The chances used in the draws are illustrative: not all of them have a source. The draws show how sure the "
    "figures are only if these chances are right."
)


def how_sure_of(assessment: Assessment) -> HowSure:
    """The draws that tables and charts show. They are worked out once, and kept with the assessment."""
    kept = vars(assessment)
    if KEPT not in kept:
        kept[KEPT] = how_sure(assessment)
    return kept[KEPT]


def how_sure_tables(assessment: Assessment) -> list[Table]:
    """The tables of draws; empty where the scenario states none."""
    if assessment.scenario.draws is None:
        return []
    found = how_sure_of(assessment)
    return [spread(found), chances(found), driven(found), drawn(assessment)]


def spread(found: HowSure) -> Table:
    """One row for each figure: as stated, and the sums below which a tenth, half and nine tenths of the draws fall."""
    stated, costed = found.as_stated, found.of.costed
    figures = [
        (f"Full-year effect, rates of {found.year}", stated("full_year"), found.full_year),
        *(
            (f"Effect in {year}", costed.amount("part_year_effect", found.of.scenario.costing.basis, year), amounts)
            for year, amounts in zip(costed.years, found.by_year.T, strict=True)
        ),
        ("Effect in all years shown", stated("all_years"), found.all_years),
    ]
    return spread_table(
        "how_sure",
        f"How sure the figures are, {_basis(found)}, £",
        figures,
        note=f"{found.drawing.draws.number:,} draws. In each, everything in the next tables is drawn at random, "
        f"and everything else is as stated. One-off costs are left out. {_level(found)} The standard error says how "
        f"much the figure may differ in another set of draws. {illustrative(found)}".strip(),
    )


def spread_table(
    key: str, title: str, figures: Iterable[tuple[str, float, np.ndarray]], note: str, of: str = "Figure"
) -> Table:
    """One row for each figure: its name, and £ as stated and as drawn. ``of`` is the heading of the names."""
    rows = [
        {of: name, "As stated": as_stated, "Mean": mean(amounts).amount}
        | {
            column: stays_below(amounts, share).amount
            for column, share in zip((AT_P10, AT_P50, AT_P90), TENTHS.values(), strict=True)
        }
        | {STANDARD_ERROR: stays_below(amounts, TENTHS["p50"]).error}
        for name, as_stated, amounts in figures
    ]
    money = ("As stated", "Mean", AT_P10, AT_P50, AT_P90, STANDARD_ERROR)
    return Table(key, title, pd.DataFrame(rows), money=money, signed=money[:-1], note=note, section=Section.OTHERWISE)


def _level(found: HowSure) -> str:
    """What the proposed structure itself costs over the draws, in a sentence."""
    low, middle, high = (pounds(stays_below(found.level, share).amount) for share in TENTHS.values())
    return (
        f"In a full year the proposed structure costs {middle} at the median, and between {low} and {high} in eight "
        f"draws of ten. As stated, it costs {pounds(found.as_stated('level'))}."
    )


def chances(found: HowSure) -> Table:
    """One row for each event, and how likely it is."""
    beyond, left = found.drawing.draws.beyond, found.left_over
    asked = [("The change adds to the budget in a full year", found.full_year > 0)]
    if beyond is not None:
        asked.append((f"The full-year effect is more than {pounds(beyond, signed=True)}", found.full_year > beyond))
    if left is not None:
        what = (
            "The trading account is not below nil at the end of the years shown"
            if found.drawing.renewals
            else "Income covers the full-year cost, at the stated charge"
        )
        asked.append((what, left >= -0.005))
    rows = []
    for what, happens in asked:
        likely = chance(happens)
        rows.append({"What": what, "Chance": f"{likely.amount:.1%}",
                     "Standard error": "\u2013" if likely.error is None else f"{likely.error:.1%}"})  # fmt: skip
    return Table(
        "chances",
        "How likely it is",
        pd.DataFrame(rows),
        note=f"The chance is the share of all draws in which this happens. {illustrative(found)}".strip(),
        section=Section.OTHERWISE,
    )


def driven(found: HowSure) -> Table:
    """One row for each unknown: how closely the effect follows it, and how closely the level of cost does."""
    figures = {"Full-year effect": found.full_year, "Effect in all years shown": found.all_years,
               "Full-year cost": found.level}  # fmt: skip
    return driven_table("what_drives", found.drawing.columns, figures, f"the rates of {found.year}")


def driven_table(key: str, columns: Sequence[Column], figures: dict[str, np.ndarray], rates: str) -> Table:
    """One row for each unknown, and a column for each figure. ``rates`` says which rates full-year figures use."""
    by_figure = {
        name: {one.label: one.correlation for one in drives(columns, amounts)} for name, amounts in figures.items()
    }
    rows = [
        {"Unknown": label} | {name: _goes_with(driven.get(label)) for name, driven in by_figure.items()}
        for label in dict.fromkeys(label for driven in by_figure.values() for label in driven)
    ]
    return Table(
        key,
        "What drives the effect, and what drives the cost",
        pd.DataFrame(rows, columns=["Unknown", *figures]),
        note="The number says how closely a figure follows an unknown over all draws (rank correlation). It is 1 if "
        "the figure always rises with the unknown and \u22121 if the figure always falls. A dash means that the "
        f"figure hardly does either. Full-year figures are at {rates}, so an unknown that comes later drives only the "
        "figures of later years. What moves both structures alike drives the cost and not the effect.",
        section=Section.OTHERWISE,
    )  # fmt: skip


def drawn(assessment: Assessment) -> Table:
    """One row for each unknown: what it may be, how likely, and where the chances come from."""
    draws = assessment.scenario.draws
    return drawn_table("drawn", draws.unknowns if draws else (), renewals=bool(draws and draws.renewals))


def drawn_table(key: str, unknowns: Iterable[Drawn], *, renewals: bool = False) -> Table:
    """One row for each unknown value that is drawn."""
    rows = [
        {
            "Unknown": one.what,
            "May be": _may_be(one),
            "Goes with": "\u2013" if one.follows is None else f"{one.follows} ({_signed(one.closely or 0.0)})",
            "Source or reason": one.source or f"Illustrative: {one.reason}",
        }
        for one in unknowns
    ]
    if renewals:
        rows.append({"Unknown": "Renewals", "May be": "each customer renews or leaves, by the chance stated",
                     "Goes with": "\u2013", "Source or reason": "The list of customers"})  # fmt: skip
    return Table(
        key,
        "What is drawn",
        pd.DataFrame(rows, columns=["Unknown", "May be", "Goes with", "Source or reason"]),
        note="\u201cGoes with\u201d names another unknown, and says how closely the two move together: from 1 (they "
        "always rise together) to \u22121 (one rises as the other falls).",
        section=Section.OTHERWISE,
    )


def _may_be(one: Drawn) -> str:
    if one.one_of:
        return "; ".join(
            _value(each.value) + ("" if each.chance is None else f" ({_percent(each.chance)})") for each in one.one_of
        )
    if one.over:
        return f"any point of the grade, {number_of(len(one.places), 'holder')}"
    if one.each_stays is not None:
        return f"each stays with a chance of {_percent(one.each_stays)}"
    likeliest = "" if one.likeliest is None else f", likeliest {one.likeliest}"
    return f"{one.lowest} to {one.highest}{likeliest or ', every amount equally likely'}"


def _value(text: str) -> str:
    """A day in words; any other value as it is typed."""
    try:
        return in_words(date.fromisoformat(text))
    except ValueError:
        return text


def _percent(share: float) -> str:
    return f"{share * 100:.4f}".rstrip("0").rstrip(".") + "%"


def _signed(number: float) -> str:
    return f"{abs(number):.2f}" if number >= 0 else f"{MINUS}{abs(number):.2f}"


def _goes_with(correlation: float | None) -> str:
    return "\u2013" if correlation is None else _signed(correlation)


def illustrative(found: HowSure) -> str:
    """A sentence that the chances are illustrative; empty where each chance has a source."""
    return ILLUSTRATIVE if found.drawing.draws.illustrative else ""


def _basis(found: HowSure) -> str:
    return basis_named(found.of.scenario.costing.basis).label.lower()
