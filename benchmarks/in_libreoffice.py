"""LibreOffice with a workbook open, which it recalculates each time that it is asked to; run by a Python that has uno.

The words: LibreOffice, its profile, the workbook. Each line of standard input is answered with seconds.
"""

import subprocess
import sys
import time
from pathlib import Path

import uno  # noqa: F401 -- com.sun.star is found by it
from com.sun.star.beans import PropertyValue

from tests.report.in_libreoffice import desktop_of


def main(soffice: str, profile: str, workbook: str) -> None:
    pipe = f"bench{time.time_ns()}"
    command = [soffice, "--headless", "--norestore", f"-env:UserInstallation={profile}"]
    quietly = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    office = subprocess.Popen([*command, f"--accept=pipe,name={pipe};urp;"], **quietly)
    try:
        hidden = PropertyValue()
        hidden.Name, hidden.Value = "Hidden", True
        desktop = desktop_of(pipe)
        document = desktop.loadComponentFromURL(Path(workbook).as_uri(), "_blank", 0, (hidden,))
        for _ in sys.stdin:
            start = time.perf_counter()
            document.calculateAll()
            print(time.perf_counter() - start, flush=True)
        document.close(True)
        desktop.terminate()
        office.wait(60)
    finally:
        if office.poll() is None:
            office.kill()


if __name__ == "__main__":
    main(*sys.argv[1:])
