"""The papermill run of the clearance notebook: parameters checked before a kernel starts, results read back."""

import contextlib
import io
import json
import os
import sys
from ast import literal_eval
from itertools import chain
from pathlib import Path
from typing import Any

from model.base.parent import end_when_left
from model.base.private_folder import private_folder
from model.base.short_run import SELDOM, short_run
from model.base.trouble import AGAIN, Trouble, as_trouble

ROOT = Path(__file__).parents[2]
CLEARANCE_NOTEBOOK = ROOT / "notebooks" / "clearance.ipynb"


def scenario_file(name: str) -> Path:
    """The scenario file that a notebook names.

    A relative name is looked for in the current folder and then, as JupyterLab needs, in the workbook's folder.
    """
    here = Path(name)
    return here if here.exists() or not (ROOT / name).exists() else ROOT / name


ENDED = (
    "The process that runs the clearance notebook was ended from outside. A machine does this when it is short of "
    f"memory. Nothing was built, and an earlier pack is unchanged. Close some programs. {AGAIN}"
)
TO_GO = 5
"""Seconds that a killed process is given to end."""
TO_START = 600
"""The most seconds that a kernel may take to start, or to send what a cell printed. The number is high, because a virus
scanner can slow the kernel. A hung kernel is noticed sooner."""
NOT_NEEDED = ("pyarrow", "isoduration")
"""Packages that papermill and nbformat import where they are found, for notebooks in Hadoop and for lengths of time. To
import them takes a fifteenth of a run, and no notebook here needs them."""
LONGEST_ADDRESS = 103
"""The longest path of a socket's file, in bytes, on the system that allows the least."""


class NotebookFailed(Trouble):
    """The notebook stopped at a cell; the message is the cell's own error."""

    code = 1


class WrongParameter(ValueError):
    """The notebook doesn't declare the parameter, or its value is of the wrong kind. papermill would only warn."""


def run_notebook(output: Path, parameters: dict[str, Any], notebook: Path = CLEARANCE_NOTEBOOK) -> Path:
    """Execute a notebook with papermill in the workbook's own folder, and save it. Gives the saved file's path.

    Before any kernel starts, raises WrongParameter, and InputFaults where the scenario is missing, or where it has
    faults once its ``changes`` are applied. Later, raises NotebookFailed where a cell fails, and Trouble where the
    kernel ends early.
    """
    import papermill
    from papermill.exceptions import PapermillExecutionError

    output = output.resolve()  # papermill changes folders
    declared = papermill.inspect_notebook(str(notebook))
    unknown = [name for name in parameters if name not in declared]
    if unknown:
        raise WrongParameter(f"{notebook.name} has no parameter {', '.join(unknown)}; it has {', '.join(declared)}")
    defaults = {name: literal_eval(of["default"]) for name, of in declared.items()}
    _check({**defaults, **parameters}, defaults)
    try:
        with _quiet(), private_folder() as private, _kernel_gone(private):
            run = papermill.execute_notebook(
                str(notebook), str(output), parameters, cwd=str(ROOT), progress_bar=False, start_timeout=TO_START,
                config=_kernel_in(private), request_save_on_cell_execute=False,
            )  # fmt: skip
    except PapermillExecutionError as error:
        raise NotebookFailed(f"cell {error.exec_count}: {error.ename}: {error.evalue}") from error
    except RuntimeError as error:  # the kernel's own, while it starts or runs: a cell's error is the one above
        raise Trouble(ENDED) from error
    _write_without_machine_details(run, output, notebook)
    return output


def _check(parameters: dict[str, Any], defaults: dict[str, Any]) -> None:
    """Check that each parameter is of the same kind as its default, the scenario exists, and the changes fit it.

    Raises WrongParameter and InputFaults. Without changes, the scenario is only opened: the caller has checked it.
    """
    for name, value in parameters.items():
        if not isinstance(value, type(defaults[name])):
            kind = "text" if isinstance(defaults[name], str) else "names with their values"
            raise WrongParameter(f"{name} is {value!r:.60}; expected {kind}, such as {defaults[name]!r}")
    if "scenario" not in parameters:
        return
    from model.schema.reading.document import content_of

    scenario = scenario_file(parameters["scenario"])
    content_of(scenario)
    if parameters.get("changes"):
        from model.rates.tables import load_rates
        from model.schema.load import load_scenario

        load_scenario(scenario, load_rates(), parameters["changes"])


def _kernel_in(private: Path):
    """Settings by which the kernel is reached through sockets in ``private``, this run's own folder.

    Where the system has no such sockets, or the folder's path is too long for them, the kernel is reached through a
    port of this machine. The key to the port is in the folder.

    The file that says how to reach the kernel is in the folder too, because a run that is ended early removes the
    folder. A kernel that has run its cells has nothing to save, so it is ended at once: by itself it would take half a
    second to end.
    """
    from traitlets.config import Config

    seldom = f"--IPKernelApp.exec_lines=import gc; gc.set_threshold({SELDOM})"
    client = {"shutdown_kernel": "immediate", "extra_arguments": [seldom], "iopub_timeout": TO_START}
    short = os.name == "posix" and len(os.fsencode(private / "kernel-5")) <= LONGEST_ADDRESS
    by_files = {"transport": "ipc", "ip": f"{private}/kernel"} if short else {}
    return Config(NotebookClient=client, KernelManager={"connection_file": f"{private}/kernel.json"} | by_files)


@contextlib.contextmanager
def _kernel_gone(private: Path):
    """End the kernel before its folder is removed: a kernel that is still starting would make the folder again."""
    import psutil

    try:
        yield
    finally:
        kernels = list[psutil.Process]()
        for process in psutil.Process().children(recursive=True):
            with contextlib.suppress(psutil.Error):
                if any(str(private) in word for word in process.cmdline()):
                    process.kill()
                    kernels.append(process)
        psutil.wait_procs(kernels, timeout=TO_GO)


@contextlib.contextmanager
def _quiet():
    """Keep the kernel's start-up remarks off the screen. A failure is still reported."""
    before = {name: os.environ.get(name) for name in ("PYTHONPATH", "PYDEVD_DISABLE_FILE_VALIDATION")}
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (str(ROOT), before["PYTHONPATH"])))
    os.environ["PYDEVD_DISABLE_FILE_VALIDATION"] = "1"
    try:
        with contextlib.redirect_stderr(io.StringIO()):
            yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def _write_without_machine_details(run, output: Path, notebook: Path) -> None:
    """Write the executed notebook without folders and times of this machine, so that two runs give the same file."""
    import nbformat

    run.metadata["papermill"] = {
        "input_path": f"notebooks/{notebook.name}",
        "parameters": run.metadata.get("papermill", {}).get("parameters", {}),
    }
    for cell in run.cells:
        cell.metadata.pop("papermill", None)
        cell.metadata.pop("execution", None)
        if "injected-parameters" in cell.metadata.get("tags", []):
            cell["id"] = "injected-parameters"  # papermill draws one at random
    nbformat.write(run, output)


def fingerprint_of(output: Path) -> str:
    """The results' SHA-256 that an executed notebook printed; empty where it printed none."""
    cells = json.loads(output.read_text(encoding="utf-8"))["cells"]  # as nbformat writes it, which is slow to import
    cell = next((cell for cell in cells if cell.get("id") == "fingerprint"), {})
    printed = [out["text"] for out in cell.get("outputs", ()) if out["output_type"] == "stream"]
    return "".join(chain.from_iterable(printed)).strip()


def main(output: str, parameters: str) -> None:
    """Run the notebook in this process; a cell that fails ends the process with the cell's own error."""
    end_when_left()  # so that the kernel and its folder go too
    found: dict[str, Any] = sys.modules
    found.update(dict.fromkeys(NOT_NEEDED))  # None: an import finds no such package
    try:
        run_notebook(Path(output), json.loads(parameters))
    except Exception as failed:
        trouble = as_trouble(failed)
        if trouble is None:
            raise
        print(trouble, file=sys.stderr)
        sys.exit(trouble.code)


if __name__ == "__main__":
    sys.modules["pyarrow.fs"] = None  # type: ignore[assignment]  # else papermill loads numpy and pyarrow for Hadoop
    with short_run():
        main(*sys.argv[1:])
