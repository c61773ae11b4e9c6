"""Pictures of charts: drawn by a real browser, described, the same each time; or a sentence on why there are none."""

import asyncio
import os
import re
import shutil
import signal
import struct
import subprocess
import sys
import zlib

import pytest
from choreographer import Browser
from plotly.offline import get_plotlyjs_version

from model.report.charts import images
from model.report.charts.images import write_images
from model.report.charts.studio import PLOTLY, NoBrowser, NotDrawn, Studio, browser_found
from tests.conftest import HOME


def test_without_a_browser_it_says_so_in_a_sentence(barnet_charts, tmp_path, monkeypatch):
    monkeypatch.setenv("BROWSER_PATH", str(tmp_path / "none"))
    assert not browser_found()
    with pytest.raises(NoBrowser, match=r"^No Chrome, Chromium or Edge was found .*\.$"):
        write_images(list(barnet_charts.values()), tmp_path)
    assert not list(tmp_path.iterdir())


def test_a_png_carries_its_description_in_a_sound_chunk():
    header = b"\x89PNG\r\n\x1a\n" + bytes(25)
    png = images._described_png(header + b"rest", "−£3,499.")
    (length,) = struct.unpack(">I", png[33:37])
    chunk, check = png[37 : 41 + length], png[41 + length : 45 + length]
    assert chunk.startswith(b"iTXtDescription\0") and chunk.decode().endswith("−£3,499.")
    assert struct.unpack(">I", check)[0] == zlib.crc32(chunk)
    assert png[45 + length :] == b"rest"


@pytest.mark.long
def test_a_browser_that_does_not_start_leaves_no_pictures(barnet_charts, tmp_path, monkeypatch):
    monkeypatch.setenv("BROWSER_PATH", shutil.which("true") or pytest.skip("needs a program that ends at once"))
    with pytest.raises(NoBrowser, match=r"^The browser to draw the charts with did not start\.$"):
        write_images(list(barnet_charts.values()), tmp_path)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("error", [asyncio.InvalidStateError, asyncio.CancelledError, RuntimeError, BrokenPipeError])
def test_whatever_a_browser_that_ends_at_its_start_brings_about_is_one_sentence(error, monkeypatch):
    """Which of them is raised depends on how far the library that speaks to it had got."""

    async def ended(browser):
        raise error

    monkeypatch.setenv("BROWSER_PATH", sys.executable)
    monkeypatch.setattr(Browser, "open", ended)
    with Studio() as studio, pytest.raises(NoBrowser, match=r"^The browser to draw the charts with did not start\.$"):
        studio.draw([]).result(60)


@pytest.mark.browser
def test_a_figure_that_cannot_be_drawn_is_our_fault_and_says_what_the_browser_answered():
    with Studio() as studio, pytest.raises(NotDrawn, match="The browser did not draw a chart"):
        studio.draw([{"svg": 7}]).result(60)


@pytest.mark.browser
@pytest.mark.skipif(sys.platform == "win32", reason="a process can't be stopped there")
def test_a_browser_that_hangs_just_when_it_has_opened_is_waited_for_no_longer_than_any(monkeypatch):
    monkeypatch.setattr("model.report.charts.studio.PATIENCE", 5)
    opened = Browser.open

    async def open_and_hang(browser):
        await opened(browser)
        os.killpg(browser.subprocess.pid, signal.SIGSTOP)

    monkeypatch.setattr(Browser, "open", open_and_hang)
    with Studio() as studio, pytest.raises(NoBrowser, match=r"^The browser to draw the charts with did not start\.$"):
        studio.draw([]).result(60)


@pytest.mark.browser
@pytest.mark.skipif(sys.platform == "win32", reason="a process can't be stopped there")
@pytest.mark.parametrize("hangs", [False, True])
def test_after_a_fault_the_browser_is_asked_to_close_and_killed_only_where_it_hangs(hangs):
    """Killed before it was asked, it was waited for ten seconds by the library that speaks to it."""
    with pytest.raises(LookupError), Studio() as studio:
        studio._opened.result()
        if hangs:
            os.killpg(studio._browser.subprocess.pid, signal.SIGSTOP)
        raise LookupError("a fault in the scenario")
    studio._thread.shutdown(wait=True)
    assert (studio._browser.subprocess.returncode == -signal.SIGKILL) == hangs


@pytest.mark.browser
def test_a_message_that_a_stopped_browser_cut_off_is_no_words_of_ours():
    """The library that speaks to the browser logs what it could not read, with its traceback, to whoever looks on."""
    code = """
import logging
from model.report.charts.studio import Studio
with Studio() as studio:
    studio._opened.result()
    logging.getLogger("choreographer.channels.pipe").error("JSONError decoding message. Ignoring")
"""
    run = subprocess.run([sys.executable, "-c", code], cwd=HOME, capture_output=True, text=True, check=True)
    assert run.stderr == ""


@pytest.mark.browser
def test_pictures_are_600_wide_described_and_the_same_each_time(barnet_charts, tmp_path):
    made = list(barnet_charts.values())
    for run in ("once", "again"):
        (tmp_path / run).mkdir()
        names = write_images(made, tmp_path / run)
    assert names == {key: [f"{key}.svg", f"{key}.png"] for key in ("bridge", "envelope", "elements", "years", "income")}
    for chart in made:
        svg, png = ((tmp_path / "once" / name).read_bytes() for name in names[chart.key])
        text = svg.decode()
        assert re.match(r'<svg role="img" aria-labelledby="[^"]+" [^>]*width="600"', text)
        assert f'<title id="{chart.key}-title">{chart.headline}</title>' in text
        assert f'<desc id="{chart.key}-description">{chart.alt}</desc>' in text
        assert struct.unpack(">II", png[16:24]) == (1200, 2 * chart.figure.layout.height)
        assert chart.alt.encode() in png
        assert [svg, png] == [(tmp_path / "again" / name).read_bytes() for name in names[chart.key]]


@pytest.mark.browser
def test_pictures_come_in_the_order_of_the_charts_also_where_one_stands_twice(barnet_charts):
    bridge, elements = (barnet_charts[key] for key in ("bridge", "elements"))
    with Studio() as studio:
        first, other, again = images.draw(studio, [bridge, elements, bridge]).result()
    assert first == again != other


def test_the_drawing_library_is_of_the_same_version_as_the_python_package():
    assert f"plotly.js (basic - minified) v{get_plotlyjs_version()}" in PLOTLY.read_text(encoding="utf-8")[:200]
