"""A list of 20,000 customers: ours (load, validate, price) against pandas reading the file and validating its columns.

The pandas side reads the file, checks dtypes, allowed values and dates, and reads what packages are taken as far as
their names; it prices nothing. Income by month is timed by itself.
"""

import random
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

from benchmarks.measure import in_turns, timed
from benchmarks.table import Benchmark, Found, Row, Table, at_most
from model.base.financial_year import FinancialYear, PayMonths
from model.buy_back.income import income
from model.buy_back.pricing import charges
from model.rates.tables import Rates, load_rates
from model.schema.reading.document import Document
from model.schema.reading.files_beside import read_beside
from model.schema.rules.price_checks import ListedCustomers
from model.schema.sections.customers import Agreements, Customers
from model.schema.sections.prices import PHASES, PriceList

ROWS, TURNS = 20_000, 25
PEER = "pandas, reading and validating columns"
READ = Row(f"{ROWS:,} agreements read, validated and priced", "ms", PEER, at_most(3))
INCOME = Row("their income by month, five years", "ms")
TABLE = Table(
    "Customers who buy back",
    "If a service keeps each school's agreement as a row, does it still see at once what a different price would "
    "bring in? The peer checks the columns and works out no prices.",
    (READ, INCOME),
)
MONTHS = PayMonths(FinancialYear(2010), FinancialYear(2014))
IDS = {"remote", "visits", "hours", "backup", "gold", "silver"}
PRICES = PriceList.model_validate(
    {
        "from": "2009-09-01",
        "source": "invented",
        "packages": [
            {"id": "remote", "title": "Remote", "flat": 439, "per_pupil": 1.08},
            {"id": "visits", "title": "Visits", "a_unit": 122.10, "weeks": 39},
            {"id": "hours", "title": "Hours", "a_unit": 33, "weeks": 39},
            {"id": "backup", "title": "Backup", "bands": [{"to_pupils": 200, "price": 200}, {"price": 400}]},
            {"id": "gold", "title": "Gold", "flat": 900, "tier_of": "level"},
            {"id": "silver", "title": "Silver", "flat": 600, "tier_of": "level"},
        ],
        "discounts": [{"packages": 3, "percent": "10%"}],
    }
)


def write_list(path: Path) -> None:
    """20,000 invented schools, a third of them with two agreements, one after the other."""
    draw = random.Random(1)
    rows = ["reference,phase,pupils,kind,academy_from,packages,first_day,last_day,agreement_year,renews,bad_debt"]
    for number in range(ROWS):
        school, second = (number - 1, True) if number % 3 == 2 else (number, False)
        extra = draw.choice(["", "; backup", "; gold", "; silver", f"; hours x {draw.randint(10, 400) / 10}"])
        days = "2012-04-01,2015-03-31" if second else "2010-04-01,2012-03-31"
        kind, becomes = draw.choice([("maintained", ""), ("maintained", "2011-09-01"), ("academy", "")])
        rows.append(
            f"School {school},{draw.choice(PHASES)},{draw.randint(20, 1900)},{kind},{becomes},"
            f"remote; visits x {draw.randint(1, 10) / 2}{extra},{days},{draw.choice(['April', 'September'])},"
            f"{draw.randint(50, 99)}%,{draw.choice(['', '1%'])}"
        )
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")


def ours(path: Path, rates: Rates) -> Agreements:
    """The list read, validated against the price list, and priced."""
    document = Document("bench", {"customers": {"source": "invented", "agreements": path.name}})
    sections = {"prices": (PRICES,), "customers": Customers(source="invented")}
    faults = read_beside(document, path.parent)
    customers, more = ListedCustomers(document, sections, rates, MONTHS).read()
    assert not faults and not more
    charges(PRICES, customers.agreements)
    return customers.agreements


def with_pandas(path: Path) -> pd.DataFrame:
    """The list read with dtypes, each column checked for allowed values, dates and shares."""
    frame = pd.read_csv(path, dtype={"pupils": "int64", "reference": "str", "packages": "str"})
    for column in ("first_day", "last_day", "academy_from"):
        frame[column] = pd.to_datetime(frame[column], format="%Y-%m-%d")
    for column in ("renews", "bad_debt"):
        frame[column] = pd.to_numeric(frame[column].str.rstrip("%")) / 100
        assert frame[column].dropna().between(0, 1).all()
    assert frame["reference"].notna().all() and frame["pupils"].between(0, 20_000).all()
    assert frame["phase"].isin(PHASES).all() and frame["kind"].isin(["maintained", "academy", "other"]).all()
    assert frame["agreement_year"].isin(["April", "September"]).all()
    assert (frame["first_day"] <= frame["last_day"]).all()
    assert {part.split()[0] for taken in frame["packages"].unique() for part in taken.split(";")} <= IDS
    return frame


def measure() -> Iterator[Found]:
    """Both sides in turn, then the income of five years."""
    rates = load_rates()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "schools.csv"
        write_list(path)
        agreements = ours(path, rates)
        assert len(agreements) == len(with_pandas(path)) == ROWS
        taken = in_turns({READ: timed(lambda: ours(path, rates)), PEER: timed(lambda: with_pandas(path))}, TURNS)
    yield TABLE.found(READ, taken[READ], taken[PEER])
    yield TABLE.found(INCOME, in_turns({INCOME: timed(lambda: income((PRICES,), agreements, MONTHS))}, 5)[INCOME])


CUSTOMERS = Benchmark("customers", (TABLE,), measure)
