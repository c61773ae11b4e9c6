"""Employer pension: the employer's rate of each member's scheme, applied to their pensionable pay."""

from model.cost.element import Element
from model.schema.sections.pension_schemes import LGPS
from model.schema.sections.scenario import Scenario


def _called(scenario: Scenario) -> str:
    """The element's name, with the schemes that posts and holders are in."""
    further = [scheme.name for scheme in scenario.schemes_in_use]
    return f"Employer pension ({', '.join([LGPS, *further])})"


PENSION = Element(
    key="employer_lgps",
    label="Employer pension (LGPS)",
    called=_called,
    meaning="the employer's rate on pensionable pay",
    stage="on-cost",
    formula=lambda s: s.member * s.lgps * s.pensionable,
    rate="lgps",
    rests_on=("salary", "lgps"),
)
