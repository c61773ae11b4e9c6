"""Pay protection: how much, for how long, and when it ends early."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.base.financial_year import FinancialYear, PayMonths
from model.pay.protection import ProtectionTerms, part_after, protection_by_month

# Barnet's Principal at SCP 43 into 39-42, April 2009 outer London table: 38,064 - 37,182 = 882
OLD, NEW = 38064.0, 37182.0
MONTHS = 48
THREE_YEARS_FLAT = ProtectionTerms(36)
LANCASTER = ProtectionTerms(36, (1, 0.5, 0.25))


def level(salary, months=MONTHS):
    return np.full(months, salary)


def with_award(salary, month, award, months=MONTHS):
    """A salary that rises by a share from a month on."""
    return np.where(np.arange(months) < month, salary, salary * (1 + award))


def test_three_years_flat():
    paid = protection_by_month(level(OLD), level(NEW), 6, THREE_YEARS_FLAT)
    assert paid.tolist() == [0] * 6 + [882] * 36 + [0] * 6
    assert paid.sum() / 12 == 3 * 882 == 2646


def test_a_taper_of_100_50_and_25_per_cent():
    paid = protection_by_month(level(OLD), level(NEW), 0, LANCASTER)
    assert paid.tolist() == [882] * 12 + [441] * 12 + [220.5] * 12 + [0] * 12
    assert paid.sum() / 12 == 882 * 1.75 == 1543.5


def test_a_frozen_old_salary_loses_to_an_award_and_an_uprated_one_keeps_up():
    old, new = with_award(OLD, 12, 0.01), with_award(NEW, 12, 0.01)
    frozen = protection_by_month(old, new, 0, THREE_YEARS_FLAT)
    assert frozen[11] == 882
    assert frozen[12] == pytest.approx(38064 - 37182 * 1.01)  # 38,064 - 37,553.82 = 510.18
    uprated = protection_by_month(old, new, 0, ProtectionTerms(36, uprated=True))
    assert uprated[12] == pytest.approx(882 * 1.01)


def test_a_frozen_old_salary_is_that_of_the_day_of_the_change():
    old, new = with_award(OLD, 6, 0.01), with_award(NEW, 6, 0.01)
    assert protection_by_month(old, new, 6, THREE_YEARS_FLAT)[6:42] == pytest.approx([890.82] * 36)


def test_protection_ends_when_new_pay_catches_up_and_does_not_come_back():
    # awards of 2% and 1%: 37,182 x 1.02 = 37,925.64 leaves 138.36; x 1.01 = 38,304.90 is past 38,064
    new = with_award(with_award(NEW, 12, 0.02), 24, 0.01)
    paid = protection_by_month(level(OLD), new, 0, THREE_YEARS_FLAT)
    assert paid[12:24] == pytest.approx([138.36] * 12)
    assert not paid[24:].any()
    # a later fall of the new salary, as on another regrading, opens no old gap again
    new[30:] = 30000
    assert not protection_by_month(level(OLD), new, 0, THREE_YEARS_FLAT)[24:].any()


def test_increments_in_the_new_grade_shrink_the_gap_only_if_they_count():
    arrived, risen = level(NEW), np.where(np.arange(MONTHS) < 12, NEW, 37500.0)
    assert protection_by_month(level(OLD), risen, 0, THREE_YEARS_FLAT)[12] == 38064 - 37500
    kept = ProtectionTerms(36, counts_increments=False)
    assert protection_by_month(level(OLD), risen, 0, kept, salary_without_increments=arrived)[12] == 882
    with pytest.raises(ValueError, match="the salary of the new point is needed"):
        protection_by_month(level(OLD), risen, 0, kept)


def test_a_change_inside_a_month_moves_every_end_inside_one():
    # from 23 November: 8 of 30 days are after it, so the third year ends 22 days into the last November
    share = 8 / 30
    flat = protection_by_month(level(OLD), level(NEW), 7, THREE_YEARS_FLAT, part_after=share)
    assert flat[7] == 882 and flat[42] == 882 and flat[43] == pytest.approx(882 * 22 / 30) and not flat[44:].any()
    employed = np.where(np.arange(MONTHS) == 7, share, 1.0)
    assert (flat * employed).sum() / 12 == pytest.approx(2646)
    taper = protection_by_month(level(OLD), level(NEW), 7, LANCASTER, part_after=share)
    assert taper[19] == pytest.approx(882 * 22 / 30 + 441 * 8 / 30)


def test_who_gains_or_has_no_scheme_has_no_protection():
    assert not protection_by_month(level(NEW), level(OLD), 0, THREE_YEARS_FLAT).any()
    assert not protection_by_month(level(OLD), level(NEW), 0, ProtectionTerms(0)).any()


def test_a_scheme_outlasting_the_months_is_cut_at_their_end():
    assert protection_by_month(level(OLD, 24), level(NEW, 24), 20, THREE_YEARS_FLAT).tolist() == [0] * 20 + [882] * 4


@pytest.mark.parametrize(
    ("terms", "why"),
    [
        ((35, (1, 0.5, 0.25)), "35 months can't be cut into 3 equal periods"),
        ((36, (1, 50, 25)), "each must be from 0 to 1"),
        ((-1,), "-1 months"),
        ((36, ()), "0 equal periods"),
    ],
)
def test_terms_that_cannot_be_meant_are_refused(terms, why):
    with pytest.raises(ValueError, match=why):
        ProtectionTerms(*terms)


awards = st.lists(st.floats(0, 0.06), min_size=4, max_size=4)
schemes = st.builds(
    ProtectionTerms,
    st.sampled_from([0, 12, 24, 36]),
    st.sampled_from(["flat", (1, 0.5, 0.25), (1, 0.5), (0.75,)]),
    st.booleans(),
)


@given(schemes, awards, st.floats(15000, 60000), st.floats(15000, 60000), st.integers(0, 47), st.floats(0.03, 1))
def test_pay_with_protection_lies_between_new_pay_and_old(terms, rises, old_pay, new_pay, start, part):
    rise = np.repeat(np.cumprod([1 + award for award in rises]), 12)
    old, new = old_pay * rise, new_pay * rise
    paid = protection_by_month(old, new, start, terms, part_after=part)
    kept = old if terms.uprated else np.full(MONTHS, old[start])
    assert (paid >= 0).all()
    assert (new + paid <= np.maximum(new, kept) + 1e-6).all()
    assert not paid[:start].any() and not paid[start + terms.months + 1 :].any()


@given(awards, st.floats(15000, 60000), st.floats(15000, 60000), st.integers(0, 11))
def test_a_frozen_salary_never_costs_more_than_an_uprated_one_nor_a_taper_more_than_flat(
    rises, old_pay, new_pay, start
):
    rise = np.repeat(np.cumprod([1 + award for award in rises]), 12)
    frozen, uprated, taper = (
        protection_by_month(old_pay * rise, new_pay * rise, start, terms)
        for terms in (THREE_YEARS_FLAT, ProtectionTerms(36, uprated=True), LANCASTER)
    )
    assert (frozen <= uprated + 1e-6).all() and (taper <= frozen + 1e-6).all()


def test_each_period_ends_on_its_day_by_the_days_of_that_very_month():
    # the gap of 882 in full and then half, from 10 August: 9 of the 28 days of February are still in the first half,
    # 882 x 9/28 + 441 x 19/28 = 582.75; and 9 of the 31 days of the next August in the second, 441 x 9/31 = 128.03
    months = PayMonths(FinancialYear.parse("2022/23"), FinancialYear.parse("2024/25"))
    terms, august = ProtectionTerms(12, (1, 0.5)), 4
    paid = protection_by_month(
        level(OLD, 36), level(NEW, 36), august, terms, part_after=part_after(date(2022, 8, 10), months)
    )
    assert paid[august + 6] == pytest.approx(582.75)
    assert paid[august + 12] == pytest.approx(128.03, abs=0.005) and not paid[august + 13 :].any()
