"""Tables of how sure a portfolio's figures are, in all and by restructure; of what drives them; of what is drawn."""

from model.base.money import pounds
from model.portfolio.draws import Together
from model.report.table import Table
from model.report.tables.how_sure import (
    AT_P10,
    AT_P90,
    ILLUSTRATIVE,
    drawn_table,
    driven_table,
    spread_table,
)
from model.uncertainty.draws.figures import TENTHS, stays_below
from model.uncertainty.draws.how_sure import as_stated

OWN_RATES = "the rates of the year in which each restructure begins"


def how_sure_tables(found: Together) -> list[Table]:
    """The tables of draws, in the order of the page."""
    figures = {"Full-year effect": found.full_year, "Effect in all years shown": found.all_years,
               "Full-year cost": found.level}  # fmt: skip
    unknowns = {column.label: column.of for column in found.columns}
    renewals = any(of.drawing.renewals is not None for of in found.each if of)
    return [
        together(found),
        by_restructure(found),
        driven_table("portfolio_drives", found.columns, figures, OWN_RATES),
        drawn_table("portfolio_drawn", dict.fromkeys(unknowns.values()), renewals=renewals),
    ]


def together(found: Together) -> Table:
    """One row for each figure of all restructures together, as stated and as drawn."""
    years = ((f"Effect in {year}", found.stated_in_year(year), found.in_year(year))
             for year in found.portfolio.years)  # fmt: skip
    figures = [
        ("Full-year effect", found.as_stated("full_year"), found.full_year),
        *years,
        ("Effect in all years shown", found.as_stated("all_years"), found.all_years),
    ]
    illustrative = any(column.of.source is None for column in found.columns)
    return spread_table(
        "portfolio_how_sure",
        "How sure the figures of all restructures are, \u00a3",
        figures,
        f"{found.draws.number:,} draws. In each draw, a value that the portfolio draws once, such as a pay award, "
        f"is the same in every restructure. Full-year figures are at {OWN_RATES}. One-off costs are left out. "
        f"{ILLUSTRATIVE if illustrative else ''}".strip(),
    )


def by_restructure(found: Together) -> Table:
    """One row for each restructure, and one for all of them: the full-year effect as stated and as drawn."""
    members = found.portfolio.members
    figures = [
        (member.called, as_stated(member.assessment, "full_year"), found.of_member(member)) for member in members
    ]
    figures.append(("All restructures", found.as_stated("full_year"), found.full_year))
    apart = {
        share: sum(stays_below(amounts, share).amount for _, _, amounts in figures[:-1])
        for share in (TENTHS["p10"], TENTHS["p90"])
    }
    low, high = (pounds(amount, signed=True) for amount in apart.values())
    add_up = all(
        pounds(amount) == pounds(stays_below(found.full_year, share).amount) for share, amount in apart.items()
    )
    return spread_table(
        "portfolio_each_how_sure",
        "How sure the full-year effect of each restructure is, \u00a3",
        figures,
        "In these draws all restructures move together, so the columns add up."
        if add_up
        else f"The columns of tenths and halves do not add up. The sum of “{AT_P10}” would be {low}, and that of "
        f"“{AT_P90}” {high}. The reason is that not everything turns out badly, or well, in all restructures at once.",
        of="Restructure",
    )
