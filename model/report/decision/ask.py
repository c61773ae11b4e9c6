"""What the report asks for: the decision in a sentence, and the recommendations with amounts, dates and funds."""

from collections.abc import Callable, Iterator

from model.assessment.quantities import first_whole_year
from model.assessment.results import has_funds
from model.base.faults import listed
from model.base.financial_year import in_words
from model.base.money import POUND, half_up, pounds
from model.base.quantity import Quantity, more_or_less
from model.budget.funds import by_fund
from model.report.decision.blocks import Block, Line, Paragraph, Ref, lettered, said
from model.report.decision.brief import Brief
from model.report.decision.source import one_off_paid_from, paid_from
from model.report.page_one import what_becomes


def sought(brief: Brief) -> Iterator[Block]:
    """What is decided, from when, what it costs in a full year, and who pays."""
    change = brief.assessment.quantities["full_year_effect"]
    yield said(
        f"That {what_becomes(brief.assessment.scenario)}. {_full_year(brief, change)}. The posts are paid from ",
        *paid_from(brief),
        ".",
    )


def _full_year(brief: Brief, change: Quantity) -> str:
    terms = f"({brief.year} rates, {brief.basis}, on-costs included)"
    if change.is_nothing:
        return f"In a full year the change is cost-neutral {terms}"
    return f"In a full year the proposed posts cost {change.in_words} than the present posts {terms}"


def recommendations(brief: Brief, heading: Callable[[str], str]) -> Iterator[Block]:
    """Who is asked, then the recommendations with letters. ``heading`` gives the heading of a part by its key."""
    yield said(brief.for_whom.asked)
    start = in_words(brief.assessment.scenario.dates.implementation)
    lines: list[Line] = [
        ("agree the proposed structure in ", Ref("proposed"), f", from {start}"),
        _budget(brief),
        *_by_fund(brief),
        *_once(brief),
        *_prices(brief),
        (f"note what could move these figures, under \u201c{heading('risks')}\u201d",),
        ("delegate the remaining steps to ", brief.fill("delegation")),
    ]
    yield from lettered(lines)


def _budget(brief: Brief) -> Line:
    known = brief.assessment.quantities
    change, in_year = known["full_year_effect"], known["in_year_effect"]
    if change.is_nothing:
        otherwise = f"but in {brief.year} costs {in_year.in_words} than doing nothing"
        and_now = f"and in {brief.year}" if in_year.is_nothing else otherwise
        return (f"note that the change is cost-neutral in a full year, {and_now}",)
    begin = "increase the budget by " if change.amount > 0 else "reduce the budget by "
    end = " (the posts are paid from "
    if in_year.amount * change.amount > 0:
        return (f"{begin}{change.size} in a full year and {in_year.size} in {brief.year}{end}", *paid_from(brief), ")")
    meanwhile = f"); the budget of {brief.year} needs {in_year.in_words}"
    return (f"{begin}{change.size} in a full year{end}", *paid_from(brief), meanwhile)


def _by_fund(brief: Brief) -> Iterator[Line]:
    """The effect on each of several funds in the first whole year; nothing where there is one fund."""
    if brief.assessment.is_public or not has_funds(brief.assessment.scenario):
        return
    costed = brief.assessment.costed
    year = first_whole_year(costed) or brief.year
    borne = [cost for cost in by_fund(costed, costed.scenario.costing.basis) if cost.year == year]
    if len(borne) > 1:
        parts = listed([f"{cost.name} {more_or_less(cost.effect)}" for cost in borne], "and")
        yield (f"note the effect on each fund in {year}: {parts}",)


def _once(brief: Brief) -> Iterator[Line]:
    """The one-off costs as a ceiling, with what each fund is charged in each year."""
    once = brief.assessment.transition
    if once is None or brief.assessment.is_public or not half_up(once.total, POUND):
        return
    charged = [(pounds(amount), fund, year) for (year, fund), (amount, _) in once.costs_by("funded_by").items()]
    if len(charged) == 1:
        [(amount, _, year)] = charged
        yield (f"approve one-off costs of up to {amount}, charged in {year} to ", *one_off_paid_from(brief))
        return
    parts = listed([f"{amount} to {fund} in {year}" for amount, fund, year in charged], "and")
    yield (f"approve one-off costs of up to {pounds(once.total)}, charged as follows: {parts}",)


def _prices(brief: Brief) -> Iterator[Line]:
    """The prices that are set, or those that would meet the target."""
    known, traded = brief.assessment.quantities, brief.assessment.traded
    if traded is None or "price_all_stay" not in known:
        return
    key = "set" if "price_set" in known else "all_stay"
    price, rise = known[f"price_{key}"], known[f"rise_{key}"]
    since = in_words(traded.new_prices_from)
    begin = "confirm the prices set" if key == "set" else "set prices"
    pays = f"if all customers stay, the average customer pays {price.printed} a year, {rise.in_words} than today"
    yield (f"{begin} from {since}: {pays}",)


def reasons(brief: Brief) -> Iterator[Block]:
    """The scenario's own summary and notes, and the background that people write."""
    scenario = brief.assessment.scenario
    yield said(" ".join(scenario.summary.split()))
    yield from (said(" ".join(note.text.split())) for note in scenario.notes[:1] if not note.exempt)
    yield Paragraph((brief.fill("background"),))
