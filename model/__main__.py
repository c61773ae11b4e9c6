"""The command line: ``python3 workbook.py COMMAND``. Heavy parts are imported by the command that needs them.

How a command ends, and with which exit code, is in :mod:`model.report.command_line`.
"""

import signal

if __name__ == "__main__":  # what follows takes a fifth of a second to import: until then Ctrl-C ends it without a word
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT])  # workbook.py kept it waiting

import sys
from pathlib import Path
from typing import Annotated

import typer

from model.base.short_run import short_run
from model.report import (
    control_commands,
    new_commands,
    portfolio_commands,
    rate_command,
    sweep_commands,
    trace_command,
    uncertainty_commands,
    written_commands,
)
from model.report.command_line import run
from model.report.terminal import TypedChanges

NOT_CLEARED = 3
MOST_COMPARED = 10
"""The most scenarios that ``compare`` takes."""
app = typer.Typer(
    help="Cost a restructure, check it, and build the pack that Finance clears.",
    no_args_is_help=True,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
ScenarioFile = Annotated[Path, typer.Argument(help="A scenario file, such as scenarios/barnet-schools-ict.yaml.")]
PacksFolder = Annotated[Path, typer.Option("--packs", help="The folder that packs are built in.")]


@app.command()
def check(scenario: ScenarioFile, changes: TypedChanges = ()) -> None:
    """Read a scenario and say everything that is wrong with it, with file and line. Writes nothing."""
    from model.assessment.assess import assess
    from model.control.sign_off import control_state
    from model.report.pack.control_words import finance_said
    from model.report.words import made_with, verdict
    from model.schema.load import days_read_in

    assessment = assess(scenario, changes=changes)
    if assessment.scenario.draws is not None:
        from model.uncertainty.draws.drawing import open_draws

        open_draws(assessment)  # draws are part of the file, so their faults are shown with the rest
    checks = (*assessment.checks, *control_state(scenario, assessment, with_log=False).checks)
    print("\n".join([f"{scenario}: no fault in the file.", *made_with(assessment)]))
    print("".join(f"  {read}.\n" for read in days_read_in(scenario)), end="")
    for line in checks:
        print(f"  {line.outcome.upper():9} {line.title}: {line.finding}")
    state = control_state(scenario, assessment)
    print(verdict(checks, signed=finance_said(state.held.values(), state.now)))
    if any(line.blocks for line in checks):
        raise typer.Exit(NOT_CLEARED)


@app.command()
def cost(
    scenario: ScenarioFile,
    changes: TypedChanges = (),
    as_json: Annotated[bool, typer.Option("--json", help="Print results.json and nothing else.")] = False,
) -> None:
    """Print what a scenario costs. Writes nothing."""
    from model.assessment.assess import assess

    assessment = assess(scenario, changes=changes)
    if as_json:
        sys.stdout.buffer.write(assessment.results.encode())  # JSON is in UTF-8, whatever the terminal has
        return
    from model.report.page_one import headline
    from model.report.tables.cost import by_basis, by_year
    from model.report.terminal import print_table
    from model.report.words import verdict

    print("\n".join(headline(assessment)), end="\n\n")
    for table in (by_basis(assessment), by_year(assessment)):
        print_table(table)
    if any(line.blocks for line in assessment.checks_but_reconciliation):
        print(f"\n{verdict(assessment.checks)} `check` says why.")


@app.command()
def clear(
    scenario: ScenarioFile,
    changes: TypedChanges = (),
    packs: PacksFolder = Path("packs"),
    pdf: Annotated[bool, typer.Option("--pdf", help="Add the reports as tagged PDFs; LibreOffice makes them.")] = False,
    template: Annotated[
        Path | None, typer.Option(help="The council's own Word template for the short report, .dotx or .docx.")
    ] = None,
) -> None:
    """Run the clearance notebook on a scenario and build the pack that Finance clears, in packs/<scenario>/.

    With --set, the pack has a folder of its own and contains the resulting scenario. Nobody can sign the pack until
    that scenario is saved.
    """
    from model.report.pack.build import build_pack
    from model.report.pack.place import unknown_before
    from model.report.terminal import progress

    replaced = unknown_before(packs / scenario.stem)
    with progress() as step:
        pack, checks = build_pack(scenario, packs, step, pdf=pdf, changes=changes, template=template)
    from model.report.charts.studio import why_no_pictures
    from model.report.pack.control_words import built_lines
    from model.report.pack.public import where_packs_are
    from model.report.word.pdf import why_no_pdf

    for where in where_packs_are(pack):
        print(where)
    if replaced and pack == packs / scenario.stem:
        print(replaced)
    if template:
        from model.control.seal import read_manifest
        from model.report.decision.template import styles_said

        print(styles_said(read_manifest(pack)["template"]))
    if not (pack / "charts").is_dir():
        print(why_no_pictures())
    if pdf and not (pack / "report.pdf").is_file():
        print(why_no_pdf())
    print("\n".join(built_lines(scenario, pack, checks)))
    if any(line.blocks for line in checks):
        raise typer.Exit(NOT_CLEARED)


@app.command()
def compare(
    first: ScenarioFile,
    second: Annotated[
        Path | None, typer.Argument(help="If left out, the first is compared with its pack last signed.")
    ] = None,
    more: Annotated[list[Path] | None, typer.Argument(help="Further scenarios.")] = None,
    baseline: Annotated[
        Path | None, typer.Option(help="The scenario that the others are compared with; if left out, the first.")
    ] = None,
    changes: TypedChanges = (),
    packs: PacksFolder = Path("packs"),
) -> None:
    """Compare scenarios, or a scenario with its last signed pack. Prints figures in pounds and, in words, what differs.

    With --set, all but the baseline are changed. A scenario alone is compared with itself after the changes.
    """
    from model.report.terminal import print_compared, print_since_signed

    if len(more or ()) > MOST_COMPARED - 2:
        raise typer.BadParameter(f"at most {MOST_COMPARED} scenarios can be compared", param_hint="MORE")
    paths: list[Path] = [first, *([second] if second else []), *(more or ())]
    if baseline and baseline not in paths:
        raise typer.BadParameter(f"{baseline} is not one of the scenarios named", param_hint="--baseline")
    if len(paths) == 1 and not changes:
        print_since_signed(first, packs)
    else:
        print_compared(paths, changes, baseline or first)


@app.command("open")
def open_workbook() -> None:
    """Open JupyterLab on the workbook, on this machine only, with a token of its own."""
    import subprocess

    from model.desk.serve import ROOT, environment, lab_command

    raise typer.Exit(subprocess.call(lab_command(), cwd=ROOT, env=environment()))


@app.command("app")
def serve_workbook(
    port: Annotated[int | None, typer.Option(help="The port; if left out, a free one.")] = None,
    browser: Annotated[bool, typer.Option(help="Open a browser on it.")] = True,
) -> None:
    """Serve the workbook as an app without code, on this machine only, to anyone who has the printed token."""
    from model.desk.serve import serve_app

    serve_app(port=port, browser=browser)


def main() -> None:
    """Run the command. If something stops it, a sentence on stderr says what."""
    control_commands.add_to(app)
    new_commands.add_to(app)
    uncertainty_commands.add_to(app)
    portfolio_commands.add_to(app)
    sweep_commands.add_to(app)
    written_commands.add_to(app)
    app.command()(rate_command.rates)
    app.command()(trace_command.trace)
    run(lambda: app(prog_name="python3 workbook.py"))


if __name__ == "__main__":
    with short_run():
        main()
