"""Every rate that a figure can rest on has words of its own, and none goes by another's name."""

import pytest

from model.assessment.assess import assess
from model.buy_back.why_price import CAUSES
from model.explain.drivers import DRIVERS
from model.rates.tables import Rate, RateStatus
from model.report.gallery import scenario_files
from model.report.rate_names import COUNTED, IN_A_SENTENCE, plain_name, points_or_value, value_in_words
from model.report.tables.evidence import rates_by_source
from tests.conftest import HOME

SCENARIOS = scenario_files(HOME / "scenarios")


def rows(rates):
    """Every row of every table, and every grade."""
    tables = (held for held in vars(rates).values() if hasattr(held, "rows"))
    return [row if isinstance(row, Rate) else row.as_rate() for table in tables for row in table.rows]


def test_every_rate_of_every_table_has_a_name_a_value_and_a_place_in_a_sentence(rates):
    assert {row.table for row in rows(rates)} <= {*COUNTED, *IN_A_SENTENCE}
    for row in rows(rates):
        assert plain_name(row) and points_or_value([row])


def test_no_rate_is_called_national_insurance_but_those_that_are(rates):
    called = {row.table for row in rows(rates) if plain_name(row).startswith("Employer National Insurance")}
    assert called == {"employer_ni"}


@pytest.mark.parametrize(("table", "name", "point"), [("vat", "reduced", "rate"), ("bus_fares", "day", "adult"),
                                                      ("annual_leave", "njc", "birthday")])  # fmt: skip
def test_a_rate_without_words_is_an_error(rates, table, name, point):
    new = Rate(table, name, point, *([rates.vat.rows[0].effective_from] * 2), 1.0, "share", RateStatus.PUBLISHED, "A")
    with pytest.raises(KeyError):
        plain_name(new)


def test_a_unit_without_words_is_an_error(rates):
    new = Rate("vat", "standard", "rate", *([rates.vat.rows[0].effective_from] * 2), 1.0, "ounces",
               RateStatus.PUBLISHED, "A")  # fmt: skip
    with pytest.raises(ValueError, match="ounces"):
        value_in_words(new)


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_every_scenario_names_its_rates_with_their_units(rates, path):
    made = assess(path, rates)
    shown = rates_by_source(made).frame["Rate"].tolist()
    assert all(not name.startswith("Employer National Insurance, njc") for name in shown)
    assert len(shown) == len({*zip(shown, rates_by_source(made).frame["From"], strict=True)})


def test_leave_and_vat_stand_under_their_own_names(rates):
    shown = rates_by_source(assess(HOME / "scenarios" / "barnet-schools-ict-prices.yaml", rates)).frame["Rate"].tolist()
    assert "VAT, standard rate: 20%" in shown
    assert "Annual leave, NJC national pay spine, bank holidays: 8 days a year" in shown


def test_a_map_of_old_points_to_new_is_no_national_insurance(rates):
    shown = rates_by_source(assess(HOME / "scenarios" / "derbyshire-regrading-2019.yaml", rates)).frame["Rate"].tolist()
    assert [name for name in shown if name.startswith("Employer National Insurance")] == [
        name for name in shown if name.startswith(("Employer National Insurance, employer rate: 13.8%",
                                                   "Employer National Insurance, secondary threshold: £"))
    ]  # fmt: skip


def test_every_driver_has_a_cause_of_its_own(rates):
    assert {driver.cause for driver in DRIVERS.values()} == {*CAUSES} - {"volume"}
