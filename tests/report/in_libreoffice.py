"""What an editor does to a workbook, done by LibreOffice itself: cells typed over, rows put in and taken out.

Run by a Python that has LibreOffice's ``uno`` (Debian: python3-uno), not by that of the tests. It reads jobs from its
standard input, each a workbook with its trials, and prints what the cells asked for read after each; a trial begins
with the workbook as it was saved.
"""

import json
import subprocess
import sys
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

WAIT = 180
"""Seconds in which LibreOffice must have started."""
CONTENTS = 1 + 2 + 4 + 16
"""Numbers, days, text and formulas: what is cleared of a cell."""


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


class Book:
    """A workbook that is opened when it is first needed, and again where it can no longer be put right."""

    def __init__(self, desktop, path):
        self.desktop, self.path, self.document = desktop, path, None

    def tried(self, trial):
        """Do the edits of a trial, and read; cells that were typed over are put back."""
        if self.document is None:
            hidden = PropertyValue()
            hidden.Name, hidden.Value = "Hidden", True
            self.document = self.desktop.loadComponentFromURL(Path(self.path).as_uri(), "_blank", 0, (hidden,))
            self.document.calculateAll()
            self.document.enableAutomaticCalculation(False)
        before = []
        for what, sheet, where, value in trial["edits"]:
            page = self.document.Sheets.getByName(sheet)
            if what == "type":
                cell = page.getCellRangeByName(where)
                before.append((cell, cell.getFormula(), cell.Type.value))
                self._type(cell, value)
            elif what == "put in rows":
                page.Rows.insertByIndex(where - 1, value)
            else:
                assert what == "take out rows", what
                page.Rows.removeByIndex(where - 1, value)
        self.document.calculate()
        found = [self._read(*where) for where in trial["read"]]
        if len(before) < len(trial["edits"]):
            self.close()
        for cell, formula, kind in before if self.document else ():
            (cell.setString if kind == "TEXT" else cell.setFormula)(formula)
        return found

    def _type(self, cell, value):
        if value is None:
            cell.clearContents(CONTENTS)
        elif isinstance(value, str):
            (cell.setFormula if value.startswith("=") else cell.setString)(value)
        else:
            cell.setValue(value)

    def _read(self, sheet, area):
        found = self.document.Sheets.getByName(sheet).getCellRangeByName(area).getDataArray()
        return [list(row) for row in found]

    def close(self):
        """Leave the workbook as it was saved."""
        if self.document is not None:
            self.document.close(True)
        self.document = None


def main():
    """Do every trial and print what was read, as JSON."""
    asked = json.load(sys.stdin)
    pipe = f"twin{time.time_ns()}"
    command = [asked["soffice"], "--headless", "--norestore", f"-env:UserInstallation={asked['profile']}"]
    office = subprocess.Popen([*command, f"--accept=pipe,name={pipe};urp;"], stdout=subprocess.DEVNULL)
    try:
        desktop, answers = desktop_of(pipe), []
        for job in asked["jobs"]:
            book = Book(desktop, job["workbook"])
            answers.append([book.tried(trial) for trial in job["trials"]])
            book.close()
        print(json.dumps(answers))
        desktop.terminate()
        office.wait(WAIT)
    finally:
        if office.poll() is None:
            office.kill()


if __name__ == "__main__":
    main()
