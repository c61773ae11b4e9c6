"""What may be told to the public: a scenario with its people removed before costing, and the rule on small numbers.

Built by naming what may be said. A field that is in no list below is private, and a test asks for a decision. Source:
Local Government Act 1972 Schedule 12A Part 1 paragraphs 1 to 4; Local Government Transparency Code 2015.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from model.base.check import Check, checked
from model.base.faults import listed
from model.base.financial_year import in_words
from model.pay.salaries import BASES
from model.schema.sections.disclosure import LEAST, Disclosure
from model.schema.sections.scenario import Scenario
from model.schema.sections.section import Section

EXEMPT = "Exempt: not for publication"
PUBLIC: dict[str, str] = {
    "Scenario": "format title authority reference summary dates years pay on_costs costing term_time present proposed "
    "customers prices published assumptions notes disclosure",
    "Dates": "decision published implementation",
    "Years": "first last",
    "PayTerms": "spine area full_time_hours grades_of accept_recalled_grades awards paid_late spine_map own_spine "
    "grade_table",
    "Award": "percent flat from_ to by_point standing reason",
    "RiseOfPoints": "percent flat to_point",
    "PaidLate": "from_ paid_on source",
    "SpineRow": "spine point value status source effective_from effective_to",
    "GradeRow": "authority grade spine points status source effective_from effective_to",
    "SpineMap": "points status source",
    "RenumberedPoint": "old new",
    "OnCostTerms": "lgps employer_ni_carried_forward",
    "LgpsRate": "from_ to rate status source reason",
    "CarriedForward": "from_ to as_on reason",
    "Costing": "basis reason turnover",
    "Turnover": "rate reason",
    "TermTimeScheme": "method weeks_in_year leave_days leave_days_after_five_years agreed_paid_weeks agreed_weeks "
    "fte_places source",
    "AgreedWeeks": "weeks paid_weeks",
    "PresentPost": "id title grade number fte allowances hours weeks fate to vacant until until_reason",
    "ProposedPost": "id title grade number fte allowances hours weeks filled_by from_ filled_on indicative",
    "Allowance": "name amount percent pensionable source",
    "Customers": "count are source price_step illustrative",
    "PriceList": "from_ source packages discounts minimum_charge step",
    "Package": "id title flat per_pupil bands a_unit unit weeks cheaper_from minimum tier_of",
    "SizeBand": "to_pupils price",
    "FromUnits": "units price",
    "BulkDiscount": "packages percent",
    "PublishedFigure": "measure amount source budget_of",
    "Assumption": "text reason about",
    "Note": "text source",
    "Disclosure": "least senior_posts differs_because",
}
"""Section to the fields of it that may be told. The allowances are a post's own: a holder is no public section."""

PRIVATE: dict[str, str] = {
    "Scenario": "people one_off trading budget reconcile history job_family progression competences",
    "PayTerms": "awards_tested",
    "Costing": "default_fund shared_by",
    "TermTimeScheme": "compare",
    "PresentPost": "note funds post_number cost_centre subjective non_pay holders level manages budget "
    "job_description_changed",
    "ProposedPost": "note funds post_number cost_centre subjective non_pay cover_a_month level manages budget "
    "job_description_changed appointed_below",
    "Customers": "agreements",
    "Package": "days",
    "Assumption": "exempt owner review_by",
    "Note": "exempt",
    "Disclosure": "paragraphs reason reviewer review_on",
    "FundShare": "fund share",
    "SharedBy": "by among source",
    "Counted": "fund count",
    "AppointedBelow": "grade months source",
    "JobFamily": "title source levels routes without_loss bounds_are advice_from",
    "Level": "id title order grade code summary duty needs linked manages budget people",
    "Bounds": "least most",
    "Route": "by rule needs_vacancy needs_assessment",
    "Progression": "holder post to from_ by qualifications assessed source",
    "Competences": "framework needed employed bought reach level_grades reason",
    "Framework": "title source levels areas",
    "FrameworkLevel": "level label title",
    "SkillArea": "area skills",
    "Skill": "skill labels",
    "Employed": "post level skills",
    "Bought": "title levels skills price source",
    "LevelGrade": "level grade reason",
    "NonPay": "kind amount reason subjective",
    "Holder": "ref fte hours weeks point service_years allowances moves started lgps_member",
    "StatedMoveOfHolder": "on point reason",
    "People": "increments assimilation protection ring_fence acting_up vacancies_at invented",
    "AssimilationTerms": "rule order source",
    "ProtectionScheme": "months shape uprated counts_increments source",
    "Placement": "holder to",
    "ActingUp": "holder into from_ to point backfill_a_month source",
    "OneOffTerms": "terms leavers redeployed other weekly_limits severance_limit payback_ceiling",
    "RedundancyPolicy": "multiplier use_actual_weeks_pay max_weeks offset source",
    "Leaver": "holder post leaves_on paid_on relevant_date age complete_years weekly_pay annual_pay paid_weeks "
    "pay_reason notice_weeks notice_contractual untaken_leave_days working_days pension_strain protected_pension_age "
    "funded_by approval source",
    "Approval": "by on reference",
    "Redeployed": "holder to source",
    "OtherOneOff": "kind amount on funded_by approval source",
    "AssumedWeeklyLimit": "from_ to amount reason",
    "SeveranceLimit": "amount approval_by source",
    "PaybackCeiling": "years source",
    "Trading": "present_income cost_lines marginal_posts reserve attrition price_response late_decisions new_customers "
    "avoidable capacity notice new_prices",
    "StatedIncome": "amount source",
    "CostLine": "kind amount counts_as source",
    "Reserve": "opening cap level by deficit_approval source",
    "Attrition": "a_year source",
    "PriceResponse": "elasticity curve evidence",
    "TakeUpAt": "rise take_up",
    "LateDecisions": "undecided decided_by source",
    "NewCustomers": "number from_ each takes phase pupils reason",
    "Avoidable": "post line amount for_every after_months reason",
    "Capacity": "posts working_days leave training other billable empty",
    "LeaveDays": "days scheme service_years reason",
    "DaysNotDelivered": "days reason",
    "SharePart": "share reason",
    "Notice": "by prices_from source",
    "NewPrices": "cap_share cap_amount rate_step minimums_too lower_while_overdrawn source",
    "Budget": "year lines virements actuals_to actuals payroll",
    "BudgetLine": "line amount covers fund cost_centre subjective note",
    "Virement": "from_ to amount date reason authority",
    "Actual": "month line amount post",
    "OnPayroll": "post fte amount",
    "Reconciliation": "tolerance hypotheses",
    "Hypotheses": "basis lgps_rate employer_ni ni_year flat_on_costs unlisted_post",
    "FlatHypothesis": "use reason",
    "BasisHypothesis": "use reason",
    "LgpsHypothesis": "use reason",
    "NIHypothesis": "use reason",
    "NIYearHypothesis": "use reason",
    "UnlistedPostHypothesis": "use title reason",
    "Saved": "author date changes",
    "Change": "what from_ to reason",
}
"""Section to the fields of it that stay in the whole pack. They are never looked at; the list shows a decision."""

PUBLIC_BASIS = "top"
PUBLIC_REASON = "The public figures cost each post at the top of its grade, whoever holds it."

BASIS_IN_BRACKETS = re.compile(r"\s*\([^()]*\bbasis\b[^()]*\)")
"""What a title says of the basis, as in ``Schools ICT (actual basis)``: not true of the public figures."""


def public_input(scenario: Scenario) -> Scenario:
    """The scenario that the public pack is costed from: public fields alone, every other at its default.

    Assumptions and notes marked exempt fall away, and so does a count of customers below the least that is shown. A
    headline on holders' points becomes one on the top of each grade, and brackets in the title that name a basis go.
    Raises LookupError where a private field has no default.
    """
    sound = {
        "assumptions": tuple(each for each in scenario.assumptions if not each.exempt),
        "notes": tuple(each for each in scenario.notes if not each.exempt),
    }
    if scenario.customers and (scenario.customers.count or 0) < rules(scenario).least:
        sound["customers"] = None
    if scenario.costing.basis not in BASES:
        instead = {"basis": PUBLIC_BASIS, "reason": PUBLIC_REASON}
        sound["costing"] = scenario.costing.model_copy(update=instead)
        sound["title"] = BASIS_IN_BRACKETS.sub("", scenario.title)
    return _public_part(scenario.model_copy(update=sound))


def rests_on_exempt_basis(public: Scenario) -> bool:
    """Whether a public input is costed on another basis than the decision, since that one shows holders' points."""
    return public.costing.reason == PUBLIC_REASON


def _public_part(value: Any) -> Any:
    """A section with only its public fields, and so on down; a list with each entry so."""
    if isinstance(value, tuple):
        return tuple(map(_public_part, value))
    if not isinstance(value, Section):
        return value
    kind = type(value)
    public, told = PUBLIC.get(kind.__name__, "").split(), {}
    for name, field in kind.model_fields.items():
        if name in public:
            told[name] = _public_part(getattr(value, name))
        elif field.is_required():
            raise LookupError(f"{kind.__name__}.{name} is private and has no default")
        else:
            told[name] = field.get_default(call_default_factory=True)
    return value.model_copy(update=told)


def rules(scenario: Scenario) -> Disclosure:
    """The scenario's settings of disclosure, or the usual ones."""
    return scenario.disclosure or Disclosure(least=LEAST)


def exempt_matters(scenario: Scenario) -> tuple[str, ...]:
    """What makes the whole pack exempt, in words; empty where it may be published whole."""
    once, budget, customers = scenario.one_off, scenario.budget, scenario.customers
    held = {
        "the people section": scenario.people is not None,
        "post holders": any(post.holders for post in scenario.present),
        "who leaves or is redeployed": once is not None and bool(once.leavers or once.redeployed),
        "the payroll": budget is not None and bool(budget.payroll),
        "listed customers": customers is not None and customers.agreements is not None,
        "statements marked exempt": any(each.exempt for each in (*scenario.assumptions, *scenario.notes)),
    }
    return tuple(matter for matter, there in held.items() if there)


def exempt_mark(scenario: Scenario) -> str:
    """What every page of an exempt file carries; empty where nothing in it is exempt."""
    return EXEMPT if exempt_matters(scenario) else ""


def exempt_file_mark(scenario: Scenario) -> str:
    """What the name of a file begins with that has no page to be marked on, as a CSV; empty where nothing is exempt.

    A first line of words would break whatever reads the CSV as data; a name goes with the file out of its folder.
    """
    return "exempt_" if exempt_matters(scenario) else ""


def exempt_banner(scenario: Scenario) -> str:
    """``Exempt: not for publication``, with the paragraphs, reason, reviewer and review date on record; else empty."""
    if not exempt_matters(scenario):
        return ""
    told = rules(scenario)
    if not told.recorded:
        return f"{EXEMPT}. No paragraph of Schedule 12A is on record yet."
    several = "s" if len(told.paragraphs) > 1 else ""
    which = f"paragraph{several} {listed(list(map(str, told.paragraphs)), 'and')}"
    return (
        f"{EXEMPT} ({which} of Part 1 of Schedule 12A to the Local Government Act 1972). "
        f"Reason: {told.reason.rstrip('.')}. Decided by: {told.reviewer}. To be looked at again by "
        f"{in_words(told.review_on)}."
    )


def record_check(scenario: Scenario) -> Check:
    """Whether it is on record why an exempt pack is exempt; disclosed where it is not, and blocking nothing."""
    matters = exempt_matters(scenario)
    faults = []
    if matters and not rules(scenario).recorded:
        faults = [
            f"The whole pack holds {listed(list(matters), 'and')}, and no paragraph of Schedule 12A, reason, reviewer "
            "and review date are recorded under disclosure."
        ]
    sound = "They are on record." if matters else "Nothing in it is exempt."
    return checked("exempt_record", "Record of why the whole pack is exempt", faults, sound, blocking=False)


@dataclass(frozen=True)
class Suppressed:
    """Counts as they may be shown: None where one is kept back, and the same for their total."""

    counts: tuple[int | None, ...]
    total: int | None


def suppress(counts: Sequence[int], least: int = LEAST) -> Suppressed:
    """Keep back counts from 1 to one below the least, and enough others that no total less the rest gives one back.

    Nought is shown, since it counts nobody. The next smallest, with all that equal it, goes too where one count alone
    is kept back, where those kept back make less than the least and one for each, or where they could only all be one
    below the least. Where there is no next, the total goes.
    """
    kept_back = {place for place, count in enumerate(counts) if 0 < count < least}

    def shows_through() -> bool:
        many, together = len(kept_back), sum(counts[place] for place in kept_back)
        return many == 1 or (many > 1 and (together < least + many or together == many * (least - 1)))

    while shows_through() and len(shown_yet := {place for place, count in enumerate(counts) if count} - kept_back):
        next_smallest = min(counts[place] for place in shown_yet)
        kept_back |= {place for place in shown_yet if counts[place] == next_smallest}
    shown = tuple(None if place in kept_back else count for place, count in enumerate(counts))
    return Suppressed(shown, None if shows_through() else sum(counts))
