"""What an editor of a workbook does, done by LibreOffice itself: cells typed over, rows put in and taken out.

Run by a Python that has LibreOffice's ``uno`` (Debian: python3-uno), not by that of the tests. Reads from its standard
input a list of jobs, each a workbook with its trials, and prints what each trial's cells read after it; every trial
begins with the workbook as it was saved.
"""

import json
import subprocess
import sys
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

WAIT = 60
"""Seconds in which LibreOffice must have started."""
VALUES_DATES_TEXT_FORMULAS = 1 + 2 + 4 + 16


def desktop_of(pipe):
    """The running office, as soon as it answers."""
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    until = time.monotonic() + WAIT
    while True:
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        except NoConnectException:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)


def edit(book, step):
    """One thing that an editor does."""
    what, sheet, where, *value = step
    page = book.Sheets.getByName(sheet)
    if what == "type":
        cell = page.getCellRangeByName(where)
        if value[0] is None:
            cell.clearContents(VALUES_DATES_TEXT_FORMULAS)
        elif isinstance(value[0], str):
            (cell.setFormula if value[0].startswith("=") else cell.setString)(value[0])
        else:
            cell.setValue(value[0])
    elif what == "put in rows":
        page.Rows.insertByIndex(where - 1, value[0])
    elif what == "take out rows":
        page.Rows.removeByIndex(where - 1, value[0])
    elif what == "put in columns":
        page.Columns.insertByIndex(where, value[0])
    else:
        raise ValueError(what)


def read(book, sheet, area):
    """What the cells of an area show."""
    found = book.Sheets.getByName(sheet).getCellRangeByName(area).getDataArray()
    return [list(row) for row in found]


def main():
    """Do every trial and print what was read, as JSON."""
    asked = json.load(sys.stdin)
    profile, pipe = Path(asked["profile"]), "twin" + str(time.time_ns())
    command = [asked["soffice"], "--headless", "--norestore", f"-env:UserInstallation={profile.as_uri()}"]
    office = subprocess.Popen([*command, f"--accept=pipe,name={pipe};urp;"], stdout=subprocess.DEVNULL)
    try:
        desktop = desktop_of(pipe)
        hidden = PropertyValue()
        hidden.Name, hidden.Value = "Hidden", True
        answers = []
        for job in asked["jobs"]:
            book, spent, found = None, False, []
            for trial in job["trials"]:
                if book is None or spent:
                    if book is not None:
                        book.close(True)
                    book = desktop.loadComponentFromURL(Path(job["workbook"]).as_uri(), "_blank", 0, (hidden,))
                    book.calculateAll()
                kept = [(step, book.Sheets.getByName(step[1]).getCellRangeByName(step[2])) for step in trial["edits"] if step[0] == "type"]
                kept = [(cell, cell.getFormula(), cell.Type.value) for _, cell in kept]
                spent = any(step[0] != "type" for step in trial["edits"])
                for step in trial["edits"]:
                    edit(book, step)
                book.calculate()
                found.append([read(book, *where) for where in trial["read"]])
                for cell, formula, kind in kept if not spent else ():
                    (cell.setString if kind == "TEXT" else cell.setFormula)(formula)
            book.close(True)
            answers.append(found)
        print(json.dumps(answers))
        desktop.terminate()
        office.wait(WAIT)
    finally:
        office.kill()


if __name__ == "__main__":
    main()
