"""The desk in a real browser: from nothing to the first figure, from an edit to the changed headline, and its tabs.

The peer of opening is an empty notebook with pandas, plotly and ipywidgets. The peer of an edit is the same page with
the model replaced by a constant, so that the ratio says what the model adds to the network, the page and the drawing.
Both are on the same kind of server. In the larger cases each post reports to another.
The slider has no peer.
"""

import csv
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, sync_playwright

from benchmarks.invented_council import GRADES, write_council
from benchmarks.measure import HOME, in_turns, progress
from benchmarks.table import Benchmark, Found, Row, Table, at_most
from model.desk.serve import running
from tests.desk.desk_page import QUIET, DeskPage, browser_path

EDITS, OPENINGS = 30, 5
HOLDERS = 1_000
"""So many whose pay is protected, where a slider is moved."""
REPORTS = 6
"""How many report to each, in the larger cases."""
SCENARIO = HOME / "scenarios" / "barnet-schools-ict.yaml"
CONSTANT_PAGE, EMPTY_NOTEBOOK = "the constant page", "the empty notebook"
OPEN = Row("Barnet's scenario, to the first figure", peer=EMPTY_NOTEBOOK, target=at_most(1))
OPENING = Table(
    "Opening the desk",
    "How long is it from opening the desk's address to the first figure? The peer is an almost empty notebook, such as "
    "somebody starts from: it imports pandas, plotly and widgets, and draws two bars.",
    (OPEN,),
)
BARNETS = 11
EDIT = {
    BARNETS: Row("Barnet's scenario, 11 posts", "ms", CONSTANT_PAGE, at_most(1.3)),
    200: Row("200 posts before and after", "ms", CONSTANT_PAGE, at_most(1.3)),
    1_000: Row("1,000 posts before and after", "ms", CONSTANT_PAGE, at_most(1.5)),
}
"""Posts on either side, to the row."""
EDITING = Table(
    "An edit on the desk",
    "Do the figures change while an officer types? The time runs from Enter, pressed after a new grade, until the page "
    "shows the new headline and chart. The peer is the same page with a constant instead of the model, so its time is "
    "all network, page and drawing.",
    tuple(EDIT.values()),
)
A_SECOND = at_most(1, of_figure=True)
TAB = {
    Row("Grades", target=A_SECOND): ("Grades", ".picture[data-drawn]"),
    Row("Bridge, which was drawn when the desk opened", target=A_SECOND): ("Bridge", ".picture[data-drawn]"),
    Row("Structure chart", target=A_SECOND): ("Structure chart", "svg"),
}
"""What is timed, to the tab and what is there once it is drawn. The desk opens at the Bridge, so another is first."""
TABS = Table(
    "The desk's charts with 1,000 posts",
    "How soon does the picture of a large structure appear? The time runs from the click on a tab until its picture "
    "is shown, on a page that was just opened.",
    tuple(TAB),
)
SLIDE = Row("1,000 holders whose pay is protected", "ms", target=at_most(100, of_figure=True))
SLIDING = Table(
    "A slider on the desk",
    "Do the figures follow the slider? The time runs from the slider's move until the page shows the new figures.",
    (SLIDE,),
)
CONSTANT = """
from model.assessment.assess import assess
from model.desk import figures
made = [assess(path) for path in {paths}]
for one in made:
    one.checks
def constant(self, document, faults):
    self.faults, self.why_stale = (), ""
    self.assessment = made[document.data["present"][0]["grade"] == "42-44"]
figures.Figures.work_out = constant
"""
ON_THE_DESK = "from model.desk import desk\ndesk({path!r})"
EMPTY = "import pandas, ipywidgets, plotly.graph_objects as go\ngo.FigureWidget([go.Bar(x=[1, 2], y=[2, 3])])"
SERVE = "from pathlib import Path; from model.desk.serve import serve_app; serve_app(Path({path!r}), browser=False)"
DRAWN = """([title, drawn]) => new Promise(done => {
  const results = document.querySelector('.results');
  const tab = [...results.querySelectorAll('[role=tab]')].find(each => each.textContent === title);
  const from = performance.now();
  const look = () => {
    const there = [...results.querySelectorAll(drawn)].some(each => each.getClientRects().length);
    if (tab.getAttribute('aria-selected') !== 'true' || !there) return setTimeout(look);
    requestAnimationFrame(() => done(performance.now() - from));
  };
  tab.click();
  look();
})"""
TIMED = """before => new Promise(done => {
  const tile = document.querySelector('[data-key=present] .value'), picture = document.querySelector('.picture');
  const drawn = picture.dataset.drawn, from = performance.now();
  const look = () => {
    if (tile.textContent === before || picture.dataset.drawn === drawn) return;
    watch.disconnect();
    requestAnimationFrame(() => done(performance.now() - from));
  };
  const watch = new MutationObserver(look);
  const all = {subtree: true, childList: true, characterData: true, attributes: true};
  watch.observe(document.querySelector('.desk'), all);
  document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', bubbles: true}));
})"""


SLID = """value => new Promise(done => {
  const slider = document.querySelector('.explore input[type=range]');
  const figures = document.querySelector('.moved-figures');
  const shown = figures.dataset.shown, from = performance.now();
  const watch = new MutationObserver(() => {
    if (figures.dataset.shown === shown) return;
    watch.disconnect();
    requestAnimationFrame(() => done(performance.now() - from));
  });
  watch.observe(figures, {subtree: true, childList: true, attributes: true});
  slider.value = value;
  slider.dispatchEvent(new Event('input', {bubbles: true}));
})"""


def protected(folder: Path, holders: int) -> Path:
    """A scenario with so many holders, each into a post of a lower grade, so that their pay is protected."""
    path = write_council(folder, holders, holders=True)
    lower = dict(zip(GRADES, ("6-10", *GRADES), strict=False))
    with (folder / "proposed.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with (folder / "proposed.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(row | {"grade": lower[row["grade"]]} for row in rows)
    return path


def slider(browser: Browser, folder: Path) -> Found:
    """A slider moved on the tab of what-ifs, with many whose pay is protected."""
    with running(notebook(folder, "slider", ON_THE_DESK.format(path=str(protected(folder, HOLDERS))))) as address:
        desk = opened(browser, address)
        desk.tab("Explore")
        desk.page.wait_for_selector(".explore input[type=range]", timeout=60_000)
        taken = []
        for turn in range(EDITS + 2):
            desk.settle()
            taken.append(desk.page.evaluate(SLID, f"{0.5 + turn % 7 / 10:.1f}") / 1000)
        desk.page.close()
    return SLIDING.found(SLIDE, taken[2:])  # the first two warm up


def large(folder: Path, posts: int) -> Path:
    """The scenario with so many posts on either side, each assimilated into its own; the first is the Principal."""
    text = SCENARIO.read_text(encoding="utf-8")
    head, rest = text[: text.index("present:")], text[text.index("customers:") : text.index("published:")]
    present = [
        {"id": f"old-{n}", "title": f"Officer {n}", "grade": "22-25" if n else "42-45#47"}
        | {"fate": "assimilated", "to": f"new-{n}"}
        | ({"reports_to": f"old-{(n - 1) // REPORTS}"} if n else {})
        for n in range(posts)
    ]
    proposed = [
        {"id": f"new-{n}", "title": f"New officer {n}", "grade": "23-26" if n else "42-46", "filled_by": "assimilation"}
        | ({"reports_to": f"new-{(n - 1) // REPORTS}"} if n else {})
        for n in range(posts)
    ]
    path = folder / f"large-{posts}.yaml"
    path.write_text(
        f"{head}present: {json.dumps(present)}\n\nproposed: {json.dumps(proposed)}\n\n{rest}", encoding="utf-8"
    )
    return path


def notebook(folder: Path, name: str, source: str) -> list[str]:
    """The command that serves a notebook of one cell."""
    cell = {"cell_type": "code", "id": "only", "metadata": {}, "outputs": [], "execution_count": None, "source": source}
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    path = folder / f"{name}.ipynb"
    path.write_text(json.dumps({"cells": [cell], "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}))
    return [sys.executable, "-c", SERVE.format(path=str(path))]


def opened(browser: Browser, address: str) -> DeskPage:
    """The desk at an address, with its first chart drawn."""
    desk = DeskPage(browser.new_page(viewport={"width": 1280, "height": 800}))
    desk.page.goto(address, timeout=120_000)
    desk.wait_until_drawn(300)
    return desk


def edit(desk: DeskPage) -> float:
    """Seconds from Enter in the Principal's grade to the frame with the new headline and chart."""
    desk.page.bring_to_front()
    old = desk.cell("present", 0, "Grade").inner_text()
    desk.cell("present", 0, "Grade").focus()
    desk.press("Enter")
    desk.page.keyboard.type("42-44" if "47" in old else "42-45#47")
    taken = desk.page.evaluate(TIMED, desk.tile("present")) / 1000
    desk.settle()
    return taken


def opening(browser: Browser, address: str, figure: str) -> float:
    """Seconds from asking for the page to its first figure."""
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    start = time.perf_counter()
    page.goto(address, timeout=120_000)
    page.wait_for_selector(figure, state="attached", timeout=120_000)
    taken = time.perf_counter() - start
    page.close()
    return taken


def open_turns(browser: Browser, folder: Path, scenario: Path) -> Iterator[Found]:
    """The desk and the empty notebook, opened in turn."""
    with (
        running(notebook(folder, "desk", ON_THE_DESK.format(path=str(scenario)))) as desk,
        running(notebook(folder, "empty", EMPTY)) as empty,
    ):
        sides = {
            OPEN: lambda: opening(browser, desk, ".desk .picture[data-drawn]"),
            EMPTY_NOTEBOOK: lambda: opening(browser, empty, ".js-plotly-plot .main-svg"),
        }
        taken = in_turns(sides, OPENINGS)
    yield OPENING.found(OPEN, taken[OPEN], taken[EMPTY_NOTEBOOK])


def edit_turns(browser: Browser, folder: Path, scenario: Path, row: Row) -> Iterator[Found]:
    """Edits of a scenario on the desk and on the constant page."""
    text = scenario.read_text(encoding="utf-8")
    other = folder / f"{scenario.stem}-changed.yaml"
    old = '"42-45#47"'
    assert text.count(old) == 1, "the Principal's grade"
    other.write_text(text.replace(old, '"42-44"'), encoding="utf-8")
    desk = ON_THE_DESK.format(path=str(scenario))
    constant = CONSTANT.format(paths=[str(scenario), str(other)]) + desk
    with running(notebook(folder, "model", desk)) as model, running(notebook(folder, "same", constant)) as same:
        pages = {row: opened(browser, model), CONSTANT_PAGE: opened(browser, same)}
        sides = {side: (lambda page=page: edit(page)) for side, page in pages.items()}
        taken = in_turns(sides, EDITS, warm_up=2)
        for page in pages.values():
            page.page.close()
    yield EDITING.found(row, taken[row], taken[CONSTANT_PAGE])


def tab_turns(browser: Browser, folder: Path, scenario: Path) -> Iterator[Found]:
    """Each tab of a desk that is newly opened."""
    taken: dict[Row, list[float]] = {row: [] for row in TAB}
    with running(notebook(folder, "tabs", ON_THE_DESK.format(path=str(scenario)))) as address:
        for _ in range(OPENINGS):
            desk = opened(browser, address)
            for row, tab in TAB.items():
                taken[row].append(desk.page.evaluate(DRAWN, list(tab)) / 1000)
                desk.settle()
            desk.page.close()
    for row, seconds in taken.items():
        yield TABS.found(row, seconds)


def measure() -> Iterator[Found]:
    """Openings, edits by size, the tabs of the largest case, and a slider."""
    with TemporaryDirectory() as place, sync_playwright() as playwright:
        folder = Path(place)
        browser = playwright.chromium.launch(executable_path=browser_path(), args=QUIET.split())
        scenario = folder / SCENARIO.name
        scenario.write_bytes(SCENARIO.read_bytes())
        yield from open_turns(browser, folder, scenario)
        for posts, row in EDIT.items():
            progress(f"edits, {posts:,} posts")
            edited = scenario if posts == BARNETS else large(folder, posts)
            yield from edit_turns(browser, folder, edited, row)
        yield from tab_turns(browser, folder, edited)
        yield slider(browser, folder)
        browser.close()


DESK = Benchmark("desk", (OPENING, EDITING, TABS, SLIDING), measure)
