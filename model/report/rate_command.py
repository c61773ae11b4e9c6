"""The command ``rates``: which rates of a scenario are missing, unsettled or past review. It writes nothing."""

import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from model.report.terminal import TypedChanges


def rates(
    scenario: Annotated[Path, typer.Argument(help="A scenario file, such as scenarios/barnet-schools-ict.yaml.")],
    changes: TypedChanges = (),
    on: Annotated[str, typer.Option(help="The day of the review, as 2026-11-28; if left out, today.")] = "",
) -> None:
    """Print which rates of a scenario's years are missing, unsettled or past review, and what to do about each."""
    from model.control.typed_day import typed_day
    from model.rates.tables import load_rates
    from model.schema.load import rate_notes_of

    try:
        today = typed_day(on, "--on") if on else date.today()
    except ValueError as none:
        print(none, file=sys.stderr)
        raise typer.Exit(2) from None
    notes = rate_notes_of(scenario, load_rates(), today, changes)
    for note in notes:
        print(f"{note.kind.upper():12} {note.rate}, {note.days}.\n             {note.how}")
    if not notes:
        print("Every rate of the years shown is known and settled, and was checked within the last year.")
