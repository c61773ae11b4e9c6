"""The desk: adjust a structure and see its cost, in JupyterLab and as an app."""

from typing import Any


def desk(scenario: str | None = None) -> None:
    """Show the desk with a scenario file.

    If no file is given, the desk shows the file that was opened last or, the first time, an example. Raises InputFaults
    or OSError where a file that is given can't be opened.
    """
    from IPython.display import display

    from model.desk.page import Page

    page: Any = Page()
    display(page)  # the browser fetches what draws it while the model is loaded
    from model.desk.start import open_desk

    try:
        open_desk(scenario, page=page).make_ready()
    except Exception:
        page.close()
        raise
