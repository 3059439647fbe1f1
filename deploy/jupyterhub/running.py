"""A hub and its proxy as processes on 127.0.0.1, to be tried, measured and killed. Needs the standard library alone."""

from __future__ import annotations

import contextlib
import os
import secrets
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterable
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
PLACE = ROOT / ".venv-hub"
PATIENCE = 120  # seconds until a process that does not answer counts as broken
# Asks this machine itself, whatever proxy the environment names for others.
_HERE = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def free_ports(count: int) -> list[int]:
    """Return ports of 127.0.0.1 that nobody listens on."""
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]


class Hub:
    """A hub over a folder of its own; the proxy is a process beside it, as on a real machine.

    `students` are the names of the class list: whoever signs up under one of them may log in.
    """

    def __init__(self, state: Path, students: Iterable[str], settings: dict[str, str] | None = None) -> None:
        """Write the class list; nothing is started yet."""
        self.state = state.resolve()
        self.state.mkdir(parents=True, exist_ok=True)
        (self.state / "students.txt").write_text("\n".join(students) + "\n", "utf-8")
        public, api, hub = free_ports(3)
        self.url = f"http://127.0.0.1:{public}"
        self._api, self._hub = f"http://127.0.0.1:{api}", f"http://127.0.0.1:{hub}"
        drop = ("JUPYTER", "LESSONKIT_", "JPY_", "COURSE_HUB_", "CONFIGPROXY")
        self._env = {key: value for key, value in os.environ.items() if not key.startswith(drop)}
        self._env |= {"COURSE_HUB_STATE": str(self.state), "CONFIGPROXY_AUTH_TOKEN": secrets.token_hex(32)}
        self._env |= settings or {}
        self.hub: subprocess.Popen[bytes] | None = None
        self.proxy: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Hub:
        """Start the proxy, then the hub; return when somebody can log in."""
        try:
            self.start_proxy()
            self.start_hub()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        """End everything."""
        self.stop()

    def start_proxy(self) -> None:
        """Start the proxy; it knows no student's server until the hub tells it."""
        command = [PLACE / "proxy/node_modules/.bin/configurable-http-proxy", "--ip=127.0.0.1", "--api-ip=127.0.0.1"]
        ports = [f"--port={_port(self.url)}", f"--api-port={_port(self._api)}"]
        to_hub = [f"--default-target={self._hub}", f"--error-target={self._hub}/hub/error"]
        self.proxy = self._start("proxy", [*map(str, command), *ports, *to_hub])
        self._wait(f"{self._api}/api/routes", self.proxy, "proxy")

    def start_hub(self) -> None:
        """Start the hub, which finds the students' servers of an earlier one again."""
        config = ["--config", str(HERE / "jupyterhub_config.py"), f"--JupyterHub.bind_url={self.url}"]
        more = [f"--JupyterHub.hub_bind_url={self._hub}", f"--ConfigurableHTTPProxy.api_url={self._api}"]
        self.hub = self._start("hub", [str(PLACE / "bin/jupyterhub"), *config, *more])
        self._wait(f"{self.url}/hub/api/", self.hub, "hub")

    def kill(self, process: subprocess.Popen[bytes] | None) -> None:
        """End the hub or the proxy at once, without a chance to tidy up."""
        assert process
        process.kill()
        process.wait()

    def folder(self, student: str) -> Path:
        """Return the folder that the hub has made for a student."""
        return self.state / "students" / student

    def processes(self, student: str) -> list[int]:
        """Return the processes of a student, the server first: all that has the student's folder as its home."""
        return _whose(f"HOME={self.folder(student)}")

    def servers(self) -> list[int]:
        """Return the processes of all students."""
        students = self.state / "students"
        return [pid for folder in students.glob("*") for pid in self.processes(folder.name)]

    def log(self, name: str = "hub") -> str:
        """Return what the hub or the proxy has written."""
        return (self.state / f"{name}.log").read_text("utf-8", "replace")

    def stop(self) -> None:
        """End hub, proxy and the students' servers; the folder stays."""
        for process in (self.hub, self.proxy):
            if process and process.poll() is None:
                process.terminate()
        for process in (self.hub, self.proxy):
            if process:
                try:
                    process.wait(30)
                except subprocess.TimeoutExpired:
                    self.kill(process)
        for pid in [*self.servers(), *_whose(f"JUPYTERHUB_API_URL={self._hub}/hub/api")]:  # and what culls them
            with contextlib.suppress(OSError):
                os.kill(pid, signal.SIGKILL)

    def _start(self, name: str, command: list[str]) -> subprocess.Popen[bytes]:
        with (self.state / f"{name}.log").open("ab") as out:
            return subprocess.Popen(command, stdout=out, stderr=out, env=self._env, cwd=self.state)

    def _wait(self, url: str, process: subprocess.Popen[bytes], name: str) -> None:
        last = time.monotonic() + PATIENCE
        token = {"Authorization": f"token {self._env['CONFIGPROXY_AUTH_TOKEN']}"}
        while time.monotonic() < last:
            if process.poll() is not None:
                break
            with contextlib.suppress(OSError):  # refused until it listens; the proxy says 503 until it knows the hub
                _HERE.open(urllib.request.Request(url, headers=token), timeout=10).close()
                return
            time.sleep(0.1)
        raise RuntimeError(f"the {name} does not answer at {url}:\n{self.log(name)[-3000:]}")


def memory(pids: Iterable[int]) -> float:
    """Return the MB that these processes hold; what several share counts to each in part (PSS)."""
    total = 0
    for pid in pids:
        with contextlib.suppress(OSError):
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
            total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total / 1024


def worked(pids: Iterable[int]) -> float:
    """Return the seconds of one core that these processes have had since they began."""
    total = 0
    for pid in pids:
        with contextlib.suppress(OSError):
            after_name = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            total += int(after_name[11]) + int(after_name[12])  # in user's and in system's mode
    return total / os.sysconf("SC_CLK_TCK")


def _whose(setting: str) -> list[int]:
    """Return the processes that were started with a setting in their environment."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if setting.encode() in (place / "environ").read_bytes().split(b"\0"):
                found.append(int(place.name))
    return sorted(found)


def _port(url: str) -> str:
    return url.rpartition(":")[2]
