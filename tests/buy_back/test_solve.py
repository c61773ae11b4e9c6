"""Prices solved to recover a target, worked by hand. All customers but Barnet's 102 equal schools are invented."""

import numpy as np
import pytest

from model.buy_back.break_even import NoAnswer
from model.buy_back.price_search import Cap
from model.buy_back.pricing import charges
from model.buy_back.solve import beside, flat_uplift, in_proportion, per_pupil_rate
from model.schema.sections.customers import Agreements
from model.schema.sections.prices import PriceList


def price_list(*packages, **more):
    titled = [{"title": package["id"].title(), **package} for package in packages]
    return PriceList.model_validate({"from": "2010-04-01", "source": "invented", "packages": titled, **more})


def schools(*rows, packages):
    """Agreements of invented schools: (reference, phase, pupils, units of each package)."""
    reference, phase, pupils, takes = zip(*rows, strict=True)
    n = len(rows)
    first, last = (np.full(n, np.datetime64(day)) for day in ("2010-04-01", "2011-03-31"))
    return Agreements(
        np.array(reference), np.array(phase), np.array(pupils), np.ones(n, bool), np.full(n, np.datetime64("NaT", "D")),
        first, last, np.full(n, 4), np.full(n, np.nan), tuple(packages), np.array(takes, float).T, np.zeros(n),
    )  # fmt: skip


def income(prices, agreements):
    return int(charges(prices, agreements).total.sum())


# Support at £600 for three schools, and a day at £50: a takes two, b five. Now 1,800 + 350 = £2,150.
TWO = price_list({"id": "support", "flat": 600}, {"id": "visit", "a_unit": 50}, step=1)
THREE = schools(
    ("a", "primary", 210, (1, 2)), ("b", "primary", 420, (1, 5)), ("c", "special", 90, (1, 0)),
    packages=("support", "visit"),
)  # fmt: skip


def after(solved):
    return [one.after / 100 for one in solved.changes]


def test_barnets_102_equal_schools_pay_139_91_more_or_140_in_whole_pounds():
    """£14,270 over 102 is £139.902: 102 x £139.91 = £14,270.82, and 102 x £140 = £14,280."""
    now = np.full(102, 4_353_00)
    to_the_penny, to_the_pound = (flat_uplift(now, 102 * 4_353 + 14_270, step) for step in (0.01, 1))
    assert (to_the_penny.each, to_the_penny.income) == (139_91, 14_270_82)
    assert (to_the_pound.each, to_the_pound.income) == (140_00, 14_280_00)


def test_barnets_equal_schools_pay_3_21_per_cent_more():
    """£458,360 / 102 is £4,493.7255, up to £4,493.73; 139.91 / 4,353.82 is 3.21 per cent."""
    flat = price_list({"id": "team", "flat": 4353.82})
    equal = schools(*((f"s{n}", "primary", 200, (1,)) for n in range(102)), packages=("team",))
    solved = in_proportion(flat, equal, 458_360)
    assert after(solved) == [4493.73]
    assert solved.surplus == 46  # 102 x 4,493.73 = 458,360.46
    assert round((solved.factor - 1) * 100, 2) == 3.21
    assert flat_uplift(charges(flat, equal).total, 458_360).each == 139_91


def test_customers_who_pay_unequal_sums_pay_the_same_rise_and_who_pays_nothing_pays_none():
    """£100 and £250 must bring in £360: £10 over two payers."""
    assert flat_uplift(np.array([100_00, 250_00, 0]), 360, 1).each == 5_00
    assert flat_uplift(np.array([100_00, 250_00]), 350).each == 0
    assert "No customer pays anything" in str(flat_uplift(np.array([0]), 10))


def test_bradfords_list_recovers_1600_at_1_19_a_pupil():
    """£439 + £1.08 a pupil; 610 pupils in two schools: (1,600 - 878) / 610 = 1.1836, and at £1.19 £1,603.90."""
    prices = price_list({"id": "building", "flat": 439, "per_pupil": 1.08})
    two = schools(("a", "primary", 210, (1,)), ("b", "primary", 400, (1,)), packages=("building",))
    found = per_pupil_rate(prices, two, 1_600, "building")
    assert (found.rate, found.income) == (1_19, 1603_90)
    dearer = price_list({"id": "building", "flat": 439, "per_pupil": 1.19})
    assert income(dearer, two) == 1603_90
    assert per_pupil_rate(prices, two, 1_600, "building", 0.05).rate == 1_20
    assert per_pupil_rate(prices, two, 800, "building").rate == 0  # the flat fees alone do it


def test_no_rate_a_pupil_where_there_are_no_pupils():
    none = schools(("a", "centre", 0, (1,)), packages=("building",))
    found = per_pupil_rate(price_list({"id": "building", "flat": 439}), none, 500, "building")
    assert "No rate per pupil for building recovers £500: the list brings in at most £439." in str(found)


def test_two_prices_in_one_proportion_by_hand():
    """£641 and £54 bring in 1,923 + 378 = £2,301 of £2,300; £640 brings 2,298, £53 brings 2,294.

    £641 is the dearest support while 50 x factor is over 53; at 640 / 600 both together miss.
    """
    solved = in_proportion(TWO, THREE, 2_300)
    assert after(solved) == [641, 54]
    assert [one.statement for one in solved.changes] == [
        f"a price one step lower would miss the target by £{n}" for n in (2, 6)
    ]
    assert solved.surplus == 1_00
    assert solved.factor == pytest.approx(2_300 / 2_150, abs=1e-5)
    assert list(charges(solved.prices, THREE).total) == [749_00, 911_00, 641_00]


def test_a_cap_that_binds_leaves_no_answer_but_the_customers_and_the_most_that_it_allows():
    """At 7% a may pay £749, b £909.50, c £642; £642 and £53 bring in 1,926 + 371 = £2,297. b would pay £911."""
    found = in_proportion(TWO, THREE, 2_300, cap=Cap(share=0.07))
    assert isinstance(found, NoAnswer)
    assert found.nearest == 2_297
    assert found.customers == ("b",)
    assert "no charge by more than 7%, at most £2,297 comes in" in found.sentence
    assert "£3 short of £2,300. At the cap: b." in found.sentence


def test_there_is_no_answer_where_every_customer_is_at_the_cap():
    """£10 each on £2,150 is £2,180 at most, and whole steps bring in less."""
    found = in_proportion(TWO, THREE, 2_300, cap=Cap(pounds=10))
    assert isinstance(found, NoAnswer) and found.nearest <= 2_180
    assert set(found.customers) <= {"a", "b", "c"}


def test_a_price_says_where_nobody_takes_it_and_what_stands_in_its_place():
    """Bronze is not taken; hosting never reaches its minimum of £300; every day is bought at the lower price."""
    prices = price_list(
        {"id": "gold", "flat": 1000},
        {"id": "bronze", "flat": 100},
        {"id": "hosting", "per_pupil": 0.5, "minimum": 300},
        {"id": "day", "a_unit": 550, "cheaper_from": [{"units": 10, "price": 500}]},
        step=1,
    )
    one = schools(("a", "primary", 200, (1, 1, 10)), packages=("gold", "hosting", "day"))
    solved = in_proportion(prices, one, 6_930)  # 1,000 + 300 + 5,000 = 6,300; 6,000 must rise by 630: 10.5%
    why = {change.price.label: (change.after / 100, change.statement) for change in solved.changes}
    assert why["gold, a year"] == (1_100, "a price one step lower would miss the target by £1")
    assert why["day, a day from 10"] == (
        553,
        "a price one step lower would miss the target by £10",
    )  # 1,100 + 300 + 5,530 is 6,930
    assert why["bronze, a year"] == (
        111,
        "nobody takes this package, so its price changes in the same proportion as the others",
    )  # 100 x 1.104, up
    assert why["hosting, a pupil"] == (0.56, "everyone who pays this price is charged the minimum of its package, £300")
    assert why["day, a day"][1] == "everyone who takes this package pays one of its other unit prices"


def test_minimum_charges_alone_may_bring_in_more_than_the_target():
    prices = price_list({"id": "gold", "flat": 200}, minimum_charge=300)
    found = in_proportion(prices, schools(("a", "primary", 200, (1,)), packages=("gold",)), 250)
    assert "minimum charges alone bring in £300" in str(found)
    assert (found.nearest, found.inputs) == (300, ("minimum charges",))


def test_a_target_and_a_cap_must_be_stated_above_nil():
    with pytest.raises(ValueError, match="the target must be above nil"):
        in_proportion(TWO, THREE, 0)
    with pytest.raises(ValueError, match="a cap"):
        Cap()


def test_one_customer_alone_pays_the_whole_rise():
    """£100 must become £112.50: £12.50 more, or £13 in whole pounds; a second who pays nothing changes nothing."""
    for charges_now in (np.array([100_00]), np.array([100_00, 0])):
        alone = flat_uplift(charges_now, 112.5)
        assert (alone.each, alone.income) == (12_50, 12_50)
        assert flat_uplift(charges_now, 112.5, 1).each == 13_00


def test_what_customers_at_fixed_prices_pay_counts_beside_an_answer_and_beside_none():
    """£500 beside the nearest £300; and beside prices that bring in £2,300 with nothing over."""
    prices = price_list({"id": "gold", "flat": 200}, minimum_charge=300)
    none = in_proportion(prices, schools(("a", "primary", 200, (1,)), packages=("gold",)), 250)
    also = beside(none, 500_00)
    assert also.nearest == 800
    assert also.sentence == f"{none.sentence} A further £500 comes from customers at fixed prices."
    assert also.without_names == ""
    capped = in_proportion(TWO, THREE, 2_300, cap=Cap(share=0.07))
    assert beside(capped, 500_00).without_names.endswith(
        "1 customer. A further £500 comes from customers at fixed prices."
    )
    solved = in_proportion(TWO, THREE, 2_300)
    with_more = beside(solved, 500_00)
    assert with_more.income - solved.income == 500_00 and with_more.surplus == solved.surplus


def test_a_price_below_the_minimum_charge_says_that_the_minimum_is_paid_instead():
    """a pays £1,000 for gold and b the minimum of £300 for an extra of £50: £1,300, and 10% more is £1,430."""
    prices = price_list({"id": "gold", "flat": 1000}, {"id": "extra", "flat": 50}, minimum_charge=300, step=1)
    two = schools(("a", "primary", 200, (1, 0)), ("b", "primary", 200, (0, 1)), packages=("gold", "extra"))
    why = {
        change.price.label: (change.after / 100, change.statement)
        for change in in_proportion(prices, two, 1_430).changes
    }
    assert why["extra, a year"][1].startswith("everyone who pays this price is charged the minimum charge of £3")
