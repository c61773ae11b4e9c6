"""Numbers of those to be dismissed: nobody can work back to one that is kept back, whoever knows the rest."""

from collections import defaultdict
from itertools import combinations_with_replacement, product

import pytest

from model.assessment.assess import assess
from model.disclosure.dismissals import descriptions, shown
from tests.conftest import HOME, RESOLVED

MOST_EMPLOYED = {1: 12, 2: 8, 3: 6}
"""By how many descriptions there are, the most employees of one that are tried."""


def alike(employed, least):
    """What is shown of descriptions, to every number of dismissed that gives just that; one at least is dismissed."""
    found = defaultdict(list)
    for dismissed in product(*[range(number + 1) for number in employed]):
        if any(dismissed):
            found[shown(employed, dismissed, least)].append(dismissed)
    return found


@pytest.mark.parametrize("least", [2, 3, 5])
@pytest.mark.parametrize("number", [1, 2, 3])
def test_no_number_kept_back_is_the_same_in_all_that_look_alike(least, number):
    """Somebody may know how many employees each description has: the groups are of one table of employees."""
    tried = 0
    for employed in combinations_with_replacement(range(MOST_EMPLOYED[number] + 1), number):
        for told, all_alike in alike(employed, least).items():
            tried += 1
            if told is None:
                assert employed[-1] == 1 and not any(employed[:-1])
                continue
            for place, shown_ in enumerate(told.dismissed):
                values = {dismissed[place] for dismissed in all_alike}
                assert len(values) > 1 if shown_ is None else values == {shown_}
            totals = {sum(dismissed) for dismissed in all_alike}
            assert told.dismissed_in_all is None or totals == {told.dismissed_in_all}
    assert tried > 5


def test_a_small_total_is_kept_back_and_one_that_tells_nothing_is_shown():
    assert shown((30, 40), (2, 2), 5).dismissed_in_all is None
    assert shown((30, 40), (5, 8), 5).dismissed_in_all == 13
    assert shown((3, 4, 30), (1, 2, 6), 5).dismissed == (None, None, 6)


def test_one_number_kept_back_that_could_only_be_one_takes_the_next_with_it():
    """One person in a description of their own is to go: alone it would tell. 10 is the next fewest, and 12 is not."""
    told = shown((1, 10, 12), (1, 0, 0), 5)
    assert (told.dismissed, told.dismissed_in_all) == ((None, None, 0), None)


def test_a_total_is_shown_where_each_number_kept_back_could_still_be_either_of_two():
    """7 less the 6 that are shown leaves 1, which may be in either of two descriptions of one person."""
    told = shown((1, 1, 30), (1, 0, 6), 5)
    assert (told.dismissed, told.dismissed_in_all) == ((None, None, 6), 7)


def test_posts_without_listed_holders_count_as_many_people_as_there_are_posts(rates):
    """Barnet lists nobody: 10 of its 11 posts are filled, four of them by technicians of the first and second line."""
    found = {one.title: one.employed for one in descriptions(assess(RESOLVED, rates).scenario)}
    assert sum(found.values()) == 10
    assert (found["1st/2nd Line ICT Support Technician"], found["ICT Technician"]) == (4, 0)


def test_few_who_stay_are_kept_back_as_few_who_go_are():
    assert shown((12, 30), (10, 0), 5).dismissed == (None, 0)


def test_descriptions_count_each_person_once_and_on_the_day_of_the_decision(rates):
    """Fernmere: H15 joined the day before the decision, H22 has two posts and counts in that of 0.6, H10 is there yet.

    Social workers H07 to H10, family workers H11 to H15, and 14 others: 23 people. H05 volunteers and H20 is bumped.
    """
    found = {
        one.title: one
        for one in descriptions(assess(HOME / "scenarios/example-childrens-service.yaml", rates).scenario)
    }
    assert (found["Social Worker"].employed, found["Family Support Worker"].employed) == (4, 5)
    assert (found["Business Support Officer"].employed, found["Panel Clerk"].employed) == (2, 0)
    assert sum(one.employed for one in found.values()) == 23
    assert {title: one.dismissed for title, one in found.items() if one.dismissed} == {
        "Panel Manager": 1,
        "Commissioning Officer": 1,
    }
