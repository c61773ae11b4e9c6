"""JupyterHub for a team on one Linux server: each officer signs in, and works as that user of the system.

Nobody administers it from a browser: such a person could enter everybody's desk. What differs from one server to
another is in the environment, and docs/team.md names it.
"""

import os
import sys
from pathlib import Path

from jupyterhub.auth import PAMAuthenticator
from traitlets.config import get_config

HERE = Path(__file__).resolve().parent
SCRIPTS = Path(sys.executable).parent
OFFICERS = os.environ.get("WORKBOOK_OFFICERS", "workbook-officers")
SHARED = os.environ.get("WORKBOOK_SHARED", "/srv/workbook")
STATE = Path(os.environ.get("WORKBOOK_STATE", "/var/lib/workbook"))
PORT = int(os.environ.get("WORKBOOK_PORT", "8000"))
IDLE = int(os.environ.get("WORKBOOK_IDLE", "3600"))
"""Seconds without anybody at it after which an officer's server is ended. An open desk counts as somebody."""

WATCH = max(1, min(300, IDLE // 4))
"""Seconds between two looks at who is at work."""


class Officers(PAMAuthenticator):
    """Those of the group, by the system's own passwords; asked again for as long as a browser remembers them."""

    async def refresh_user(self, user, handler=None):
        """Whether somebody who signed in is still an officer. One who has left is sent to sign in, and is refused."""
        if handler is not None and not hasattr(handler, "_token_authenticated"):
            handler._token_authenticated = False  # JupyterHub 6.1.1 asks for it, and sets it for tokens alone
        try:
            return self.check_allowed_groups(user.name)
        except KeyError:  # no user of the system any more
            return False


os.umask(0o007)  # what the hub starts has it too: a file that an officer makes is no stranger's to read
STATE.mkdir(mode=0o700, parents=True, exist_ok=True)

c = get_config()
c.JupyterHub.bind_url = f"http://127.0.0.1:{PORT}"  # nginx is before it
c.JupyterHub.hub_port = PORT + 1
c.JupyterHub.db_url = f"sqlite:///{STATE / 'hub.sqlite'}"
c.JupyterHub.cookie_secret_file = str(STATE / "cookie_secret")
c.ConfigurableHTTPProxy.command = [str(SCRIPTS / "configurable-http-proxy"), "--proxy-timeout", "600000"]
c.ConfigurableHTTPProxy.api_url = f"http://127.0.0.1:{PORT + 2}"
c.ConfigurableHTTPProxy.pid_file = str(STATE / "proxy.pid")

c.JupyterHub.authenticator_class = Officers
c.Officers.allowed_groups = {OFFICERS}
c.Officers.open_sessions = False
c.Officers.auth_refresh_age = 10
c.Officers.refresh_pre_spawn = True
c.Authenticator.admin_users = set()
c.JupyterHub.template_vars = {
    "announcement_login": "The Workforce Cost Workbook: sign in with your name on this server"
}
c.JupyterHub.implicit_spawn_seconds = 1  # who comes back to a server that was ended waits for it, and presses nothing
c.JupyterHub.last_activity_interval = WATCH

c.JupyterHub.spawner_class = "jupyterhub.spawner.LocalProcessSpawner"
c.Spawner.cmd = [sys.executable, "-P", str(HERE / "officer.py")]
c.Spawner.notebook_dir = "~/workbook"
c.Spawner.default_url = "/voila/render/desk.ipynb"
c.Spawner.disable_user_config = True  # a setting of an officer's own could open the desk to others
c.Spawner.environment = {"WORKBOOK_SHARED": SHARED, "JUPYTERHUB_ACTIVITY_INTERVAL": str(WATCH)}
c.Spawner.env_keep = ["PATH", "LANG", "LC_ALL", "BROWSER_PATH"]
c.Spawner.start_timeout = 120
c.Spawner.poll_interval = 10

c.JupyterHub.services = [
    {
        "name": "idle-culler",
        "command": [sys.executable, "-m", "jupyterhub_idle_culler", f"--timeout={IDLE}"],
    }
]
c.JupyterHub.load_roles = [
    {
        "name": "idle-culler",
        "services": ["idle-culler"],
        "scopes": ["list:users", "read:users:activity", "read:servers", "delete:servers"],
    }
]
