"""Checks of the reporting lines: layers and spans against the stated limits, and managers' posts that are empty."""

from collections.abc import Iterator, Mapping

from model.base.check import Check, checked
from model.base.faults import listed, number_of
from model.checks.establishment_checks import MOST_NAMED
from model.people.structure import Manager, ReportingLines
from model.schema.sections.scenario import Scenario
from model.schema.sections.structure import StructureLimits

VACANT_MANAGERS = "vacant_managers"


def structure_checks(scenario: Scenario, lines: Mapping[str, ReportingLines]) -> list[Check]:
    """The checks of the proposed structure; empty where no proposed post says whom it reports to."""
    proposed = lines.get("proposed")
    if proposed is None:
        return []
    limits = scenario.structure_limits
    return [*([_limits(proposed, limits)] if limits else []), _vacant(proposed), *_unplaced(proposed)]


def beyond(manager: Manager, limits: StructureLimits | None) -> str:
    """Which limit a manager's span breaks: ``below 4``, ``above 8``; empty where the span is within the limits."""
    if limits and limits.least_span and manager.span < limits.least_span:
        return f"below {limits.least_span:g}"
    if limits and limits.most_span and manager.span > limits.most_span:
        return f"above {limits.most_span:g}"
    return ""


def _limits(lines: ReportingLines, limits: StructureLimits) -> Check:
    return checked(
        "structure_limits",
        "Layers and spans against the limits",
        [*_broken(lines, limits)],
        f"The {number_of(lines.layers, 'layer')} and every span are within the limits ({limits.source.rstrip('.')}).",
        blocking=limits.limits_are == "rule",
    )


def _broken(lines: ReportingLines, limits: StructureLimits) -> Iterator[str]:
    source = limits.source.rstrip(".")
    if limits.most_layers and lines.layers > limits.most_layers:
        yield f"The proposed structure has {lines.layers} layers; the limit is {limits.most_layers} ({source})."
    for manager in lines.managers:
        if limit := beyond(manager, limits):
            yield f"{manager.post.title} has a span of {manager.span:.3g}, {limit} ({source})."


def _vacant(lines: ReportingLines) -> Check:
    return checked(
        VACANT_MANAGERS,
        "Managers\u2019 posts that are empty",
        [
            f"Nobody moves into {_of(manager)} of {manager.post.title}, to which {number_of(manager.reports, 'post')} "
            f"{'reports' if manager.reports == 1 else 'report'}."
            for manager in lines.managers
            if manager.vacant
        ],
        f"Other posts report to {number_of(lines.managing, 'post')}, each of which is filled.",
        blocking=False,
    )


def _of(manager: Manager) -> str:
    number = manager.post.number
    return "the post" if number == 1 else f"{manager.vacant} of the {number} posts"


def _unplaced(lines: ReportingLines) -> list[Check]:
    if not lines.unplaced:
        return []
    titles, more = [post.title for post in lines.unplaced[:MOST_NAMED]], len(lines.unplaced) - MOST_NAMED
    named = listed([*titles, *([f"{more:,} others"] if more > 0 else [])], "and")
    finding = f"No reporting line is stated for {named}, so they are counted in no layer and no span."
    return [Check("reporting_lines", "Posts without a reporting line", "disclosed", False, finding)]
