"""A real browser on a real server, over a copy of the workbook whose scenarios may be written."""

import shutil
import sys
from contextlib import ExitStack

import pytest

from tests.conftest import HOME
from tests.desk.desk_page import NAME, QUIET, DeskPage, browser_path


@pytest.fixture(scope="module")
def workbook(tmp_path_factory):
    """A workbook of its own: the same model and notebooks, scenarios that may be changed."""
    home = tmp_path_factory.mktemp("workbook")
    (home / "model").symlink_to(HOME / "model")
    for folder in ("notebooks", "scenarios"):
        shutil.copytree(HOME / folder, home / folder, ignore=shutil.ignore_patterns(".drafts"))
    return home


@pytest.fixture(scope="module")
def serve(workbook):
    """Start one of the workbook's servers; gives its address, with the token."""
    from model.desk import serve

    with ExitStack() as stack, pytest.MonkeyPatch.context() as patched:
        patched.setattr(serve, "ROOT", workbook)
        yield lambda command: stack.enter_context(serve.running(command))


@pytest.fixture(scope="module")
def chromium():
    from playwright.sync_api import sync_playwright

    assert browser_path(), "these tests need Chromium: `workbook.py test --all` gets it"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=QUIET.split())
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def app_address(serve):
    return serve([sys.executable, "-m", "model", "app", "--no-browser"])


@pytest.fixture(scope="module")
def opened(app_address, chromium):
    """The app, opened once, with the tour closed."""
    page = DeskPage(chromium.new_page(viewport={"width": 1280, "height": 800}))
    page.page.on("dialog", lambda asked: asked.accept())
    page.page.goto(app_address)
    page.wait_until_drawn()
    page.page.get_by_role("button", name="Close").click()
    return page


@pytest.fixture
def desk(opened):
    """The app on the first scenario as it stands in the file, at its first tabs."""
    opened.page.set_viewport_size({"width": 1280, "height": 800})
    picker = opened.page.get_by_label("Scenario", exact=True)
    if not picker.input_value().endswith(f"/{NAME}"):
        picker.select_option(value=[value for value in opened.choices() if value.endswith(f"/{NAME}")])
        opened.settle()
    while opened.page.get_by_role("button", name="Undo").is_enabled():
        opened.undo()
    opened.tab("Structure")
    opened.tab("Bridge")
    yield opened
    assert opened.failures == []
