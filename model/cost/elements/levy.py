"""Apprenticeship levy: a share of pay. The council's own allowance is not divided among posts.

Finance Act 2016, section 99.
"""

from model.cost.element import Element

LEVY = Element(
    key="apprenticeship_levy",
    label="Apprenticeship levy",
    meaning="0.5% of pay from April 2017, no allowance per post",
    stage="on-cost",
    formula=lambda s: s.liable * s.levy,
    rate="levy",
    rests_on=("levied_salary", "levy"),
)
