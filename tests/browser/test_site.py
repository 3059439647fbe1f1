"""The reading site, looked at below a path of its server: alive without any kernel."""

from __future__ import annotations

import functools
import http.server
import importlib.util
import json
import os
import re
import sys
import threading
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from . import axe
from .answering import ANSWER_ALL, STEP_ALL
from .conftest import ROOT
from .waiting import becomes, begins, expect

LESSONS = {"01": "notebooks/01-creation-after-9-11.html", "05": "notebooks/05-enforcement-and-removal-ero.html"}
BELOW = "/some/course/"
# One page of each sort: a lesson takes axe some seconds.
SORTS = ("index.html", "glossary.html", "data/tables/timeline.html", "lessons.html", "search.html", LESSONS["01"])
# What a browser asks for by itself.
ASKED = {"script": "src", "img": "src", "source": "srcset", "iframe": "src", "link": "href"}
PASSPORT = re.compile("Save my passport")


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The folder of the built site."""
    if importlib.util.find_spec("myst_nb") is None:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)("no Sphinx: install requirements-dev.txt")
    sys.path.insert(0, str(ROOT / "deploy" / "site"))
    try:
        import build
    finally:
        sys.path.pop(0)
    settings = {"repository": "owner/repo", "lite": "lite", "address": "https://course.example/"}
    return build.build(ROOT, tmp_path_factory.mktemp("site"), settings)


class Below(http.server.SimpleHTTPRequestHandler):
    """Serves the site below a path, and nothing anywhere else."""

    def translate_path(self, path):
        return super().translate_path(path.removeprefix(BELOW) if path.startswith(BELOW) else "/nothing-is-here")

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def address(site):
    """Where the site's start page is."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Below, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}{BELOW}"
    server.shutdown()
    server.server_close()


class Links(HTMLParser):
    """The ids of a page, where its links lead, and what a browser fetches for it."""

    def __init__(self, text):
        super().__init__()
        self.ids, self.links, self.fetched = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.ids += filter(None, [given.get("id")])
        if tag == "a" and given.get("href"):
            self.links.append(given["href"])
        fetched = given.get(ASKED.get(tag, "")) or ""
        if fetched and not fetched.startswith("data:") and given.get("rel") != "canonical":
            self.fetched.append(fetched)


def test_no_link_inside_the_site_leads_nowhere_and_no_page_asks_another_host(site):
    pages = {path.relative_to(site).as_posix(): Links(path.read_text("utf-8")) for path in site.rglob("*.html")}
    broken, elsewhere, twice = [], [], []
    for name, page in pages.items():
        twice += [f"{name}: {id}" for id in set(page.ids) if page.ids.count(id) > 1]
        for link in (*page.links, *page.fetched):
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                elsewhere += [f"{name}: {link}"] if link in page.fetched else []
                continue
            target = urlsplit(urljoin(f"/{name}", link)).path[1:]
            if target.startswith("lite/"):  # another site, beside this one
                continue
            ids = pages[target].ids if target in pages else []
            there = (site / unquote(target)).is_file()
            if not there or (ids and parts.fragment and unquote(parts.fragment) not in ids):
                broken.append(f"{name}: {link}")
    assert (broken, elsewhere, twice) == ([], [], [])
    assert len(pages) > 80, "a page a table, and the guide"


def test_every_page_says_what_it_is_and_a_first_lesson_is_light(site):
    said = re.compile(r'<meta property="og:description" content="([^"]{20,400})">')
    cards = {
        path.name: said.findall(path.read_text("utf-8")) for path in site.rglob("*.html") if path.name != "search.html"
    }
    assert [name for name, found in cards.items() if len(found) != 1] == []
    assert cards[Path(LESSONS["01"]).name][0].startswith("Who made ICE, and out of what?")
    page = (site / LESSONS["01"]).read_text("utf-8")
    assert 'og:url" content="https://course.example/notebooks/01-' in page
    assert "mybinder.org/v2/gh/owner/repo/main?urlpath=doc%2Ftree%2Fnotebooks%2F01-" in page
    assert "../lite/index.html?path=notebooks/01-" in page
    asked = {unquote(urlsplit(urljoin(f"/{LESSONS['01']}", link)).path[1:]) for link in Links(page).fetched}
    weight = len(page.encode()) + sum((site / name).stat().st_size for name in asked if name.startswith("_static"))
    assert weight < 600_000


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_lesson_answers_steps_and_cites_without_a_kernel(page, address, lesson):
    page.goto(address + LESSONS[lesson])
    expect(page.locator("lk-lesson .lk-ready")).to_have_text(begins(f"Lesson {int(lesson)} is ready."))
    for explorer, seen, states, bare in page.evaluate(STEP_ALL):
        assert (seen, bare) == (states, 0), f"{explorer}: {seen} of {states} states, {bare} without picture or alt"
    for question, kind, said, words in page.evaluate(ANSWER_ALL, "right"):
        assert said.startswith("Kept. " if kind == "pretest" else "Correct. "), f"{question}: {said}"
        assert words in said, f"{question}: {said}"
    mark = page.locator('article p > a[href^="#c-"]').first
    mark.click()
    expect(page.locator(".lk-cited .lk-claim")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".lk-cited")).to_have_count(0)
    expect(mark).to_be_focused()
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") == 390, "on a phone"


def test_answers_go_into_a_passport_and_come_back_on_another_computer(page, browser, address, tmp_path, watch):
    page.goto(address + LESSONS["01"])
    page.evaluate(ANSWER_ALL, "right")
    page.goto(address + "my-answers.html")
    counted = page.locator("lk-score").first
    expect(counted).to_contain_text(re.compile(r"Answered [1-9]\d* of"))
    words = counted.inner_text()
    with page.expect_download() as saved:
        page.get_by_role("button", name=PASSPORT).click()
    file = tmp_path / "mine.passport.json"
    saved.value.save_as(file)
    assert json.loads(file.read_text("utf-8"))["answers"]
    other = browser.new_context()
    there = watch.follow(other.new_page())
    there.goto(address + "my-answers.html")
    expect(there.locator("lk-score").first).to_contain_text("Answered 0 of")
    there.get_by_label("Load a passport").set_input_files(file)
    expect(there.get_by_text(re.compile(r"Loaded \d+ answers"))).to_be_visible()
    expect(there.locator("lk-score").first).to_have_text(words, use_inner_text=True)
    other.close()


def test_after_one_visit_the_lessons_open_without_a_network(context, page, address):
    page.goto(address + "index.html")
    kept = "async (path) => !!(await caches.match(new URL(path, location.href).href))"
    becomes(page, lambda: page.evaluate(kept, LESSONS["05"]), True, "the rest is fetched after the page")
    context.set_offline(True)
    page.goto(address + LESSONS["05"])
    expect(page.locator("lk-lesson .lk-ready")).to_have_text(begins("Lesson 5 is ready."))
    expect(page.locator("lk-explorer").locator("select, input").first).to_be_visible()


def test_without_javascript_every_question_and_figure_is_there_to_read(browser, address, watch):
    context = browser.new_context(java_script_enabled=False)
    page = watch.follow(context.new_page())
    page.goto(address + LESSONS["01"])
    expect(page.get_by_text("Turn on JavaScript to answer the questions here")).to_be_visible()
    for kind in ("lk-quiz", "lk-explorer img", "lk-rows table", ".lk-figure img"):
        expect(page.locator(kind).first).to_be_visible()
    expect(page.locator("article")).not_to_contain_text("set-up cell", use_inner_text=True)
    page.get_by_role("link", name="[1]").first.click()
    assert page.url.endswith("#c-immigration-moves")
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_sort_of_page(page, address, scheme):
    page.emulate_media(color_scheme=scheme)
    found = {}
    for name in SORTS:
        page.goto(address + name)
        found |= {name: faults} if (faults := axe.violations(page, "html")) else {}
    assert found == {}


def test_a_search_finds_a_question_of_a_lesson_and_a_table(page, address):
    page.goto(address + "index.html")
    page.get_by_role("searchbox").or_(page.get_by_placeholder("Search")).first.fill("customs")
    page.keyboard.press("Enter")
    expect(page.locator(".search a").filter(has_text="Lesson 1").first).to_be_visible()
    expect(page.locator(".search a").filter(has_text="Agencies that formed").first).to_be_visible()
