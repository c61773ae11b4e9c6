"""What the hub starts for an officer who signs in, as that user of the system: their folder, and then their server.

Nothing here is done as root. The officer's own folder is ``~/workbook``, which nobody else may enter: packs, the
folder of what is remembered, temporary files, and the sockets of kernels, whose paths the system wants short.
"""

import os
import sys
from pathlib import Path

HOME = Path(__file__).resolve().parents[1]
OWN = Path.home() / "workbook"


def make_own_folder() -> None:
    """The officer's own folder, closed to everybody else, with the desk in it as the workbook now has it."""
    for folder in (OWN, OWN / "tmp", OWN / "run"):
        folder.mkdir(mode=0o700, exist_ok=True)
        folder.chmod(0o700)
    desk, notebook = OWN / "desk.ipynb", HOME / "notebooks" / "workbook.ipynb"
    if not desk.is_symlink() or desk.readlink() != notebook:
        desk.unlink(missing_ok=True)
        desk.symlink_to(notebook)


def environment() -> dict[str, str]:
    """Where the server finds the workbook, its own settings, and the folders for what it needs while it runs."""
    found = {"PYTHONPATH": str(HOME), "JUPYTER_PATH": str(HOME / "model" / "desk")}
    found["JUPYTER_CONFIG_PATH"] = str(HOME / "server" / "jupyter")
    own = {"WORKBOOK_OWN": str(OWN), "TMPDIR": str(OWN / "tmp"), "JUPYTER_RUNTIME_DIR": str(OWN / "run")}
    return {**os.environ, **found, **own}


if __name__ == "__main__":
    make_own_folder()
    os.chdir(OWN)
    command = [sys.executable, "-m", "jupyterhub.singleuser", *sys.argv[1:]]
    os.execve(sys.executable, command, environment())
