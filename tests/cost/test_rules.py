"""Rules that every costing obeys, whatever the establishment: properties of the whole engine."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.assessment.assess import assess
from model.base.financial_year import FinancialYear
from model.checks.clearance_checks import checks
from model.cost.costed import EFFECTS, TIMELINES
from model.cost.elements import ELEMENTS, LABELS
from model.pay.salaries import BASES
from model.rates.tables import RateStatus
from model.schema.sections.holders import Holder
from model.schema.sections.posts import PresentPost, ProposedPost
from tests.conftest import RESOLVED
from tests.people.establishments import IN_2010_11, IN_THE_YEARS, assimilated, establishments


def totals(costed):
    """Every figure of a costed scenario: structure, basis, year and element to £."""
    return {
        (structure, basis, year.start, element): costed.amount(structure, basis, year, element)
        for structure in (*TIMELINES, *EFFECTS)
        for basis in BASES
        for year in costed.years
        for element in LABELS
    }


@given(present=establishments(), day=IN_THE_YEARS)
def test_no_change_has_no_effect(cost_of, present, day):
    costed = cost_of(present, assimilated(present), day)
    effects = {key: amount for key, amount in totals(costed).items() if key[0] in EFFECTS}
    assert effects == pytest.approx(dict.fromkeys(effects, 0.0), abs=1e-6)


@given(present=establishments(ftes=st.sampled_from([0.1, 0.2, 0.25, 0.4, 0.5])))
def test_twice_the_working_time_is_twice_the_basic_pay(cost_of, present):
    def doubled(post):
        holders = tuple(holder.model_copy(update={"fte": holder.fte * 2}) for holder in post.holders)
        return post.model_copy(update={"fte": post.fte * 2, "holders": holders})

    once, twice = (cost_of(posts, assimilated(posts)) for posts in (present, tuple(map(doubled, present))))
    for basis in BASES:
        for year in once.years:
            pay = [costed.amount("do_nothing", basis, year, "basic_pay") for costed in (once, twice)]
            assert pay[1] == 2 * pay[0]


@given(present=establishments(), day=IN_THE_YEARS, data=st.data())
def test_the_order_of_posts_in_the_file_changes_nothing(cost_of, present, day, data):
    proposed = assimilated(present, raised=lambda grade: grade.replace("-", " – "))
    moved = (data.draw(st.permutations(posts)) for posts in (present, proposed))
    assert totals(cost_of(*moved, day)) == pytest.approx(totals(cost_of(present, proposed, day)), abs=1e-6)


@given(present=establishments(), days=st.lists(IN_2010_11, min_size=2, max_size=2), rise=st.integers(1, 4))
def test_a_dearer_proposal_costs_no_more_for_coming_later(cost_of, present, days, rise):
    def up(grade):
        bottom, rest = grade.split("-")
        top = int(rest.split("#")[0])
        return f"{min(int(bottom) + rise, 49)}-{min(top + rise, 49)}"

    early, late = (cost_of(present, assimilated(present, up), day) for day in sorted(days))
    for basis in ("bottom", "mean_of_ends", "top"):
        assert (late.amount("proposal", basis, FinancialYear(2010))
                <= early.amount("proposal", basis, FinancialYear(2010)) + 1e-6)  # fmt: skip


@given(present=establishments(), proposed=establishments(held=False), day=IN_THE_YEARS)
def test_the_total_is_the_sum_of_its_elements_and_as_weak_as_the_weakest(cost_of, present, proposed, day):
    structure = [post.model_copy(update={"fate": "deleted", "to": ()}) for post in present]
    opened = [post.model_copy(update={"filled_by": "open"}) for post in assimilated(proposed)]
    costed = cost_of(structure, opened, day)
    for name in (*TIMELINES, *EFFECTS):
        for basis in BASES:
            for year in costed.years:
                parts = [costed.amount(name, basis, year, element.key) for element in ELEMENTS]
                weakest = max(costed.status(name, basis, year, element.key) for element in ELEMENTS)
                assert costed.amount(name, basis, year) == pytest.approx(sum(parts), abs=1e-6)
                assert costed.status(name, basis, year) == weakest


@given(present=establishments(), day=IN_THE_YEARS)
def test_each_months_cost_before_the_change_is_the_present_structures(cost_of, present, day):
    costed = cost_of(present, assimilated(present, raised=lambda _: "49"), day)
    months = int(np.searchsorted(costed.book.months.pay_days, np.datetime64(day)))
    before, after = (costed.costs[name, "top"].total.sum(axis=0) for name in ("do_nothing", "proposal"))
    assert after[:months] == pytest.approx(before[:months], abs=1e-6)


def test_a_figure_says_assumed_where_a_rate_is_assumed(barnet):
    """The pension rate is assumed to March 2012 and derived after; National Insurance never is."""
    of = [[barnet.costed.status("do_nothing", "top", year, element) for year in barnet.costed.years]
          for element in ("employer_lgps", "total", "employer_ni")]  # fmt: skip
    assert [status == RateStatus.ASSUMED for status in of[0]] == [True, True, False]
    assert [status == RateStatus.ASSUMED for status in of[1]] == [True, True, False]
    assert RateStatus.ASSUMED not in of[2]


def test_two_runs_give_the_same_bytes(rates):
    one, other = assess(RESOLVED, rates), assess(RESOLVED, rates)
    assert one.results.encode() == other.results.encode()
    assert one.digest == other.digest


def pool(order, holders):
    """Two ring-fenced people and the two posts that they compete for, in an order."""
    now = [
        PresentPost(id=f"now-{place}", title="Post", grade="35-38", fate="ring-fenced", to=("high", "low"), holders=who)
        for place, who in enumerate(holders)
    ]
    then = tuple(
        ProposedPost(id=name, title="Post", grade=grade, filled_by="ring-fence")
        for name, grade in (("high", "42"), ("low", "30"))
    )
    return tuple(now[place] for place in order), then


def test_who_is_listed_first_in_a_ring_fence_does_not_move_the_years_cost(cost_of):
    """From 1 December no month is split. One of the two holders is outside the pension scheme."""
    holders = [(Holder(ref="member"),), (Holder(ref="outside", lgps_member=False),)]
    listed, reversed_ = (cost_of(*pool(order, holders)) for order in ((0, 1), (1, 0)))
    year = listed.years[1]
    assert listed.amount("proposal", "top", year) == pytest.approx(reversed_.amount("proposal", "top", year), abs=1e-6)


@pytest.mark.parametrize("ftes", [(0.6, 0.6, 0.4, 0.4), (0.4, 0.4, 0.6, 0.6)], ids=str)
def test_people_who_fit_into_a_ring_fence_are_placed_in_whatever_order(cost_of, ftes):
    """Two posts have room for 0.6 + 0.4 each."""
    holders = [(Holder(ref=f"person-{place}", fte=fte),) for place, fte in enumerate(ftes)]
    now, then = pool(range(4), holders)
    now = tuple(post.model_copy(update={"fte": fte}) for post, fte in zip(now, ftes, strict=True))
    found = {check.key: check for check in checks(cost_of(now, then), None)}
    assert found["establishment"].outcome == "pass", found["establishment"].finding


@given(ref=st.sampled_from(["anna", "now-0", "now-0/1", "now-1/1", "then/1", "1"]))
def test_a_holders_reference_may_be_any_text(cost_of, ref):
    """One vacant post and one held, two people's National Insurance, whatever the holder is called."""
    vacant, held = (PresentPost(id=f"now-{place}", title="Post", grade="30", fate="deleted") for place in (0, 1))
    new = ProposedPost(id="then", title="Post", grade="30", filled_by="open")
    each = [
        cost_of(posts, [new]).amount("do_nothing", "top", FinancialYear(2010), "employer_ni")
        for posts in ([vacant, held.model_copy(update={"holders": (Holder(ref=ref),)})], [vacant])
    ]
    assert each[0] == pytest.approx(2 * each[1])
