"""One Chromium a session; a page fails its test when anything leaves the machine or the console complains."""

from __future__ import annotations

import os
import re
import shutil
import sys
from pathlib import Path

import pytest

from lessonkit.teach import pdf

from .. import progress_page, quiz_page
from . import live_course, site
from .course_copy import copied
from .jupyter import Jupyter
from .waiting import PATIENCE

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = pdf.browser()
HELP = "no Chromium: on Debian or Ubuntu, sudo apt-get install chromium"
# Without the background flags Chromium itself asks the network at every start.
FLAGS = [
    *("--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
    *(["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []),
]
LOCAL = re.compile(r"(https?|wss?)://127\.0\.0\.1[:/]|(data|blob|about|file|chrome-extension):")


@pytest.fixture(scope="session")
def playwright():
    if CHROMIUM is None:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(HELP)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright):
    chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
    yield chromium
    chromium.close()


@pytest.fixture(scope="session")
def firefox(playwright, tmp_path_factory):
    """Debian's Firefox, for the few tests that ask for a second browser."""
    found = next(filter(None, map(shutil.which, ("firefox-esr", "firefox"))), None)
    if found is None:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)("no Firefox: sudo apt-get install firefox-esr")
    start = tmp_path_factory.mktemp("firefox") / "start"
    relay = Path(__file__).with_name("firefox_relay.py")
    start.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{relay}" "{found}" "$@"\n')
    start.chmod(0o755)
    opened = playwright.firefox.launch(channel="moz-firefox", executable_path=start)
    yield opened
    opened.close()


class Watch:
    """What a page did that nobody should see: requests to elsewhere, errors, complaints on the console."""

    def __init__(self, allowed=()):
        self.allowed = [re.compile(pattern) for pattern in allowed]
        self.outside, self.errors = [], []

    def follow(self, page):
        page.on("request", lambda request: LOCAL.match(request.url) or self.outside.append(request.url))
        page.on("pageerror", lambda error: self._note(f"pageerror: {error}"))
        page.on("console", lambda message: message.type == "error" and self._note(f"console: {message.text}"))
        return page

    def _note(self, text):
        if not any(pattern.search(text) for pattern in self.allowed):
            self.errors.append(text)

    def check(self):
        assert self.outside == [], "requests left the machine"
        assert self.errors == []


@pytest.fixture
def watch():
    return Watch()


@pytest.fixture
def context(browser):
    opened = browser.new_context(viewport={"width": 1000, "height": 1400})
    opened.set_default_timeout(PATIENCE)
    yield opened
    opened.close()


@pytest.fixture
def page(context, watch):
    yield watch.follow(context.new_page())
    watch.check()


@pytest.fixture
def course(tmp_path, monkeypatch):
    """The sample course, its answers kept beside it."""
    monkeypatch.delenv("LESSONKIT_PROGRESS", raising=False)
    return quiz_page.make_course(tmp_path / "course", monkeypatch)


@pytest.fixture
def kernel(page, course):
    """The keeper behind a page of that course."""
    return progress_page.Kernel(page, course)


@pytest.fixture(scope="session")
def live(tmp_path_factory):
    """The small course of live_course.py, made once."""
    return live_course.make(tmp_path_factory.mktemp("live") / "course")


@pytest.fixture(scope="session")
def jupyters(live, tmp_path_factory):
    """Return a function that gives the one server of an interface; it holds live/ and the real course in course/."""
    running = {}

    def get(interface):
        if interface not in running:
            scratch = tmp_path_factory.mktemp(interface)
            shutil.copytree(live, scratch / "root/live")
            copied(scratch / "root/course")
            running[interface] = Jupyter(scratch / "root", scratch, interface)
        return running[interface]

    yield get
    for server in running.values():
        server.stop()


@pytest.fixture(scope="session")
def built_site(tmp_path_factory):
    """The folder of the reading site, built once."""
    return site.build(tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="session")
def site_server(built_site):
    """A web server over the reading site."""
    server = site.Server(built_site)
    yield server
    server.stop()


@pytest.fixture
def running(run_once):
    """The notebook that a module's own `run_once` opened and ran; it must not have complained in the test either."""
    yield run_once
    run_once.watch.check()


@pytest.fixture(params=["lab", pytest.param("notebook", marks=pytest.mark.weekly)], scope="module")
def jupyter(request, jupyters):
    """JupyterLab and, when `make weekly` asks, Notebook 7, which has the kernel and the notebook of JupyterLab.

    Keys, long outputs and a phone are tried in both each time: see test_reader_keys and test_phone.
    """
    return jupyters(request.param)
