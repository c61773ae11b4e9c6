"""The report's sentences: the headline, and whether it clears."""

from collections.abc import Iterable

from model.assessment import Assessment
from model.checks import Check
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
            f"change of {change}. These are not reconciled by the listed posts: {pounds(line.present_residual)} "
            f"of the present total and {pounds(line.proposed_residual)} of the proposed one are not explained by them."
        )
    elif found:
        said.append(f"Both published totals are met within {pounds(found.tolerance)}.")
    for test in assessment.buy_backs[:1]:
        if test.change > 0:
            rise, stepped = (pounds(price, pence=True) for price in (test.recovering_uplift, test.stepped_uplift))
            said.append(
                f"On the {test.rests_on}, {test.customers:,} {scenario.customers.are} would each pay {rise} more a "
                f"year ({stepped} in whole price steps); losing {test.leavers_at_new_average:.2f} of average size "
                "would cost as much as the change itself."
            )
    worst = costed.status("full_year_effect", basis, year)
    if worst:
        said.append(f"These figures rest on rates that are not all published: the least certain is {worst.label}.")
    return said


def _change(amount: float) -> str:
    return f"{pounds(abs(amount))} {'more' if amount >= 0 else 'less'}"


def verdict(checks: Iterable[Check]) -> str:
    """Whether a scenario clears, in a sentence."""
    blocked = [check for check in checks if check.blocks]
    if not blocked:
        return "Cleared: every blocking check passes."
    count = "1 blocking check fails" if len(blocked) == 1 else f"{len(blocked)} blocking checks fail"
    return f"Not cleared: {count}."
