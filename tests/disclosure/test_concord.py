"""Public figures compared with those decided on: another sign or price is told, and is no public pack without a reason.

The two assessments are stand-ins with the few figures that are compared. The expected words are worked by hand.
"""

from dataclasses import dataclass, field
from decimal import Decimal
from types import SimpleNamespace

import pytest

from model.base.quantity import CostOf, Quantity
from model.disclosure.concord import concord_check
from model.disclosure.concordance import (
    BY_POST,
    NOT_PUBLIC,
    NOT_TOLD,
    OF_CUSTOMERS,
    OF_CUSTOMERS_TOLD,
    OF_POINTS,
    ONE_OFF,
    WITHHELD,
    concordance,
)
from model.disclosure.public_input import PUBLIC_REASON

EFFECT = "full_year_effect"


def of(amount, key=EFFECT, made_of=(), **more):
    return Quantity(key, key, amount, "£ a year", "top", "2024/25", "all posts", signed=True, made_of=made_of, **more)


@dataclass
class Told:
    """An assessment as far as two are compared."""

    quantities: dict[str, Quantity]
    step: Decimal = Decimal(10)
    buy_backs: tuple = ()
    differs_because: str | None = None
    basis: str = "top"
    reason: str = "Stated."
    unrounded: "Told | None" = None
    scenario: SimpleNamespace = field(init=False)

    def __post_init__(self):
        told = SimpleNamespace(differs_because=self.differs_because) if self.differs_because is not None else None
        costing = SimpleNamespace(basis=self.basis, reason=self.reason)
        self.scenario = SimpleNamespace(disclosure=told, costing=costing)


def outcome(decided, told, **more):
    check = concord_check(Told({EFFECT: of(decided)}), Told({EFFECT: of(told)}, **more))
    assert not check.blocks and not check.blocking, "it blocks nothing of the costing"
    return check


@pytest.mark.parametrize(
    ("decided", "told", "is_sound"),
    [
        (20, 30, True),
        (-20, -30, True),
        (6, -6, False),  # £12 apart
        (4, -4, True),  # £8 apart: less than a step of £10
        (5, -5, False),  # £10 apart: a step
        (0, 12, False),
        (0.4, 12, False),  # prints as £0
        (0.4, -0.4, True),
        (-12, 0, False),
    ],
)
def test_an_effect_of_another_sign_is_told_where_the_two_are_a_step_apart(decided, told, is_sound):
    assert (outcome(decided, told).outcome == "pass") == is_sound


def test_what_differs_is_said_in_words_and_needs_a_reason_on_the_public_page():
    said = outcome(30, -20)
    assert said.outcome == "fail"
    assert said.finding.startswith(
        "The public page shows “full_year_effect” as £20 less (the exempt figure decided on is £30 more). State"
    )
    assert outcome(30, -20, differs_because="").outcome == "fail"
    reasoned = outcome(30, -20, differs_because="Because.")
    assert reasoned.outcome == "disclosed" and reasoned.finding.endswith("The public page says why.")


def priced(decided, told, *, public=()):
    """The check where the list of customers gives one rise for the average customer, and equal customers another."""
    whole = Told({} if decided is None else {"rise_all_stay": of(decided, "rise_all_stay", pence=True)})
    test = SimpleNamespace(recovering_uplift=told, customers=40)
    return concord_check(whole, Told({key: of(1, key) for key in public}, buy_backs=(test,)))


def test_prices_tell_one_story_or_the_page_says_why_not():
    """£139.91 for each of 40 equal customers, £142.10 for the average of the list: £140 and £142."""
    differs = priced(142.10, 139.91)
    assert differs.outcome == "fail"
    assert "+£139.91 for each of 40 equal customers (the list of customers gives +£142.10" in differs.finding
    assert priced(139.60, 140.40).outcome == "pass", "both are £140"
    assert priced(None, 139.91).outcome == "pass", "no list of customers says otherwise"
    assert priced(142.10, 139.91, public=("rise_all_stay",)).outcome == "pass", "the public page has the list's own"


POST = CostOf("proposed", "top", None)
AT_POINTS = CostOf("proposed", "actual", None)


def reasons(decided, told, *, published=True, **more):
    """The reasons of one figure, which the exempt papers have, or not, and the public ones."""
    quantities = [{one.key: one} if one else {} for one in (decided, told)]
    public = Told(quantities[1], **{"unrounded": Told(quantities[1]), **more})
    [row] = concordance(Told(quantities[0]), public, published=published)
    return row


def test_a_figure_that_both_print_alike_needs_no_reason():
    row = reasons(of(20), of(20))
    assert (row.exempt, row.public, row.why, row.is_same) == ("+£20", "+£20", (), True)


def test_a_figure_that_one_paper_does_not_have_says_why():
    assert reasons(None, of(20)).why == (OF_CUSTOMERS_TOLD,)
    assert reasons(of(20, made_of=(AT_POINTS,)), None).why == (OF_POINTS,)
    assert reasons(of(20, made_of=(POST,)), None).why == (NOT_PUBLIC,)
    assert reasons(of(20, "one_off_cost"), None).why == (ONE_OFF,)
    left_out = reasons(of(20, "price"), None)
    assert (left_out.why, left_out.public, left_out.is_same) == ((OF_CUSTOMERS,), NOT_TOLD, False)


def test_a_figure_that_is_kept_back_with_its_pack_is_not_there():
    kept = reasons(of(20), of(20), published=False)
    assert (kept.public, kept.why) == (NOT_TOLD, (WITHHELD,))


def test_a_figure_that_differs_says_what_it_rests_on_and_that_it_is_in_steps():
    """Decided £26, by posts £31 and printed £30 in steps of £10; and £26 printed £30 by the steps alone."""
    by_post, in_steps = reasons(of(26), of(30), unrounded=Told({EFFECT: of(31)})).why
    assert by_post == BY_POST and in_steps.startswith("Public figures are in steps of £10")
    [steps_alone] = reasons(of(26), of(30), unrounded=Told({EFFECT: of(26)})).why
    assert steps_alone == in_steps
    assert reasons(of(26), of(31), unrounded=Told({EFFECT: of(31)}), step=Decimal(1)).why == (BY_POST,)
    elsewhere = reasons(of(26), of(31), unrounded=Told({EFFECT: of(31)}), reason=PUBLIC_REASON, step=Decimal(1))
    assert elsewhere.why == (PUBLIC_REASON,)
