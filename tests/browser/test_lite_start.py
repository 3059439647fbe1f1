"""The first page of the site without a server: it says what will be downloaded, downloads it, and opens the lesson."""

from __future__ import annotations

import os
import re
import sys
import threading
from collections import Counter
from urllib.parse import unquote, urlsplit

import pytest

from . import axe
from .conftest import CHROMIUM, FLAGS, ROOT
from .course_copy import copied
from .lite import LISTING, READY, STARTING, Lite, LiteNotebook
from .waiting import PATIENCE, becomes, expect

sys.path.insert(0, str(ROOT / "deploy"))
import lite as deploy_lite

FIRST = "notebooks/00-start-here.ipynb"
OTHER = "notebooks/03-two-directorates.ipynb"
LARGEST = "pyodide.asm.wasm"
FILES = "() => JSON.parse(document.getElementById('data').textContent).files"
VALUE = "() => document.querySelector('progress').value"
WIDE, PHONE = {"width": 1366, "height": 768}, {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """The site of this course, for which a site to read was named."""
    if not all(deploy_lite.found(deploy_lite.WHEELHOUSE)):
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)("python deploy/lite --fetch has not run")
    work = tmp_path_factory.mktemp("start")
    copied(work / "source")
    running = Lite(deploy_lite.build(work / "source", work, expose=True, reading="../read/"))
    yield running
    running.stop()
    running.check()


@pytest.fixture
def watch(server):
    return server.watch()


@pytest.fixture
def begin(page):
    return page.locator("button")


def listed(page):
    return [name.partition("?")[0] for name, _ in page.evaluate(FILES)]


def where(page):
    return unquote(urlsplit(page.url).path + "?" + urlsplit(page.url).query)


def test_it_says_what_it_will_fetch_and_nothing_is_cut_or_hard_to_reach(server, page, begin):
    for size in (WIDE, PHONE):
        page.set_viewport_size(size)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            page.goto(server.url)
            million = round(sum(bytes for _, bytes in page.evaluate(FILES)) / 1e6)
            expect(begin).to_have_text(f"Download {million} MB and open lesson 0")
            assert axe.violations(page, "html") == []
            assert page.evaluate("() => document.documentElement.scrollWidth") <= size["width"]
    files = page.evaluate(FILES)
    assert all((server.site / name.partition("?")[0]).stat().st_size == bytes for name, bytes in files)
    expect(page.locator("main")).to_contain_text(f"downloads up to {million} megabytes")
    expect(page.locator("a", has_text="Read the lessons")).to_have_attribute("href", "../read/")
    assert not [name for name in server.sent if name.endswith(LARGEST)], "it asks before it fetches"
    page.goto(f"{server.url}/?path={OTHER}")
    expect(begin).to_have_text(f"Download {million} MB and open 03-two-directorates")
    for elsewhere in ("https://example.org/x.ipynb", "//example.org/x.ipynb", "../x.ipynb", "x.html"):
        page.goto(f"{server.url}/?path={elsewhere}")
        expect(begin).to_have_text(f"Download {million} MB and open lesson 0")


@pytest.fixture
def reader(playwright, watch, tmp_path):
    """A browser with a profile: one without keeps nothing as large as Python's own file."""
    opened = playwright.chromium.launch_persistent_context(
        tmp_path, executable_path=CHROMIUM, args=FLAGS, viewport=WIDE
    )
    opened.set_default_timeout(PATIENCE)
    opened.on("page", watch.follow)
    yield opened
    opened.close()
    watch.check()


def test_a_download_by_keyboard_shows_how_far_it_is_and_ends_in_the_lesson(server, reader):
    page = reader.new_page()
    begin = page.locator("button")
    page.goto(server.url)
    names = listed(page)
    small = server.site / "files/data/look.yaml"
    content = small.read_bytes()
    small.unlink()
    page.keyboard.press("Tab")
    expect(begin).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("[role=status]")).to_have_text("The download broke off. What has arrived is kept.")
    small.write_bytes(content)
    server.missing.clear()
    server.sent.clear()
    expect(begin).to_have_text("Try again")
    server.held[LARGEST] = threading.Event()
    page.keyboard.press("Enter")
    expect(begin).to_have_text("Stop")
    page.wait_for_function("() => document.querySelector('progress').value > 0.6")
    assert page.evaluate(VALUE) < 1 and axe.violations(page, "html") == []
    expect(page.locator("#far")).to_have_text(re.compile(r"^\d+ of \d+ MB"))
    server.held.pop(LARGEST).set()
    page.wait_for_url("**/notebooks/index.html**")
    assert where(page) == f"/notebooks/index.html?path={FIRST}"
    page.locator("lk-quiz form").first.wait_for()
    page.wait_for_function(READY, arg=FIRST, timeout=STARTING)
    # Nothing was fetched twice, whatever a page asks for again when it is opened.
    asked = Counter(server.sent)
    assert [name for name in names if asked[name] > 1 and name != "notebooks/index.html"] == []
    # The next lesson opens in a page like this one.
    with reader.expect_page() as opened:
        page.locator('.lk-around a[href*="01-"]').click()
    becomes(page, lambda: where(opened.value), "/notebooks/index.html?path=notebooks/01-creation-after-9-11.ipynb")
    # Who comes back is not asked again.
    page.goto(server.url)
    page.wait_for_url("**/notebooks/index.html**")


@pytest.mark.weekly
def test_it_fetches_what_a_first_lesson_asks_for_when_it_runs(server, browser, watch):
    """deploy/lite/fetched.txt, from which the size is counted."""
    names, own = set(), {"", "index.html", "service-worker.js", "manifest.webmanifest"}
    opened = browser.new_context(viewport=WIDE)
    try:
        page = watch.follow(opened.new_page())
        page.goto(server.url)
        names = set(listed(page))
    finally:
        opened.close()
    opened = browser.new_context(viewport=WIDE)  # as a browser that comes straight to the lesson
    server.sent.clear()
    try:
        notebook = LiteNotebook(server, watch.follow(opened.new_page()), FIRST, app="notebooks")
        notebook.page.locator("lk-quiz form").first.wait_for()
        notebook.ready().run_all()
        notebook.page.get_by_text("Your answers are kept in progress/answers.jsonl.").wait_for(timeout=STARTING)
        assert notebook.errors() == []
    finally:
        opened.close()
    asked = {name for name in server.sent if not f"/{name}".startswith(LISTING) or name in names} - own
    assert (sorted(asked - names), sorted(names - asked)) == ([], []), "not in the list, and in it for nothing"
