"""The checks behind clearance by Finance: each has an outcome in words, and says whether a failure blocks clearance."""

from collections.abc import Iterable
from itertools import pairwise

from model.base.check import Check, checked
from model.base.faults import number_of
from model.base.financial_year import in_words
from model.base.money import pounds
from model.budget.transition import Transition
from model.checks.establishment_checks import establishment_checks
from model.checks.paid_once import paid_once_checks
from model.cost.costed import CostedScenario
from model.explain.reconcile import Reconciled
from model.rates.tables import Rate
from model.schema.sections.scenario import Scenario


def checks(
    costed: CostedScenario,
    reconciled: Reconciled | None,
    transition: Transition | None = None,
    also_read: Iterable[Rate] = (),
) -> list[Check]:
    """Every check of a costed scenario, blocking ones first.

    The check of rates also covers the rates that were read for the one-off costs, and those in ``also_read``.
    """
    scenario = costed.scenario
    return [
        *establishment_checks(costed.establishment.seating),
        *paid_once_checks(costed),
        _dates(scenario),
        _published_arithmetic(scenario),
        _steps_add_up(costed),
        _reconciliation(costed, reconciled),
        _rates((*costed.book.rates_read, *(transition.rates_read if transition else ()), *also_read)),
        _indicative_grades(scenario),
        _bars(costed),
    ]


def _dates(scenario: Scenario) -> Check:
    named = [
        ("decision", scenario.dates.decision),
        ("publication", scenario.dates.published),
        ("implementation", scenario.dates.implementation),
    ]
    known = [(name, day) for name, day in named if day]
    faults = [
        f"The {later} ({in_words(day)}) is before the {earlier} ({in_words(before)})."
        for (earlier, before), (later, day) in pairwise(known)
        if day < before
    ]
    in_order = "; ".join(f"{name} {in_words(day)}" for name, day in known)
    return checked(
        "dates",
        "Order of decision, publication and implementation",
        faults,
        f"{in_order[:1].upper()}{in_order[1:]}.",
    )


def _published_arithmetic(scenario: Scenario) -> Check:
    before, after, change = (scenario.published_amount(name) for name in ("present_cost", "proposed_cost", "change"))
    if before is None or after is None or change is None:
        return Check(
            "published_arithmetic",
            "Arithmetic of the published totals",
            "pass",
            True,
            "The report does not publish all three of present cost, proposed cost and change.",
        )
    faults = (
        []
        if before + change == after
        else [
            f"The published present cost of {pounds(before)} and change of {pounds(change, signed=True)} give "
            f"{pounds(before + change)}; the published proposed cost is {pounds(after)}."
        ]
    )
    return checked(
        "published_arithmetic",
        "Arithmetic of the published totals",
        faults,
        f"The published present cost of {pounds(before)} and change of {pounds(change, signed=True)} give the "
        f"published proposed cost of {pounds(after)}.",
    )


def _steps_add_up(costed: CostedScenario) -> Check:
    from model.explain.bridge import bridge

    basis, year = costed.scenario.costing.basis, costed.year_of_change
    steps = sum(step.change for step in bridge(costed, basis, year))
    effect = costed.amount("full_year_effect", basis, year)
    faults = (
        []
        if abs(steps - effect) < 0.005
        else [f"The steps add up to {pounds(steps, pence=True)}; the change is {pounds(effect, pence=True)}."]
    )
    return checked(
        "bridge",
        "Steps of the bridge against the change",
        faults,
        f"The steps add up to {pounds(effect, signed=True)}, with nothing left over.",
    )


def _reconciliation(costed: CostedScenario, reconciled: Reconciled | None) -> Check:
    title = "Listed posts against the published totals"
    if reconciled is None:
        return Check("reconciliation", title, "disclosed", False, "The report publishes no totals to reconcile with.")
    published = reconciled.published
    on_basis = reconciled.listed_on(costed.scenario.costing.basis)
    if on_basis.is_within(reconciled.tolerance):
        met = "Both totals are" if published.totals else f"{published.name[:1].upper()}{published.name[1:]} is"
        return Check("reconciliation", title, "pass", False, f"{met} within {pounds(reconciled.tolerance)}.")
    left = [
        f"{gap(on_basis.left(side))} than the published {pounds(getattr(published, side))}"
        for side in published.compared
    ]
    finding = f"Not reconciled: the listed posts come to {', and '.join(left)}."
    if reconciled.attempts:
        near, both = reconciled.near(*published.compared), "both totals" if published.totals else published.name
        finding += (
            f" Of {len(reconciled.attempts):,} combinations of assumptions tried, {near:,} come within "
            f"{pounds(reconciled.tolerance)} of {both}. A combination that comes near is not proved right."
        )
    return Check("reconciliation", title, "disclosed", False, finding)


def gap(residual: float) -> str:
    """How far the cost of the listed posts is from a published figure, in words: ``£500 less``, ``£500 more``.

    ``residual`` is the published figure less the cost of the listed posts, £.
    """
    return f"{pounds(abs(residual))} {'less' if residual >= 0 else 'more'}"


def _rates(read: tuple[Rate, ...]) -> Check:
    read = tuple(dict.fromkeys(read))
    by_status: dict[str, int] = {}
    for rate in read:
        by_status[rate.status.label] = by_status.get(rate.status.label, 0) + 1
    words = ", ".join(f"{count} {label}" for label, count in sorted(by_status.items()))
    return checked(
        "rates",
        "Status of the rates used",
        [f"Of {number_of(len(read), 'rate')} used: {words}."] if set(by_status) != {"published"} else [],
        f"{number_of(len(read), 'rate')} used; every one is published.",
        blocking=False,
    )


def _indicative_grades(scenario: Scenario) -> Check:
    indicative = [post for post in scenario.proposed if post.indicative]
    return checked(
        "grades",
        "Evaluation of the proposed grades",
        [
            f"{_count(indicative)} of {_count(scenario.proposed)} proposed posts have indicative grades, which are not "
            "yet evaluated."
        ]
        if indicative
        else ["The scenario does not say whether the proposed grades are evaluated."],
        "",
        blocking=False,
    )


def _bars(costed: CostedScenario) -> Check:
    """The check of grades with a bar, whether a grade is written in points or by name."""
    sides = {"present": costed.scenario.present, "proposed": costed.scenario.proposed}
    ranges = [
        (post, costed.book.ranges[costed.book.number_of(side, post.grade, post.pay_structure)])
        for side, posts in sides.items()
        for post in posts
    ]
    barred = {f"{post.title} {post.grade}": found for post, found in ranges if found.has_bar}
    return checked(
        "bars",
        "Definition of the grade notation",
        [
            "; ".join(which if "#" in which else f"{which} ({found})" for which, found in barred.items())
            + ": the workbook reads # as a progression bar, which is an assumption."
        ]
        if barred
        else [],
        "No grade has a bar.",
        blocking=False,
    )


def _count(posts) -> int:
    return sum(post.number for post in posts)
