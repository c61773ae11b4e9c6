"""The reporting lines: layers and spans before and after, against the limits, and the span of each manager."""

from collections.abc import Callable

import pandas as pd

from model.assessment.assess import Assessment
from model.checks.structure_checks import beyond
from model.people.structure import ReportingLines
from model.report.table import Section, Table
from model.schema.sections.structure import StructureLimits

SIDES = {"present": "Present", "proposed": "Proposed"}
COUNTED = (
    "Posts are counted, filled or not. Where several posts are alike, those who report to them are shared equally."
)


def structure_tables(assessment: Assessment) -> list[Table]:
    """The tables of reporting lines; empty where no post says whom it reports to."""
    return [before_and_after(assessment), spans(assessment)] if assessment.reporting_lines else []


def before_and_after(assessment: Assessment) -> Table:
    """One row for each measure of the structure, before and after, with its limit."""
    limits = assessment.scenario.structure_limits
    rows = [
        _measure(assessment, "Layers", lambda lines: f"{lines.layers}", _at(limits, "most", "most_layers")),
        _measure(assessment, "Posts to which others report", lambda lines: f"{lines.managing}"),
        _measure(assessment, "Average span", lambda lines: f"{lines.average_span:.1f}"),
        _measure(assessment, "Narrowest span", _narrowest, _at(limits, "least", "least_span")),
        _measure(assessment, "Widest span", _widest, _at(limits, "most", "most_span")),
    ]
    if not assessment.is_public:  # who is in a post rests on holders
        rows.append(_measure(assessment, "Managers\u2019 posts with nobody in them", lambda lines: f"{lines.vacant}"))
    source = f" Limits: {limits.source.rstrip('.')}." if limits else ""
    return Table(
        "structure",
        "Reporting lines before and after",
        pd.DataFrame(rows),
        note=f"{COUNTED}{source}",
        section=Section.POSTS,
        public=True,
    )


def _measure(
    assessment: Assessment, name: str, measure: Callable[[ReportingLines], str], limit: str = ""
) -> dict[str, str]:
    """A row of the table: a measure of both structures; ``not stated`` for a structure without reporting lines."""
    lines = assessment.reporting_lines
    before, after = (measure(lines[side]) if side in lines else "not stated" for side in SIDES)
    return {"Measure": name, "Before": before, "After": after, "Limit": limit}


def _at(limits: StructureLimits | None, word: str, name: str) -> str:
    limit = limits and getattr(limits, name)
    return f"at {word} {limit:g}" if limit else ""


def _narrowest(lines: ReportingLines) -> str:
    least = min(lines.managers, key=lambda manager: manager.span)
    return f"{least.span:.3g} ({least.post.title})"


def _widest(lines: ReportingLines) -> str:
    most = max(lines.managers, key=lambda manager: manager.span)
    return f"{most.span:.3g} ({most.post.title})"


def spans(assessment: Assessment) -> Table:
    """One row for each post to which others report: its layer, its span, and whether that is within the limits."""
    limits = assessment.scenario.structure_limits
    rows = [
        {
            "Structure": SIDES[side],
            "Post": manager.post.title,
            "Number": manager.post.number,
            "Layer": manager.layer,
            "Posts that report to it": manager.reports,
            "Span": f"{manager.span:.3g}",
            **({} if assessment.is_public else {"With nobody in it": manager.vacant}),
            **({"Against the limits": beyond(manager, limits) or "within"} if limits else {}),
        }
        for side, lines in assessment.reporting_lines.items()
        for manager in lines.managers
    ]
    return Table(
        "spans",
        "Span of each post to which others report",
        pd.DataFrame(rows),
        note=f"{COUNTED} Layer 1 is the highest.",
        section=Section.POSTS,
        only_in_workbook=True,
        public=True,
    )
