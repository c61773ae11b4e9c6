"""Who pays, as formulas: each seat's shares by fund, and what each fund bears in each year."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from model.assessment.results import has_funds
from model.base.financial_year import MONTHS_IN_YEAR
from model.budget.funds import by_fund, shares_of_posts
from model.report.twin.areas import Area
from model.report.twin.cells import fixed, given, worked
from model.report.twin.facts import Facts
from model.report.twin.people_inputs import SHEETS
from model.report.twin.price_results import Compared
from model.report.twin.sheets import FIRST_ROW, Book, Sheet
from model.report.twin.timeline import Timeline

DATED = ("do_nothing", "proposal")


Share = dict[str, float] | dict[str, np.ndarray]
"""A seat's shares by fund: numbers, or arrays (months,) where a share of the seat changes on a day."""


@dataclass(frozen=True)
class Shares:
    """The cells of the seats' numbers and of each fund's shares: one column, or a column a month if shares change."""

    seats: Area
    of_fund: dict[str, Area]

    @property
    def by_month(self) -> bool:
        """Whether any share changes on a day."""
        return any(area.cols > 1 for area in self.of_fund.values())


def write_shares(book: Book, facts: Facts) -> Shares | None:
    """Write each seat's shares, with the funds' names above; None where no fund is stated."""
    if not has_funds(facts.scenario):
        return None
    funds, shares = _funds(facts), _shares(facts)
    by_month = any(np.ndim(share) for of_seat in shares for share in of_seat.values())
    across = len(facts.months) if by_month else len(funds)
    sheet = book.sheet(
        "Funds",
        "Inputs: who pays for each seat",
        "Shares of pay with on-costs. The shares of a seat add up to 100%.",
        (9, 34, 10, *[9 if by_month else 18] * across),
        (FIRST_ROW, 3),
        wide=by_month,
    )
    return (_by_month if by_month else _throughout)(sheet, facts, funds, shares)


def _throughout(sheet: Sheet, facts: Facts, funds: list[str], shares: list[Share]) -> Shares:
    """Write a row for each seat, with a column for each fund."""
    sheet.heads("Seat no.", "Post", "Together", *funds, texts=2)
    area = Area("Funds", FIRST_ROW, 3, len(facts.seats), len(funds))
    for i, (seat, of_seat) in enumerate(zip(facts.seats, shares, strict=True)):
        together = worked(f"SUM({area.across(i)})", sum(of_seat.values()), "percent")
        of_funds = (given(of_seat.get(fund, 0.0), "percent") for fund in funds)
        sheet.line(fixed(seat.number, "whole"), seat.appointment.title, together, *of_funds)
    of_fund = {fund: area.part(0, j, area.rows) for j, fund in enumerate(funds)}
    return Shares(area.part(0, -area.col, area.rows), of_fund)


def _by_month(sheet: Sheet, facts: Facts, funds: list[str], shares: list[Share]) -> Shares:
    """Write a block for each fund, with a row for each seat and a column for each month."""
    of_fund = {}
    for fund in funds:
        sheet.heading(fund)
        sheet.heads("Seat no.", "Post", "", *(f"{day:%b %Y}" for day in facts.months.first_days.tolist()), texts=3)
        of_fund[fund] = Area("Funds", sheet.row, 3, len(facts.seats), len(facts.months))
        for seat, of_seat in zip(facts.seats, shares, strict=True):
            by_month = np.broadcast_to(of_seat.get(fund, 0.0), len(facts.months)).tolist()
            cells = (given(share, "percent") for share in by_month)
            sheet.line(fixed(seat.number, "whole"), seat.appointment.title, "", *cells)
        sheet.row += 1
    first = of_fund[funds[0]]
    return Shares(first.part(0, -first.col, first.rows), of_fund)


def _shares(facts: Facts) -> list[Share]:
    """Each seat's shares by fund; by month where a share of its post changes on a day."""
    shares = shares_of_posts(facts.scenario)
    return [shares[seat.appointment.post] for seat in facts.seats]


def _funds(facts: Facts) -> list[str]:
    return list(dict.fromkeys(cost.name for cost in by_fund(facts.costed, facts.basis)))


def write_by_fund(sheet: Sheet, facts: Facts, timelines: dict[str, Timeline], shares: Shares) -> Area:
    """Write what each fund pays in each year shown. Gives the area.

    It has a row for each year and fund, and a column for each timeline.
    """
    costs = by_fund(facts.costed, facts.basis)
    sheet.heading("Who pays: pay with on-costs by fund, £")
    sheet.heads("Year and fund", *(SHEETS[key] for key in DATED), "Effect in the year", texts=1)
    area = Area(sheet.name, sheet.row, 1, len(costs), len(DATED))
    for i, cost in enumerate(costs):
        year = facts.costed.years.index(cost.year)
        name = _name_cell(shares.of_fund[cost.name], by_month=shares.by_month)
        label = worked(f'"{cost.year}: "&{name}', f"{cost.year}: {cost.name}", "general", "label")
        borne = (worked(_borne(timelines[key], shares, cost.name, year), getattr(cost, key)) for key in DATED)
        sheet.line(label, *borne, worked(f"{area.cell(i, 1)}-{area.cell(i, 0)}", cost.effect))
    return area


def _name_cell(of_fund: Area, *, by_month: bool) -> str:
    """The cell of a fund's name: above its column, or two rows above its block, at the left."""
    return of_fund.part(-2, -of_fund.col).cell() if by_month else of_fund.part(-1).cell()


def _borne(timeline: Timeline, shares: Shares, fund: str, year: int) -> str:
    """The formula of what a fund pays towards a timeline in a year: the fund's shares times the seats' totals."""
    total, seats, of_fund = timeline.areas["total"], shares.seats.whole(), shares.of_fund[fund]
    seats_of = total.part(0, -total.col, total.rows).whole()
    columns = (
        [(total.cols + year, 0)]
        if not shares.by_month
        else [(month, month) for month in range(MONTHS_IN_YEAR * year, MONTHS_IN_YEAR * (year + 1))]
    )
    return "+".join(
        f"SUMPRODUCT(SUMIF({seats_of},{seats},{total.part(0, of_total, total.rows).whole()}),"
        f"{of_fund.part(0, of_share, of_fund.rows).whole()})"
        for of_total, of_share in columns
    )


def shares_compared(facts: Facts, shares: Shares) -> Iterator[Compared]:
    """A check for each fund that its shares are the same as in the costing.

    Each share is multiplied by the number of its seat, and the sums are compared. A changed share changes the sum.
    """
    by_seat = _shares(facts)
    for fund, of_fund in shares.of_fund.items():
        value = sum(
            seat.number * float(np.sum(np.broadcast_to(of.get(fund, 0.0), of_fund.cols)))
            for seat, of in zip(facts.seats, by_seat, strict=True)
        )
        formula = f"SUMPRODUCT({shares.seats.whole()}*{of_fund.whole()})"
        yield Compared(f"Shares of {fund}, each multiplied by the number of its seat", formula, value)


def fund_checks(facts: Facts, by_year: Area, total: Callable[[int, str], str]) -> Iterator[tuple[str, str, str, float]]:
    """Checks that all funds together pay each year's total: the label, the funds' sum, the total and its value."""
    funds = by_year.rows // len(facts.costed.years)
    for number, year in enumerate(facts.costed.years):
        for k, key in enumerate(DATED):
            of_funds = by_year.part(number * funds, k, funds).whole()
            label = f"{SHEETS[key]}, {year}: the funds together bear the total"
            yield label, f"SUM({of_funds})", total(number, key), facts.costs(key, year)
