"""Employer pension: the employer's rate of the Local Government Pension Scheme on its members' pensionable pay."""

from model.cost.element import Element

PENSION = Element(
    key="employer_lgps",
    label="Employer pension (LGPS)",
    meaning="the employer's rate on pensionable pay",
    stage="on-cost",
    formula=lambda s: s.member * s.lgps * s.pensionable,
    rate="lgps",
    rests_on=("salary", "lgps"),
)
