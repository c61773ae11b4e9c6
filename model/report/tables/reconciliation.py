"""Reconciliation on the page: the listed posts against the published figures, and what each hypothesis assumes."""

from collections.abc import Iterable

import pandas as pd

from model.assessment.assess import Assessment
from model.base.money import pounds
from model.base.stated import stated
from model.explain.reconcile import Attempt, Compared
from model.pay.salaries import basis_named
from model.report.table import Section, Sums, Table
from model.schema.sections.reconcile import Hypotheses

NOT_EXPLAINED = "Not explained, {}"
MOST_NEAREST = 10


def reconciliation_tables(assessment: Assessment) -> list[Table]:
    """The listed posts against the published figures and, where hypotheses are declared, what each comes to.

    Empty where the scenario states no published figures.
    """
    found = assessment.reconciled
    if found is None:
        return []
    tables = [reconciliation(assessment)]
    if found.attempts:
        tables += [hypotheses_tried(assessment), span_of_attempts(assessment), nearest_attempts(assessment)]
    return tables


def _residuals(compared: Compared) -> dict[str, float]:
    """By column, how much of each published figure the listed posts do not explain, £."""
    return {NOT_EXPLAINED.format(side): compared.left(side) for side in compared.published.stated}


def _ranked_by(attempt: Attempt) -> dict[str, float]:
    """By column, how much a combination leaves unexplained, £, of each figure by which combinations are ranked."""
    return {NOT_EXPLAINED.format(side): attempt.left(side) for side in attempt.published.compared}


def reconciliation(assessment: Assessment) -> Table:
    """One row for each basis: the listed posts against the published figures, and what is not explained."""
    found = stated(assessment.reconciled, "published figures")
    rows = []
    for line in found.listed:
        left = _residuals(line)
        costs = {"Present": line.present, "Proposed": line.proposed}
        rows.append({"Costing basis": basis_named(line.basis).label})
        for side in ("present", "proposed"):
            rows[-1] |= {side.capitalize(): costs[side.capitalize()]}
            rows[-1] |= {name: left.pop(name) for name in [NOT_EXPLAINED.format(side)] if name in left}
        rows[-1] |= left
    money = tuple(rows[0])[1:]
    by_sides = {"Not explained, change": ("Not explained, proposed", "-Not explained, present")}
    return Table(
        "reconciliation",
        f"The listed posts against the published {found.published.in_words}, £",
        pd.DataFrame(rows),
        money=money,
        signed=tuple(name for name in money if name.startswith("Not")),
        note="“Not explained” is the published figure less the modelled figure. The difference is disclosed. No figure "
        "is altered to remove it.",
        section=Section.RECONCILIATION,
        sums=Sums(by_sides) if found.published.totals else Sums(),
    )


def hypotheses_tried(assessment: Assessment) -> Table:
    """One row for each hypothesis: what it assumes, why, and what the nearest combination with it does not explain."""
    found = stated(assessment.reconciled, "published figures")
    lists = Hypotheses.model_fields
    first: dict[tuple[str, str], Attempt] = {}
    numbers: dict[tuple[str, str], int] = {}
    for attempt in found.attempts:
        for kind, tried in attempt.tried.items():
            first.setdefault((kind, tried.assumes), attempt)
            numbers[kind, tried.assumes] = numbers.get((kind, tried.assumes), 0) + attempt.is_within(found.tolerance)
    rows = [
        {
            "Hypothesis": f"{lists[kind].title}: {attempt.tried[kind].label}",
            "What it assumes": f"{assumes}.",
            "Why it is tried": attempt.tried[kind].reason,
            **_ranked_by(attempt),
            "Near": numbers[kind, assumes],
        }
        for kind in lists
        for (of, assumes), attempt in first.items()
        if of == kind
    ]
    money = tuple(_ranked_by(found.attempts[0]))
    return Table(
        "hypotheses",
        "What each hypothesis assumes, and what the best combination that includes it leaves unexplained, £",
        pd.DataFrame(rows),
        money=money,
        signed=money,
        note=f"“Near” says how many combinations with the hypothesis come within {pounds(found.tolerance)} "
        "of the published figures. Everything else is as in the costing. A hypothesis that every near combination "
        "needs is worth asking about, but none is proof.",
        section=Section.RECONCILIATION,
    )


def span_of_attempts(assessment: Assessment) -> Table:
    """One row for each hypothesis on an unlisted post: the lowest and highest figures that its combinations give."""
    found = stated(assessment.reconciled, "published figures")
    sides, rows = found.published.compared, []
    for name in dict.fromkeys(map(_unlisted, found.attempts)):
        row = {"Unlisted post": "none: the listed posts alone" if name == "none" else f"with a {name}"}
        for side in sides:
            published = getattr(found.published, side)
            costs = [getattr(attempt, side) for attempt in found.attempts if _unlisted(attempt) == name]
            within = "within reach" if min(costs) <= published <= max(costs) else "out of reach"
            row |= {f"{side.capitalize()}, lowest": min(costs), f"{side.capitalize()}, highest": max(costs)}
            row |= {f"{pounds(published)} reached": within}
        rows.append(row)
    return Table(
        "reconciliation_span",
        "The lowest and highest figures that the declared combinations give, full year, £",
        pd.DataFrame(rows).sort_values("Unlisted post", ascending=False, ignore_index=True),
        money=tuple(f"{side.capitalize()}, {end}" for side in sides for end in ("lowest", "highest")),
        note="“Within reach” means that the published figure is between the lowest and the highest. This is not "
        "evidence that any one combination is right.",
        section=Section.RECONCILIATION,
    )


def _unlisted(attempt: Attempt) -> str:
    """The unlisted post that a combination supposes, without its points."""
    return attempt.tried["unlisted_post"].label


def nearest_attempts(assessment: Assessment, most: int = MOST_NEAREST) -> Table:
    """The declared combinations that come nearest to the published figures, one row each."""
    found = stated(assessment.reconciled, "published figures")
    lists = {kind: Hypotheses.model_fields[kind].title for kind in _tried(found.attempts)}
    rows = [
        {title: attempt.label(kind) for kind, title in lists.items()} | _ranked_by(attempt)
        for attempt in found.attempts
    ]
    names = {"present": "the present total", "proposed": "the proposed total", "change": "the change"}
    counts = [f"{found.near(side)} for {names[side]}" for side in found.published.stated]
    if found.published.totals:
        counts.append(f"{found.near('present', 'proposed')} for both totals at once")
    money = tuple(NOT_EXPLAINED.format(side) for side in found.published.compared)
    return Table(
        "nearest_combinations",
        f"The combinations of hypotheses nearest to {found.published.name}, nearest first, £",
        pd.DataFrame(rows),
        rows_on_page=most,
        money=money,
        signed=money,
        note=f"The scenario file declares {len(found.attempts):,} combinations of hypotheses. The number within "
        f"{pounds(found.tolerance)} of a published figure: {', '.join(counts)}. Several combinations are about "
        f"equally near, so none is proof. The report shows the first {min(most, len(rows))}. The files of tables "
        "have them all.",
        section=Section.RECONCILIATION,
    )


def _tried(attempts: Iterable[Attempt]) -> list[str]:
    """The keys of the lists of hypotheses that the combinations use, in the order of the schema."""
    kinds = {kind for attempt in attempts for kind in attempt.tried}
    return [kind for kind in Hypotheses.model_fields if kind in kinds]
