"""The box at the top of the report: who decides, on which day, what it costs, and where the money comes from."""

from collections.abc import Iterator

from model.base.financial_year import in_words
from model.control.sheet import NOT_RECORDED
from model.disclosure.public_input import exempt_mark
from model.report.decision.blocks import Fill, Line, Words
from model.report.decision.brief import KINDS, Brief
from model.report.decision.source import one_off_paid_from, paid_from

EXEMPT_ELSEWHERE = "kept back from the public figures"


def box(brief: Brief) -> Iterator[tuple[str, Line]]:
    """Label and content of each row."""
    scenario, known = brief.assessment.scenario, brief.assessment.quantities
    yield "Decision-maker", (_maker(brief),)
    yield "Date of decision", (in_words(scenario.dates.decision),)
    yield "Report of", (brief.fill("report_of"),)
    yield "Contact", (brief.fill("contact"),)
    yield "Key decision", (_key(brief),)
    yield "Public or exempt", (_who_may_read(brief),)
    yield "Wards affected", (brief.fill("wards"),)
    yield "Budget needed", _change(brief, "full_year_effect", "in_year_effect")
    if "cash_effect" in known:
        yield "Spending", _change(brief, "cash_effect", "in_year_cash_effect")
    yield "Paid from", _capital(paid_from(brief))
    yield "One-off cost", _once(brief)
    yield "Agreed by Finance", (_finance(brief),)


def _change(brief: Brief, *keys: str) -> Line:
    """The effect in a full year, and in the year of the change."""
    full, in_year = (brief.assessment.quantities[key] for key in keys)
    and_now = (
        f"or in {brief.year}" if full.is_nothing and in_year.is_nothing else f"and {in_year.in_words} in {brief.year}"
    )
    return _capital((f"{full.in_words} in a full year {and_now}",))


def _maker(brief: Brief) -> Words:
    decision = brief.decision
    if decision and decision.maker:
        return decision.maker
    who = KINDS.get(brief.kind, "")
    return f"{who[:1].upper()}{who[1:]}" if who else Fill("maker", "who decides")


def _key(brief: Brief) -> Words:
    if brief.kind and not brief.is_executive:
        return "Not applicable: not a decision of the executive"
    stated = brief.decision.key_decision if brief.decision else None
    return Fill("key_decision", "yes or no") if stated is None else ("Yes" if stated else "No")


def _who_may_read(brief: Brief) -> str:
    if brief.assessment.is_public:
        return "Public"
    return exempt_mark(brief.assessment.scenario) or "Public: nothing in this report is exempt"


def _once(brief: Brief) -> Line:
    once = brief.assessment.quantities.get("one_off_cost")
    if brief.assessment.is_public:
        return (f"{EXEMPT_ELSEWHERE[:1].upper()}{EXEMPT_ELSEWHERE[1:]}",)
    if once is None or once.is_nothing:
        return ("None is stated",)
    return (f"{once.printed}, paid from ", *one_off_paid_from(brief))


def _finance(brief: Brief) -> str:
    """The day of Finance's clearance and whether these figures were cleared; other words where no day is known."""
    control = brief.control
    if control is None:
        return "See the clearances at the end"
    signed = [held for held in control.held.values() if held.row.stage == "finance"]
    if not signed:
        return "Not yet"
    held = signed[-1]
    of_which = (
        "the costing that was cleared is not recorded"
        if held.costing == NOT_RECORDED
        else (f"not of these figures: {stale}" if (stale := held.stale(control.now)) else "of these figures")
    )
    return f"{in_words(held.day)}; {of_which}"


def _capital(line: Line) -> Line:
    """A line that begins with a capital letter."""
    first, *others = line
    return (f"{first[:1].upper()}{first[1:]}", *others) if isinstance(first, str) else line
