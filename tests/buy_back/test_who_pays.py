"""Who pays, and why the price rises. The schools are invented; figures are worked by hand."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.base.financial_year import FinancialYear
from model.buy_back.who_pays import Rises, by_change, by_phase, by_size, rises
from model.buy_back.why_price import CAUSES, Sharing, causes_of_rise
from model.schema.sections.customers import Agreements
from model.schema.sections.prices import PriceList

Y10, Y11 = FinancialYear(2010), FinancialYear(2011)
A_YEAR = (np.datetime64("2010-04-01"), np.datetime64("2011-03-31"))


def agreements(*schools, span=A_YEAR):
    """(reference, phase, pupils, days bought) each; all maintained, all with one agreement and one package."""
    n = len(schools)
    reference, phase, pupils, days = (np.array(column) for column in zip(*schools, strict=True))
    return Agreements(
        reference=reference,
        phase=phase,
        pupils=pupils.astype(int),
        maintained=np.ones(n, dtype=bool),
        academy_from=np.full(n, np.datetime64("NaT"), dtype="datetime64[D]"),
        first_day=np.full(n, span[0]),
        last_day=np.full(n, span[1]),
        year_starts=np.full(n, 4),
        renews=np.full(n, np.nan),
        packages=("remote", "visits"),
        takes=np.array([np.ones(n), days.astype(float)]),
        bad_debt=np.zeros(n),
    )


def prices(flat, a_day, pupil=0):
    remote = {"id": "remote", "title": "Remote support", "flat": flat, "per_pupil": pupil}
    visits = {"id": "visits", "title": "Visits", "a_unit": a_day}
    return PriceList.model_validate({"from": "2010-04-01", "source": "A test.", "packages": [remote, visits]})


SCHOOLS = agreements(("A", "primary", 210, 4), ("B", "primary", 420, 2), ("C", "secondary", 900, 10))
OLD, NEW = prices(500, 100), prices(440, 106, 0.20)


def test_each_customer_before_and_after():
    """A: 500 + 400 = 900, then 440 + 42 + 424 = 906. B: 700, then 440 + 84 + 212 = 736. C: 1,500, then 1,680."""
    found = rises(OLD, NEW, SCHOOLS, date(2010, 12, 1))
    assert list(found.before) == [90_000, 70_000, 150_000]
    assert list(found.after) == [90_600, 73_600, 168_000]
    assert found.reference[found.largest] == "C"


def test_bands_of_change_have_their_lower_end_and_not_their_upper_one():
    """Of £6, £36, £50, £180 and none. £180 in at most eight bands takes bands of £50: of £20 it is nine."""
    change = np.array([600, 3_600, 5_000, 18_000, 0])
    names = np.array(list("ABCDE"))
    found = by_change(Rises(names, names, np.ones(5), np.full(5, 90_000), 90_000 + change))
    assert [(group.label, group.customers) for group in found] == [
        ("no change", 1),
        ("£0 to under £50", 2),
        ("£50 to under £100", 1),
        ("£100 to under £150", 0),
        ("£150 to under £200", 1),
    ]


def test_a_customer_with_two_agreements_is_one_customer():
    twice = agreements(("A", "primary", 210, 4), ("A", "primary", 210, 1))
    found = rises(OLD, NEW, twice, date(2010, 12, 1))
    assert (len(found.reference), list(found.before)) == (1, [150_000])


def test_who_has_no_agreement_on_the_day_pays_nothing():
    assert len(rises(OLD, NEW, SCHOOLS, date(2010, 3, 31)).reference) == 0


def test_an_agreement_that_ended_the_day_before_is_renewed_unless_it_is_known_not_to_be():
    """To 31 March 2011 and a change on 1 April 2011: all three pay; where it is known that they go, none does."""
    assert list(rises(OLD, NEW, SCHOOLS, date(2011, 4, 1)).before) == [90_000, 70_000, 150_000]
    gone = replace(SCHOOLS, renews=np.zeros(3))
    assert len(rises(OLD, NEW, gone, date(2011, 4, 1)).reference) == 0


def test_more_less_and_the_same_by_phase_and_size():
    """At 440 flat and 103 a day A pays 852 for 900, B 646 for 700, C 1,470 for 1,500: all pay less."""
    lower = rises(OLD, prices(440, 103), SCHOOLS, date(2010, 12, 1))
    primary, secondary = by_phase(lower)
    assert (primary.label, primary.customers, primary.less, primary.more) == ("primary", 2, 2, 0)
    assert (secondary.before - secondary.after, secondary.same) == (3_000, 0)
    assert [group.label for group in by_size(lower)] == ["106 to 210 pupils", "211 to 420 pupils", "421 to 900 pupils"]


SCHOOL = st.tuples(
    st.integers(1, 30).map(str), st.sampled_from(["primary", "secondary"]), st.integers(1, 2000), st.integers(0, 20)
)


@given(schools=st.lists(SCHOOL, min_size=1, max_size=20), flat=st.integers(0, 900), day=st.integers(0, 200))
def test_every_view_adds_up_to_the_same_income(schools, flat, day):
    found = rises(OLD, prices(flat, day, 0.35), agreements(*schools), date(2010, 12, 1))
    for groups in (by_phase(found), by_size(found)):
        assert sum(group.after for group in groups) == found.after.sum()
        assert sum(group.customers for group in groups) == len(found.reference)
        assert all(group.more + group.less + group.same == group.customers for group in groups)


def test_the_causes_add_up_to_the_rise_for_the_average_school(barnet):
    """From 102 schools to 97 between 2010/11 and 2011/12."""
    costed = barnet.costed
    causes = causes_of_rise(costed, "top", Sharing(Y10, 102), Sharing(Y11, 97))
    before, after = costed.amount("do_nothing", "top", Y10) / 102, costed.amount("proposal", "top", Y11) / 97
    assert sum(cause.for_each for cause in causes) == pytest.approx(after - before)
    assert [cause.key for cause in causes] == list(CAUSES)
    assert next(cause for cause in causes if cause.key == "volume").for_each == pytest.approx(after * (1 - 97 / 102))


def test_without_customers_a_cost_is_shared_by_nobody(barnet):
    with pytest.raises(ValueError, match="only where there are customers"):
        Sharing(Y11, 0)
