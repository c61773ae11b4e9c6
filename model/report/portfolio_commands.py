"""The command ``portfolio``: many restructures of one establishment, added up."""

from pathlib import Path
from typing import Annotated

import typer

from model.report.terminal import TypedChanges

NOT_CLEARED = 3


def add_to(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command()(portfolio)


def portfolio(
    file: Annotated[
        Path,
        typer.Argument(help="A portfolio's YAML file, a CSV or Excel list of scenarios, or a folder of scenarios."),
    ],
    changes: TypedChanges = (),
    out: Annotated[
        Path | None,
        typer.Option(help="A folder for the portfolio's page and workbook; if left out, nothing is written."),
    ] = None,
) -> None:
    """Add up the restructures of one establishment: by scenario, fund, directorate and year, and in the medium term.

    With --set a change is made in every scenario.
    """
    from model.portfolio.draws import draws_of
    from model.portfolio.portfolio import portfolio as read
    from model.report.portfolio.files import refuse_what_is_other, write_portfolio
    from model.report.portfolio.how_sure import how_sure_tables
    from model.report.portfolio.page import headline, notices, verdict
    from model.report.portfolio.tables import portfolio_tables
    from model.report.rounding import with_rounding
    from model.report.terminal import print_table, progress

    if out is not None:
        refuse_what_is_other(out)
    with progress() as step:
        found = read(file, changes=changes, progress=step)
        drawn = how_sure_tables(draws_of(found, step)) if found.said.draws else []
    tables = [*portfolio_tables(found), *map(with_rounding, drawn)]
    print("\n".join([*notices(found), *headline(found)]), end="\n\n")
    for table in tables:
        print_table(table)
    said, blocked = verdict(found)
    print("\n".join([said, *(f"  {check.title}: {check.finding}" for check in blocked)]))
    if out is not None:
        write_portfolio(found, tables, out)
        print(f"The page and the workbook are in {out.as_posix()}/. Open {out.as_posix()}/portfolio.html first.")
    if blocked:
        raise typer.Exit(NOT_CLEARED)
