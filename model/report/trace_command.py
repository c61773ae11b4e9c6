"""The command ``trace``: how a printed figure was worked out, and which figures rest on a rate. It writes nothing."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from model.report.terminal import TypedChanges


def trace(
    scenario: Annotated[Path, typer.Argument(help="A scenario file, such as scenarios/barnet-schools-ict.yaml.")],
    figure: Annotated[
        str,
        typer.Argument(
            help="A figure by its key or by its printed name, such as full_year_effect or 'Budget effect, full year'; "
            "or one of results.json, such as 'proposal, 2011/12, employer_ni'. Left out, what can be traced is listed.",
            show_default=False,
        ),
    ] = "",
    step: Annotated[str, typer.Option(help="Begin at a step of it, by its number, such as 1.2.")] = "",
    depth: Annotated[int, typer.Option(min=1, help="How many levels of steps to open.")] = 2,
    rate: Annotated[
        str, typer.Option(help="Say which printed figures rest on a rate, by a part of its name, such as 'threshold'.")
    ] = "",
    changes: TypedChanges = (),
) -> None:
    """Print how a figure was worked out: its formula, rates, points, months and holders, in steps that add up to it."""
    from model.assessment.assess import assess
    from model.assessment.trace.figures import Figures
    from model.assessment.trace.lookup import NoSuchFigure
    from model.assessment.trace.lookup import trace as trace_of
    from model.report.tracing import resting_lines, trace_lines, traceable_lines
    from model.report.words import made_with

    figures = Figures(assess(scenario, changes=changes))
    print("".join(f"{line}\n" for line in made_with(figures.of)), end="")
    try:
        if rate:
            lines = resting_lines(figures, rate)
        elif figure:
            lines = trace_lines(*trace_of(figures, figure), step, depth)
        else:
            lines = traceable_lines(figures)
        print("\n".join(lines))
    except (NoSuchFigure, LookupError) as none:
        print(none.args[0], file=sys.stderr)
        raise typer.Exit(2) from None
