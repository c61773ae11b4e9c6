"""A browser with plotly in it, on a thread of its own: it starts while other work goes on, and draws when asked."""

import asyncio
import base64
import contextlib
import json
import logging
import os
import signal
import subprocess
import threading
from collections.abc import Iterator, MutableMapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, NoReturn

from model.base import silence
from model.base.private_folder import private_folder

PLOTLY = Path(__file__).with_name("vendor") / "plotly-basic.min.js"
"""The part of plotly.js that draws bars, lines and points: all that the charts use, and a quarter of plotly.js."""
TO_CLOSE = 10
"""Seconds that a browser is given to close. After that it is ended, with every process that it started."""
TO_STOP = 2
"""Seconds that a browser is given to close where its pictures are no longer wanted."""
PATIENCE = 90
"""Seconds to wait for the browser to start, or for one picture."""
NOT_FOUND = "No Chrome, Chromium or Edge was found to draw the charts with."
NOT_STARTED = "The browser to draw the charts with did not start."
STOPPED = "The browser that draws the charts ended or stopped answering."
TABLES = "Tables replace the charts. {} Then clear again."
KINDS = ("svg", "png")
PICTURES = Path(__file__).with_name("pictures.js")
"""The script that makes a picture of a figure, here and on the desk's page."""
PAGE = """<!DOCTYPE html><meta charset="utf-8"><title>Charts</title><body><script src="{}"></script><script>{}</script>
</body>"""
NO_OTHER_MACHINE = "--host-resolver-rules=MAP * ::1"
"""Lets no host name lead to another machine. Without it, a full browser asks its maker's servers for updates."""
LOADED = "new Promise(on => document.readyState === 'complete' ? on() : addEventListener('load', () => on()))"


class NoBrowser(Exception):
    """There is no browser to draw with. The message says so in a plain sentence."""


class NotDrawn(Exception):
    """The browser answered, and drew no picture: a fault of ours. The message is its answer."""


@contextlib.contextmanager
def no_browser(why: str) -> Iterator[None]:
    """Raise NoBrowser with ``why`` for whatever the library that speaks to the browser raises.

    What it raises where a browser ends depends on the moment: its own errors, or those of the pipe and of asyncio.
    """
    try:
        yield
    except NotDrawn:
        raise
    except (Exception, asyncio.CancelledError) as error:
        raise NoBrowser(why) from error


def browser_found() -> bool:
    """Whether there is a browser to draw with: BROWSER_PATH, or one of Chromium's family."""
    from choreographer.browsers.chromium import Chromium

    found = Chromium.find_browser(skip_local=False)
    return bool(found) and Path(found).is_file()


def why_no_pictures() -> str:
    """Why a pack has no pictures, and how to get them, on one line."""
    if browser_found():
        return f"{STOPPED} {TABLES.format('Close other programs, or update the browser.')}"
    return f"{NOT_FOUND} {TABLES.format('Install one of them.')}"


class Studio:
    """One browser for a run, opened at once and closed on leaving. One page draws every picture.

    The page is loaded once: loading plotly anew for each picture, as other tools do, takes longer than the drawing.
    The browser writes into ``place``; if left out, into a folder that the studio makes and removes.
    """

    def __init__(self, place: Path | None = None):
        self._private: AbstractContextManager[Path] = contextlib.nullcontext(place) if place else private_folder()

    def __enter__(self) -> "Studio":
        self._thread, self._runner = ThreadPoolExecutor(1), asyncio.Runner()
        self._place = self._private.__enter__()
        self._browser: Any = None
        self._opened = self._thread.submit(self._run, self._open)
        self._closed = False
        return self

    def __exit__(self, failed: type[BaseException] | None, *_: object) -> None:
        if not self._closed:
            self._thread.submit(self._close)
        self._thread.submit(self._private.__exit__, None, None, None)
        if failed is not None:  # a fault in the scenario is printed at once, without waiting for a browser
            at_last = threading.Timer(TO_STOP, self._end_at_once)
            at_last.daemon = True
            at_last.start()
            self._thread.submit(at_last.cancel)
        self._thread.shutdown(wait=failed is None)

    def draw(self, figures: Sequence[dict]) -> "Future[list[dict[str, bytes]]]":
        """A future that gives each figure's files, in order, as bytes by kind (SVG, PNG).

        Each figure is a dict: a plotly figure, or an ``svg`` with its size. Call ``draw`` only once: the browser
        then closes by itself, and nobody waits the second or two that closing takes.
        The future's result raises NoBrowser where no browser is found or none starts.
        """
        to_come = self._thread.submit(self._run, self._draw, figures)
        self._closed = True
        self._thread.submit(self._close)
        return to_come

    def abandon(self) -> NoReturn:
        """End this process with its browser, at once."""
        silence.end_all_of(os.getpid())  # the browser may not be known here yet
        os._exit(1)

    def _run(self, make: Any, *given: Any) -> Any:
        return self._runner.run(make(*given))

    async def _open(self) -> None:
        from choreographer import Browser
        from choreographer.browsers.chromium import Chromium

        logging.getLogger("choreographer").setLevel(logging.CRITICAL)  # a stopped browser cuts its last message off
        if not browser_found():
            raise NoBrowser(NOT_FOUND)
        private = self._place
        page = private / "charts.html"
        page.write_text(PAGE.format(PLOTLY.as_uri(), PICTURES.read_text(encoding="utf-8")), encoding="utf-8")

        class WithATab(Chromium):
            """Chromium with an empty tab from the start. Without one, the headless shell takes two seconds longer."""

            def get_cli(self) -> Sequence[str]:
                return [*super().get_cli(), NO_OTHER_MACHINE, "about:blank"]

            def get_env(self) -> MutableMapping[str, str]:
                return {**super().get_env(), "TMPDIR": str(private)}

        own: dict[str, Any] = {"tmp_dir": str(private)}
        if "snap" in str(Chromium.find_browser(skip_local=False)):
            own = {}  # it sees no folder of this system's temporary ones
        with no_browser(NOT_STARTED):
            self._browser = Browser(browser_cls=WithATab, enable_extensions=False, **own)
            async with asyncio.timeout(PATIENCE):  # whatever it is asked, it may never answer
                await self._browser.open()
                self._tab = self._browser.get_tab() or await self._browser.create_tab()
                await self._tab.send_command("Page.navigate", {"url": page.as_uri()})
                await self._evaluated(LOADED)

    async def _draw(self, figures: Sequence[dict]) -> list[dict[str, bytes]]:
        self._opened.result()
        written = [json.dumps(figure) for figure in figures]
        with no_browser(STOPPED):
            made = {figure: await self._pictures(figure) for figure in dict.fromkeys(written)}
        return [made[figure] for figure in written]  # a public chart is often that of the whole pack

    async def _pictures(self, figure: str) -> dict[str, bytes]:
        drawn = (await self._evaluated(f"picturesOf({figure})"))["value"]
        return {"svg": drawn["svg"].encode(), "png": base64.b64decode(drawn["png"])}

    async def _evaluated(self, expression: str) -> dict:
        asked = {"expression": expression, "awaitPromise": True, "returnByValue": True}
        answer = await asyncio.wait_for(self._tab.send_command("Runtime.evaluate", asked), PATIENCE)
        found = answer.get("result", {})
        if "exceptionDetails" in found or "error" in answer:
            raise NotDrawn(f"The browser did not draw a chart: {answer}")
        return found["result"]

    def _close(self) -> None:
        with contextlib.suppress(Exception):  # a browser that never opened, or has gone
            self._run(self._asked_to_close)
        self._end_at_once()
        self._runner.close()

    def _end_at_once(self) -> None:
        """End the browser and every process that it started, whether or not it answers, unless it has ended already."""
        process = getattr(self._browser, "subprocess", None)
        if process is None:
            return
        with contextlib.suppress(OSError, subprocess.TimeoutExpired):
            process.kill() if os.name == "nt" else os.killpg(process.pid, signal.SIGKILL)
            process.wait(TO_CLOSE)  # one that seems to run is asked to close, and never answers

    async def _asked_to_close(self) -> None:
        await asyncio.wait_for(self._browser.close(), TO_CLOSE)
