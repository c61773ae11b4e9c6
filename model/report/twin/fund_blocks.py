"""Who pays as formulas: each seat's shares among funds, and what each fund bears a year."""

from collections.abc import Callable, Iterator

from model.assessment.results import has_funds
from model.budget.funds import by_fund, posts_by_id
from model.report.twin.areas import Area
from model.report.twin.facts import Facts
from model.report.twin.people_inputs import FIRST_ROW, SHEETS
from model.report.twin.sheets import Book, Sheet
from model.report.twin.timeline import Timeline
from model.schema.sections.funds import shares_by_fund

DATED = ("do_nothing", "proposal")


def write_shares(book: Book, facts: Facts) -> Area | None:
    """Write each seat's shares, a column a fund, with the funds' names above; None where no fund is stated."""
    if not has_funds(facts.assessment.scenario):
        return None
    shares, funds = _shares(facts), _funds(facts)
    sheet = book.sheet(
        "Funds", "Inputs: who pays for each seat", "Shares of pay with on-costs; those of a seat make 1."
    )
    sheet.widths(9, 34, 10, *[18] * len(funds))
    sheet.freeze(FIRST_ROW, 3)
    sheet.head(FIRST_ROW - 1, 0, ("Seat no.", "Post", "Together", *funds), texts=2)
    area = Area("Funds", FIRST_ROW, 3, len(facts.seats), len(funds))
    for i, (seat, own) in enumerate(zip(facts.seats, shares, strict=True)):
        sheet.stated(FIRST_ROW + i, 0, seat.number, "whole")
        sheet.text(FIRST_ROW + i, 1, seat.appointment.title)
        sheet.formula(FIRST_ROW + i, 2, f"SUM({area.across(i)})", sum(own.values()), "percent")
        for j, fund in enumerate(funds):
            sheet.input(FIRST_ROW + i, 3 + j, own.get(fund, 0.0), "percent")
    return area


def _shares(facts: Facts) -> list[dict[str, float]]:
    """Each seat's fund to share."""
    posts, default = posts_by_id(facts.assessment.scenario), facts.assessment.scenario.costing.default_fund
    return [shares_by_fund(posts[seat.appointment.post].funds, default) for seat in facts.seats]


def _funds(facts: Facts) -> list[str]:
    found = by_fund(facts.assessment.costed, facts.assessment.scenario.costing.basis)
    return list(dict.fromkeys(cost.name for cost in found))


def write_by_fund(sheet: Sheet, row: int, facts: Facts, timelines: dict[str, Timeline], shares: Area) -> Area:
    """Write what each fund bears in each year shown; the area of (years and funds, timelines) is handed back."""
    costed, basis = facts.assessment.costed, facts.assessment.scenario.costing.basis
    found = by_fund(costed, basis)
    funds = _funds(facts)
    sheet.text(row, 0, "Who pays: pay with on-costs by fund, £", "heading")
    sheet.head(row + 1, 0, ("Year and fund", *(SHEETS[key] for key in DATED), "Effect in the year"), texts=1)
    area = Area(sheet.name, row + 2, 1, len(found), len(DATED))
    seats = shares.part(0, -shares.col, shares.rows, 1)
    for i, cost in enumerate(found):
        j = funds.index(cost.name)
        name = shares.part(-1, j).cell()
        label = f'"{cost.year}: "&{name}'
        sheet.formula(area.row + i, 0, label, f"{cost.year}: {cost.name}", kind="label")
        of_fund = shares.part(0, j, shares.rows, 1).whole()
        for k, key in enumerate(DATED):
            seats_of, amounts = _by_seat(timelines[key], costed.years.index(cost.year))
            formula = f"SUMPRODUCT(SUMIF({seats_of},{seats.whole()},{amounts}),{of_fund})"
            sheet.formula(area.row + i, area.col + k, formula, getattr(cost, key), "money")
        effect = f"{area.cell(i, 1)}-{area.cell(i, 0)}"
        sheet.formula(area.row + i, area.col + len(DATED), effect, cost.effect, "money")
    return area


def _by_seat(timeline: Timeline, year: int) -> tuple[str, str]:
    """The cells of the seats' numbers in the block of totals, and of their totals of a year."""
    total, months = timeline.areas["total"], len(timeline.facts.assessment.costed.book.months)
    seats = Area(total.sheet, total.row, 0, total.rows).whole()
    return seats, Area(total.sheet, total.row, total.col + months + year, total.rows).whole()


def shares_told(facts: Facts, shares: Area) -> Iterator[tuple[str, str, float]]:
    """That the shares are the costing's own: a label, a sum that any other share alters, and its value."""
    seats = shares.part(0, -shares.col, shares.rows, 1).whole()
    own = _shares(facts)
    for j, fund in enumerate(_funds(facts)):
        of_fund = shares.part(0, j, shares.rows, 1).whole()
        value = sum(seat.number * each.get(fund, 0.0) for seat, each in zip(facts.seats, own, strict=True))
        yield f"Shares of {fund}, each times its seat\u2019s number", f"SUMPRODUCT({seats},{of_fund})", value


def fund_checks(facts: Facts, by_year: Area, total: Callable[[int, str], str]) -> Iterator[tuple[str, str, str, float]]:
    """That the funds of each year together bear its total: label, their sum, the total (of a year, timeline), value."""
    costed, basis = facts.assessment.costed, facts.assessment.scenario.costing.basis
    funds = by_year.rows // len(costed.years)
    for number, year in enumerate(costed.years):
        for k, key in enumerate(DATED):
            own = by_year.part(number * funds, k, funds).whole()
            label = f"{SHEETS[key]}, {year}: the funds together bear the total"
            yield label, f"SUM({own})", total(number, key), costed.amount(key, basis, year)
