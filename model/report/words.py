"""The report's sentences: the headline, and whether it clears."""

from collections.abc import Iterable

from model.assessment import Assessment
from model.checks import Check, gap
from model.financial_year import in_words
from model.money import pounds
from model.pay import basis_named

INVENTED = "The holders and the points they hold are invented: these figures only show the method."


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
    for test in assessment.buy_backs[:1]:
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
    if scenario.people is None:
        said.append("Increments and pay protection are not costed: every post stands at one point of its grade.")
    if scenario.one_off is None:
        said.append("Redundancy, notice, pension strain and recruitment are not costed.")
    if not any(post.allowances for post in (*scenario.present, *scenario.proposed)):
        said.append("No allowance of any post is stated, so none is costed.")
    if not any(post.cover_a_month for post in scenario.proposed):
        said.append("Agency and temporary cover is not costed.")
    return [*said, "Overtime and overheads are not costed."]


def _change(amount: float) -> str:
    return f"{pounds(abs(amount))} {'more' if amount >= 0 else 'less'}"


def verdict(checks: Iterable[Check]) -> str:
    """Whether a scenario clears, in a sentence; clearing is about the working, so what is disclosed is counted too."""
    made = list(checks)
    blocked = sum(check.blocks for check in made)
    if blocked:
        return f"Not cleared: {blocked} blocking {'check fails' if blocked == 1 else 'checks fail'}."
    disclosed = sum(check.outcome == "disclosed" for check in made)
    passed = "Cleared: every blocking check passes"
    if not disclosed:
        return f"{passed}."
    return f"{passed}; {disclosed} {'matter is' if disclosed == 1 else 'matters are'} disclosed under Checks."
