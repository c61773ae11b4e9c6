"""Who pays as formulas: each seat's shares among funds, and what each fund bears a year."""

from collections.abc import Callable, Iterator

from model.assessment.results import has_funds
from model.budget.funds import by_fund, posts_by_id
from model.report.twin.areas import Area
from model.report.twin.cells import fixed, given, worked
from model.report.twin.facts import Facts
from model.report.twin.people_inputs import SHEETS
from model.report.twin.price_results import Compared
from model.report.twin.sheets import FIRST_ROW, Book, Sheet
from model.report.twin.timeline import Timeline
from model.schema.sections.funds import shares_by_fund

DATED = ("do_nothing", "proposal")


def write_shares(book: Book, facts: Facts) -> Area | None:
    """Write each seat's shares, a column a fund, with the funds' names above; None where no fund is stated."""
    if not has_funds(facts.scenario):
        return None
    funds = _funds(facts)
    sheet = book.sheet(
        "Funds",
        "Inputs: who pays for each seat",
        "Shares of pay with on-costs; those of a seat make 1.",
        (9, 34, 10, *[18] * len(funds)),
        (FIRST_ROW, 3),
    )
    sheet.heads("Seat no.", "Post", "Together", *funds, texts=2)
    area = Area("Funds", FIRST_ROW, 3, len(facts.seats), len(funds))
    for i, (seat, shares) in enumerate(zip(facts.seats, _shares(facts), strict=True)):
        together = worked(f"SUM({area.across(i)})", sum(shares.values()), "percent")
        of_funds = (given(shares.get(fund, 0.0), "percent") for fund in funds)
        sheet.line(fixed(seat.number, "whole"), seat.appointment.title, together, *of_funds)
    return area


def _shares(facts: Facts) -> list[dict[str, float]]:
    """Each seat's fund to share."""
    posts, default = posts_by_id(facts.scenario), facts.scenario.costing.default_fund
    return [shares_by_fund(posts[seat.appointment.post].funds, default) for seat in facts.seats]


def _funds(facts: Facts) -> list[str]:
    return list(dict.fromkeys(cost.name for cost in by_fund(facts.costed, facts.basis)))


def write_by_fund(sheet: Sheet, facts: Facts, timelines: dict[str, Timeline], shares: Area) -> Area:
    """Write what each fund bears in each year shown; the area of (years and funds, timelines) is handed back."""
    costs, funds, seats = (
        by_fund(facts.costed, facts.basis),
        _funds(facts),
        shares.part(0, -shares.col, shares.rows).whole(),
    )
    sheet.heading("Who pays: pay with on-costs by fund, £")
    sheet.heads("Year and fund", *(SHEETS[key] for key in DATED), "Effect in the year", texts=1)
    area = Area(sheet.name, sheet.row, 1, len(costs), len(DATED))
    for i, cost in enumerate(costs):
        fund = shares.part(0, funds.index(cost.name), shares.rows)
        label = worked(f'"{cost.year}: "&{fund.part(-1).cell()}', f"{cost.year}: {cost.name}", "general", "label")
        borne = []
        for key in DATED:
            seats_of, amounts = _by_seat(timelines[key], facts.costed.years.index(cost.year))
            formula = f"SUMPRODUCT(SUMIF({seats_of},{seats},{amounts}),{fund.whole()})"
            borne.append(worked(formula, getattr(cost, key)))
        sheet.line(label, *borne, worked(f"{area.cell(i, 1)}-{area.cell(i, 0)}", cost.effect))
    return area


def _by_seat(timeline: Timeline, year: int) -> tuple[str, str]:
    """The cells of the seats' numbers in the block of totals, and of their totals of a year."""
    total = timeline.areas["total"]
    return total.part(0, -total.col, total.rows).whole(), total.part(0, total.cols + year, total.rows).whole()


def shares_compared(facts: Facts, shares: Area) -> Iterator[Compared]:
    """That the shares are the costing's own: a sum that any other share alters."""
    seats, by_seat = shares.part(0, -shares.col, shares.rows).whole(), _shares(facts)
    for j, fund in enumerate(_funds(facts)):
        of_fund = shares.part(0, j, shares.rows).whole()
        value = sum(seat.number * of.get(fund, 0.0) for seat, of in zip(facts.seats, by_seat, strict=True))
        yield Compared(f"Shares of {fund}, each times its seat\u2019s number", f"SUMPRODUCT({seats},{of_fund})", value)


def fund_checks(facts: Facts, by_year: Area, total: Callable[[int, str], str]) -> Iterator[tuple[str, str, str, float]]:
    """That the funds of each year together bear its total: label, their sum, the total (of a year, timeline), value."""
    funds = by_year.rows // len(facts.costed.years)
    for number, year in enumerate(facts.costed.years):
        for k, key in enumerate(DATED):
            of_funds = by_year.part(number * funds, k, funds).whole()
            label = f"{SHEETS[key]}, {year}: the funds together bear the total"
            yield label, f"SUM({of_funds})", total(number, key), facts.costs(key, year)
