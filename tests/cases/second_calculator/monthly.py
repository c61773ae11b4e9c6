"""Every figure of a scenario: by timeline, basis, month and element."""

from collections import defaultdict

from tests.cases.second_calculator.days import months_of, share
from tests.cases.second_calculator.on_costs import Insurance, levy, pension
from tests.cases.second_calculator.paid import PAY, Paid, Payer
from tests.cases.second_calculator.pay_days import insured
from tests.cases.second_calculator.shares import share_of
from tests.cases.second_calculator.stints import Cover, Establishment, Stated

TIMELINES = ("do_nothing", "proposal", "proposed")
BUDGET_BASES = ("bottom", "mean_of_points", "mean_of_ends", "top", "extended_top")
ON_COSTS = ("employer_ni", "employer_lgps", "apprenticeship_levy")
ELEMENTS = (*PAY, *ON_COSTS, "turnover", "cover", "all_in")


def figures(scenario):
    """{(timeline, basis, first of a month, element): £}, where not nil."""
    bases = (*BUDGET_BASES, *(("actual", "settled") if scenario.get("people") else ()))
    establishment, insurance = Establishment(scenario), Insurance(scenario)
    found, alike = defaultdict(float), several(scenario)
    for timeline in TIMELINES:
        stints, cover = establishment.laid_out(timeline)
        for basis in bases:
            totals = of_timeline(scenario, stints, insurance, basis, alike)
            for month in _months(scenario):
                for key, kind in (("cover", Cover), ("all_in", Stated)):
                    amounts = (one.of_month(month) for one in cover if isinstance(one, kind))
                    found[timeline, basis, month, key] = sum(amounts)
                for element in ELEMENTS[:-2]:
                    found[timeline, basis, month, element] = totals[month][element]
    return found


def of_timeline(scenario, stints, insurance, basis, alike):
    """{month: {element: £}} of all stints together."""
    earned, received, pensionable = {}, {}, {}
    payers = Payer(scenario, basis), Payer(scenario, basis, meanwhile=True)
    for number, stint in enumerate(stints):
        for month, of_month, paid, owed, of_it in pay_of(scenario, stint, payers):
            earned[number, month] = of_month
            received[number, month] = paid, owed
            pensionable[number, month] = of_it
    due = insured(scenario, insurance, stints, received)
    terms = scenario["costing"].get("turnover")
    saved = share_of(terms["rate"]) if terms else 0.0
    totals = defaultdict(lambda: dict.fromkeys(ELEMENTS, 0.0))
    for (number, month), (paid, owed) in received.items():
        stint, of_month = stints[number], earned[number, month]
        parts = {key: getattr(of_month, key) for key in PAY}
        parts["employer_ni"] = due.get((number, month), 0.0)
        parts["employer_lgps"] = pension(scenario, stint, pensionable[number, month], month)
        parts["apprenticeship_levy"] = levy(paid + owed, month)
        parts["turnover"] = -saved * sum(parts.values()) if _kind(stint) in alike else 0.0
        for element, amount in parts.items():
            totals[month][element] += amount
    return totals


def pay_of(scenario, stint, payers):
    """(month, what is earned, what is liable of what is paid of it, and of what was owed, what is pensionable)."""
    payer, meanwhile = payers
    late = payer.structures.of({}).late  # of the team: who is on another structure may act up into it
    owed = owed_pensionable = 0.0
    for month in _months(scenario):
        there = share(month, stint.start, stint.stop)
        earned = payer.month(stint, month) if there else Paid()
        held = any(award <= month < paid for award, paid in late)
        now = meanwhile.month(stint, month) if held and there else earned
        back = back_pensionable = 0.0
        if held:
            owed += earned.liable() - now.liable()
            owed_pensionable += earned.pensionable() - now.pensionable()
        elif any(paid == month for _, paid in late):
            back, back_pensionable, owed, owed_pensionable = owed, owed_pensionable, 0.0, 0.0
        if there or back:
            yield month, earned, now.liable(), back, now.pensionable() + back_pensionable


def _months(scenario):
    return months_of(*(int(scenario["years"][end][:4]) for end in ("first", "last")))


def several(scenario):
    """(whether proposed, title, grade) of the posts that more than one person holds at once; a vacancy is a person."""
    posts = {key: [{**post, "held_vacant": ()} for post in scenario[key]] for key in ("present", "proposed")}
    filled = Establishment({**scenario, **posts})
    alike = defaultdict(list)
    for timeline in ("do_nothing", "proposed"):
        for stint in filled.laid_out(timeline)[0]:
            alike[_kind(stint)].append(stint)
    return {kind for kind, stints in alike.items() if max(map(len, _together(stints))) > 1}


def _kind(stint):
    title, grade = " ".join(stint.post["title"].lower().split()), str(stint.post["grade"]).replace(" ", "")
    return stint.proposed, title, grade, stint.structure.name


def _together(stints):
    """Who is in some posts on the first day of each stint."""
    for start in {stint.start for stint in stints}:
        yield {stint.person for stint in stints if stint.start <= start < stint.stop}
