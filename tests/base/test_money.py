"""Rounding, half up and once, and money as it is read."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.base.money import PENNY, POUND, half_up, pounds, up_to
from tests.conftest import worked_examples

STEPS = st.sampled_from([PENNY, Decimal("0.05"), POUND, Decimal("2.50"), Decimal(10)])
AMOUNTS = st.decimals(-10_000_000, 10_000_000, places=6)
EXAMPLES = pytest.mark.parametrize(
    "example", worked_examples("rounding"), ids=lambda row: f"{row['amount']} to {row['step']}"
)


@EXAMPLES
@pytest.mark.parametrize("kind", [float, str, Decimal])
def test_a_tie_goes_up_whatever_kind_of_number_it_arrives_as(example, kind):
    assert half_up(kind(example["amount"]), Decimal(example["step"])) == Decimal(example["half_up"])


@EXAMPLES
@pytest.mark.parametrize("kind", [float, str, Decimal])
def test_a_price_is_rounded_up_to_its_step(example, kind):
    assert up_to(kind(example["amount"]), Decimal(example["step"])) == Decimal(example["up_to"])


@given(amount=AMOUNTS, step=STEPS)
def test_the_nearest_step_is_at_most_half_a_step_away(amount, step):
    rounded = half_up(amount, step)
    assert rounded % step == 0 and abs(rounded - amount) <= step / 2


@given(amount=AMOUNTS, step=STEPS)
def test_up_is_never_less_and_never_a_whole_step_more(amount, step):
    assert 0 <= up_to(amount, step) - amount < step


@given(amount=AMOUNTS, step=STEPS)
def test_rounding_twice_is_rounding_once(amount, step):
    assert half_up(half_up(amount, step), step) == half_up(amount, step)
    assert up_to(up_to(amount, step), step) == up_to(amount, step)


@given(amount=AMOUNTS, step=STEPS)
def test_a_saving_rounds_as_a_cost_does(amount, step):
    assert half_up(-amount, step) == -half_up(amount, step)


@given(pence=st.integers(-(10**12), 10**12))
def test_whole_pence_come_through_a_float_unharmed(pence):
    assert half_up(pence / 100) == Decimal(pence) / 100


@pytest.mark.parametrize(("amount", "how", "text"), [
    (444090, {}, "£444,090"), (14270, {"signed": True}, "+£14,270"), (-1250, {}, "−£1,250"),
    (-1250, {"signed": True}, "−£1,250"), (139.905, {"pence": True}, "£139.91"), (0, {"signed": True}, "£0"),
    (-0.004, {"pence": True}, "£0.00"), (0.4, {"signed": True}, "£0"), (-0.4, {"signed": True}, "£0"),
    (1999.5, {}, "£2,000"), (Decimal("1234567.895"), {"pence": True}, "£1,234,567.90"),
])  # fmt: skip
def test_money_as_it_is_read(amount, how, text):
    assert pounds(amount, **how) == text


@given(amount=AMOUNTS)
def test_money_reads_back_as_the_rounded_amount(amount):
    text = pounds(amount, pence=True, signed=True)
    assert Decimal(text.replace("£", "").replace(",", "").replace("−", "-")) == half_up(amount)
