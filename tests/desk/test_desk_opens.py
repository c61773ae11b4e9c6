"""The desk opens fast: what the first figures do without is not loaded for them, and the rest goes side by side."""

import re
import subprocess
import sys
from html.parser import HTMLParser
from urllib.request import urlopen

import pytest

from model.desk.opening import Desk
from tests.conftest import HOME
from tests.desk.desk_alone import Sent, desk_in

pytest_plugins = ("tests.desk.desk_browser",)
FOR_LATER = {"docx", "openpyxl", "pandas", "plotly", "xlsxwriter"}
"""What writes Word and Excel, and what charts and tables need: the charts come after the headline."""


@pytest.mark.long
def test_the_desk_is_opened_without_what_writes_documents_and_draws_charts():
    code = "import sys, model.desk.start, model.desk.page; print(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], cwd=HOME, capture_output=True, text=True, check=True)
    assert not FOR_LATER & set(ran.stdout.split())


def test_what_is_made_ready_while_the_page_loads_is_what_the_page_then_shows(tmp_path):
    waiting = Desk(tmp_path, tmp_path / "packs")
    other = desk_in(tmp_path)
    waiting.open(other.draft.path)
    waiting._make_ready()  # in this thread
    waiting.page = Sent()
    waiting.handle({"panel": "page", "action": "ready", "asked": 1})
    assert waiting.page.views.keys() == other.page.views.keys()
    for part in ("tiles", "results", "sheets", "checks", "worked_out", "said"):
        assert waiting.page.views[part] == other.page.views[part], part


def test_once_the_page_has_asked_nothing_more_is_made_ready_beside_it(tmp_path, monkeypatch):
    desk = desk_in(tmp_path)  # its page has asked
    monkeypatch.setattr(desk, "views", lambda: {"tiles": lambda: pytest.fail("made once more")})
    desk._make_ready()


def test_a_fault_while_it_is_made_ready_waits_until_the_page_asks(tmp_path, monkeypatch):
    desk = desk_in(tmp_path)
    desk._asked = False
    monkeypatch.setattr(desk, "views", lambda: {"tiles": lambda: 1 / 0})
    desk._make_ready()


class Scripts(HTMLParser):
    """Where the page has its script, and where the desk's own output."""

    def __init__(self, text):
        super().__init__()
        self.order = []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        named = dict(attributes)
        if tag == "script" and (named.get("src") or "").endswith("/voila.js"):
            self.order.append("script")
        elif tag == "script" and named.get("id") == "jupyter-config-data":
            self.order.append("kernel")
        elif "cell-index" in named:
            self.order.append("desk")


@pytest.mark.browser
def test_the_page_loads_its_script_once_while_the_desk_is_being_opened(app_address):
    with urlopen(app_address) as answer:
        text = answer.read().decode()
    order = Scripts(text).order
    assert order.count("script") == 1 and order.index("kernel") < order.index("script") < order.index("desk")
    kernels = set(re.findall(r'"kernelId": "([^"]+)"', text))
    assert len(kernels) == 1, "the script is told the kernel that opens the desk"
