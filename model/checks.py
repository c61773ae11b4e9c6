"""Checks that Finance clears by: each with an outcome in words, and whether a failure blocks clearance."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from model.costed import CostedScenario
from model.establishment import arriving, displaced_holders, present_seats
from model.financial_year import in_words
from model.money import pounds
from model.reconcile import Reconciled
from model.schema.posts import WHOLE, Post
from model.schema.scenario import Scenario

Outcome = Literal["pass", "fail", "disclosed"]


@dataclass(frozen=True)
class Check:
    """One line of the clearance: what was checked, how it came out, and why."""

    key: str
    title: str
    outcome: Outcome
    blocking: bool
    finding: str

    @property
    def blocks(self) -> bool:
        """Whether this stops the scenario from being cleared."""
        return self.blocking and self.outcome == "fail"


def checks(costed: CostedScenario, reconciled: Reconciled | None) -> list[Check]:
    """Every check of a costed scenario, blocking ones first."""
    scenario = costed.scenario
    return [
        _destinations(scenario),
        _sources(scenario),
        _establishment(scenario),
        _published_counts(scenario),
        _dates(scenario),
        _published_arithmetic(scenario),
        _steps_add_up(costed),
        _reconciliation(costed, reconciled),
        _rates(costed),
        _indicative_grades(scenario),
        _bars(scenario),
    ]


def _result(key: str, title: str, faults: list[str], sound: str, *, blocking: bool = True) -> Check:
    outcome = "pass" if not faults else "fail" if blocking else "disclosed"
    return Check(key, title, outcome, blocking, " ".join(faults) if faults else sound)


def _destinations(scenario: Scenario) -> Check:
    lost = [post for post in scenario.present if post.fate == "unresolved"]
    return _result(
        "destinations",
        "Every present post has a destination",
        [
            f"{post.title} ({post.grade}) has no destination: say whether it is assimilated, ring-fenced or deleted, "
            "and whether anyone holds it."
            for post in lost
        ],
        f"All {_count(scenario.present)} present posts have a stated destination or end.",
    )


def _sources(scenario: Scenario) -> Check:
    coming = arriving(scenario)
    named = {name for post in scenario.present for name in post.to}
    faults = []
    for post in scenario.proposed:
        filled = sum(seat.fte for seat in coming[post.id])
        if post.filled_by == "assimilation" and filled < post.number * post.fte - WHOLE:
            faults.append(
                f"{post.title} is filled by assimilation, but present posts fill {filled:g} of its "
                f"{post.number * post.fte:g} FTE."
            )
        if post.filled_by == "ring-fence" and post.id not in named:
            faults.append(f"{post.title} is ring-fenced, but no present post is ring-fenced for it.")
        if post.filled_by == "open" and post.id in named:
            faults.append(f"{post.title} is filled openly, yet a present post goes to it.")
    return _result(
        "sources",
        "Every proposed post has a source",
        faults,
        f"All {_count(scenario.proposed)} proposed posts are filled by assimilation, ring-fence or openly.",
    )


def _establishment(scenario: Scenario) -> Check:
    kept = [post for post in scenario.present if post.to]
    gone = [post for post in scenario.present if post.fate in ("deleted", "open")]
    displaced = displaced_holders(scenario)
    leaving = [seat for post in kept for seat in present_seats(post) if seat.holder not in displaced]
    coming = [seat for seats in arriving(scenario).values() for seat in seats]
    present, proposed = _fte(scenario.present), _fte(scenario.proposed)
    unresolved = present - _fte(kept) - _fte(gone)
    lost = _fte(kept) - sum(seat.fte for seat in leaving)
    cut = sum(seat.fte for seat in leaving) - sum(seat.fte for seat in coming)
    faults = []
    if len(coming) < len(leaving):
        faults.append(f"{len(leaving)} people or vacancies have a destination, which has room for {len(coming)}.")
    parts = [f"{_fte(kept) - lost:g} retained", f"{_fte(gone):g} deleted"]
    parts += [f"{lost:g} displaced"] if lost > WHOLE else []
    parts += [f"{unresolved:g} unresolved"] if unresolved > WHOLE else []
    arrived = sum(seat.fte for seat in coming)
    hours = f" ({cut:g} FTE of hours given up)" if cut > WHOLE and not faults else ""
    return _result(
        "establishment",
        "The establishment reconciles",
        faults,
        f"Present {present:g} FTE = {' + '.join(parts)}; proposed {proposed:g} FTE = {arrived:g} retained{hours} + "
        f"{proposed - arrived:g} created or filled openly.",
    )


def _published_counts(scenario: Scenario) -> Check:
    counts = {
        "ring_fenced_roles": ("ring-fenced roles", _ring_fenced(scenario.proposed)),
        "ring_fenced_staff": ("staff in the ring-fence", _staff_in_ring_fence(scenario)),
    }
    faults = [
        f"The report states {figure.amount:g} {counts[figure.measure][0]} ({figure.source}); the structure has "
        f"{counts[figure.measure][1]}."
        for figure in scenario.published
        if figure.measure in counts and figure.amount != counts[figure.measure][1]
    ]
    return _result(
        "published_counts",
        "The report's text and its tables agree",
        faults,
        "Every count that the report states is the structure's own.",
    )


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
    return _result(
        "dates",
        "Decision, publication and implementation are in order",
        faults,
        "; ".join(f"{name} {in_words(day)}" for name, day in known) + ".",
    )


def _published_arithmetic(scenario: Scenario) -> Check:
    before, after, change = (scenario.published_amount(name) for name in ("present_cost", "proposed_cost", "change"))
    if None in (before, after, change):
        return Check(
            "published_arithmetic", "The published totals add up", "pass", True, "No full set of totals is published."
        )
    faults = (
        []
        if before + change == after
        else [
            f"{pounds(before)} and {pounds(change, signed=True)} make {pounds(before + change)}, not {pounds(after)}."
        ]
    )
    return _result(
        "published_arithmetic",
        "The published totals add up",
        faults,
        f"{pounds(before)} {pounds(change, signed=True)} = {pounds(after)}.",
    )


def _steps_add_up(costed: CostedScenario) -> Check:
    from model.bridge import bridge

    basis, year = costed.scenario.costing.basis, costed.year_of_change
    steps = sum(step.change for step in bridge(costed, basis, year))
    effect = costed.amount("full_year_effect", basis, year)
    faults = (
        []
        if abs(steps - effect) < 0.005
        else [f"The steps make {pounds(steps, pence=True)}, the change is {pounds(effect, pence=True)}."]
    )
    return _result(
        "bridge",
        "The steps of the bridge add up to the change",
        faults,
        f"The steps make {pounds(effect, signed=True)} with nothing left over.",
    )


def _reconciliation(costed: CostedScenario, reconciled: Reconciled | None) -> Check:
    title = "The listed posts reconcile to the published totals"
    if reconciled is None:
        return Check("reconciliation", title, "disclosed", False, "The report publishes no totals to reconcile with.")
    on_basis = reconciled.listed_on(costed.scenario.costing.basis)
    if on_basis.distance <= reconciled.tolerance:
        return Check("reconciliation", title, "pass", False, f"Both totals are within {pounds(reconciled.tolerance)}.")
    finding = (
        f"Not reconciled by the listed posts: of {pounds(reconciled.published_present)} published "
        f"{gap(on_basis.present_residual)}, and of {pounds(reconciled.published_proposed)} "
        f"{gap(on_basis.proposed_residual)}."
    )
    if reconciled.attempts:
        finding += (
            f" Of {len(reconciled.attempts)} declared combinations, {len(reconciled.near)} come within "
            f"{pounds(reconciled.tolerance)} of both totals; coming near is not proof."
        )
    return Check("reconciliation", title, "disclosed", False, finding)


def gap(residual: float) -> str:
    """A residual in words: published less modelled, £."""
    if residual >= 0:
        return f"{pounds(residual)} is not explained by them"
    return f"they come to {pounds(-residual)} more"


def _rates(costed: CostedScenario) -> Check:
    by_status: dict[str, int] = {}
    for rate in costed.book.rates_read:
        by_status[rate.status.label] = by_status.get(rate.status.label, 0) + 1
    words = ", ".join(f"{count} {label}" for label, count in sorted(by_status.items()))
    return _result(
        "rates",
        "Every rate used is published",
        [f"Of {len(costed.book.rates_read)} rates used: {words}."] if set(by_status) != {"published"} else [],
        "All are.",
        blocking=False,
    )


def _indicative_grades(scenario: Scenario) -> Check:
    indicative = [post for post in scenario.proposed if post.indicative]
    return _result(
        "grades",
        "Proposed grades are evaluated",
        [f"{_count(indicative)} of {_count(scenario.proposed)} proposed posts have indicative grades."]
        if indicative
        else ["The scenario does not say whether the proposed grades are evaluated."],
        "",
        blocking=False,
    )


def _bars(scenario: Scenario) -> Check:
    barred = [post for post in (*scenario.present, *scenario.proposed) if "#" in post.grade]
    return _result(
        "bars",
        "Grade notation is defined by the authority",
        [
            f"{'; '.join(f'{post.title} {post.grade}' for post in barred)}: # is read as a progression bar, "
            "reading assumed."
        ]
        if barred
        else [],
        "Every grade is a plain range.",
        blocking=False,
    )


def _count(posts) -> int:
    return sum(post.number for post in posts)


def _fte(posts) -> float:
    return sum(post.number * post.fte for post in posts)


def _ring_fenced(proposed: tuple[Post, ...]) -> int:
    return sum(post.number for post in proposed if post.filled_by == "ring-fence")


def _staff_in_ring_fence(scenario: Scenario) -> int:
    return sum(len(present_seats(post)) for post in scenario.present if post.fate == "ring-fenced" and not post.vacant)
