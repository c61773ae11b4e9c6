"""A first scenario from an extract: sections from answers, and posts and people from the extract's rows."""

from dataclasses import replace
from typing import Any

from model.base.faults import InputFaults
from model.base.financial_year import FinancialYear, in_words
from model.rates.tables import Rates
from model.schema.extract.posts import extract_faults, going_on, posts_of
from model.schema.extract.rows import Extract
from model.schema.load import faults_of
from model.schema.new.questions import OF_HOURS, OF_POINTS, OF_WEEKS, QUESTIONS, Answers, Question
from model.schema.new.scenario import draft

BY_POINT = {"basis": "actual", "reason": "Each holder is costed at the point that the extract states."}


def questions_for(extract: Extract) -> tuple[Question, ...]:
    """The questions to ask: about hours, points and weeks only where the extract has them."""
    has_weeks = any("weeks" in row for row in extract.rows)
    of_hours = OF_HOURS if "hours" in extract.headings else ()
    return (
        *QUESTIONS,
        *of_hours,
        *(OF_POINTS if "point" in extract.headings else ()),
        *(OF_WEEKS if has_weeks else ()),
    )


def draft_from_extract(extract: Extract, answers: Answers, rates: Rates) -> dict[str, Any]:
    """The scenario from an extract and answers, as plain values. Every post continues unchanged.

    Raises InputFaults with every fault of the extract and of the scenario, each with its cell.
    """
    data = draft(answers, rates)
    first_day = FinancialYear.parse(data["years"]["first"]).first_day
    posts = posts_of(extract, data["pay"]["full_time_hours"], first_day)
    present, proposed = going_on(posts.present)
    data |= {"present": present, "holders": posts.holders, "proposed": proposed}
    if "point" in extract.headings:
        data["costing"] = BY_POINT
        data["assumptions"] = [
            {
                "text": f"Each holder's point in the extract is the point held on {in_words(first_day)}.",
                "reason": "The points in the extract are those held on the day on which it was made.",
            }
        ]
    document = replace(posts, present=present).document(extract, "the new scenario", data)
    of_scenario = [fault for fault in faults_of(document, rates) if fault.path[:1] != ("proposed",)]  # a copy
    if faults := extract_faults(extract, of_scenario):
        raise InputFaults(faults)
    return data
