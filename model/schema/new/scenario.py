"""A first scenario file from an officer's answers: the questions, the faults of an answer, and the file's text.

Nothing is asked or written here. An answer is judged by loading the scenario that it would make. So the rules are those
of every scenario file, and there is no second set of rules.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from model.base.faults import Fault, InputFaults
from model.base.financial_year import FinancialYear, in_words
from model.rates.tables import RateMissing, Rates
from model.schema.load import scenario_of
from model.schema.new.questions import DELETED, POST_QUESTIONS, SAME, Answers, Question, day_of, is_named_on
from model.schema.reading.document import Document
from model.schema.short_names import short_name

AREAS = {"njc": "outside London", "glpc_outer": "outer London", "glpc_inner": "inner London"}
STAND_IN = "stand-in"
"""The id of the post that a draft has until it has a real post, so that earlier answers can be judged."""
DEFAULTS = {
    "spine": "njc",
    "source": "",
    "grades_of": "",
    "accept_recalled": "",
    "increments": "april_six_months",
    "method": "ratio",
    "weeks_in_year": "365/7",
}
"""The answer where nothing is typed, for the questions whose default is the same for everybody."""
ASSUMED = "Assumed when the file was made: "
UNSTATED = "Not stated when the file was made"
YEARS_TRIED = 60


def default(question: Question, answers: Answers, rates: Rates) -> str | None:
    """The value where nothing is typed; None where an answer is needed."""
    if question in POST_QUESTIONS:
        return {"title": "", "number": "1", "fte": "1", "to": ""}.get(question.key)
    if question.key == "first_year":
        return str(_latest_year(answers, rates))
    if question.key == "implementation":
        return f"{FinancialYear.parse(answers.given['first_year']).start}-10-01"
    if question.key == "full_time_hours":
        return f"{_full_time_hours(answers.given['spine'], FinancialYear.parse(answers.given['first_year']), rates):g}"
    return DEFAULTS.get(question.key)


def faults_of(answers: Answers, rates: Rates, question: Question | None = None) -> list[str]:
    """A sentence on each fault of the answers, by the schema's own rules.

    Where the answer to ``question`` has faults, only those are given, since they cause the others. With no question,
    the whole scenario is judged, without the stand-in post.
    """
    data = draft(answers, rates, stand_in=question is not None)
    found = list(_faults(data, rates))
    if question is None:
        return list(dict.fromkeys(f"{fault.where}: {fault.said}" for fault in found))
    path = question.path
    if question in POST_QUESTIONS:
        path = ("present", len(answers.posts) - 1, *path)
    own = [fault.said for fault in found if fault.path[: len(path)] == path]
    return list(dict.fromkeys(own or [f"{fault.where}: {fault.said}" for fault in found]))


def _faults(data: dict[str, Any], rates: Rates) -> Iterator[Fault]:
    document = Document("the new scenario", data)
    try:
        scenario = scenario_of(document, rates)
    except InputFaults as faults:
        yield from faults.faults
        return
    first, change = FinancialYear.parse(scenario.years.first).first_day, scenario.dates.implementation
    for day in rates.restructures.get(scenario.pay.spine, ()):
        if first < day <= change:  # the proposed posts start as a copy, whose points would then mean other pay
            expected = (
                f"a day earlier than {in_words(day)}, when the spine was renumbered, or a first year that starts on "
                "that day"
            )
            yield document.fault(("dates", "implementation"), expected)
    of, spine = scenario.pay.grades_of, scenario.pay.spine
    if of and not any(row.authority == of and is_named_on(row, spine, change) for row in rates.grades.rows):
        yield document.fault(
            ("pay", "grades_of"), f"an authority with grades on the spine {spine} on {in_words(change)}"
        )


def draft(answers: Answers, rates: Rates, *, stand_in: bool = False) -> dict[str, Any]:
    """The scenario from the answers, as plain values; a question without an answer has a valid stand-in.

    ``stand_in`` adds one more post to each side, so that a scenario can be judged before its posts are known.
    """
    given = answers.given
    spine = given.get("spine", "njc")
    first = given.get("first_year") or str(_latest_year(answers, rates))
    year = _year(first) or FinancialYear(2024)
    change = given.get("implementation") or f"{year.start}-10-01"
    day = day_of(change) or date(year.start, 10, 1)
    last = max(year, FinancialYear.of(day))
    point = _middle_point(spine, year, rates)
    present, proposed = _posts(answers.posts, point)
    if stand_in:
        one = {"id": STAND_IN, "title": STAND_IN, "grade": point}
        present.append({**one, "fate": "deleted", **({"vacant": True} if "increments" in given else {})})
        proposed.append({**one, "id": f"{STAND_IN}-new", "filled_by": "open"})
    return {
        "format": 1,
        "title": given.get("title", STAND_IN),
        "authority": given.get("authority", STAND_IN),
        "reference": "To be given",
        "summary": "To be written: what is proposed, in a sentence or two.",
        "dates": {"decision": str(day - timedelta(days=1)), "implementation": str(day_of(change) or change)},
        "years": {"first": first, "last": str(last) if _year(first) else first},
        "pay": {
            "spine": spine,
            "area": AREAS.get(spine) or given.get("authority", STAND_IN),
            "full_time_hours": _number(given.get("full_time_hours", ""), float) or _full_time_hours(spine, year, rates),
            **_names_of_grades(given),
        },
        "on_costs": {"lgps": [_lgps(given, year.first_day, last.last_day)]},
        "costing": {"basis": "top", "reason": "No holder's point is stated, so each post is at the top of its grade."},
        **_people(given),
        **_term_time(given),
        "present": present,
        "proposed": proposed,
    }


def _names_of_grades(given: dict[str, str]) -> dict[str, str]:
    reason = given.get("accept_recalled", "").strip()
    named = {"grades_of": given["grades_of"]} if given.get("grades_of") else {}
    return named | ({"accept_recalled_grades": reason} if reason else {})


def _lgps(given: dict[str, str], first: date, last: date) -> dict[str, str]:
    source = given.get("source", "").strip()
    rate = {"from": str(first), "to": str(last), "rate": given.get("rate", "20%")}
    if source:
        return rate | {"status": "published", "source": source}
    reason = "No document was named: ask the pension fund."
    return rate | {"status": "assumed", "source": UNSTATED, "reason": reason}


def _people(given: dict[str, str]) -> dict[str, Any]:
    """The section on people, who keep their points in the copied posts; empty where increments were not asked about."""
    if "increments" not in given:
        return {}
    source = f"{ASSUMED}the proposed posts are a copy, so nobody's pay changes. Write your policy here."
    return {
        "people": {
            "increments": given["increments"],
            "assimilation": {"rule": "same_point", "order": "assimilate_then_increment", "source": source},
            "protection": {"months": 0, "source": source},
        }
    }


def _term_time(given: dict[str, str]) -> dict[str, Any]:
    if "method" not in given:
        return {}
    terms = {"method": given["method"], "weeks_in_year": given.get("weeks_in_year", DEFAULTS["weeks_in_year"])}
    leave = _number(given.get("leave_days", "0"), float)
    return {
        "term_time": {
            **terms,
            "leave_days": leave,
            "source": f"{ASSUMED}these terms for term-time staff. Name the agreement here.",
        }
    }


def _posts(given: Sequence[dict[str, str]], point: int) -> tuple[list[dict], list[dict]]:
    """The present posts, and the proposed posts: a copy of the present posts that neither end nor become another."""
    taken = {STAND_IN, f"{STAND_IN}-new"}
    ids = [_new_id(post.get("title", ""), taken) for post in given]
    new_ids = [_new_id(f"{one}-new", taken) for one in ids]
    of_title = dict(zip((post.get("title", "").casefold() for post in reversed(given)), reversed(new_ids), strict=True))
    present, proposed = [], []
    for post, one, new in zip(given, ids, new_ids, strict=True):
        alike = {
            "title": post.get("title", ""),
            "grade": post.get("grade", str(point)),
            "number": _number(post.get("number", "1"), int),
            "fte": _number(post.get("fte", "1"), float),
        }
        goes = post.get("to", "").strip().casefold()
        to = new if goes == SAME else of_title.get(goes, short_name(goes, ())) if goes not in ("", DELETED) else ""
        fate = {"fate": "assimilated", "to": to} if to else {"fate": DELETED if goes == DELETED else "unresolved"}
        present.append({"id": one, **alike, **fate})
        if to in ("", new) and goes != DELETED:
            proposed.append({"id": new, **alike, "filled_by": "assimilation" if to else "unresolved"})
    return present, proposed


def _new_id(title: str, taken: set[str]) -> str:
    """An id that no post of either side has yet; it is then marked as used."""
    name = short_name(title, taken)
    taken.add(name)
    return name


def _latest_year(answers: Answers, rates: Rates) -> FinancialYear:
    """The latest year for which the workbook has all rates of the spine; of njc, where the spine is unknown."""
    spine = answers.given.get("spine", "njc")
    held = [row.effective_from for row in rates.spines.rows if row.name == spine]
    if not held:
        return _latest_year(Answers(), rates)
    last = FinancialYear.of(max(held))
    for start in range(last.start, last.start - YEARS_TRIED, -1):
        tried = Answers({"spine": spine, "first_year": str(FinancialYear(start))})
        if not list(_faults(draft(tried, rates, stand_in=True), rates)):
            return FinancialYear(start)
    return last


def _middle_point(spine: str, year: FinancialYear, rates: Rates) -> int:
    ladder = rates.spines.points_on(spine, year.first_day) if spine in rates.spines.names else ()
    return int(ladder[len(ladder) // 2]) if ladder else 1


def _full_time_hours(spine: str, year: FinancialYear, rates: Rates) -> float:
    """The spine's full-time hours a week in a year, or the latest that are known; the national 37 where none are."""
    try:
        return rates.full_time_hours.value_on(spine, "full_time", year.first_day).value
    except RateMissing:
        held = sorted((row.effective_from, row.value) for row in rates.full_time_hours.rows if row.name == spine)
        return held[-1][1] if held else 37


def _year(text: str) -> FinancialYear | None:
    try:
        return FinancialYear.parse(text)
    except ValueError:
        return None


def _number(text: str, kind: type) -> Any:
    """The number in a text; the text itself where it has none, so that the schema refuses it."""
    try:
        return kind(text)
    except ValueError:
        return text
