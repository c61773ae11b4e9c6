"""VAT of a package by what is sold: from the table of treatments, unless the package states its own. All invented."""

import pytest

from model.assessment.assess import assess
from model.base.faults import InputFaults

SUPPORT = {"id": "support", "title": "Support", "flat": 900, "supply": "support_services"}
TRAINING = {"id": "training", "title": "Training", "flat": 300, "supply": "education_or_training_for_a_charge"}
PLAIN = {"id": "plain", "title": "Plain", "flat": 100}
SCHOOL = {"phase": "primary", "pupils": 210, "packages": "support; training; plain", "first_day": "2024-04-01"}
SCHOOLS = [SCHOOL | {"reference": kind, "kind": kind} for kind in ("maintained", "academy", "other")]


@pytest.fixture
def sold(write_small, rates):
    """A small service of 2024/25 that sells packages to a maintained school, an academy and another customer."""

    def sold(*packages):
        prices = [{"from": "2024-04-01", "source": "A test.", "packages": list(packages)}]
        customers = {"source": "A test.", "agreements": SCHOOLS}
        return assess(write_small(change="2024-10-01", prices=prices, customers=customers), rates)

    return sold


def vat_of(assessment):
    """£ of VAT in the year: of the council's own school, and of the two others together."""
    return [pytest.approx(kind.vat[0]) for kind in assessment.traded.running.by_kind]


def finding(assessment):
    return [check.finding for check in assessment.checks if check.key == "vat_supplies"]


def test_each_kind_of_customer_is_charged_as_the_table_has_the_supply(sold):
    """Support at 20% of £900, training exempt, and £100 of what states nothing at the standard rate: £200."""
    assert vat_of(sold(SUPPORT, TRAINING, PLAIN)) == [0, 2 * 200]


def test_what_the_package_states_comes_before_the_table(sold):
    """Support as exempt, training at the standard rate: 20% of £300 and of £100."""
    found = sold(SUPPORT | {"vat": "exempt"}, TRAINING | {"vat": "standard"}, PLAIN)
    assert vat_of(found) == [0, 2 * 80]
    [told] = finding(found)
    assert "Support (support services) is charged as exempt; the table of VAT treatments says standard-rated." in told
    assert "Training (education or training for a charge) is charged as standard; the table" in told


def test_a_treatment_that_is_derived_is_told_with_its_source_and_a_published_one_is_not(sold):
    [told] = finding(sold(SUPPORT, TRAINING, PLAIN))
    assert told.startswith("Support: support services, standard-rated to academies and others. The status of this ")
    assert "treatment is derived: an academy is" in told
    assert "Training" not in told
    assert finding(sold(SUPPORT | {"supply": TRAINING["supply"]}, TRAINING, PLAIN)) == []


def test_a_supply_that_the_table_lacks_is_a_fault_with_the_nearest(sold):
    with pytest.raises(InputFaults) as faults:
        sold(SUPPORT | {"supply": "support_service"}, TRAINING, PLAIN)
    assert "supply: found 'support_service'" in str(faults.value)
    assert "Did you mean support_services?" in str(faults.value)


def test_what_is_bought_or_is_not_charged_is_no_supply_of_a_package(sold):
    with pytest.raises(InputFaults, match="a kind of supply in the table of VAT treatments"):
        sold(SUPPORT | {"supply": "vat_paid_by_an_academy"}, TRAINING, PLAIN)
