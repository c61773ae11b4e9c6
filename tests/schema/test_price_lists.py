"""Price lists: published prices to the penny, the list in force on a day, and every fault of a list."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from model.base.financial_year import FinancialYear, PayMonths
from model.buy_back.pricing import charges, pence
from model.schema.load import load_scenario
from model.schema.reading.customers_csv import listing_of
from model.schema.reading.document import Document
from model.schema.rules.agreement_columns import read_agreements
from model.schema.sections.prices import PHASES, Package, PriceList, list_in_force
from tests.conftest import faults_of, worked_examples

YEARS = PayMonths(FinancialYear(2010), FinancialYear(2011))


def listed(*rows, months=YEARS):
    """Agreements of rows laid over a primary of 210, the council's own, from 1 April 2010."""
    common = {"phase": "primary", "pupils": 210, "kind": "maintained", "packages": "remote", "first_day": "2010-04-01"}
    rows = [{"reference": f"school {number}", **common, **row} for number, row in enumerate(rows)]
    listing, faults = listing_of(Document("a test", {"customers": {"agreements": rows}}))
    reading, more = read_agreements(listing, months)
    assert [*faults, *more] == []
    return reading.agreements


def price_list(*packages, start="2009-04-01", **more):
    packages = [{"title": "A package", **package} for package in packages]
    return PriceList.model_validate({"from": start, "source": "A test.", "packages": packages, **more})


FINANCE = [(50, 1693.20), (150, 2119.56), (300, 3046.74), (None, 3603.66)]
PUBLISHED = {
    "Bradford": price_list({"id": "building", "flat": 439, "per_pupil": {"primary": 1.08, "secondary": 0.88}}),
    "Northumberland": price_list(
        {"id": "support", "flat": 850},
        {"id": "curriculum", "flat": 550, "per_pupil": 1.50},
        {"id": "office", "flat": 550, "per_pupil": 1},
        {"id": "broadband", "flat": 2750},
    ),
    "Barnsley": price_list(
        {"id": "half-days", "a_unit": 122.10, "unit": "half-day a week", "weeks": 39},
        {"id": "hours", "a_unit": 33, "unit": "hour a week", "weeks": 39},
    ),
    "Oxfordshire": price_list(
        {"id": "psychology", "a_unit": 550, "cheaper_from": [{"units": 10, "price": 500}]},
        {"id": "finance", "bands": [{"to_pupils": to, "price": price} for to, price in FINANCE]},
        {"id": "personnel", "a_unit": 26.01, "unit": "post", "minimum": 306},
    ),
    "Norfolk": price_list(
        {"id": "support", "flat": 1000},
        {"id": "backup", "flat": 500},
        {"id": "training", "flat": 250.05},
        discounts=[{"packages": 3, "percent": "10%"}],
        minimum_charge=400,
    ),
}


@pytest.mark.parametrize("row", worked_examples("price_lists"), ids=lambda row: f"{row['list']}: {row['case']}")
def test_a_published_list_prices_exactly(row):
    school = listed({"phase": row["phase"], "pupils": int(row["pupils"]), "packages": row["takes"]})
    assert charges(PUBLISHED[row["list"]], school).total.tolist() == [pence(float(row["charge"]))]


def test_the_list_in_force_is_the_last_to_have_begun():
    lists = tuple(price_list({"id": "remote", "flat": 1}, start=start) for start in ("2010-04-01", "2011-04-01"))
    days = np.array(["2010-03-31", "2010-04-01", "2011-03-31", "2011-04-01", "NaT"], dtype="datetime64[D]")
    assert list_in_force(lists, days).tolist() == [-1, 0, 0, 1, -1]


SCHOOLS = st.lists(
    st.fixed_dictionaries(
        {
            "phase": st.sampled_from(PHASES),
            "pupils": st.integers(0, 3000),
            "packages": st.lists(
                st.sampled_from(["flat", "pupil", "visits x 2", "visits x 11.5"]), min_size=1, max_size=1
            )
            | st.just(["flat", "pupil", "visits x 0.5"]),
        }
    ),
    min_size=1,
    max_size=8,
)
PRICES = st.integers(0, 100_000).map(lambda amount: amount / 100)


@given(schools=SCHOOLS, flat=PRICES, rate=PRICES, day=PRICES)
def test_a_dearer_list_never_charges_anyone_less_and_a_packages_price_is_its_parts(schools, flat, rate, day):
    def of(more):
        return price_list(
            {"id": "flat", "flat": flat + more},
            {"id": "pupil", "flat": flat, "per_pupil": rate + more},
            {"id": "visits", "a_unit": day + more},
            discounts=[{"packages": 3, "percent": "10%"}],
        )

    agreements = listed(*schools)
    now, then = charges(of(0), agreements), charges(of(1), agreements)
    assert (then.total >= now.total).all()
    assert now.by_package[1].tolist() == [
        pence(flat) + pence(rate) * school["pupils"] if "pupil" in school["packages"] else 0 for school in schools
    ]


def packages(*given):
    return [{"title": "A package", **package} for package in given]


LISTS = [
    {"from": "2010-04-01", "source": "A", "packages": packages({"id": "remote", "flat": 100})},
    {"from": "2011-04-01", "source": "A", "packages": packages({"id": "remote", "flat": 110})},
]


def changed(at, **to):
    return [{**each, **(to if number == at else {})} for number, each in enumerate(LISTS)]


FAULTY = {
    "lists out of order": (
        changed(1, **{"from": "2010-04-01"}),
        ("prices", 1, "from"),
        "a later day than 1 April 2010",
    ),
    "a package twice": (
        changed(0, packages=packages({"id": "remote", "flat": 1}, {"id": "remote", "flat": 2})),
        ("prices", 0, "packages", 1, "id"),
        "a different id for each package of a list",
    ),
    "a price below nothing": (
        changed(0, packages=packages({"id": "remote", "flat": -1})),
        ("prices", 0, "packages", 0, "flat"),
        "a price in £ and whole pence",
    ),
    "part of a penny": (
        changed(0, packages=packages({"id": "remote", "per_pupil": {"primary": 1.085}})),
        ("prices", 0, "packages", 0, "per_pupil", "primary"),
        "a price in £ and whole pence",
    ),
    "a rate of text": (
        changed(0, packages=packages({"id": "remote", "per_pupil": "lots"})),
        ("prices", 0, "packages", 0, "per_pupil"),
        "a price in £ and whole pence",
    ),
    "an unknown phase": (
        changed(0, packages=packages({"id": "remote", "per_pupil": {"primry": 1}})),
        ("prices", 0, "packages", 0, "per_pupil"),
        "'primry' may be a slip for primary",
    ),
    "no price": (changed(0, packages=packages({"id": "remote"})), ("prices", 0, "packages", 0), "a price: flat"),
    "bands out of order": (
        changed(
            0,
            packages=packages({"id": "remote", "bands": [{"to_pupils": 9, "price": 1}, {"to_pupils": 5, "price": 1}]}),
        ),
        ("prices", 0, "packages", 0),
        "size bands in order",
    ),
    "no source": (changed(0, source=None), ("prices", 0, "source"), "text"),
}


@pytest.mark.parametrize("name", FAULTY)
def test_a_faulty_price_list_is_told_where_it_is(write_small, rates, name):
    prices, path, expected = FAULTY[name]
    faults = faults_of(write_small(prices=prices), rates)
    assert [(fault.path, expected in fault.expected) for fault in faults] == [(path, True)]


def test_a_sound_price_list_loads(write_small, rates):
    prices = load_scenario(write_small(prices=LISTS), rates).prices
    assert [each.from_ for each in prices] == [date(2010, 4, 1), date(2011, 4, 1)]


ANYTHING = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.lists(st.integers())
KEYS = sorted(Package.model_fields)


@given(key=st.sampled_from(KEYS), value=ANYTHING | st.dictionaries(st.sampled_from([*PHASES, "x"]), ANYTHING))
def test_whatever_stands_in_a_package_it_is_read_or_refused(key, value):
    try:
        package = Package.model_validate({"id": "remote", "title": "A", "flat": 1, key: value})
    except ValidationError as refused:
        assert refused.errors()
    else:
        assert package.per_pupil is None or set(package.per_pupil) <= set(PHASES)
