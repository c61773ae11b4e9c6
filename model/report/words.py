"""The report's sentences: the headline, and whether it clears."""

from collections.abc import Iterable

from model.assessment import Assessment
from model.checks import Check, gap
from model.disclosure import exempt_banner, exempt_mark, rests_on_exempt_basis
from model.faults import listed, number_of
from model.financial_year import in_words
from model.funds import by_fund
from model.money import POUND, half_up, pounds
from model.pay import basis_named
from model.rate_tables import Rate, RateStatus
from model.report.price_words import what_prices_do

INVENTED = "The holders and the points they hold are invented: these figures only show the method."
BY_GRADE = "Nobody\u2019s own pay is in it: posts are costed by grade."
PUBLIC = f"Public: this report may be handed out. {BY_GRADE}"
OTHER_BASIS = (
    "The decision rests on a costing at the points that holders stand at, which is exempt; the figures here cost every "
    "post at the top of its grade instead, so they are not the figures decided on."
)
PUBLIC_LEAVES_OUT = (
    "What single people or customers are paid, cost once or buy is no part of the public figures: "
    "holders\u2019 points, increments, pay protection, acting up, redundancy, notice, pension strain, agency cover, "
    "agreements."
)
HOW_SURE = {
    RateStatus.DERIVED: "Derived, that is worked out from published figures",
    RateStatus.RECALLED: "Recalled, with no source found",
    RateStatus.ASSUMED: "Assumed by the scenario",
}
OF_TABLES = {
    "lgps": "the employer\u2019s pension rate",
    "employer_ni": "National Insurance",
    "apprenticeship_levy": "the apprenticeship levy",
    "redundancy": "redundancy terms",
    "annual_leave": "annual leave",
    "vat": "VAT",
}
NOT_A_SIGNATURE = (
    "That is not Finance\u2019s clearance, which is a signature: it stands on the control sheet, or in its log."
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
    said = [BY_GRADE if assessment.blocked_by else PUBLIC]  # the verdict says that it is not to be handed out
    said += [OTHER_BASIS] if rests_on_exempt_basis(assessment.scenario) else []
    step = pounds(assessment.step)
    coarse = (
        f"The model\u2019s figures are in steps of {step}, because not every pay point that they rest on is "
        "published. Each total is rounded by itself, and a change is the difference of the totals shown. Published "
        "figures, prices and the rates themselves stand as they were stated."
    )
    return [*said, coarse] if step != pounds(1) else said


def headline(assessment: Assessment) -> list[str]:
    """What the report says first, a sentence an entry. Every figure is on the scenario's own basis."""
    scenario, costed = assessment.scenario, assessment.costed
    basis, year = scenario.costing.basis, costed.year_of_change
    before, after = costed.amount("do_nothing", basis, year), costed.amount("proposed", basis, year)
    posts = [sum(post.number for post in side) for side in (scenario.present, scenario.proposed)]
    invented = scenario.people is not None and scenario.people.invented
    said = [
        *([INVENTED] if invented else []),
        f"The {posts[0]} present {'post becomes' if posts[0] == 1 else 'posts become'} {posts[1]} from "
        f"{in_words(scenario.dates.implementation)}.",
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
    once = assessment.transition.total if assessment.transition else 0.0
    said += [f"The change itself costs {pounds(once)} once, which is in none of these figures."] if once else []
    return [*said, *_saved_for_a_time(assessment), *how_sure(assessment)]


def _saved_for_a_time(assessment: Assessment) -> list[str]:
    """What filling posts below their grade saves, and when it ends; nothing where no post is."""
    saving = assessment.timed_saving
    if saving is None:
        return []
    saved = sum(saving.in_year(year)[2] for year in assessment.costed.years)
    posts = listed([path.title for path in saving.paths], "and")
    return [
        f"Filling {posts} below grade saves {pounds(saved)} for a time: nothing from {in_words(saving.ends)}, and "
        "nothing in the full-year effect."
    ]


def how_sure(assessment: Assessment) -> list[str]:
    """Each status but published that rates have on which the figures rest, with what has it; nothing where none has.

    A sentence an entry. Recalled grades are named with the reason for which they are accepted.
    """
    read, pay = assessment.rates_read, assessment.scenario.pay
    held = {status: [rate for rate in read if rate.status == status] for status in HOW_SURE}
    named = [f"{HOW_SURE[status]}: {_what_they_are(rates)}." for status, rates in held.items() if rates]
    said = [" ".join(["These figures rest on rates that are not all published.", *named])] if named else []
    if recalled_mark(assessment):
        said.append(
            f"The grades of {pay.grades_of} are recalled, and no source was found for them. They are used all "
            f"the same, for this reason: {pay.accept_recalled_grades}"
        )
    return said


def foot_of_page(assessment: Assessment) -> str:
    """What stands at the foot of every printed page: that it is exempt, and that grades are recalled; else empty."""
    exempt = "" if assessment.is_public else exempt_mark(assessment.scenario)
    return ". ".join(filter(None, (exempt, recalled_mark(assessment))))


def recalled_mark(assessment: Assessment) -> str:
    """What stands at the foot of every printed page where grades are recalled; empty where none is."""
    of_grades = (rate.status for rate in assessment.rates_read if rate.table == "grades")
    if RateStatus.RECALLED not in of_grades:
        return ""
    return f"Rests on recalled grades of {assessment.scenario.pay.grades_of}: no source was found for them"


def _what_they_are(rates: Iterable[Rate]) -> str:
    """Rates in words, those of one table together: ``12 pay points and the employer's pension rate``."""
    of: dict[str, set[tuple[str, str]]] = {}
    for rate in rates:
        of.setdefault(rate.table, set()).add((rate.name, rate.point))
    counted = {"spines": "pay point", "grades": "grade"}
    return listed(
        [
            f"{len(names)} {counted[table]}{'s' if len(names) != 1 else ''}" if table in counted else OF_TABLES[table]
            for table, names in of.items()
        ],
        "and",
    )


def _borne_by_several_funds(assessment: Assessment) -> list[str]:
    """That prices recover the cost of every post, where several funds bear the posts; else nothing."""
    made, costed = assessment.traded, assessment.costed
    if made is None or not made.priced:
        return []
    year, basis = costed.years[-1], assessment.scenario.costing.basis
    borne = [cost for cost in by_fund(costed, basis) if cost.year == year and half_up(cost.proposal, POUND)]
    if len(borne) < 2:
        return []
    parts = listed([f"{pounds(cost.proposal)} by {cost.name}" for cost in borne], "and")
    return [
        f"The full cost that prices are held against is of every post, whichever fund bears it: of the pay of {year}, "
        f"{parts}. Where a fund is to go on bearing its part, customers need not pay for that."
    ]


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
    said += _borne_by_several_funds(assessment)
    if scenario.people is None:
        said.append("Increments and pay protection are not costed: every post stands at one point of its grade.")
    if assessment.coverage and (prices := [one.cost for one in assessment.coverage.providers if one.bought]):
        said.append(
            f"What is bought in, {pounds(sum(prices))} a year, stands under Competences and in no other figure."
        )
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
    if pounds(abs(amount)) == pounds(0):
        return "nothing more"
    return f"{pounds(abs(amount))} {'more' if amount >= 0 else 'less'}"


def verdict(checks: Iterable[Check], *, public: bool = False, signed: str = NOT_A_SIGNATURE) -> str:
    """Whether anything blocks a scenario, in a sentence; then, where nothing does, what is ``signed``.

    What is disclosed is counted too. A pack's checks are no signature, so the second sentence says that.

    Of the ``public`` figures it says how their own checks come out: what clears a costing may rest on exempt fields.
    """
    made = list(checks)
    blocked = sum(check.blocks for check in made)
    if blocked and public:
        return f"Not to be handed out: {number_of(blocked, 'check')} of the public figures that can block did not pass."
    if blocked:
        return f"Not cleared: {number_of(blocked, 'blocking check fails', 'blocking checks fail')}."
    disclosed = sum(check.outcome == "disclosed" for check in made)
    passed = f"Every check{' of the public figures' if public else ''} that can block passes"
    if disclosed:
        passed += f"; {number_of(disclosed, 'matter is', 'matters are')} disclosed under Checks"
    return f"{passed}." if public or not signed else f"{passed}. {signed}"
