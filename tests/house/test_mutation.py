"""What `assure` changes in the code, and how it looks whether a test notices."""

import os
import time

import pytest

from tests.assurance.mutation.mutants import drawn, mutants, mutated
from tests.assurance.mutation.trials import NEVER_ENDED, PASSED, in_a_fork
from tests.assurance.part_mutants import WINGS, arguments, sample

CODE = '''
"""Words stay."""

Sum = int | None


def pay(points: int | None, top=3) -> int:
    """Words stay here, too."""
    if points < top and not points:
        return -points
    return max(points, 2) + sum(n for n in range(3) if n)
'''
CHANGES = [
    ("3", "4"),
    ("points < top and (not points)", "points < top or not points"),
    ("points < top", "points <= top"),
    ("points < top", "points >= top"),
    ("not points", "points"),
    ("return -points", "return None"),
    ("-points", "points"),
    ("return max(points, 2) + sum((n for n in range(3) if n))", "return None"),
    ("max(points, 2) + sum((n for n in range(3) if n))", "max(points, 2) - sum((n for n in range(3) if n))"),
    ("max(points, 2)", "min(points, 2)"),
    ("2", "3"),
    ("for n in range(3) if n", "for n in range(3)"),
    ("3", "4"),
]
"""Worked by hand from the code above, in the order of the file; a condition that is "and" is changed as such."""


@pytest.fixture
def module(tmp_path):
    path = tmp_path / "pay.py"
    path.write_text(CODE, encoding="utf-8")
    return path


def test_signs_bounds_conditions_numbers_results_and_calls_are_changed_and_neither_words_nor_types(module):
    found = [(mutant.was.strip(), mutant.now.strip()) for mutant in mutants(module, module.parent)]
    assert sorted(change for change in found if "if" not in change[0].split()[:1]) == sorted(CHANGES)


def test_what_only_windows_comes_to_and_what_guards_zip_are_left_as_they_are(module):
    module.write_text(
        """
import sys
def wait(a, b):
    if sys.platform == "win32":
        return a + 1
    else:
        return dict(zip(a, b, strict=True))
""",
        encoding="utf-8",
    )
    assert [mutant.was for mutant in mutants(module, module.parent)] == ["return dict(zip(a, b, strict=True))"]


def test_a_mutant_does_what_its_name_says_and_leaves_the_file_as_it_was(module):
    swapped = next(mutant for mutant in mutants(module, module.parent) if mutant.now == "min(points, 2)")
    space = {}
    exec(compile(mutated(module, swapped.number), "pay.py", "exec"), space)
    assert space["pay"](5) == 2 + 3
    assert module.read_text(encoding="utf-8") == CODE


def test_a_sample_is_the_same_each_time_and_an_edit_elsewhere_in_the_file_does_not_change_it(module):
    first = [mutant.name for mutant in drawn(mutants(module, module.parent), 4, 7)]
    module.write_text(CODE.replace('"""Words stay."""', '"""Other words,\n\non more lines."""'), encoding="utf-8")
    assert [mutant.name for mutant in drawn(mutants(module, module.parent), 4, 7)] == first
    assert [mutant.name for mutant in drawn(mutants(module, module.parent), 4, 8)] != first


@pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows has no fork")
def test_what_passes_what_fails_and_what_never_ends_are_distinguished(tmp_path):
    said = tmp_path / "said.txt"
    assert in_a_fork(lambda: 0, 20, said) == PASSED
    assert in_a_fork(lambda: 1, 20, said) != PASSED
    assert in_a_fork(lambda: 1 / 0, 20, said) != PASSED
    assert in_a_fork(lambda: time.sleep(60) or 0, 0.5, said) == NEVER_ENDED


def test_every_excuse_is_of_a_change_that_is_in_the_sample_and_has_an_argument():
    """So that an excuse goes when its code does."""
    names = {mutant.name for wing in WINGS for mutant in sample(wing)}
    assert {*arguments()} <= names
    assert all(len(argument.split()) >= 8 for argument in arguments().values())
