"""Employer National Insurance: on each holder's whole pay in each pay month, divided among their appointments."""

from model.cost.element import Element

NATIONAL_INSURANCE = Element(
    key="employer_ni",
    label="Employer National Insurance",
    meaning="on each holder's pay in each pay month",
    stage="on-cost",
    formula=lambda s: s.assess_ni(s.liable, s.holder_of, s.ni_terms, s.in_lgps),
    rests_on=("salary", "ni"),
)
