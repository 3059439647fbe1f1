"""The site without a server: built once a session, given out on 127.0.0.1, opened as a reader opens it."""

from __future__ import annotations

import contextlib
import http.server
import json
import threading
from pathlib import Path
from urllib.parse import unquote

from .conftest import Watch
from .jupyter import READY, Notebook
from .waiting import PATIENCE

# JupyterLite asks for the listing of a folder that only the browser's own store has; then the answer is 404.
LISTING = "/api/contents/"
FILE = """async path => {
  try {
    const { contents } = window.jupyterapp.serviceManager;
    return (await contents.get(path, {content: true, type: 'file', format: 'text'})).content;
  } catch { return ''; }
}"""
# All that cells have complained of, as text.
ERRORS = """() => window.jupyterapp.shell.currentWidget.content.widgets
  .filter(cell => cell.model.type === 'code')
  .flatMap(cell => cell.model.outputs.toJSON())
  .filter(output => output.output_type === 'error' || output.name === 'stderr')
  .map(output => (output.traceback || [output.text]).join('\\n'))"""
# Opens another notebook in the same page with the Python that runs there, as it would find a new one: at home in its
# own folder, without a name or a module of the lesson before.
TURN = """async ([path, code]) => {
  const app = window.jupyterapp, before = app.shell.currentWidget;
  const { kernel } = before.sessionContext.session;
  const { content } = await kernel.requestExecute({ code, silent: true }).done;
  if (content.status !== 'ok') throw new Error(content.evalue);
  await app.commands.execute('docmanager:open', { path, factory: 'Notebook', kernel: { id: kernel.id } });
  before.dispose();
}"""
LEAVE = """import os, sys
from IPython import get_ipython
os.chdir("/drive/{folder}")
for name in [name for name in sys.modules if name.partition(".")[0] == "lessonkit"]:
    del sys.modules[name]
get_ipython().reset(new_session=False)"""
# A slow page: JupyterLab 4.6 adds cells before its observer.
SLOW = r"null \(reading 'observe'\)"
STARTING = 4 * PATIENCE  # Python itself is loaded into the page first


class Lite:
    """A web server over a built site, which knows nothing of Jupyter.

    `missing` are the paths it did not have, `sent` those whose content it gave, in order; a path in `held` waits for
    its event.
    """

    interface = "lite"

    def __init__(self, site: Path):
        self.site = site
        self.missing, self.sent = missing, sent = [], []
        self.held: dict[str, threading.Event] = {}
        lite, held = self, self.held

        class Handler(http.server.SimpleHTTPRequestHandler):
            protocol_version = "HTTP/1.1"  # many small files over few connections

            def end_headers(self):
                # Python is the same for every page of a run; of all else a page that is opened again asks anew.
                kept = self.path.startswith("/static/pyodide/")
                self.send_header("Cache-Control", "max-age=3600" if kept else "no-cache")
                super().end_headers()

            def send_head(self):
                self.directory = str(lite.site)  # which may be another one than when the connection began
                if event := held.get(self.path.rpartition("/")[2]):
                    event.wait(PATIENCE / 1000)
                return super().send_head()

            def log_message(self, *_):
                pass

            def log_request(self, code="-", size="-"):
                if code == http.HTTPStatus.OK:
                    sent.append(unquote(self.path.partition("?")[0][1:]))

            def send_error(self, code, *rest):
                missing.append(self.path)
                super().send_error(code, *rest)

            def handle(self):
                with contextlib.suppress(ConnectionError):  # the page has left
                    super().handle()

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()

    def watch(self):
        # The console names no address; `check` holds what was missing against LISTING.
        return Watch([r"Failed to load resource: the server responded with a status of 404", SLOW])

    def check(self):
        assert [path for path in self.missing if not path.startswith(LISTING)] == []


class LiteNotebook(Notebook):
    """A notebook open in JupyterLite (`app`: lab or notebooks)."""

    def __init__(self, lite: Lite, page, path: str, app: str = "lab"):
        self.jupyter, self.page, self.path, self.app = lite, page, path, app
        self.open()

    def open(self):
        """Open it in the page, which may be another one than before."""
        self.page.set_default_timeout(STARTING)
        self.page.goto(f"{self.jupyter.url}/{self.app}/index.html?path={self.path}")
        self.page.wait_for_selector(".jp-Notebook")

    def ready(self):
        """Wait for Python."""
        self.page.wait_for_function(READY, arg=self.path)
        return self

    def turn_to(self, path):
        """Leave this notebook for another one, which goes on with the Python that has been loaded."""
        if path != self.path:
            self.page.evaluate(TURN, [path, LEAVE.format(folder=path.rpartition("/")[0])])
            self.path = path
        self.ready()

    def answers(self, log):
        """Return the events in the log, which lies in the browser's store beside the notebooks."""
        return [json.loads(line) for line in self.page.evaluate(FILE, log).splitlines()[1:]]

    def errors(self):
        return self.page.evaluate(ERRORS)
