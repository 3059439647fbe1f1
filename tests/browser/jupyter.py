"""A real JupyterLab or Notebook 7 on 127.0.0.1, with settings as after installation, and what people do in it."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from .waiting import PATIENCE

NEWS = Path(__file__).resolve().parents[2] / "deploy/settings/page_config.json"
# Asks this machine itself, whatever proxy the environment names for others.
HERE = urllib.request.build_opener(urllib.request.ProxyHandler({}))

# Runs in the page: the open notebook's panel, in JupyterLab and in Notebook 7.
PANEL = "window.jupyterapp.shell.currentWidget"
READY = f"""path => {{
  const panel = window.jupyterapp && {PANEL};
  const session = panel && panel.context && panel.context.path === path && panel.sessionContext.session;
  return !!session && session.kernel && session.kernel.status === 'idle' && panel.content.widgets.length > 0;
}}"""
# Run All as its menu does it: resolves when the last cell is done.
RUN_ALL = "() => window.jupyterapp.commands.execute('notebook:run-all-cells')"
SHUT_DOWN = f"() => {PANEL}.sessionContext.shutdown()"
RESTART = f"() => {PANEL}.sessionContext.session.kernel.restart()"
SAVE = f"async () => {{ await {PANEL}.context.save(); }}"
CELLS = f"() => {PANEL}.content.widgets.map(c => c.model.type + ':' + c.model.sharedModel.getSource())"
# Another notebook in the same JupyterLab, with a kernel of its own. Asked for the one that is open, it stays.
TURN = f"""async path => {{
  const before = {PANEL};
  if (before.context.path === path) return null;
  const session = before.sessionContext.session.id;
  await window.jupyterapp.commands.execute('docmanager:open', {{ path, factory: 'Notebook' }});
  before.dispose();
  return session;
}}"""
# What Jupyter itself says on its console, each with the reason why it is not ours to mend.
# A notebook was closed while its kernel still answered, about the debugger or about the thread of the widgets.
CLOSED = r"Canceled future for \w+ message before replies were done"
RUN_CELL = f"""async (index) => {{
  const panel = {PANEL};
  panel.content.activeCellIndex = index;
  await window.jupyterapp.commands.execute('notebook:run-cell');
}}"""


class Jupyter:
    """A server over a folder. `interface` is "lab" or "notebook" (Notebook 7).

    Widgets are not saved unless `save_widgets` says so: so it is after a plain installation, and `make lab` may have
    changed the environment that the tests run in. The question whether to look for news is off, as it is in the course.
    `settings` is a folder with the settings of an administrator, as those of the course.
    """

    def __init__(self, root: Path, scratch: Path, interface: str, settings: Path | None = None):
        self.root, self.interface = root, interface
        config = scratch / "config_dir"
        self.manager = config / "lab/user-settings/@jupyter-widgets/jupyterlab-manager/plugin.jupyterlab-settings"
        self.manager.parent.mkdir(parents=True, exist_ok=True)
        self.save_widgets(False)
        self.page_config = config / "labconfig" / NEWS.name
        self.page_config.parent.mkdir(exist_ok=True)
        self.switch_off()
        self.progress = scratch / "progress"
        env = {k: v for k, v in os.environ.items() if not k.startswith(("JUPYTER_", "LESSONKIT_", "JPY_"))}
        for name in ("CONFIG_DIR", "DATA_DIR", "RUNTIME_DIR"):
            env[f"JUPYTER_{name}"] = str(scratch / name.lower())
        env |= {"IPYTHONDIR": str(scratch / "ipython"), "LESSONKIT_PROGRESS": str(self.progress)}
        self.env = env
        app, class_name = {"lab": ("jupyterlab", "LabApp"), "notebook": ("notebook", "JupyterNotebookApp")}[interface]
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"
        self.log = scratch / f"{interface}.log"
        flags = [
            "--ServerApp.ip=127.0.0.1", f"--ServerApp.port={port}", "--ServerApp.port_retries=0", "--allow-root",
            "--IdentityProvider.token=", "--no-browser", f"--{class_name}.expose_app_in_browser=True",
            f"--ServerApp.root_dir={root}", "--ServerApp.disable_check_xsrf=True",
            f"--{class_name}.app_settings_dir={settings or scratch / 'no_settings'}",
        ]  # fmt: skip
        with self.log.open("wb") as out:
            command = [sys.executable, "-m", app, *flags]
            self.process = subprocess.Popen(command, stdout=out, stderr=out, env=env, cwd=root)
        self.wait()

    def stop(self):
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:  # a busy machine: what it holds is thrown away with the test
            self.process.kill()
            self.process.wait()

    def save_widgets(self, on: bool):
        """Set whether notebooks are saved with their widgets, for pages that are opened from now on."""
        self.manager.write_text(json.dumps({"saveState": on}))

    def switch_off(self, *extensions: str):
        """Leave these extensions out, and no others, of pages that are opened from now on."""
        config = json.loads(NEWS.read_text("utf-8"))
        config["disabledExtensions"] |= dict.fromkeys(extensions, True)
        self.page_config.write_text(json.dumps(config))

    def trust(self, *paths):
        command = [sys.executable, "-m", "nbformat.sign", *(str(self.root / path) for path in paths)]
        subprocess.run(command, check=True, env=self.env, capture_output=True)

    def begin(self):
        """Start a test as on a new machine: no kernel runs, no answer is kept."""
        for session in self._call("GET"):
            self.end(session["id"])
        shutil.rmtree(self.progress, ignore_errors=True)

    def end(self, session: str):
        """Shut down a session's kernel."""
        self._call("DELETE", f"/{session}")

    def _call(self, method, path=""):
        request = urllib.request.Request(f"{self.url}/api/sessions{path}", method=method)
        with HERE.open(request, timeout=PATIENCE / 1000) as reply:
            return json.loads(reply.read() or "null")

    def wait(self):
        """Wait until the server answers; one that ended says why."""
        last = time.monotonic() + PATIENCE / 1000
        while time.monotonic() < last:
            assert self.process.poll() is None, self.log.read_text()[-2000:]
            with contextlib.suppress(OSError):  # refused until it listens
                return self._call("GET")
            time.sleep(0.05)
        raise AssertionError(self.log.read_text()[-2000:])

    def answers(self):
        """Return the events in the log, as written."""
        file = self.progress / "answers.jsonl"
        lines = file.read_text("utf-8").splitlines()[1:] if file.is_file() else []
        return [json.loads(line) for line in lines]


class Notebook:
    """An open notebook in a browser page."""

    def __init__(self, jupyter: Jupyter, page, path: str):
        self.jupyter, self.page, self.path = jupyter, page, path
        place = "lab/tree" if jupyter.interface == "lab" else "notebooks"
        reset = "?reset" if jupyter.interface == "lab" else ""
        page.set_default_timeout(PATIENCE)
        page.goto(f"{jupyter.url}/{place}/{path}{reset}")
        page.wait_for_selector(".jp-Notebook")
        page.wait_for_function(READY, arg=path)

    def turn_to(self, path):
        """Leave this notebook for another one in the same page of JupyterLab, which is loaded once for many."""
        left = self.page.evaluate(TURN, path)
        self.path = path
        self.page.wait_for_function(READY, arg=path)
        if left:
            self.jupyter.end(left)

    def run_all(self):
        self.page.evaluate(RUN_ALL)
        self.page.wait_for_function(READY, arg=self.path)

    def run_cell(self, index):
        self.page.evaluate(RUN_CELL, index)
        self.page.wait_for_function(READY, arg=self.path)

    def save(self):
        self.page.evaluate(SAVE)

    def shut_down(self):
        self.page.evaluate(SHUT_DOWN)

    def restart(self):
        self.page.evaluate(RESTART)
        self.page.wait_for_function(READY, arg=self.path)

    def cells(self):
        return self.page.evaluate(CELLS)

    def stored(self):
        return json.loads((self.jupyter.root / self.path).read_text("utf-8"))

    def close(self):
        """Leave without a question about unsaved work."""
        self.page.close(run_before_unload=False)
