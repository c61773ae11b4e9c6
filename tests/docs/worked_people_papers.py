"""Readers of the worked tables on the papers about people: protection by day, notice, numbers kept back."""

import re
from functools import cache

from model.assessment.staff import staff_changes
from model.base.financial_year import in_words
from model.disclosure.dismissals import shown
from model.pay.redundancy import statutory_notice_weeks
from tests.docs.worked import day, reader
from tests.docs.worked_change import case


@cache
def _protected():
    [held] = [change for change in staff_changes(case("example-childrens-service")) if change.ref == "H02"]
    assert in_words(held.protected_until) == "31 December 2028"
    return {in_words(period.first_day): period for period in held.protection}


@reader("protection by day")
def _protection_by_day(row):
    period = _protected()[row["from"]]
    return {"to": in_words(period.last_day), "£ a year": period.a_year}


@reader("statutory notice")
def _statutory_notice(row):
    return {"weeks": statutory_notice_weeks(day(row["service from"]), day(row["to"]))}


@reader("dismissals kept back")
def _dismissals_kept_back(row):
    employed, dismissed = (
        [int(number) for number in re.findall(r"\d+", row[of])] for of in ("employees", "to be dismissed")
    )
    found = shown(employed, dismissed, 5)
    return {
        "shown": ", ".join("c" if number is None else str(number) for number in found.dismissed),
        "total": "c" if found.dismissed_in_all is None else str(found.dismissed_in_all),
    }
