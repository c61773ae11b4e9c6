"""The command line: ``python3 workbook.py COMMAND``. Heavy parts are imported by the command that needs them.

Exit codes: 0 cleared or sound; 1 the program failed; 2 the input is at fault; 3 the pack was built but a
blocking check fails.
"""

import sys
from pathlib import Path
from typing import Annotated

import typer

from model.faults import InputFaults

INPUT_AT_FAULT, NOT_CLEARED = 2, 3
app = typer.Typer(
    help="Cost a restructure, check it, and build the pack that Finance clears.",
    no_args_is_help=True,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
ScenarioFile = Annotated[Path, typer.Argument(help="A scenario file, such as scenarios/barnet-schools-ict.yaml.")]


@app.command()
def check(scenario: ScenarioFile) -> None:
    """Read a scenario and say everything that is wrong with it, with file and line. Writes nothing."""
    from model.assessment import assess
    from model.report.words import verdict

    assessment = assess(scenario)
    print(f"{scenario}: no fault in the file.")
    for line in assessment.checks:
        print(f"  {line.outcome.upper():9} {line.title}: {line.finding}")
    print(verdict(assessment.checks))
    if assessment.blocked_by:
        raise typer.Exit(NOT_CLEARED)


@app.command()
def cost(
    scenario: ScenarioFile,
    as_json: Annotated[bool, typer.Option("--json", help="Print results.json and nothing else.")] = False,
) -> None:
    """Print what a scenario costs. Writes nothing."""
    from model.assessment import assess

    assessment = assess(scenario)
    if as_json:
        sys.stdout.write(assessment.results)
        return
    from model.report.cost_tables import by_basis, by_year
    from model.report.terminal import print_table
    from model.report.words import headline

    print("\n".join(headline(assessment)), end="\n\n")
    for table in (by_basis(assessment), by_year(assessment)):
        print_table(table)


@app.command()
def clear(
    scenario: ScenarioFile,
    packs: Annotated[Path, typer.Option(help="The folder that packs are built in.")] = Path("packs"),
) -> None:
    """Run the clearance notebook on a scenario and build its pack in packs/<scenario>/."""
    from model.report.pack import build_pack
    from model.report.terminal import progress
    from model.report.words import verdict

    with progress() as step:
        pack, checks = build_pack(scenario, packs, step)
    print(f"The pack is in {pack}/; open {pack / 'report.html'} first.")
    for line in checks:
        if line.outcome != "pass":
            print(f"  {'BLOCKS' if line.blocks else 'disclosed'}: {line.title}: {line.finding}")
    print(verdict(checks))
    if any(line.blocks for line in checks):
        raise typer.Exit(NOT_CLEARED)


@app.command()
def compare(first: ScenarioFile, second: ScenarioFile) -> None:
    """Set two scenarios side by side, on the basis of either headline, in every year that both show."""
    from model.assessment import assess
    from model.report.cost_tables import side_by_side
    from model.report.terminal import print_table

    print_table(side_by_side(assess(first), assess(second)))


@app.command()
def schema(
    target: Annotated[Path | None, typer.Argument(help="Where to write it; left out, beside the scenarios.")] = None,
) -> None:
    """Write the JSON Schema of a scenario file, which lets an editor check as one types."""
    from model.report.notebook_run import ROOT
    from model.schema.load import json_schema

    target = target or ROOT / "scenarios" / "scenario.schema.json"
    target.write_text(json_schema(), encoding="utf-8", newline="\n")
    print(f"Wrote {target.name}.")


@app.command("open")
def open_workbook() -> None:
    """Open JupyterLab on the notebooks, on this machine only, with a token of its own."""
    import os
    import subprocess

    from model.report.notebook_run import ROOT

    command = [sys.executable, "-m", "jupyterlab", "--ip=127.0.0.1", f"--ServerApp.root_dir={ROOT}"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--allow-root")
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    command.append("--LabApp.default_url=/lab/tree/notebooks/clearance.ipynb")
    raise typer.Exit(subprocess.call(command, cwd=ROOT, env={**os.environ, "PYTHONPATH": path}))


def main() -> None:
    """Run the command; a faulty input ends in its list of faults and exit code 2."""
    try:
        app()
    except InputFaults as faults:
        print(faults, file=sys.stderr)
        sys.exit(INPUT_AT_FAULT)


if __name__ == "__main__":
    main()
