"""Turnover: the saving between one holder and the next, a stated share of the cost of posts of several people."""

from model.cost.element import Amount, Element, Factor
from model.schema.sections.scenario import Costing, Scenario


def _rate(scenario: Scenario) -> float:
    return scenario.costing.turnover.rate if scenario.costing.turnover else 0.0


TURNOVER = Element(
    key="turnover",
    label="Turnover",
    meaning="a stated share of the cost of posts of several people, saved between holders",
    stage="apart",
    comes_from=(Costing, "turnover"),
    inputs=(
        Factor("turnover_rate", "Turnover saved on posts that are one of several", "percent", _rate),
        Amount("several", "One of several, 1 yes 0 no", "whole", lambda appointment: float(appointment.one_of_several)),
    ),
    formula=lambda s: -s.turnover_rate * s.several * s.so_far,
    rests_on=("salary", "ni", "lgps", "levy"),
)
