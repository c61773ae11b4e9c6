"""The page of a portfolio, which looks like a report: what the restructures come to in sentences, then the tables."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from model.base.check import Check
from model.base.faults import listed, number_of
from model.base.quantity import Quantity, rounded_apart
from model.disclosure.public_input import EXEMPT, banner
from model.pay.salaries import basis_named
from model.portfolio.portfolio import Portfolio
from model.portfolio.sums import payback, quantities
from model.report.page import Part, rendered
from model.report.portfolio.tables import span, years_said
from model.report.rounding import ROUNDING
from model.report.table import Section, Table
from model.report.words import how_sure_of
from model.schema.sections.disclosure import Disclosure

HEADINGS = {
    "by_fund": "Who pays",
    "by_directorate": "Directorates",
    "mtfs": "The medium term",
    "scenarios": "What the figures rest on",
}
HOW_SURE = "How sure the figures are"
HOW_MADE = (
    "Every figure is the sum of the scenarios\u2019 figures, as each scenario\u2019s own report has them. Nothing is "
    "costed a second time. The same tables are in portfolio.xlsx beside this page. The rules and their sources are in "
    "docs/method/ of the workbook."
)


@dataclass(frozen=True)
class Heading:
    """The heading of the page. It has the fields of a scenario, because a report's page uses the same template."""

    title: str
    authority: str
    reference: str
    summary: str


def heading(portfolio: Portfolio) -> Heading:
    """The title of the page, and what is above and below it."""
    said, many = portfolio.said, number_of(len(portfolio.members), "restructure")
    return Heading(said.title, portfolio.authority, said.reference or many, said.summary or "")


def marking(portfolio: Portfolio) -> str:
    """The mark on every page where a scenario is exempt; else empty."""
    return EXEMPT if portfolio.is_exempt else ""


def notices(portfolio: Portfolio) -> list[str]:
    """What a reader must know before the first figure."""
    changes = dict.fromkeys(change for member in portfolio.members for change in member.assessment.changes)
    said = [banner(_record(portfolio))] if portfolio.is_exempt else []
    if changes:
        said.append(f"These are the figures with changes that are saved in no scenario: {'; '.join(changes)}.")
    return said


def _record(portfolio: Portfolio) -> Disclosure | None:
    """Who decided that the page is exempt, and why: the portfolio's own record, or that of its exempt scenarios.

    None where the portfolio has no record, and the records of its exempt scenarios differ.
    """
    own = [member.assessment.scenario.disclosure for member in portfolio.members if member.is_exempt]
    return portfolio.said.disclosure or (own[0] if all(each == own[0] for each in own) else None)


def headline(portfolio: Portfolio) -> list[str]:
    """What the restructures come to, in entries of one or two sentences."""
    known, many = quantities(portfolio), number_of(len(portfolio.members), "restructure")
    before, after, change = (known[key] for key in ("present_cost", "proposed_cost", "full_year_effect"))
    said = [
        f"{many[0].upper()}{many[1:]} together cost {before.printed} a year now and {after.printed} afterwards, "
        f"on-costs included: {change.in_words} in a full year."
    ]
    said += filter(None, [rounded_apart(before, after, change)])
    if whole := known.get("all_years_effect"):
        said.append(f"In the years shown, {span(portfolio.years)}, the budget needs {whole.in_words}.")
    said += filter(None, [years_said(portfolio), _bases(portfolio)])
    said += _once(portfolio, known)
    read = dict.fromkeys(rate for member in portfolio.members for rate in member.assessment.rates_read)
    return [*said, *how_sure_of(read)]


def _bases(portfolio: Portfolio) -> str:
    """A sentence on the costing bases of the scenarios; empty where all have the same basis."""
    scenarios = [member.assessment.scenario for member in portfolio.members]
    number = Counter(basis_named(scenario.costing.basis).label.lower() for scenario in scenarios)
    if len(number) == 1:
        return ""
    bases = listed([f"{many} at {basis}" for basis, many in number.items()], "and")
    return f"The costing bases of the scenarios differ: {bases}."


def _once(portfolio: Portfolio, known: dict[str, Quantity]) -> list[str]:
    if "one_off_cost" not in known:
        return ["No one-off cost is stated."]
    paid = payback(portfolio)
    once = f"The changes cost {known['one_off_cost'].printed} once"
    if paid is None or paid.years is None:
        return [f"{once}. There is no saving in a full year to pay this back."]
    return [f"{once}, which the saving of a full year pays back in {paid.years:.2f} years."]


def left_out(portfolio: Portfolio) -> list[str]:
    """What a reader may expect in the figures but will not find there."""
    has_non_pay = any(
        post.non_pay
        for member in portfolio.members
        for post in (*member.assessment.scenario.present, *member.assessment.scenario.proposed)
    )
    said = ["Posts of the council that are in none of these restructures."]
    if has_non_pay:
        said.append("Non-pay costs that come with posts: they are in the report of each scenario that states them.")
    if any(member.assessment.scenario.customers for member in portfolio.members):
        said.append("Income from customers: it is in the report of each scenario that has customers.")
    return said


def verdict(portfolio: Portfolio) -> tuple[str, list[Check]]:
    """Whether every scenario clears, in a sentence; and the scenarios that don't, each with the checks that fail."""
    blocked = [
        Check(member.called, f"{member.called}: {member.title}", "fail", True, f"{listed(failing, 'and')}.")
        for member in portfolio.members
        if (failing := [check.title for check in member.assessment.checks_but_reconciliation if check.blocks])
    ]
    if not blocked:
        return "Every blocking check passes in every scenario.", []
    return (
        f"Not cleared: {number_of(len(blocked), 'scenario has', 'scenarios have')} blocking checks that fail.",
        blocked,
    )


def portfolio_page(portfolio: Portfolio, tables: Sequence[Table]) -> str:
    """The page as HTML text; every value is escaped."""
    numbered = [replace(table, number=number) for number, table in enumerate(tables, 1)]
    of_draws = tuple(table for table in numbered if table.section is Section.OTHERWISE)
    first = [table for table in numbered if table.key not in HEADINGS and table not in of_draws]
    others = [Part(HEADINGS[table.key], (table,)) for table in numbered if table.key in HEADINGS]
    others += [Part(HOW_SURE, of_draws)] if of_draws else []
    said, blocked = verdict(portfolio)
    return rendered(
        marking(portfolio),
        scenario=heading(portfolio),
        notices=notices(portfolio),
        how_public="",
        verdict=said,
        blocked=blocked,
        how_made=HOW_MADE,
        rounding=ROUNDING,
        headline=headline(portfolio),
        left_out=left_out(portfolio),
        in_short=Part("In short", tuple(first)),
        parts=others,
        charts_drawn=True,
        digest=digest(portfolio),
    )


def digest(portfolio: Portfolio) -> str:
    """SHA-256 of the fingerprints of the scenarios' figures, in their order."""
    own = "\n".join(member.assessment.digest for member in portfolio.members)
    return sha256(own.encode()).hexdigest()
