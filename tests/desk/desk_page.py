"""The desk as somebody at a browser has it: what is typed and pressed, and what is then seen."""

import os
import shutil
import time

from tests.conftest import HOME

AXE = HOME / "tests" / "vendor" / "axe-4.12.1.min.js"
QUIET = "--no-sandbox --disable-gpu --disable-quic --disable-background-networking --disable-component-update"
NAME = "barnet-schools-ict.yaml"
SETTLED = "() => { const page = document.querySelector('.desk').dataset; return page.asked === page.done; }"


def browser_path() -> str:
    """A whole browser of the system's, as people have it; else the one that workbook.py found."""
    names = ("chromium", "chromium-browser", "google-chrome", os.environ.get("BROWSER_PATH"))
    return next(filter(None, (shutil.which(name) for name in names if name)), "")


def wait_for(what, seconds=10):
    """Wait until a question is answered with yes; a failure where it is not in time."""
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, "not in time"
        time.sleep(0.05)


class DeskPage:
    """The desk as somebody at the browser has it."""

    def __init__(self, page):
        self.page = page
        self.failures, self.asked, self.kept_back = [], [], []
        page.on("pageerror", lambda error: self.failures.append(str(error)))
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("websocket", lambda socket: self.asked.append(socket.url))
        page.on("console", lambda line: self.kept_back.append(line.text) if "Security Policy" in line.text else None)

    def wait_until_drawn(self, seconds=90):
        self.page.wait_for_selector(".desk .picture[data-drawn]", timeout=1000 * seconds)
        self.settle()
        return self

    def settle(self):
        """Wait until the page shows the answer to the last thing done."""
        self.page.wait_for_function(SETTLED, timeout=30_000)

    def asked_elsewhere(self):
        """Every address outside this machine that the page asked, or would have if its policy had let it."""
        own = ("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:")
        return [*(url for url in self.asked if not url.startswith(own)), *self.kept_back]

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)

    def click(self, name):
        """Press the button of a name, and wait for the answer."""
        self.page.get_by_role("button", name=name, exact=True).click()
        self.settle()

    def found_by_axe(self, within=".desk", *, only_serious=False, also=()):
        """What axe-core finds wrong in a part of the page, of any level unless said: its rules, and where."""
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        options = {"resultTypes": ["violations"], "rules": {rule: {"enabled": True} for rule in also}}
        ran = self.page.evaluate("([within, options]) => axe.run(within, options)", [within, options])
        assert ran["passes"], "axe looked at nothing"
        return [
            (fault["id"], fault["nodes"][0]["html"][:200])
            for fault in ran["violations"]
            if not only_serious or fault["impact"] in ("serious", "critical")
        ]

    def tile(self, key):
        return self.page.locator(f'.tile[data-key="{key}"] .value').inner_text()

    def tiles(self):
        return {key: self.tile(key) for key in ("present", "proposed", "part_year", "full_year")}

    def cell(self, side, row, heading):
        """The cell of a sheet; one whose column is not shown is none."""
        sheet = self.page.locator(f'[data-sheet="{side}"]')
        names = sheet.locator("thead th").all_inner_texts()
        return sheet.locator(f'tbody tr[data-row="{row}"] > :nth-child({names.index(heading) + 1})')

    def grades(self, rows):
        """The grades of the first present posts."""
        return [self.cell("present", row, "Grade").inner_text() for row in range(rows)]

    def type_in(self, side, row, heading, text):
        self.cell(side, row, heading).click()
        self.press("Enter")
        self.page.keyboard.type(text)
        self.press("Enter")
        self.settle()

    def undo(self):
        self.page.get_by_role("button", name="Undo").click()
        self.settle()

    def tab(self, name):
        self.page.get_by_role("tab", name=name, exact=True).click()
        self.settle()

    def choices(self):
        return self.page.locator("#picker option").evaluate_all("all => all.map(one => one.value)")

    def bridge(self):
        """The bridge's headline, its description, and the figures in its table."""
        chart = self.page.locator('[data-key="bridge"]')
        cells = chart.locator("tbody td").all_text_contents()
        return chart.locator("h3").inner_text(), chart.locator("[role=img]").get_attribute("aria-label"), cells

    def bars(self):
        """The labels that the bridge's picture really has in it."""
        return self.page.locator('[data-key="bridge"] .annotation-text').all_text_contents()
