"""The same thing done many times: packs, sessions of the desk, and edits. What they take stays as it is."""

import random
import signal
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import HOME, progress
from benchmarks.table import Benchmark, Found, Table
from tests.assurance.watching import came_to, rows, seen, temporary_folder

CLEARS, SESSIONS, EDITS = 200, 50, 2_000
LEFT_FOR = 20
"""Seconds after which the server ends the kernel of a page that was closed; a page that is slow to come has as long."""
SCENARIO = HOME / "scenarios" / "barnet-schools-ict.yaml"
OF_CLEARS = Table(
    "Packs, one after another",
    "Does a day's work leave anything behind? One process builds the pack of Barnet's scenario again and again, with "
    "browser and notebook, as `clear` does.",
    rows("packs built", CLEARS),
)
OF_SESSIONS = Table(
    "Sessions of the desk",
    "Can the app run for weeks? Again and again a page of the same server is opened in Chromium, shows its figures "
    "and is closed. The server is measured after the kernel of each page has ended.",
    rows("sessions opened and closed", SESSIONS),
)
OF_EDITS = Table(
    "Edits in one session",
    "Does a long session slow down or use more and more memory? Grades, FTE and titles are typed at one desk, without"
    " a browser. One edit in four is undone. After each edit everything that the page would show is worked out.",
    rows("edits", EDITS),
)


def clears(share: float = 1) -> Iterator[Found]:
    """Packs of one scenario, in one process."""
    from model.report.pack.build import build_pack

    with temporary_folder() as folder:
        (packs := folder / "packs").mkdir()
        turns = []
        for number in range(round(CLEARS * share)):
            progress(f"pack {number + 1}")
            build_pack(SCENARIO, packs)
            turns.append(seen(folder))
    yield from came_to(OF_CLEARS, turns, len(turns))


def sessions(share: float = 1) -> Iterator[Found]:
    """Pages opened and closed on one server."""
    from playwright.sync_api import sync_playwright

    from tests.desk.desk_page import QUIET, DeskPage, browser_path
    from tests.desk.test_desk_server import Server, wait_for

    with temporary_folder() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=QUIET.split())
        (said := folder / "said").mkdir()
        server, turns = Server(said, forget_after=LEFT_FOR), []
        how_many = round(SESSIONS * share)
        for number in range(1, how_many + 1):
            progress(f"session {number}")
            page = DeskPage(browser.new_page())
            page.page.goto(server.address)
            page.wait_until_drawn(300)
            page.page.close()
            if number % max(1, how_many // 10) == 0:
                wait_for(lambda: not server.kernels(), 300)
                turns.append(seen(folder, server.process.pid))
        browser.close()
        server.process.send_signal(signal.SIGTERM)
        server.process.wait(60)
    yield from came_to(OF_SESSIONS, turns, how_many)


def edits(share: float = 1) -> Iterator[Found]:
    """What is typed in one desk: drawn by a seed, and half of it undone."""
    from tests.desk.desk_alone import desk_in, do, edit

    draw = random.Random(20)
    with temporary_folder() as folder:
        (place := folder / "desk").mkdir()
        desk, turns = desk_in(Path(place)), []
        for number in range(round(EDITS * share)):
            progress(f"edit {number + 1}")
            if number % 4 == 3:
                do(desk, "page", "undo")
            else:
                low = draw.randint(30, 44)
                key, value = draw.choice(
                    [("grade", f"{low}-{low + 3}"), ("title", f"Officer {number}"), ("fte", "0.8")]
                )
                edit(desk, draw.randrange(4), key, value)
            desk.page.answered.clear()  # what the test's page kept of them
            turns.append(seen(folder))
    yield from came_to(OF_EDITS, turns, len(turns))


SOAK = (
    Benchmark("soak-packs", (OF_CLEARS,), clears, timed=False),
    Benchmark("soak-sessions", (OF_SESSIONS,), sessions, timed=False),
    Benchmark("soak-edits", (OF_EDITS,), edits, timed=False),
)
