"""The hub of one machine: sign-up, a folder and a server for each student. README.md here explains every step.

COURSE_HUB_STATE     where accounts and the students' folders are kept (default: .hub in the course)
COURSE_HUB_SPAWNER   "simple" to try it, "systemd" for a class: a system account and limits for each student
COURSE_HUB_MEMORY    what one student may use at most (default 1G); COURSE_HUB_CPUS likewise (default 1)
COURSE_HUB_IDLE      seconds without work until a student's server is ended (default 3600)
"""

from __future__ import annotations

import os
import pwd
import subprocess
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
STATE = Path(os.environ.get("COURSE_HUB_STATE") or ROOT / ".hub").resolve()
STUDENTS = STATE / "students"
# One document without a side bar, as `make lab` opens it.
FIRST = "/doc/workspaces/course/tree/notebooks/00-start-here.ipynb"


def names(file: str) -> set[str]:
    """Return the user names of a list in the folder of the hub, one a line; what follows a # is a remark."""
    path = STATE / file
    lines = path.read_text("utf-8").splitlines() if path.is_file() else []
    return {name for line in lines if (name := line.partition("#")[0].strip().lower())}


def account(spawner: Any) -> None:
    """Make the system account of a student who has none: no password, no shell, a home that nobody else can read."""
    name = f"student-{spawner.user.name}"
    try:
        pwd.getpwnam(name)
    except KeyError:
        home = STUDENTS / spawner.user.name
        subprocess.run(
            ["useradd", "--create-home", "--home-dir", home, "--shell", "/usr/sbin/nologin", name], check=True
        )
        home.chmod(0o700)


for place in (STATE, STUDENTS):  # to pass through, not to look around in
    place.mkdir(parents=True, exist_ok=True)
    place.chmod(0o711)

c = get_config()  # noqa: F821 - JupyterHub gives it to this file

# --- where things are. Nothing listens beyond this machine until bind_url says so.
c.JupyterHub.bind_url = "http://127.0.0.1:8000"
c.JupyterHub.db_url = f"sqlite:///{STATE / 'jupyterhub.sqlite'}"
c.JupyterHub.cookie_secret_file = str(STATE / "cookie_secret")
c.ConfigurableHTTPProxy.command = [str(Path(sys.prefix) / "proxy/node_modules/.bin/configurable-http-proxy")]
c.ConfigurableHTTPProxy.pid_file = str(STATE / "proxy.pid")
# With a token of its own the proxy is a service of its own. Then a hub that ends, for an update or by a fault, leaves
# the students' servers as they are, and finds them again. Without one, who ends the hub ends it all.
ALONE = not os.environ.get("CONFIGPROXY_AUTH_TOKEN")
c.ConfigurableHTTPProxy.should_start = c.JupyterHub.cleanup_servers = ALONE
# A proxy that was started again knows no server until the hub looks: every ten seconds, not every five minutes.
c.JupyterHub.last_activity_interval = 10

# --- who may come in: the names of two lists, read when the hub starts, and those that a teacher adds at /hub/admin.
# Everybody chooses a password at /hub/signup; without a place on a list it opens nothing.
c.JupyterHub.authenticator_class = "native"
c.Authenticator.admin_users = names("teachers.txt")
c.Authenticator.allowed_users = names("students.txt")
c.Authenticator.allow_existing_users = True  # those whom a teacher has added
c.NativeAuthenticator.open_signup = True
c.Authenticator.username_pattern = "[a-z][a-z0-9-]{1,22}"  # becomes a folder and the name of an account
c.NativeAuthenticator.minimum_password_length = 8
c.NativeAuthenticator.check_common_password = True
c.NativeAuthenticator.allowed_failed_logins = 10
c.NativeAuthenticator.seconds_before_next_try = 120
c.NativeAuthenticator.ask_email_on_signup = False
c.JupyterHub.admin_access = False  # a teacher sees whose server runs, not what is in it

# --- a student's server
c.Spawner.cmd = [sys.executable, str(HERE / "student.py")]
c.Spawner.args = [
    "--ServerApp.terminals_enabled=False",
    "--LabApp.extension_manager=readonly",
    "--MappingKernelManager.cull_idle_timeout=1800",  # a lesson left open in no browser
]
c.Spawner.notebook_dir = "~/course"
c.Spawner.default_url = FIRST
c.Spawner.environment = {"LESSONKIT_PROGRESS": "~/answers"}
c.Spawner.mem_limit = os.environ.get("COURSE_HUB_MEMORY", "1G")
c.Spawner.cpu_limit = float(os.environ.get("COURSE_HUB_CPUS", "1"))
c.Spawner.start_timeout = 300  # thirty at once on a small machine
c.Spawner.http_timeout = 300
c.Spawner.poll_interval = 10  # a server that died is offered anew after so many seconds
if os.environ.get("COURSE_HUB_SPAWNER", "simple") == "systemd":
    c.JupyterHub.spawner_class = "systemdspawner.SystemdSpawner"
    c.Spawner.pre_spawn_hook = account
    c.SystemdSpawner.username_template = "student-{USERNAME}"
    c.SystemdSpawner.unit_name_template = "course-student-{USERNAME}"
    c.SystemdSpawner.isolate_tmp = True
    c.SystemdSpawner.isolate_devices = True
    c.SystemdSpawner.disable_user_sudo = True
    # Nothing is written outside one's own folder, and no address is reached but this machine's.
    c.SystemdSpawner.readwrite_paths = [str(STUDENTS / "{USERNAME}")]
    c.SystemdSpawner.unit_extra_properties = {
        "ProtectSystem": "strict",
        "IPAddressDeny": "any",
        "IPAddressAllow": "localhost",
    }
else:
    c.JupyterHub.spawner_class = "simple"
    c.SimpleLocalProcessSpawner.home_dir_template = str(STUDENTS / "{username}")
    if os.geteuid() == 0:  # a container to try it in
        c.Spawner.args.append("--allow-root")

# --- servers that nobody uses end; what is in the folder stays
IDLE = os.environ.get("COURSE_HUB_IDLE", "3600")
c.JupyterHub.services = [
    {"name": "idle-culler", "command": [sys.executable, "-m", "jupyterhub_idle_culler", f"--timeout={IDLE}"]}
]
c.JupyterHub.load_roles = [
    {
        "name": "idle-culler",
        "scopes": ["list:users", "read:users:activity", "read:servers", "delete:servers"],
        "services": ["idle-culler"],
    }
]
