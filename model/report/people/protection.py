"""Pay protection in the staff annex: each sum of each holder with its days, and the total of each year."""

from collections.abc import Iterator, Sequence

from model.assessment.assess import Assessment
from model.assessment.staff import StaffChange
from model.base.faults import listed_in_short
from model.base.financial_year import in_words
from model.base.money import percentage
from model.report.decision.blocks import Block, Ref, Rows, said
from model.report.people.rows import rows_of_people
from model.report.people.words import money, scheme_in_words


def protection(assessment: Assessment, changes: Sequence[StaffChange]) -> Iterator[Block]:
    """The scheme in words, a table of each sum with its days, and a table of £ by year with the report's totals."""
    people = assessment.scenario.people
    if people is None:
        yield said("The scenario does not state the points that holders are on, so no pay protection is worked out.")
        return
    yield said(f"{scheme_in_words(people.protection)} Source: {people.protection.source}")
    protected = [change for change in changes if change.protection]
    if not protected:
        yield said("Nobody receives pay protection.")
        return
    yield said(
        Ref("protected"),
        " lists each sum with the days for which it is paid. A sum changes when a period of the scheme ends, when an "
        "increment is reached, or when a pay award changes the new salary.",
    )
    yield _by_day(protected)
    beyond = [f"{one.ref} until {in_words(one.protected_until)}" for one in protected if one.protected_until]
    if beyond:
        yield said(
            "The scheme lasts longer than the years shown. These holders' pay is protected until these days at the "
            f"latest: {listed_in_short(beyond)}. What is paid after the years shown depends on later pay awards.",
        )
    yield _by_year(assessment, protected)


def _by_day(protected: Sequence[StaffChange]) -> Rows:
    rows = [
        (
            change.ref,
            in_words(period.first_day),
            in_words(period.last_day),
            percentage(period.share),
            money(period.a_year),
        )
        for change in protected
        for period in change.protection
    ]
    header = ("Holder", "From", "To", "Share of the difference", "Paid a year")
    return rows_of_people("protected", "Pay protection of each holder, \u00a3 a year", header, rows, (3, 4))


def _by_year(assessment: Assessment, protected: Sequence[StaffChange]) -> Rows:
    """One row for each holder in a post, and a column for each year with protection. The last row has the totals."""
    costed = assessment.costed
    years = [year for year in costed.years if any(year in change.protected_in for change in protected)]
    rows = [
        (
            change.ref,
            *(money(change.protected_in.get(year, 0.0)) for year in years),
            money(sum(change.protected_in.values())),
        )
        for change in protected
    ]
    totals = [costed.amount("proposal", "actual", year, "pay_protection") for year in years]
    rows.append(("All", *map(money, totals), money(sum(totals))))
    header = ("Holder", *map(str, years), "In all")
    return rows_of_people(
        "protection_by_year",
        "Pay protection by year, before on-costs, \u00a3",
        header,
        rows,
        range(1, len(header)),
        total_row=True,
        note="The totals are the report\u2019s figures of pay protection, at actual points.",
    )
