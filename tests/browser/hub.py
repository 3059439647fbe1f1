"""A hub on 127.0.0.1 with students who come to it by browser: sign up, log in, open a lesson.

Needs what `make hub` installs into .venv-hub. Without it a test that asks for it is skipped; with CI=true it fails.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from .conftest import ROOT
from .jupyter import Notebook
from .waiting import PATIENCE, becomes

sys.path.insert(0, str(ROOT / "deploy/jupyterhub"))
import running

PASSWORD = "a long word for one day"
# Where the set-up cell says that answers are kept.
KEPT_IN = "~/answers/answers.jsonl"


@contextlib.contextmanager
def classroom(place: Path, *students: str) -> Iterator[running.Hub]:
    """Start a hub that knows these names; ends it, and all servers, after use."""
    if not (running.PLACE / "ready").is_file():
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)("no hub is installed: make .venv-hub/ready")
    with running.Hub(place, students) as hub:
        yield hub


class Seat:
    """One student of the hub. It stands where a `Jupyter` stands for `Notebook(seat, page, "notebooks/01-….ipynb")`."""

    interface = "lab"

    def __init__(self, hub: running.Hub, name: str):
        self.hub, self.name = hub, name
        self.url = f"{hub.url}/user/{name}"
        self.root = hub.folder(name) / "course"
        config = hub.folder(name) / ".jupyter/jupyter_lab_config.json"
        config.parent.mkdir(parents=True, exist_ok=True)
        config.write_text(json.dumps({"LabApp": {"expose_app_in_browser": True}}))  # what Notebook asks the page by

    def sign_up(self, page):
        """Choose a password, as once at the beginning of a term."""
        page.goto(f"{self.hub.url}/hub/signup")
        page.locator("#username_input").fill(self.name)
        for field in ("password", "password_confirmation"):
            page.locator(f"#{field}_input").fill(PASSWORD)
        page.locator("#signup_submit").click()
        page.get_by_text("The signup was successful!").wait_for()

    def log_in(self, page):
        """Log in and wait until the first lesson stands there."""
        page.goto(f"{self.hub.url}/hub/login")
        page.locator("#username_input").fill(self.name)
        page.locator("#password_input").fill(PASSWORD)
        page.locator("#login_submit").click()
        self.arrive(page)

    def start_again(self, page):
        """Start a server that has died, as soon as the hub has seen that it did: until then, try again."""
        becomes(page, lambda: "/hub/spawn-pending/" in page.goto(f"{self.hub.url}/hub/spawn").url, True)
        self.arrive(page)

    def arrive(self, page):
        """Wait until the student's own server has opened the first lesson."""
        page.wait_for_url(f"{self.url}/doc/**", wait_until="commit", timeout=3 * PATIENCE)
        page.wait_for_selector(".jp-Notebook", timeout=PATIENCE)

    def open(self, page, path: str) -> Notebook:
        """Open a notebook of the student's copy, once logged in."""
        return Notebook(self, page, path)

    def answers(self):
        """Return the events in the student's file, as written."""
        file = self.hub.folder(self.name) / "answers/answers.jsonl"
        lines = file.read_text("utf-8").splitlines()[1:] if file.is_file() else []
        return [json.loads(line) for line in lines]

    def end(self, session: str):
        """Leave the kernel of a notebook that was turned away from; the hub ends it in its own time."""
