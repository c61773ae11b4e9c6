"""A team on this machine, as docs/team.md sets one up, with users and groups of unmistakable names; removed at the end.

It is an installation of its own: a copy of this workbook, its packages, the hub, and nginx on the loopback address.
"""

import grp
import os
import pwd
import secrets
import shutil
import signal
import ssl
import stat
import subprocess
import sys
import urllib.request
from contextlib import suppress
from pathlib import Path
from time import monotonic, sleep

import psutil

from tests.desk.desk_page import browser_path

HOME = Path(__file__).resolve().parents[2]
PLACE = Path("/opt/wcwtest")
WORKBOOK, SHARED, STATE, NGINX, BACKUP = (PLACE / name for name in ("workbook", "shared", "state", "nginx", "backup"))
OFFICERS = "wcwtest-officers"
FIRST, SECOND, OUTSIDE, STRANGER = "wcwtest-first", "wcwtest-second", "wcwtest-outside", "wcwtest-stranger"
USERS = (FIRST, SECOND, OUTSIDE, STRANGER)
GROUPS = (OFFICERS, "wcwtest-schools", "wcwtest-adults")
SCHOOLS = SHARED / "schools"
PORT, TLS, PLAIN = 18100, 18143, 18180
IDLE = 24
ADDRESS = f"https://localhost:{TLS}"
SETTINGS = {
    "WORKBOOK_OFFICERS": OFFICERS,
    "WORKBOOK_SHARED": str(SHARED),
    "WORKBOOK_STATE": str(STATE),
    "WORKBOOK_PORT": str(PORT),
    "WORKBOOK_IDLE": str(IDLE),
}
OTHERS_NAMES = {"PYTHONPATH", "VIRTUAL_ENV", "UV_PROJECT_ENVIRONMENT"}
TOOLS = {"nginx": "nginx-light", "setfacl": "acl", "openssl": "openssl"}


class Team:
    """What the tests ask of it: its scripts, something done as one of its users, and its address."""

    def __init__(self):
        self.passwords = {user: secrets.token_urlsafe(12) for user in USERS}
        kept = {name: value for name, value in os.environ.items() if name not in OTHERS_NAMES}
        self.environment = {**kept, **SETTINGS, "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"}
        self.hub = None

    def script(self, name, *given, check=True):
        """Run one of the administrator's scripts."""
        command = [WORKBOOK / "server" / name, *given]
        return _run(*command, env=self.environment, check=check)

    def as_user(self, user, *command, umask="022", check=True):
        """Run a command as one of the users, with what a careless shell has for a umask."""
        shell = f'umask {umask}; cd ~; exec "$@"'
        env = {"PATH": self.environment["PATH"], "PYTHONPATH": str(WORKBOOK), "HOME": str(home_of(user))}
        env["BROWSER_PATH"] = browser_path()
        return _run("runuser", "-u", user, "--", "bash", "-c", shell, "-", *command, env=env, check=check)

    def model(self, user, *arguments, check=True):
        """Run a command of the workbook as one of the users."""
        return self.as_user(user, WORKBOOK / ".venv/bin/python", "-P", "-m", "model", *arguments, check=check)

    def install(self):
        """A copy of this workbook, with its packages, that everybody may read and only root may write."""
        files = _run("git", "-C", HOME, "ls-files", "-co", "--exclude-standard").stdout.splitlines()
        for name in filter(lambda name: (HOME / name).is_file(), files):
            (WORKBOOK / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(HOME / name, WORKBOOK / name)
        _run(system_python(), WORKBOOK / "workbook.py", "hub", "--version", env=self.environment)
        _run(WORKBOOK / ".venv/bin/python", "-m", "compileall", "-q", WORKBOOK / "model")

    def people(self):
        """The folders, and the officers of each; a stranger has an account here and is no officer."""
        for folder in ("schools", "adults"):
            self.script("add-folder.sh", folder)
        for user, folder in ((FIRST, "schools"), (SECOND, "schools"), (OUTSIDE, "adults")):
            self.script("add-officer.sh", user, folder)
        _run("useradd", "--create-home", "--shell", "/bin/bash", STRANGER)
        _run("chpasswd", given="".join(f"{user}:{word}\n" for user, word in self.passwords.items()))
        for name in ("barnet-schools-ict.yaml", "barnet-schools-ict-actual.yaml"):
            self.as_user(FIRST, "cp", WORKBOOK / "scenarios" / name, SCHOOLS)

    def serve(self):
        """Nginx with a certificate of its own, and the hub behind it."""
        NGINX.mkdir()
        key = ["-newkey", "rsa:2048", "-nodes", "-keyout", NGINX / "key.pem", "-out", NGINX / "cert.pem"]
        named = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
        _run("openssl", "req", "-x509", *key, "-days", "2", *named)
        (NGINX / "site.conf").write_text(_site(), encoding="utf-8")
        (NGINX / "nginx.conf").write_text(MAIN, encoding="utf-8")
        _run("nginx", "-c", NGINX / "nginx.conf")
        command = [system_python(), WORKBOOK / "workbook.py", "hub"]
        with (PLACE / "hub.log").open("wb") as log:
            self.hub = subprocess.Popen(
                command,
                env=self.environment,
                cwd="/",
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=_heed_interrupts,
            )
        until(self.answers, 90, "the hub does not answer")

    def answers(self):
        """Whether the hub is there, by TLS with a certificate that is looked at."""
        trusted = ssl.create_default_context(cafile=NGINX / "cert.pem")
        with suppress(OSError):
            return urllib.request.urlopen(f"{ADDRESS}/hub/health", context=trusted).status == 200
        return False

    def stop(self):
        """End the hub and nginx."""
        if self.hub and self.hub.poll() is None:
            self.hub.terminate()
            with suppress(subprocess.TimeoutExpired):
                self.hub.wait(30)
            with suppress(ProcessLookupError):
                os.killpg(self.hub.pid, signal.SIGKILL)
        _end_nginx()


def remove_everything():
    """Take away whatever a team of this name has left here: processes, users, groups, files."""
    _end_nginx()
    for process in psutil.process_iter(["cmdline"]):
        if any(word.startswith(f"{PLACE}/") for word in process.info["cmdline"] or ()):
            with suppress(psutil.NoSuchProcess):
                process.kill()
    for user in filter(_is_user, USERS):
        _run("pkill", "-KILL", "-u", user, check=False)
        until(lambda user=user: not processes_of(user), 10, f"{user} has processes")
        _run("userdel", "--remove", user, check=False)
    for group in filter(_is_group, (*GROUPS, *USERS)):
        _run("groupdel", group)
    shutil.rmtree(PLACE, ignore_errors=True)


def left_behind():
    """What of a team is still here; nothing, once it was removed."""
    return [*filter(_is_user, USERS), *filter(_is_group, (*GROUPS, *USERS)), *([PLACE] if PLACE.exists() else [])]


def home_of(user):
    """The folder of a user of the system."""
    return Path(pwd.getpwnam(user).pw_dir)


def processes_of(user):
    """What a user of the system runs; not what has ended and was not asked for its outcome."""
    running = psutil.process_iter(["username", "status"])
    return [one for one in running if one.info["username"] == user and one.info["status"] != psutil.STATUS_ZOMBIE]


def system_python():
    """A Python that every user of the system may run: root's own is often in a folder that is closed to others."""
    found = [Path("/usr/bin/python3"), Path(sys.executable).resolve()]
    return next(path for path in found if path.exists() and all(is_open(folder) for folder in path.resolve().parents))


def is_open(folder):
    """Whether every user of the system may enter a folder."""
    return bool(folder.stat().st_mode & stat.S_IXOTH)


def until(so, seconds, said):
    """Wait until something is so."""
    end = monotonic() + seconds
    while not (found := so()):
        assert monotonic() < end, f"{said}, after {seconds} seconds"
        sleep(0.2)
    return found


MAIN = f"""user www-data;
pid {NGINX}/nginx.pid;
error_log {NGINX}/error.log;
events {{}}
http {{
    include /etc/nginx/mime.types;
    access_log {NGINX}/access.log;
    include {NGINX}/site.conf;
}}
"""


def _heed_interrupts():
    """A shell's background job heeds no interrupt, and nor does what it starts; a service does."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _site():
    """The site as it is shipped, with the ports, the name and the certificate of this test."""
    text = (WORKBOOK / "server" / "nginx.conf").read_text(encoding="utf-8")
    for shipped, here in (
        ("listen 80;", f"listen 127.0.0.1:{PLAIN};"),
        ("listen 443 ssl", f"listen 127.0.0.1:{TLS} ssl"),
        ("workbook.example.gov.uk", "localhost"),
        ("/etc/ssl/certs/workbook.pem", f"{NGINX}/cert.pem"),
        ("/etc/ssl/private/workbook.key", f"{NGINX}/key.pem"),
        ("127.0.0.1:8000", f"127.0.0.1:{PORT}"),
    ):
        assert shipped in text, shipped
        text = text.replace(shipped, here)
    return text


def _end_nginx():
    with suppress(OSError, ValueError):
        os.kill(int((NGINX / "nginx.pid").read_text()), signal.SIGQUIT)


def _is_user(name):
    with suppress(KeyError):
        return bool(pwd.getpwnam(name))
    return False


def _is_group(name):
    with suppress(KeyError):
        return bool(grp.getgrnam(name))
    return False


def _run(*command, env=None, given=None, check=True):
    done = subprocess.run(list(map(str, command)), env=env, input=given, capture_output=True, text=True)
    assert not check or done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"
    return done
