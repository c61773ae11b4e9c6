"""A command where no machine but its own can be reached: whether it ends well, and how often it tried to reach another.

A network namespace of its own has nothing but the loopback, so the kernel counts each packet for elsewhere as one for
which there is no route. Names are asked of a server that is elsewhere, so that looking one up is counted, too.
"""

import json
import os
import re
import socket
import struct
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import workbook

HOME = Path(__file__).resolve().parents[2]
ELSEWHERE = "192.0.2.53"
"""An address that is kept for examples: nobody has it."""
SIOCGIFFLAGS, SIOCSIFFLAGS, IFF_UP = 0x8913, 0x8914, 1


SCENARIO = "scenarios/barnet-schools-ict.yaml"
SERVED = """
import sys, urllib.request
from model.desk.serve import lab_command, running
with running({command}) as address:
    page = urllib.request.urlopen(address, timeout=120).read().decode()
assert {expected!r} in page, page[:500]
"""
APP = "[sys.executable, '-m', 'model', 'app', '--no-browser']"
TESTS = ("-n", "2", "--dist", "loadfile", "-m", "not long", "-p", "no:cacheprovider")
COMMANDS = {
    "clear": ("-m", "model", "clear", SCENARIO, "--pdf", "--packs", "{folder}/packs"),
    "test": (
        "-m",
        "pytest",
        *TESTS,
        "--basetemp={folder}/files",
        "tests/base",
        "tests/pay",
        "tests/desk/test_sheet.py",
    ),
    "open": ("-c", SERVED.format(command="lab_command(browser=False)", expected="jupyter-config-data")),
    "app": ("-c", SERVED.format(command=APP, expected="cell-index")),
    "sweep": ("-m", "model", "sweep", SCENARIO, "--set", "costing.basis=top,bottom", "--out", "{folder}/swept"),
}
"""Arguments of Python for each command; of the tests some, and of `open` and `app` the server and its first page."""
DRAW = ("clear", "sweep")
"""The commands that start a browser to draw with."""


@dataclass(frozen=True)
class Ran:
    """How a command ended without a route, the last that it said, and how often it tried to reach another machine."""

    code: int
    said: str
    tried: int


def runs() -> dict[str, tuple[str, str]]:
    """Each command and the browser that it is given, by what to call it. Those that draw do so with every browser."""
    paths = {Path(path).name: path for path in workbook.browsers()}
    drawn = {f"{name} with {browser}": (name, path) for name in DRAW for browser, path in paths.items()}
    return drawn | {name: (name, workbook.find_browser()) for name in COMMANDS if name not in DRAW}


def without_route(command: Sequence[str], browser: str = "") -> Ran:
    """Run a command in a network of its own. Raises RuntimeError where the system gives none."""
    as_root = [] if os.geteuid() == 0 else ["--map-root-user"]
    words = ["unshare", *as_root, "--net", "--mount", sys.executable, "-m", "tests.house.without_route", *command]
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as said:
        env = {**os.environ, "PYTHONPATH": str(HOME), "BROWSER_PATH": browser}
        with subprocess.Popen(words, cwd=HOME, env=env, stdout=subprocess.PIPE, stderr=said, text=True) as running:
            told, _ = running.communicate(timeout=600)
        said.seek(0)
        end = said.read()[-1500:]
    if not told.startswith("{"):
        raise RuntimeError(f"no network namespace of its own: {end or told}")
    return Ran(said=end, **json.loads(told))


def by_name(name: str, browser: str, folder: Path) -> Ran:
    """One of the commands, which draws with this browser and writes into this folder."""
    words = [word.replace("{folder}", str(folder)) for word in COMMANDS[name]]
    return without_route([sys.executable, *words], browser)


def main(command: Sequence[str]) -> None:
    """Within the namespace: raise the loopback, run the command with all it says on stderr, and say the counts."""
    import fcntl  # no part of Windows

    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        asked = struct.pack("16sh", b"lo", 0)
        flags = struct.unpack("16sh", fcntl.ioctl(any_socket, SIOCGIFFLAGS, asked))[1]
        fcntl.ioctl(any_socket, SIOCSIFFLAGS, struct.pack("16sh", b"lo", flags | IFF_UP))
    with tempfile.NamedTemporaryFile("w", encoding="utf-8") as names:
        names.write(f"nameserver {ELSEWHERE}\noptions timeout:1 attempts:1\n")
        names.flush()
        subprocess.run(["mount", "--bind", names.name, os.path.realpath("/etc/resolv.conf")], check=True)
        code = subprocess.call(command, cwd=HOME, stdout=2)
    print(json.dumps({"code": code, "tried": tried()}))


def tried() -> int:
    """How many packets had no route so far, in this namespace."""
    heads, counts = re.findall(r"^Ip: (.+)$", Path("/proc/self/net/snmp").read_text(encoding="ascii"), re.M)
    v4 = dict(zip(heads.split(), map(int, counts.split()), strict=True))["OutNoRoutes"]
    v6 = Path("/proc/self/net/snmp6")
    found = re.search(r"^Ip6OutNoRoutes\s+(\d+)", v6.read_text(encoding="ascii"), re.M) if v6.exists() else None
    return v4 + (int(found[1]) if found else 0)


if __name__ == "__main__":
    main(sys.argv[1:])
