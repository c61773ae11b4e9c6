"""The whole twin, sheet by sheet: inputs, workings, results, checks, and the page in front that explains them."""

from dataclasses import replace
from pathlib import Path

from model.assessment.assess import Assessment
from model.base.financial_year import in_words
from model.base.version import VERSION
from model.cost.costed import TIMELINES
from model.cost.insurance import assessed_otherwise
from model.disclosure.public_input import exempt_mark
from model.pay.salaries import basis_named
from model.report.twin.cells import Cell, worked
from model.report.twin.charge_blocks import write_charges
from model.report.twin.checks import PASSES, WORDS, write_checks
from model.report.twin.cleared import write_cleared
from model.report.twin.facts import Facts, facts_of
from model.report.twin.fund_blocks import write_shares
from model.report.twin.income_blocks import write_income
from model.report.twin.inputs import write_inputs
from model.report.twin.months import write_months, write_salaries
from model.report.twin.on_cost_blocks import write_on_costs
from model.report.twin.once_blocks import write_one_offs
from model.report.twin.pay_blocks import write_pay
from model.report.twin.point_blocks import View, write_time
from model.report.twin.price_inputs import terms, write_price_inputs
from model.report.twin.rates import write_rates, write_spine
from model.report.twin.results import TradedAreas, write_results
from model.report.twin.sheets import Book, Sheet
from model.report.twin.steps import write_steps
from model.report.twin.timeline import Timeline
from model.report.twin.trace import write_trace

PURPOSES = {
    "Inputs": "inputs: the basis, dates, turnover, customers, awards",
    "Posts": "inputs: a row for each seat, with its FTE, holder and dates",
    "Grades": "inputs: the points of each grade",
    "Points": "inputs: the increment schedule and where each seat settles",
    "Protection": "inputs: what protects pay, month by month",
    "Rates": "inputs: National Insurance, pension and levy",
    "Insurance": "stated: National Insurance of holders with letters other than A, or not paid monthly, as values",
    "Prices": "inputs: the price lists",
    "Customers": "inputs: who buys, and what each takes",
    "Service": "inputs: the costs besides pay that prices must meet",
    "Funds": "inputs: each seat's shares among the funds that pay",
    "Once": "inputs: what the change costs once",
    "Spine": "inputs: the pay spine; a table made by an award is a formula",
    "Months": "workings: the rates in force in each month",
    "Salaries": "workings: each grade's salary on every basis",
    "Present": "workings: the present structure as if nothing changed, by post and month",
    "Proposal": "workings: the present structure until the change, then the proposed one, by post and month",
    "Proposed": "workings: the proposed structure as if it were in place all year, by post and month",
    "Charges": "workings: what each agreement is charged a year",
    "Income": "workings: what each agreement earns, by month",
    "Results": "results: elements by year, the effects, income, what each customer and fund pays, and payback",
    "Steps": "trace: each figure of page one as the sum of its steps, down to each post and element, as formulas",
    "Trace": "trace: each headline figure of the report, with its cell, its inputs and their sources",
    "Cleared": "checks: every input and every block of formulas as cleared, and as it is now",
    "Checks": "checks: every check and the master check",
}

CELLS = {
    "input": "Yellow with blue figures: a value that you may change.",
    "stated": "Grey: a fixed value, because other cells were worked out from it. Change it in the scenario.",
    "formula": "White: worked out from other cells. It stores the model's own value until it is recalculated.",
    "total": "Blue-grey and bold: a sum of the cells above it.",
}
"""What each kind of cell means."""


def write_twin(assessment: Assessment, path: Path) -> None:
    """Write ``workings.xlsx``: every figure of the scenario's own basis as a live formula with its stored value."""
    facts, scenario = facts_of(assessment), assessment.scenario
    reference = f"{scenario.authority}, {scenario.reference}"
    book = Book(path, f"Workings: {scenario.title}", reference, exempt_mark(scenario))
    about = book.sheet("About", f"Workings: {scenario.title}", reference, (30, 110))
    inputs = write_inputs(book, facts)
    priced = write_price_inputs(book, facts, inputs.years) if facts.sold else None
    shares, once = write_shares(book, facts), write_one_offs(book, facts)
    write_rates(book, facts)
    write_spine(book, facts, inputs.award_runs)
    months = write_months(book, facts, inputs)
    salaries = write_salaries(book, facts, inputs, months)
    timelines: dict[str, Timeline] = {}
    for key in TIMELINES:
        timelines[key] = sheet = Timeline(book, facts, inputs, months, salaries, key, timelines.get("do_nothing"))
        write_time(sheet)
        write_pay(sheet, View(sheet.plan, "table", "earned"))
        if sheet.plan.paid_late:
            words = ", as paid on the table before the award until the award is paid"
            write_pay(sheet, View(sheet.plan.paid_late.meanwhile, "meanwhile", "meanwhile", "_meanwhile", words))
        write_on_costs(sheet, facts.costed.costs[key, facts.basis])
    traded = None
    if priced:
        charged = write_charges(book, facts, inputs.years, priced)
        traded = TradedAreas(charged, priced.service, write_income(book, facts, inputs.years, priced, charged.by_year))
    results = write_results(book, facts, timelines, traded, shares, once)
    steps = write_steps(book, results)
    write_trace(book, facts, results.figures, steps)
    write_checks(book, results, write_cleared(book), steps.values())
    _about(about, facts)
    about.page.activate()
    book.close()


def _about(sheet: Sheet, facts: Facts) -> None:
    """Write the page in front: what the file is, how to read it, its signs and units, and what is not in it."""
    master, basis = worked("Master_check", WORDS[PASSES]), worked("Basis", basis_named(facts.basis).label)
    for label, cell in (("Master check", master), ("Costing basis", basis)):
        sheet.line(Cell(label, kind="strong"), replace(cell, number="general", kind="strong label"))
    sheet.row += 1
    for label, words in _lines(facts):
        sheet.wrapped(sheet.row, 1, words)
        sheet.line(Cell(label, kind="strong"))
    sheet.row += 1
    sheet.heading("What a cell is")
    for kind, words in CELLS.items():
        sheet.line(Cell(kind.capitalize(), kind=kind), words)
    sheet.row += 1
    sheet.heading("Sheets")
    for name in list(sheet.book.sheets)[1:]:
        sheet.page.write_url(sheet.row, 0, f"internal:'{name}'!A1", sheet.book.style("label"), name)
        sheet.text(sheet.row, 1, PURPOSES[name])
        sheet.row += 1


def _lines(facts: Facts) -> list[tuple[str, str]]:
    assessment, scenario, people = facts.assessment, facts.scenario, facts.scenario.people
    invented = [("The holders", "are invented: they only show the method.")] if people and people.invented else []
    return [
        ("What this is", "The costing as live formulas. Change an input, and pay, National Insurance, pension, levy, "
                         "totals and prices change with it. Every formula stores the value that the model gave it."),
        ("The change", f"takes effect on {in_words(scenario.dates.implementation)}. The years shown are "
                       f"{assessment.costed.years[0]} to {assessment.costed.years[-1]}."),
        ("Units", "£ a month in the workings, £ a year in the results, unrounded. Salaries are £ a year at 1.0 FTE."),
        ("Signs", "A cost is positive. A saving is negative. An effect is the proposal less the present structure."),
        ("National Insurance", "is worked out on each holder's whole pay in a month, for all posts together, "
                               "and then shared out among the posts by pay. Thresholds are never shared out."),
        *([("Letters and pay days", "National Insurance of holders with letters other than A, and of a payroll that "
                                    "is not monthly, is a value on the sheet Insurance. It does not change with an "
                                    "input.")]
          if any(map(assessed_otherwise, facts.plans.values())) else []),
        ("What is an input", "The model worked out these inputs, where the file has them: the increment "
                             "schedule (sheet Points), what protects pay (Protection), new prices that recover "
                             "the cost (Prices) and what the change costs once (Once). For another "
                             "implementation date or another rule, run the model again. Another point of a "
                             "grade, FTE, rate or price can be typed in here."),
        *([("Holders\u2019 points", "Each row of the increment schedule is a separate input. If you change the point "
                                "at which a holder starts, the later increments, the point arrived at and the "
                                "protected point don\u2019t change with it. Change those rows too, or run the model "
                                "again.")]
          if scenario.people else []),
        *([("Agreements", "continue as in the report: one that is renewed (Customers) continues to the last day shown, "
                          "at the prices of each new year.")]
          if facts.assessment.traded and facts.assessment.traded.priced else []),
        *([("Terms", "The model worked out what is in grey (Customers): how many customers a partnership has, and "
                     "which price list fixed prices keep. These don\u2019t change when an input is changed.")]
          if facts.sold and terms(facts) else []),
        ("What is not here", "These are only in the report: how a redundancy payment is worked out, costs other than "
                             "pay, the budget and its forecast, VAT, bad debts, customers who leave or join, the "
                             "trading account, and the effect of each phase."),
        *invented,
        ("Printing", "Sheets with a column for each month print on A3, one page wide. The others print on A4."),
        ("Rates", "Each table says whether its rates are published, derived, recalled or assumed; the report's table "
                  "of rates gives their sources."),
        ("Model", f"Workforce cost workbook {VERSION}; fingerprint of the results {assessment.digest}"),
    ]  # fmt: skip
