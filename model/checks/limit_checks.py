"""Limits of the model that affect a scenario. Each is disclosed in the pack of that scenario, and in no other."""

from collections.abc import Iterable, Iterator, Mapping

from model.base.check import Check, checked
from model.base.faults import listed, listed_in_short, number_of
from model.buy_back.traded import Traded
from model.cost.costed import TIMELINES, CostedScenario
from model.pay.ni_categories import CATEGORIES
from model.people.settlements import settlements
from model.rates.rows import RateStatus
from model.rates.vat_treatments import VatTreatment, supplies
from model.schema.sections.holders import Holder
from model.schema.sections.scenario import Scenario


def limit_checks(
    costed: CostedScenario, treatments: Iterable[VatTreatment] = (), traded: Traded | None = None
) -> list[Check]:
    """Every limit that affects the scenario; empty where none does. None of them blocks."""
    limits = {
        ("pay_periods", "National Insurance where pay is not monthly"): [*_accrued(costed)],
        ("ni_letters", "National Insurance category letters"): [*_letters(costed.scenario)],
        ("vat_supplies", "VAT by what is sold"): [*_supplies(costed.scenario, supplies(treatments))],
        ("term_time_by_months", "Term-time joiners and leavers"): [*_not_settled(costed)],
        ("no_renewal", "Attrition and agreements that do not come up for renewal"): [*_running_on(traded)],
    }
    return [checked(*said, told, "", blocking=False) for said, told in limits.items() if told]


def _accrued(costed: CostedScenario) -> Iterator[str]:
    """Sentences on how pay periods of four weeks or one week are treated."""
    insured = costed.book.monthly.insured
    if insured is None or insured.payroll is None:
        return
    period = insured.payroll.period.replace("_", "-")
    yield (
        f"National Insurance is worked out on the pay of each {period} period and shared among months by days. Each "
        "financial year is worked out by itself. The days of a period that are before the year are counted as if they "
        "were in April, and its days after the year as if they were in March. Pay itself is shown by month, as a "
        "twelfth of the year's pay."
    )


def _letters(scenario: Scenario) -> Iterator[str]:
    """Sentences on category letters: how many people have one, and on which day a letter with an age limit ends."""
    holders = {holder.ref: holder for post in scenario.present for holder in post.holders if holder.ni_letters}
    by_age = {ref for ref, holder in holders.items() if {*_of_an_age(holder)}}
    unknown = sorted(ref for ref in by_age if holders[ref].born is None)
    if holders:
        who = number_of(len(holders), "person", "people")
        yield (
            f"A category letter is stated for {who}. Everyone else, and every vacancy, has letter A. The letter in "
            "force on a pay day applies to all pay of that day. Letters are as stated: no letter is worked out from an "
            "age."
        )
    if unknown:
        whose = "date of birth is" if len(unknown) == 1 else "dates of birth are"
        yield (
            f"The {whose} not known for {listed_in_short(unknown)}: the letter ends on the day stated, whether or not "
            "that is the day before a birthday."
        )
    if known := len(by_age) - len(unknown):
        who = number_of(known, "person", "people")
        yield (
            f"For {who} the letter has an age limit. The letter ends on the day before the birthday of that age, or "
            "sooner where an earlier day is stated."
        )


def _supplies(scenario: Scenario, known: Mapping[str, VatTreatment]) -> Iterator[str]:
    """Sentences on packages whose VAT treatment is not published, and on packages not charged as the table says."""
    packages = {package.title: package for prices in scenario.prices for package in prices.packages if package.supply}
    derived: dict[str, list[str]] = {}
    for title, package in packages.items():
        row = known[package.supply or ""]
        what = row.supply.replace("_", " ")
        if package.vat != row.charged_as:
            yield f"{title} ({what}) is charged as {package.vat}; the table of VAT treatments says {row.treatment}."
        elif row.status != RateStatus.PUBLISHED:
            derived.setdefault(row.supply, []).append(title)
    for supply, titles in derived.items():
        row = known[supply]
        yield (
            f"{listed(titles, 'and')}: {supply.replace('_', ' ')}, {row.treatment} to academies and others. The status "
            f"of this treatment is {row.status.label}: {row.source}."
        )


def _running_on(traded: Traded | None) -> Iterator[str]:
    """A sentence on agreements that do not come up for renewal in the years shown, where attrition is stated."""
    if traded is None or traded.agreements is None or not (traded.trading and traded.trading.attrition):
        return
    to_the_end = int((traded.agreements.last_day >= traded.costed.book.months.pay_days[-1]).sum())
    if to_the_end:
        yield (
            f"{to_the_end} of {number_of(len(traded.agreements), 'agreement')} run to the last day shown or beyond it. "
            "They do not come up for renewal in the years shown, so their income is not reduced for attrition."
        )


def _of_an_age(holder: Holder) -> Iterator[str]:
    """A holder's category letters that end at a birthday."""
    return (stated.letter for stated in holder.ni_letters if CATEGORIES[stated.letter].below is not None)


def _not_settled(costed: CostedScenario) -> Iterator[str]:
    """A sentence on people who join or leave a term-time post within a pay year, if their weeks are not known."""
    if costed.scenario.term_time is None:
        return
    parts = {
        (costed.plans[timeline].appointments[part.row], part.days[1])
        for timeline in TIMELINES
        if timeline != "proposed"
        for part in settlements(costed.plans[timeline].appointments, costed.scenario)
        if part.share is None
    }
    people = {appointment.holder for appointment, _ in parts}
    if people:
        titles = sorted({appointment.title for appointment, _ in parts})
        who = number_of(len(people), "person", "people")
        yield (
            f"{who} in term-time posts ({', '.join(titles)}) join or leave within a pay year, and their weeks worked "
            "are not known. They are paid by month, without a settlement. State the terms (Term-time working, Years "
            "over which pay is spread), or each holder's weeks worked."
        )
