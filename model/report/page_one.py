"""Page one in sentences: what is decided, what it does to the budget and to spending, who pays, and what matters most.

Every amount of money in it is a named quantity (:mod:`model.assessment.quantities`) or a figure that the report
publishes.
"""

from collections.abc import Iterator

from model.assessment.assess import Assessment
from model.assessment.quantities import first_whole_year, vacant_and_deleted
from model.assessment.results import has_funds
from model.base.faults import listed, listed_in_short, number_of
from model.base.financial_year import in_words
from model.base.money import POUND, half_up, pounds
from model.base.quantity import APART, APART_AGAIN, more_or_less, rounded_apart
from model.base.stated import stated
from model.budget.funds import by_fund
from model.checks.clearance_checks import gap
from model.cost.elements import ELEMENTS
from model.pay.salaries import basis_named
from model.people.phases import phases
from model.report.price_words import what_prices_do
from model.report.words import how_sure, made_with
from model.schema.sections.scenario import Scenario

INVENTED = "The holders and the points they hold are invented: these figures only show the method."


def headline(assessment: Assessment) -> list[str]:
    """What the report says first: each entry is a sentence or two. Every figure is on the scenario's own basis."""
    scenario = assessment.scenario
    invented = scenario.people is not None and scenario.people.invented
    sentences = [
        *made_with(assessment),
        *([INVENTED] if invented else []),
        *_decision(assessment),
        *_costs(assessment),
        *_by_phase(assessment),
        *_reporting_lines(assessment),
        *spending(assessment),
        *published(assessment),
        *who_pays(assessment),
        *_once(assessment),
        *_saved_for_a_time(assessment),
        *_what_matters(assessment),
        *how_sure(assessment),
    ]
    explained = next((place for place, sentence in enumerate(sentences) if sentence.startswith(APART)), len(sentences))
    again = (sentence.replace(APART, APART_AGAIN) for sentence in sentences[explained + 1 :])
    return [*sentences[: explained + 1], *again]


def _decision(assessment: Assessment) -> Iterator[str]:
    """What the decision changes, and from which days: ``11 present posts become 11 from 1 December 2010``."""
    yield f"The decision of {in_words(assessment.scenario.dates.decision)}: {what_becomes(assessment.scenario)}."


def what_becomes(scenario: Scenario) -> str:
    """How the number of posts changes, and from which days, without a full stop."""
    steps = phases(scenario)
    before = sum(post.number for post in scenario.present)
    assumed = " (an assumed date)" if scenario.assumes("implementation") else ""
    first, *later = steps
    becomes = number_of(before, "present post becomes", "present posts become")
    said = [f"{becomes} {first.posts:,} from {in_words(first.day)}"]
    said += [assumed] if first.day == scenario.dates.implementation else []
    said += [f" ({first.title})"] if first.title else []
    for phase in later:
        said.append(f", then {phase.posts:,} from {in_words(phase.day)}{f' ({phase.title})' if phase.title else ''}")
    return "".join(said)


def _costs(assessment: Assessment) -> Iterator[str]:
    """What both structures cost, and how the budget changes in the year, in a full year and once pay is settled."""
    known, year = assessment.quantities, assessment.costed.year_of_change
    before, after, change = (known[key] for key in ("present_cost", "proposed_cost", "full_year_effect"))
    meaning = basis_named(assessment.scenario.costing.basis).meaning
    yield (
        f"Costed with {meaning}, the posts cost {before.printed} a year now and {after.printed} afterwards, on-costs "
        f"included: {change.in_words} in a full year at {year} rates."
    )
    if apart := rounded_apart(before, after, change):
        yield apart
    if filled := known.get("filled_effect"):
        yield (
            f"Present posts are held vacant or covered for part of {year}, but the full-year figure assumes that "
            f"the new posts are filled. With posts filled before and after, the effect is {filled.in_words} a year."
        )
    in_years = [f"{known['in_year_effect'].in_words} in {year} itself"]
    if following := known.get("following_effect"):
        in_years.append(f"{following.in_words} in {first_whole_year(assessment.costed)}")
    yield f"The budget for these posts needs {listed(in_years, 'and')}."
    yield from for_a_time(assessment)
    if settled := known.get("settled_effect"):
        yield f"Once increments are done and protection is over, the budget needs {settled.in_words} a year."


def for_a_time(assessment: Assessment) -> Iterator[str]:
    """A sentence on the parts of the full-year effect that end, such as protection; none where no part ends."""
    costed, basis = assessment.costed, assessment.scenario.costing.basis
    parts = []
    for element in ELEMENTS:
        ends = element.ends(assessment.scenario) if element.ends else ""
        change = costed.amount("full_year_effect", basis, costed.year_of_change, element.key)
        if ends and half_up(change, POUND):
            parts.append(f"{more_or_less(change)} for {element.label_in(assessment.scenario).lower()}, {ends}")
    if parts:
        yield f"Part of the full-year effect ends on a known date, together with its on-costs: {'; '.join(parts)}."


def _by_phase(assessment: Assessment) -> Iterator[str]:
    """What each phase adds in the year in which it begins and in a full year. The phases add up to the whole effect."""
    for effect in assessment.phases:
        phase, known = effect.phase, assessment.quantities
        in_year, full = (known[f"phase_{phase.id}_{key}"].in_words for key in ("in_year", "full"))
        yield (
            f"For the phase {phase.title} alone, from {in_words(phase.day)}, the budget needs {in_year} in "
            f"{effect.year} and {full} in a full year at {assessment.costed.year_of_change} rates."
        )


def _reporting_lines(assessment: Assessment) -> Iterator[str]:
    """The layers and the average span before and after, where both structures state who reports to whom."""
    lines = assessment.reporting_lines
    if len(lines) == 2:
        before, after = lines["present"], lines["proposed"]
        layers = number_of(before.layers, "layer")
        become = "becomes" if before.layers == 1 else "become"
        told = (
            f"{layers} of posts {become} {after.layers}"
            if before.layers != after.layers
            else f"the structure still has {layers} of posts"
        )
        yield (
            f"{told[:1].upper()}{told[1:]}, and the average span of a manager (the posts that report to the manager "
            f"directly) goes from {before.average_span:.1f} to {after.average_span:.1f} posts."
        )


def spending(assessment: Assessment) -> Iterator[str]:
    """How spending changes where vacant posts are deleted: the budget falls by their cost, and spending does not."""
    known, scenario = assessment.quantities, assessment.scenario
    if "cash_effect" not in known:
        return
    vacant = [post for post in scenario.present if post.id in vacant_and_deleted(assessment.costed)]
    titles = listed_in_short([post.title for post in vacant])
    posts, this = (
        ("a post that is", "this post")
        if sum(post.number for post in vacant) == 1
        else ("posts that are", "these posts")
    )
    is_vacant = "assumed to be vacant" if any(scenario.assumes(post.id) for post in vacant) else "vacant"
    yield (
        f"Actual spending does not change as the budget does: it is {known['cash_effect'].in_words} in a full year and "
        f"{known['in_year_cash_effect'].in_words} in {assessment.costed.year_of_change}. "
        f"{known['vacant_budget'].printed} of the present budget is for {posts} {is_vacant}: {titles}. The "
        f"proposal deletes {this}. The money is not being spent now, so giving it up saves nothing."
    )


def published(assessment: Assessment) -> Iterator[str]:
    """How the listed posts compare with published totals or a published change, and with the sum budgeted for it."""
    found, scenario, known = assessment.reconciled, assessment.scenario, assessment.quantities
    if not found:
        return
    line = found.listed_on(scenario.costing.basis)
    published = found.published
    if line.is_within(found.tolerance):
        are_met = "are met" if published.totals else "is met"
        yield f"{published.name[:1].upper()}{published.name[1:]} {are_met} within {pounds(found.tolerance)}."
    elif published.totals:
        yield (
            f"The report publishes totals of {published.in_words}, before and after. The second total "
            f"is {more_or_less(published.change)}. These totals are not reconciled: the listed posts come to "
            f"{gap(line.present_residual)} than the present total, and "
            f"{gap(line.proposed_residual)} than the proposed one."
        )
    else:
        yield (
            f"The report publishes a {published.in_words}. That figure is not reconciled: the listed posts come to "
            f"{gap(line.left(published.compared[0]))}."
        )
    budgeted = next((one for one in scenario.published if one.measure == "change" and one.budget_of), None)
    following = known.get("following_effect")
    if budgeted and following and budgeted.budget_of == str(first_whole_year(assessment.costed)):
        yield (
            f"The report puts {pounds(budgeted.amount)} into the budget of {budgeted.budget_of}; the listed posts need "
            f"{following.in_words} in that year."
        )


def who_pays(assessment: Assessment) -> Iterator[str]:
    """Who pays: customers by their prices, or funds by their shares. Where neither is stated, a sentence says so."""
    scenario, costed = assessment.scenario, assessment.costed
    yield from what_prices_do(assessment)
    for test in assessment.buy_backs[:1]:
        if test.change > 0:
            rise, stepped = (pounds(price, pence=True) for price in (test.recovering_uplift, test.stepped_uplift))
            are, leavers = stated(scenario.customers, "customers").are, f"{test.leavers_at_new_average:.2f}"
            yield (
                f"At {test.cost_in_words}, {test.customers:,} {are} would each pay {rise} more a year ({stepped} when "
                f"rounded up to the step in which prices are set). Losing {leavers} {are} of average size would cost "
                "as much as the change itself."
            )
    if assessment.is_public or assessment.traded:
        return
    if not has_funds(scenario):
        yield "Which fund or budget pays for the change is not stated."
        return
    year = first_whole_year(costed) or costed.year_of_change
    borne = [cost for cost in by_fund(costed, scenario.costing.basis) if cost.year == year]
    parts = listed([f"{cost.name} {more_or_less(cost.effect)}" for cost in borne], "and")
    yield f"Who pays, in {year}: {parts}."


def _once(assessment: Assessment) -> Iterator[str]:
    once = assessment.quantities.get("one_off_cost")
    if once and not once.is_nothing:
        yield f"Making the change costs {once.printed} once. No other figure here includes this cost."


def _what_matters(assessment: Assessment) -> Iterator[str]:
    """The assumption to ask about first, and every award that is not settled."""
    if most := assessment.matters_most:
        yield f"The assumption that matters most is {most.said}."
    for award in assessment.open_awards:
        yield f"Not settled: {award.said}. The source of the award: {award.source.rstrip('.')}."


def _saved_for_a_time(assessment: Assessment) -> list[str]:
    """What filling posts below grade saves, and until when; empty where no post is filled below grade."""
    saving = assessment.timed_saving
    if saving is None:
        return []
    saved = sum(saving.in_year(year)[2] for year in assessment.costed.years)
    posts = listed_in_short([path.title for path in saving.paths])
    return [
        f"Filling {posts} below grade saves {pounds(saved)} for a time. Nothing is saved from "
        f"{in_words(saving.ends)} on, and none of the saving is in the full-year effect."
    ]
