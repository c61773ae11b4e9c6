"""Posts of a level that are free for those who rise to it. Posts and holders are invented."""

from types import SimpleNamespace

from model.people.career_steps import Arrival, vacancies
from tests.people.establishments import proposed_post


def test_a_post_that_somebody_else_moves_into_is_not_free_for_those_who_rise():
    """Three posts: A rises into one, B comes from another team by a ring-fence, so two are free for those who rise."""
    level = proposed_post(level="senior", number=3)
    elsewhere = SimpleNamespace(id="elsewhere")
    seating = SimpleNamespace(scenario=SimpleNamespace(proposed=(level,), present=()), present={})
    arrived = [Arrival("A", elsewhere, level, 1.0), Arrival("B", elsewhere, level, 1.0)]
    assert vacancies(seating, arrived, "senior", rising={"A"}) == 2
    assert vacancies(seating, arrived, "senior", rising=set()) == 1
