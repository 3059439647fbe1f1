"""The site without a server: built once a session, given out on 127.0.0.1, opened as a reader opens it."""

from __future__ import annotations

import functools
import http.server
import json
import threading
from pathlib import Path

from .conftest import Watch
from .jupyter import READY, SECONDS, Notebook

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
STARTING = 4 * SECONDS  # Python itself is loaded into the page first


class Lite:
    """A web server over a built site, which knows nothing of Jupyter. `missing` are the paths it did not have."""

    interface = "lite"

    def __init__(self, site: Path):
        self.site = site
        self.missing = missing = []

        class Handler(http.server.SimpleHTTPRequestHandler):
            def log_message(self, *_):
                pass

            def send_error(self, code, *rest):
                missing.append(self.path)
                super().send_error(code, *rest)

        handler = functools.partial(Handler, directory=str(site))
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()

    def watch(self):
        # The console names no address; `check` holds what was missing against LISTING.
        return Watch([r"Failed to load resource: the server responded with a status of 404"])

    def check(self):
        assert [path for path in self.missing if not path.startswith(LISTING)] == []


class LiteNotebook(Notebook):
    """A notebook open in JupyterLite (`app`: lab or notebooks)."""

    def __init__(self, lite: Lite, page, path: str, app: str = "lab"):
        self.jupyter, self.page, self.path = lite, page, path
        page.set_default_timeout(STARTING)
        page.goto(f"{lite.url}/{app}/index.html?path={path}")
        page.wait_for_selector(".jp-Notebook")

    def ready(self):
        """Wait for Python."""
        self.page.wait_for_function(READY, arg=self.path)
        return self

    def answers(self, log):
        """Return the events in the log, which lies in the browser's store beside the notebooks."""
        return [json.loads(line) for line in self.page.evaluate(FILE, log).splitlines()[1:]]

    def errors(self):
        return self.page.evaluate(ERRORS)
