"""Where the money comes from: as the scenario states it, as somebody has written it, or a place to fill."""

from model.assessment.results import has_funds
from model.base.faults import listed
from model.budget.funds import shares_of_posts
from model.report.decision.blocks import Line
from model.report.decision.brief import Brief


def paid_from(brief: Brief) -> Line:
    """What pays for the posts: what somebody wrote, else customers or funds, else a place to fill; never a guess."""
    scenario, written = brief.assessment.scenario, brief.fill("source")
    if written.text:
        return (written,)
    if brief.assessment.traded or scenario.customers:
        are = scenario.customers.are if scenario.customers else "customers"
        return (f"income from the {are} that buy the service",)
    if has_funds(scenario):
        return (listed(funds_of(brief), "and"),)
    return (written,)


def funds_of(brief: Brief) -> list[str]:
    """The funds that pay for posts, each once, in the order of the posts."""
    shares = shares_of_posts(brief.assessment.scenario)
    return list(dict.fromkeys(fund for of_post in shares.values() for fund in of_post))


def one_off_paid_from(brief: Brief) -> Line:
    """What pays for one-off costs: what somebody wrote, else the funds that the costs name, else a place to fill."""
    written, once = brief.fill("one_off_source"), brief.assessment.transition
    funds = dict.fromkeys(cost.funded_by for _, cost in once.each()) if once else {}
    return (written,) if written.text or not funds else (listed(list(funds), "and"),)
