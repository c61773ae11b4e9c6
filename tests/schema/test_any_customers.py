"""Whatever stands in a list of customers, it is read or its faults are told. All schools here are invented."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.schema.load import load_scenario
from model.schema.reading.document import Document
from model.schema.reading.files_beside import read_beside
from model.schema.rules.agreement_columns import READERS
from model.schema.rules.price_checks import ListedCustomers
from tests.conftest import small
from tests.schema.test_customers import PRICES, SOUND, columns_of, written


@pytest.fixture(scope="module")
def read(rates, tmp_path_factory):
    """Read a list of customers for the small scenario; gives its customers and its faults."""
    folder = tmp_path_factory.mktemp("anything")
    path, listed = folder / "scenario.yaml", folder / "schools.csv"
    listed.write_text(SOUND, encoding="utf-8")
    customers = {"source": "Invented.", "agreements": listed.name}
    path.write_text(json.dumps(small(prices=PRICES, customers=customers)), encoding="utf-8")
    sound = load_scenario(path, rates)
    sections = {**dict(sound), "customers": sound.customers.model_copy(update={"count": None})}

    def read_list(text):
        listed.write_text(text, encoding="utf-8", newline="")
        document = Document(path.as_posix(), {"customers": {"agreements": listed.name}})
        faults = read_beside(document, folder)
        customers, more = ListedCustomers(document, sections, rates, sound.years.months).read()
        return customers.agreements, [*faults, *more]

    return read_list


CELLS = st.text(max_size=6) | st.sampled_from(
    ["remote", "visits x 2", "2024-02-30", "9999-12-31", "-1", "1e9", "=1", "April", "academy", "100%", "nan", "٣"]
)


@given(row=st.integers(1, 5), column=st.sampled_from(list(READERS)), cell=CELLS)
def test_whatever_stands_in_a_cell_the_list_is_read_or_its_faults_told(read, row, column, cell):
    columns = columns_of(SOUND)
    columns += [[name, *[""] * (len(columns[0]) - 1)] for name in READERS if name not in [each[0] for each in columns]]
    columns[[each[0] for each in columns].index(column)][row] = cell
    held, faults = read(written(columns))
    if not faults:
        assert (held.pupils >= 0).all() and (held.last_day >= held.first_day).all() and (held.takes >= 0).all()
        assert ((held.bad_debt >= 0) & (held.bad_debt <= 1)).all()
        assert column != "pupils" or int(cell) == held.pupils[row - 1]
