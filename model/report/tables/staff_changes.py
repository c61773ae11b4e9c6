"""Who came, went and changed from one extract to the next, with what each costs before and after."""

from collections import Counter
from collections.abc import Sequence

from model.base.faults import number_of
from model.base.financial_year import FinancialYear
from model.base.money import pounds
from model.explain.staff_changes import AS_BEFORE, CHANGED, JOINED, LEFT, VACANCY, StaffChange
from model.pay.salaries import basis_named
from model.report.table import CHANGES, Table, how_parts_meet

KINDS = {LEFT: "Left", JOINED: "Joined", CHANGED: "Changed", VACANCY: "Vacancy"}
HOW = "Each person is costed for the whole year, or from the first day in post where the scenario states one."
MONEY = ("Before", "After", "Change")


def staff_changes_table(changes: Sequence[StaffChange], basis: str, year: FinancialYear) -> Table:
    """One row for each person who left, joined or changed, and for each post with new vacancies.

    Then one row for the people and vacancies that are as before, and one for the total.
    """
    rows = [
        {"": KINDS[change.kind], "Who": change.who, "What": change.what, **_amounts(change.before, change.after)}
        for change in changes
        if change.kind != AS_BEFORE
    ]
    others = [change for change in changes if change.kind == AS_BEFORE]
    rows += [
        {"": "As before", "Who": number_of(int(rest.who), "person", "people"), "What": "and vacancies as before"}
        | _amounts(rest.before, rest.after)
        for rest in others
    ]
    totals = [sum(getattr(change, side) for change in changes) for side in ("before", "after")]
    rows.append({"": "Total", "Who": "", "What": ""} | _amounts(*totals))
    note = f"£ of {year}, {basis_named(basis).label.lower()}, with on-costs. {HOW} "
    return Table(
        "staff_changes",
        "Who came, went and changed",
        rows,
        money=MONEY,
        signed=("Change",),
        note=note + how_parts_meet(rows, MONEY),
        total_row=True,
        exempt=True,
        sums=CHANGES,
    )


def _amounts(before: float, after: float) -> dict[str, float]:
    return {"Before": before, "After": after, "Change": after - before}


def staff_changes_sentence(changes: Sequence[StaffChange], year: FinancialYear) -> str:
    """How many left, joined and changed, and what that does to the cost of the present posts."""
    count = Counter(change.kind for change in changes)
    as_before = next(change.who for change in changes if change.kind == AS_BEFORE)
    before, after = (sum(getattr(change, side) for change in changes) for side in ("before", "after"))
    people = f"{count[LEFT]} left, {count[JOINED]} joined, {count[CHANGED]} changed, {as_before} are as before."
    more = f"{pounds(abs(after - before))} {'more' if after > before else 'less'}"
    return f"{people} In {year} the present posts cost {pounds(after)} instead of {pounds(before)}: {more}."
