"""The team is made once, and removed whatever becomes of the tests."""

import os
import shutil
from contextlib import ExitStack
from pathlib import Path

import pytest

from server.tests.browsing import Officer
from server.tests.team import PLACE, TOOLS, USERS, Team, left_behind, remove_everything
from tests.desk.desk_page import QUIET, browser_path


@pytest.fixture(scope="session")
def team():
    if os.name == "nt" or os.geteuid() != 0:
        pytest.exit("The test of a team makes users of the system: run it as root, on Linux.", returncode=2)
    if missing := [package for tool, package in TOOLS.items() if not shutil.which(tool)]:
        pytest.exit(f"The test of a team needs {', '.join(missing)}: apt-get install them.", returncode=2)
    remove_everything()
    team = Team()
    try:
        PLACE.mkdir(mode=0o755)
        team.install()
        team.people()
        team.serve()
        yield team
    finally:
        team.stop()
        keep_log()
        remove_everything()
        assert left_behind() == []


def keep_log():
    """The hub's log, in the folder of the pictures, if there is one."""
    folder, log = os.environ.get("WORKBOOK_PICTURES"), PLACE / "hub.log"
    if folder and log.exists():
        shutil.copy(log, folder)


@pytest.fixture(scope="session")
def officers(team):
    """Everybody's browser, by name; none has signed in."""
    from playwright.sync_api import sync_playwright

    assert browser_path(), "this test needs Chromium: apt-get install chromium-headless-shell"
    with sync_playwright() as playwright, ExitStack() as stack:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=QUIET.split())
        stack.callback(browser.close)
        yield {name: Officer(name, team.passwords[name], browser) for name in USERS}


@pytest.fixture(scope="session")
def pictures():
    """Where screenshots go, if WORKBOOK_PICTURES names a folder."""
    folder = os.environ.get("WORKBOOK_PICTURES")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
    return lambda page, name: page.screenshot(path=Path(folder) / f"{name}.png") if folder else None
