"""A sheet formatted down to its last row is read once, in seconds and in little memory."""

import pytest

from model.rates.tables import load_rates
from model.schema.load import load_scenario
from tests.bad_input import recipes
from tests.bad_input.corpus_table import Case
from tests.bad_input.supervised import ACCEPTED, tried


@pytest.mark.long
def test_eight_columns_formatted_to_the_last_row_are_read_in_seconds(tmp_path):
    """207 million bytes with nothing in them; two posts above."""
    scenario = Case("", "", file="present.xlsx", how={"cells": recipes.POSTS}).made_in(tmp_path)
    (tmp_path / "present.xlsx").write_bytes(recipes.formatted_to_the_last_row(tmp_path))
    rates = load_rates()

    def read(number):
        return ACCEPTED, [post.id for post in load_scenario(scenario, rates).present]

    [ended] = tried(read, 0, 1, seconds=60)
    assert (ended.how, ended.said) == (ACCEPTED, ["tech", "lead"])
