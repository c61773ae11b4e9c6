"""The commands of uncertainty: ``sensitivity``, ``stress``, ``seek`` and ``draws``. They write a file only if asked."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from model.report.terminal import TypedChanges

if TYPE_CHECKING:  # a command should start before what it may not need is imported
    from model.uncertainty.draws.drawing import Drawing

AT_FAULT = 2
ScenarioFile = Annotated[Path, typer.Argument(help="A scenario file, such as scenarios/barnet-schools-ict.yaml.")]
MeasureName = Annotated[
    str, typer.Option(help="The figure: full_year, in_year, all_years, proposed_cost, cash, price, income or account.")
]
Found = TypeVar("Found")


def add_to(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    for command in (sensitivity, stress, seek, draws):
        app.command()(command)


def sensitivity(
    scenario: ScenarioFile,
    changes: TypedChanges = (),
    measure: MeasureName = "full_year",
    year: Annotated[str, typer.Option(help="The financial year of an effect; if left out, the year of change.")] = "",
    rows: Annotated[int, typer.Option(help="How many drivers to show; if left out, all of them.", min=1)] = 1000,
) -> None:
    """Print how much a figure changes at both ends of the range of each thing that is not certain. Writes nothing."""
    from model.assessment.assess import assess
    from model.base.financial_year import FinancialYear
    from model.report.tables.sensitivity import moved, one_more, ranges
    from model.report.terminal import print_table
    from model.uncertainty.tornado import tornado

    assessment = assess(scenario, changes=changes)
    found = _or_stop(lambda: tornado(assessment, measure, FinancialYear.parse(year) if year else None)).first(rows)
    for table in (moved(assessment, found), ranges(found), one_more(assessment)):
        print_table(table)


def stress(scenario: ScenarioFile, changes: TypedChanges = ()) -> None:
    """Print, for each test that the scenario states, the smallest change in each driver at which the test fails."""
    from model.assessment.assess import assess
    from model.report.tables.sensitivity import breaking
    from model.report.terminal import print_table
    from model.uncertainty.seek import customers_that_may_leave, latest_start

    assessment = assess(scenario, changes=changes)
    print_table(breaking(assessment))
    leaving = customers_that_may_leave(assessment)
    print("\n".join(said for said in (leaving.said if leaving else "", latest_start(assessment).said) if said))


def seek(
    scenario: ScenarioFile,
    driver: Annotated[str, typer.Option(help="What is changed, such as pension, award, start or price.")],
    target: Annotated[float, typer.Option(help="The sum that the figure should be, £.")],
    changes: TypedChanges = (),
    measure: Annotated[
        str, typer.Option(help="The figure; if left out, income where the price is changed, otherwise full_year.")
    ] = "",
) -> None:
    """Print each change in one driver at which a figure is a given sum, or say that there is no such change."""
    from model.assessment.assess import assess
    from model.uncertainty.measure import FULL_YEAR
    from model.uncertainty.seek import price_that_meets
    from model.uncertainty.seek import seek as sought

    assessment = assess(scenario, changes=changes)
    of_income = driver == "price" and not measure
    found = _or_stop(
        lambda: (
            price_that_meets(assessment, target)
            if of_income
            else sought(assessment, driver, target, measure or FULL_YEAR)
        )
    )
    print(found.said)


def draws(
    scenario: ScenarioFile,
    changes: TypedChanges = (),
    draw: Annotated[
        int | None, typer.Option(help="The number of a draw, from 1: print what that draw changes.", min=1)
    ] = None,
    out: Annotated[Path | None, typer.Option(help="Write that draw as a scenario file of its own.")] = None,
) -> None:
    """Print how sure the figures are: everything that the scenario says is not known, drawn many times over."""
    from model.assessment.assess import assess
    from model.report.tables.how_sure import chances, drawn, driven, spread
    from model.report.terminal import print_table
    from model.uncertainty.draws.drawing import open_draws
    from model.uncertainty.draws.how_sure import how_sure

    assessment = assess(scenario, changes=changes)
    if assessment.scenario.draws is None:
        print("The scenario does not say what is not known (draws), so nothing can be drawn.", file=sys.stderr)
        raise typer.Exit(AT_FAULT)
    if draw is not None:
        _one_draw(open_draws(assessment), draw, out)
        return
    found = how_sure(assessment, _say_how_far)
    for table in (spread(found), chances(found), driven(found), drawn(assessment)):
        print_table(table)


def _say_how_far(said: str) -> None:
    """Print how far long work has got, on one line of a terminal."""
    if sys.stderr.isatty():
        print(f"\r{said}", end="", file=sys.stderr, flush=True)


def _one_draw(drawing: "Drawing", number: int, out: Path | None) -> None:
    """Print what one draw changes, and write the draw as a scenario file if ``out`` is given."""
    from model.base.money import pounds
    from model.base.stated import stated
    from model.base.whole_file import written_beside
    from model.schema.changes.as_text import resulting_text

    if number > drawing.draws.number:
        print(f"There is no draw {number:,}: there are {drawing.draws.number:,}.", file=sys.stderr)
        raise typer.Exit(AT_FAULT)
    of = drawing.scenario(number - 1)
    print("\n".join(f"{place} = {text}" for place, text in drawing.changes(number - 1).items()))
    effect = of.costed.amount("full_year_effect", of.scenario.costing.basis, of.costed.year_of_change)
    print(f"Full-year effect at {of.costed.year_of_change} rates: {pounds(effect, signed=True)}")
    if out is None:
        return
    if out.exists():
        print(f"{out} already exists, and is left alone.", file=sys.stderr)
        raise typer.Exit(AT_FAULT)
    text = resulting_text(stated(of.document, "the file of the scenario"), of.changes)
    written_beside(out, text.encode()).rename(out)
    print(f"Wrote {out}.")


def _or_stop(work: Callable[[], Found]) -> Found:
    """The result of ``work``. Where it raises ValueError, print the error's sentence and end the command."""
    try:
        return work()
    except ValueError as wrong:
        print(wrong, file=sys.stderr)
        raise typer.Exit(AT_FAULT) from None
