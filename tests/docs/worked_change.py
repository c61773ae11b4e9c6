"""Readers of the worked tables on the change: drivers, the establishment, reconciliation, job families and levels."""

import json
import re
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from ruamel.yaml import YAML

from model.assessment.assess import assess
from model.base.financial_year import FinancialYear
from model.checks.establishment_checks import establishment_checks
from model.explain.drivers import drivers
from model.people.seating import Seating
from tests.checks.test_establishment import posts
from tests.checks.test_paid_once import TECHNICIANS
from tests.conftest import HOME, change_scenario
from tests.docs.worked import RATES, cost_of_post, costed, numbers, reader
from tests.explain.one_post import one_post


@cache
def case(name):
    """A scenario of the repository, assessed."""
    return assess(HOME / "scenarios" / f"{name}.yaml", RATES)


def _driver(made, basis, first, last, name):
    """A driver's £ between two years."""
    found = drivers(made, basis, FinancialYear(first), FinancialYear(last))
    return found[{"regrading": "regraded"}.get(name, name.replace(" ", "_").replace("-", "_"))]


def _one_post_at_23(fte):
    """One post of Barnet's at SCP 23 that keeps its grade and has other hours."""
    old = "- {id: p, title: P, grade: 23, fate: assimilated, to: q}"
    new = f"- {{id: q, title: P, grade: 23, fte: {fte}, filled_by: assimilation}}"
    lists = {"present": [yaml_of(old)], "proposed": [yaml_of(new)]}
    return costed(change_scenario(**lists, reconcile=None, published=None))


def yaml_of(line):
    """One entry of a list, as YAML writes it on a line."""
    return YAML(typ="safe").load(line)[0]


@reader("drivers")
def _drivers(row):
    name, of = row["driver"], row["case"]
    if of.startswith("Barnet, top"):
        return {"£": _driver(case("barnet-schools-ict").costed, "top", 2011, 2011, name)}
    if of.startswith("Barnet's invented"):
        return {"£": _driver(case("barnet-schools-ict-actual").costed, "actual", 2010, 2011, name)}
    if "SCP 23" in of and name == "hours":
        return {"£": _driver(_one_post_at_23(0.6), "top", 2011, 2011, name)}
    if "SCP 23" in of:
        return {"£": _driver(_one_post_at_23(1), "top", 2010, 2011, name)}
    return {"£": _driver(case("fictional-council").costed, "actual", 2025, 2025, name)}


def _posts_in(cell):
    """Posts written as ``3 of a → b; 1 of c deleted``: id to what is stated."""
    stated = {}
    for part in cell.split("; "):
        number, name = re.match(r"(\d+) of (\w)", part).groups()
        terms = {"number": int(number)}
        if fte := re.search(r"at ([\d.]+) FTE", part):
            terms["fte"] = float(fte[1])
        if into := re.search(r"→ (\w)", part):
            terms |= {"fate": "assimilated", "to": into[1]}
        if "deleted" in part:
            terms["fate"] = "deleted"
        if "open" in part:
            terms["filled_by"] = "open"
        stated[name] = terms
    return stated


@reader("establishment")
def _establishment(row):
    scenario = posts(_posts_in(row["present"]), _posts_in(row["proposed"]))
    [finding] = [check.finding for check in establishment_checks(Seating(scenario)) if check.key == "establishment"]
    of_posts, of_fte = re.fullmatch(r"Posts: (.*?)\. FTE: (.*)\.", finding).groups()
    return {
        heading: row[heading].rpartition("=")[2].strip() if numbers(row[heading]) == numbers(found) else found
        for heading, found in (("posts", of_posts), ("FTE", of_fte))
    }


@reader("paid once")
def _paid_once(row):
    ended = TECHNICIANS.replace("}", ", until: 2010-06-30}")
    made = assess_text(change_scenario((TECHNICIANS, ended)))
    [finding] = [check.finding for check in made.checks if check.key == "paid_once"]
    days, less = re.search(r"for neither post for (\d+) days, which costs about £([\d,]+) less", finding).groups()
    return {"days": days, "£ less": less}


def assess_text(text):
    """A scenario written to a file and assessed, with its checks, which read the file."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "scenario.yaml"
        path.write_text(text, encoding="utf-8")
        made = assess(path, RATES)
        assert made.checks
    return made


@reader("reconciliation")
def _reconciliation(row):
    case_, pension = row["one post of £30,000"], row["pension"]
    how = {"employer_ni": "annual_without_rebate"} if "by the year" in case_ else {}
    made = one_post(case_[:7], lgps_rate=pension, **how)
    [attempt] = assess_text(json.dumps(made)).reconciled.attempts
    levied_pay = 30_000 * (1 + 0.005)
    return {"£": attempt.present - (0 if "all costs" in case_ else levied_pay)}


@reader("hypotheses")
def _hypotheses(row):
    tried = YAML(typ="safe", pure=True).load(row["tried"].strip("`"))
    second = {"number": 2} if "second" in row["year"] else None
    bare = {"lgps_rate": "0%", "employer_ni": "none", "levy_rate": "0%"}
    dated = {
        kind: {**value, "from": str(value["from"])} if isinstance(value, dict) else value
        for kind, value in tried.items()
    }
    made = assess_text(json.dumps(one_post(row["year"][:7], proposed=second, **bare | dated)))
    [attempt] = [one for one in made.reconciled.attempts if {*tried} <= {*one.tried}]
    return {"£": attempt.proposed if second else attempt.present}


@reader("drift")
def _drift(row):
    records = {one.post: one for one in case("derbyshire-ict-family").variants.bands}
    band = records[row["post"].strip("`")]
    return {"£": band.highest - band.current}


@reader("cost of a skill")
def _cost_of_a_skill(row):
    made = case("ict-competences-primary")
    [provider] = [one for one in made.coverage.providers if one.title.startswith("Teaching Assistant")]
    [post] = [post.id for post in made.scenario.proposed if post.title == provider.title]
    element = {
        "pay": "basic_pay", "a tenth of the NI of the whole person": "employer_ni", "pension": "employer_lgps",
        "cost": "total", "each of 9 skills": "total",
    }[row["part"]]  # fmt: skip
    year = made.costed.year_of_change
    of_post = cost_of_post(made.costed, "proposed", "top", post, int(str(year)[:4]), element)
    return {"£": of_post / (len(provider.skills) if "skills" in row["part"] else 1)}


@reader("below grade")
def _below_grade(row):
    saving = case("infrastructure-engineers-path").timed_saving
    if row["year"].startswith("both"):
        assert saving.ends == date(2025, 10, 1)
        return {"saved": saving.saved.sum()}
    _, _, saved = saving.in_year(FinancialYear.parse(row["year"]))
    return {"saved": saved}
