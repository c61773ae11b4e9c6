#!/usr/bin/env python3
"""The front door: makes the workbook's own Python in .venv, then runs the command in it.

    python3 workbook.py clear scenarios/barnet-schools-ict.yaml
    python3 workbook.py test [--all]
    python3 workbook.py open

It uses only what comes with Python, and is written so that an old Python can read it as far as the message
that it is too old. .venv has what requirements*.lock says, checked by hash. Deleting .venv is always safe:
the next command makes it again. Every command but those of OWN_COMMANDS belongs to the `model` package.
"""

import signal

if __name__ == "__main__" and signal.getsignal(signal.SIGINT) is signal.default_int_handler:
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # nothing is begun yet: Ctrl-C ends it without a word

import contextlib
import hashlib
import importlib.util
import itertools
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

if os.name == "nt":
    import msvcrt
else:
    import fcntl

HOME = Path(__file__).resolve().parent
VENV = HOME / ".venv"
STAMP = VENV / ".workbook"  # written last, so a half-made .venv has none
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

# Smallest first: each lock holds all of the one before it, but that of the tests nothing of a server's.
LOCKS = {"core": "requirements.lock", "desk": "requirements-desk.lock", "cluster": "requirements-cluster.lock"}
LOCKS.update({"server": "requirements-server.lock", "test": "requirements-test.lock"})
MEASURED = {"bench": "benchmarks", "assure": "tests.assurance"}  # each writes a page of docs/
OF_DEVELOPERS = dict.fromkeys(("test", "team-test", "pages", *MEASURED), "test")
GROUP_OF_COMMAND = dict(OF_DEVELOPERS, open="desk", app="desk", hub="server")  # others: core
OWN_COMMANDS = """\
`test [--all]` runs the tests, `bench [NAME ...]` measures speed, `assure [PART ...]` what the workbook withstands;
`pages` writes the pages of the Python interface, `hub` serves a team (docs/team.md), `team-test` tries that; others:"""
ON_A_CLUSTER = ("--dask", "--scheduler")  # of `sweep`

# The one without a window first: it starts in half the time, and its pictures are the same.
BROWSERS = ["chromium-headless-shell", "google-chrome", "google-chrome-stable", "chromium", "chromium-browser"]
BROWSERS += ["microsoft-edge", "microsoft-edge-stable", "chrome", "msedge", "brave-browser"]
MAC_BROWSERS = ["Google Chrome", "Microsoft Edge", "Chromium"]
WINDOWS_BROWSERS = ["Google/Chrome/Application/chrome.exe", "Microsoft/Edge/Application/msedge.exe"]


def say(message):
    """Print a line of progress on stderr, so that it is no part of the command's own output."""
    print(message, file=sys.stderr, flush=True)


def check_python(version=sys.version_info):
    """Stop with a plain message on a Python that pandas 3 does not support."""
    if tuple(version[:2]) < (3, 11):
        sys.exit(
            f"The workbook needs Python 3.11 or later, and this is Python {version[0]}.{version[1]} "
            f"({sys.executable}). Install a newer Python and give the same command with it, for example "
            "`python3.11 workbook.py`, or on Windows `py -3.11 workbook.py`."
        )


def check_venv(find=importlib.util.find_spec):
    """Stop with a plain message where Python came without venv or ensurepip, as on a bare Debian."""
    package = "python{}.{}-venv".format(*sys.version_info[:2])
    if not all(map(find, ("venv", "ensurepip"))) and apt_install(package):
        importlib.invalidate_caches()
    if not all(map(find, ("venv", "ensurepip"))):
        sys.exit(
            f"This Python ({sys.executable}) came without its venv and ensurepip parts, with which the "
            f"workbook makes its own folder of packages. On Debian or Ubuntu, `sudo apt install {package}` "
            "adds them; elsewhere, use Python's usual installer. Then give the same command again."
        )


def base_python():
    """The interpreter that .venv was made with; empty if .venv or that interpreter is gone."""
    with contextlib.suppress(OSError):
        settings = (VENV / "pyvenv.cfg").read_text(encoding="utf-8")
        found = re.search(r"^executable = (.+)$", settings, re.MULTILINE)
        if found and Path(found.group(1)).exists() and PYTHON.exists():
            return found.group(1)
    return ""


def stamp_of(group):
    """What the stamp says when a group is installed: the place, the interpreter, the lock's hash."""
    digest = hashlib.sha256((HOME / LOCKS[group]).read_bytes()).hexdigest()
    return f"{VENV}\n{base_python()}\n{group} {digest}\n"


def read_stamp():
    """The text of the stamp; empty if .venv is not whole, was moved or has lost its interpreter."""
    with contextlib.suppress(OSError):
        stamp = STAMP.read_text(encoding="utf-8")
        if base_python() and stamp.startswith(f"{VENV}\n{base_python()}\n"):
            return stamp
    return ""


def larger(group):
    """A group, then the larger groups whose locks include it, by name."""
    found = list(LOCKS)[list(LOCKS).index(group) :]
    return [group] if group == "server" else found


def is_ready(group):
    """Whether .venv has this group, alone or within a larger one, at the versions now in the locks."""
    return read_stamp() in map(stamp_of, larger(group))


def group_to_install(group, stamp):
    """The group that ``stamp`` names, if it includes ``group``; else ``group``."""
    there = re.findall(r"^({}) \w+$".format("|".join(LOCKS)), stamp, re.MULTILINE)
    return next((found for found in there if found in larger(group)), group)


def group_of(command, extra):
    """The group of packages that a command needs with its arguments."""
    if command == "sweep" and any(word.split("=")[0] in ON_A_CLUSTER for word in extra):
        return "cluster"
    return GROUP_OF_COMMAND.get(command, "core")


def prepare(group):
    """Install a group of packages in .venv, unless .venv already has it."""
    if is_ready(group):
        return
    with one_at_a_time():
        if is_ready(group):  # another command has done it meanwhile
            return
        stamp = read_stamp()
        group = group_to_install(group, stamp)
        say("Bringing .venv up to date ..." if stamp else "Setting up in .venv, once: about a minute ...")
        STAMP.unlink(missing_ok=True)
        if not stamp:
            check_venv()
            base = getattr(sys, "_base_executable", sys.executable)  # never .venv itself, soon cleared
            run("making .venv", base, "-m", "venv", "--clear", VENV)
        install(HOME / LOCKS[group])
        STAMP.write_text(stamp_of(group), encoding="utf-8")
        say("Ready.")


@contextlib.contextmanager
def one_at_a_time():
    """Hold .venv.lock, so that only one command at a time sets up. A process that is killed lets go of the lock."""
    with open(HOME / ".venv.lock", "a+") as lock:
        for attempt in itertools.count():
            with contextlib.suppress(BlockingIOError, PermissionError):
                if os.name == "nt":
                    msvcrt.locking(lock.fileno(), msvcrt.LK_NBLCK, 1)
                else:
                    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            if attempt == 0:
                say("Another command is setting up; waiting for it ...")
            time.sleep(0.5)
        yield


def install(lock):
    """Install what the lock says: uv itself by pip, then everything by uv, or by pip where uv fails."""
    uv_alone = VENV / "uv.txt"
    uv_alone.write_text(uv_lines(lock.read_text(encoding="utf-8")), encoding="utf-8")
    pip = [PYTHON, "-m", "pip", "install", "--quiet", "--no-deps", "--require-hashes", "-r"]
    run("installing uv", *pip, uv_alone)
    uv = [shutil.which("uv", path=str(PYTHON.parent)), "pip", "sync", "--python", PYTHON]
    uv += ["--require-hashes", "--compile-bytecode", lock] + ([] if sys.stderr.isatty() else ["--quiet"])
    if subprocess.call(list(map(str, uv)), stdout=2, cwd=HOME):
        # uv does not read the proxies, certificates and mirrors in pip's own settings
        say("uv could not install the packages; trying pip, which takes a few minutes ...")
        run("installing the packages", *pip, lock)


def uv_lines(lock_text):
    """The lines of a lock that pin uv itself, with their hashes."""
    return re.search(r"^uv==.*(?:\n[ \t].*)*", lock_text, re.MULTILINE).group() + "\n"


def run(step, *command):
    """Run a step of the set-up with its output on stderr. Stop with a plain message if the step fails."""
    if subprocess.call(list(map(str, command)), stdout=2, cwd=HOME):
        sys.exit(
            f"The set-up stopped at {step}; the lines above say why. Most often it is the network, a proxy "
            "or a full disk. Put that right and try again: what is downloaded is kept."
        )


def apt_install(*packages):
    """Install Debian packages if this is root on a system of the Debian family. Returns whether that worked."""
    if not shutil.which("apt-get") or os.geteuid() != 0:
        return False
    say(f"Installing {' '.join(packages)} with apt, a minute or two ...")
    apt = ["apt-get", "-qq", "-o", "Acquire::http::Timeout=20", "-o", "DPkg::Lock::Timeout=120"]
    quietly = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL}
    quietly["env"] = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    subprocess.call([*apt, "update"], **quietly)
    return subprocess.call([*apt, "install", "-y", "--no-install-recommends", *packages], **quietly) == 0


def browsers():
    """The paths of the browsers of Chromium's family that there are, the user's own BROWSER_PATH first."""
    places = [os.environ.get("BROWSER_PATH", ""), *BROWSERS]
    places += [f"/Applications/{name}.app/Contents/MacOS/{name}" for name in MAC_BROWSERS]
    for folder in ("ProgramFiles", "ProgramFiles(x86)", "LocalAppData"):
        places += [os.path.join(os.environ.get(folder, ""), name) for name in WINDOWS_BROWSERS]
    return filter(None, map(shutil.which, places))


def find_browser():
    """The path of the first of these browsers; empty if there is none."""
    return next(browsers(), "")


def python_with_uno():
    """The path of a Python that can speak to LibreOffice, the system's or LibreOffice's own; empty if none."""
    beside = os.path.dirname(os.path.realpath(shutil.which("soffice") or ""))
    places = ["/usr/bin/python3", os.path.join(beside, "python")]
    quietly = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    for place in filter(shutil.which, places):
        if subprocess.call([place, "-c", "import uno"], **quietly) == 0:
            return place
    return ""


def missing_tools():
    """The names of tools that `test --all` needs and this system does not have."""
    tools = {"Chromium or Chrome": find_browser(), "LibreOffice": shutil.which("soffice")}
    tools |= {"poppler's pdftoppm": shutil.which("pdftoppm"), "LibreOffice's uno for Python": python_with_uno()}
    return [name for name, path in tools.items() if not path]


def check_tools():
    """Get the tools that the long tests need, or stop: a test that was skipped has proved nothing."""
    libreoffice = ["libreoffice-calc", "libreoffice-writer", "python3-uno"]
    if missing_tools():
        apt_install("chromium", "chromium-headless-shell", "fonts-liberation", *libreoffice, "poppler-utils")
    if missing_tools():
        sys.exit(f"`test --all` needs {', '.join(missing_tools())}: install that and try again.")


def pytest_arguments(extra):
    """The arguments for pytest: tests not marked long or, with --all, every test, with the slowest named at the end."""
    chosen = ["--durations=25"] if "--all" in extra else ["-m", "not long"]
    return ["-n", "2", "--dist", "loadfile", *chosen, *[word for word in extra if word != "--all"]]


def rooms():
    """The name of each module of the model, as it is imported; pdoc alone finds none below a folder with __all__."""
    paths = [path.relative_to(HOME).with_suffix("") for path in HOME.glob("model/**/*.py")]
    return sorted(".".join(path.parts).replace(".__init__", "") for path in paths if path.name != "__main__")


def hand_over(*arguments):
    """Become .venv's Python with these arguments. It finds `model` from any current folder."""
    env = dict(os.environ)
    env.pop("PYTHONDONTWRITEBYTECODE", None)  # set, it makes every start of every process compile the whole model anew
    env["PYTHONPATH"] = os.pathsep.join(filter(None, [str(HOME), env.get("PYTHONPATH")]))
    if find_browser():
        env["BROWSER_PATH"] = find_browser()
    sys.stdout.flush()
    if os.name == "nt":
        sys.exit(subprocess.call([str(PYTHON), *arguments], env=env))
    os.execve(str(PYTHON), [str(PYTHON), *arguments], env)


def hold_ctrl_c():
    """Let Ctrl-C wait while Python starts again, up to the first lines of model/__main__.py, which let it through."""
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])


def main(arguments):
    """Set up what the command needs, then hand over to it."""
    check_python()
    command, *extra = arguments or ["--help"]
    if command == "test" and "--all" in extra:
        check_tools()
    prepare(group_of(command, extra))
    if command == "clear" and not find_browser() and not apt_install("chromium-headless-shell", "fonts-liberation"):
        say("No Chrome, Chromium or Edge found, so tables stand where pictures would: install one of them.")
    if command in OF_DEVELOPERS:
        os.chdir(HOME)
    if command == "test":
        hand_over("-m", "pytest", *pytest_arguments(extra))
    if command == "team-test":
        hand_over("-m", "pytest", "-p", "no:cacheprovider", "server/tests", *extra)
    if command == "hub":
        os.umask(0o022)  # what Python keeps beside a module is for every officer to read
        hand_over("-P", "-m", "jupyterhub", "-f", str(HOME / "server" / "jupyterhub_config.py"), *extra)
    if command in MEASURED:
        hand_over("-m", MEASURED[command], *extra)
    if command == "pages":
        hand_over("-W", "ignore", "-m", "pdoc", "--docformat", "google", "--output-directory", "pages", *rooms())
    if command in ("-h", "--help"):
        print(OWN_COMMANDS)
    hold_ctrl_c()
    hand_over("-P", "-m", "model", command, *extra)  # -P: nothing in the current folder is imported


if __name__ == "__main__":
    try:
        if signal.getsignal(signal.SIGINT) is signal.SIG_DFL:
            signal.signal(signal.SIGINT, signal.default_int_handler)
        main(sys.argv[1:])
    except OSError as trouble:
        sys.exit(f"The workbook could not start: {trouble}")
    except KeyboardInterrupt:
        sys.exit(130)
