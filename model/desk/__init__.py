"""The desk: adjust a structure and see its cost, in JupyterLab and as an app."""

from typing import Any


def desk(scenario: str | None = None) -> Any:
    """Show the desk on a scenario file; left out, on the workbook's first. Gives the desk, as ``desk.draft`` it is."""
    from IPython.display import display

    from model.desk.start import open_desk

    opened = open_desk(scenario)
    display(opened.page)
