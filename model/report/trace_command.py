"""The command ``trace``: how a printed figure was worked out, and which figures rest on a rate. It writes nothing."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from model.report.terminal import TypedChanges

if TYPE_CHECKING:
    from model.assessment.assess import Assessment
    from model.assessment.trace.figures import Figures


def trace(  # noqa: PLR0913  an argument for each option
    scenario: Annotated[Path, typer.Argument(help="A scenario file, such as scenarios/barnet-schools-ict.yaml.")],
    figure: Annotated[
        str,
        typer.Argument(
            help="A figure by its key or by its printed name, such as full_year_effect or 'Budget effect, full year'; "
            "one of results.json, such as 'proposal, 2011/12, employer_ni'; or one of a table, such as "
            "'cost_by_year, 2010/11, With the proposal'. If left out, all that can be traced is listed.",
            show_default=False,
        ),
    ] = "",
    step: Annotated[str, typer.Option(help="The number of the step to begin at, such as 1.2.")] = "",
    depth: Annotated[int, typer.Option(min=1, help="How many levels of steps to open.")] = 2,
    rate: Annotated[
        str, typer.Option(help="Print which figures rest on a rate; give a part of its name, such as 'threshold'.")
    ] = "",
    public: Annotated[bool, typer.Option("--public", help="Trace the figures of the public papers.")] = False,
    changes: TypedChanges = (),
) -> None:
    """Print how a figure was worked out: its formula, rates, points, months and holders, in steps that add up to it."""
    from model.assessment.assess import assess
    from model.assessment.trace.figures import Figures
    from model.assessment.trace.lookup import NoSuchFigure
    from model.assessment.trace.step import NoSuchStep
    from model.report.tracing import NoSuchRate, resting_lines, trace_lines, traceable_lines
    from model.report.words import made_with

    assessment = assess(scenario, changes=changes)
    figures = _public(assessment) if public else Figures(assessment)
    print("".join(f"{line}\n" for line in made_with(assessment)), end="")
    try:
        if rate:
            lines = resting_lines(figures, rate)
        elif figure:
            from model.report.traced_cells import find_figure

            lines = trace_lines(find_figure(figures, figure), step, depth)
        else:
            from model.report.traced_cells import table_lines

            lines = [*traceable_lines(figures), "", *table_lines(figures)]
        print("\n".join(lines))
    except (NoSuchFigure, NoSuchStep, NoSuchRate) as none:
        print(none.args[0], file=sys.stderr)
        raise typer.Exit(2) from None


def _public(assessment: "Assessment") -> "Figures":
    from model.disclosure.public_figures import public_assessment
    from model.disclosure.public_trace import PublicFigures

    return PublicFigures(public_assessment(assessment.scenario, assessment.rates))
