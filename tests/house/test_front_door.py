"""The front door without its network: what it decides, and what it says."""

import ast
import importlib.util
import os
import sys

import pytest

from tests.conftest import HOME


def set_home(door, home, monkeypatch):
    places = {"HOME": "", "VENV": ".venv", "STAMP": ".venv/.workbook", "PYTHON": ".venv/python"}
    for name, path in places.items():
        monkeypatch.setattr(door, name, home / path)


@pytest.fixture
def door(tmp_path, monkeypatch):
    """workbook.py as a module, at home in an empty folder with three small locks; its steps are recorded."""
    spec = importlib.util.spec_from_file_location("front_door", HOME / "workbook.py")
    door = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(door)
    set_home(door, tmp_path, monkeypatch)
    for group, lock in door.LOCKS.items():
        (tmp_path / lock).write_text(f"{group}==1 \\\n    --hash=sha256:00\n", encoding="utf-8")
    door.steps = []

    def make_venv(step, *command):
        door.steps.append(step)
        door.VENV.mkdir(exist_ok=True)
        door.PYTHON.touch()
        (door.VENV / "pyvenv.cfg").write_text(f"home = x\nexecutable = {sys.executable}\n", encoding="utf-8")

    monkeypatch.setattr(door, "run", make_venv)
    monkeypatch.setattr(door, "install", lambda lock: door.steps.append(lock.name))
    return door


def message_of(function, *arguments, **named):
    with pytest.raises(SystemExit) as stopped:
        function(*arguments, **named)
    assert isinstance(stopped.value.code, str), "a message, so exit code 1"
    return stopped.value.code


def test_an_old_python_can_read_the_file_as_far_as_the_message():
    ast.parse((HOME / "workbook.py").read_text(encoding="utf-8"), feature_version=(3, 6))


def test_only_what_comes_with_python_is_imported():
    tree = ast.parse((HOME / "workbook.py").read_text(encoding="utf-8"))
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    names = {alias.name for node in imports if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module for node in imports if isinstance(node, ast.ImportFrom)}
    assert {name.split(".")[0] for name in names} <= sys.stdlib_module_names


def test_an_old_python_is_told_plainly(door):
    message = message_of(door.check_python, (3, 9, 2))
    assert "needs Python 3.11 or later" in message
    assert "this is Python 3.9 " in message
    assert "\n" not in message
    for enough in [(3, 11, 0), (3, 12, 1), (4, 0, 0)]:
        door.check_python(enough)


def test_a_python_without_venv_is_told_plainly(door, monkeypatch):
    tried = []
    monkeypatch.setattr(door, "apt_install", lambda *packages: tried.extend(packages))
    message = message_of(door.check_venv, find=lambda name: None if name == "ensurepip" else name)
    package = f"python3.{sys.version_info[1]}-venv"
    assert f"sudo apt install {package}" in message
    assert tried == [package]
    door.check_venv(find=lambda name: name)


def test_a_python_without_venv_goes_on_when_apt_brings_it(door, monkeypatch):
    there = {"venv"}
    monkeypatch.setattr(door, "apt_install", lambda *packages: there.add("ensurepip") or True)
    door.check_venv(find=lambda name: name if name in there else None)


@pytest.mark.parametrize(
    "command, group",
    [
        ("clear", "core"),
        ("check", "core"),
        ("bench", "test"),
        ("assure", "test"),
        ("pages", "test"),
        ("open", "desk"),
        ("app", "desk"),
        ("hub", "server"),
        ("team-test", "test"),
        ("test", "test"),
        ("sweep", "core"),
    ],
)
def test_each_command_gets_its_group(door, monkeypatch, command, group):
    class HandedOver(Exception):
        """In place of becoming another program."""

    def hand_over(*arguments):
        door.steps.append(arguments)
        raise HandedOver

    monkeypatch.setattr(door, "prepare", door.steps.append)
    monkeypatch.setattr(door, "hand_over", hand_over)
    monkeypatch.setattr(door, "hold_ctrl_c", lambda: None)  # this process is to hear it
    monkeypatch.setattr(door, "find_browser", lambda: "a browser")
    monkeypatch.chdir(HOME)
    with pytest.raises(HandedOver):
        door.main([command, "x"])
    assert door.steps[0] == group
    if command == "bench":
        assert door.steps[1] == ("-m", "benchmarks", "x")
    if command == "assure":
        assert door.steps[1] == ("-m", "tests.assurance", "x")
    if command not in ("test", "team-test", "hub", "bench", "assure", "pages"):
        assert door.steps[1] == ("-P", "-m", "model", command, "x")


@pytest.mark.parametrize("option", ["--dask", "--scheduler", "--scheduler=tcp://a:1"])
def test_a_sweep_on_a_cluster_gets_what_a_cluster_needs(door, option):
    assert door.group_of("sweep", ["x", option]) == "cluster"
    assert door.group_of("cost", ["x", option]) == "core"


def test_a_second_start_does_nothing(door, capsys):
    door.prepare("core")
    assert door.steps == ["making .venv", "requirements.lock"]
    assert "Setting up" in capsys.readouterr().err
    door.steps.clear()
    door.prepare("core")
    assert door.steps == []
    assert capsys.readouterr().err == ""


def test_a_larger_group_is_added_and_serves_the_smaller(door):
    door.prepare("core")
    door.prepare("test")
    assert door.steps[2:] == ["requirements-test.lock"]
    for group in set(door.LOCKS) - {"server"}:
        assert door.is_ready(group)


def test_a_servers_packages_serve_every_smaller_group_and_the_tests_have_none_of_them(door):
    door.prepare("server")
    assert all(map(door.is_ready, ("core", "desk", "cluster"))) and not door.is_ready("test")
    assert door.group_to_install("test", door.read_stamp()) == "test"
    door.prepare("test")
    assert not door.is_ready("server")


def test_a_changed_lock_is_installed_with_the_group_that_was_there(door):
    door.prepare("desk")
    (door.HOME / "requirements-desk.lock").write_text("desk==2\n", encoding="utf-8")
    assert not door.is_ready("core")
    door.prepare("core")
    assert door.steps[2:] == ["requirements-desk.lock"]


def test_a_half_made_venv_is_made_again(door, monkeypatch):
    def fail(lock):
        raise KeyboardInterrupt

    with monkeypatch.context() as interrupted:
        interrupted.setattr(door, "install", fail)
        with pytest.raises(KeyboardInterrupt):
            door.prepare("core")
    assert not door.is_ready("core")
    door.prepare("core")
    assert door.steps == ["making .venv", "making .venv", "requirements.lock"]


def test_an_interrupted_update_is_not_taken_for_the_state_before_it(door, monkeypatch):
    door.prepare("core")
    before = (door.HOME / "requirements.lock").read_text(encoding="utf-8")
    (door.HOME / "requirements.lock").write_text("core==2\n", encoding="utf-8")
    with monkeypatch.context() as interrupted:
        interrupted.setattr(door, "install", lambda lock: sys.exit("no network"))
        assert message_of(door.prepare, "core") == "no network"
    (door.HOME / "requirements.lock").write_text(before, encoding="utf-8")
    assert not door.is_ready("core")


@pytest.mark.parametrize("damage", ["the folder moved", "its python gone", "the interpreter gone"])
def test_a_broken_venv_is_made_again(door, damage, monkeypatch):
    door.prepare("desk")
    if damage == "the folder moved":
        moved = door.HOME.rename(door.HOME.with_name("elsewhere"))
        set_home(door, moved, monkeypatch)
    elif damage == "its python gone":
        door.PYTHON.unlink()
    else:
        (door.VENV / "pyvenv.cfg").write_text("executable = /nowhere/python3.11\n", encoding="utf-8")
    assert not door.is_ready("core")
    door.prepare("core")
    assert door.steps[2:] == ["making .venv", "requirements.lock"]


@pytest.mark.skipif(os.name == "nt", reason="Windows locks within one process differently")
def test_a_command_started_meanwhile_waits_and_then_has_nothing_to_do(door, monkeypatch, capsys):
    with door.one_at_a_time(), monkeypatch.context() as waiting:
        waiting.setattr(door.time, "sleep", lambda seconds: sys.exit("waits"))
        assert message_of(door.prepare, "core") == "waits"
    assert "Another command is setting up" in capsys.readouterr().err
    door.prepare("core")
    assert door.is_ready("core")


def test_uv_itself_is_installed_with_its_hashes(door):
    uv = "uv==0.1 ; x > '1' \\\n    --hash=sha256:bb \\\n    --hash=sha256:cc\n"
    assert door.uv_lines("typer==1 \\\n    --hash=sha256:aa\n" + uv + "zmq==1\n") == uv
    for real in door.LOCKS.values():
        assert door.uv_lines((HOME / real).read_text(encoding="utf-8")).count("--hash=sha256:") > 10


def test_plain_test_leaves_the_long_ones_out_and_all_does_not(door):
    assert door.pytest_arguments(["-k", "pay"])[-4:] == ["-m", "not long", "-k", "pay"]
    assert "-m" not in door.pytest_arguments(["--all", "-x"])
    assert door.pytest_arguments(["--all", "-x"])[-1] == "-x"


def test_all_names_the_twenty_five_slowest_tests_at_its_end(door):
    assert "--durations=25" in door.pytest_arguments(["--all"])
    assert "--durations=25" not in door.pytest_arguments([])


def test_all_tests_stop_where_a_tool_is_missing(door, monkeypatch):
    monkeypatch.setattr(door, "apt_install", lambda *packages: False)
    monkeypatch.setattr(door, "find_browser", lambda: "a browser")
    monkeypatch.setattr(door.shutil, "which", lambda name: None)
    assert "needs LibreOffice, poppler" in message_of(door.check_tools)


def test_apt_is_left_alone_by_anyone_but_root(door, monkeypatch):
    monkeypatch.setattr(door.shutil, "which", lambda name: name)
    monkeypatch.setattr(door.os, "geteuid", lambda: 1000, raising=False)
    monkeypatch.setattr(door.subprocess, "call", lambda *command, **how: pytest.fail("started a program"))
    assert not door.apt_install("chromium")


def test_the_browser_that_the_user_named_comes_first(door, monkeypatch):
    monkeypatch.setattr(door.shutil, "which", lambda name: name if "browser" in name else None)
    monkeypatch.setenv("BROWSER_PATH", "/opt/my-browser")
    assert door.find_browser() == "/opt/my-browser"
    monkeypatch.delenv("BROWSER_PATH")
    assert door.find_browser() == "chromium-browser"
    monkeypatch.setattr(door.shutil, "which", lambda name: None)
    assert door.find_browser() == ""
