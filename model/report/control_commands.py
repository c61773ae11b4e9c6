"""The commands of clearance: ``control`` shows who has signed, ``sign`` adds a signature, ``verify`` finds changes."""

import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer

INPUT_AT_FAULT, NOT_CLEARED = 2, 3
ScenarioFile = Annotated[Path, typer.Argument(help="A scenario file, such as scenarios/barnet-schools-ict.yaml.")]
PacksFolder = Annotated[Path, typer.Option("--packs", help="The folder that packs are built in.")]


def add_to(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    for command in (control, sign, verify):
        app.command()(command)


def control(
    scenario: ScenarioFile,
    new: Annotated[
        str, typer.Option(help="Write an empty control sheet for a decision of this kind: officer or cabinet_member.")
    ] = "",
    packs: PacksFolder = Path("packs"),
    receipts: Annotated[Path | None, typer.Option(help="A folder for a receipt of each signature in the log.")] = None,
) -> None:
    """Show the control sheet beside a scenario: what was signed, what is no longer valid and what stops publication."""
    from model.control.sheet import REPORTS, start_sheet

    if new:
        if new not in REPORTS:
            kinds = " or ".join(REPORTS)
            raise typer.BadParameter(f"{new!r} is not a kind of report; expected {kinds}", param_hint="--new")
        print(f"Wrote {start_sheet(scenario, new)}. Next, name in that sheet who has each of the four roles.")
        return
    if receipts:
        from model.control.receipt import write_receipts

        print("\n".join(map(str, write_receipts(scenario, receipts))))
        return
    from model.assessment.assess import assess
    from model.control.sign_off import control_state
    from model.report.pack.control_words import control_table
    from model.report.pack.ready import READY, not_ready
    from model.report.terminal import print_table

    assessment = assess(scenario)
    state = control_state(scenario, assessment)
    if state.sheet:
        print_table(control_table(state))
    else:
        print(f"There is no control sheet beside {scenario}. To start a sheet, run one of these commands:")
        for kind, report in REPORTS.items():
            print(f"  python3 workbook.py control {scenario} --new {kind}    for {report}")
    for line in state.checks:
        print(f"  {line.outcome.upper():9} {line.title}: {line.finding}")
    stops = not_ready(scenario, packs, assessment, state)
    print("\n".join(["What stops publication:", *(f"  {line}" for line in stops)]) if stops else READY)
    if any(line.blocks for line in state.checks):
        raise typer.Exit(NOT_CLEARED)


def sign(  # noqa: PLR0913, an option of the command line each
    scenario: ScenarioFile,
    row: Annotated[int, typer.Option(help="The row of the control sheet.")],
    name: Annotated[str, typer.Option(help="The name of the person who clears the costing.")],
    role: Annotated[str, typer.Option(help="The person's role; if left out, the role that the row names.")] = "",
    date: Annotated[str, typer.Option(help="The day, as 10 November 2010 or 10/11/2010; if left out, today.")] = "",
    packs: PacksFolder = Path("packs"),
    receipt: Annotated[
        Path | None, typer.Option(help="A file or a folder for a receipt, to be kept away from the log.")
    ] = None,
) -> None:
    """Add a clearance to the log beside a scenario. Nothing in the log is ever overwritten."""
    from model.base.financial_year import in_words, plainly_a_day
    from model.control.sign_off import sign_row
    from model.control.typed_day import typed_day
    from model.report.pack.control_words import signed_lines

    try:
        day = typed_day(date) if date else None
        if day and not plainly_a_day(date, day):
            print(f"{date} is read as {in_words(day)}.")
    except ValueError as no_day:
        _stop(no_day, INPUT_AT_FAULT)
    if receipt:
        from model.control.receipt import refuse_place

        refuse_place(receipt)
    entry = sign_row(scenario, row, name, role, day, packs)
    print("\n".join(signed_lines(entry, scenario, packs)))
    if receipt:
        from model.control.receipt import write_receipt

        print(f"The receipt is in {write_receipt(scenario, entry, receipt)}. Keep it away from the log.")


def verify(
    path: Annotated[Path, typer.Argument(help="A pack's folder, or a log of clearances.")],
    log: Annotated[Path | None, typer.Option(help="The log that should name the pack.")] = None,
    scenario: Annotated[Path | None, typer.Option(help="The scenario of the pack, to see what has changed.")] = None,
    receipt: Annotated[
        list[Path] | None, typer.Option(help="A receipt that the log must still agree with. May be repeated.")
    ] = None,
) -> None:
    """Say whether a pack or a log of clearances is as it was written, and name what has changed since."""
    from model.report.pack.verifying import verified

    lines, whole = verified(path, log, scenario, receipt or ())
    print("\n".join(lines))
    if not whole:
        raise typer.Exit(INPUT_AT_FAULT)


def _stop(why: object, code: int) -> NoReturn:
    """Print why on the error stream, and end the process with an exit code."""
    print(why, file=sys.stderr)
    raise typer.Exit(code) from None
