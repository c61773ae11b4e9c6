"""The desk in a real browser: from an edit to the changed headline and chart, and from nothing to the first figure.

The peer of an edit is the same page with the model replaced by a constant, so that the ratio says what the model adds
to the network, the page and the drawing; targets 1.3, also with 200 posts on either side, and 1.5 with 1,000. The peer
of opening is an empty notebook with pandas, plotly and ipywidgets; target 1.0. Both sides in turn, in one run, on the
same server. With 1,000 posts on either side, each reporting to another, each tab of a chart is drawn in at most 1 s. A
slider's figures come in at most 100 ms with 1,000 holders whose pay is protected. Prints only; asserts nothing.

Run with ``.venv/bin/python benchmarks/bench_desk.py``; it needs Chromium and the desk's packages.
"""

import csv
import json
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.invented_council import GRADES, write_council
from model.desk.serve import running
from tests.conftest import HOME
from tests.desk.desk_page import QUIET, DeskPage, browser_path

EDITS, OPENINGS = 30, 5
HOLDERS, SLIDER = 1_000, 100
"""So many whose pay is protected; the milliseconds in which a slider's figures are to come."""
REPORTS = 6
"""How many report to each, in the larger cases."""
TARGETS = {200: 1.3, 1_000: 1.5}
"""Posts on either side, to the ratio aimed at."""
SCENARIO = HOME / "scenarios" / "barnet-schools-ict.yaml"
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
DESK = "from model.desk import desk\ndesk({path!r})"
EMPTY = "import pandas, ipywidgets, plotly.graph_objects as go\ngo.FigureWidget([go.Bar(x=[1, 2], y=[2, 3])])"
SERVE = "from pathlib import Path; from model.desk.serve import serve_app; serve_app(Path({path!r}), browser=False)"
TABS = {"Grades": ".picture[data-drawn]", "Bridge": ".picture[data-drawn]", "Structure chart": "svg"}
"""Each tab that is timed, to what is there once it is drawn; the desk opens at the Bridge, so another comes first."""
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


def time_slider(browser: object, folder: Path) -> None:
    """Print how long the figures of a slider take, from the hand to the frame that shows them."""
    with running(notebook(folder, "slider", DESK.format(path=str(protected(folder, HOLDERS))))) as address:
        desk = opened(browser, address)
        desk.tab("Explore")
        desk.page.wait_for_selector(".explore input[type=range]", timeout=60_000)
        times = []
        for n in range(EDITS + 2):
            desk.settle()
            times.append(desk.page.evaluate(SLID, f"{0.5 + n % 7 / 10:.1f}"))
        desk.page.close()
    taken = statistics.median(times[2:])
    print(f"{f'slider, {HOLDERS:,} protected':24} {taken:7.0f} ms   (target {SLIDER})", flush=True)


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


def opened(browser: object, address: str) -> DeskPage:
    """The desk at an address, with its first chart drawn."""
    desk = DeskPage(browser.new_page(viewport={"width": 1280, "height": 800}))
    desk.page.goto(address, timeout=120_000)
    desk.wait_until_drawn(300)
    return desk


def timed_edit(desk: DeskPage, n: int) -> float:
    """Milliseconds from Enter in the Principal's grade to the frame with the new headline and chart."""
    desk.page.bring_to_front()
    desk.cell("present", 0, "Grade").focus()
    desk.press("Enter")
    desk.page.keyboard.type("42-45#47" if n % 2 else "42-44")
    taken = desk.page.evaluate(TIMED, desk.tile("present"))
    desk.settle()
    return taken


def opening(browser: object, address: str, figure: str) -> float:
    """Seconds from asking for the page to its first figure."""
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    start = time.perf_counter()
    page.goto(address, timeout=120_000)
    page.wait_for_selector(figure, state="attached", timeout=120_000)
    taken = time.perf_counter() - start
    page.close()
    return taken


def compare_edits(browser: object, folder: Path, name: str, scenario: Path, target: float) -> None:
    """Print the latency of the desk on a scenario and its ratio to the constant page's."""
    text = scenario.read_text(encoding="utf-8")
    other = folder / f"{name}-changed.yaml"
    old = '"42-45#47"'
    assert text.count(old) == 1, "the Principal's grade"
    other.write_text(text.replace(old, '"42-44"'), encoding="utf-8")
    desk = DESK.format(path=str(scenario))
    constant = CONSTANT.format(paths=[str(scenario), str(other)]) + desk
    sides = {"model": notebook(folder, f"{name}-model", desk), "constant": notebook(folder, f"{name}-same", constant)}
    with running(sides["model"]) as model, running(sides["constant"]) as same:
        pages = [opened(browser, address) for address in (same, model)]
        times = [[timed_edit(desk, n) for desk in pages] for n in range(EDITS + 2)][2:]  # the first two warm up
        for desk in pages:
            desk.page.close()
    theirs, ours = (statistics.median(side) for side in zip(*times, strict=True))
    print(
        f"{name:24} {ours:7.0f} ms   constant {theirs:7.0f} ms   {ours / theirs:5.2f} x   (target {target})", flush=True
    )


def time_tabs(browser: object, folder: Path, scenario: Path, posts: int) -> None:
    """Print how long each tab takes from the click to its picture, the first time that it is opened."""
    times: dict[str, list[float]] = {tab: [] for tab in TABS}
    with running(notebook(folder, "tabs", DESK.format(path=str(scenario)))) as address:
        for _ in range(OPENINGS):
            desk = opened(browser, address)
            for tab, drawn in TABS.items():
                times[tab].append(desk.page.evaluate(DRAWN, [tab, drawn]) / 1000)
                desk.settle()
            desk.page.close()
    for tab, taken in times.items():
        print(f"{f'{tab}, {posts:,} posts a side':24} {statistics.median(taken):7.2f} s   (target 1.0)", flush=True)


def main() -> None:
    """Measure both sides in turn and print the ratios."""
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory(prefix="bench-desk-") as place, sync_playwright() as playwright:
        folder = Path(place)
        browser = playwright.chromium.launch(executable_path=browser_path(), args=QUIET.split())
        own = folder / SCENARIO.name
        own.write_bytes(SCENARIO.read_bytes())
        with (
            running(notebook(folder, "desk", DESK.format(path=str(own)))) as desk,
            running(notebook(folder, "empty", EMPTY)) as empty,
        ):
            pages = ((desk, ".desk .picture[data-drawn]"), (empty, ".js-plotly-plot .main-svg"))
            times = [[opening(browser, *page) for page in pages] for _ in range(OPENINGS)]
        ours, theirs = (statistics.median(side) for side in zip(*times, strict=True))
        ratio = f"{ours / theirs:5.2f} x   (target 1.0)"
        print(f"{'opening, first figure':24} {ours:7.1f} s    empty    {theirs:7.1f} s    {ratio}", flush=True)
        compare_edits(browser, folder, "edit, 11 posts", own, 1.3)
        for posts, target in TARGETS.items():
            scenario = large(folder, posts)
            compare_edits(browser, folder, f"edit, {posts:,} posts a side", scenario, target)
        time_tabs(browser, folder, scenario, posts)
        time_slider(browser, folder)
        browser.close()


if __name__ == "__main__":
    main()
