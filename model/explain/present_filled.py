"""The present structure with every post filled.

A full year takes proposed posts as filled. A present post that is held vacant, or covered by agency staff, then makes
the change look dearer or cheaper. With that post filled too, only the change is left.
"""

from model.cost.costed import CostedScenario, cost_scenario
from model.rates.tables import Rates


def with_present_filled(costed: CostedScenario, rates: Rates) -> CostedScenario | None:
    """The scenario with no present post held vacant; None where none is held vacant in the year of change."""
    year = costed.year_of_change
    held = [spell for post in costed.scenario.present for spell in post.held_vacant]
    if not any(
        (spell.from_ or year.first_day) <= year.last_day and (spell.to or year.last_day) >= year.first_day
        for spell in held
    ):
        return None
    filled = tuple(post.model_copy(update={"held_vacant": ()}) for post in costed.scenario.present)
    return cost_scenario(costed.scenario.model_copy(update={"present": filled}), rates)
