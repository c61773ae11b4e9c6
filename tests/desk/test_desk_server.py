"""The app's server: what ends the process of a page that was left, and how the server itself is stopped."""

import os
import re
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import unquote, urlsplit

import psutil
import pytest

from model.desk.serve import FORGET_AFTER, STOPPED, environment, left_behind
from tests.conftest import HOME
from tests.desk.desk_page import DeskPage

pytest_plugins = ("tests.desk.desk_browser",)
SERVE = "from model.desk.serve import serve_app; serve_app(browser=False, forget_after={})"


def test_a_page_that_is_open_keeps_its_kernel_and_one_that_was_left_loses_it_after_ten_minutes():
    from jupyter_server.services.kernels.kernelmanager import MappingKernelManager
    from traitlets.config import Config
    from voila.voila_kernel_manager import voila_kernel_manager_factory

    manager = voila_kernel_manager_factory(MappingKernelManager, False, 1)(config=Config(left_behind()))
    assert (manager.cull_idle_timeout, manager.cull_interval) == (FORGET_AFTER, 60) == (600, 60)
    assert not manager.cull_connected and not manager.cull_busy


class Server:
    """The app in a process of its own. ``ignoring``: started as a shell's background job is, deaf to Ctrl+C."""

    def __init__(self, folder, forget_after=FORGET_AFTER, ignoring=False):
        self.said = folder / "said.txt"
        command = [sys.executable, "-c", SERVE.format(forget_after)]
        deaf = (lambda: signal.signal(signal.SIGINT, signal.SIG_IGN)) if ignoring else None
        with self.said.open("w") as said:
            self.process = subprocess.Popen(
                command, cwd=HOME, env=environment(), stdout=said, stderr=subprocess.STDOUT, preexec_fn=deaf
            )
        self.address = wait_for(lambda: re.search(r"http://\S+token=\S+", self.said.read_text()), 60).group()

    def kernels(self):
        return [one for one in psutil.Process(self.process.pid).children(recursive=True) if is_kernel(one)]


def is_kernel(process):
    try:
        return "ipykernel" in str(process.cmdline())
    except psutil.Error:  # it ended while it was asked
        return False


def wait_for(what, seconds):
    """What a question comes to be answered with, asked again until then."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if answer := what():
            return answer
        time.sleep(0.2)
    raise AssertionError("not in time")


@pytest.fixture
def start(tmp_path):
    started = []
    yield lambda **how: started.append(Server(tmp_path, **how)) or started[-1]
    for server in started:
        if server.process.poll() is None:
            server.process.kill()


@pytest.mark.browser
def test_the_kernel_of_a_closed_page_goes_and_that_of_an_open_page_stays(start, chromium):
    server = start(forget_after=12)
    stays = DeskPage(chromium.new_page())
    stays.page.goto(server.address)
    stays.wait_until_drawn()
    left = DeskPage(chromium.new_page())
    left.page.goto(server.address)
    left.wait_until_drawn()
    assert len(server.kernels()) == 2
    left.page.close()
    wait_for(lambda: len(server.kernels()) == 1, 60)
    time.sleep(15)  # longer than a page that was left has
    stays.type_in("present", 0, "Grade", "42-44")
    assert stays.tile("present") and len(server.kernels()) == 1
    stays.undo()  # these are the workbook's own scenarios: no draft of a test stays beside them
    stays.page.close()


@pytest.mark.browser
@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals")
@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl+C", "SIGTERM"])
@pytest.mark.parametrize("ignoring", [False, True], ids=["at a terminal", "in the background"])
def test_a_signal_ends_the_server_and_its_kernels_with_one_plain_sentence(start, chromium, sent, ignoring):
    server = start(ignoring=ignoring)
    page = chromium.new_page()
    page.goto(server.address)
    kernels = wait_for(server.kernels, 60)
    server.process.send_signal(sent)
    assert server.process.wait(60) == 0
    assert psutil.wait_procs(kernels, timeout=10)[1] == [], "a kernel outlived the server"
    said = server.said.read_text()
    assert said.rstrip().endswith(STOPPED) and "Traceback" not in said
    page.close()


@pytest.mark.browser
@pytest.mark.skipif(os.name == "nt", reason="a browser is found there without BROWSER, and files have other rights")
def test_the_token_reaches_the_browser_by_a_file_of_this_user_alone_and_no_command_line(tmp_path):
    """Every user of a machine sees the command lines of all."""
    browser, told = tmp_path / "browser", tmp_path / "told"
    browser.write_text(f'#!/bin/sh\necho "$1" > {told}\n', encoding="utf-8")
    browser.chmod(0o700)
    asked = {**environment(), "BROWSER": f"{browser} %s"}
    command = [sys.executable, "-c", SERVE.format(FORGET_AFTER).replace("browser=False", "browser=True")]
    with subprocess.Popen(command, cwd=HOME, env=asked, stdout=subprocess.PIPE, text=True) as app:
        address = re.search(r"http://\S+token=\S+", app.stdout.readline()).group()
        opened = wait_for(lambda: told.exists() and told.read_text(encoding="utf-8").strip(), 60)
        door = Path(unquote(urlsplit(opened).path))
        assert "token" not in opened and address in door.read_text(encoding="utf-8")
        assert stat.S_IMODE(door.stat().st_mode) == 0o600
        app.terminate()
    assert not door.exists()
