"""The commands that write the repository's own pages again: the gallery, the schemas, and the page of every key."""

import sys
from pathlib import Path

import typer


def add_to(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    for command in (gallery, schema, reference):
        app.command()(command)


def gallery() -> None:
    """Write docs/gallery.md again: every scenario that comes with the workbook, its headline and one chart."""
    from model.report.charts.studio import NoBrowser
    from model.report.gallery import write_gallery
    from model.report.notebook_run import ROOT
    from model.report.terminal import progress

    try:
        with progress() as step:
            shown = write_gallery(ROOT / "scenarios", ROOT / "docs", step)
    except NoBrowser as none:
        print(f"{none} The gallery is left as it was.", file=sys.stderr)
        raise typer.Exit(1) from None
    print(f"Wrote docs/gallery.md: {shown} scenarios.")


def schema() -> None:
    """Write two JSON Schemas: for results.json, and for a scenario file, which an editor can then check as you type."""
    from model.assessment.structures import results_schema
    from model.schema.load import json_schema

    _write("scenarios/scenario.schema.json", json_schema())
    _write("scenarios/results.schema.json", results_schema())


def reference() -> None:
    """Write docs/reference.md and docs/glossary.md again: every key of a scenario file, and every word, explained."""
    from model.report.glossary import glossary
    from model.schema import reference as page

    _write("docs/reference.md", page.reference())
    _write("docs/glossary.md", glossary())


def _write(place: str, text: str) -> None:
    (Path(__file__).parents[2] / place).write_text(text, encoding="utf-8", newline="\n")
    print(f"Wrote {place}.")
