"""A seeded sample of what can go wrong with a valid file: nothing breaks, and what must be refused is."""

import pytest

from tests.bad_input.counting import count, mutation_of
from tests.bad_input.fuzzing import fuzz_all, input_of, parsers
from tests.bad_input.supervised import ACCEPTED, DIED, TOO_LARGE, TOO_SLOW, TRACEBACK, tried
from tests.bad_input.valid_files import valid_files

SAMPLE, MANY = 40, 1_000
FED = 400
"""Inputs of each parser at most, so that a faster machine tries no others."""


@pytest.mark.long
def test_a_sample_of_mutations_is_told_with_its_place():
    counted = count(seed=20, how_many=SAMPLE)
    assert counted.failures == []
    assert counted.tried == SAMPLE and counted.refused > counted.must_be_refused * 0.9


@pytest.mark.long
def test_a_thousand_mutations_are_told_with_their_place():
    counted = count(seed=21, how_many=MANY)
    assert counted.failures == []


@pytest.mark.long
def test_no_parser_breaks_in_two_minutes():
    crashes = {fuzzed.parser: fuzzed.crashes for fuzzed in fuzz_all(120, seed=20, at_most=FED) if fuzzed.crashes}
    assert crashes == {}


@pytest.mark.long
def test_a_count_taken_in_parts_is_the_same_count(tmp_path):
    files = valid_files(tmp_path / "scenarios")
    assert mutation_of(files, 3, 7)[1] == mutation_of(files, 3, 7)[1]
    parts = count(3, 2) + count(3, 2, first=2)
    assert (parts.tried, parts.first, sum(parts.ended.values())) == (4, 0, 4)


def test_an_input_of_the_fuzzer_is_the_same_each_time():
    parser = parsers()["holders"]
    assert input_of(parser, 1, 5) == input_of(parser, 1, 5) != input_of(parser, 2, 5)


@pytest.mark.long
def test_the_worker_tells_a_traceback_a_hang_a_death_and_too_much_memory_and_goes_on():
    """The check of the check: each way to break is seen as such, and the next input is tried all the same."""
    import os
    import time

    def run(number):
        if number == 1:
            raise KeyError("broken")
        if number == 2:
            time.sleep(60)
        if number == 3:
            os._exit(1)
        if number == 4:
            bytearray(400_000_000)
        return ACCEPTED, ""

    ended = [(one.number, one.how) for one in tried(run, 0, 6, seconds=1, megabytes=200, patience=2)]
    assert ended == [(0, ACCEPTED), (1, TRACEBACK), (2, TOO_SLOW), (3, DIED), (4, TOO_LARGE), (5, ACCEPTED)]
