"""The reading site: built once a session, given out on 127.0.0.1 below a path, as on GitHub Pages."""

from __future__ import annotations

import functools
import http.server
import importlib.util
import os
import sys
import threading
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BELOW = "/some/course/"
SETTINGS = {"repository": "owner/repo", "lite": "lite", "address": "https://course.example/"}


def build(work: Path) -> Path:
    """Return the folder of the built site; all that is made lies in `work`."""
    if importlib.util.find_spec("myst_nb") is None:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)("no Sphinx: install requirements-dev.txt")
    sys.path.insert(0, str(ROOT / "deploy" / "site"))
    try:
        import build as deploy_site
    finally:
        sys.path.pop(0)
    return deploy_site.build(ROOT, work, SETTINGS)


class Below(http.server.SimpleHTTPRequestHandler):
    """Serves the site below a path, and nothing anywhere else."""

    def translate_path(self, path):
        return super().translate_path(path.removeprefix(BELOW) if path.startswith(BELOW) else "/nothing-is-here")

    def log_message(self, *_):
        pass


class Server:
    """A web server over the built site; `url` is where its start page is."""

    def __init__(self, site: Path, handler: type[Below] = Below):
        handler = functools.partial(handler, directory=str(site))
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}{BELOW}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()
