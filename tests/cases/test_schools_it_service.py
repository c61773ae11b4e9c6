"""The invented traded service, against twelve of its schools worked in a workbook of formulas from the method's pages.

``tests/worked_examples/schools_buy_back.xlsx`` has inputs and formulas; LibreOffice stored their values, and works them
out again in the long test. Every school is invented.
"""

import numpy as np
import pytest
from openpyxl import load_workbook

from model.assessment.assess import assess
from model.buy_back.billing import billing
from model.buy_back.income import income, vat
from model.schema.sections.renewals import run_on
from tests.conftest import HOME, WORKED_EXAMPLES
from tests.report.twins import differences_when_recalculated

SERVICE = HOME / "scenarios" / "example-schools-it-service.yaml"
WORKED = WORKED_EXAMPLES / "schools_buy_back.xlsx"


@pytest.fixture(scope="module")
def service(rates):
    return assess(SERVICE, rates)


@pytest.fixture(scope="module")
def by_hand():
    """School to what the workbook finds of it: its columns from the second on, £."""
    rows = list(load_workbook(WORKED, data_only=True)["Results"].iter_rows(values_only=True))
    return {school: amounts for school, *amounts in rows[1:] if school}


def test_it_is_the_case_that_it_says(service):
    """40 schools, nine of them academies; two VAT treatments; an award offered; an overdrawn reserve; fixed prices."""
    case = service.scenario
    agreements, reserve = case.customers.agreements, case.trading.reserve
    assert len(set(agreements.reference.tolist())) == 40 and (~agreements.maintained).sum() == 9
    assert {package.vat for prices in case.prices for package in prices.packages} == {"standard", "exempt"}
    assert [prices.from_.month for prices in case.prices] == [9, 9, 9]
    assert [award.standing for award in case.pay.awards] == ["offered"]
    assert (reserve.opening, reserve.level, reserve.by) == (-38_000, 0, "2028/29")
    assert (agreements.prices_fixed == 3).sum() == 5
    assert case.customers.illustrative and all(
        "invented" in text for text in (case.title, case.authority, case.summary)
    )
    assert service.blocked_by == ()


def test_a_school_that_joins_after_the_change_counts_among_those_expected(service):
    """39 schools buy on 1 September 2025; School 36 joins in November. Of 40 the share of income that stays."""
    need, income_ = service.traded.expected_need, service.traded.expected_new
    kept = 1 + income_.lost[1] / income_.if_all_stay[1]
    assert service.traded.customers == 39
    assert need.customers == pytest.approx(40 * kept)


def test_twelve_schools_are_what_they_are_by_hand(service, by_hand):
    """Charges today and new, income and VAT of two years, what is deferred and owed on three days, and the invoice."""
    traded, months = service.traded, service.costed.book.months
    agreements = run_on(traded.agreements, months)
    earned = income(traded.new_lists, agreements, months)
    bills = billing(traded.new_lists, traded.agreements, months, traded.trading.billing)
    taxed = months.by_year(vat(earned, traded.rates.vat))
    rises, invoiced = traded.rises, traded.invoices
    assert len(by_hand) == 12
    for school, amounts in by_hand.items():
        [row] = np.flatnonzero(agreements.reference == school)
        charges = [side[rises.reference == school].sum() for side in (rises.before, rises.after)]
        at = invoiced.reference == school
        invoice = [*invoiced.by_treatment[:, at].sum(axis=1), invoiced.vat[at].sum(), invoiced.to_pay[at].sum()]
        found = [*charges, *earned.by_year[row], *bills.deferred[row], *bills.owed[row], *taxed[row], *invoice]
        assert (np.array(found) / 100).tolist() == pytest.approx(list(amounts), abs=0.001), school


@pytest.mark.office
def test_the_workbook_recalculates_to_what_it_stores(tmp_path):
    assert differences_when_recalculated(WORKED, tmp_path, formulas=1_000) == []
