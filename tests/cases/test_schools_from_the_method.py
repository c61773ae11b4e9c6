"""All forty schools of the invented traded service, against a workbook of formulas from the method's pages alone.

``tests/worked_examples/schools_from_the_method.xlsx`` has inputs, formulas and the values that LibreOffice stored. Its
first sheet lists the readings taken where the pages leave a choice. Every school is invented.
"""

import numpy as np
import pytest
from openpyxl import load_workbook

from model.assessment.assess import assess
from model.buy_back.billing import billing
from model.buy_back.income import income, vat
from model.buy_back.take_up import expected_income
from model.schema.sections.renewals import run_on
from tests.conftest import HOME, WORKED_EXAMPLES

SERVICE = HOME / "scenarios" / "example-schools-it-service.yaml"
WORKED = WORKED_EXAMPLES / "schools_from_the_method.xlsx"
YEARS = ("2025/26", "2026/27")
MARCHES = ("31 March 2025", "31 March 2026", "31 March 2027")


@pytest.fixture(scope="module")
def by_hand():
    """School to what the workbook finds of it by heading, £."""
    headings, *rows = load_workbook(WORKED, data_only=True)["Results"].iter_rows(values_only=True)
    return {row[0]: dict(zip(headings[1:], row[1:], strict=True)) for row in rows}


@pytest.fixture(scope="module")
def service(rates):
    return assess(SERVICE, rates)


@pytest.fixture(scope="module")
def found(service):
    """School to what the model finds of it, by the workbook's headings, £."""
    traded, months = service.traded, service.costed.book.months
    agreements = run_on(traded.agreements, months)
    earned = income(traded.new_lists, agreements, months)
    bills = billing(traded.new_lists, traded.agreements, months, traded.trading.billing)
    taxed, billed = months.by_year(vat(earned, traded.rates.vat)), months.by_year(bills.billed)
    rises, invoiced = traded.rises, traded.invoices
    by_year = {"earned": earned.by_year, "VAT": taxed, "billed": billed}
    by_march = {"deferred": bills.deferred, "accrued": bills.accrued, "owed": bills.owed}

    def of_school(row, school):
        pays, sent = rises.reference == school, invoiced.reference == school
        pence = {f"{what} {year}": sums[row, at] for what, sums in by_year.items() for at, year in enumerate(YEARS)}
        pence |= {f"{what} {day}": sums[row, at] for what, sums in by_march.items() for at, day in enumerate(MARCHES)}
        pence["invoice 2026/27, net"] = invoiced.by_treatment[:, sent].sum()
        pence |= {"invoice, VAT": invoiced.vat[sent].sum(), "invoice, with VAT": invoiced.to_pay[sent].sum()}
        pence["charge before the change"] = rises.before[pays].sum()
        pence["charge after the change"] = rises.after[pays].sum()
        return {what: amount / 100 for what, amount in pence.items()}

    return {school: of_school(row, school) for row, school in enumerate(agreements.reference.tolist())}


def test_the_workbook_has_every_school_of_the_case(found, by_hand):
    """Forty, and a line of totals: £405,188.24 earned in 2025/26 and £445,801.31 in 2026/27."""
    assert by_hand.keys() - found.keys() == {"all schools"} and found.keys() <= by_hand.keys()
    earned = [by_hand["all schools"][f"earned {year}"] for year in YEARS]
    assert earned == pytest.approx([405_188.24, 445_801.31], abs=0.001)


def test_each_school_is_charged_billed_and_invoiced_as_the_method_says(found, by_hand):
    """Earned, VAT, billed, deferred, accrued, owed, the invoice, and the charge before and after, to the penny."""
    differ = {
        (school, what): (amount, by_hand[school][what])
        for school, amounts in found.items()
        for what, amount in amounts.items()
        if abs(amount - by_hand[school][what]) > 0.001
    }
    assert differ == {}


def test_vat_adds_up_over_a_year_that_began_before_those_shown(found):
    """School 08: 20% × 10,504.31 is £2,100.86, of which £1,220.23 by 31 March 2025; £1,434.38 is of the next year."""
    assert found["School 08"]["VAT 2025/26"] == pytest.approx(2_100.86 - 1_220.23 + 1_434.38, abs=0.001)


def test_each_school_is_expected_to_pay_as_the_method_says(service, by_hand):
    """Three are renewed on 1 September 2026 at 98%; one does not pay 2% of its charges."""
    traded = service.traded
    for row, school in enumerate(traded.agreements.reference.tolist()):
        expected = expected_income(service.costed, traded.new_lists, traded.agreements.chosen(np.array([row])))
        sums = [by_hand[school][f"expected {year}"] for year in YEARS]
        assert expected.total.tolist() == pytest.approx(sums, abs=0.001), school
        bad_debts = [-by_hand[school][f"bad debt {year}"] for year in YEARS]
        assert expected.bad_debts.tolist() == pytest.approx(bad_debts, abs=0.001), school
    total = [by_hand["all schools"][f"expected {year}"] for year in YEARS]
    assert traded.expected_new.total.tolist() == pytest.approx(total, abs=0.001)
