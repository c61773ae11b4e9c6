"""The report's sentences: the headline, and whether it clears."""

from collections.abc import Iterable

from model.assessment import Assessment
from model.checks import Check, gap
from model.disclosure import exempt_banner
from model.financial_year import in_words
from model.money import pounds
from model.pay import basis_named
from model.rate_tables import RateStatus
from model.report.price_words import what_prices_do

INVENTED = "The holders and the points they hold are invented: these figures only show the method."
PUBLIC = "Public: this report may be handed out. Nobody\u2019s own pay is in it: posts are costed by grade."
PUBLIC_LEAVES_OUT = (
    "What single people or customers are paid, cost once or buy is no part of the public figures: "
    "holders\u2019 points, increments, pay protection, acting up, redundancy, notice, pension strain, agency cover, "
    "agreements."
)
HOW_PUBLIC = (
    "Every figure is worked out from a scenario out of which the people and the list of customers are taken first. The "
    "figures as data, the tables as a workbook (tables.xlsx) and as CSV, the charts and a list of every public file "
    "with its fingerprint stand beside this page. The rules and their sources are in docs/method.md of the workbook."
)


def notices(assessment: Assessment) -> list[str]:
    """What a reader must know before the first figure, a sentence an entry; none where nothing is to be said."""
    if not assessment.is_public:
        banner = exempt_banner(assessment.scenario)
        return [banner] if banner else []
    step = pounds(assessment.step)
    coarse = (
        f"The model\u2019s figures are in steps of {step}, because no source prints all of the pay spine that they "
        "rest on. Each total is rounded by itself, and a change is the difference of the totals shown. Published "
        "figures, prices and the rates themselves stand as they were stated."
    )
    return [PUBLIC, coarse] if step != pounds(1) else [PUBLIC]


def headline(assessment: Assessment) -> list[str]:
    """What the report says first, a sentence an entry. Every figure is on the scenario's own basis."""
    scenario, costed = assessment.scenario, assessment.costed
    basis, year = scenario.costing.basis, costed.year_of_change
    before, after = costed.amount("do_nothing", basis, year), costed.amount("proposed", basis, year)
    posts = [sum(post.number for post in side) for side in (scenario.present, scenario.proposed)]
    invented = scenario.people is not None and scenario.people.invented
    said = [
        *([INVENTED] if invented else []),
        f"The {posts[0]} present posts become {posts[1]} from {in_words(scenario.dates.implementation)}.",
        f"Costed with {basis_named(basis).meaning}, they cost {pounds(before)} a year now and "
        f"{pounds(after)} afterwards, on-costs included: {_change(after - before)} in a full year at {year} rates, and "
        f"{_change(costed.amount('part_year_effect', basis, year))} in {year} itself.",
    ]
    found = assessment.reconciled
    if found and found.listed_on(basis).distance > found.tolerance:
        line = found.listed_on(basis)
        change = pounds(found.published_proposed - found.published_present, signed=True)
        said.append(
            f"The report publishes {pounds(found.published_present)} and {pounds(found.published_proposed)}, a "
            f"change of {change}. These are not reconciled by the listed posts: of the present total "
            f"{gap(line.present_residual)}, and of the proposed one {gap(line.proposed_residual)}."
        )
    elif found:
        said.append(f"Both published totals are met within {pounds(found.tolerance)}.")
    of_prices = what_prices_do(assessment)
    said += of_prices
    for test in () if of_prices else assessment.buy_backs[:1]:
        if test.change > 0:
            rise, stepped = (pounds(price, pence=True) for price in (test.recovering_uplift, test.stepped_uplift))
            are, leavers = scenario.customers.are, f"{test.leavers_at_new_average:.2f}"
            said.append(
                f"On the {test.rests_on}, {test.customers:,} {are} would each pay {rise} more a year ({stepped} in "
                f"whole price steps); losing {leavers} {are} of average size would cost as much as the change itself."
            )
    worst = costed.status("full_year_effect", basis, year)
    if worst:
        said.append(f"These figures rest on rates that are not all published: the least certain is {worst.label}.")
    if any(rate.table == "grades" and rate.status == RateStatus.RECALLED for rate in assessment.rates_read):
        said.append(
            f"The grades of {scenario.pay.grades_of} are recalled, and no source was found for them. They are used all "
            f"the same, for this reason: {scenario.pay.accept_recalled_grades}"
        )
    return said


def left_out(assessment: Assessment) -> list[str]:
    """What a reader may expect in the figures and will not find there, a sentence an entry."""
    scenario, costed = assessment.scenario, assessment.costed
    said = []
    vacant = {post.id for post in scenario.present if post.vacant and post.fate == "deleted"}
    if vacant:
        plan, basis = costed.plans["do_nothing"], scenario.costing.basis
        rows = [row for row, held in enumerate(plan.appointments) if held.post in vacant]
        budget = costed.amounts("do_nothing", basis)[rows, costed.years.index(costed.year_of_change)].sum()
        said.append(
            f"{pounds(budget)} of the present cost is of posts that are vacant and deleted: the budget falls by it, "
            "and what is spent does not."
        )
    if assessment.is_public:
        return [*said, PUBLIC_LEAVES_OUT, "Overtime and overheads are not costed."]
    if scenario.people is None:
        said.append("Increments and pay protection are not costed: every post stands at one point of its grade.")
    if scenario.one_off is None:
        said.append("Redundancy, notice, pension strain and recruitment are not costed.")
    if not any(post.allowances for post in (*scenario.present, *scenario.proposed)):
        said.append("No allowance of any post is stated, so none is costed.")
    if not any(post.cover_a_month for post in scenario.proposed):
        said.append("Agency and temporary cover is not costed.")
    if assessment.traded and assessment.traded.overheads is not None:
        return [*said, "Overtime is not costed. Overheads stand in the trading account and in no other figure."]
    return [*said, "Overtime and overheads are not costed."]


def _change(amount: float) -> str:
    return f"{pounds(abs(amount))} {'more' if amount >= 0 else 'less'}"


def verdict(checks: Iterable[Check], *, public: bool = False) -> str:
    """Whether a scenario clears, in a sentence; clearing is about the working, so what is disclosed is counted too.

    Of the ``public`` figures it says how their own checks come out: what clears a costing may rest on exempt fields.
    """
    made = list(checks)
    blocked = sum(check.blocks for check in made)
    if blocked and public:
        return f"Not to be handed out: {blocked} of the checks of the public figures that can block did not pass."
    if blocked:
        return f"Not cleared: {blocked} blocking {'check fails' if blocked == 1 else 'checks fail'}."
    disclosed = sum(check.outcome == "disclosed" for check in made)
    passed = (
        "Every check of the public figures that can block passes" if public else "Cleared: every blocking check passes"
    )
    if not disclosed:
        return f"{passed}."
    return f"{passed}; {disclosed} {'matter is' if disclosed == 1 else 'matters are'} disclosed under Checks."
