"""Reader of the worked table on term-time joiners and leavers."""

import json

from tests.conftest import small
from tests.docs.worked import costed, day, numbers, people, reader

ENDS_OF_TERMS = (
    ("2024-09-02", "2024-10-18"),
    ("2024-11-04", "2024-12-20"),
    ("2025-01-06", "2025-02-14"),
    ("2025-02-24", "2025-04-04"),
    ("2025-04-21", "2025-05-30"),
    ("2025-06-09", "2025-07-25"),
)


@reader("settlement")
def _settlement(row):
    last = str(day(row["leaves on"]))
    leaver = {"ref": "L", "point": 24, "to": last}
    if row["stated weeks"] != "none":
        leaver["weeks_worked"] = [{"to": last, "weeks": numbers(row["stated weeks"])[0][0]}]
    terms = [{"from": first, "to": end} for first, end in ENDS_OF_TERMS]
    scheme = {"method": "fixed_weeks", "weeks_in_year": 52, "leave_days": 35, "agreed_paid_weeks": 44.2,
              "pay_years": [{"from": "2024-09-01", "terms": terms}], "source": "A test."}  # fmt: skip
    post = {"weeks": 39, "holders": [leaver], "held_vacant": [{"reason": "A test."}]}
    made = costed(json.dumps(small(post, change="2025-03-31", people=people(), term_time=scheme)))
    settled = made.costs["do_nothing", "bottom"].amounts["term_time_settlement"][0]
    [month] = settled.nonzero()[0]
    return {"settled": settled[month], "in": str(made.book.months.first_days[month])[:7]}
