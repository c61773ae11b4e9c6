"""Readers of the worked tables on kinds of leaving, age and service, approvals and consultation."""

import json
import re
from datetime import timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from model.assessment.assess import assess
from model.base.financial_year import in_words
from model.pay.consultation import most_in_90_days
from model.pay.one_off import special_severance_roles
from model.schema.sections.approvals import ROLES
from tests.budget.two_posts import TERMS, B, two_posts
from tests.docs.worked import RATES, amount, day, numbers, reader
from tests.schema.test_leaver_ages import OF_2017, with_dates

TABLE = RATES.redundancy
OF_KIND = {"bumped": {"bumped_by": "A"}}


@cache
def _leaving(text):
    with TemporaryDirectory() as folder:
        path = Path(folder) / "scenario.yaml"
        path.write_text(text, encoding="utf-8")
        [leaving] = assess(path, RATES).transition.leaving
        return leaving


@reader("kinds of leaving")
def _kinds_of_leaving(row):
    stated, leaver, terms = row["stated"], B | {"kind": row["kind"]} | OF_KIND.get(row["kind"], {}), TERMS
    for word, key in (("settlement", "settlement"), ("strain", "pension_strain"), ("service", "complete_years")):
        if word in stated:
            leaver[key] = int(amount(stated))
    if "own terms" in stated:
        terms = TERMS | {"multiplier": amount(stated), "applies_to": ["voluntary"]}
    leaving = _leaving(json.dumps(two_posts({"terms": terms, "leavers": [leaver]})))
    return {
        "redundancy": leaving.redundancy.total,
        "Class 1A": leaving.redundancy.class_1a,
        "in all": sum(cost.amount for cost in leaving.one_offs),
    }


@reader("age and service")
def _age_and_service(row):
    dates = {"born": day(row["born"]).isoformat(), "service_from": day(row["service from"]).isoformat()}
    last = day(row["last day"])
    leaver = {"leaves_on": last.isoformat(), "notice_weeks": amount(row["notice not served"])}
    sections = OF_2017 if last.year == 2017 else {}
    found = _leaving(json.dumps(with_dates(leaver, dates, **sections))).leaver
    return {
        "relevant date": in_words(found.counted_to),
        "age, years": (found.age, found.complete_years),
        "age on leaving": found.last_age,
    }


@reader("special severance")
def _special_severance(row):
    roles = special_severance_roles(amount(row["special severance"]), day(row["paid on"]), TABLE)
    return {"who must have approved": " and ".join(ROLES[role] for role in roles) or "nobody"}


@reader("consultation")
def _consultation(row):
    [number, *_] = (int(count) for count, _ in numbers(re.sub(r"\D.*", "", row["dismissals in 90 days"])))
    first = day(row["first dismissal"])
    rate = most_in_90_days([first], number - 1).days_needed(TABLE, first)
    days = rate.value if rate else 0
    return {"days": days, "last day to begin": in_words(first - timedelta(days=days)) if rate else "none"}
