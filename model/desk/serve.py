"""The servers of the desk, on this machine only, each with a token: JupyterLab, and Voila without code.

Voila by itself asks for a token on its pages only, and sends anyone who has none to a form. Here each request for a
page, a kernel, a websocket or a file is refused with 403 unless it has the token or the cookie that the token set.
"""

import atexit
import os
import re
import secrets
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from time import monotonic, sleep
from typing import IO, Any, cast

from model.report.notebook_run import ROOT

NOTEBOOK = ROOT / "notebooks" / "workbook.ipynb"
HERE = "127.0.0.1"
OWN_NAMES = (HERE, "localhost")
TEMPLATES, LAB_SETTINGS = Path(__file__).parent / "voila" / "templates" / "desk", Path(__file__).parent / "lab"
# No page may ask anything of any other machine.
OWN_MACHINE_ONLY = "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:; frame-ancestors 'self'"
OWN_HEADERS = {"headers": {"Content-Security-Policy": OWN_MACHINE_ONLY}}

REFUSED = "Open the whole address that the terminal printed: the token at its end lets you in."
STOPPED = "The desk has stopped. Unsaved changes are kept beside their scenario, and offered when it is opened again."
DRAWN_BY = ("anywidget", "@jupyter-widgets/jupyterlab-manager", "@voila-dashboards/widgets-manager8")
"""The JupyterLab extensions that the page needs. Others are not sent: plotly's alone is 5 MB."""
FORGET_AFTER, LOOK_EVERY = 600, 60
"""Seconds. Each open page has a process of its own, which ends FORGET_AFTER seconds after the page was left."""


def lab_command(notebook: Path = NOTEBOOK, port: int | None = None, browser: bool = True) -> list[str]:
    """The command that opens JupyterLab on a notebook of the workbook's folder; Jupyter makes the token."""
    command = [sys.executable, "-m", "jupyterlab", f"--ip={HERE}", f"--ServerApp.root_dir={ROOT}"]
    # /doc has the side bars folded, in a workspace of its own as long as nobody opens one
    command.append(f"--LabApp.default_url=/doc/workspaces/desk/tree/{notebook.relative_to(ROOT).as_posix()}")
    command.append(f"--LabApp.app_settings_dir={LAB_SETTINGS}")
    command += [f"--ServerApp.tornado_settings={OWN_HEADERS}", "--ServerApp.allow_remote_access=False"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--allow-root")
    if port:
        command += [f"--port={port}", "--ServerApp.port_retries=0"]
    return command if browser else [*command, "--no-browser"]


def environment() -> dict[str, str]:
    """The environment variables with which a notebook in any folder finds ``model``."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))}


def free_port() -> int:
    """A port of this machine on which no program listens."""
    with socket.socket() as asked:
        asked.bind((HERE, 0))
        return asked.getsockname()[1]


def serve_app(
    notebook: Path = NOTEBOOK, port: int | None = None, browser: bool = True, forget_after: int = FORGET_AFTER
) -> None:
    """Serve a notebook without its code until Ctrl+C or SIGTERM. Prints the address, with its token, once.

    ``forget_after``: seconds after which the process of a page that was left is ended; an open page keeps its process.
    """
    from jupyter_core.paths import jupyter_runtime_dir
    from tornado.ioloop import IOLoop
    from traitlets.config import Config
    from voila.app import Voila
    from voila.static_file_handler import AllowListFileHandler

    port, token = port or free_port(), secrets.token_urlsafe(32)
    address = f"http://{HERE}:{port}/?token={token}"

    class Desk(Voila):
        """Voila with a check of the token before every handler; the browser is sent to the address with the token."""

        def init_handlers(self) -> Any:  # a list of tuples, which Voila calls by the name of another List
            handlers = cast(Any, super().init_handlers())
            files = of_packs(AllowListFileHandler)
            safe = ((path, files if of is AllowListFileHandler else of, *rest) for path, of, *rest in handlers)
            return [(path, guarded(of), *rest) for path, of, *rest in safe]

        def setup_template_dirs(self) -> None:
            super().setup_template_dirs()
            self.template_paths.insert(0, str(TEMPLATES))

        def launch_browser(self) -> None:
            """Open the browser through a file that only this user can read: others could see the token in a command."""
            import webbrowser

            door = Path(jupyter_runtime_dir(), f"desk-{os.getpid()}.html")
            door.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            door.touch(mode=0o600)
            door.write_text(f'<meta http-equiv="refresh" content="0; url={address}">', encoding="utf-8")
            atexit.register(door.unlink, missing_ok=True)
            webbrowser.open(door.as_uri())

        def listen(self) -> None:
            self.ioloop = IOLoop.current()
            for one in (signal.SIGINT, signal.SIGTERM):  # a shell's background job ignores SIGINT unless told
                signal.signal(one, self._handle_signal_stop)
            print(f"The desk is at {address}\nCtrl+C stops it.", flush=True)
            super().listen()

        def stop(self) -> None:
            super().stop()
            print(STOPPED, flush=True)

    os.environ["PYTHONPATH"] = environment()["PYTHONPATH"]  # for the kernels
    made = {"ip": HERE, "port": port, "port_retries": 0, "token": token, "open_browser": browser}
    root = ROOT if notebook.is_relative_to(ROOT) else notebook.parent  # Voila serves nothing from outside it
    made |= {"root_dir": str(root), "notebook_path": str(notebook), "log_level": "ERROR"}
    made["tornado_settings"] = OWN_HEADERS
    served = {"file_allowlist": [r"packs/.*"], "file_denylist": [], "extension_allowlist": list(DRAWN_BY)}
    cookie = {"cookie_options": {"samesite": "Strict"}}
    config = {"Voila": made, "VoilaConfiguration": served, "IdentityProvider": cookie}
    Desk.launch_instance(argv=[], config=Config(config | left_behind(forget_after)))


def of_packs(handler: type) -> type:
    """Voila's handler of files, limited to the folder of packs; a path or a link that leads elsewhere is refused.

    Voila itself checks only the text of a path, so ``packs/../x`` would pass.
    """
    from tornado.web import HTTPError

    class OfPacks(handler):
        """The handler, limited to the folder of packs."""

        def validate_absolute_path(self, root: str, absolute_path: str) -> str | None:
            if not Path(absolute_path).resolve().is_relative_to(Path(root, "packs").resolve()):
                raise HTTPError(403, "not in a pack")
            return super().validate_absolute_path(root, absolute_path)

    return OfPacks


def left_behind(seconds: int = FORGET_AFTER) -> dict[str, dict]:
    """Jupyter's settings that end a page's process after so many idle seconds, unless the page is open or at work."""
    return {
        "MappingKernelManager": {
            "cull_idle_timeout": seconds,
            "cull_interval": min(LOOK_EVERY, seconds),
            "cull_connected": False,
            "cull_busy": False,
        }
    }


def guarded(handler: type) -> type:
    """A handler that answers 403 to a request with neither the token nor the cookie that the token set.

    A request for any host name but the server's own is refused too, since another site could point its name here.
    """

    class Guarded(handler):
        """The handler, with a check of the token or cookie before each request."""

        async def prepare(self) -> None:
            if self.request.host_name not in OWN_NAMES or await known(self) is None:
                self.set_status(403)
                self.set_header("Content-Type", "text/plain; charset=utf-8")
                self.finish(REFUSED)
                return
            done = super().prepare()
            if done is not None:
                await done

    return Guarded


async def known(handler: Any) -> Any:
    """The user who sent a request, from Jupyter's identity provider; None where the provider knows no such user."""
    from jupyter_server.base.handlers import JupyterHandler

    asked = handler if isinstance(handler, JupyterHandler) else JupyterHandler(handler.application, handler.request)
    user = asked.settings["identity_provider"].get_user(asked)
    return await user if hasattr(user, "__await__") else user


@contextmanager
def running(command: list[str], wait: float = 60) -> Iterator[str]:
    """Start a server and give the address that it prints, token included. The server stops when ``with`` ends.

    Raises RuntimeError, with what the server printed, where it stops or prints no address in time.
    """
    with TemporaryFile("w+", encoding="utf-8") as said:
        server = subprocess.Popen(command, cwd=ROOT, env=environment(), stdout=said, stderr=subprocess.STDOUT)
        try:
            yield _address(server, said, monotonic() + wait)
        finally:
            server.terminate()
            try:
                server.wait(20)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


def _address(server: subprocess.Popen, said: IO[str], deadline: float) -> str:
    while server.poll() is None and monotonic() < deadline:
        said.seek(0)
        found = re.search(rf"http://{re.escape(HERE)}:(\d+)/\S*\?token=(?!\.\.\.)\S+", said.read())
        if found and _listens(int(found.group(1))):
            return found.group()
        sleep(0.05)
    said.seek(0)
    raise RuntimeError(f"no server: {said.read()}")


def _listens(port: int) -> bool:
    with socket.socket() as asked:
        return asked.connect_ex((HERE, port)) == 0
