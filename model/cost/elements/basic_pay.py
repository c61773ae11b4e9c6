"""Basic pay: the salary of the point, for the FTE and the time employed."""

from model.cost.element import Element

BASIC_PAY = Element(
    key="basic_pay",
    label="Basic pay",
    meaning="salary for the point, times FTE, times the share of the month employed",
    stage="pay",
    formula=lambda s: s.salary * s.working_time / s.months_in_year,
)
