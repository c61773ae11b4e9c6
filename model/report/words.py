"""The words before and around the figures: notices, how sure the figures are, what they leave out, and the verdict."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Literal

from model.assessment.assess import Assessment
from model.base.faults import listed, number_of
from model.base.financial_year import in_words
from model.base.money import POUND, half_up, pounds
from model.budget.funds import by_fund
from model.buy_back.price_story import needed_for
from model.checks.clearance_checks import Check
from model.cost.elements import ELEMENTS
from model.disclosure.public_input import exempt_banner, exempt_mark, replaces_exempt_basis
from model.pay.salaries import BASES
from model.rates.tables import Rate, RateStatus
from model.report.rate_names import COUNTED, IN_A_SENTENCE

BY_GRADE = "Nobody\u2019s own pay is in this report: posts are costed by grade."
PUBLIC = f"Public: this report may be handed out. {BY_GRADE}"
OTHER_BASIS = (
    "The decision was taken on a costing at the holders' own points, which is exempt. The figures here cost every "
    "post at the top of its grade instead, so they are not the figures decided on."
)
PUBLIC_LEAVES_OUT = (
    "The public figures leave out the pay and the one-off costs of individual people, and what each customer buys. "
    "That means holders\u2019 points and holders\u2019 own allowances, increments, "
    f"{', '.join(element.not_public for element in ELEMENTS if element.not_public)}, redundancy, notice, "
    "pension strain and agreements with customers."
)
HOW_SURE = {
    RateStatus.DERIVED: "Derived (worked out from published figures)",
    RateStatus.RECALLED: "Recalled, with no source found",
    RateStatus.ASSUMED: "Assumed by the scenario",
}
NOT_A_SIGNATURE = "Finance\u2019s clearance is a signature: the control sheet and its log say whether there is one."
NONE_ON_SHEET = (
    "No clearance by Finance is recorded on the control sheet. A clearance that is signed later is in the log of the "
    "control sheet."
)
HOW_PUBLIC = (
    "Every figure is worked out from a copy of the scenario without its people and its list of customers. Beside this "
    "page are the figures as data, the tables as a workbook (tables.xlsx) and as CSV, the charts, and a list of every "
    "public file with its fingerprint. The rules and their sources are in docs/method/ of the workbook."
)


def notices(assessment: Assessment) -> list[str]:
    """What a reader must know before the first figure, in sentences; empty where there is nothing to say."""
    if not assessment.is_public:
        banner = exempt_banner(assessment.scenario)
        return [banner] if banner else []
    said = [BY_GRADE if assessment.blocked_by else PUBLIC]  # the verdict says that it is not to be handed out
    said += [OTHER_BASIS] if replaces_exempt_basis(assessment.scenario) else []
    differs = assessment.scenario.disclosure and assessment.scenario.disclosure.differs_because
    said += [differs] if differs else []
    step = pounds(assessment.step)
    coarse = (
        f"The model\u2019s figures are in steps of {step}, because not every pay point behind them is "
        "published. Each total is rounded by itself, and its parts are rounded together so that they add up to it. A "
        "change is the difference of the totals shown. Published figures, prices and rates are shown as they were "
        "stated."
    )
    return [*said, coarse] if step != pounds(1) else said


def made_with(assessment: Assessment) -> list[str]:
    """A sentence on the changes that the figures include; empty where the scenario is as in its file."""
    changes = "; ".join(assessment.changes)
    return [f"These figures include changes that are not saved in any file: {changes}."] if changes else []


def how_sure(assessment: Assessment) -> list[str]:
    """Sentences on the unpublished rates behind the figures, by status; empty where every rate is published.

    Recalled grades are named, with the reason for accepting them.
    """
    return how_sure_of(assessment.rates_read) + [
        f"The grades of {authority} are recalled (written from memory), and no source was found for them. The reason "
        f"for using these grades: {reason}"
        for authority, reason in _recalled(assessment).items()
    ]


def how_sure_of(read: Iterable[Rate]) -> list[str]:
    """One text that says which rates are derived, recalled or assumed; empty where every rate is published."""
    rates = list(read)
    held = {status: [rate for rate in rates if rate.status == status] for status in HOW_SURE}
    times = Counter(table for of in held.values() for table in {rate.table for rate in of})
    named = [f"{HOW_SURE[status]}: {_what_they_are(of, times)}." for status, of in held.items() if of]
    return [" ".join(["Not every rate behind these figures is published.", *named])] if named else []


def foot_of_page(assessment: Assessment) -> str:
    """The text at the foot of every printed page: the exempt and the recalled mark; empty where there is neither."""
    exempt = "" if assessment.is_public else exempt_mark(assessment.scenario)
    return ". ".join(filter(None, (exempt, recalled_mark(assessment))))


def recalled_mark(assessment: Assessment) -> str:
    """The text at the foot of every printed page where grades are recalled; else empty."""
    authorities = listed(_recalled(assessment), "and") if _recalled(assessment) else ""
    return f"Uses recalled grades of {authorities}: no source was found for them" if authorities else ""


def _recalled(assessment: Assessment) -> dict[str, str]:
    """The stated reason for each authority whose recalled grades are used."""
    rows = [rate for rate in assessment.rates_read if (rate.table, rate.status) == ("grades", RateStatus.RECALLED)]
    return {
        pay.grades_of: pay.accept_recalled_grades or ""
        for pay in assessment.scenario.pay_terms.values()
        if pay.grades_of and any(row.name.startswith(f"{pay.grades_of}, grade ") for row in rows)
    }


def _what_they_are(rates: Iterable[Rate], times: Mapping[str, int]) -> str:
    """Rates in words, those of one table together: ``12 pay points and the employer's pension rate``.

    ``times`` is how many statuses each table's rates have. Where there are several, a rate is named with its first day.
    """
    of: dict[str, list[Rate]] = {}
    for rate in rates:
        of.setdefault(rate.table, []).append(rate)
    return listed([_in_a_sentence(table, rows, times[table] > 1) for table, rows in of.items()], "and")


def _in_a_sentence(table: str, rates: Iterable[Rate], dated: bool) -> str:
    if table in COUNTED:
        return number_of(len({(rate.name, rate.point) for rate in rates}), COUNTED[table])
    starts = listed([in_words(day) for day in sorted({rate.effective_from for rate in rates})], "and")
    return f"{IN_A_SENTENCE[table]}{f' from {starts}' if dated else ''}"


def _borne_by_several_funds(assessment: Assessment) -> list[str]:
    """A sentence that prices recover the cost of every post, where several funds bear the posts; otherwise empty."""
    made, costed = assessment.traded, assessment.costed
    if made is None or not made.priced:
        return []
    year, basis = costed.years[-1], assessment.scenario.costing.basis
    borne = [cost for cost in by_fund(costed, basis) if cost.year == year and half_up(cost.proposal, POUND)]
    if len(borne) < 2:
        return []
    parts = listed([f"{pounds(cost.proposal)} by {cost.name}" for cost in borne], "and")
    return [
        f"Prices are set to recover the full cost of every post, whichever fund pays for it. The pay of {year} is paid "
        f"as follows: {parts}. Where a fund is to go on paying its part, customers need not pay for that part."
    ]


def left_out(assessment: Assessment) -> list[str]:
    """What a reader may expect in the figures but will not find there, a sentence for each."""
    scenario, said = assessment.scenario, []
    if assessment.is_public:
        return [PUBLIC_LEAVES_OUT, "Overtime and overheads are not costed."]
    said += _borne_by_several_funds(assessment)
    if scenario.people is None:
        said.append("Increments and pay protection are not costed: every post is at one point of its grade.")
    elif scenario.costing.basis in BASES:
        said.append(
            "Increments and pay protection are not in the headline, in which every post is at one point of its grade."
        )
    if assessment.coverage and (prices := [one.cost for one in assessment.coverage.providers if one.bought]):
        said.append(
            f"What is bought in costs {pounds(sum(prices))} a year. This cost is under Competences and in no other "
            "figure."
        )
    if assessment.traded and not assessment.traded.missing and (needed := needed_for(assessment.traded)):
        lacking = "; ".join(what.partition(" (")[0] for what in needed)
        said.append(f"Not stated for the traded service, and so not worked out: {lacking}.")
    if once := _not_costed_once(assessment):
        said.append(f"{listed(once, 'and').capitalize()} {'is' if len(once) == 1 else 'are'} not costed.")
    said += [
        element.when_nil for element in ELEMENTS if element.when_nil and not _costs_anything(assessment, element.key)
    ]
    if assessment.traded and assessment.traded.overheads is not None:
        return [*said, "Overtime is not costed. Overheads are in the trading account and in no other figure."]
    return [*said, "Overtime and overheads are not costed."]


MOST_MONTHS_OF_WORKINGS = 200_000
"""The most months of pay for which workings are made: about 1,200 posts in each structure over three years. LibreOffice
opens a workbook of that size in about a minute."""


def _not_costed_once(assessment: Assessment) -> list[str]:
    """The one-off costs that a change may have and the scenario does not state: those of leavers, and recruitment."""
    once = assessment.transition
    of_leavers = [] if once and once.leaving else ["redundancy", "notice", "pension strain"]
    return of_leavers + ([] if once and "recruitment" in once.by_kind else ["recruitment"])


def _costs_anything(assessment: Assessment, element: str) -> bool:
    """Whether an element costs anything on any timeline and basis."""
    return any(costs.amounts[element].any() for costs in assessment.costed.costs.values())


def has_workings(assessment: Assessment) -> bool:
    """Whether the costing is small enough for a workbook that shows its workings as live formulas."""
    return _cells_of_workings(assessment) <= MOST_MONTHS_OF_WORKINGS


def _cells_of_workings(assessment: Assessment) -> int:
    """How many months of pay the workings would have: one for each appointment and month of every timeline."""
    return sum(plan.employed.size for plan in assessment.costed.plans.values())


def how_made(assessment: Assessment, beside: Literal["page", "document"]) -> str:
    """Where every figure comes from, and what else is in the pack beside the page or the document."""
    workings, instead = "the workings as live formulas (workings.xlsx), ", ""
    if not has_workings(assessment):
        workings, instead = (
            "",
            (
                f" There are no workings as live formulas: {_cells_of_workings(assessment):,} months of pay are more "
                f"than the {MOST_MONTHS_OF_WORKINGS:,} that a workbook can easily hold. What each post costs is in "
                "envelope.csv. To have the workings of a part of the structure, make that part a scenario of its own."
            ),
        )
    return (
        f"Every figure comes from one run of the clearance notebook on one scenario file. Beside this {beside} are "
        f"{workings}the tables as a workbook (tables.xlsx) and as CSV, the figures as data, the charts, the executed "
        "notebook, and a list of every file with its fingerprint. The rules and their sources are in docs/method/ of "
        f"the workbook.{instead}"
    )


def counted(checks: Iterable[Check], where: str) -> str:
    """Sentences on how many checks pass, are disclosed and fail, which of them block, and where they are listed."""
    made = list(checks)
    number = Counter(check.outcome for check in made)
    said = [f"{number['pass']} {'passes' if number['pass'] == 1 else 'pass'}"]
    said += [number_of(number["disclosed"], "is disclosed", "are disclosed")] if number["disclosed"] else []
    said += [number_of(number["fail"], "fails", "fail")] if number["fail"] else ["none fails"]
    blocking = [check.title for check in made if check.blocks]
    named = f" {number_of(len(blocking), 'check blocks', 'checks block')}: {'; '.join(blocking)}." if blocking else ""
    return f"{listed(said, 'and')}.{named} {where} says what was found."


NOT_PRINTED = "Only in tables.xlsx"


def not_printed_said(number: int) -> str:
    """A sentence that some tables are only in the workbook of tables."""
    are = "is" if number == 1 else "are"
    return (
        f"{number_of(number, 'further table')} {are} too long or too detailed to print, and {are} in tables.xlsx "
        "beside this report, with every table that is printed here."
    )


def verdict(checks: Iterable[Check], *, public: bool = False, signed: str = NOT_A_SIGNATURE) -> str:
    """Whether any check blocks a scenario, in a sentence. Where none does, ``signed`` is the second sentence.

    Disclosed matters are counted too. Passing checks are not a signature: ``signed`` says what signature is recorded.

    With ``public``, only the checks of the public figures count, because other checks may rest on exempt fields.
    """
    made = list(checks)
    blocked = sum(check.blocks for check in made)
    if blocked and public:
        return f"Not to be handed out: {number_of(blocked, 'blocking check')} of the public figures did not pass."
    if blocked:
        return f"Not cleared: {number_of(blocked, 'blocking check fails', 'blocking checks fail')}."
    disclosed = sum(check.outcome == "disclosed" for check in made)
    passed = f"Every blocking check{' of the public figures' if public else ''} passes"
    if disclosed:
        passed += f"; {number_of(disclosed, 'matter is', 'matters are')} disclosed under Checks"
    return f"{passed}." if public or not signed else f"{passed}. {signed}"
